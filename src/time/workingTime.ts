import { inContext, requires } from '../error.js';
import { checkOptions } from './checkOptions.js';
import type { Weekday } from './conventions.js';
import { FURTHEST, type Instant, time } from './instant.js';
import { workingCycle } from './workingCycle.js';
import { workingHours } from './workingHours.js';
import { zone } from './zone.js';

/** When work is done. Hours are texts such as `'09:00-17:00'`, one or a list of them. */
export interface WorkingTimeOptions {
  /** The time zone of the hours and dates: a name of the IANA zone database, or `'UTC'`. */
  readonly timeZone: string;
  /** The hours of Monday to Friday, or those of each weekday; a weekday that is not there is a day off. */
  readonly hours: string | { readonly [day in Weekday]?: string | readonly string[] | undefined };
  /** Dates such as `'2026-12-25'` on which no work begins. */
  readonly holidays?: readonly string[] | undefined;
  /** By date: its hours instead of those of its weekday; `[]` for none. */
  readonly exceptions?: { readonly [date: string]: string | readonly string[] } | undefined;
}

/** Opening hours that can count; made by {@link workingTime}. */
export interface WorkingTime {
  readonly timeZone: string;
  /**
   * The working time from one instant to another, in milliseconds; negative when the second is the earlier one.
   */
  readonly between: (from: Instant, to: Instant) => number;
  /**
   * The instant, in epoch milliseconds, at which so much working time has passed: the earliest one. A negative
   * amount goes back, to the latest instant from which on it has; 0 stays where it is, also outside the hours.
   */
  readonly add: (instant: Instant, milliseconds: number) => number;
}

const OPTIONS = ['timeZone', 'hours', 'holidays', 'exceptions'];

/**
 * Time that counts only while your team works: a lead of Friday evening that is called on Monday morning was
 * answered fast, and a deadline of eight working hours ends on a working day.
 *
 * - `hours` are `from-to` in 24-hour local time. `'22:00-06:00'` runs into the next day; `'00:00-24:00'` is a
 *   whole day. A window belongs to the day that it begins on: the night before a holiday is worked to its end.
 * - An exception replaces the day's hours, also those of a holiday.
 * - Edges become instants, and what elapses between them is counted: a night over a clock change is an hour
 *   longer or shorter. Of a time that comes twice the first is meant; one that the clock skips is moved
 *   forward by what is skipped. No moment counts twice, and a date that the zone skipped has no hours.
 * - `between(a, b)` is `-between(b, a)`, adds up over `a`, `b`, `c`, and `between(t, add(t, x))` is `x`; all
 *   exactly, for whole milliseconds. `add(friday, x)` ends on Friday at 17:00 rather than on Monday at 09:00.
 *
 * `between` takes about 20 ns a call once the years between the instants and 2020 are compiled, about a
 * millisecond each. Instants outside 1761 to 2527 compile all of these, and are then led back into them.
 *
 * Throws a `RangeError` for hours, weekdays, dates or a zone that there are not, for empty or overlapping
 * windows, a date given twice and a definition without hours; a `TypeError` for wrong kinds and unknown options.
 * `between` and `add` need instants that have happened: `null` is a `TypeError`. `add` throws a `RangeError`
 * for an amount that no time is left for.
 *
 * @example
 * ```ts
 * import { workingTime } from 'sales-effectiveness';
 * const office = workingTime({ timeZone: 'Europe/Paris', hours: '09:00-17:00', holidays: ['2026-12-25'] });
 * const friday = new Date('2026-11-27T16:30+01:00');
 * office.between(friday, new Date('2026-11-30T09:30+01:00')) // => 3_600_000
 * office.add(friday, 3_600_000) // => Date.parse('2026-11-30T09:30+01:00')
 * ```
 */
export function workingTime(options: WorkingTimeOptions): WorkingTime {
  checkOptions('workingTime', options, OPTIONS);
  const { timeZone } = options;
  if (timeZone === undefined) throw requires(TypeError, 'a timeZone', timeZone, 'workingTime');
  const { workedAt, instantOf } = workingCycle(workingHours(options), zone(timeZone, 'workingTime'));
  return {
    timeZone,
    between: (from, to) => {
      const start = typeof from === 'number' ? from : instant(from, 'between', 'from');
      const end = typeof to === 'number' ? to : instant(to, 'between', 'to');
      const worked = workedAt(end) - workedAt(start);
      // Numbers are looked at only when they gave no answer: NaN, infinities, what no Date can hold.
      return Number.isNaN(worked)
        ? instant(start, 'between', 'from') - instant(end, 'between', 'to')
        : worked;
    },
    add: (from, milliseconds) => {
      const start = instant(from, 'add', 'instant');
      if (milliseconds === 0) return start;
      if (typeof milliseconds !== 'number') throw requires(TypeError, 'milliseconds', milliseconds, 'add');
      // No two instants are further apart. NaN is not either.
      if (Math.abs(milliseconds) <= 2 * FURTHEST) {
        const end = instantOf(workedAt(start) + milliseconds, milliseconds < 0, start);
        if (Math.abs(end) <= FURTHEST) return end;
      }
      throw requires(RangeError, 'milliseconds that the working time is enough for', milliseconds, 'add');
    },
  };
}

function instant(value: Instant, who: string, place: string): number {
  try {
    if (value === null || value === undefined)
      throw requires(TypeError, 'a Date or epoch milliseconds', value);
    return time(value) + 0; // not -0
  } catch (error) {
    throw inContext(error, who, place);
  }
}
