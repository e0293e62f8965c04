import { calendar } from './calendar.js';
import type { Conventions } from './conventions.js';
import { localDay } from './localDay.js';
import type { Unit } from './period.js';
import { zone } from './zone.js';

/**
 * The name of the day, week, month, quarter or year that holds an instant, given in epoch milliseconds.
 *
 * Throws what {@link zone} and {@link calendar} throw.
 *
 * `nameAt('quarter', 'Europe/Paris', Date.UTC(2026, 8, 30, 22))` is `'2026-Q4'`.
 */
export function nameAt(unit: Unit, timeZone: string, instant: number, conventions?: Conventions): string {
  const { numberOf, nameOf } = calendar(unit, conventions);
  return nameOf(numberOf(localDay(zone(timeZone), instant)));
}
