import { kpi } from '../kpi.js';
import { recurring, recurringRevenue } from '../marks/recurringRevenue.js';
import { revenueRetention } from '../reading/revenueRetention.js';

/**
 * Gross revenue retention: of the recurring revenue that there was, the share that is still there, no growth counted. It
 * shows the leak that growing customers hide.
 *
 * Formula: Σ min(what a customer pays a month at the end of `during`, at its start) ÷ Σ what it pays at the start, of
 * customers who pay anything then. Contracts are active as `retentionRate` says, a customer's are added up; exact sums.
 * The end is that of the period, or `asOf` where that comes first.
 * Unit: ratio, up to 1; numerator and denominator are Decimals, `count` the customers; no interval, since amounts are no
 * independent trials. Nobody at the start: null.
 * Left out: contracts without amount (`missingAmount`), `missingCustomerId`, `missingStartsAt`, `negativeDuration`.
 * Errors: no `during`; two currencies; an amount that is no decimal.
 *
 * @example
 * import { grossRevenueRetention, month } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const contracts = [
 *   { id: 1, customerId: 'a', startsAt: day(-30), amount: '100.00' },
 *   { id: 2, customerId: 'a', startsAt: day(10), amount: '50.00' },
 *   { id: 3, customerId: 'b', startsAt: day(-30), endsAt: day(15), amount: '100.00' },
 * ];
 * grossRevenueRetention(contracts, { during: month('2026-01', { timeZone: 'UTC' }) }).value // => 0.5
 *
 * @function
 */
export const grossRevenueRetention = /*@__PURE__*/ kpi({
  name: 'grossRevenueRetention',
  unit: 'ratio',
  better: 'higher',
  spans: 'period',
  totals: recurring,
  marks: { contracts: (each, at, known) => recurringRevenue(each, at, known, 'grossRevenueRetention') },
  of: ({ start, end }) => revenueRetention(start, end, { capped: true, who: 'grossRevenueRetention' }),
});
