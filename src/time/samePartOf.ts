import { checkPeriod } from './checkPeriod.js';
import { moment } from './moment.js';
import type { Period } from './period.js';
import { endingAt } from './stretch.js';
import { endAsOf } from './toDate.js';
import { instantOf, readingFrom, readingUpTo } from './wallClock.js';
import { zone } from './zone.js';

/**
 * The part of an earlier period that corresponds to the part of `p` up to `asOf`: like compared with like while a
 * quarter is under way, as in `samePartOf(previous(p), p, asOf)`.
 *
 * As many local days, and the same time of day, from the start of `earlier` as have passed from the start of `p`,
 * `asOf` included: on day 24 at 10:15 of the quarter, up to day 24 at 10:15 of the quarter before. It is what clocks
 * show that counts, not elapsed time, so that clock changes move nothing; where either period has no zone, elapsed
 * milliseconds. It never reaches beyond `earlier` (30 days into March is all of February), and is empty before `p`
 * starts. Once `p` is over it stays at the days that `p` has (after February, 28 days of January); for all of
 * `earlier`, take that. Its name and unit are those of `earlier`, as with `toDate`.
 *
 * A `TypeError` for anything but periods and an instant; a `RangeError` for an instant that a `Date` cannot hold and
 * for a zone that `Intl` does not know.
 *
 * @example
 * ```ts
 * import { previous, quarter, samePartOf } from 'sales-effectiveness';
 * const q4 = quarter('2026-Q4', { timeZone: 'UTC' });
 * const asOf = Date.UTC(2026, 9, 24, 10, 15); // day 24 of the quarter
 * const before = samePartOf(previous(q4), q4, asOf);
 * before.name // => '2026-Q3'
 * before.end // => Date.UTC(2026, 6, 24, 10, 15) + 1
 * ```
 */
export function samePartOf(earlier: Period, p: Period, asOf: Date | number): Period {
  checkPeriod(earlier, 'samePartOf', 'earlier');
  checkPeriod(p, 'samePartOf', 'p');
  const end = endAsOf(p, moment(asOf, 'samePartOf', 'asOf'));
  const reached = end === p.start ? earlier.start : reachedIn(earlier, p, end);
  return endingAt(earlier, Math.max(earlier.start, Math.min(earlier.end, reached)));
}

/** The instant of `earlier` that is as far from its start as `end` is from the start of `p`. */
function reachedIn(earlier: Period, p: Period, end: number): number {
  if (earlier.timeZone === null || p.timeZone === null) return earlier.start + (end - p.start);
  const here = zone(p.timeZone, 'samePartOf');
  const there = zone(earlier.timeZone, 'samePartOf');
  const passed = readingUpTo(here, end) - readingFrom(here, p.start);
  return instantOf(there, readingFrom(there, earlier.start) + passed);
}
