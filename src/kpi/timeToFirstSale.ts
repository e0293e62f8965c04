import { kpi } from '../kpi.js';
import { checkDays } from '../marks/days.js';
import { hires, hiresOf, winsOf } from '../marks/hires.js';
import { instantOf, oneOf } from '../options.js';
import { ramp } from '../reading/ramp.js';
import type { Statistic } from '../reading/reading.js';
import { DAY, type Instant } from '../time/instant.js';

/**
 * Time to first sale, the ramp: how long a new salesperson takes to win the first deal. Good onboarding shows here first.
 *
 * Formula: days from a rep's `hiredAt` to the `closedAt` of the first won deal with that `ownerId`, of reps hired in the
 * period; the first sale counts whenever it is known. Mean, median and p90 of those who sold; the value is the mean unless
 * `statistic` says otherwise. `waiting` is how many have not sold; `medianWithOpen` has them in view, until they left or
 * until `asOf` (Kaplan & Meier 1958), and is null where it is not reached or some of them are not timed.
 * `dataFrom` leaves out reps hired before the data begin (`beforeData`): their first sale is not in them.
 * `days: 'calendar'` counts local dates in `timeZone`.
 * Unit: days; lower is better, with the interval of its statistic. Nobody sold: null.
 * Left out: sales before the hire date (`beforeHire`, one for each deal); reps who left before they came
 * (`negativeDuration`); `missingHiredAt`, `missingClosedAt`, `missingOwnerId`. Deals of others are not in it.
 * Errors: a status other than open, won or lost. A trend reads the rows once a bucket.
 *
 * @example
 * import { timeToFirstSale } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const reps = ['Ada', 'Bela', 'Cleo'].map((id) => ({ id, hiredAt: day(1) }));
 * const deals = [
 *   { id: 1, createdAt: day(2), closedAt: day(41), status: 'won', ownerId: 'Ada' },
 *   { id: 2, createdAt: day(2), closedAt: day(61), status: 'won', ownerId: 'Bela' },
 * ] as const;
 * const { value, waiting, medianWithOpen } = timeToFirstSale({ reps, deals }, { asOf: day(91) });
 * [value, waiting, medianWithOpen] // => [50, 1, 60]
 *
 * @function
 */
export const timeToFirstSale = /*@__PURE__*/ kpi({
  name: 'timeToFirstSale',
  unit: 'days',
  better: 'lower',
  spans: 'period',
  options: {
    dataFrom: undefined as Instant,
    days: 'elapsed' as 'elapsed' | 'calendar',
    timeZone: undefined as string | undefined,
    statistic: 'mean' as Statistic,
  },
  check(options, ofRows) {
    const { dataFrom, statistic } = options;
    if (dataFrom !== undefined && dataFrom !== null) instantOf(dataFrom, 'dataFrom', 'timeToFirstSale');
    checkDays(options, ofRows, 'timeToFirstSale');
    oneOf(statistic, ['mean', 'median', 'p90'], 'statistic', 'timeToFirstSale');
  },
  totals: hires,
  marks: { reps: hiresOf, deals: winsOf },
  of: (totals, { level, days, statistic }) =>
    ramp(totals, { per: days === 'calendar' ? 1 : DAY, statistic, level }),
});
