import { kpi } from '../kpi.js';
import { checkCalendar, lengthIn } from '../marks/leadTimes.js';
import { oneOf } from '../options.js';
import { duration } from '../reading/duration.js';
import type { Statistic } from '../reading/reading.js';
import { sizeOf } from '../statistics/sample.js';
import { kaplanMeierQuantile } from '../statistics/survivalQuantile.js';
import { time } from '../time/instant.js';
import type { WorkingTime } from '../time/workingTime.js';
import { sample } from '../totals/sample.js';

const HOUR = 3_600_000;

/**
 * Lead response time: how long a new lead waits for the first contact. Interest cools within the hour; who answers first
 * often wins.
 *
 * Formula: `firstContactedAt` − `createdAt` of contacted leads, each at its `createdAt`; median, mean and p90 (type 7).
 * Unit: hours; lower is better. The value is the median unless `statistic` says otherwise, since a few forgotten leads
 * move a mean by days; its interval is of order statistics, that of a mean Student's t. Empty: null.
 * `calendar: workingTime(…)` counts working time alone. `waiting` is how many are neither contacted nor disqualified;
 * with `asOf`, `medianWithOpen` has them in view for as long as they have waited (Kaplan & Meier 1958): leads that nobody
 * calls make the plain median no worse. It is null where it is not reached, or waiting leads are not timed.
 * Left out: contacts before the creation (`negativeDuration`), `missingCreatedAt`. Errors: a calendar that is none.
 *
 * @example
 * import { leadResponseTime } from 'sales-effectiveness';
 * const at = (hour: number) => Date.UTC(2026, 9, 5, hour);
 * const leads = [
 *   { id: 1, createdAt: at(8), firstContactedAt: at(9) },
 *   { id: 2, createdAt: at(8), firstContactedAt: at(11) },
 *   { id: 3, createdAt: at(8) },
 *   { id: 4, createdAt: at(8) },
 * ];
 * const { value, waiting, medianWithOpen } = leadResponseTime(leads, { asOf: at(20) });
 * [value, waiting, medianWithOpen] // => [2, 2, 7.5]
 *
 * @function
 */
export const leadResponseTime = /*@__PURE__*/ kpi({
  name: 'leadResponseTime',
  unit: 'hours',
  better: 'lower',
  options: { calendar: undefined as WorkingTime | undefined, statistic: 'median' as Statistic },
  check({ calendar, statistic }) {
    checkCalendar(calendar, 'leadResponseTime');
    oneOf(statistic, ['mean', 'median', 'p90'], 'statistic', 'leadResponseTime');
  },
  totals: { response: sample, waited: sample, waiting: 0 },
  marks: {
    leads: (each, at, { calendar, asOf, leaveOut }) => {
      const known = asOf ?? Number.POSITIVE_INFINITY;
      const length = lengthIn(calendar);
      each(({ createdAt, firstContactedAt, disqualifiedAt }) => {
        const created = time(createdAt);
        const contacted = time(firstContactedAt);
        if (contacted < created) leaveOut(createdAt, 'negativeDuration');
        else if (contacted <= known) {
          const totals = at(createdAt);
          if (!Number.isNaN(created)) totals.response.add(length(created, contacted));
        } else if (!(time(disqualifiedAt) <= known)) {
          const totals = at(createdAt);
          totals.waiting++;
          if (asOf !== null && !Number.isNaN(created)) totals.waited.add(length(created, asOf));
        }
      });
    },
  },
  of({ response, waited, waiting }, { level, statistic }) {
    const timed = waiting === sizeOf(waited);
    const withOpen = timed ? kaplanMeierQuantile(response, waited, 0.5) : null;
    return {
      ...duration(response, { unit: 'hours', per: HOUR, statistic, level }),
      waiting,
      medianWithOpen: withOpen === null ? null : withOpen / HOUR,
    };
  },
});
