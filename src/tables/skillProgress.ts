import { addTo, inOrder } from '../excluded.js';
import { asked, type ReadingOptions } from '../options.js';
import type { Excluded } from '../reading/reading.js';
import type { Assessment, Id } from '../records/record.js';
import { meanOf } from '../statistics/meanOf.js';
import { quantile } from '../statistics/quantile.js';
import { sample } from '../totals/sample.js';
import { type Assessed, assessed } from './assessed.js';

/** How far one rep came in one skill. */
export interface SkillGain {
  readonly repId: Id;
  readonly skill: string;
  /** The first and the latest score, of 1. */
  readonly first: number;
  readonly latest: number;
  /** Of what could be gained, the share that was. */
  readonly gain: number;
}

/** How far the reps came. */
export interface SkillProgress {
  readonly mean: number | null;
  readonly median: number | null;
  /** How many pairs of a rep and a skill are behind it. */
  readonly count: number;
  readonly excluded: Excluded;
  readonly pairs: readonly SkillGain[];
}

/**
 * Skill progress: of what each rep could still learn, the share that was learnt. Who starts low has more to gain; the
 * normalised gain compares them fairly.
 *
 * Formula: (latest − first) ÷ (1 − first) for each rep and skill, of scores ÷ `maxScore`, in `during` and as known at `asOf`
 * (Hake 1998, "Interactive-engagement versus traditional methods", American Journal of Physics 66); mean and median (type 7)
 * over pairs, each of one weight. Negative where a skill was lost. Several assessments at an instant: the best counts.
 * Unit: share, up to 1. Empty: null. Left out, and counted by pair: those assessed once (`singleAssessment`), those with a
 * full first score, who have nothing to gain (`fullFirstScore`); by row: `missingTakenAt`, `missingRepId`, `missingSkill`.
 * Errors: a score that is no number from 0 to its `maxScore`.
 *
 * @example
 * import { skillProgress } from 'sales-effectiveness';
 * const takenAt = (month: number) => Date.UTC(2026, month, 1);
 * const { mean, pairs } = skillProgress([
 *   { repId: 'Ada', skill: 'demo', takenAt: takenAt(0), score: 0.5 },
 *   { repId: 'Ada', skill: 'demo', takenAt: takenAt(3), score: 0.75 },
 * ]);
 * [mean, pairs.length] // => [0.5, 1]
 */
export function skillProgress(
  assessments: Iterable<Assessment>,
  options: Omit<ReadingOptions, 'level'> = {},
): SkillProgress {
  const ask = asked(options, 'skillProgress', [], [], ['during', 'asOf']);
  const excluded: Record<string, number> = {};
  const gains = assessed(assessments, ask, 'skillProgress', excluded).flatMap((rep) => {
    for (const reason in rep.excluded) addTo(excluded, reason, rep.excluded[reason]!);
    return gainsOf(rep, excluded);
  });
  const all = sample.open();
  for (const { gain } of gains) all.add(gain);
  const values = all.toJSON();
  return {
    mean: meanOf(values),
    median: quantile(values, 0.5),
    count: gains.length,
    excluded: inOrder(excluded),
    pairs: gains,
  };
}

/** How far one rep came in each skill, and how many skills are left out, by reason. */
export function gainsOf({ repId, skills }: Assessed, excluded: Record<string, number>): SkillGain[] {
  return skills.flatMap(({ skill, taken }) => {
    const first = taken[0]!.share;
    const latest = taken.at(-1)!.share;
    const reason = taken.length === 1 ? 'singleAssessment' : first === 1 ? 'fullFirstScore' : null;
    if (reason === null) return [{ repId, skill, first, latest, gain: (latest - first) / (1 - first) }];
    addTo(excluded, reason, 1);
    return [];
  });
}
