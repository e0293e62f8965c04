import { requires } from '../error.js';
import { oneOf } from '../options.js';
import { type Conventions, checkConventions, conventionsOf } from '../time/conventions.js';
import type { Period, Unit } from '../time/period.js';
import { zone } from '../time/zone.js';

/** How time is cut into calendar periods. */
export interface CutOptions extends Conventions {
  /** The length of a bucket. */
  readonly every: Unit;
  /** The zone whose calendar cuts the buckets; that of `during` when not given. */
  readonly timeZone?: string | undefined;
  /** The range; when not given, from the first fact to the last or, if later, to `asOf`. */
  readonly during?:
    | (Pick<Period, 'start' | 'end'> & { readonly timeZone?: string | null } & Conventions)
    | undefined;
}

/** The unit, the zone and the conventions asked for; refuses those that there are not. */
export function cutBy(
  options: CutOptions,
  who: string,
): { every: Unit; timeZone: string; conventions: Conventions } {
  const { every, during } = options ?? {};
  const timeZone = options?.timeZone ?? during?.timeZone;
  oneOf(every, ['day', 'week', 'month', 'quarter', 'year'], 'every', who);
  if (typeof timeZone !== 'string') throw requires(TypeError, 'a timeZone', timeZone, who);
  zone(timeZone, who);
  // A fiscal year is cut into its own quarters, unless other conventions are asked for.
  const conventions = { ...conventionsOf(during), ...conventionsOf(options) };
  checkConventions(conventions, who);
  return { every, timeZone, conventions };
}
