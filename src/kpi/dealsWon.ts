import { kpi } from '../kpi.js';
import { count } from '../reading/count.js';
import { isWon } from '../status.js';

/**
 * Deals won: how many opportunities became sales.
 *
 * Formula: number of won deals, each at its `closedAt`. Unit: count; it accumulates. Empty: 0.
 * Left out: won deals without `closedAt` (`missingClosedAt`). Errors: a status other than open, won or lost.
 *
 * @example
 * import { dealsWon } from 'sales-effectiveness';
 * const closedAt = Date.UTC(2026, 9, 31);
 * dealsWon([{ id: 1, createdAt: Date.UTC(2026, 9, 1), closedAt, status: 'won' }]).value // => 1
 *
 * @function
 */
export const dealsWon = /*@__PURE__*/ kpi({
  name: 'dealsWon',
  unit: 'count',
  better: 'higher',
  accumulates: true,
  totals: { won: 0 },
  marks: {
    deals: (each, at) =>
      each((deal) => {
        if (isWon(deal.status)) at(deal.closedAt).won++;
      }),
  },
  of: ({ won }) => count(won),
});
