import { requires } from '../error.js';
import { periodNamed } from './calendarPeriod.js';
import { checkOptions } from './checkOptions.js';
import type { Conventions } from './conventions.js';
import type { Instant } from './instant.js';
import { moment } from './moment.js';
import { stretchName } from './stretch.js';
import { zone } from './zone.js';

/** The calendar units that a period can be. */
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/**
 * A stretch of time, half-open: it holds every instant `t` with `start <= t < end`. Plain data, which JSON keeps.
 *
 * Fiscal quarters and years, and weeks that do not begin on Monday, say so in `yearStarts`, `yearNamedBy` and
 * `weekStartsOn`; no other period has these fields.
 */
export interface Period extends Conventions {
  /** What it is called: `2026-11-24`, `2026-W48`, `2026-11`, `2026-Q4`, `2026`, or a name of your own. */
  readonly name: string;
  /** Its calendar unit; `'days'` for the last so many, `'period'` for a stretch between any two instants. */
  readonly unit: Unit | 'days' | 'period';
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

/** What a week needs to know, and may besides. */
export interface WeekOptions extends CalendarOptions, Pick<Conventions, 'weekStartsOn'> {}

/** What a quarter or a year needs to know, and may besides. */
export interface FiscalOptions extends CalendarOptions, Pick<Conventions, 'yearStarts' | 'yearNamedBy'> {}

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
  const from = moment(start, 'period', 'start');
  const to = moment(end, 'period', 'end');
  if (to < from) throw requires(RangeError, `end to be at or after ${iso(from)}`, iso(to), 'period');
  const { name = stretchName(from, to), timeZone } = options;
  if (typeof name !== 'string') throw requires(TypeError, 'name to be a text', name, 'period');
  if (timeZone !== undefined) zone(timeZone, 'period');
  return { name, unit: 'period', start: from, end: to, timeZone: timeZone ?? null };
}

/**
 * A calendar day in a time zone, from its first instant: 01:00 where clocks skip midnight.
 *
 * The text is `2026-11-24`. A day that the zone never had (Samoa left out 2011-12-30 when it crossed the date
 * line) is empty, its start and end being the next day's start. A `RangeError` for any other text, also for
 * `2026-02-30`, and for a zone that `Intl` does not know, a `TypeError` for anything but a text and without
 * `timeZone`.
 *
 * @example
 * ```ts
 * import { day } from 'sales-effectiveness';
 * day('2026-11-24', { timeZone: 'Europe/Paris' }).start // => Date.UTC(2026, 10, 23, 23)
 * day('2026-10-25', { timeZone: 'Europe/Paris' }).end // => Date.UTC(2026, 9, 25, 23)
 * ```
 */
export function day(text: string, options: CalendarOptions): Period {
  return periodNamed('day', text, options, '2026-11-24');
}

/**
 * A calendar week in a time zone: seven days, from the first instant of the first.
 *
 * The text is `2026-W48`. Weeks are those of ISO 8601: they begin on Monday, and week 1 is the one that holds
 * 4 January. `weekStartsOn: 'sunday'`, or any other day, makes other weeks; week 1 still holds 4 January. A
 * `RangeError` for any other text, also for `W53` of a year that has 52, for a day that there is not and for a
 * zone that `Intl` does not know, a `TypeError` for anything but a text and without `timeZone`.
 *
 * @example
 * ```ts
 * import { week } from 'sales-effectiveness';
 * week('2026-W48', { timeZone: 'UTC' }).start // => Date.UTC(2026, 10, 23)
 * week('2026-W48', { timeZone: 'UTC', weekStartsOn: 'sunday' }).start // => Date.UTC(2026, 10, 29)
 * week('2026-W01', { timeZone: 'UTC' }).start // => Date.UTC(2025, 11, 29)
 * ```
 */
export function week(text: string, options: WeekOptions): Period {
  return periodNamed('week', text, options, '2026-W48', ['weekStartsOn']);
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
  return periodNamed('month', text, options, '2026-11');
}

/**
 * A quarter in a time zone: three months, from the first instant of its first local day.
 *
 * The text is `2026-Q4`: four digits, `-Q` and 1 to 4. With `yearStarts`, a quarter of the fiscal year that
 * begins with that month (1 to 12) and has the name of the calendar year in which it ends, or with
 * `yearNamedBy: 'start'` in which it begins. A `RangeError` for any other text or month and for a zone that
 * `Intl` does not know, a `TypeError` for anything but a text and without `timeZone`.
 *
 * @example
 * ```ts
 * import { quarter } from 'sales-effectiveness';
 * quarter('2026-Q4', { timeZone: 'UTC' }).end // => Date.UTC(2027, 0, 1)
 * quarter('2027-Q1', { timeZone: 'UTC', yearStarts: 2 }).start // => Date.UTC(2026, 1, 1)
 * ```
 */
export function quarter(text: string, options: FiscalOptions): Period {
  return periodNamed('quarter', text, options, '2026-Q4', ['yearStarts', 'yearNamedBy']);
}

/**
 * A year in a time zone, from the first instant of its first local day.
 *
 * The text is `2026`: four digits. With `yearStarts`, the fiscal year that begins with that month (1 to 12) and
 * ends in the calendar year of the text, or with `yearNamedBy: 'start'` begins in it. A `RangeError` for any
 * other text or month and for a zone that `Intl` does not know, a `TypeError` for anything but a text and
 * without `timeZone`.
 *
 * @example
 * ```ts
 * import { year } from 'sales-effectiveness';
 * year('2026', { timeZone: 'America/New_York' }).start // => Date.UTC(2026, 0, 1, 5)
 * year('2027', { timeZone: 'UTC', yearStarts: 2 }).start // => Date.UTC(2026, 1, 1)
 * year('2026', { timeZone: 'UTC', yearStarts: 2, yearNamedBy: 'start' }).start // => Date.UTC(2026, 1, 1)
 * ```
 */
export function year(text: string, options: FiscalOptions): Period {
  return periodNamed('year', text, options, '2026', ['yearStarts', 'yearNamedBy']);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
