// Trends as things were known: asOf, 'bucketEnd', complete; and of KPIs that compare two instants.
import fc from 'fast-check';
import {
  conversionRate,
  type Deal,
  dealsOpened,
  dealsWon,
  distinct,
  groupBy,
  type Id,
  type Instant,
  kpi,
  type Lead,
  month,
  perKey,
  quarter,
  rate,
  rowsOf,
  scorecard,
  stream,
  trend,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTimes, laws } from '../laws.js';

declare module 'sales-effectiveness' {
  interface Tables {
    subscriptions: Subscription;
  }
}
interface Subscription {
  readonly customerId: Id;
  readonly startsAt: Instant;
  readonly endsAt?: Instant;
  readonly amount?: string;
  readonly ownerId?: Id | null;
}

const timeZone = 'Europe/Paris';
const day = (n: number) => Date.UTC(2026, 0, n);
const won = (closedAt: Deal['closedAt'], row: Partial<Deal> = {}): Deal => ({
  id: 1,
  createdAt: day(1),
  status: 'won',
  closedAt,
  ...row,
});
const lead = (createdAt: number, row: Partial<Lead> = {}): Lead => ({ id: 1, createdAt, ...row });

describe("trend with asOf: 'bucketEnd'", () => {
  const monthly = { every: 'month', timeZone, asOf: 'bucketEnd' } as const;

  test('reads each month as it was known at its end: who was converted later was pending then', () => {
    const leads = [
      lead(day(5), { wonAt: day(10) }),
      lead(day(6), { wonAt: day(50) }),
      lead(day(7), { disqualifiedAt: day(40) }),
      lead(day(45), { wonAt: day(46) }),
    ];
    const of = (asOf?: 'bucketEnd') =>
      trend(leads, conversionRate, { ...monthly, asOf }).map(({ reading }) => [
        reading.value,
        reading.pending,
      ]);
    expect(of('bucketEnd')).toEqual([
      [1 / 3, 2],
      [1, 0],
    ]);
    expect(of()).toEqual([
      [2 / 3, 0],
      [1, 0],
    ]);
  });

  test('knows the last millisecond of each bucket and nothing after it', () => {
    const { end } = month('2026-01', { timeZone });
    const leads = [lead(day(5), { wonAt: end - 1 }), lead(day(5), { wonAt: end }), lead(end - 1), lead(end)];
    const [january] = trend(leads, conversionRate, monthly);
    expect(january!.reading).toMatchObject({ numerator: 1, denominator: 3, pending: 2 });
  });

  test('knows no deal that was created later, whatever it says', () => {
    const deals = [won(day(5)), won(day(6), { createdAt: day(40) })];
    expect(trend(deals, dealsWon, monthly).map(({ reading }) => reading.value)).toEqual([1]);
  });

  test('counts a missing date in no bucket', () => {
    const deals = [won(day(5)), won(null), won(day(40))];
    for (const during of [undefined, quarter('2026-Q1', { timeZone })])
      for (const { reading } of trend(deals, dealsWon, { ...monthly, during }))
        expect(reading.excluded).toEqual({});
  });

  test('reads rows of a generator, keys and records of KPIs, all of the same buckets', () => {
    function* once() {
      yield lead(day(5), { source: 'web', wonAt: day(40) });
      yield lead(day(70), { source: null });
    }
    const lists = trend(once(), { conversionRate }, { ...monthly, by: 'source' });
    expect(
      [...lists].map(([key, list]) => [key, list.map(({ reading }) => reading.conversionRate.pending)]),
    ).toEqual([
      ['web', [1, 0, 0]],
      [undefined, [0, 0, 1]],
    ]);
    const names = [...lists.values()].map((list) => list.map(({ period }) => period.name));
    expect(names[0]).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(names[1]).toEqual(names[0]);
  });

  test('with during reads its buckets alone, cut ones not complete', () => {
    const during = { start: day(10), end: day(100), timeZone };
    const leads = [lead(day(5)), lead(day(15), { wonAt: day(35) }), lead(day(99), { wonAt: day(101) })];
    const points = trend(leads, conversionRate, { every: 'month', during, asOf: 'bucketEnd' });
    expect(points.map(({ complete, reading }) => [complete, reading.count, reading.pending])).toEqual([
      [false, 1, 1],
      [true, 0, 0],
      [true, 0, 0],
      [false, 1, 1],
    ]);
  });

  test('visits each row once a bucket', () => {
    let visits = 0;
    const counting = kpi({
      ...dealsOpened.definition,
      name: 'counting',
      marks: {
        deals: (each: (visit: (deal: Deal) => void) => void) => each(() => void visits++),
      },
    } as never) as unknown as typeof dealsOpened;
    trend([won(1), won(1)], counting, { ...monthly, during: quarter('2026-Q1', { timeZone }) });
    expect(visits).toBe(6);
  });

  test('is an option of trend alone', () => {
    expect(() => winRate([], { asOf: 'bucketEnd' as never })).toThrow(TypeError);
    expect(() => groupBy([], 'ownerId', winRate, { asOf: 'bucketEnd' as never })).toThrow(
      /^groupBy requires asOf/,
    );
    expect(() => trend([], winRate, { ...monthly, asOf: 'end' as never })).toThrow(
      /^trend requires asOf .*got 'end'$/,
    );
  });
});

describe('trend as of an instant', () => {
  test('goes on to it, through buckets without facts, the last one not complete', () => {
    const asOf = day(100);
    const points = trend([won(day(5))], dealsWon, { every: 'month', timeZone, asOf });
    expect(points.map(({ period, complete, reading }) => [period.name, complete, reading.value])).toEqual([
      ['2026-01', true, 1],
      ['2026-02', true, 0],
      ['2026-03', true, 0],
      ['2026-04', false, 0],
    ]);
    const { end } = month('2026-03', { timeZone });
    const names = (at: number) =>
      trend([won(day(5))], dealsWon, { every: 'month', timeZone, asOf: at }).map(({ period }) => period.name);
    expect([names(end - 1).at(-1), names(end).at(-1)]).toEqual(['2026-03', '2026-04']);
  });

  test('goes on to it for every key alike', () => {
    const deals = [won(day(5), { source: 'web' }), won(day(50), { source: 'fair' })];
    const lists = trend(deals, dealsWon, { every: 'month', timeZone, asOf: day(100), by: 'source' });
    expect([...lists].map(([key, list]) => [key, list.map(({ reading }) => reading.value)])).toEqual([
      ['web', [1, 0, 0, 0]],
      ['fair', [0, 1, 0, 0]],
    ]);
  });

  test('does not go on over during, nor from nothing', () => {
    const during = month('2026-01', { timeZone });
    const options = { every: 'month', timeZone, asOf: day(100) } as const;
    expect(trend([won(day(5))], dealsWon, { ...options, during })).toHaveLength(1);
    expect(trend([], dealsWon, options)).toEqual([]);
  });

  test('is complete where neither during, asOf nor within cuts', () => {
    const during = { start: day(10), end: month('2026-03', { timeZone }).end, timeZone };
    const within = conversionRate.with({ within: 10 });
    const asOf = month('2026-02', { timeZone }).end + 8 * 86_400_000;
    const complete = (kpis: Parameters<typeof trend>[1]) =>
      trend({ leads: [], deals: [] }, kpis as { conversionRate: typeof conversionRate }, {
        every: 'month',
        during,
        asOf,
      }).map((point) => point.complete);
    expect(complete({ conversionRate })).toEqual([false, true, false]);
    expect(complete({ within })).toEqual([false, false, false]);
    expect(complete({ conversionRate, within, winRate })).toEqual([false, false, false]);
  });
});

const active = ({ startsAt, endsAt }: Subscription, t: number) =>
  Number(startsAt) <= t && t < Number(endsAt ?? Number.POSITIVE_INFINITY);

/** Of the customers active at the start those who are still active at the end. */
const stayed = kpi({
  name: 'stayed',
  unit: 'ratio',
  better: 'higher',
  spans: 'period',
  totals: { atStart: distinct, atEnd: distinct },
  marks: {
    subscriptions: (each, at, { during, asOf }) => {
      if (during === null) throw new TypeError('stayed requires during, got undefined');
      const end = Math.min(during.end, asOf ?? during.end);
      each((row) => {
        if (active(row, during.start)) at(during.start).atStart.add(row.customerId);
        if (active(row, end)) at(during.start).atEnd.add(row.customerId);
      });
    },
  },
  of: ({ atStart, atEnd }, { level }) =>
    rate(atStart.filter((id) => atEnd.includes(id)).length, atStart.length, level),
});

/** The same of money: what customers of the start pay at the end, over what they paid. */
const revenueStayed = kpi({
  name: 'revenueStayed',
  unit: 'ratio',
  better: 'higher',
  spans: 'period',
  totals: { before: perKey, after: perKey },
  marks: {
    subscriptions: (each, at, { during }) => {
      if (during === null) throw new TypeError('revenueStayed requires during, got undefined');
      each((row) => {
        if (active(row, during.start)) at(during.start).before.add(row.customerId, row.amount ?? '0');
        if (active(row, during.end)) at(during.end).after.add(row.customerId, row.amount ?? '0');
      });
    },
  },
  of({ before, after }) {
    const total = (keys: readonly { sum: string }[]) => keys.reduce((sum, each) => sum + Number(each.sum), 0);
    const known = new Set(before.map(({ key }) => key));
    return rate(total(after.filter(({ key }) => known.has(key))), total(before), null);
  },
});

const subscriptions = fc.array(
  fc.tuple(
    fc.constantFrom('a', 'b', 7, '7', 'c'),
    arbitraryTimes,
    fc.option(arbitraryTimes),
    fc.constantFrom('x', 'y', null),
  ),
  { maxLength: 12 },
);
laws(
  stayed,
  fc.record({
    subscriptions: subscriptions.map((rows) =>
      rows.map(
        ([customerId, startsAt, endsAt, ownerId]): Subscription => ({
          customerId,
          startsAt,
          endsAt,
          ownerId,
        }),
      ),
    ),
  }),
);

describe("a KPI with spans: 'period'", () => {
  const q1 = quarter('2026-Q1', { timeZone });
  const rows: Subscription[] = [
    { customerId: 'a', startsAt: 0, amount: '100' },
    { customerId: 'b', startsAt: 0, endsAt: day(40), amount: '50' },
    { customerId: 'c', startsAt: 0, endsAt: day(10), amount: '10' },
    { customerId: 'c', startsAt: day(80), amount: '30' },
    { customerId: 'd', startsAt: day(15), amount: '20' },
  ];

  test('is read once a bucket with its period: months are no parts of the quarter', () => {
    expect(stayed(rows, { during: q1 })).toMatchObject({ numerator: 2, denominator: 3 });
    const months = trend(rows, stayed, { every: 'month', during: q1 });
    expect(months.map(({ reading }) => [reading.numerator, reading.denominator])).toEqual([
      [2, 3],
      [2, 3],
      [2, 2],
    ]);
    for (const { period, reading } of months) expect(reading).toStrictEqual(stayed(rows, { during: period }));
    expect(months.map(({ complete }) => complete)).toEqual([true, true, true]);
  });

  test('takes money by key from both instants, the end of the bucket included', () => {
    const months = trend(rows, revenueStayed, { every: 'month', during: q1 });
    expect(months.map(({ reading }) => [reading.numerator, reading.denominator])).toEqual([
      [150, 160],
      [120, 170],
      [120, 120],
    ]);
    expect(revenueStayed(rows, { during: q1 })).toMatchObject({ numerator: 130, denominator: 160 });
  });

  test('is read as of an instant, and of each bucket as of its end', () => {
    const months = (asOf: number | 'bucketEnd') =>
      trend(rows, stayed, { every: 'month', during: q1, asOf }).map(({ complete, reading }) => [
        complete,
        reading.numerator,
        reading.denominator,
      ]);
    expect(months(day(39))).toEqual([
      [true, 2, 3],
      [false, 3, 3],
      [false, 0, 0],
    ]);
    expect(months('bucketEnd')).toEqual([
      [true, 2, 3],
      [true, 2, 3],
      [true, 2, 2],
    ]);
  });

  test('needs during', () => {
    const error = new TypeError('stayed requires during, got undefined');
    for (const asOf of [undefined, day(5), 'bucketEnd'] as const)
      expect(() => trend(rows, stayed, { every: 'month', timeZone, asOf })).toThrow(error);
    expect(() => trend(rows, { stayed }, { every: 'month', timeZone })).toThrow(error);
    expect(() => stayed(rows)).toThrow(error);
    expect(() => stayed([])).toThrow(error);
    expect(() => groupBy(rows, 'customerId', stayed)).toThrow(error);
    expect(() => scorecard({ subscriptions: rows }, { stayed })).toThrow(error);
  });

  test('goes with others in a record, in groups, in streams and in rowsOf', () => {
    const deals = [won(day(5)), won(day(50))];
    const points = trend(
      { subscriptions: rows, deals },
      { stayed, dealsWon },
      { every: 'month', during: q1 },
    );
    expect(points.map(({ reading }) => [reading.stayed.denominator, reading.dealsWon.value])).toEqual([
      [3, 1],
      [3, 1],
      [2, 0],
    ]);
    const lists = trend(rows, stayed, { every: 'month', during: q1, by: 'customerId' });
    expect([...lists].map(([key, list]) => [key, list.map(({ reading }) => reading.value)])).toEqual([
      ['a', [1, 1, 1]],
      ['b', [1, 0, null]],
      ['c', [0, null, null]],
      ['d', [null, 1, 1]],
    ]);
    const running = stream(stayed, { during: q1 });
    for (const row of rows) running.add(row);
    expect(running.reading()).toStrictEqual(stayed(rows, { during: q1 }));
    const { counted, outside } = rowsOf(stayed, rows, { during: q1 });
    expect([counted.atStart, counted.atEnd, outside]).toEqual([
      rows.slice(0, 3),
      [rows[0], rows[3], rows[4]],
      [],
    ]);
  });
});
