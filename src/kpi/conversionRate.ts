import { requires } from '../error.js';
import { kpi } from '../kpi.js';
import { checkBasis } from '../options.js';
import { rate } from '../reading/rate.js';
import { DAY, time } from '../time/instant.js';

/**
 * Conversion rate: of the leads that came in, the share that became customers. Good leads, well treated.
 *
 * Formula: leads with `wonAt` ÷ leads. With `basis: 'cohort'` (the default) both are leads created in the period,
 * whose winning counts whenever it is known; the reading carries `pending`, those neither won nor disqualified yet.
 * With `basis: 'period'` each counts at its own date: a ratio that may exceed 1, without interval.
 * `within: 30` counts leads won in their first 30 days (of 24 hours, the 30th included; not before `createdAt`), of
 * all that are old enough for it at `asOf`, which it needs; the younger ones are left out, won or not (`tooRecent`).
 * Unit: ratio, 0 to 1, with Wilson's interval. Empty: null. Left out besides: `missingCreatedAt`.
 * Errors: `within` that is no positive number, or without `asOf`, or with `basis: 'period'`.
 *
 * @example
 * import { conversionRate } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const leads = [
 *   { id: 1, createdAt: day(1), wonAt: day(20) },
 *   { id: 2, createdAt: day(2), disqualifiedAt: day(3) },
 *   { id: 3, createdAt: day(25), wonAt: day(26) },
 * ];
 * conversionRate(leads).value // => 2 / 3
 * const { value, excluded } = conversionRate(leads, { within: 14, asOf: day(31) });
 * [value, excluded] // => [0, { tooRecent: 1 }]
 *
 * @function
 */
export const conversionRate = /*@__PURE__*/ kpi({
  name: 'conversionRate',
  unit: 'ratio',
  better: 'higher',
  options: { basis: 'cohort' as 'cohort' | 'period', within: undefined as number | undefined },
  check: (options) => checkBasis(options, 'conversionRate'),
  totals: { leads: 0, converted: 0, pending: 0 },
  marks: {
    leads: (each, at, { basis, within, asOf, leaveOut }) => {
      if (within !== undefined && asOf === null)
        throw requires(TypeError, 'asOf for within', undefined, 'conversionRate');
      const known = asOf ?? Number.POSITIVE_INFINITY;
      const limit = within === undefined ? null : within * DAY;
      each((lead) => {
        const created = time(lead.createdAt);
        const won = time(lead.wonAt);
        const closed = won <= known || time(lead.disqualifiedAt) <= known;
        if (limit !== null && created + limit > known) return leaveOut(lead.createdAt, 'tooRecent');
        const totals = at(lead.createdAt);
        totals.leads++;
        if (!closed) totals.pending++;
        if (basis === 'period') {
          if (won <= known) at(lead.wonAt).converted++;
        } else if (won <= known && (limit === null || (won >= created && won - created <= limit)))
          totals.converted++;
      });
    },
  },
  of: ({ leads, converted, pending }, { level, basis }) => ({
    ...rate(converted, leads, basis === 'period' ? null : level),
    pending,
  }),
});
