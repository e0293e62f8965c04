import { checkThreshold, reaches } from '../marks/assessments.js';
import { asked, type ReadingOptions } from '../options.js';
import type { Excluded } from '../reading/reading.js';
import type { Assessment, Id } from '../records/record.js';
import { type Assessed, assessed } from './assessed.js';

/** How skills are read. */
export interface SkillOptions extends Omit<ReadingOptions, 'level'> {
  /** The share of the full score from which on a skill is mastered, 0.8 when not given. */
  readonly threshold?: number | undefined;
}

/** A rep's latest score in a skill. */
export interface SkillScore {
  /** Of 1. */
  readonly score: number;
  /** Epoch milliseconds. */
  readonly takenAt: number;
  readonly mastered: boolean;
}

/** One rep's skills. */
export interface SkillRow {
  readonly repId: Id;
  readonly skills: Readonly<Record<string, SkillScore>>;
  /** The skills below the threshold, the lowest score first. */
  readonly below: readonly string[];
  /** Assessments of the rep that were left out, by reason. */
  readonly excluded: Excluded;
}

/**
 * Who can do what: the latest score of each rep in each skill, and what each should work on.
 *
 * A score is `score` ÷ `maxScore` (a score without it is a share, of 1) of the latest assessment in `during`, as known at
 * `asOf`; several at the same instant: the best counts. From `threshold` (0.8) on a skill is mastered; `below` has the
 * others, the lowest first. Reps ascend by id, skills by name; a skill in which a rep was not assessed is not there.
 * `skillMastery` is the share of all that are mastered. Empty: no rows. Left out, and counted for each rep:
 * `missingTakenAt`, `missingSkill`; rows without `repId` are nobody's: `skillMastery` counts them.
 * Errors: a score that is no number from 0 to its `maxScore`; a threshold that is not above 0, up to 1.
 *
 * @example
 * import { skillMatrix } from 'sales-effectiveness';
 * const takenAt = Date.UTC(2026, 4, 4);
 * const [ada] = skillMatrix([
 *   { repId: 'Ada', skill: 'demo', takenAt, score: 90, maxScore: 100 },
 *   { repId: 'Ada', skill: 'closing', takenAt, score: 55, maxScore: 100 },
 * ]);
 * [ada?.skills.demo?.mastered, ada?.below] // => [true, ['closing']]
 */
export function skillMatrix(assessments: Iterable<Assessment>, options: SkillOptions = {}): SkillRow[] {
  const ask = asked(options, 'skillMatrix', ['threshold'], [], ['during', 'asOf']);
  const { threshold = 0.8 } = options;
  checkThreshold(threshold, 'skillMatrix');
  return assessed(assessments, ask, 'skillMatrix').map((rep) => matrixRow(rep, threshold));
}

/** The skills of one rep. */
export function matrixRow({ repId, skills, excluded }: Assessed, threshold: number): SkillRow {
  const scores = skills.map(({ skill, taken }): [string, SkillScore] => {
    const { at, share } = taken.at(-1)!;
    return [skill, { score: share, takenAt: at, mastered: reaches(share, threshold) }];
  });
  return {
    repId,
    skills: Object.fromEntries(scores),
    below: scores
      .filter(([, { mastered }]) => !mastered)
      .sort(([, a], [, b]) => a.score - b.score)
      .map(([skill]) => skill),
    excluded,
  };
}
