import { kpi } from '../kpi.js';
import { conversions, leadConversions } from '../marks/leadConversions.js';
import { checkBasis, maturesWithin } from '../options.js';
import { conversion } from '../reading/conversion.js';

/**
 * Qualification rate, the lead quality: of the leads that came in, the share that was worth pursuing. What a source or a
 * campaign sends is told by this first, long before anything is sold.
 *
 * Formula: leads with `qualifiedAt` ÷ leads. With `basis: 'cohort'` (the default) both are leads created in the period,
 * whose qualifying counts whenever it is known; the reading carries `pending`, those neither qualified nor disqualified
 * yet. With `basis: 'period'` each counts at its own date: a ratio that may exceed 1, without interval.
 * `within: 14` counts leads qualified in their first 14 days (of 24 hours, the 14th included; not before `createdAt`), of
 * all that are old enough for it at `asOf`, which it needs; the younger ones are left out, either way (`tooRecent`).
 * Unit: ratio, 0 to 1, with Wilson's interval. Empty: null. Left out besides: `missingCreatedAt`.
 * Errors: `within` that is no positive number, or without `asOf`, or with `basis: 'period'`.
 *
 * @example
 * import { groupBy, qualificationRate } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const leads = [
 *   { id: 1, createdAt: day(1), qualifiedAt: day(2), source: 'referral' },
 *   { id: 2, createdAt: day(1), disqualifiedAt: day(2), source: 'ads' },
 *   { id: 3, createdAt: day(3), source: 'ads' },
 * ];
 * const bySource = groupBy(leads, 'source', qualificationRate);
 * [bySource.get('referral')?.value, bySource.get('ads')?.value, bySource.get('ads')?.pending] // => [1, 0, 1]
 *
 * @function
 */
export const qualificationRate = /*@__PURE__*/ kpi({
  name: 'qualificationRate',
  unit: 'ratio',
  better: 'higher',
  options: { basis: 'cohort' as 'cohort' | 'period', within: undefined as number | undefined },
  check: (options) => checkBasis(options, 'qualificationRate'),
  matures: maturesWithin,
  totals: conversions,
  marks: {
    leads: (each, at, known) =>
      leadConversions(each, at, known, ({ qualifiedAt }) => qualifiedAt, 'qualificationRate'),
  },
  of: (totals, known) => conversion(totals, known),
});
