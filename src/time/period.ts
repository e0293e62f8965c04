import { inContext, requires } from '../error.js';
import { MONTHS, nameOf } from './calendar.js';
import { firstDayOf } from './civil.js';
import { type Instant, time } from './instant.js';
import { zone } from './zone.js';

/** The calendar units that a period can be. */
export type Unit = 'month' | 'quarter' | 'year';

/** A stretch of time, half-open: it holds every instant `t` with `start <= t < end`. Plain data. */
export interface Period {
  /** What it is called: `2026-11`, `2026-Q4`, or a name of your own. */
  readonly name: string;
  /** Its calendar unit; `'period'` for a stretch between any two instants. */
  readonly unit: Unit | 'period';
  /** Its first instant, in epoch milliseconds. */
  readonly start: number;
  /** The first instant after it, in epoch milliseconds. */
  readonly end: number;
  /** The time zone of its calendar; `null` where none was given. */
  readonly timeZone: string | null;
}

/** What a stretch between two instants can be given besides. */
export interface PeriodOptions {
  /** A name instead of the two instants in ISO 8601. */
  readonly name?: string;
  /** The time zone, where the period's days matter. */
  readonly timeZone?: string;
}

/** What a calendar period needs to know: no zone is ever assumed. */
export interface CalendarOptions {
  /** A name of the IANA zone database, such as `'Europe/Paris'`, or `'UTC'`. */
  readonly timeZone: string;
}

/**
 * The stretch of time from one instant to another: what you measure over when no calendar unit fits.
 *
 * `start` and `end` are a `Date` or epoch milliseconds; the end is not part of the period. Equal instants
 * make an empty one. A `TypeError` without either of them or with an option that does not exist, a
 * `RangeError` where the end is before the start or `Intl` does not know the zone.
 *
 * @example
 * ```ts
 * import { period } from 'sales-effectiveness';
 * period(new Date('2026-01-01'), new Date('2026-02-01')).name // => '2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z'
 * period(0, 86_400_000, { name: 'the first day' }).end // => 86_400_000
 * ```
 */
export function period(start: Instant, end: Instant, options: PeriodOptions = {}): Period {
  checkOptions('period', options, ['name', 'timeZone']);
  const from = moment(start, 'start');
  const to = moment(end, 'end');
  if (to < from) throw requires(RangeError, `end to be at or after ${iso(from)}`, iso(to), 'period');
  const { name = `${iso(from)}/${iso(to)}`, timeZone } = options;
  if (typeof name !== 'string') throw requires(TypeError, 'name to be a text', name, 'period');
  if (timeZone !== undefined) zone(timeZone, 'period');
  return { name, unit: 'period', start: from, end: to, timeZone: timeZone ?? null };
}

/**
 * A calendar month in a time zone, from the first instant of its first local day.
 *
 * The text is `2026-11`: four digits, a dash, two digits. A `RangeError` for any other text and for a zone
 * that `Intl` does not know, a `TypeError` for anything but a text and without `timeZone`.
 *
 * @example
 * ```ts
 * import { month } from 'sales-effectiveness';
 * month('2026-11', { timeZone: 'Europe/Paris' }).name // => '2026-11'
 * month('2026-11', { timeZone: 'Europe/Paris' }).start // => Date.UTC(2026, 9, 31, 23)
 * ```
 */
export function month(text: string, options: CalendarOptions): Period {
  const [, year, number] = match(text, /^(\d{4})-(0[1-9]|1[0-2])$/, 'month', '2026-11');
  return calendarPeriod('month', Number(year) * 12 + Number(number) - 1, options);
}

/**
 * A calendar quarter in a time zone: three months, from the first instant of its first local day.
 *
 * The text is `2026-Q4`: four digits, `-Q` and 1 to 4. A `RangeError` for any other text and for a zone that
 * `Intl` does not know, a `TypeError` for anything but a text and without `timeZone`.
 *
 * @example
 * ```ts
 * import { quarter } from 'sales-effectiveness';
 * quarter('2026-Q4', { timeZone: 'UTC' }).end // => Date.UTC(2027, 0, 1)
 * ```
 */
export function quarter(text: string, options: CalendarOptions): Period {
  const [, year, number] = match(text, /^(\d{4})-Q([1-4])$/, 'quarter', '2026-Q4');
  return calendarPeriod('quarter', Number(year) * 12 + (Number(number) - 1) * 3, options);
}

/**
 * A calendar year in a time zone, from the first instant of its first local day.
 *
 * The text is `2026`: four digits. A `RangeError` for any other text and for a zone that `Intl` does not
 * know, a `TypeError` for anything but a text and without `timeZone`.
 *
 * @example
 * ```ts
 * import { year } from 'sales-effectiveness';
 * year('2026', { timeZone: 'America/New_York' }).start // => Date.UTC(2026, 0, 1, 5)
 * ```
 */
export function year(text: string, options: CalendarOptions): Period {
  const [, number] = match(text, /^(\d{4})$/, 'year', '2026');
  return calendarPeriod('year', Number(number) * 12, options);
}

function calendarPeriod(unit: Unit, first: number, options: CalendarOptions): Period {
  if (options !== undefined) checkOptions(unit, options, ['timeZone']);
  const timeZone = options?.timeZone;
  if (timeZone === undefined) throw requires(TypeError, 'a timeZone', timeZone, unit);
  const { startOfDay } = zone(timeZone, unit);
  const start = startOfDay(firstDayOf(first));
  const end = startOfDay(firstDayOf(first + MONTHS[unit]));
  return { name: nameOf(unit, first), unit, start, end, timeZone };
}

function match(text: string, form: RegExp, unit: Unit, example: string): RegExpExecArray {
  const what = `a ${unit} such as '${example}'`;
  if (typeof text !== 'string') throw requires(TypeError, what, text, unit);
  const found = form.exec(text);
  if (found === null) throw requires(RangeError, what, text, unit);
  return found;
}

function checkOptions(who: string, options: object, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw requires(TypeError, `an object with ${names.join(', ')}`, options, who);
  }
  for (const key of Object.keys(options)) {
    if (!names.includes(key)) throw requires(TypeError, `no options but ${names.join(', ')}`, key, who);
  }
}

function moment(instant: Instant, place: string): number {
  try {
    if (instant === null || instant === undefined) {
      throw requires(TypeError, 'a Date or epoch milliseconds', instant);
    }
    return time(instant) + 0; // not -0, which JSON would not keep
  } catch (error) {
    throw inContext(error, 'period', place);
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
