import { kpi } from '../kpi.js';
import { minutesOf, repsOf, trained } from '../marks/trainings.js';
import { positiveDays } from '../options.js';
import { hoursPerRep } from '../reading/hoursPerRep.js';

/**
 * Training time: how much a rep is trained. Read it with `skillMastery`: hours are what goes in, skills what comes out.
 *
 * Formula: Σ `minutes` of trainings, each at its `at`, ÷ 60 ÷ reps. With `reps`, those without training count 0: whoever was
 * there at any instant of the period; without, only reps who were trained are known. Who was trained counts in both.
 * `firstDays: 90` keeps onboarding alone: trainings of each rep's first 90 days (of 24 hours, the 90th included), of reps
 * for whom some of these lie in the period; it needs `reps`, and leaves out trainings of others (`unknownRep`).
 * Unit: hours, mean, median and p90 of reps, with a t interval; higher is better. Nobody: null.
 * Left out: `missingAt`, `missingRepId`, `missingHiredAt`; reps who left before they came (`negativeDuration`).
 * Errors: minutes that are no number of 0 or more; `firstDays` without reps. A trend reads the rows once a bucket.
 *
 * @example
 * import { trainingTime } from 'sales-effectiveness';
 * const reps = ['Ada', 'Bela', 'Cleo'].map((id) => ({ id, hiredAt: 0 }));
 * const trainings = [
 *   { repId: 'Ada', at: 5, minutes: 120 },
 *   { repId: 'Ada', at: 7, minutes: 60 },
 *   { repId: 'Bela', at: 5, minutes: 180 },
 * ];
 * [trainingTime({ trainings }).value, trainingTime({ trainings, reps }).value] // => [3, 2]
 *
 * @function
 */
export const trainingTime = /*@__PURE__*/ kpi({
  name: 'trainingTime',
  unit: 'hours',
  better: 'higher',
  spans: 'period',
  options: { firstDays: undefined as number | undefined },
  optional: ['reps'],
  check: ({ firstDays }) => positiveDays(firstDays, 'firstDays', 'trainingTime'),
  totals: trained,
  marks: { trainings: minutesOf, reps: repsOf },
  of: (totals, { level, firstDays }) => hoursPerRep(totals, { firstDays, level }),
});
