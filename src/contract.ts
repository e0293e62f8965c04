import type { Contract } from './records/record.js';
import { time } from './time/instant.js';

/** When a contract ends: the earlier of `endsAt` and `cancelledAt`, later than any instant where neither is known. */
export function endOf({ endsAt, cancelledAt }: Pick<Contract, 'endsAt' | 'cancelledAt'>): number {
  const ends = time(endsAt);
  const cancelled = time(cancelledAt);
  // Comparisons with what has not happened, NaN, are false.
  return cancelled < ends || Number.isNaN(ends) ? orNever(cancelled) : ends;
}

const orNever = (instant: number): number => (Number.isNaN(instant) ? Number.POSITIVE_INFINITY : instant);

/** Whether a contract is one that ended before it began: a flaw in the data, where a cancellation before it is none. */
export const isBackward = ({ startsAt, endsAt }: Pick<Contract, 'startsAt' | 'endsAt'>): boolean =>
  time(endsAt) < time(startsAt);
