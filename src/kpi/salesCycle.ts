import { kpi } from '../kpi.js';
import { checkDays } from '../marks/days.js';
import { oneOf } from '../options.js';
import { duration } from '../reading/duration.js';
import type { Statistic } from '../reading/reading.js';
import { isWon } from '../status.js';
import { DAY, time } from '../time/instant.js';
import { zone } from '../time/zone.js';
import { sample } from '../totals/sample.js';

/**
 * Sales cycle: how long a sale takes, from the deal's creation to its closing. The main indicator: what shortens it
 * frees time for the next sale.
 *
 * Formula: `closedAt` − `createdAt` of won deals, each at its `closedAt`; mean, median and p90 (type 7).
 * Unit: days; lower is better. `statistic` says which is the value (mean unless given) and carries the interval:
 * Student's t for the mean, order statistics for the others. Empty: null.
 * Options: `deals: 'closed'` takes lost ones, too. `days: 'calendar'` counts local dates in `timeZone`, which is
 * right where closings are dates without a time; `'elapsed'` counts milliseconds ÷ 86,400,000. Stored totals carry no
 * unit: read and merge them with the same `salesCycle.with(…)` that made them.
 * Left out: closings before the creation (`negativeDuration`), missing dates (`missingClosedAt`,
 * `missingCreatedAt`). Zero days are a cycle. Errors: a status other than open, won or lost.
 *
 * @example
 * import { salesCycle } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 9, n);
 * const reading = salesCycle([
 *   { id: 1, createdAt: day(1), closedAt: day(11), status: 'won' },
 *   { id: 2, createdAt: day(1), closedAt: day(21), status: 'won' },
 * ]);
 * [reading.value, reading.median, reading.p90] // => [15, 15, 19]
 *
 * @function
 */
export const salesCycle = /*@__PURE__*/ kpi({
  name: 'salesCycle',
  unit: 'days',
  better: 'lower',
  options: {
    deals: 'won' as 'won' | 'closed',
    days: 'elapsed' as 'elapsed' | 'calendar',
    statistic: 'mean' as Statistic,
    timeZone: undefined as string | undefined,
  },
  check(options, ofRows) {
    oneOf(options.deals, ['won', 'closed'], 'deals', 'salesCycle');
    oneOf(options.statistic, ['mean', 'median', 'p90'], 'statistic', 'salesCycle');
    checkDays(options, ofRows, 'salesCycle');
  },
  totals: { cycle: sample },
  marks: {
    deals: (each, at, { deals, days, timeZone, leaveOut }) => {
      const local = days === 'calendar' ? zone(timeZone!) : null;
      each((deal) => {
        if (!isWon(deal.status) && (deal.status !== 'lost' || deals === 'won')) return;
        const closed = time(deal.closedAt);
        const created = time(deal.createdAt);
        const length = local === null ? closed - created : local.dayOf(closed) - local.dayOf(created);
        if (length >= 0) at(deal.closedAt).cycle.add(length);
        else if (length < 0) leaveOut(deal.closedAt, 'negativeDuration');
        else leaveOut(deal.closedAt, 'missingCreatedAt');
      });
    },
  },
  of: ({ cycle }, { level, days, statistic }) =>
    duration(cycle, { unit: 'days', per: days === 'calendar' ? 1 : DAY, statistic, level }),
});
