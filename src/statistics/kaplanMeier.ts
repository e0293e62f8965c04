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
  eachStep(events, censored, (time, atRisk, events, censored, survival, variance) => {
    steps.push({ time, atRisk, events, censored, survival, variance });
    return false;
  });
  return steps;
}

/** The same steps one by one, without keeping them, until `visit` gives true. */
export function eachStep(
  events: Sample,
  censored: Sample,
  visit: (
    time: number,
    atRisk: number,
    events: number,
    censored: number,
    survival: number,
    variance: number,
  ) => boolean,
): void {
  let atRisk = sizeOf(events) + sizeOf(censored);
  // The share and the number at risk after the last dropping out.
  let base = 1;
  let from = atRisk;
  let survival = 1;
  let variance = 0;
  let i = 0;
  let j = 0;
  while (i < events.values.length || j < censored.values.length) {
    const event = i < events.values.length ? events.values[i]! : Number.POSITIVE_INFINITY;
    const sight = j < censored.values.length ? censored.values[j]! : Number.POSITIVE_INFINITY;
    const d = event <= sight ? events.counts[i++]! : 0;
    const c = sight <= event ? censored.counts[j++]! : 0;
    const left = atRisk - d;
    // Only events lower the curve: on other days rounding must not move it.
    if (d > 0) {
      survival = (base * left) / from;
      variance += d / (atRisk * left);
    }
    if (visit(Math.min(event, sight), atRisk, d, c, survival, variance)) return;
    atRisk = left - c;
    if (c > 0) {
      base = survival;
      from = atRisk;
    }
  }
}
