import { requires } from '../error.js';
import type { RowOf } from '../read/verb.js';
import type { Excluded } from '../reading/reading.js';
import { type LogRank, logRankTest } from '../statistics/logRankTest.js';
import { checkOptions } from '../time/checkOptions.js';
import {
  type Durations,
  isIterable,
  OBSERVATION,
  type Observation,
  observe,
  type YesOrNo,
  yesOrNo,
} from './observe.js';

/** What the log-rank test says, and how many rows of all groups were left out, by reason. */
export interface LogRankOfGroups extends LogRank {
  readonly excluded: Excluded;
}

/**
 * Whether groups differ in how fast something happens: does this segment sell faster, with the open deals in view?
 *
 * Groups of rows (a list of them, or a Map as `Map.groupBy` makes it), observed as by `survival`, or of
 * `{ durations, events }`. Chi-square by the log-rank test (Mantel
 * 1966), its degrees of freedom, and `p`, the probability of at least that much difference among equal groups.
 * Null where no event tells groups apart. Rows that are left out are counted in `excluded`, over all groups.
 * Errors: fewer than two groups; those of `survival`, with the group.
 *
 * @example
 * import { logRank } from 'sales-effectiveness';
 * const fast = { durations: [5, 8, 8, 9], events: [true, true, true, true] };
 * const slow = { durations: [20, 30, 30, 40], events: [true, true, false, true] };
 * const { chiSquare, degreesOfFreedom, p } = logRank([fast, slow]);
 * [chiSquare?.toFixed(3), degreesOfFreedom, p?.toFixed(3)] // => ['7.294', 1, '0.007']
 */
export function logRank<Group extends Iterable<unknown>>(
  groups: ReadonlyMap<unknown, Group>,
  options: Observation<RowOf<Group>, YesOrNo>,
): LogRankOfGroups;
export function logRank<Group extends Iterable<unknown>>(
  groups: Iterable<Group>,
  options: Observation<RowOf<Group>, YesOrNo>,
): LogRankOfGroups;
export function logRank(groups: Iterable<Durations<YesOrNo>>): LogRankOfGroups;
export function logRank(input: Iterable<unknown>, options: object = {}): LogRankOfGroups {
  if (typeof input !== 'object' || input === null || !(Symbol.iterator in input))
    throw requires(TypeError, 'a list of groups', input, 'logRank');
  const groups = [...(input instanceof Map ? input.values() : input)];
  if (groups.length < 2) throw requires(RangeError, 'two groups or more', groups, 'logRank');
  groups.forEach((group, g) => {
    if (!isIterable(group) && !Array.isArray((group as Durations<YesOrNo> | null)?.durations))
      throw requires(TypeError, `groups[${g}] to be rows, or { durations, events }`, group, 'logRank');
  });
  checkOptions('logRank', options, groups.some(isIterable) ? OBSERVATION : []);
  const excluded: Record<string, number> = {};
  const observed = groups.map((group, g) => {
    const {
      events,
      censored,
      excluded: left,
      per,
    } = observe(group, options, yesOrNo, 'logRank', `groups[${g}]`);
    for (const reason in left) excluded[reason] = (excluded[reason] ?? 0) + left[reason]!;
    const had = events.get('event') ?? { values: [], counts: [] };
    // Days for rows as for durations, so that groups of either kind go together.
    const inDays = ({ values, counts }: typeof had) => ({
      values: values.map((value) => value / per),
      counts,
    });
    return { events: inDays(had), censored: inDays(censored) };
  });
  return { ...logRankTest(observed), excluded };
}
