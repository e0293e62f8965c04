import { requires } from '../error.js';
import { calendar } from './calendar.js';
import { calendarPeriod } from './calendarPeriod.js';
import { checkPeriod } from './checkPeriod.js';
import { daysNamed, daysPeriod } from './daysPeriod.js';
import { FURTHEST } from './instant.js';
import type { Period, Unit } from './period.js';
import { stretchName } from './stretch.js';

/**
 * The period just before one: what growth is measured against.
 *
 * Before a day, week, month, quarter or year, the whole one before the one that its name tells, also where the
 * period is a part of it (a trend's clipped bucket, a period to date); days that the zone never had are passed
 * over. Before the last so many days, as many days. Before a `period(start, end)`, the stretch of as many
 * milliseconds that ends where it starts, named by its two instants.
 *
 * A `TypeError` for anything but a period; a `RangeError` for a name or a zone that does not exist, and for a
 * stretch that a `Date` cannot hold.
 *
 * @example
 * ```ts
 * import { month, previous, quarter } from 'sales-effectiveness';
 * previous(quarter('2026-Q1', { timeZone: 'Europe/Paris' })).name // => '2025-Q4'
 * previous(month('2026-03', { timeZone: 'UTC' })).start // => Date.UTC(2026, 1, 1)
 * ```
 */
export function previous(p: Period): Period {
  return neighbour(p, -1, 'previous');
}

/**
 * The period just after one, found as {@link previous} finds the one before: `next(previous(p))` is `p`, but for
 * parts of a period, names of your own and days that the zone never had.
 *
 * A `TypeError` for anything but a period; a `RangeError` for a name or a zone that does not exist, and for a
 * stretch that a `Date` cannot hold.
 *
 * @example
 * ```ts
 * import { lastDays, next, year } from 'sales-effectiveness';
 * next(year('2026', { timeZone: 'Europe/Paris' })).name // => '2027'
 * next(lastDays(7, { asOf: Date.UTC(2026, 10, 24), timeZone: 'UTC' })).name // => '2026-11-25/2026-12-01'
 * ```
 */
export function next(p: Period): Period {
  return neighbour(p, 1, 'next');
}

function neighbour(p: Period, by: 1 | -1, who: string): Period {
  checkPeriod(p, who, 'p');
  if (p.unit === 'period') return stretchBeside(p, by, who);
  if (p.timeZone === null) throw requires(TypeError, 'p to have a timeZone', p.timeZone, who);
  if (p.unit === 'days') {
    const { first, last } = daysNamed(p.name, who);
    const shift = by * (last - first + 1);
    return daysPeriod(first + shift, last + shift, p.timeZone, who);
  }
  if (!UNITS.includes(p.unit))
    throw requires(RangeError, `p.unit to be ${UNITS.join(', ')}, days or period`, p.unit, who);
  const of = calendar(p.unit, p, who);
  let number = of.numberNamed(p.name);
  if (Number.isNaN(number)) throw requires(RangeError, `p to have the name of a ${p.unit}`, p.name, who);
  for (;;) {
    const found = calendarPeriod(of, (number += by), p.timeZone, who);
    if (found.start < found.end) return found;
  }
}

const UNITS: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year'];

function stretchBeside(p: Period, by: 1 | -1, who: string): Period {
  const length = p.end - p.start;
  const start = by === 1 ? p.end : p.start - length;
  const end = by === 1 ? p.end + length : p.start;
  if (start < -FURTHEST || end > FURTHEST)
    throw requires(RangeError, 'a stretch that a Date can hold', p.name, who);
  return { name: stretchName(start, end), unit: 'period', start, end, timeZone: p.timeZone };
}
