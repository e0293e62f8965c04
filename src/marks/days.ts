import { requires } from '../error.js';
import { oneOf } from '../options.js';
import { zone } from '../time/zone.js';

/** How days are counted: milliseconds ÷ 86,400,000, or the difference of local dates in `timeZone`. */
export interface DaysOptions {
  days: 'elapsed' | 'calendar';
  timeZone: string | undefined;
}

/** Refuses days that cannot be counted; without rows nobody needs to know the zone. */
export function checkDays({ days, timeZone }: DaysOptions, ofRows: boolean, who: string): void {
  oneOf(days, ['elapsed', 'calendar'], 'days', who);
  if (timeZone !== undefined) zone(timeZone, who);
  else if (ofRows && days === 'calendar')
    throw requires(TypeError, "a timeZone for days: 'calendar'", timeZone, who);
}
