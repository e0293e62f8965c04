import { kpi } from '../kpi.js';
import { contractsAtTwo } from '../marks/contractsAtTwo.js';
import { oneOf } from '../options.js';
import { rate } from '../reading/rate.js';
import { distinct } from '../totals/distinct.js';

/**
 * Retention rate: of the customers that there were, the share that is still there. Keeping one costs less than winning one.
 *
 * Formula: customers active at the start of `during` who are active at its end ÷ customers active at its start; those who
 * came in between are in neither number. A contract is active from `startsAt` until before the earlier of `endsAt` and
 * `cancelledAt`, without end where there is neither; however many a customer has count once, and one that takes over at the
 * instant at which another ends leaves no gap. `unit: 'contracts'` counts contracts by their id instead.
 * The end is that of the period, or `asOf` where that comes first.
 * Unit: ratio, 0 to 1, with Wilson's interval. Nobody at the start: null.
 * Left out: `missingStartsAt`; `missingCustomerId`, or `missingId`; contracts that end before they start (`negativeDuration`).
 * Errors: no `during`. A trend reads each bucket's own two instants: three monthly rates make no quarterly one.
 *
 * @example
 * import { month, retentionRate } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const contracts = [
 *   { id: 1, customerId: 'a', startsAt: day(-30) },
 *   { id: 2, customerId: 'b', startsAt: day(-30), endsAt: day(15) },
 *   { id: 3, customerId: 'c', startsAt: day(20) },
 * ];
 * retentionRate(contracts, { during: month('2026-01', { timeZone: 'UTC' }) }).value // => 0.5
 *
 * @function
 */
export const retentionRate = /*@__PURE__*/ kpi({
  name: 'retentionRate',
  unit: 'ratio',
  better: 'higher',
  spans: 'period',
  options: { unit: 'customers' as 'customers' | 'contracts' },
  check: ({ unit }) => oneOf(unit, ['customers', 'contracts'], 'unit', 'retentionRate'),
  totals: { start: distinct, end: distinct },
  marks: {
    contracts: (each, at, known) =>
      contractsAtTwo(each, at, known, 'retentionRate', ({ id, customerId }, start, atStart, atEnd) => {
        const key = known.unit === 'contracts' ? id : customerId;
        const missing = known.unit === 'contracts' ? 'missingId' : 'missingCustomerId';
        if (key === null || key === undefined) return known.leaveOut(start, missing);
        const totals = at(start);
        if (atStart) totals.start.add(key);
        if (atEnd) totals.end.add(key);
      }),
  },
  of({ start, end }, { level }) {
    const still = new Set(end);
    return rate(start.filter((id) => still.has(id)).length, start.length, level);
  },
});
