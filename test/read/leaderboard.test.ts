import { quantile } from 'd3-array';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  averageDealValue,
  averageRating,
  compareIds,
  customerAcquisitionCost,
  type Deal,
  dealsWon,
  groupBy,
  type Id,
  type LeaderboardRow,
  leaderboard,
  leadResponseTime,
  netPromoterScore,
  type Reading,
  retentionRate,
  revenueWon,
  salesCycle,
  skillMastery,
  timeToClose,
  timeToFirstSale,
  trainingTime,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import type { AnyKpi } from '../../src/kpi.js';
import { DAY, hireTables } from '../kpi/arbitraryTeam.js';
import { arbitraryDeals, arbitraryOptions, leadTables, type Rows } from '../laws.js';
import { frozen } from '../totals/arbitraryIds.js';

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
let id = 0;
const deal = (ownerId: Deal['ownerId'], status: Deal['status'], row: Partial<Deal> = {}): Deal => ({
  id: ++id,
  createdAt: day(0),
  closedAt: day(10),
  status,
  ownerId,
  ...row,
});
/** Won and lost deals of one rep. */
const record = (ownerId: Deal['ownerId'], won: number, lost: number): Deal[] =>
  Array.from({ length: won + lost }, (_, i) => deal(ownerId, i < won ? 'won' : 'lost'));

type Board = LeaderboardRow<unknown>[];
type Loose = (rows: object, kpi: AnyKpi, options?: object) => Board;
const board = leaderboard as unknown as Loose;
const groups = groupBy as unknown as (
  rows: object,
  key: unknown,
  kpi: AnyKpi,
  options: object,
) => Map<unknown, Reading>;

const Exact = Decimal.clone({ defaults: true, precision: 60, toExpPos: 9e15, toExpNeg: -9e15 });

/** Type 7 of Hyndman & Fan 1996. */
function exactQuantile(values: readonly Decimal[], p: number): Decimal | undefined {
  const ascending = [...values].sort((a, b) => a.comparedTo(b));
  const h = (ascending.length - 1) * p;
  const low = ascending[Math.floor(h)];
  return low?.plus(ascending[Math.ceil(h)]!.minus(low).times(h - Math.floor(h)));
}

/** The board by its definition: groups, sorted; the standing by the reading at a level of its own. */
function expectedBoard(rows: object, kpi: AnyKpi, key: unknown, options: object, minimum = 5): Board {
  const { level = 0.95 } = options as { level?: number };
  const own = [...groups(rows, key, kpi, options)].map(([key, reading]) => ({ key, reading }));
  const team = (kpi as unknown as (rows: object, options: object) => Reading)(rows, options).value;
  const isRanked = ({ key, reading }: (typeof own)[number]) =>
    key !== undefined && reading.value !== null && reading.count >= minimum;
  const ranked = own.filter(isRanked);
  const better = (a: Reading, b: Reading) => {
    const [x, y] = [new Exact(a.value!.toString()), new Exact(b.value!.toString())];
    return kpi.better === 'higher' ? x.greaterThan(y) : x.lessThan(y);
  };
  const wide = groups(rows, key, kpi, { ...options, level: 1 - (1 - level) / Math.max(1, ranked.length) });
  const isMoney = kpi.unit === 'money';
  const values = ranked.map(({ reading }) => new Exact(reading.value!.toString()));
  const top = isMoney
    ? exactQuantile(values, kpi.better === 'higher' ? 0.75 : 0.25)
    : quantile(values.map(Number), kpi.better === 'higher' ? 0.75 : 0.25);
  const rows_ = own.map(({ key, reading }): LeaderboardRow<unknown> => {
    if (!isRanked({ key, reading })) return { rank: null, key, reading, standing: null, gap: null };
    const { interval } = wide.get(key)!;
    const above = interval !== null && team !== null && interval.low > Number(team);
    const below =
      interval !== null && team !== null && interval.high !== null && interval.high < Number(team);
    const isBetter = kpi.better === 'higher' ? above : below;
    const beyond = new Exact(reading.value!.toString()).minus(top!.toString());
    const short = kpi.better === 'higher' ? beyond.negated() : beyond;
    const gap = short.isNegative() ? new Exact(0) : short;
    return {
      rank: 1 + ranked.filter((other) => better(other.reading, reading)).length,
      key,
      reading,
      standing:
        interval === null || team === null || interval.low === interval.high
          ? null
          : !above && !below
            ? 'within'
            : isBetter
              ? 'above'
              : 'below',
      gap: isMoney ? gap : gap.toNumber(),
    } as LeaderboardRow<unknown>;
  });
  const order = ({ rank, key, reading }: (typeof rows_)[number]) =>
    rank !== null ? 0 : key === undefined ? 3 : reading.value === null ? 2 : 1;
  return rows_.sort(
    (a, b) =>
      order(a) - order(b) ||
      (a.reading.value === null || b.reading.value === null
        ? 0
        : Number(better(b.reading, a.reading)) - Number(better(a.reading, b.reading))) ||
      compareIds(String(a.key), String(b.key)) ||
      (typeof a.key < typeof b.key ? -1 : 1),
  );
}

/** Gaps of money to 30 digits, others near. */
const shown = (rows: Board) =>
  rows.map((row) => {
    const gap = row.gap as number | Decimal | null;
    return {
      ...row,
      gap: gap === null || typeof gap === 'number' ? gap : gap.toSignificantDigits(30).toFixed(),
    };
  });
const near = (rows: Board) =>
  shown(rows).map((row) => ({
    ...row,
    gap: typeof row.gap === 'number' ? expect.closeTo(row.gap, 8) : row.gap,
  }));

describe('leaderboard, over arbitrary rows, periods and instants', () => {
  /** Rows of few owners, so that some have five; without 7 beside '7', of whom the order is told below. */
  const few = <T extends Rows>(tables: T, field: string, more: readonly string[] = []): T =>
    Object.fromEntries(
      Object.entries(tables).map(([name, rows]) => [
        name,
        rows.map((row) => {
          const own = { ...row } as Record<string, unknown>;
          for (const each of [field, ...more]) if (each in own && own[each] === '7') own[each] = 7;
          return own;
        }),
      ]),
    ) as unknown as T;
  const agrees = (kpi: AnyKpi, arbitrary: fc.Arbitrary<Rows>, key: unknown, needed: object = {}) =>
    fc.assert(
      fc.property(
        arbitrary,
        arbitraryOptions,
        fc.constantFrom(undefined, 0, 1, 2, 3),
        (tables, options, minimum) => {
          const asked = { ...needed, ...options };
          const rows = few(tables, 'ownerId', ['id', 'repId']);
          const found = board(rows, kpi, { ...asked, key, minimum });
          expect(shown(found)).toStrictEqual(near(expectedBoard(rows, kpi, key, asked, minimum)));
        },
      ),
      { numRuns: 250 },
    );
  const deals = fc.record({ deals: arbitraryDeals });
  const owner = 'ownerId';

  test('of a rate', () => agrees(winRate, deals, owner));
  test('of a duration, lower is better', () => agrees(salesCycle, deals, owner));
  test('of a median, lower is better', () => agrees(leadResponseTime, leadTables, owner));
  test('of a mean of money', () => agrees(averageDealValue, deals, owner));
  test('of a sum of money', () => agrees(revenueWon, deals, owner));
  test('of a count', () => agrees(dealsWon, deals, owner));
  test('by a function of the row', () => agrees(winRate, deals, (row: Deal) => row.ownerId));
  test('of several tables, with a key for each', () =>
    agrees(timeToFirstSale, hireTables, { reps: 'id', deals: 'ownerId' }));
  test('of a KPI that spans a period', () =>
    agrees(timeToFirstSale, hireTables, 'who', { during: { start: 0, end: day(900) } }));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(
        arbitraryDeals
          .map((rows) => rows.map((row) => (row.ownerId === '7' ? { ...row, ownerId: 7 } : row)))
          .chain((rows) =>
            fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
          ),
        ([rows, shuffled]) => {
          const found = leaderboard(frozen(rows), winRate, { minimum: 1 });
          expect(leaderboard(shuffled, winRate, { minimum: 1 })).toStrictEqual(found);
          const seen = { opened: 0, yielded: 0 };
          const once = {
            *[Symbol.iterator]() {
              seen.opened++;
              for (const row of rows) {
                seen.yielded++;
                yield row;
              }
            },
          };
          expect(leaderboard(once, winRate, { minimum: 1 })).toStrictEqual(found);
          expect(seen).toEqual({ opened: 1, yielded: rows.length });
        },
      ),
    ));

  // Ids match as text, and compareIds gives 0 for these.
  test('has 7 and "7" in the same order, whichever row comes first', () => {
    const rows = [...record(7, 3, 3), ...record('7', 3, 3)];
    const keys = (list: Deal[]) => leaderboard(list, winRate).map(({ key }) => typeof key);
    expect(keys([...rows].reverse())).toEqual(keys(rows));
  });
});

describe('leaderboard(deals, kpi)', () => {
  test('ranks readings of the KPI, those that are equal share a rank, and the next is left out', () => {
    const rows = [
      ...record('d', 1, 9),
      ...record('b', 10, 10),
      ...record('c', 3, 3),
      ...record('a', 9, 1),
      ...record('e', 5, 5),
    ];
    const found = leaderboard(rows, winRate);
    expect(found.map(({ rank, key, reading }) => [rank, key, reading.value])).toEqual([
      [1, 'a', 0.9],
      [2, 'b', 0.5],
      [2, 'c', 0.5],
      [2, 'e', 0.5],
      [5, 'd', 0.1],
    ]);
    for (const { key, reading } of found)
      expect(reading).toStrictEqual(winRate(rows.filter(({ ownerId }) => ownerId === key)));
  });

  test('lists those below the minimum after them, then those without value, then rows without a key', () => {
    const rows = [
      ...record(null, 9, 1),
      deal('open', 'open'),
      deal(undefined, 'won'),
      deal('also open', 'open'),
      ...record('few', 4, 0),
      ...record('fewer', 1, 1),
      ...record('some', 1, 4),
    ];
    const found = leaderboard(rows, winRate);
    expect(found.map(({ rank, key, standing, gap }) => [rank, key, standing, gap])).toEqual([
      [1, 'some', 'below', 0],
      [null, 'few', null, null],
      [null, 'fewer', null, null],
      [null, 'also open', null, null],
      [null, 'open', null, null],
      [null, undefined, null, null],
    ]);
    expect(found.at(-1)!.reading).toMatchObject({ value: 10 / 11, count: 11 });
    expect(leaderboard(rows, winRate, { minimum: 2 }).map(({ rank, key }) => [rank, key])).toEqual([
      [1, 'few'],
      [2, 'fewer'],
      [3, 'some'],
      [null, 'also open'],
      [null, 'open'],
      [null, undefined],
    ]);
    expect(leaderboard(rows, winRate, { minimum: 99 }).every(({ rank }) => rank === null)).toBe(true);
  });

  test('takes a rank at exactly the minimum', () => {
    expect(leaderboard(record('a', 2, 3), winRate)[0]!.rank).toBe(1);
    expect(leaderboard(record('a', 2, 2), winRate)[0]!.rank).toBeNull();
    expect(leaderboard(record('a', 2, 2), winRate, { minimum: 4 })[0]!.rank).toBe(1);
  });

  test('counts in the team also the rows without a key, and of those below the minimum', () => {
    const rows = [...record('a', 20, 20), ...record('b', 20, 20)];
    const others = [...record(null, 200, 0), ...record('few', 4, 0)];
    expect(leaderboard(rows, winRate).map(({ standing }) => standing)).toEqual(['within', 'within']);
    expect(leaderboard([...rows, ...others], winRate).map(({ standing }) => standing)).toEqual([
      'below',
      'below',
      null,
      null,
    ]);
  });

  test('tells who is better or worse by more than chance, at a level for as many comparisons as there are ranks', () => {
    // Wilson of 30 of 40: at 95% (0.598, 0.858), at 97.5% (0.573, 0.871); the team has 0.58.
    const rows = [...record('a', 30, 10), ...record('b', 28, 32)];
    const team = winRate(rows).value!;
    const plain = winRate(record('a', 30, 10)).interval!;
    expect(plain.low).toBeGreaterThan(team);
    expect(leaderboard(rows, winRate)[0]).toMatchObject({ key: 'a', standing: 'within' });
    expect(leaderboard(rows, winRate, { level: 0.9 })[0]).toMatchObject({ key: 'a', standing: 'above' });
    expect(leaderboard(rows, winRate)[0]!.reading.interval).toStrictEqual(plain);
  });

  test('takes less for better where it is', () => {
    const took = (ownerId: Id, ...days: number[]) =>
      days.map((n) => deal(ownerId, 'won', { closedAt: day(n) }));
    const rows = [
      ...took('slow', 90, 91, 92, 93, 94),
      ...took('fast', 10, 11, 12, 13, 14),
      ...took('mid', 20, 60, 40, 80, 50),
    ];
    const found = leaderboard(rows, salesCycle);
    expect(found.map(({ rank, key, standing, gap }) => [rank, key, standing, gap])).toEqual([
      [1, 'fast', 'above', 0],
      [2, 'mid', 'within', 50 - 31],
      [3, 'slow', 'below', 92 - 31],
    ]);
  });

  test('gives the distance to the top quartile, type 7, in the unit of the KPI', () => {
    const rates = [0.1, 0.2, 0.35, 0.5, 0.8, 0.9, 0.95];
    const rows = rates.flatMap((rate, i) => record(i, rate * 20, 20 - rate * 20));
    const top = quantile(rates, 0.75)!;
    expect(top).toBeCloseTo(0.85, 12);
    const gaps = new Map(leaderboard(rows, winRate).map(({ key, gap }) => [key, gap]));
    rates.forEach((rate, i) => {
      expect(gaps.get(i)).toBeCloseTo(Math.max(0, top - rate), 12);
    });
    expect(gaps.get(5)).toBe(0);
    expect(leaderboard(record('alone', 3, 3), winRate)[0]!.gap).toBe(0);
  });

  test('of money has exact Decimals as gaps, and ties of money that is written otherwise', () => {
    const sold = (ownerId: Id, ...amounts: Deal['amount'][]) =>
      amounts.map((amount) => deal(ownerId, 'won', { amount, currency: 'EUR' }));
    const rows = [
      ...sold('a', '0.1', '0.2'),
      ...sold('b', 0.3),
      ...sold('c', '0.30'),
      ...sold('d', '9007199254740993.01'),
      ...sold('e', '9007199254740993'),
      ...sold('f', '-5'),
    ];
    const found = leaderboard(rows, revenueWon, { minimum: 0 });
    expect(found.map(({ rank, key }) => [rank, key])).toEqual([
      [1, 'd'],
      [2, 'e'],
      [3, 'a'],
      [3, 'b'],
      [3, 'c'],
      [6, 'f'],
    ]);
    // The quartile of six lies a quarter of the way from the second to the third from below: at 1.25 from the top.
    const top = new Decimal('9007199254740993').minus(
      new Decimal('9007199254740993').minus('0.3').times('0.25'),
    );
    expect(found[2]!.gap).toBeInstanceOf(found[2]!.reading.value.constructor);
    expect(found[2]!.gap!.toFixed()).toBe(new Decimal(top.toFixed()).minus('0.3').toFixed());
    expect(found[0]!.gap!.toFixed()).toBe('0');
    expect(Object.is(found[0]!.gap!.toNumber(), 0)).toBe(true);
    expect(found.every(({ standing }) => standing === null)).toBe(true);
  });

  test('of counts has no standing', () => {
    const found = leaderboard([...record('a', 50, 0), ...record('b', 5, 0), ...record('c', 1, 0)], dealsWon);
    expect(found.map(({ rank, key, standing, gap }) => [rank, key, standing, gap])).toEqual([
      [1, 'a', null, 0],
      [2, 'b', null, 50 - 11.25 - 5],
      [null, 'c', null, null],
    ]);
  });

  test('of an interval without upper limit', () => {
    const closing = (ownerId: Id, days: number[], open: number[]) => [
      ...days.map((n) => deal(ownerId, 'won', { closedAt: day(n) })),
      ...open.map((n) => deal(ownerId, 'open', { createdAt: day(100 - n), closedAt: null })),
    ];
    const rows = [...closing('a', [10, 20, 30, 40], [50, 50]), ...closing('b', [11, 22, 33, 44], [55, 55])];
    const found = leaderboard(rows, timeToClose, { asOf: day(100) });
    expect(found.map(({ rank, key, standing }) => [rank, key, standing])).toEqual([
      [1, 'a', 'within'],
      [2, 'b', 'within'],
    ]);
    for (const { reading } of found) expect(reading.interval).toMatchObject({ high: null });
  });

  test('of money per customer, from two tables', () => {
    const costs = ['a', 'b'].map((source, i) => ({
      source,
      incurredAt: day(1),
      amount: i === 0 ? '100000' : '10',
      category: 'sales' as const,
    }));
    const deals = Array.from({ length: 12 }, (_, i) =>
      deal('x', 'won', { source: i < 2 ? 'a' : 'b', customerId: i }),
    );
    const found = leaderboard({ costs, deals }, customerAcquisitionCost, { key: 'source', minimum: 1 });
    expect(found.map(({ rank, key, standing }) => [rank, key, standing])).toEqual([
      [1, 'b', 'above'],
      [2, 'a', 'below'],
    ]);
  });

  test('of points, and of a KPI that needs a period', () => {
    const answers = ['a', 'b'].flatMap((ownerId) =>
      Array.from({ length: 40 }, (_, i) => ({
        ownerId,
        answeredAt: day(1),
        score: ownerId === 'a' ? (i % 10 === 0 ? 5 : 9) : i % 3 === 0 ? 9 : 3,
      })),
    );
    expect(leaderboard(answers, netPromoterScore).map(({ key, standing }) => [key, standing])).toEqual([
      ['a', 'above'],
      ['b', 'below'],
    ]);
    const contracts = Array.from({ length: 10 }, (_, i) => ({
      id: i,
      customerId: i,
      startsAt: day(0),
      endsAt: i % 4 === 0 ? day(20) : day(400),
      ownerId: i < 5 ? 'a' : 'b',
    }));
    const during = { start: day(10), end: day(100) };
    expect(leaderboard(contracts, retentionRate, { during }).map(({ rank, key }) => [rank, key])).toEqual([
      [1, 'b'],
      [2, 'a'],
    ]);
  });

  test('by any key: a field, a function, one for each table', () => {
    const assessments = ['a', 'b'].flatMap((repId) =>
      Array.from({ length: 5 }, (_, i) => ({
        repId,
        skill: `s${i}`,
        takenAt: day(1),
        score: repId === 'a' ? 0.9 : 0.1,
      })),
    );
    const keys = (found: Board) => found.map(({ rank, key }) => [rank, key]);
    expect(keys(leaderboard(assessments, skillMastery, { key: 'repId' }))).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    const upper = leaderboard(assessments, skillMastery, {
      key: ({ repId }: { repId: string }) => repId.toUpperCase(),
    });
    expect(keys(upper)).toEqual([
      [1, 'A'],
      [2, 'B'],
    ]);
    const reps = ['a', 'b', 'c'].map((id) => ({ id, hiredAt: day(0) }));
    const trainings = [{ repId: 'b', at: day(1), minutes: 90 }];
    const hours = leaderboard({ reps, trainings }, trainingTime, {
      key: { reps: 'id', trainings: 'repId' },
      minimum: 1,
    });
    expect(hours.map(({ rank, key, gap }) => [rank, key, gap])).toEqual([
      [1, 'b', 0],
      [2, 'a', 0.75],
      [2, 'c', 0.75],
    ]);
  });

  test("without a key takes 'ownerId', in every table: rows of tables without it are nobody's", () => {
    const reps = [{ id: 'a', hiredAt: day(0) }];
    const found = leaderboard({ reps, deals: [deal('a', 'won')] }, timeToFirstSale, { minimum: 1 });
    expect(found.map(({ rank, key, reading }) => [rank, key, reading.count, reading.waiting])).toEqual([
      [null, 'a', 0, 0],
      [null, undefined, 0, 1],
    ]);
  });

  test('reads a period, as known at an instant', () => {
    const rows = [...record('a', 5, 0), ...record('b', 0, 5).map((row) => ({ ...row, closedAt: day(30) }))];
    expect(leaderboard(rows, winRate, { during: { start: day(20), end: day(40) } })).toMatchObject([
      { rank: 1, key: 'b' },
      { rank: null, key: 'a', reading: { value: null } },
    ]);
    expect(leaderboard(rows, winRate, { asOf: day(20) })[0]).toMatchObject({ rank: 1, key: 'a' });
  });

  test('of nothing has no rows', () => {
    expect(leaderboard([], winRate)).toEqual([]);
    expect(leaderboard(new Set<Deal>(), revenueWon, { minimum: 0 })).toEqual([]);
    expect(leaderboard({ reps: [], deals: [] }, timeToFirstSale)).toEqual([]);
  });
});

/** Mulberry32: numbers in [0, 1) that are the same on every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** In which share of quarters 30 equal reps of 40 deals at 0.3 have somebody who is called different. */
function falseAlarms(quarters: number) {
  const next = random(20_261_124);
  let [plain, standing] = [0, 0];
  for (let q = 0; q < quarters; q++) {
    const rows: Deal[] = [];
    for (let rep = 0; rep < 30; rep++)
      for (let i = 0; i < 40; i++)
        rows.push({ id: i, createdAt: 0, closedAt: 1, status: next() < 0.3 ? 'won' : 'lost', ownerId: rep });
    const found = leaderboard(rows, winRate);
    const team = winRate(rows).value!;
    if (found.some(({ reading: { interval } }) => interval!.low > team || interval!.high < team)) plain++;
    if (found.some(({ standing }) => standing !== 'within')) standing++;
  }
  return { plain: plain / quarters, standing: standing / quarters };
}

describe('of 30 equal reps of 40 deals, over 2,000 quarters', () => {
  const shares = falseAlarms(2000);

  // numpy, 200,000 quarters: 74.6% and 4.0%.
  test('a plain interval calls somebody different in three of four, the standing in one of 25', () => {
    expect(Math.abs(shares.plain - 0.746)).toBeLessThan(0.03);
    expect(shares.standing).toBeGreaterThan(0.03);
    expect(shares.standing).toBeLessThan(0.06);
  });
});

test('a reading whose interval has no width has no standing: five equal ratings do not tell what the sixth will be', () => {
  const ratings = (ownerId: string, ...stars: number[]) =>
    stars.map((each) => ({ ownerId, stars: each, ratedAt: 0 }));
  const rows = [...ratings('a', 5, 5, 5, 5, 5), ...ratings('b', 4, 5, 4, 5, 4, 5)];
  expect(leaderboard(rows, averageRating).map(({ key, standing }) => [key, standing])).toEqual([
    ['a', null],
    ['b', 'within'],
  ]);
});

describe('leaderboard throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (leaderboard as unknown as (...args: unknown[]) => unknown)(...args);

  test.each([
    [-1, RangeError],
    [Number.NaN, RangeError],
    ['5', TypeError],
    [null, TypeError],
  ])('for a minimum of %o', (minimum, kind) => {
    expect(call([], winRate, { minimum })).toThrow(kind);
    expect(call([], winRate, { minimum })).toThrow('leaderboard requires a minimum of 0 or more, got ');
  });

  test('for what is no KPI, no key, no rows, no option', () => {
    expect(call([], undefined)).toThrow('leaderboard requires a KPI, got undefined');
    expect(call([], { winRate })).toThrow(TypeError);
    expect(call([], winRate, { key: 5 })).toThrow('leaderboard requires a key for deals ');
    expect(call({ reps: [], deals: [] }, timeToFirstSale, { key: { reps: 'id' } })).toThrow(
      'leaderboard requires a key for deals ',
    );
    expect(call({ reps: [] }, timeToFirstSale)).toThrow('leaderboard requires rows of deals');
    expect(call(5, winRate)).toThrow('leaderboard requires rows of deals, got 5');
    expect(call([], winRate, { basis: 'cohort' })).toThrow('(basis goes to winRate.with)');
    expect(call([], winRate, { level: 1 })).toThrow('leaderboard requires a level between 0 and 1, got 1');
    expect(call([{ ...deal('a', 'won'), closedAt: 'x' }], winRate)).toThrow('deals[0].closedAt');
  });

  test('for none of many ranks at a level just under 1', () => {
    const rows = Array.from({ length: 40 }, (_, i) => record(i, 3, 3)).flat();
    expect(call(rows, winRate, { level: 1 - 1e-12 })).not.toThrow();
  });

  // asked() lets in every level whose half of what is left out is something to a double; divided by 40 ranks it is none.
  test('for none of many ranks at the last level under 1 that a reading takes', () => {
    const rows = Array.from({ length: 40 }, (_, i) => record(i, 3, 3)).flat();
    const level = 1 - 2 ** -51;
    expect(winRate(rows, { level }).interval!.level).toBe(level);
    expect(call(rows, winRate, { level })).not.toThrow();
  });
});
