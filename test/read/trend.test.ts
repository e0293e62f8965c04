import {
  type Deal,
  dealsWon,
  kpi,
  month,
  period,
  quarter,
  rate,
  revenueWon,
  salesCycle,
  trend,
  winRate,
  year,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const timeZone = 'Europe/Paris';
const won = (closedAt: number | Date | null, row: Partial<Deal> = {}): Deal => ({
  id: 1,
  createdAt: Date.UTC(1990, 0),
  status: 'won',
  closedAt,
  ...row,
});
const named = (points: readonly { period: { name: string }; reading: { value: unknown } }[]) =>
  points.map(({ period, reading }) => [period.name, reading.value]);

describe('trend(rows, kpi, { every, timeZone })', () => {
  test('puts each fact into the month of its local date', () => {
    const deals = [
      won(Date.UTC(2026, 0, 31, 22, 59)), // 23:59 on January 31
      won(Date.UTC(2026, 0, 31, 23)), // midnight
      won(Date.UTC(2026, 2, 31, 21, 59, 59, 999)), // March 31, summer time
      won(Date.UTC(2026, 2, 31, 22)),
    ];
    const points = trend(deals, dealsWon, { every: 'month', timeZone });
    expect(named(points)).toEqual([
      ['2026-01', 1],
      ['2026-02', 1],
      ['2026-03', 1],
      ['2026-04', 1],
    ]);
    for (const { period, complete } of points) {
      expect(period).toStrictEqual(month(period.name, { timeZone }));
      expect(complete).toBe(true);
    }
  });

  test('keeps buckets without facts between the first and the last', () => {
    const points = trend([won(Date.UTC(2026, 0, 5)), won(Date.UTC(2026, 3, 5))], winRate, {
      every: 'month',
      timeZone,
    });
    expect(named(points)).toEqual([
      ['2026-01', 1],
      ['2026-02', null],
      ['2026-03', null],
      ['2026-04', 1],
    ]);
  });

  test('counts in quarters and years, too', () => {
    const deals = [
      won(Date.UTC(2025, 11, 31, 23)),
      won(Date.UTC(2025, 11, 31, 22)),
      won(Date.UTC(2026, 6, 1)),
    ];
    expect(named(trend(deals, dealsWon, { every: 'quarter', timeZone }))).toEqual([
      ['2025-Q4', 1],
      ['2026-Q1', 1],
      ['2026-Q2', 0],
      ['2026-Q3', 1],
    ]);
    const years = trend(deals, dealsWon, { every: 'year', timeZone });
    expect(named(years)).toEqual([
      ['2025', 1],
      ['2026', 2],
    ]);
    expect(years[0]!.period).toStrictEqual(year('2025', { timeZone }));
  });

  test('grows in both directions, however facts come, over 1970 and many blocks', () => {
    const months = Array.from({ length: 2600 }, (_, i) => Date.UTC(1960, (i * 577) % 1200, 15));
    const deals = [...months, ...months].map((at, i) => won(at, { createdAt: null, ownerId: i % 3 }));
    const expected = new Map<string, number>();
    for (const { closedAt } of deals) {
      const name = new Date(closedAt as number).toISOString().slice(0, 7);
      expected.set(name, (expected.get(name) ?? 0) + 1);
    }
    const points = trend(deals, dealsWon, { every: 'month', timeZone });
    expect(points).toHaveLength(1200);
    expect(new Map(named(points) as [string, number][])).toEqual(expected);
    const groups = trend(deals, dealsWon, { every: 'month', timeZone, by: 'ownerId' });
    points.forEach(({ period, reading }, i) => {
      const parts = [0, 1, 2].map((owner) => groups.get(owner)![i]!);
      for (const part of parts) expect(part.period).toBe(parts[0]!.period);
      expect(parts[0]!.period).toStrictEqual(period);
      expect(parts.reduce((sum, part) => sum + part.reading.value, 0)).toBe(reading.value);
    });
  });

  test('of one fact is one bucket, of none is none', () => {
    expect(named(trend([won(-1)], dealsWon, { every: 'year', timeZone: 'UTC' }))).toEqual([['1969', 1]]);
    expect(trend([], dealsWon, { every: 'month', timeZone })).toEqual([]);
    expect(trend([won(null)], dealsWon, { every: 'month', timeZone })).toEqual([]);
    expect(trend([], dealsWon, { every: 'month', timeZone, by: 'ownerId' }).size).toBe(0);
  });

  test('puts the hours that come twice and those that do not exist where the clock says', () => {
    const deals = [0, 1].flatMap((hour) => [
      won(Date.UTC(2026, 2, 29, hour)),
      won(Date.UTC(2026, 9, 25, hour)),
    ]);
    const points = trend(deals, dealsWon, { every: 'month', timeZone });
    expect(points.filter(({ reading }) => reading.value > 0).map(({ period }) => period.name)).toEqual([
      '2026-03',
      '2026-10',
    ]);
  });

  test('leaves out what lies after asOf, and says which bucket may still grow', () => {
    const deals = [won(Date.UTC(2026, 0, 15)), won(Date.UTC(2026, 1, 15)), won(Date.UTC(2026, 2, 15))];
    const asOf = Date.UTC(2026, 1, 20);
    const points = trend(deals, dealsWon, { every: 'month', timeZone, asOf });
    expect(points.map(({ period, complete, reading }) => [period.name, complete, reading.value])).toEqual([
      ['2026-01', true, 1],
      ['2026-02', false, 1],
    ]);
    const { end } = month('2026-02', { timeZone });
    const complete = (at: number) =>
      trend(deals, dealsWon, { every: 'month', timeZone, asOf: at })[1]!.complete;
    expect([end - 2, end - 1, end].map(complete)).toEqual([false, true, true]);
  });

  test('reads a KPI with options of its own through with', () => {
    const deals = [won(Date.UTC(2026, 0, 15), { createdAt: Date.UTC(2026, 0, 14, 22) })];
    const calendar = salesCycle.with({ days: 'calendar', timeZone: 'UTC' });
    expect(trend(deals, calendar, { every: 'month', timeZone })[0]!.reading.value).toBe(1);
  });

  test('adds money exactly in each bucket', () => {
    const deals = Array.from({ length: 3000 }, (_, i) =>
      won(Date.UTC(2026, i % 3, 9), { amount: 0.1, currency: 'EUR' }),
    );
    const sums = trend(deals, revenueWon, { every: 'month', timeZone }).map(({ reading }) =>
      reading.value.toFixed(),
    );
    expect(sums).toEqual(['100', '100', '100']);
  });
});

describe('trend(…, { during })', () => {
  test('has all buckets of the period, also empty ones, and takes its zone', () => {
    const during = quarter('2026-Q4', { timeZone });
    const points = trend([won(during.start - 1), won(during.start), won(during.end)], dealsWon, {
      every: 'month',
      during,
    });
    expect(named(points)).toEqual([
      ['2026-10', 1],
      ['2026-11', 0],
      ['2026-12', 0],
    ]);
    expect(points.every(({ complete }) => complete)).toBe(true);
    expect(points[0]!.period.start).toBe(during.start);
    expect(points[2]!.period.end).toBe(during.end);
  });

  test('clips buckets that it cuts, and says that they are not complete', () => {
    const during = period(Date.UTC(2026, 0, 20), Date.UTC(2026, 2, 10));
    const deals = [won(Date.UTC(2026, 0, 10)), won(Date.UTC(2026, 0, 25)), won(Date.UTC(2026, 2, 20))];
    const points = trend(deals, dealsWon, { every: 'month', timeZone, during });
    expect(points.map(({ period, complete, reading }) => [period.name, complete, reading.value])).toEqual([
      ['2026-01', false, 1],
      ['2026-02', true, 0],
      ['2026-03', false, 0],
    ]);
    expect(points.map(({ period }) => [period.start, period.end])).toEqual([
      [during.start, Date.UTC(2026, 0, 31, 23)],
      [Date.UTC(2026, 0, 31, 23), Date.UTC(2026, 1, 28, 23)],
      [Date.UTC(2026, 1, 28, 23), during.end],
    ]);
  });

  test('within one bucket is that bucket, clipped at both ends', () => {
    const during = period(Date.UTC(2026, 5, 5), Date.UTC(2026, 5, 6));
    const points = trend([won(during.start)], dealsWon, { every: 'year', timeZone, during });
    const { start, end } = during;
    expect(points).toMatchObject([
      { period: { name: '2026', unit: 'year', start, end }, complete: false, reading: { value: 1 } },
    ]);
  });

  test('that is empty has no buckets', () => {
    expect(trend([won(5)], dealsWon, { every: 'month', timeZone, during: period(5, 5) })).toEqual([]);
  });

  test('keeps future buckets, not complete as of now', () => {
    const during = quarter('2026-Q4', { timeZone });
    const asOf = Date.UTC(2026, 9, 15);
    const points = trend([], dealsWon, { every: 'month', during, asOf });
    expect(points.map(({ complete, reading }) => [complete, reading.value])).toEqual([
      [false, 0],
      [false, 0],
      [false, 0],
    ]);
  });
});

describe('trend of several', () => {
  const deals = [
    won(Date.UTC(2026, 0, 5), { source: 'web' }),
    won(Date.UTC(2026, 2, 5), { source: null }),
    won(Date.UTC(2026, 1, 5), { source: 'web', status: 'lost' }),
  ];

  test('keys is a Map of lists, all of the same buckets', () => {
    const groups = trend(deals, winRate, { every: 'month', timeZone, by: 'source' });
    expect([...groups].map(([key, points]) => [key, named(points)])).toEqual([
      [
        'web',
        [
          ['2026-01', 1],
          ['2026-02', 0],
          ['2026-03', null],
        ],
      ],
      [
        undefined,
        [
          ['2026-01', null],
          ['2026-02', null],
          ['2026-03', 1],
        ],
      ],
    ]);
    const byFunction = trend(deals, winRate, {
      every: 'month',
      timeZone,
      by: (deal) => deal.source === 'web',
    });
    expect([...byFunction.keys()]).toEqual([true, false]);
  });

  test('KPIs has a record of readings in each bucket, over all their facts', () => {
    const points = trend(deals, { winRate, dealsWon }, { every: 'month', timeZone });
    expect(points.map(({ reading }) => [reading.winRate.value, reading.dealsWon.value])).toEqual([
      [1, 1],
      [0, 0],
      [1, 1],
    ]);
    expect(points[0]!.reading.winRate).toStrictEqual(winRate([deals[0]!]));
  });

  test('tables puts the facts of each into one calendar', () => {
    const perLead = kpi({
      name: 'perLead',
      unit: 'ratio',
      better: 'higher',
      totals: { leads: 0, won: 0 },
      marks: {
        leads: (each, at) => each((lead) => void at(lead.createdAt).leads++),
        deals: (each, at) => each((deal) => void at(deal.closedAt).won++),
      },
      of: ({ leads, won }) => rate(won, leads, null),
    });
    const leads = [{ id: 1, createdAt: Date.UTC(2025, 11, 5), source: 'web' }];
    expect(named(trend({ deals, leads }, perLead, { every: 'month', timeZone }))).toEqual([
      ['2025-12', 0],
      ['2026-01', null],
      ['2026-02', null],
      ['2026-03', null],
    ]);
    const groups = trend({ deals, leads }, perLead, { every: 'year', timeZone, by: 'source' });
    expect(groups.get('web')!.map(({ reading }) => [reading.numerator, reading.denominator])).toEqual([
      [0, 1],
      [2, 0],
    ]);
  });
});

describe('trend throws', () => {
  const throws = (options: object, error: Error, rows: Deal[] = []) =>
    expect(() => trend(rows, dealsWon, options as never)).toThrow(error);

  test('without a time zone: none is ever assumed', () => {
    const error = new TypeError('trend requires a timeZone, got undefined');
    throws({ every: 'month' }, error);
    throws({ every: 'month', during: { start: 0, end: 1 } }, error);
    expect(() => trend([], dealsWon, { every: 'month', during: period(0, 1) })).toThrow(
      /^trend requires a timeZone/,
    );
  });

  test('for a zone that is none, with rows or without, and blames no row', () => {
    const read = (rows: Deal[], options = {}) =>
      expect(() => trend(rows, dealsWon, { every: 'month', timeZone: 'Mars/Olympus', ...options }));
    const message = /^trend requires .*time zone such as 'Europe\/Paris', got 'Mars\/Olympus'$/;
    for (const rows of [[won(5)], []])
      for (const options of [{ during: { start: 0, end: 1 } }, {}]) {
        read(rows, options).toThrow(message);
        read(rows, options).toThrow(RangeError);
      }
  });

  test('for a bucket that is none, and for options that it does not have', () => {
    const what = "trend requires every to be 'day' or 'week' or 'month' or 'quarter' or 'year'";
    throws({ every: 'fortnight', timeZone }, new RangeError(`${what}, got 'fortnight'`));
    throws({ timeZone }, new TypeError(`${what}, got undefined`));
    for (const [option, value] of Object.entries({ timezone: 'UTC', statistic: 'p90', toString: 1 })) {
      const unknown = () => trend([], dealsWon, { every: 'month', timeZone, [option]: value });
      expect(unknown).toThrow(TypeError);
      expect(unknown).toThrow(new RegExp(`^trend requires options among .*, got '${option}'$`));
    }
    expect(() => trend([], dealsWon, undefined as never)).toThrow(TypeError);
  });
});
