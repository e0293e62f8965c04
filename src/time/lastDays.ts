import { requires } from '../error.js';
import { checkOptions } from './checkOptions.js';
import { daysPeriod } from './daysPeriod.js';
import { DAY, FURTHEST } from './instant.js';
import { localDay } from './localDay.js';
import { moment } from './moment.js';
import type { Period } from './period.js';
import { zone } from './zone.js';

/** What the last days need to know. */
export interface LastDaysOptions {
  /** The instant on whose local day they end. */
  readonly asOf: Date | number;
  /** A name of the IANA zone database, such as `'Europe/Paris'`, or `'UTC'`. */
  readonly timeZone: string;
}

/**
 * The last so many local days, today included: a window that moves with the clock.
 *
 * They end with the whole day that holds `asOf`, also the part of it after `asOf`; readings as of an instant
 * leave out by themselves what comes later. Days are local dates, of 23 or 25 hours where clocks change.
 *
 * A `TypeError` for a number of days that is no number, without `asOf` or `timeZone`, and for an option that does
 * not exist; a `RangeError` unless the number is whole and positive, and for a zone that `Intl` does not know.
 *
 * @example
 * ```ts
 * import { lastDays } from 'sales-effectiveness';
 * const week = lastDays(7, { asOf: Date.UTC(2026, 10, 24, 15), timeZone: 'Europe/Paris' });
 * week.name // => '2026-11-18/2026-11-24'
 * week.start // => Date.UTC(2026, 10, 17, 23)
 * week.end // => Date.UTC(2026, 10, 24, 23)
 * ```
 */
export function lastDays(n: number, options: LastDaysOptions): Period {
  if (typeof n !== 'number') throw requires(TypeError, 'a number of days', n, 'lastDays');
  if (!Number.isInteger(n) || n < 1)
    throw requires(RangeError, 'a whole number of days, at least 1', n, 'lastDays');
  checkOptions('lastDays', options, ['asOf', 'timeZone']);
  const { asOf, timeZone } = options;
  const instant = moment(asOf, 'lastDays', 'asOf');
  if (timeZone === undefined) throw requires(TypeError, 'a timeZone', timeZone, 'lastDays');
  const last = localDay(zone(timeZone, 'lastDays'), instant);
  const first = last - n + 1;
  if (first * DAY < -FURTHEST) throw requires(RangeError, 'days that a Date can hold', n, 'lastDays');
  return daysPeriod(first, last, timeZone, 'lastDays');
}
