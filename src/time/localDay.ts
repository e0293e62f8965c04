import type { Zone } from './zone.js';

/**
 * The local day, since 1970-01-01, that holds an instant: `startOfDay(day) <= instant < startOfDay(day + 1)`.
 *
 * It is the local date but where clocks went back over midnight: St. John's left 1 November 2009 for 31 October
 * at 00:01, and that second last hour of October, after the first minute of November, is held by 1 November.
 */
export function localDay({ dayOf, startOfDay }: Zone, instant: number): number {
  let day = dayOf(instant);
  while (startOfDay(day + 1) <= instant) day++;
  return day;
}
