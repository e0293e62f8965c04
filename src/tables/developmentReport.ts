import { inOrder } from '../excluded.js';
import { timeToFirstSale } from '../kpi/timeToFirstSale.js';
import { trainingTime } from '../kpi/trainingTime.js';
import type { AnyKpi, ReadingOf } from '../kpi.js';
import { checkThreshold } from '../marks/assessments.js';
import { asked, positiveDays, type ReadingOptions } from '../options.js';
import { groupBy } from '../read/groupBy.js';
import type { LeaderboardRow } from '../read/leaderboard.js';
import type { TablesFor } from '../read/verb.js';
import type { RampReading } from '../reading/ramp.js';
import type { DurationReading, Excluded } from '../reading/reading.js';
import type { Assessment, Deal, Id, Rep, Training } from '../records/record.js';
import { time } from '../time/instant.js';
import { assessed } from './assessed.js';
import { eachRow } from './eachRow.js';
import { Ids } from './ids.js';
import { byRep, keyOf, listsOf } from './rowsByRep.js';
import { matrixRow, type SkillScore } from './skillMatrix.js';
import { gainsOf, type SkillGain } from './skillProgress.js';
import { boardsOf, changeOf, inTime, type TrainingChange } from './trainingChanges.js';

/** KPIs by name. */
type Kpis = Readonly<Record<string, AnyKpi>>;

/** What a report is made of: the four tables, and those that its KPIs need besides. */
export type DevelopmentTables<K extends Kpis, T extends Training> = {
  readonly reps: Iterable<Rep>;
  readonly trainings: Iterable<T>;
  readonly assessments: Iterable<Assessment>;
  readonly deals: Iterable<Deal>;
} & Omit<TablesFor<K>, 'reps' | 'trainings' | 'assessments' | 'deals'>;

/** How a report is made. */
export interface DevelopmentOptions<K extends Kpis> extends Omit<ReadingOptions, 'during'> {
  /** The KPIs that training is to improve, by name; those of deals by `ownerId`, of other tables by `ownerId` or `repId`. */
  readonly kpis?: K | undefined;
  /** The share of the full score from which on a skill is mastered, 0.8 when not given. */
  readonly threshold?: number | undefined;
  /** Options of `timeToFirstSale`: whose first sale the data do not have, `dataFrom`, and how days are counted. */
  readonly ramp?: Parameters<(typeof timeToFirstSale)['with']>[0] | undefined;
  /** How many observations a rank takes, 5 when not given. */
  readonly minimum?: number | undefined;
  /** How many days before and after a training are compared; all of them when not given. */
  readonly window?: number | undefined;
}

/** Skills and KPIs, by name. */
export interface SkillsAndKpis {
  readonly skills: readonly string[];
  readonly kpis: readonly string[];
}

/** How one rep develops. */
export interface DevelopmentRow<K extends Kpis = Kpis, T extends Training = Training> {
  readonly repId: Id;
  /** Hours in training. */
  readonly training: DurationReading<'hours'>;
  /** Days to the first sale. */
  readonly ramp: RampReading;
  readonly skills: Readonly<Record<string, SkillScore>>;
  readonly progress: readonly SkillGain[];
  /** What to work on: the skills below the threshold, the lowest score first. */
  readonly below: readonly string[];
  /** Skills that are mastered, the best first, and KPIs in which the rep is above the team by more than chance. */
  readonly strengths: SkillsAndKpis;
  /** Skills below the threshold, the lowest first, and KPIs in which the rep is below the team by more than chance. */
  readonly weaknesses: SkillsAndKpis;
  /** Where the rep stands in each KPI; null where no row is the rep's. */
  readonly kpis: { readonly [P in keyof K]: LeaderboardRow<Id, ReadingOf<K[P]>> | null };
  /** What changed with each training, in the order of time: of association, not of cause. */
  readonly changes: readonly TrainingChange<ReadingOf<K[keyof K]>, T>[];
  readonly excluded: Excluded;
}

/**
 * How each rep develops: time in training, ramp, skills, strengths and weaknesses, what to work on, and what changed after
 * each training. For the talk between a rep and a manager; plain data.
 *
 * For each of `reps`, ascending by id, as known at `asOf`: `training` is `trainingTime`, `ramp` `timeToFirstSale`, `skills`
 * and `below` are those of `skillMatrix`, `progress` that of `skillProgress`, `kpis` that of `leaderboard` over all rows.
 * `changes` has each of `kpis` before and after each training, and `compare` of both: association, not cause. Who is sent to a
 * training after a bad quarter does better in the next one without it, too. `window: 90` compares 90 days with 90 days,
 * `complete` where they are over. `ramp: { dataFrom }` leaves out the ramp of reps whose first sale the data do not have.
 * Empty: no rows. Rows of others than these reps count for the team alone. Left out, and counted for each rep:
 * trainings without date, which have no before (`missingAt`), and assessments and skills as in `skillProgress`.
 * Errors: those of its parts.
 *
 * @example
 * import { developmentReport, winRate } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const deal = (id: number, closedAt: number, status: 'won' | 'lost') => ({ id, createdAt: day(1), closedAt, status, ownerId: 'Ada' });
 * const [ada] = developmentReport(
 *   {
 *     reps: [{ id: 'Ada', hiredAt: day(1) }],
 *     trainings: [{ repId: 'Ada', at: day(50), minutes: 90, skill: 'closing' }],
 *     assessments: [{ repId: 'Ada', skill: 'closing', takenAt: day(60), score: 70, maxScore: 100 }],
 *     deals: [deal(1, day(31), 'lost'), deal(2, day(41), 'won'), deal(3, day(61), 'won')],
 *   },
 *   { kpis: { winRate }, asOf: day(90) },
 * );
 * [ada?.training.value, ada?.ramp.value, ada?.below] // => [1.5, 40, ['closing']]
 * ada?.changes.map(({ kpi, before, after }) => [kpi, before.value, after.value]) // => [['winRate', 0.5, 1]]
 */
export function developmentReport<const K extends Kpis = {}, T extends Training = Training>(
  tables: DevelopmentTables<K, T>,
  options: DevelopmentOptions<K> = {},
): DevelopmentRow<K, T>[] {
  const own = ['kpis', 'threshold', 'ramp', 'minimum', 'window'];
  const ask = asked(options, WHO, own, [], ['asOf', 'level']);
  const { kpis = {} as K, threshold = 0.8, ramp = {}, minimum, window } = options;
  checkThreshold(threshold, WHO);
  positiveDays(window, 'window', WHO);
  const rows = listsOf(tables, kpis, WHO);
  const known = ask.asOf ?? Number.POSITIVE_INFINITY;
  const { level } = ask;
  const asOf = { asOf: ask.asOf };

  const ids = new Ids();
  eachRow(
    rows.reps as Rep[],
    known,
    WHO,
    ({ id, hiredAt }) => {
      if (!(time(hiredAt) > known)) ids.keep(id);
    },
    'reps',
  );
  const trainings = byRep(rows.trainings as T[], 'trainings');
  const hours = groupBy(
    { trainings: rows.trainings as T[], reps: rows.reps as Rep[] },
    { trainings: keyOf('trainings'), reps: keyOf('reps') },
    trainingTime,
    { ...asOf, level },
  );
  const ramps = groupBy(
    { reps: rows.reps as Rep[], deals: rows.deals as Deal[] },
    { reps: keyOf('reps'), deals: keyOf('deals') },
    timeToFirstSale.with(ramp),
    { ...asOf, level },
  );
  const skills = new Map(
    assessed(rows.assessments as Assessment[], ask, WHO).map((each) => [String(each.repId), each]),
  );
  const boards = boardsOf(kpis, rows, { ...asOf, level, minimum });

  return ids.ascending().map(([key, repId]): DevelopmentRow<K, T> => {
    const rep = skills.get(key) ?? { repId, skills: [], excluded: {} };
    const excluded: Record<string, number> = { ...rep.excluded };
    const { skills: scores, below } = matrixRow(rep, threshold);
    const changes = inTime(trainings.get(key) ?? [], known, excluded).flatMap((training) =>
      boards.map((board) => changeOf(training, board, key, { known, level, window })),
    );
    const standings = boards.map(({ name, ranks }) => [name, ranks.get(key) ?? null] as const);
    const standing = (where: string) =>
      standings.filter(([, row]) => row?.standing === where).map(([name]) => name);
    const mastered = Object.keys(scores).filter((skill) => scores[skill]!.mastered);
    return {
      repId,
      training: hours.get(key)!,
      ramp: ramps.get(key)!,
      skills: scores,
      progress: gainsOf(rep, excluded),
      below,
      strengths: {
        skills: mastered.sort((a, b) => scores[b]!.score - scores[a]!.score),
        kpis: standing('above'),
      },
      weaknesses: { skills: below, kpis: standing('below') },
      kpis: Object.fromEntries(standings) as never,
      changes: changes as never,
      excluded: inOrder(excluded),
    };
  });
}

const WHO = 'developmentReport';
