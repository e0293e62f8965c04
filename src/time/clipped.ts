import type { Period } from './period.js';

/** A period within another stretch of time; the same one where it lies whole in it. */
export function clipped(whole: Period, during: Pick<Period, 'start' | 'end'> | null): Period {
  if (during === null || (during.start <= whole.start && during.end >= whole.end)) return whole;
  return { ...whole, start: Math.max(whole.start, during.start), end: Math.min(whole.end, during.end) };
}
