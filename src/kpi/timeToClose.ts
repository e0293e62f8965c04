import { kpi } from '../kpi.js';
import { checkDays } from '../marks/days.js';
import { dealOutcomes, outcomes, perDay } from '../marks/dealOutcomes.js';
import { oneOf } from '../options.js';
import { timeToEvent } from '../reading/timeToEvent.js';
import type { LimitsOfSurvival } from '../statistics/survivalLimits.js';
import { sample } from '../totals/sample.js';

/**
 * Time to close: how long until half of the deals are decided, those still open counted for as long as they have been.
 * The average of closed deals flatters: the slow ones are not in it yet.
 *
 * Formula: the Kaplan-Meier median from `createdAt` to `closedAt` of won and lost deals; deals that are open at `asOf`,
 * which it needs, are still at risk until then (Kaplan & Meier 1958). Each deal at its `createdAt`.
 * Unit: days; lower is better. Value, `median`, `p90` and the interval's `high` are null where the data do not reach
 * so far; no mean. `curve` has the share still open after each day, with limits by Greenwood's variance:
 * `limits: 'log-log'` (the default), `'log'` or `'plain'`. Quantiles and limits as R's survival. Empty: null.
 * Options: `days: 'calendar'` counts local dates in `timeZone`; totals carry no unit, as with `salesCycle`.
 * Left out: closings before the creation (`negativeDuration`), `missingCreatedAt`, `missingClosedAt`.
 * Errors: no `asOf`; a status other than open, won or lost.
 *
 * @example
 * import { salesCycle, timeToClose } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const deals = [
 *   { id: 1, createdAt: day(1), closedAt: day(11), status: 'won' },
 *   { id: 2, createdAt: day(1), closedAt: day(21), status: 'lost' },
 *   { id: 3, createdAt: day(1), closedAt: day(41), status: 'won' },
 *   { id: 4, createdAt: day(1), status: 'open' },
 *   { id: 5, createdAt: day(1), status: 'open' },
 * ] as const;
 * [salesCycle(deals).value, timeToClose(deals, { asOf: day(91) }).value] // => [25, 40]
 *
 * @function
 */
export const timeToClose = /*@__PURE__*/ kpi({
  name: 'timeToClose',
  unit: 'days',
  better: 'lower',
  options: {
    days: 'elapsed' as 'elapsed' | 'calendar',
    timeZone: undefined as string | undefined,
    limits: 'log-log' as LimitsOfSurvival,
  },
  check(options, ofRows) {
    checkDays(options, ofRows, 'timeToClose');
    oneOf(options.limits, ['log-log', 'log', 'plain'], 'limits', 'timeToClose');
  },
  totals: outcomes,
  marks: { deals: (each, at, known) => dealOutcomes(each, at, known, 'timeToClose') },
  of: ({ won, lost, open }, { level, days, limits }) =>
    timeToEvent(sample.merge(won, lost), open, { per: perDay(days), limits, level }),
});
