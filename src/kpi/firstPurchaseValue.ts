import { inContext, requires } from '../error.js';
import { kpi } from '../kpi.js';
import { oneOf } from '../options.js';
import { moneyMean } from '../reading/moneyMean.js';
import { time } from '../time/instant.js';
import { zone } from '../time/zone.js';
import { isNegative, plainText } from '../totals/amount.js';
import { type Earliest, earliest } from '../totals/earliest.js';
import { money } from '../totals/money.js';

/**
 * First purchase value: what a new customer spends the first time. By source it shows which leads are worth most.
 *
 * Formula: Σ amount of each customer's first purchase ÷ number of such customers, at that purchase; exact, 40 digits.
 * A customer who bought before the period is not new in it, and none is new twice: in groups, a customer belongs to
 * that of the first purchase. Of purchases at the same instant the least `id` is the first (digit-only ids by number,
 * before others); with `sameDay: 'total'` all of that local day, in `timeZone`, are one purchase.
 * Unit: money, with a t interval. Empty: null. Left out: `missingCustomerId`, `missingSoldAt`, a first purchase
 * without amount (`missingAmount`, one for each customer); negative amounts are no purchases (`refund`).
 * Errors: two currencies among first purchases; an amount that is no decimal; `'total'` without `timeZone`.
 *
 * @example
 * import { firstPurchaseValue, year } from 'sales-effectiveness';
 * const sales = [
 *   { id: 1, customerId: 'a', soldAt: Date.UTC(2025, 5, 1), amount: '90.00' },
 *   { id: 2, customerId: 'b', soldAt: Date.UTC(2026, 6, 1), amount: '50.50' },
 * ];
 * firstPurchaseValue(sales, { during: year('2026', { timeZone: 'UTC' }) }).value?.toFixed(2) // => '50.50'
 *
 * @function
 */
export const firstPurchaseValue = /*@__PURE__*/ kpi({
  name: 'firstPurchaseValue',
  unit: 'money',
  better: 'higher',
  options: { sameDay: 'first' as 'first' | 'total', timeZone: undefined as string | undefined },
  check({ sameDay, timeZone }, ofRows) {
    oneOf(sameDay, ['first', 'total'], 'sameDay', 'firstPurchaseValue');
    if (timeZone !== undefined) zone(timeZone, 'firstPurchaseValue');
    else if (ofRows && sameDay === 'total')
      throw requires(TypeError, "a timeZone for sameDay: 'total'", timeZone, 'firstPurchaseValue');
  },
  totals: { first: earliest as Earliest<{ amount: string | null; currency: string | null }> },
  marks: {
    sales: (each, at, { sameDay, timeZone, leaveOut }) => {
      const local = sameDay === 'total' ? zone(timeZone!) : null;
      each(({ id, customerId, soldAt, amount, currency }) => {
        const sold = time(soldAt);
        if (customerId === null || customerId === undefined) return leaveOut(soldAt, 'missingCustomerId');
        const text = amount === null || amount === undefined ? null : plainText(amount);
        if (text !== null && isNegative(text)) return leaveOut(soldAt, 'refund');
        const purchase = { amount: text, currency: currency || null };
        const start = local === null ? sold : local.startOfDay(local.dayOf(sold));
        at(soldAt).first.add(customerId, start, id, purchase, sold - start);
      });
    },
  },
  of({ first }, { level, sameDay }) {
    let sale = '';
    let missing = 0;
    const place = () => ({ table: 'sales', index: sale });
    const total = money.open(undefined, place);
    for (const { key, facts, outside } of first) {
      if (outside) continue;
      sale = sameDay === 'first' ? `id ${facts[0]!.id}` : `of customer ${key}`;
      const purchase = money.open(undefined, place);
      try {
        for (const { value } of sameDay === 'first' ? facts.slice(0, 1) : facts)
          if (value.amount !== null) purchase.add(value.amount, value.currency);
        const { count, sum, currency } = purchase.toJSON();
        if (count === 0) missing++;
        else total.add(sum, currency);
      } catch (error) {
        throw inContext(error, 'firstPurchaseValue', `sales[${sale}].currency`);
      }
    }
    const excluded: Record<string, number> = missing === 0 ? {} : { missingAmount: missing };
    return { ...moneyMean(total.toJSON(), { level }), excluded };
  },
});
