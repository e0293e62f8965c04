import { requires } from '../error.js';
import type { Period } from './period.js';

/** Refuses what is no period: a `TypeError` for another kind, a `RangeError` where the end is before the start. */
export function checkPeriod(p: Period, who: string, argument: string): void {
  const what = `${argument} to be a period`;
  if (typeof p !== 'object' || p === null) throw requires(TypeError, what, p, who);
  const { name, unit, start, end, timeZone } = p;
  const texts = typeof name === 'string' && typeof unit === 'string' && isZone(timeZone);
  if (!texts || !Number.isFinite(start) || !Number.isFinite(end)) throw requires(TypeError, what, p, who);
  if (end < start) throw requires(RangeError, `${argument} to end at or after its start`, p, who);
}

function isZone(timeZone: unknown): boolean {
  return timeZone === null || typeof timeZone === 'string';
}
