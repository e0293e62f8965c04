import { endOf, isBackward } from '../contract.js';
import type { At, Each, Known } from '../kpi.js';
import type { Contract } from '../records/record.js';
import { BEYOND, time } from '../time/instant.js';
import { type KeySeries, series } from '../totals/series.js';

/**
 * Contracts that are due, those known to be renewed, when the others end, by customer, and from when to when each customer
 * is covered by any contract: which of them is covered where one ends, only all of them together tell.
 */
export const renewals = { due: 0, renewed: 0, ended: series, covered: series } as const;

/** Counts contracts that are due in a period, and keeps those that may be the renewal of another. */
export function renewalsOf(
  each: Each<Contract>,
  at: At<typeof renewals>,
  { during, asOf, zone, leaveOut }: Known<object>,
): void {
  // A trend that asks how far it reaches is one of dates that are due, wherever what goes on began.
  const findsRange = during === null && zone !== null;
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
    if (!isAnonymous && !findsRange && first < until)
      at(first).covered.add(customerId, from, Math.min(until, BEYOND));
    if (Number.isNaN(ends)) return;
    const isRenewed = time(renewedAt) <= (asOf ?? BEYOND);
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
    // Both ascend: of the contracts that have begun, the one that lasts longest decides.
    let begun = 0;
    let longest = Number.NEGATIVE_INFINITY;
    const isCovered = (end: number) => {
      for (; begun < from.length && from[begun]! <= end; begun++) longest = Math.max(longest, until[begun]!);
      return end < longest;
    };
    return sum + at.filter(isCovered).length;
  }, 0);
}
