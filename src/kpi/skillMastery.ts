import { kpi } from '../kpi.js';
import { checkThreshold, missingOf, reaches, shareOf } from '../marks/assessments.js';
import { rate } from '../reading/rate.js';
import { time } from '../time/instant.js';
import type { Latest } from '../totals/latest.js';
import { latestInPeriod } from '../totals/latestInPeriod.js';

/**
 * Skill mastery: of what the reps should be able to do, the share that they can. What a team learns today it sells tomorrow.
 *
 * Formula: pairs of a rep and a skill whose latest `score` ÷ `maxScore` reaches `threshold` (0.8 unless given) ÷ pairs that
 * were assessed. A score without `maxScore` is a share, of 1. Assessments count at their `takenAt`, the latest of those in the
 * period; for the state at an instant give `asOf` and no period. Several at the same instant: the best counts.
 * Unit: ratio, 0 to 1; no interval, since the skills of one rep are not independent. Empty: null. `skillMatrix` has the
 * pairs. Left out: `missingTakenAt`, `missingRepId`, `missingSkill`.
 * Errors: a score that is no number from 0 to its `maxScore`; a threshold that is not above 0, up to 1.
 *
 * @example
 * import { skillMastery } from 'sales-effectiveness';
 * const may = Date.UTC(2026, 4, 4);
 * const june = Date.UTC(2026, 5, 1);
 * skillMastery([
 *   { repId: 'rep-7', skill: 'demo', takenAt: may, score: 60, maxScore: 100 },
 *   { repId: 'rep-7', skill: 'demo', takenAt: june, score: 85, maxScore: 100 },
 *   { repId: 'rep-7', skill: 'closing', takenAt: june, score: 0.5 },
 * ]).value // => 0.5
 *
 * @function
 */
export const skillMastery = /*@__PURE__*/ kpi({
  name: 'skillMastery',
  unit: 'ratio',
  better: 'higher',
  options: { threshold: 0.8 },
  check: ({ threshold }) => checkThreshold(threshold, 'skillMastery'),
  totals: { latest: latestInPeriod as Latest<number> },
  marks: {
    assessments: (each, at, { leaveOut }) =>
      each((assessment) => {
        const { takenAt, repId, skill } = assessment;
        const missing = missingOf(assessment);
        const share = shareOf(assessment);
        if (missing !== null) leaveOut(takenAt, missing);
        else at(takenAt).latest.add(JSON.stringify([String(repId), skill]), time(takenAt), null, share);
      }),
  },
  of({ latest }, { threshold }) {
    const mastered = latest.filter(({ facts }) => facts.some(({ value }) => reaches(value, threshold)));
    return rate(mastered.length, latest.length, null);
  },
});
