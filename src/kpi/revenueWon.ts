import { kpi } from '../kpi.js';
import { moneySum } from '../reading/moneySum.js';
import { isWon } from '../status.js';
import { money } from '../totals/money.js';

/**
 * Revenue won: the exact sum of the amounts of won deals. The outcome that all the other indicators explain.
 *
 * Formula: Σ `amount` of won deals, each at its `closedAt`, refunds negative. Unit: money, a Decimal; it
 * accumulates. Empty: 0. Left out: won deals without `amount` (`missingAmount`, never taken for 0) or `closedAt`
 * (`missingClosedAt`). Errors: two currencies; an amount that is no decimal; a status other than open, won or lost.
 *
 * @example
 * import { revenueWon } from 'sales-effectiveness';
 * const closedAt = Date.UTC(2026, 9, 31);
 * revenueWon([
 *   { id: 1, createdAt: 0, closedAt, status: 'won', amount: '0.10', currency: 'EUR' },
 *   { id: 2, createdAt: 0, closedAt, status: 'won', amount: '0.20', currency: 'EUR' },
 * ]).value.toFixed() // => '0.3'
 *
 * @function
 */
export const revenueWon = /*@__PURE__*/ kpi({
  name: 'revenueWon',
  unit: 'money',
  better: 'higher',
  accumulates: true,
  totals: { amount: money },
  marks: {
    deals: (each, at, { leaveOut }) =>
      each((deal) => {
        if (!isWon(deal.status)) return;
        if (deal.amount === null || deal.amount === undefined) leaveOut(deal.closedAt, 'missingAmount');
        else at(deal.closedAt).amount.add(deal.amount, deal.currency);
      }),
  },
  of: ({ amount }) => moneySum(amount),
});
