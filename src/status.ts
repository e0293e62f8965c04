import { requires } from './error.js';

/** Whether a deal is won. Any status but open, won and lost throws: a misspelt 'Won' must not vanish from a rate. */
export function isWon(status: unknown): boolean {
  return is(status, 'won', 'lost');
}

/** Whether a deal is lost; as {@link isWon}. */
export function isLost(status: unknown): boolean {
  return is(status, 'lost', 'won');
}

function is(status: unknown, this_: string, other: string): boolean {
  if (status === this_) return true;
  if (status === other || status === 'open') return false;
  throw requires(typeof status === 'string' ? RangeError : TypeError, "'open', 'won' or 'lost'", status);
}
