import { endOf, isBackward } from '../contract.js';
import { requires } from '../error.js';
import type { Each, Known } from '../kpi.js';
import type { Contract } from '../records/record.js';
import { time } from '../time/instant.js';

/** The period's start, and its end or, where that comes first, the instant until which things are known. */
export function twoInstants({ during, asOf }: Known<object>, who: string): { start: number; end: number } {
  if (during === null) throw requires(TypeError, 'during, whose start and end are compared', undefined, who);
  return { start: during.start, end: Math.min(during.end, asOf ?? during.end) };
}

/** Visits the contracts that are active at the start or the end of a period; `at(start)` is the period's own cell. */
export function contractsAtTwo(
  each: Each<Contract>,
  at: (instant: null | undefined) => unknown,
  known: Known<object>,
  who: string,
  visit: (contract: Contract, start: number, atStart: boolean, atEnd: boolean) => void,
): void {
  const { start, end } = twoInstants(known, who);
  const isEmpty = known.during?.end === start;
  each((contract) => {
    // The currency first: what an error got is sought in the order of reading, and dates are null, too.
    const { currency: _, startsAt } = contract;
    const from = time(startsAt);
    const until = endOf(contract);
    if (startsAt === null || startsAt === undefined) at(startsAt);
    else if (isBackward(contract)) {
      if (from <= end) known.leaveOut(start, 'negativeDuration');
    } else {
      const atStart = from <= start && start < until;
      const atEnd = from <= end && end < until;
      if ((atStart || atEnd) && !isEmpty) visit(contract, start, atStart, atEnd);
    }
  });
}
