import { requires } from '../error.js';
import { type Calendar, calendar } from './calendar.js';
import { checkOptions } from './checkOptions.js';
import type { Conventions } from './conventions.js';
import type { CalendarOptions, Period, Unit } from './period.js';
import { zone } from './zone.js';

/** The period of that number, from the first instant of its first local day to that of the day after it. */
export function calendarPeriod(of: Calendar, number: number, timeZone: string, who?: string): Period {
  const { startOfDay } = zone(timeZone, who);
  const start = startOfDay(of.firstDay(number));
  const end = startOfDay(of.firstDay(number + 1));
  return { name: of.nameOf(number), unit: of.unit, start, end, timeZone, ...of.conventions };
}

/** The period that a text of four-digit years names, with everything checked; the unit is the function's name. */
export function periodNamed(
  unit: Unit,
  text: string,
  options: CalendarOptions & Conventions,
  example: string,
  conventions: readonly (keyof Conventions)[] = [],
): Period {
  const what = `a ${unit} such as '${example}'`;
  if (typeof text !== 'string') throw requires(TypeError, what, text, unit);
  if (options !== undefined) checkOptions(unit, options, ['timeZone', ...conventions]);
  const of = calendar(unit, options, unit);
  const number = /^\d/.test(text) ? of.numberNamed(text) : Number.NaN;
  if (Number.isNaN(number)) throw requires(RangeError, what, text, unit);
  const timeZone = options?.timeZone;
  if (timeZone === undefined) throw requires(TypeError, 'a timeZone', timeZone, unit);
  return calendarPeriod(of, number, timeZone, unit);
}
