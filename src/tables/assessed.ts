import { addTo, inOrder } from '../excluded.js';
import { missingOf, shareOf } from '../marks/assessments.js';
import type { Asked } from '../options.js';
import type { Excluded } from '../reading/reading.js';
import type { Assessment, Id } from '../records/record.js';
import { time } from '../time/instant.js';
import { compareIds } from '../totals/compareIds.js';
import { eachRow } from './eachRow.js';
import { Ids } from './ids.js';

/** One rep's assessments: by skill, ascending by name, the best share of each instant, ascending. */
export interface Assessed {
  readonly repId: Id;
  readonly skills: readonly { readonly skill: string; readonly taken: readonly Taken[] }[];
  readonly excluded: Excluded;
}

/** What was scored at an instant. */
export interface Taken {
  readonly at: number;
  readonly share: number;
}

/** The assessments of a period by rep, ascending by id, and skill; `ownerless` counts those of nobody. */
export function assessed(
  assessments: Iterable<Assessment>,
  ask: Asked,
  who: string,
  ownerless: Record<string, number> = {},
): Assessed[] {
  const ids = new Ids();
  const reps = new Map<
    string,
    { skills: Map<string, Map<number, number>>; excluded: Record<string, number> }
  >();
  const visit = (assessment: Assessment) => {
    const { repId, skill, takenAt } = assessment;
    const at = time(takenAt);
    const share = shareOf(assessment);
    const missing = missingOf(assessment);
    if (at < ask.start || at >= ask.end) return;
    const reason = Number.isNaN(at) ? 'missingTakenAt' : missing;
    if (missing === 'missingRepId') return addTo(ownerless, reason!, 1);
    const key = ids.keep(repId);
    let rep = reps.get(key);
    if (rep === undefined) reps.set(key, (rep = { skills: new Map(), excluded: {} }));
    if (reason !== null) return addTo(rep.excluded, reason, 1);
    let taken = rep.skills.get(skill);
    if (taken === undefined) rep.skills.set(skill, (taken = new Map()));
    taken.set(at, Math.max(share, taken.get(at) ?? 0));
  };
  eachRow(assessments, Number.POSITIVE_INFINITY, who, visit, 'assessments');
  return [...reps]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([key, { skills, excluded }]) => ({
      repId: ids.of(key),
      skills: [...skills]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([skill, taken]) => ({
          skill,
          taken: [...taken].sort(([a], [b]) => a - b).map(([at, share]) => ({ at, share })),
        })),
      excluded: inOrder(excluded),
    }));
}
