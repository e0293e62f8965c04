import { kpi } from '../kpi.js';
import { oneOf } from '../options.js';
import { moneyMean } from '../reading/moneyMean.js';
import { isNegative, plainText } from '../totals/amount.js';
import { money } from '../totals/money.js';

/**
 * Average sale value: what one purchase brings. Selling a little more each time costs less than finding a new customer.
 *
 * Formula: Σ `amount` ÷ number of sales, each at its `soldAt`; exact, 40 digits, never rounded to cents.
 * A negative amount is a refund: with `refunds: 'net'` (the default) it lowers the sum and is no sale of its own, with
 * `'exclude'` it is left out (`refund`). Zero is a sale. Unit: money, with a t interval. Empty: null.
 * Left out: sales without `amount` (`missingAmount`) or `soldAt` (`missingSoldAt`).
 * Errors: two currencies; an amount that is no decimal.
 *
 * @example
 * import { averageSaleValue } from 'sales-effectiveness';
 * const soldAt = Date.UTC(2026, 9, 31);
 * const sales = [
 *   { id: 1, soldAt, amount: '100.00' },
 *   { id: 2, soldAt, amount: '50.00' },
 *   { id: 3, soldAt, amount: '-30.00' },
 * ];
 * averageSaleValue(sales).value?.toFixed(2) // => '60.00'
 * averageSaleValue(sales, { refunds: 'exclude' }).value?.toFixed(2) // => '75.00'
 *
 * @function
 */
export const averageSaleValue = /*@__PURE__*/ kpi({
  name: 'averageSaleValue',
  unit: 'money',
  better: 'higher',
  options: { refunds: 'net' as 'net' | 'exclude' },
  check: ({ refunds }) => oneOf(refunds, ['net', 'exclude'], 'refunds', 'averageSaleValue'),
  totals: { amount: money, refunds: 0 },
  marks: {
    sales: (each, at, { leaveOut, refunds }) =>
      each(({ soldAt, amount, currency }) => {
        if (amount === null || amount === undefined) return leaveOut(soldAt, 'missingAmount');
        const refund = isNegative(refunds === 'exclude' ? plainText(amount) : amount);
        if (refund && refunds === 'exclude') return leaveOut(soldAt, 'refund');
        const totals = at(soldAt);
        totals.amount.add(amount, currency);
        if (refund) totals.refunds++;
      }),
  },
  of: ({ amount, refunds }, { level }) => moneyMean(amount, { over: amount.count - refunds, level }),
});
