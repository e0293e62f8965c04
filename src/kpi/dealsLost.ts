import { kpi } from '../kpi.js';
import { count } from '../reading/count.js';
import { isLost } from '../status.js';

/**
 * Deals lost: how many opportunities came to nothing; with `groupBy(deals, 'lostReason', dealsLost)`, why.
 *
 * Formula: number of lost deals, each at its `closedAt`. Unit: count; it accumulates. Empty: 0.
 * Left out: lost deals without `closedAt` (`missingClosedAt`). Errors: a status other than open, won or lost.
 *
 * @example
 * import { dealsLost, groupBy } from 'sales-effectiveness';
 * const closedAt = Date.UTC(2026, 9, 31);
 * const deals = [{ id: 1, createdAt: 0, closedAt, status: 'lost', lostReason: 'price' }] as const;
 * groupBy(deals, 'lostReason', dealsLost).get('price')?.value // => 1
 *
 * @function
 */
export const dealsLost = /*@__PURE__*/ kpi({
  name: 'dealsLost',
  unit: 'count',
  better: 'lower',
  accumulates: true,
  totals: { lost: 0 },
  marks: {
    deals: (each, at) =>
      each((deal) => {
        if (isLost(deal.status)) at(deal.closedAt).lost++;
      }),
  },
  of: ({ lost }) => count(lost),
});
