import { eachStep } from '../statistics/kaplanMeier.js';
import { normalQuantile } from '../statistics/normalQuantile.js';
import type { Sample } from '../statistics/sample.js';
import { type LimitsOfSurvival, survivalLimits } from '../statistics/survivalLimits.js';
import { survivalQuantile } from '../statistics/survivalQuantile.js';

/** One day of a survival curve. */
export interface SurvivalPoint {
  readonly days: number;
  /** How many were still without the event, and seen, until then. */
  readonly atRisk: number;
  readonly events: number;
  /** How many were last seen on that day, without the event. */
  readonly censored: number;
  /** The share that is without the event after that day. */
  readonly survival: number;
  /** Its limits; null where they are not known. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The day by which a share `p` has had the event, and its limits; null where the data do not reach so far. */
export interface SurvivalQuantile {
  readonly p: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The Kaplan-Meier curve with its limits, at each distinct day; `per` of the samples' units make a day. */
export function survivalCurve(
  events: Sample,
  censored: Sample,
  { per, limits, level }: { per: number; limits: LimitsOfSurvival; level: number },
): SurvivalPoint[] {
  const z = normalQuantile((1 + level) / 2);
  const curve: SurvivalPoint[] = [];
  const nothing = { low: null, high: null };
  let known: { low: number | null; high: number | null } = survivalLimits(1, 0, z, limits) ?? nothing;
  eachStep(events, censored, (time, atRisk, events, censored, survival, variance) => {
    // Where nobody has the event nothing changes: most days of a long tail.
    if (events > 0) known = survivalLimits(survival, variance, z, limits) ?? nothing;
    const { low, high } = known;
    curve.push({ days: time / per, atRisk, events, censored, survival, low, high });
    return false;
  });
  return curve;
}

/** Quantiles of a curve, with the limits that its own limits give. */
export function curveQuantiles(
  curve: readonly SurvivalPoint[],
  probabilities: readonly number[],
): SurvivalQuantile[] {
  const days = curve.map((point) => point.days);
  const survival = curve.map((point) => point.survival);
  const low = curve.map((point) => point.low);
  const high = curve.map((point) => point.high);
  return probabilities.map((p) => ({
    p,
    value: survivalQuantile(days, survival, p),
    low: survivalQuantile(days, low, p),
    high: survivalQuantile(days, high, p),
  }));
}
