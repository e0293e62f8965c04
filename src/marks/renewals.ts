import { endOf, isBackward } from '../contract.js';
import type { At, Each, Known } from '../kpi.js';
import type { Contract } from '../records/record.js';
import { FURTHEST, time } from '../time/instant.js';
import { type KeySeries, series } from '../totals/series.js';

/**
 * Contracts that are due, those known to be renewed, when the others end, by customer, and from when to when each customer
 * is covered by any contract: which of them is covered where one ends, only all of them together tell.
 */
export const renewals = { due: 0, renewed: 0, ended: series, covered: series } as const;

/** What stands for an end that is not known: an instant that no `Date` can hold. */
const NEVER = FURTHEST + 1;

/** Counts contracts that are due in a period, and keeps those that may be the renewal of another. */
export function renewalsOf(
  each: Each<Contract>,
  at: At<typeof renewals>,
  { during, asOf, leaveOut }: Known<object>,
): void {
  each((contract) => {
    const { customerId, startsAt, endsAt, renewedAt } = contract;
    const from = time(startsAt);
    if (Number.isNaN(from)) return void at(startsAt);
    const isAnonymous = customerId === null || customerId === undefined;
    const ends = time(endsAt);
    if (isBackward(contract)) return leaveOut(endsAt, 'negativeDuration');
    const until = endOf(contract);
    // A contract covers instants of the period from its start on, or from that of the period.
    const first = during === null ? from : Math.max(from, during.start);
    if (!isAnonymous && first < until) at(first).covered.add(customerId, from, Math.min(until, NEVER));
    if (Number.isNaN(ends)) return;
    const isRenewed = time(renewedAt) <= (asOf ?? FURTHEST);
    if (!isRenewed && isAnonymous) return leaveOut(endsAt, 'missingCustomerId');
    const totals = at(endsAt);
    totals.due++;
    if (isRenewed) totals.renewed++;
    else totals.ended.add(customerId!, ends, 1);
  });
}

/** How many of the contracts that ended were followed: their customer had one that was active at that very instant. */
export function followed(ended: readonly KeySeries[], covered: readonly KeySeries[]): number {
  const cover = new Map(covered.map((each) => [each.key, each]));
  return ended.reduce((sum, { key, at }) => {
    const { at: from, values: until } = cover.get(key) ?? { at: [], values: [] };
    return sum + at.filter((end) => from.some((start, i) => start <= end && end < until[i]!)).length;
  }, 0);
}
