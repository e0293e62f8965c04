import { requires } from './error.js';

/** Refuses a status that is neither open nor one handled before: a misspelt 'Won' must not vanish from a rate. */
export function mustBeOpen(status: unknown): void {
  if (status !== 'open')
    throw requires(typeof status === 'string' ? RangeError : TypeError, "'open', 'won' or 'lost'", status);
}
