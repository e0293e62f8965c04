import { kpi } from '../kpi.js';
import { followed, renewals, renewalsOf } from '../marks/renewals.js';
import { rate } from '../reading/rate.js';

/**
 * Renewal rate: of the contracts that were up for renewal, the share that was renewed. Where retention asks who is still
 * there, this asks who decided to stay.
 *
 * Formula: contracts that renewed ÷ contracts due, each at its `endsAt`. One is renewed if `renewedAt` is known (by `asOf`
 * where that is given), or if another contract of its customer is active at `endsAt`. One that was cancelled before is due
 * all the same; one without `endsAt` never is.
 * Unit: ratio, 0 to 1, with Wilson's interval. Nothing due: null. In groups a renewal counts where its contract is: one
 * that went on with another owner is seen through `renewedAt` alone.
 * Left out: `missingStartsAt`; a contract that ends before it starts (`negativeDuration`); one that nothing but its
 * customer could show to be renewed and that has none (`missingCustomerId`). A trend reads the rows once a bucket.
 *
 * @example
 * import { renewalRate } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const contracts = [
 *   { id: 1, customerId: 'a', startsAt: day(-360), endsAt: day(5) },
 *   { id: 2, customerId: 'a', startsAt: day(5) },
 *   { id: 3, customerId: 'b', startsAt: day(-360), endsAt: day(9), renewedAt: day(2) },
 *   { id: 4, customerId: 'c', startsAt: day(-360), endsAt: day(9) },
 * ];
 * renewalRate(contracts).value // => 2 / 3
 *
 * @function
 */
export const renewalRate = /*@__PURE__*/ kpi({
  name: 'renewalRate',
  unit: 'ratio',
  better: 'higher',
  spans: 'period',
  totals: renewals,
  marks: { contracts: renewalsOf },
  of: ({ due, renewed, ended, covered }, { level }) => rate(renewed + followed(ended, covered), due, level),
});
