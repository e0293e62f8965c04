import { requires } from '../error.js';
import { calendar } from './calendar.js';
import type { Period } from './period.js';
import { zone } from './zone.js';

/** The local days from one to another, both included, named by both: `2026-11-18/2026-11-24`. */
export function daysPeriod(first: number, last: number, timeZone: string, who: string): Period {
  const { startOfDay } = zone(timeZone, who);
  const { nameOf } = calendar('day');
  const name = `${nameOf(first)}/${nameOf(last)}`;
  return { name, unit: 'days', start: startOfDay(first), end: startOfDay(last + 1), timeZone };
}

/** The first and the last of the days that such a name tells. */
export function daysNamed(name: string, who: string): { readonly first: number; readonly last: number } {
  const [first, last] = name.split('/').map(calendar('day').numberNamed);
  if (!(first! <= last!))
    throw requires(RangeError, "p to have the name of days such as '2026-11-18/2026-11-24'", name, who);
  return { first: first!, last: last! };
}
