import { DAY } from './instant.js';
import type { WorkingHours } from './workingHours.js';
import type { Zone } from './zone.js';

/** From an instant to another. */
export type Stretch = readonly [open: number, close: number];

/**
 * The stretches of work between two instants, ascending and apart: each window from the instant that the
 * reading of the clock at which it begins names to the one that the reading at which it ends does.
 */
export function workingStretches(hours: WorkingHours, zone: Zone, start: number, end: number): Stretch[] {
  const { dayOf, startOfDay, toInstant } = zone;
  const found: Stretch[] = [];
  // A window ends on the next day at the latest, one day later still where that date is skipped.
  const last = dayOf(end) + 1;
  for (let day = dayOf(start) - 3; day <= last; day++) {
    const windows = hours.windowsOf(day);
    // Apia had no 30 December 2011: no window begins on such a date.
    if (windows.length === 0 || dayOf(startOfDay(day)) !== day) continue;
    for (const { from, to } of windows) found.push([toInstant(day * DAY + from), toInstant(day * DAY + to)]);
  }
  // Where clocks go forward over 02:00 to 03:00, 02:30 names half past the change and 03:00 the change itself:
  // windows may come out in another order, overlap (no moment is counted twice) or end before they begin.
  found.sort(([a], [b]) => a - b);
  const stretches: Stretch[] = [];
  let until = start;
  for (const [open, close] of found) {
    const from = Math.max(open, until);
    until = Math.max(until, Math.min(close, end));
    if (until > from) stretches.push([from, until]);
  }
  return stretches;
}
