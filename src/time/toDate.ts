import { checkPeriod } from './checkPeriod.js';
import { moment } from './moment.js';
import type { Period } from './period.js';
import { endingAt } from './stretch.js';

/**
 * The part of a period up to an instant: quarter to date, month to date.
 *
 * `asOf`, a `Date` or epoch milliseconds, is part of it: it ends one millisecond after, at most where the period
 * ends. Before the period's start it is empty. Name and unit are the period's own, so that `previous` and
 * `samePartOf` work on it as on the whole; only a stretch named by its two instants is named by the new ones.
 *
 * A `TypeError` for anything but a period and an instant; a `RangeError` for an instant that a `Date` cannot hold.
 *
 * @example
 * ```ts
 * import { quarter, toDate } from 'sales-effectiveness';
 * const q4 = quarter('2026-Q4', { timeZone: 'UTC' });
 * toDate(q4, Date.UTC(2026, 10, 24)) // => { ...q4, end: Date.UTC(2026, 10, 24) + 1 }
 * toDate(q4, Date.UTC(2027, 5, 1)) // => q4
 * ```
 */
export function toDate(p: Period, asOf: Date | number): Period {
  checkPeriod(p, 'toDate', 'p');
  return endingAt(p, endAsOf(p, moment(asOf, 'toDate', 'asOf')));
}

/** Where the part of a period up to an instant ends: with the millisecond that holds the instant. */
export function endAsOf({ start, end }: Period, asOf: number): number {
  return Math.max(start, Math.min(end, Math.floor(asOf) + 1));
}
