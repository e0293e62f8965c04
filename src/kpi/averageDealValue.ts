import { kpi } from '../kpi.js';
import { oneOf } from '../options.js';
import { moneyMean } from '../reading/moneyMean.js';
import { isWon } from '../status.js';
import { isNegative, plainText } from '../totals/amount.js';
import { money } from '../totals/money.js';

/**
 * Average deal value: what a won deal is worth. Selling better, rather than more, shows here first.
 *
 * Formula: Σ `amount` ÷ number of won deals, each at its `closedAt`; exact, 40 digits, never rounded to cents.
 * A negative amount is a refund: with `refunds: 'net'` (the default) it lowers the sum and is no deal of its own,
 * with `'exclude'` it is left out (`refund`). Zero is a deal. Unit: money, with a t interval. Empty: null.
 * Left out: won deals without `amount` (`missingAmount`) or `closedAt` (`missingClosedAt`).
 * Errors: two currencies; an amount that is no decimal; a status other than open, won or lost.
 *
 * @example
 * import { averageDealValue } from 'sales-effectiveness';
 * const won = { createdAt: 0, closedAt: Date.UTC(2026, 9, 31), status: 'won', currency: 'EUR' } as const;
 * averageDealValue([
 *   { ...won, id: 1, amount: '100.00' },
 *   { ...won, id: 2, amount: '50.50' },
 * ]).value?.toFixed(2) // => '75.25'
 *
 * @function
 */
export const averageDealValue = /*@__PURE__*/ kpi({
  name: 'averageDealValue',
  unit: 'money',
  better: 'higher',
  options: { refunds: 'net' as 'net' | 'exclude' },
  check: ({ refunds }) => oneOf(refunds, ['net', 'exclude'], 'refunds', 'averageDealValue'),
  totals: { amount: money, refunds: 0 },
  marks: {
    deals: (each, at, { leaveOut, refunds }) =>
      each((deal) => {
        if (!isWon(deal.status)) return;
        const { amount } = deal;
        if (amount === null || amount === undefined) leaveOut(deal.closedAt, 'missingAmount');
        else {
          const refund = isNegative(refunds === 'exclude' ? plainText(amount) : amount);
          if (refund && refunds === 'exclude') return leaveOut(deal.closedAt, 'refund');
          const totals = at(deal.closedAt);
          totals.amount.add(amount, deal.currency);
          if (refund) totals.refunds++;
        }
      }),
  },
  of: ({ amount, refunds }, { level }) => moneyMean(amount, { over: amount.count - refunds, level }),
});
