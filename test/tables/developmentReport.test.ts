import fc from 'fast-check';
import {
  type Assessment,
  averageDealValue,
  compare,
  compareIds,
  conversionRate,
  customerAcquisitionCost,
  type Deal,
  type DevelopmentOptions,
  type DevelopmentRow,
  type DevelopmentTables,
  developmentReport,
  groupBy,
  type Id,
  type Instant,
  type Lead,
  type LeaderboardRow,
  leaderboard,
  type Reading,
  type Rep,
  salesCycle,
  skillMatrix,
  skillProgress,
  type Training,
  timeToFirstSale,
  trainingTime,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import type { AnyKpi } from '../../src/kpi.js';
import {
  arbitraryAssessments,
  arbitraryReps,
  DAY,
  hireTables,
  trainingTables,
} from '../kpi/arbitraryTeam.js';
import { arbitraryDeals, arbitraryLeads, arbitraryOptions } from '../laws.js';
import { frozen } from '../totals/arbitraryIds.js';

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
interface Books {
  readonly reps: readonly Rep[];
  readonly trainings: readonly Training[];
  readonly assessments: readonly Assessment[];
  readonly deals: readonly Deal[];
  readonly leads: readonly Lead[];
}
const none: Books = { reps: [], trainings: [], assessments: [], deals: [], leads: [] };
const report = <const K extends Readonly<Record<string, AnyKpi>> = {}>(
  books: Partial<Books>,
  options: DevelopmentOptions<K> = {},
) =>
  developmentReport<K, Training>({ ...none, ...books } as unknown as DevelopmentTables<K, Training>, options);

const text = (id: Id | null | undefined) => (id === null || id === undefined ? null : String(id));
/** The same rows with every id as text, as which they match. */
const asText = ({ reps, trainings, assessments, deals, leads }: Books) => ({
  reps: reps.map((row) => ({ ...row, id: String(row.id) })),
  trainings: trainings.map((row) => ({ ...row, repId: text(row.repId) as Id })),
  assessments: assessments.map((row) => ({ ...row, repId: text(row.repId) as Id })),
  deals: deals.map((row) => ({ ...row, ownerId: text(row.ownerId) })),
  leads: leads.map((row) => ({ ...row, ownerId: text(row.ownerId) })),
});
const ms = (instant: Instant) => ((instant ?? null) === null ? null : Number(instant));
/** toStrictEqual takes a skill called constructor for the class of its object. */
const listed = (of: object) => Object.entries(of);

const arbitraryBooks: fc.Arbitrary<Books> = fc
  .tuple(
    arbitraryReps,
    trainingTables,
    hireTables,
    arbitraryAssessments,
    arbitraryDeals,
    arbitraryLeads,
    fc.boolean(),
  )
  .map(([reps, { trainings }, hires, assessments, deals, leads, own]) => {
    const ids = reps.map(({ id }) => id);
    const rename = (id: Id | null | undefined, i: number) =>
      id === null || id === undefined || ids.length === 0 ? id : ids[i % ids.length];
    return {
      reps,
      // Some of those trained at one instant: which of them comes first is told below.
      trainings: trainings.filter(
        (row, i) => ms(row.at) === null || trainings.findIndex((each) => ms(each.at) === ms(row.at)) === i,
      ),
      assessments,
      deals: own ? hires.deals : deals.map((row, i) => ({ ...row, ownerId: rename(row.ownerId, i) ?? null })),
      leads: leads.map((row, i) => ({ ...row, ownerId: rename(row.ownerId, i) ?? null })),
    };
  });

const kpis = { winRate, salesCycle, conversionRate };

describe('developmentReport, over arbitrary teams and instants, field by field', () => {
  const holds = (check: (found: readonly DevelopmentRow<typeof kpis>[], given: Given) => void) =>
    fc.assert(
      fc.property(
        arbitraryBooks,
        arbitraryOptions,
        fc.constantFrom(undefined, 30, 0.5),
        fc.constantFrom(undefined, 1, 3),
        fc.constantFrom(undefined, 0.5),
        (books, { asOf, level }, window, minimum, threshold) => {
          const asked = {
            ...(asOf === undefined ? {} : { asOf }),
            ...(level === undefined ? {} : { level }),
          };
          const found = developmentReport(books, { ...asked, kpis, window, minimum, threshold });
          check(found, { books, tables: asText(books), asked, window, minimum, threshold });
        },
      ),
      { numRuns: 150 },
    );
  interface Given {
    books: Books;
    tables: ReturnType<typeof asText>;
    asked: { asOf?: Instant; level?: number };
    window: number | undefined;
    minimum: number | undefined;
    threshold: number | undefined;
  }

  test('has a row for each rep who is known, ascending by id', () =>
    holds((found, { books, asked: { asOf } }) => {
      const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
      const known = books.reps.filter(({ hiredAt }) => (ms(hiredAt) ?? Number.NEGATIVE_INFINITY) <= now);
      const ids = [...new Set(known.map(({ id }) => String(id)))].sort(compareIds);
      expect(found.map(({ repId }) => String(repId))).toEqual(ids);
      for (const { repId } of found) expect(known.map(({ id }) => id)).toContain(repId);
    }));

  test('training is trainingTime, and ramp timeToFirstSale, by rep', () =>
    holds((found, { tables, asked }) => {
      const hours = groupBy(tables, { trainings: 'repId', reps: 'id' }, trainingTime, asked);
      const ramps = groupBy(tables, { reps: 'id', deals: 'ownerId' }, timeToFirstSale, asked);
      for (const { repId, training, ramp } of found) {
        expect(training).toStrictEqual(hours.get(String(repId)));
        expect(ramp).toStrictEqual(ramps.get(String(repId)));
      }
    }));

  test('skills and below are those of skillMatrix, progress that of skillProgress', () =>
    holds((found, { tables, asked: { asOf }, threshold }) => {
      const matrix = skillMatrix(tables.assessments, { asOf, threshold });
      const { pairs } = skillProgress(tables.assessments, { asOf });
      for (const row of found) {
        const own = matrix.find(({ repId }) => repId === String(row.repId));
        expect(listed(row.skills)).toStrictEqual(listed(own?.skills ?? {}));
        expect(row.below).toStrictEqual(own?.below ?? []);
        expect(row.progress.map(({ repId: _, ...gain }) => gain)).toStrictEqual(
          pairs.filter(({ repId }) => repId === String(row.repId)).map(({ repId: _, ...gain }) => gain),
        );
        for (const { repId } of row.progress) expect(String(repId)).toBe(String(row.repId));
        expect(row.weaknesses.skills).toStrictEqual(row.below);
        const scores = row.strengths.skills.map(
          (skill) => Object.getOwnPropertyDescriptor(row.skills, skill)!.value.score,
        );
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect([...row.strengths.skills, ...row.below].sort()).toEqual(Object.keys(row.skills).sort());
      }
    }));

  test('kpis are those of leaderboard over all rows, strengths and weaknesses those above and below', () =>
    holds((found, { tables, asked, minimum }) => {
      const boards: Record<string, LeaderboardRow<unknown>[]> = {
        winRate: leaderboard(tables.deals, winRate, { ...asked, minimum }),
        salesCycle: leaderboard(tables.deals, salesCycle, { ...asked, minimum }),
        conversionRate: leaderboard(tables.leads, conversionRate, { ...asked, minimum }),
      };
      for (const row of found) {
        expect(Object.keys(row.kpis)).toEqual(Object.keys(kpis));
        const standings: Record<string, string[]> = { above: [], below: [], within: [] };
        for (const [name, board] of Object.entries(boards)) {
          const own = board.find(({ key }) => key === String(row.repId)) ?? null;
          expect(row.kpis[name as keyof typeof kpis]).toStrictEqual(own);
          if (own?.standing) standings[own.standing]!.push(name);
        }
        expect(row.strengths.kpis).toEqual(standings.above);
        expect(row.weaknesses.kpis).toEqual(standings.below);
      }
    }));

  test('changes compare the rows of the rep before and after each dated training that is known', () =>
    holds((found, { books, tables, asked, window }) => {
      const now = ms(asked.asOf) ?? Number.POSITIVE_INFINITY;
      for (const row of found) {
        const name = String(row.repId);
        const own = books.trainings
          .filter(({ repId, at }) => text(repId) === name && ms(at) !== null && ms(at)! <= now)
          .sort((a, b) => ms(a.at)! - ms(b.at)!);
        const deals = tables.deals.filter(({ ownerId }) => ownerId === name);
        const leads = tables.leads.filter(({ ownerId }) => ownerId === name);
        const expected = own.flatMap((training) => {
          const at = ms(training.at)!;
          const length = window === undefined ? 8e15 : Math.round(window * DAY);
          const before = { ...asked, during: { start: Math.max(-8e15, at - length), end: at } };
          const after = { ...asked, during: { start: at, end: Math.min(8e15, at + length) } };
          const changes: [string, Reading, Reading][] = [
            ['winRate', winRate(deals, before), winRate(deals, after)],
            ['salesCycle', salesCycle(deals, before), salesCycle(deals, after)],
            ['conversionRate', conversionRate(leads, before), conversionRate(leads, after)],
          ];
          return changes.map(([kpi, before, after]) => ({
            training,
            kpi,
            before,
            after,
            comparison: compare(before, after, { level: asked.level }),
            complete: window !== undefined && at + length <= now,
          }));
        });
        expect(row.changes).toStrictEqual(expected);
        for (const [i, { training }] of row.changes.entries()) expect(training).toBe(expected[i]!.training);
      }
    }));

  test('excluded counts the trainings without date, and what skillProgress leaves out of the assessments', () =>
    holds((found, { books, tables, asked: { asOf } }) => {
      for (const { repId, excluded } of found) {
        const undated = books.trainings.filter(
          (row) => text(row.repId) === String(repId) && ms(row.at) === null,
        ).length;
        expect(excluded).toStrictEqual({
          ...skillProgress(
            tables.assessments.filter((row) => text(row.repId) === String(repId)),
            { asOf },
          ).excluded,
          ...(undated > 0 ? { missingAt: undated } : {}),
        });
      }
    }));

  test('reads the same of frozen rows in any order, each table once, and is plain data', () =>
    fc.assert(
      fc.property(
        arbitraryBooks.chain((books) => {
          const shuffled = Object.entries(books).map(([name, rows]) =>
            fc.shuffledSubarray([...rows], { minLength: rows.length }).map((list) => [name, list] as const),
          );
          return fc.tuple(
            fc.constant(books),
            fc.tuple(...shuffled).map(Object.fromEntries) as fc.Arbitrary<Books>,
          );
        }),
        ([books, shuffled]) => {
          const plain = (rows: readonly DevelopmentRow[]) =>
            rows.map((row) => ({ ...row, skills: listed(row.skills) }));
          const found = plain(developmentReport(frozen(books), { kpis }));
          expect(plain(developmentReport(shuffled, { kpis }))).toStrictEqual(found);
          const seen: Record<string, number> = {};
          const once = Object.fromEntries(
            Object.entries(books).map(([name, rows]) => [
              name,
              {
                *[Symbol.iterator]() {
                  seen[name] = (seen[name] ?? 0) + 1;
                  yield* rows as readonly object[];
                },
              },
            ]),
          ) as unknown as Books;
          expect(plain(developmentReport(once, { kpis }))).toStrictEqual(found);
          expect(seen).toEqual({ reps: 1, trainings: 1, assessments: 1, deals: 1, leads: 1 });
          // Dates of the rows become text; all else stays.
          const json = JSON.stringify(found);
          expect(JSON.stringify(JSON.parse(json))).toBe(json);
          expect(json).not.toMatch(/NaN/);
        },
      ),
      { numRuns: 100 },
    ));
});

let id = 0;
const deal = (
  ownerId: Id | null,
  closedAt: number,
  status: Deal['status'],
  row: Partial<Deal> = {},
): Deal => ({
  id: ++id,
  createdAt: day(0),
  closedAt,
  status,
  ownerId,
  ...row,
});
const rep = (id: Id, row: Partial<Rep> = {}): Rep => ({ id, hiredAt: day(0), ...row });
const course = (repId: Id, at: Instant, row: Partial<Training> = {}): Training => ({
  repId,
  at,
  minutes: 90,
  ...row,
});

describe('developmentReport({ reps, trainings, assessments, deals })', () => {
  const books = {
    reps: [rep('b'), rep('a')],
    trainings: [course('a', day(50), { skill: 'closing' }), course('a', day(20)), course('x', day(5))],
    assessments: [
      { repId: 'a', skill: 'closing', takenAt: day(10), score: 0.2 },
      { repId: 'a', skill: 'closing', takenAt: day(60), score: 0.6 },
      { repId: 'a', skill: 'demo', takenAt: day(10), score: 0.9 },
    ],
    deals: [
      deal('a', day(10), 'lost'),
      deal('a', day(30), 'won'),
      deal('a', day(50), 'won'),
      deal('a', day(70), 'won'),
    ],
  };

  test('is the whole of a rep, by hand', () => {
    const [a, b, ...more] = report(books, { kpis: { winRate }, asOf: day(90) });
    expect(more).toEqual([]);
    expect(a).toMatchObject({
      repId: 'a',
      training: { value: 3, unit: 'hours', count: 1 },
      ramp: { value: 30, count: 1, waiting: 0 },
      skills: { closing: { score: 0.6, mastered: false }, demo: { score: 0.9, mastered: true } },
      progress: [{ repId: 'a', skill: 'closing', first: 0.2, latest: 0.6, gain: expect.closeTo(0.5, 12) }],
      below: ['closing'],
      strengths: { skills: ['demo'], kpis: [] },
      weaknesses: { skills: ['closing'], kpis: [] },
      kpis: { winRate: { rank: null, reading: { value: 0.75 }, standing: null } },
    });
    expect(a!.excluded).toStrictEqual({ singleAssessment: 1 });
    expect(
      a!.changes.map(({ training, kpi, before, after }) => [training.at, kpi, before.value, after.value]),
    ).toEqual([
      [day(20), 'winRate', 0, 1],
      [day(50), 'winRate', 0.5, 1],
    ]);
    // A deal that closed at the very instant of the training is one after it.
    expect(a!.changes[1]!.after.count).toBe(2);
    expect(a!.changes[0]!.training).toBe(books.trainings[1]);
    expect(b).toMatchObject({
      repId: 'b',
      training: { value: 0, count: 1 },
      ramp: { value: null, waiting: 1 },
    });
  });

  test('has a row of nothing for a rep of whom there is no row', () => {
    const [row] = report({ reps: [rep('a')] }, { kpis: { winRate } });
    expect(row).toStrictEqual({
      repId: 'a',
      training: trainingTime({ trainings: [], reps: [rep('a')] }),
      ramp: timeToFirstSale({ reps: [rep('a')], deals: [] }),
      skills: {},
      progress: [],
      below: [],
      strengths: { skills: [], kpis: [] },
      weaknesses: { skills: [], kpis: [] },
      kpis: { winRate: null },
      changes: [],
      excluded: {},
    });
  });

  test('takes 7 and "7" for one rep in every table', () => {
    const [row, ...more] = report(
      {
        reps: [rep(7)],
        trainings: [course('7', day(20))],
        assessments: [{ repId: '7', skill: 'demo', takenAt: day(1), score: 0.5 }],
        deals: [deal('7', day(10), 'lost'), deal(7, day(30), 'won')],
      },
      { kpis: { winRate }, minimum: 2 },
    );
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      repId: 7,
      training: { value: 1.5 },
      ramp: { value: 30 },
      below: ['demo'],
      kpis: { winRate: { rank: 1, reading: { value: 0.5, count: 2 } } },
      changes: [{ before: { value: 0 }, after: { value: 1 } }],
    });
  });

  test('compares as many days as the window has', () => {
    const deals = [-31, -30, -1, 0, 29, 30].map((n, i) => deal('a', day(100 + n), i % 2 ? 'won' : 'lost'));
    const counts = (window?: number) => {
      const [row] = report(
        { reps: [rep('a')], trainings: [course('a', new Date(day(100)))], deals },
        { kpis: { winRate }, ...(window === undefined ? {} : { window }) },
      );
      return row!.changes.map(({ before, after }) => [before.count, after.count]);
    };
    expect(counts()).toEqual([[3, 3]]);
    expect(counts(30)).toEqual([[2, 2]]);
    expect(counts(31)).toEqual([[3, 3]]);
    expect(counts(0.5)).toEqual([[0, 1]]);
  });

  test('says of a change whether both sides are of one length: of a window that is over', () => {
    const tables = {
      reps: [rep('a')],
      trainings: [course('a', day(100))],
      deals: [deal('a', day(99), 'won')],
    };
    const complete = (options: object) =>
      report(tables, { kpis: { winRate }, ...options })[0]!.changes.map((change) => change.complete);
    expect(complete({ asOf: day(130) })).toEqual([false]);
    expect(complete({ window: 30, asOf: day(130) - 1 })).toEqual([false]);
    expect(complete({ window: 30, asOf: day(130) })).toEqual([true]);
    expect(complete({ window: 30 })).toEqual([true]);
  });

  test('knows nothing that is later than asOf', () => {
    const asOf = day(40);
    const late = {
      reps: [
        ...books.reps,
        rep('c', { hiredAt: asOf + 1 }),
        rep('d', { hiredAt: asOf }),
        rep('e', { hiredAt: null }),
      ],
      trainings: books.trainings,
      assessments: books.assessments,
      deals: [...books.deals, deal('a', day(35), 'won', { createdAt: asOf + 1 })],
    };
    const found = report(late, { kpis: { winRate }, asOf });
    expect(found.map(({ repId }) => repId)).toEqual(['a', 'b', 'd', 'e']);
    expect(found[0]).toMatchObject({
      training: { value: 1.5 },
      skills: { closing: { score: 0.2 } },
      progress: [],
      kpis: { winRate: { reading: { value: 0.5, count: 2 } } },
    });
    expect(found[0]!.changes).toHaveLength(1);
    expect(found[0]!.changes[0]!.after.count).toBe(1);
  });

  test('counts the trainings without date, which have no before', () => {
    const trainings = [course('a', null), course('a', undefined), course('a', day(5))];
    const [row] = report({ reps: [rep('a')], trainings }, { kpis: { winRate } });
    expect(row!.changes).toHaveLength(1);
    expect(row!.excluded).toStrictEqual({ missingAt: 2 });
    expect(row!.training).toMatchObject({ value: 1.5, excluded: { missingAt: 2 } });
  });

  test('reads KPIs of leads and of deals together, and KPIs over other tables and several', () => {
    const leads: Lead[] = [
      { id: 1, createdAt: day(10), ownerId: 'a' },
      { id: 2, createdAt: day(60), wonAt: day(70), ownerId: 'a' },
      { id: 3, createdAt: day(60), ownerId: 'b' },
    ];
    const costs = [{ incurredAt: day(5), amount: 30, category: 'sales', ownerId: 'a' }] as const;
    const [row] = developmentReport(
      {
        ...books,
        deals: books.deals.map((each, i) => ({ ...each, customerId: i, amount: 5 * i })),
        leads,
        costs,
      },
      { kpis: { conversionRate, winRate, averageDealValue, customerAcquisitionCost }, minimum: 1 },
    );
    expect(
      row!.changes.slice(4).map(({ kpi, before, after }) => [kpi, Number(before.value), Number(after.value)]),
    ).toEqual([
      ['conversionRate', 0, 1],
      ['winRate', 0.5, 1],
      ['averageDealValue', 5, 12.5],
      ['customerAcquisitionCost', 30, 0],
    ]);
    expect(row!.kpis.conversionRate).toMatchObject({ rank: 1, reading: { value: 0.5 }, gap: 0 });
    expect(row!.kpis.customerAcquisitionCost!.reading.value!.toNumber()).toBe(10);
    expect(JSON.parse(JSON.stringify(row)).kpis.averageDealValue.reading.value).toBe('10');
  });

  test('takes KPIs that read the tables of reps, by the id of the rep', () => {
    const [a] = report(books, { kpis: { trainingTime, timeToFirstSale }, minimum: 1 });
    expect(a!.kpis).toMatchObject({
      trainingTime: { rank: 1, reading: { value: 3 } },
      timeToFirstSale: { rank: 1, reading: { value: 30 } },
    });
  });

  test('names strengths and weaknesses: what is mastered, and what is more than chance beside the team', () => {
    const many = (owner: Id, won: number, lost: number) =>
      Array.from({ length: won + lost }, (_, i) => deal(owner, day(5), i < won ? 'won' : 'lost'));
    const assessments = (
      [
        ['x', 0.9],
        ['y', 1],
        ['z', 0.3],
        ['w', 0.1],
      ] as const
    ).map(([skill, score]) => ({
      repId: 'a',
      skill,
      takenAt: day(1),
      score,
    }));
    const [a, b, c] = report(
      {
        reps: ['a', 'b', 'c'].map((name) => rep(name)),
        deals: [...many('a', 45, 5), ...many('b', 5, 45), ...many('c', 25, 25)],
        assessments,
      },
      { kpis: { winRate } },
    );
    expect([a!.strengths, a!.weaknesses]).toEqual([
      { skills: ['y', 'x'], kpis: ['winRate'] },
      { skills: ['w', 'z'], kpis: [] },
    ]);
    expect([b!.strengths, b!.weaknesses]).toEqual([
      { skills: [], kpis: [] },
      { skills: [], kpis: ['winRate'] },
    ]);
    expect([c!.strengths, c!.weaknesses]).toEqual([
      { skills: [], kpis: [] },
      { skills: [], kpis: [] },
    ]);
    expect(a!.kpis.winRate).toMatchObject({ rank: 1, standing: 'above' });
  });

  test('counts the rows of those who are no reps for the team', () => {
    const others = Array.from({ length: 100 }, () => deal('x', day(5), 'won'));
    const own = Array.from({ length: 20 }, (_, i) => deal('a', day(5), i < 10 ? 'won' : 'lost'));
    const standing = (deals: Deal[]) =>
      report({ reps: [rep('a')], deals }, { kpis: { winRate } })[0]!.kpis.winRate!.standing;
    expect([standing(own), standing([...own, ...others])]).toEqual(['within', 'below']);
  });

  test('takes the options of timeToFirstSale for the ramp', () => {
    const at = (iso: string) => Date.parse(iso);
    const team = {
      reps: [
        rep('a', { hiredAt: at('2026-03-28T12:00+01:00') }),
        rep('b', { hiredAt: at('2026-01-05T12:00+01:00') }),
      ],
      deals: [
        deal('a', at('2026-03-30T12:00+02:00'), 'won', { createdAt: null }),
        deal('b', at('2026-03-30T12:00+02:00'), 'won', { createdAt: null }),
      ],
    };
    const ramp = {
      days: 'calendar',
      timeZone: 'Europe/Paris',
      dataFrom: at('2026-02-01T00:00+01:00'),
    } as const;
    expect(report(team)[0]!.ramp.value).toBeCloseTo(47 / 24, 12);
    const [a, b] = report(team, { ramp });
    expect(a!.ramp.value).toBe(2);
    expect(b!.ramp).toMatchObject({ value: null, waiting: 0, excluded: { beforeData: 1 } });
    expect(report(team, { ramp: { statistic: 'p90' } })[0]!.ramp.statistic).toBe('p90');
    expect(() => report(team, { ramp: { statistic: 'mode' as never } })).toThrow(
      "timeToFirstSale requires statistic to be 'mean' or 'median' or 'p90', got 'mode'",
    );
  });

  test('takes a rep who is listed twice for one', () => {
    expect(report({ reps: [rep('a', { leftAt: day(5) }), rep('a', { hiredAt: day(10) })] })).toHaveLength(1);
  });

  test('of nobody has no rows', () => {
    expect(report({})).toEqual([]);
    expect(report({ ...books, reps: [] }, { kpis: { winRate }, asOf: 0 })).toEqual([]);
  });

  // Law 4, which tables promise: the order of rows must not matter. Two trainings of one rep at one instant come in the
  // order of the rows.
  test('has trainings at one instant in the same order, whichever row comes first', () => {
    const trainings = [course('a', day(5), { skill: 'demo' }), course('a', day(5), { skill: 'closing' })];
    const skills = (list: Training[]) =>
      report({ reps: [rep('a')], trainings: list }, { kpis: { winRate } })[0]!.changes.map(
        ({ training }) => training.skill,
      );
    expect(skills([...trainings].reverse())).toEqual(skills(trainings));
  });
});

describe('developmentReport throws', () => {
  const call =
    (books: unknown, options: unknown = {}) =>
    () =>
      (developmentReport as (...args: unknown[]) => unknown)(books, options);

  test('for tables that are missing or none', () => {
    expect(call(null)).toThrow(
      new TypeError(
        'developmentReport requires an object with reps, trainings, assessments and deals, got null',
      ),
    );
    for (const name of ['reps', 'trainings', 'assessments', 'deals'])
      for (const rows of [undefined, null, 5])
        expect(call({ ...none, [name]: rows })).toThrow(`developmentReport requires rows of ${name}, got `);
    expect(call({ ...none, leads: undefined }, { kpis: { conversionRate } })).toThrow(
      / requires rows of leads/,
    );
    expect(call({ ...none, leads: 5 }, { kpis: { conversionRate } })).toThrow(
      'developmentReport requires rows of leads, got 5',
    );
  });

  test('for rows that are none, with the row and the field', () => {
    expect(call({ ...none, reps: [rep('a', { hiredAt: 'x' as never })] })).toThrow(/reps\[0\]\.hiredAt/);
    expect(call({ ...none, trainings: [course('a', 'x' as never)] })).toThrow(/trainings\[0\]\.at/);
    expect(call({ ...none, trainings: [course('a', 1, { minutes: -1 })] })).toThrow(
      /trainings\[0\]\.minutes/,
    );
    expect(call({ ...none, deals: [deal('a', 1, 'Won' as never)] })).toThrow(/deals\[0\]\.status/);
    expect(call({ ...none, assessments: [{ repId: 'a', skill: 'x', takenAt: 1, score: 5 }] })).toThrow(
      /^developmentReport requires assessments\[0\]\.score/,
    );
    expect(call({ ...none, reps: [null] })).toThrow(/reps\[0\] to be a row, got null/);
  });

  test('for options that are none', () => {
    for (const [options, message] of [
      [{ window: 0 }, 'developmentReport requires window to be a positive number of days, got 0'],
      [{ window: '90' }, "developmentReport requires window to be a positive number of days, got '90'"],
      [{ threshold: 80 }, 'developmentReport requires threshold to be a share above 0, up to 1, got 80'],
      [{ kpis: { winRate }, minimum: -1 }, 'requires a minimum of 0 or more, got -1'],
      [{ asOf: '2026-01-01' }, 'developmentReport requires asOf to be '],
      [{ level: 2 }, 'developmentReport requires a level between 0 and 1, got 2'],
      [{ kpi: { winRate } }, /^developmentReport requires options among kpis, .*, got 'kpi'$/],
    ] as const)
      expect(call(none, options)).toThrow(message);
  });

  // The types know no `during` here, and DESIGN.md: "Unknown options … throw TypeError". Plain JavaScript may give it: it
  // then cuts the assessments alone, while the KPIs, the ramp and the trainings are of all time.
  test('for during, which it does not take', () => {
    expect(call(none, { during: { start: day(0), end: day(1) } })).toThrow(TypeError);
  });

  // DESIGN.md: "<function> requires <what>, got <value>". These are errors of JavaScript, of its own destructuring.
  test.each([[{ winRate: undefined }], [{ winRate: null }], [{ compare }], [null], [winRate]])(
    'for kpis of %o, with what it requires',
    (kpis) => {
      expect(call({ ...none, reps: [rep('a')] }, { kpis })).toThrow(/ requires .*, got /);
    },
  );
});
