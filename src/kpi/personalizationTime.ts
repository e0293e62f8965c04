import { requiresNumber } from '../error.js';
import { kpi } from '../kpi.js';
import { duration } from '../reading/duration.js';
import { rate } from '../reading/rate.js';
import { time } from '../time/instant.js';
import { sample } from '../totals/sample.js';

/**
 * Personalization time: how long a rep prepares the first contact. Minutes spent on whom one is about to call are the
 * quality of that call; none at all is mass mail.
 *
 * Formula: mean `personalizationMinutes` of contacted leads that recorded it, each at its `firstContactedAt`; median and
 * p90 beside it. `coverage` is the rate of contacted leads that did record it: a mean of a few says little of the others.
 * Unit: minutes, with a t interval. Empty: null. Left out: nothing; leads that are not contacted are not in it.
 * Errors: minutes that are no number of 0 or more.
 *
 * @example
 * import { personalizationTime } from 'sales-effectiveness';
 * const contacted = { createdAt: 0, firstContactedAt: 5 };
 * const { value, coverage } = personalizationTime([
 *   { ...contacted, id: 1, personalizationMinutes: 10 },
 *   { ...contacted, id: 2, personalizationMinutes: 20 },
 *   { ...contacted, id: 3 },
 * ]);
 * [value, coverage.value] // => [15, 2 / 3]
 *
 * @function
 */
export const personalizationTime = /*@__PURE__*/ kpi({
  name: 'personalizationTime',
  unit: 'minutes',
  better: 'higher',
  totals: { minutes: sample, contacted: 0 },
  marks: {
    leads: (each, at) =>
      each(({ firstContactedAt, personalizationMinutes: minutes }) => {
        if (Number.isNaN(time(firstContactedAt))) return;
        const totals = at(firstContactedAt);
        totals.contacted++;
        if (minutes === null || minutes === undefined) return;
        if (!(typeof minutes === 'number' && minutes >= 0))
          throw requiresNumber('minutes of 0 or more', minutes);
        totals.minutes.add(minutes);
      }),
  },
  of: ({ minutes, contacted }, { level }) => {
    const reading = duration(minutes, { unit: 'minutes', per: 1, statistic: 'mean', level });
    return { ...reading, coverage: rate(reading.count, contacted, level) };
  },
});
