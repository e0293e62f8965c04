import fc from 'fast-check';
import { compare, type Deal, groupBy, merge, month, stream, trend, winRate } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals, arbitraryOptions, arbitraryTables, laws } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

const late = Date.UTC(2027, 5, 1);

laws(winRate, arbitraryTables);
laws(winRate.with({ basis: 'cohort' }), arbitraryTables);
laws(winRate.with({ basis: 'cohort', within: 30 }), arbitraryTables, { asOf: late });
laws(winRate.with({ staleAfter: 60 }), arbitraryTables, { asOf: late });
laws(winRate.with({ basis: 'cohort', staleAfter: 60 }), arbitraryTables, { asOf: late });

const timeZone = 'Europe/Paris';
const deal = { id: 1, createdAt: Date.UTC(2026, 0, 1), closedAt: Date.UTC(2026, 0, 10) } as const;
const decided = (won: number, lost: number) => [
  ...Array.from({ length: won }, () => ({ ...deal, status: 'won' }) as const),
  ...Array.from({ length: lost }, () => ({ ...deal, status: 'lost' }) as const),
];

describe('winRate(deals)', () => {
  test('is won ÷ (won + lost), with all that stands behind it', () => {
    const reading = winRate(decided(1, 3));
    expect(reading).toStrictEqual({
      value: 0.25,
      unit: 'ratio',
      better: 'higher',
      numerator: 1,
      denominator: 4,
      count: 4,
      interval: { low: expect.closeTo(0.045587, 6), high: expect.closeTo(0.699358, 6), level: 0.95 },
      excluded: {},
    });
  });

  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('has the score interval: %i of %i is %f to %f', (won, n, low, high) => {
    const { interval } = winRate(decided(won, n - won));
    expect(interval!.low).toBeCloseTo(low, 4);
    expect(interval!.high).toBeCloseTo(high, 4);
  });

  test('has a lower limit of exactly 0 when nothing was won, an upper of exactly 1 when all was', () => {
    expect(winRate(decided(0, 7)).interval!.low).toBe(0);
    expect(winRate(decided(7, 0)).interval!.high).toBe(1);
  });

  test('of no decided deals is null, without interval', () => {
    expect(winRate([])).toMatchObject({
      value: null,
      interval: null,
      count: 0,
      numerator: 0,
      denominator: 0,
    });
    expect(winRate([{ ...deal, status: 'open' }]).value).toBeNull();
  });

  test('takes a closing at the first instant of the period and none at its end', () => {
    const during = month('2026-01', { timeZone });
    const at = (closedAt: number) => winRate([{ ...deal, closedAt, status: 'won' }], { during }).count;
    expect([during.start - 1, during.start, during.end - 1, during.end].map(at)).toEqual([0, 1, 1, 0]);
  });

  test('never reads the closing date of an open deal, which is a forecast', () => {
    const forecast = 'next spring' as never;
    expect(winRate([...decided(1, 0), { ...deal, closedAt: forecast, status: 'open' }]).count).toBe(1);
  });

  test('counts decided deals without a closing date as left out', () => {
    const deals = [...decided(1, 1), { ...deal, closedAt: null, status: 'won' } as const];
    expect(winRate(deals)).toMatchObject({ value: 0.5, count: 2, excluded: { missingClosedAt: 1 } });
  });

  test('as of an instant does not know later closings nor deals created later', () => {
    const asOf = deal.closedAt;
    const later = { ...deal, closedAt: asOf + 1, status: 'lost' } as const;
    const notYet = { ...deal, createdAt: asOf + 1, closedAt: asOf, status: 'lost' } as const;
    expect(winRate([...decided(1, 0), later, notYet], { asOf })).toMatchObject({ value: 1, count: 1 });
    expect(winRate(decided(1, 0), { asOf: new Date(asOf) }).count).toBe(1);
    expect(winRate(decided(1, 0), { asOf: asOf - 1 }).count).toBe(0);
  });

  test('refuses a status that it does not know, so that none vanishes', () => {
    expect(() => winRate([...decided(1, 0), { ...deal, status: 'Won' as never }])).toThrow(
      new RangeError("winRate requires deals[1].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
    expect(() => winRate([{ ...deal, status: null as never }])).toThrow(
      new TypeError("winRate requires deals[0].status to be 'open', 'won' or 'lost', got null"),
    );
  });

  test('refuses a closing date of text', () => {
    expect(() => winRate([{ ...deal, status: 'won', closedAt: '2026-01-10' as never }])).toThrow(
      new TypeError(
        "winRate requires deals[0].closedAt to be a Date or epoch milliseconds, got '2026-01-10'",
      ),
    );
  });
});

describe('winRate.of(totals)', () => {
  test('reads totals that someone has, at any level', () => {
    expect(winRate.of({ won: 120, lost: 80 }, { level: 0.9 })).toMatchObject({
      value: 0.6,
      interval: { level: 0.9 },
    });
  });

  test('takes totals not given as zero', () => {
    expect(winRate.of({ won: 3 }).value).toBe(1);
    expect(winRate.of({}).value).toBeNull();
    expect(winRate.of({ won: 3, lost: undefined } as never)).toMatchObject({ value: 1, excluded: nothing });
  });
});

type Own = { basis?: 'period' | 'cohort'; within?: number; staleAfter?: number };

test.each<Own>([
  {},
  { basis: 'cohort' },
  { basis: 'cohort', within: 30 },
  { basis: 'cohort', within: 0.5 },
  { staleAfter: 30 },
  { staleAfter: 200 },
  { basis: 'cohort', staleAfter: 30 },
])('over arbitrary deals, periods and instants is what its definition says, with %j', (own) =>
  fc.assert(
    fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => {
      const needsAsOf = own.within !== undefined || own.staleAfter !== undefined;
      const asked = needsAsOf ? { asOf: late, ...options } : options;
      const expected = reference.winRate(deals, asked, own);
      const { interval, ...reading } = winRate(deals, { ...asked, ...own });
      const carriesPending = own.basis === 'cohort' && own.within === undefined;
      expect(reading).toStrictEqual({
        ...expected,
        unit: 'ratio',
        better: 'higher',
        count: expected.denominator,
        ...(carriesPending ? { pending: expected.excluded.pending ?? 0 } : {}),
      });
      expect(interval === null).toBe(expected.denominator === 0);
      if (interval !== null) {
        const { low, high, level } = interval;
        expect(0 <= low && low <= reading.value! && reading.value! <= high && high <= 1).toBe(true);
        expect(level).toBe(options.level ?? 0.95);
      }
    }),
    { numRuns: 150 },
  ),
);

const DAY = 86_400_000;
const start = deal.createdAt;
/** A deal closed so long after its creation; of an open one that is the forecast. */
const closedIn = (ms: number, status: Deal['status'] = 'won', row: Partial<Deal> = {}): Deal => ({
  id: 1,
  createdAt: start,
  closedAt: start + ms,
  status,
  ...row,
});

test('totals are won and lost, whatever the options', () => {
  const rows = [closedIn(DAY), closedIn(DAY, 'lost'), closedIn(DAY, 'open')];
  const asOf = start + 90 * DAY;
  expect(winRate.totals(rows)).toStrictEqual({ won: 1, lost: 1, excluded: {} });
  expect(winRate.totals(rows, { staleAfter: 30, asOf })).toStrictEqual({ won: 1, lost: 2, excluded: {} });
  expect(winRate.totals(rows, { basis: 'cohort' })).toStrictEqual({
    won: 1,
    lost: 1,
    excluded: { pending: 1 },
  });
  expect(winRate.totals(rows, { basis: 'cohort', within: 30, asOf })).toStrictEqual({
    won: 1,
    lost: 2,
    excluded: {},
  });
});

describe("winRate with basis: 'cohort'", () => {
  const cohort = winRate.with({ basis: 'cohort' });
  const january = month('2026-01', { timeZone });
  const february = month('2026-02', { timeZone });

  test('counts each deal at its creation, however late it is decided', () => {
    const rows = [
      closedIn(5 * DAY),
      closedIn(60 * DAY),
      closedIn(80 * DAY, 'lost'),
      closedIn(9 * DAY, 'open'),
    ];
    expect(cohort(rows, { during: january })).toMatchObject({ value: 2 / 3, count: 3, pending: 1 });
    expect(winRate(rows, { during: january })).toMatchObject({ value: 1, count: 1 });
    expect(cohort(rows, { during: february })).toMatchObject({ value: null, count: 0, pending: 0 });
    expect(cohort(rows, { during: january }).interval).toStrictEqual(
      winRate.of({ won: 2, lost: 1 }).interval,
    );
  });

  test('leaves out as pending, in the reading and in excluded, what is open as known at asOf', () => {
    const rows = [closedIn(10 * DAY), closedIn(20 * DAY, 'lost'), closedIn(1, 'open')];
    const seen = (asOf?: number) => {
      const { numerator, denominator, pending, excluded } = cohort(rows, { asOf });
      return [numerator, denominator, pending, excluded];
    };
    expect(seen(start + 10 * DAY - 1)).toEqual([0, 0, 3, { pending: 3 }]);
    expect(seen(start + 10 * DAY)).toEqual([1, 1, 2, { pending: 2 }]);
    expect(seen(start + 20 * DAY)).toEqual([1, 2, 1, { pending: 1 }]);
    expect(seen()).toEqual([1, 2, 1, { pending: 1 }]);
    expect(cohort([closedIn(DAY)])).toMatchObject({ pending: 0, excluded: nothing });
    expect('pending' in winRate(rows)).toBe(false);
    expect('pending' in cohort(rows, { within: 5, asOf: late })).toBe(false);
  });

  test('leaves out a decided deal without closing, at its creation, and one without creation', () => {
    const rows = [
      closedIn(1),
      closedIn(1, 'won', { closedAt: null }),
      closedIn(1, 'won', { createdAt: null }),
      closedIn(1, 'open', { createdAt: undefined }),
      closedIn(1, 'lost', { createdAt: null, closedAt: undefined }),
    ];
    expect(cohort(rows).excluded).toEqual({ missingClosedAt: 1, missingCreatedAt: 3 });
    expect(cohort([rows[1]!], { during: february }).excluded).toEqual({});
    expect(cohort([rows[1]!], { during: january }).excluded).toEqual({ missingClosedAt: 1 });
  });

  test('counts a closing before the creation: it was won, whenever', () => {
    expect(cohort([closedIn(-DAY), closedIn(-DAY, 'lost')])).toMatchObject({ value: 0.5, excluded: nothing });
  });

  test('of totals takes pending from what was left out', () => {
    expect(cohort.of({ won: 3, lost: 1, excluded: { pending: 2 } })).toMatchObject({
      value: 0.75,
      pending: 2,
    });
    expect(winRate.of({ won: 3, lost: 1 }, { basis: 'cohort' }).pending).toBe(0);
    const rows = [closedIn(DAY), closedIn(DAY, 'lost'), closedIn(DAY, 'open'), closedIn(DAY, 'open')];
    const parts = [rows.slice(0, 3), [], rows.slice(3)].map((part) => cohort.totals(part));
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    expect(cohort.of(merge(cohort, ...saved))).toStrictEqual(cohort(rows));
  });

  test('by owner and by month is that of the deals of each', () => {
    const rows = [
      closedIn(DAY, 'won', { ownerId: 'a' }),
      closedIn(40 * DAY, 'lost', { ownerId: 'b' }),
      closedIn(DAY, 'open', { ownerId: 'b' }),
    ];
    const groups = groupBy(rows, 'ownerId', cohort);
    expect([...groups].map(([owner, { value, pending }]) => [owner, value, pending])).toEqual([
      ['a', 1, 0],
      ['b', 0, 1],
    ]);
    const points = trend(rows, cohort, { every: 'month', timeZone, during: january, asOf: 'bucketEnd' });
    expect(points.map(({ reading: { value, pending } }) => [value, pending])).toEqual([[1, 2]]);
  });
});

describe('winRate within days', () => {
  const within = winRate.with({ basis: 'cohort', within: 30 });
  const limit = 30 * DAY;

  test('counts the last millisecond of the last day, and none later, of won and lost alike', () => {
    const rows = [
      closedIn(0),
      closedIn(limit - 1),
      closedIn(limit),
      closedIn(limit + 1),
      closedIn(5, 'lost'),
      closedIn(5, 'open'),
    ];
    expect(within(rows, { asOf: late })).toMatchObject({ numerator: 3, denominator: 6, excluded: nothing });
    const later = [closedIn(limit + 1), closedIn(limit + 1, 'lost'), closedIn(limit + 1, 'open')];
    expect(within(later, { asOf: late })).toMatchObject({ value: 0, denominator: 3 });
  });

  test('takes a closing before the creation for none within', () => {
    expect(within([closedIn(-1), closedIn(0)], { asOf: late })).toMatchObject({
      numerator: 1,
      denominator: 2,
    });
  });

  test('takes a deal from the instant on at which it is old enough, and leaves it out before, won or not', () => {
    const rows = [closedIn(DAY), closedIn(DAY, 'open')];
    const old = start + limit;
    expect(within(rows, { asOf: old - 1 })).toMatchObject({
      value: null,
      count: 0,
      excluded: { tooRecent: 2 },
    });
    expect(within(rows, { asOf: old })).toMatchObject({ value: 0.5, count: 2, excluded: nothing });
    expect(within(rows, { asOf: new Date(old) }).value).toBe(0.5);
    const during = { start: start + 1, end: late };
    expect(within(rows, { asOf: old - 1, during }).excluded).toEqual({});
  });

  test('leaves out what was decided nobody knows when', () => {
    const rows = [closedIn(1, 'won', { closedAt: null }), closedIn(1, 'open', { closedAt: null })];
    expect(within(rows, { asOf: late })).toMatchObject({ denominator: 1, excluded: { missingClosedAt: 1 } });
    expect(within([closedIn(1, 'won', { createdAt: null })], { asOf: late }).excluded).toEqual({
      missingCreatedAt: 1,
    });
  });

  test('says of a bucket that it is complete once its last deal is old enough', () => {
    const { end } = month('2026-01', { timeZone });
    const complete = (asOf: number) =>
      trend([closedIn(1)], within, { every: 'month', timeZone, asOf })[0]!.complete;
    expect([end - 2 + limit, end - 1 + limit].map(complete)).toEqual([false, true]);
  });

  test('tells whether deals of this quarter are won faster', () => {
    const rows = (n: number, won: number) =>
      Array.from({ length: n }, (_, i) => closedIn(i < won ? DAY : 90 * DAY, i % 2 ? 'won' : 'lost'));
    const reading = (n: number, won: number) => within(rows(n, won), { asOf: late });
    expect(compare(reading(200, 60), reading(200, 140)).verdict).toBe('better');
  });
});

describe('winRate with staleAfter', () => {
  const stale = winRate.with({ staleAfter: 180 });
  const patience = 180 * DAY;

  test('counts as not won what has been open for longer: at 180 days not yet, a millisecond later', () => {
    const rows = [closedIn(DAY), closedIn(DAY, 'open')];
    expect(stale(rows, { asOf: start + patience })).toMatchObject({
      value: 1,
      denominator: 1,
      excluded: nothing,
    });
    expect(stale(rows, { asOf: start + patience + 1 })).toMatchObject({
      value: 0.5,
      denominator: 2,
      excluded: nothing,
    });
    expect(stale(rows, { asOf: new Date(start + patience + 1) }).value).toBe(0.5);
  });

  test('places a stale deal at its creation + 180 days', () => {
    const due = start + patience;
    const count = (from: number, to: number) =>
      stale([closedIn(DAY, 'open')], { asOf: late, during: { start: from, end: to } }).count;
    expect([count(due, due + 1), count(due - 1, due), count(due + 1, late), count(start, due)]).toEqual([
      1, 0, 0, 0,
    ]);
    const points = trend([closedIn(DAY, 'open')], stale, { every: 'month', timeZone, asOf: late });
    expect(points.flatMap(({ period, reading }) => (reading.count > 0 ? [period.name] : []))).toEqual([
      '2026-06',
    ]);
  });

  test('takes deals closed after asOf for open, and decided ones for what they are', () => {
    const asOf = start + patience + DAY;
    const rows = [closedIn(patience + 2 * DAY), closedIn(patience + DAY), closedIn(patience + DAY, 'lost')];
    expect(stale(rows, { asOf })).toMatchObject({ numerator: 1, denominator: 3 });
    expect(stale(rows, { asOf: late })).toMatchObject({ numerator: 2, denominator: 3 });
    const young = start + DAY;
    expect(stale([closedIn(2 * DAY), closedIn(DAY)], { asOf: young })).toMatchObject({
      numerator: 1,
      denominator: 1,
    });
  });

  test('never reads a forecast, and leaves out what has no date', () => {
    const rows = [
      closedIn(0, 'open', { closedAt: 'next spring' as never }),
      closedIn(0, 'open', { createdAt: null }),
      closedIn(0, 'lost', { closedAt: null }),
    ];
    expect(stale(rows, { asOf: late })).toMatchObject({
      numerator: 0,
      denominator: 1,
      excluded: { missingCreatedAt: 1, missingClosedAt: 1 },
    });
  });

  test('as a cohort counts a stale deal at its creation, and pending are the others', () => {
    const cohort = stale.with({ basis: 'cohort' });
    const rows = [closedIn(DAY), closedIn(patience + 9 * DAY), closedIn(DAY, 'open')];
    const seen = (asOf: number) => {
      const { numerator, denominator, pending } = cohort(rows, {
        asOf,
        during: month('2026-01', { timeZone }),
      });
      return [numerator, denominator, pending];
    };
    expect(seen(start + patience)).toEqual([1, 1, 2]);
    expect(seen(start + patience + 1)).toEqual([1, 3, 0]);
    expect(seen(start + patience + 9 * DAY)).toEqual([2, 3, 0]);
  });
});

describe('winRate needs', () => {
  const message = 'winRate requires asOf for within and staleAfter, got undefined';
  const needy = [winRate.with({ basis: 'cohort', within: 30 }), winRate.with({ staleAfter: 30 })];

  test.each(needy)('to know as of when, in every verb and also of no deals', (kpi) => {
    for (const rows of [[], [closedIn(1)]])
      for (const read of [
        () => kpi(rows),
        () => kpi.totals(rows),
        () => groupBy(rows, 'ownerId', kpi),
        () => trend(rows, kpi, { every: 'month', timeZone }),
        () => stream(kpi),
      ])
        expect(read).toThrow(new TypeError(message));
    expect(winRate([]).value).toBeNull();
  });

  test('days that are a positive number', () => {
    for (const option of ['within', 'staleAfter'] as const) {
      for (const days of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
        expect(() => winRate.with({ basis: 'cohort', [option]: days })).toThrow(
          new RangeError(`winRate requires ${option} to be a positive number of days, got ${days}`),
        );
      expect(() => winRate.with({ basis: 'cohort', [option]: '30' as never })).toThrow(
        new TypeError(`winRate requires ${option} to be a positive number of days, got '30'`),
      );
    }
  });

  test('a basis that it knows, a cohort for within, and one of within and staleAfter', () => {
    expect(() => winRate([], { basis: 'week' as never })).toThrow(
      new RangeError("winRate requires basis to be 'cohort' or 'period', got 'week'"),
    );
    expect(() => winRate.with({ basis: 'period', within: 30 })).toThrow(
      new RangeError("winRate requires basis: 'cohort' for within, got 'period'"),
    );
    expect(() => winRate.with({ basis: 'cohort', within: 30, staleAfter: 90 })).toThrow(
      new RangeError('winRate requires no staleAfter besides within, got 90'),
    );
    expect(() => winRate([], { within: 30, staleAfter: 90, basis: 'cohort', asOf: late })).toThrow(
      RangeError,
    );
  });
});
