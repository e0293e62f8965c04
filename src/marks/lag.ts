import { requires } from '../error.js';
import { addMonths } from '../time/addMonths.js';
import { type Instant, time } from '../time/instant.js';
import { zone } from '../time/zone.js';

/** How much later customers come than what was spent on them. */
export interface Lag {
  readonly months: number;
  /** The zone of those months, that of the period unless given. */
  readonly timeZone?: string | undefined;
}

/** Refuses a lag that is none. */
export function checkLag(lag: Lag | undefined, who: string): void {
  if (lag === undefined) return;
  const { months, timeZone, ...more } = (lag ?? {}) as Lag;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw requires(TypeError, 'a lag of months and timeZone', unknown, who);
  if (!(Number.isInteger(months) && months >= 0 && months <= 1200))
    throw requires(
      typeof months === 'number' ? RangeError : TypeError,
      'lag.months of 0 or more',
      months,
      who,
    );
  if (timeZone !== undefined) zone(timeZone, who);
}

/** A function that moves an instant by the lag; a missing one stays missing. */
export function shiftBy(
  lag: Lag | undefined,
  during: { readonly timeZone?: string | null } | null,
  who: string,
): (instant: Instant) => Instant {
  if (lag === undefined) return (instant) => instant;
  const timeZone = lag.timeZone ?? during?.timeZone;
  if (typeof timeZone !== 'string')
    throw requires(TypeError, 'a timeZone of during, or lag.timeZone, for lag', timeZone, who);
  const local = zone(timeZone, who);
  return (instant) =>
    instant === null || instant === undefined ? instant : addMonths(local, time(instant), lag.months);
}
