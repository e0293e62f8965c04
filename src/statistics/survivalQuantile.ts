import { eachStep } from './kaplanMeier.js';
import type { Sample } from './sample.js';

/** Shares this close are one: the square root of the machine's epsilon, as in R. */
export const TOLERANCE = 1.5e-8;

/**
 * The time by which a share `p` has had the event, on a curve of shares without it: the first at which the curve is at
 * or below 1 − p. Where it lies on 1 − p for a while, the middle of that stretch, which ends at the next lower level,
 * or at the last time where none follows. Null where the curve does not come down that far.
 *
 * `heights` are the curve's, at `times`; null where it is not known. A curve of limits may rise again: of all levels
 * at or below 1 − p the highest counts then.
 *
 * Source: R's survival::quantile.survfit, from which tolerance and midpoints are taken; a median's limits from the
 * curve's own: Brookmeyer & Crowley 1982, "A confidence interval for the median survival time", Biometrics 38.
 */
export function survivalQuantile(
  times: readonly number[],
  heights: readonly (number | null)[],
  p: number,
): number | null {
  if (times.length === 0) return null;
  let first: Level | null = p <= TOLERANCE ? { time: 0, share: 0 } : null;
  let beyond: Level | null = null;
  let last = 0;
  for (let i = 0; i < times.length; i++) {
    const height = heights[i];
    if (height === null || height === undefined) continue;
    const share = 1 - height;
    last = share;
    if (share >= p - TOLERANCE && (first === null || share < first.share)) first = { time: times[i]!, share };
    if (share >= p + TOLERANCE && (beyond === null || share < beyond.share))
      beyond = { time: times[i]!, share };
  }
  if (first === null) return null;
  if (p === 0) return 0;
  if (Math.abs(p - last) < TOLERANCE) return (first.time + times.at(-1)!) / 2;
  return beyond === null ? null : (first.time + beyond.time) / 2;
}

interface Level {
  readonly time: number;
  readonly share: number;
}

/** The same of the Kaplan-Meier curve itself, without keeping it: for medians of many groups. */
export function kaplanMeierQuantile(events: Sample, censored: Sample, p: number): number | null {
  let first: number | null = null;
  let beyond: number | null = null;
  let last = 0;
  eachStep(events, censored, (time, _atRisk, _events, _censored, survival) => {
    last = time;
    const share = 1 - survival;
    if (first === null && share >= p - TOLERANCE) first = time;
    if (share >= p + TOLERANCE) beyond = time;
    return beyond !== null;
  });
  return first === null ? null : (first + (beyond ?? last)) / 2;
}
