import { kpi } from '../kpi.js';
import { recurring, recurringRevenue } from '../marks/recurringRevenue.js';
import { revenueRetention } from '../reading/revenueRetention.js';

/**
 * Net revenue retention: what the customers of then pay now. Above 1, they grow faster than they leave.
 *
 * Formula: Σ what a customer pays a month at the end of `during` ÷ Σ what it pays at its start, of customers who pay
 * anything then; new customers are in neither sum. Contracts are active as `retentionRate` says, a customer's are added up;
 * exact sums. The end is that of the period, or `asOf` where that comes first.
 * Unit: ratio, which may exceed 1; numerator and denominator are Decimals, `count` the customers; no interval, since
 * amounts are no independent trials. Nobody at the start: null.
 * Left out: contracts without amount (`missingAmount`), `missingCustomerId`, `missingStartsAt`, `negativeDuration`.
 * Errors: no `during`; two currencies; an amount that is no decimal.
 *
 * @example
 * import { month, netRevenueRetention } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const contracts = [
 *   { id: 1, customerId: 'a', startsAt: day(-30), amount: '100.00' },
 *   { id: 2, customerId: 'a', startsAt: day(10), amount: '150.00' },
 *   { id: 3, customerId: 'b', startsAt: day(-30), endsAt: day(15), amount: '100.00' },
 * ];
 * netRevenueRetention(contracts, { during: month('2026-01', { timeZone: 'UTC' }) }).value // => 1.25
 *
 * @function
 */
export const netRevenueRetention = /*@__PURE__*/ kpi({
  name: 'netRevenueRetention',
  unit: 'ratio',
  better: 'higher',
  spans: 'period',
  totals: recurring,
  marks: { contracts: (each, at, known) => recurringRevenue(each, at, known, 'netRevenueRetention') },
  of: ({ start, end }) => revenueRetention(start, end, { capped: false, who: 'netRevenueRetention' }),
});
