import { requires } from '../error.js';
import { kpi } from '../kpi.js';
import { oneOf } from '../options.js';
import { rate } from '../reading/rate.js';
import { time } from '../time/instant.js';
import { zone } from '../time/zone.js';
import { isRefund } from '../totals/amount.js';
import { occurrences } from '../totals/occurrences.js';

/**
 * Repeat purchase rate: of the customers who bought once, the share that came back. The second purchase says whether the
 * first one kept its promise.
 *
 * Formula: customers with a second purchase ÷ customers, each at the first purchase; the second counts whenever it is known,
 * in the period or not. A customer who bought before the period is not in it; in groups one belongs, with all purchases, to
 * that of the first. Purchases on one local date are one, in `timeZone`, or in the zone of the period or trend;
 * `sameDay: 'each'` takes every sale for one.
 * Unit: ratio, 0 to 1, with Wilson's interval. Empty: null. Recent customers had less time to come back: compare periods as
 * of the same time after their ends. Left out: `missingCustomerId`, `missingSoldAt`; negative amounts (`refund`).
 * Errors: no zone where a day needs one; an amount that is no decimal.
 *
 * @example
 * import { repeatPurchaseRate } from 'sales-effectiveness';
 * const at = (day: number, hour: number) => Date.UTC(2026, 0, day, hour);
 * const sales = [
 *   { id: 1, customerId: 'a', soldAt: at(1, 9) },
 *   { id: 2, customerId: 'a', soldAt: at(1, 17) },
 *   { id: 3, customerId: 'b', soldAt: at(1, 9) },
 *   { id: 4, customerId: 'b', soldAt: at(20, 9) },
 * ];
 * repeatPurchaseRate(sales, { timeZone: 'Europe/Paris' }).value // => 0.5
 *
 * @function
 */
export const repeatPurchaseRate = /*@__PURE__*/ kpi({
  name: 'repeatPurchaseRate',
  unit: 'ratio',
  better: 'higher',
  options: { sameDay: 'once' as 'once' | 'each', timeZone: undefined as string | undefined },
  check({ sameDay, timeZone }) {
    oneOf(sameDay, ['once', 'each'], 'sameDay', 'repeatPurchaseRate');
    if (timeZone !== undefined) zone(timeZone, 'repeatPurchaseRate');
  },
  totals: { purchases: occurrences },
  marks: {
    sales: (each, at, { sameDay, timeZone, zone: ofPeriod, leaveOut }) => {
      const where = timeZone ?? ofPeriod;
      if (sameDay === 'once' && where === null)
        throw requires(TypeError, "a timeZone for sameDay: 'once'", undefined, 'repeatPurchaseRate');
      const local = sameDay === 'once' ? zone(where!) : null;
      each(({ id, customerId, soldAt, amount }) => {
        const sold = time(soldAt);
        if (customerId === null || customerId === undefined) leaveOut(soldAt, 'missingCustomerId');
        else if (isRefund(amount)) leaveOut(soldAt, 'refund');
        else at(soldAt).purchases.add(customerId, sold, id, local === null ? sold : local.dayOf(sold));
      });
    },
  },
  of({ purchases }, { level, sameDay }) {
    const customers = purchases.filter(({ outside }) => !outside);
    const again = customers.filter(({ from, to, count }) => (sameDay === 'once' ? to > from : count > 1));
    return rate(again.length, customers.length, level);
  },
});
