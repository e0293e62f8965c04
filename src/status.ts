import { requires } from './error.js';

/** Whether a deal is won. Any status but open, won and lost throws: a misspelt 'Won' must not vanish from a rate. */
export function isWon(status: unknown): boolean {
  return status === 'won' || (status !== 'lost' && status !== 'open' && unknown(status));
}

/** Whether a deal is lost; as {@link isWon}. */
export function isLost(status: unknown): boolean {
  return status === 'lost' || (status !== 'won' && status !== 'open' && unknown(status));
}

function unknown(status: unknown): never {
  throw requires(typeof status === 'string' ? RangeError : TypeError, "'open', 'won' or 'lost'", status);
}
