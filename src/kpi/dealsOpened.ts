import { kpi } from '../kpi.js';
import { count } from '../reading/count.js';

/**
 * Deals opened: how many opportunities came in. What is not opened now cannot be won later.
 *
 * Formula: number of deals, each at its `createdAt`. Unit: count; it accumulates. Empty: 0.
 * Left out: deals without `createdAt` (`missingCreatedAt`).
 *
 * @example
 * import { dealsOpened } from 'sales-effectiveness';
 * dealsOpened([{ id: 1, createdAt: Date.UTC(2026, 9, 1), status: 'open' }]).value // => 1
 *
 * @function
 */
export const dealsOpened = /*@__PURE__*/ kpi({
  name: 'dealsOpened',
  unit: 'count',
  better: 'higher',
  accumulates: true,
  totals: { opened: 0 },
  marks: {
    deals: (each, at) =>
      each((deal) => {
        at(deal.createdAt).opened++;
      }),
  },
  of: ({ opened }) => count(opened),
});
