import { requires } from './error.js';
import type { Deal } from './records/record.js';
import { time } from './time/instant.js';

/** Whether a deal is won. Any status but open, won and lost throws: a misspelt 'Won' must not vanish from a rate. */
export function isWon(status: unknown): boolean {
  return status === 'won' || (status !== 'lost' && status !== 'open' && unknown(status));
}

/** Whether a deal is lost; as {@link isWon}. */
export function isLost(status: unknown): boolean {
  return status === 'lost' || (status !== 'won' && status !== 'open' && unknown(status));
}

/** When a deal was closed: later than any instant while it is open, NaN where that date is missing. */
export function closingOf({ status, closedAt }: Pick<Deal, 'status' | 'closedAt'>): number {
  return isWon(status) || status === 'lost' ? time(closedAt) : Number.POSITIVE_INFINITY;
}

function unknown(status: unknown): never {
  throw requires(typeof status === 'string' ? RangeError : TypeError, "'open', 'won' or 'lost'", status);
}
