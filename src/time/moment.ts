import { inContext, requires } from '../error.js';
import { type Instant, time } from './instant.js';

/** Epoch milliseconds of an instant that must be there; errors name the function and its argument. */
export function moment(instant: Instant, who: string, argument: string): number {
  try {
    if (instant === null || instant === undefined) {
      throw requires(TypeError, 'a Date or epoch milliseconds', instant);
    }
    return time(instant) + 0; // not -0, which JSON would not keep
  } catch (error) {
    throw inContext(error, who, argument);
  }
}
