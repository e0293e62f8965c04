import { eachValue } from './eachValue.js';
import { type Sample, sizeOf } from './sample.js';

/** What is known at one time: of those who were `atRisk` until then, how many had the event, and how many were last seen. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** The share that is still without the event after this time. */
  readonly survival: number;
  /** Greenwood's variance of the logarithm of `survival`; infinite where nobody is left. */
  readonly variance: number;
}

/**
 * How many are still without the event, at each distinct time at which one had it or was last seen, ascending.
 *
 * S(t) is the product of (n − d) ÷ n over the times up to t, of n at risk and d events. Who was last seen at the very
 * time of an event was still at risk at it. While nobody drops out the factors telescope and are taken as one quotient,
 * so that S is the plain share, rounded once.
 *
 * Source: Kaplan & Meier 1958, "Nonparametric estimation from incomplete observations", JASA 53; variance: Greenwood
 * 1926, "The natural duration of cancer". Order of ties and variance as in R's survival::survfit.
 */
export function kaplanMeier(events: Sample, censored: Sample): SurvivalStep[] {
  const steps: SurvivalStep[] = [];
  let variance = 0;
  eachStep(events, censored, (time, atRisk, events, censored, survival) => {
    if (events > 0) variance += events / (atRisk * (atRisk - events));
    steps.push({ time, atRisk, events, censored, survival, variance });
    return false;
  });
  return steps;
}

/** The same steps one by one, without keeping them, until `visit` gives true. */
export function eachStep(
  events: Sample,
  censored: Sample,
  visit: (time: number, atRisk: number, events: number, censored: number, survival: number) => boolean,
): void {
  let atRisk = sizeOf(events) + sizeOf(censored);
  // The share and the number at risk after the last dropping out.
  let base = 1;
  let from = atRisk;
  eachValue([events, censored], (time, counts) => {
    const d = counts[0]!;
    const c = counts[1]!;
    const left = atRisk - d;
    const survival = (base * left) / from;
    const stop = visit(time, atRisk, d, c, survival);
    atRisk = left - c;
    if (c > 0) {
      base = survival;
      from = atRisk;
    }
    return stop;
  });
}
