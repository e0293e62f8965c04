import { MONTHS, nameOf } from './calendar.js';
import { firstDayOf, monthOf } from './civil.js';
import { DAY } from './instant.js';
import type { Period, Unit } from './period.js';
import { zone } from './zone.js';

/**
 * Consecutive calendar periods, and the tables that find an instant's period in a hot loop:
 * ```ts
 * let b = table[((t - origin) / 864e5) | 0]; while (t >= starts[b + 1]) b++;
 * ```
 * for an instant `t` from the first period's start to before the last one's end.
 */
export interface Buckets {
  /** Whole calendar periods without gaps: the first holds the range's start, the last its last moment. */
  readonly periods: readonly Period[];
  /** The start of each period, the end of the last, and `Infinity`, at which the loop above stops. */
  readonly starts: Float64Array;
  /** The UTC midnight at or before the first period's start. */
  readonly origin: number;
  /** By UTC day from `origin` on: the index of the period that holds the day's first instant. */
  readonly table: Int32Array;
}

/**
 * The calendar periods that cover `[start, end)`, for `start < end` in epoch milliseconds.
 *
 * Throws what {@link zone} throws.
 *
 * `buckets('month', 'Europe/Paris', Date.UTC(2026, 0, 15), Date.UTC(2026, 2, 2)).periods.length` is `3`.
 */
export function buckets(unit: Unit, timeZone: string, start: number, end: number): Buckets {
  const { dayOf, startOfDay } = zone(timeZone);
  const months = MONTHS[unit];
  let month = Math.floor(monthOf(dayOf(start)) / months) * months;
  let next = startOfDay(firstDayOf(month + months));
  // St. John's left 1 November 2009 for 31 October at 00:01: that second last hour of October is November's.
  if (next <= start) next = startOfDay(firstDayOf((month += months) + months));

  const periods: Period[] = [];
  const starts: number[] = [];
  let from = startOfDay(firstDayOf(month));
  for (;;) {
    periods.push({ name: nameOf(unit, month), unit, start: from, end: next, timeZone });
    starts.push(from);
    if (!(next < end)) break;
    month += months;
    from = next;
    next = startOfDay(firstDayOf(month + months));
  }
  starts.push(next, Number.POSITIVE_INFINITY);

  const origin = Math.floor(starts[0]! / DAY) * DAY;
  const table = new Int32Array(Math.ceil((next - origin) / DAY));
  for (let b = 1; b < periods.length; b++) {
    table.fill(b, Math.ceil((starts[b]! - origin) / DAY), Math.ceil((starts[b + 1]! - origin) / DAY));
  }
  return { periods, starts: Float64Array.from(starts), origin, table };
}

/**
 * The index of the period that holds an instant, and -1 outside all of them.
 *
 * `indexAt(buckets('year', 'UTC', 0, Date.UTC(1975, 0)), Date.UTC(1972, 1, 29))` is `2`.
 */
export function indexAt({ periods, starts, origin, table }: Buckets, instant: number): number {
  if (!(instant >= starts[0]! && instant < starts[periods.length]!)) return -1;
  let b = table[((instant - origin) / DAY) | 0]!;
  while (instant >= starts[b + 1]!) b++;
  return b;
}
