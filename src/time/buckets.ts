import { requires } from '../error.js';
import { calendar } from './calendar.js';
import type { Conventions } from './conventions.js';
import { DAY } from './instant.js';
import { localDay } from './localDay.js';
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

/** One unreadable date must not make millions of periods: from year 1 to 9999 there are 3.7 million days. */
const LONGEST = 5_000_000;

/**
 * The calendar periods that cover `[start, end)`, for `start < end` in epoch milliseconds. A day that the zone
 * never had is not among them: none is empty. Of the conventions, the unit takes those that matter for it.
 *
 * Throws what {@link zone} and {@link calendar} throw, with the name of the function in front when `who` is given.
 *
 * `buckets('month', 'Europe/Paris', Date.UTC(2026, 0, 15), Date.UTC(2026, 2, 2)).periods.length` is `3`.
 */
export function buckets(
  unit: Unit,
  timeZone: string,
  start: number,
  end: number,
  conventions?: Conventions,
  who?: string,
): Buckets {
  if (end - start > LONGEST * DAY)
    throw requires(RangeError, `a range of at most ${LONGEST} days`, end - start, who);
  const { numberOf, firstDay, nameOf, conventions: kept } = calendar(unit, conventions, who);
  const local = zone(timeZone, who);
  const periods: Period[] = [];
  const starts: number[] = [];
  let number = numberOf(localDay(local, start));
  let from = local.startOfDay(firstDay(number));
  let next = local.startOfDay(firstDay(number + 1));
  for (;;) {
    if (from < next) {
      periods.push({ name: nameOf(number), unit, start: from, end: next, timeZone, ...kept });
      starts.push(from);
    }
    if (!(next < end)) break;
    number++;
    from = next;
    next = local.startOfDay(firstDay(number + 1));
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
