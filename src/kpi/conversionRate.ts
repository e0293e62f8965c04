import { kpi } from '../kpi.js';
import { conversions, leadConversions } from '../marks/leadConversions.js';
import { checkBasis, maturesWithin } from '../options.js';
import { conversion } from '../reading/conversion.js';

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
  matures: maturesWithin,
  totals: conversions,
  marks: {
    leads: (each, at, known) => leadConversions(each, at, known, ({ wonAt }) => wonAt, 'conversionRate'),
  },
  of: (totals, known) => conversion(totals, known),
});
