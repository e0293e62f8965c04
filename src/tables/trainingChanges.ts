import { addTo } from '../excluded.js';
import type { AnyKpi } from '../kpi.js';
import { type Comparison, compare } from '../read/compare.js';
import { type LeaderboardRow, leaderboard } from '../read/leaderboard.js';
import type { Reading } from '../reading/reading.js';
import type { Training } from '../records/record.js';
import { DAY, FURTHEST, time } from '../time/instant.js';
import { byRep, keyOf, type Lists, tablesOf } from './rowsByRep.js';

/** A KPI of a rep before and after a training. */
export interface TrainingChange<R extends Reading = Reading, T extends Training = Training> {
  readonly training: T;
  /** The name of the KPI. */
  readonly kpi: string;
  readonly before: R;
  readonly after: R;
  readonly comparison: Comparison;
  /** Whether both sides are of one length: of a `window` that is over by `asOf`. Sums and counts need it. */
  readonly complete: boolean;
}

/** A KPI with its ranking, and the rows of each rep by table. */
export interface Board {
  readonly name: string;
  readonly kpi: AnyKpi;
  readonly ranks: ReadonlyMap<unknown, LeaderboardRow<unknown>>;
  readonly parts: readonly (readonly [table: string, rows: ReadonlyMap<string | undefined, object[]>])[];
}

/** The rankings of KPIs by name. */
export function boardsOf(
  kpis: Readonly<Record<string, AnyKpi>>,
  rows: Lists,
  options: { asOf: number | null; level: number; minimum: number | undefined },
): Board[] {
  return Object.entries(kpis).map(([name, kpi]) => {
    const own = tablesOf(kpi, rows);
    const key = Object.fromEntries(Object.keys(own).map((table) => [table, keyOf(table)]));
    const board: LeaderboardRow<unknown>[] = leaderboard(own as never, kpi, { ...options, key } as never);
    const parts = Object.entries(own).map(([table, list]) => [table, byRep(list, table)] as const);
    return { name, kpi, ranks: new Map(board.map((row) => [row.key, row])), parts };
  });
}

/** A rep's KPI before a training and from it on. */
export function changeOf<T extends Training>(
  training: T,
  { name, kpi, parts }: Board,
  rep: string,
  { known, level, window }: { known: number; level: number; window: number | undefined },
): TrainingChange<Reading, T> {
  const at = time(training.at);
  const length = window === undefined ? 2 * FURTHEST : Math.round(window * DAY);
  const own = Object.fromEntries(parts.map(([table, rows]) => [table, rows.get(rep) ?? []]));
  const asOf = known === Number.POSITIVE_INFINITY ? null : known;
  const read = (start: number, end: number) =>
    kpi(own as never, { during: { start, end }, asOf, level }) as Reading;
  const before = read(Math.max(-FURTHEST, at - length), at);
  const after = read(at, Math.min(FURTHEST, at + length));
  return {
    training,
    kpi: name,
    before,
    after,
    comparison: compare(before, after, { level }),
    complete: window !== undefined && at + length <= known,
  };
}

/**
 * Trainings that are known, in the order of time; those of one instant by skill and length, so that the order of rows does
 * not matter. Those without date are left out.
 */
export function inTime<T extends Training>(
  trainings: readonly T[],
  known: number,
  excluded: Record<string, number>,
): T[] {
  const dated = trainings.filter(({ at }) => !Number.isNaN(time(at)));
  if (dated.length < trainings.length) addTo(excluded, 'missingAt', trainings.length - dated.length);
  return dated
    .filter(({ at }) => time(at) <= known)
    .sort((a, b) => {
      const [x, y] = [a.skill ?? '', b.skill ?? ''];
      return time(a.at) - time(b.at) || (x < y ? -1 : x > y ? 1 : a.minutes - b.minutes);
    });
}
