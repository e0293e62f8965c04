import { firstDayOf, monthOf } from './civil.js';
import { DAY } from './instant.js';
import type { Zone } from './zone.js';

/**
 * The same local time so many months later: on the same day of the month, or on its last day where it is shorter, so that
 * a day of one month always becomes a day of the one asked for. Local times that do not exist are moved forward.
 */
export function addMonths({ offsetAt, toInstant }: Zone, instant: number, months: number): number {
  const wall = instant + offsetAt(instant);
  const day = Math.floor(wall / DAY);
  const month = monthOf(day);
  const target = month + months;
  const last = firstDayOf(target + 1) - firstDayOf(target) - 1;
  const sameDay = firstDayOf(target) + Math.min(day - firstDayOf(month), last);
  return toInstant(sameDay * DAY + (wall - day * DAY));
}
