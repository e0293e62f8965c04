/** The scale on which the limits of a survival curve are symmetric. */
export type LimitsOfSurvival = 'log-log' | 'log' | 'plain';

/**
 * Limits of a survival curve at one time, by its value there and Greenwood's variance of its logarithm; `z` is the
 * normal quantile of the level. Null where it is 0, and where it is 1 with log-log limits: nothing is known there.
 *
 * plain: S ± z S s, clipped to 0 and 1; log: S exp(± z s), clipped to 1; log-log: S to the power exp(± z s ÷ ln S).
 *
 * Source: Kalbfleisch & Prentice 1980, "The statistical analysis of failure time data", 1.3; Borgan & Liestøl 1990, "A
 * note on confidence intervals and bands for the survival function". Conventions as in R's survival::survfit.
 */
export function survivalLimits(
  survival: number,
  variance: number,
  z: number,
  limits: LimitsOfSurvival,
): { low: number; high: number } | null {
  if (!(survival > 0) || variance === Number.POSITIVE_INFINITY) return null;
  const spread = z * Math.sqrt(variance);
  if (limits === 'plain')
    return { low: Math.max(0, survival * (1 - spread)), high: Math.min(1, survival * (1 + spread)) };
  if (limits === 'log')
    return { low: survival * Math.exp(-spread), high: Math.min(1, survival * Math.exp(spread)) };
  return logLogLimits(survival, spread / Math.log(survival));
}

/** Limits of a probability that are symmetric in ln(−ln p), where `spread` is z times its standard error there. */
export function logLogLimits(p: number, spread: number): { low: number; high: number } | null {
  if (!(p > 0 && p < 1)) return null;
  const factor = Math.exp(Math.abs(spread));
  return { low: p ** factor, high: p ** (1 / factor) };
}
