import fc from 'fast-check';
import {
  type Deal,
  groupBy,
  type Instant,
  merge,
  month,
  quarter,
  type ReadingOptions,
  type Rep,
  rowsOf,
  stream,
  timeToFirstSale,
  trend,
} from 'sales-effectiveness';
import { median } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, laws } from '../laws.js';
import { nothing } from '../nothing.js';
import { frozen } from '../totals/arbitraryIds.js';
import { DAY, HOUR, hireTables } from './arbitraryTeam.js';
import * as reference from './referenceTeam.js';

const timeZone = 'Europe/Paris';
const late = Date.UTC(2027, 5, 1);

laws(timeToFirstSale, hireTables, { key: 'who' });
laws(timeToFirstSale, hireTables, { key: 'who', asOf: late, numRuns: 25 });
laws(timeToFirstSale.with({ days: 'calendar', timeZone, statistic: 'median' }), hireTables, {
  key: 'who',
  asOf: late,
  numRuns: 20,
});
laws(timeToFirstSale.with({ dataFrom: Date.UTC(2026, 3, 1), statistic: 'p90' }), hireTables, {
  key: 'who',
  numRuns: 20,
});

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 8));

describe('over arbitrary teams, periods and instants, by its definition', () => {
  const agrees = (own: Parameters<typeof timeToFirstSale.with>[0], needed: ReadingOptions = {}) =>
    fc.assert(
      fc.property(hireTables, arbitraryOptions, (tables, options) => {
        const asked = { ...needed, ...options };
        const { statistic = 'mean', timeZone, dataFrom } = own;
        const expected = reference.timeToFirstSale(tables, asked, {
          ...(timeZone === undefined ? {} : { timeZone }),
          dataFrom,
        });
        const { interval: _, ...reading } = timeToFirstSale(tables, { ...asked, ...own });
        const statistics = {
          mean: close(expected.mean),
          median: close(expected.median),
          p90: close(expected.p90),
        };
        expect(reading).toStrictEqual({
          ...statistics,
          value: statistics[statistic],
          deviation: close(expected.deviation),
          count: expected.count,
          waiting: expected.waiting,
          medianWithOpen: close(expected.medianWithOpen),
          excluded: expected.excluded,
          unit: 'days',
          better: 'lower',
          statistic,
        });
      }),
      { numRuns: 250 },
    );

  test('of elapsed days', () => agrees({}));
  test('of elapsed days, always with asOf', () => agrees({}, { asOf: late }));
  test('of calendar days', () => agrees({ days: 'calendar', timeZone, statistic: 'median' }, { asOf: late }));
  test('of those hired since the data begin', () =>
    agrees({ dataFrom: new Date(Date.UTC(2026, 2, 1)), statistic: 'p90' }, { asOf: late }));
});

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
const rep = (id: Rep['id'], hiredAt: Instant = day(0), leftAt?: Instant): Rep => ({ id, hiredAt, leftAt });
let id = 0;
const won = (ownerId: Deal['ownerId'], closedAt: Instant, row: Partial<Deal> = {}): Deal => ({
  id: ++id,
  createdAt: null,
  status: 'won',
  closedAt,
  ownerId,
  ...row,
});
const ramp = (reps: Rep[], deals: Deal[], options: Parameters<typeof timeToFirstSale>[1] = {}) =>
  timeToFirstSale(frozen({ reps, deals }), options);

describe('timeToFirstSale({ reps, deals })', () => {
  // R: mean, quantile(type = 7), sd and t.test of 10, 20, 30, 60.
  test('is the mean of the days from the hire to the first won deal, with median, p90 and a t interval', () => {
    const reps = ['a', 'b', 'c', 'd'].map((name) => rep(name));
    const deals = [
      won('a', day(20)),
      won('a', day(10)),
      won('b', day(20)),
      won('c', day(30)),
      won('d', day(60)),
      won('d', day(5), { status: 'lost' }),
      won('d', day(6), { status: 'open' }),
      won('x', day(1)),
    ];
    expect(ramp(reps, deals)).toStrictEqual({
      value: 30,
      unit: 'days',
      better: 'lower',
      statistic: 'mean',
      mean: 30,
      median: 25,
      p90: expect.closeTo(51, 12),
      deviation: expect.closeTo(21.602468994692867, 12),
      count: 4,
      interval: { low: expect.closeTo(-4.374349, 5), high: expect.closeTo(64.374349, 5), level: 0.95 },
      excluded: {},
      waiting: 0,
      medianWithOpen: 25,
    });
    expect(ramp(reps, deals, { statistic: 'median' })).toMatchObject({ value: 25, statistic: 'median' });
    expect(ramp(reps, deals, { statistic: 'p90' }).value).toBeCloseTo(51, 12);
  });

  test('counts a sale at the very instant of the hire as no days, and to the millisecond', () => {
    expect(ramp([rep('a')], [won('a', day(0))])).toMatchObject({ value: 0, count: 1, excluded: nothing });
    expect(ramp([rep('a')], [won('a', day(0) + 1)]).value).toBe(1 / DAY);
    expect(ramp([rep('a')], [won('a', day(0) - 1)])).toMatchObject({
      value: null,
      waiting: 1,
      excluded: { beforeHire: 1 },
    });
  });

  test('leaves out the sales before the hire, each counted, and takes the first one since', () => {
    const deals = [won('a', day(-30)), won('a', day(-1)), won('a', day(12)), won('a', day(14))];
    expect(ramp([rep('a')], deals)).toMatchObject({ value: 12, count: 1, excluded: { beforeHire: 2 } });
  });

  test('counts no sales before the hire of somebody who was not hired in the period, or is no rep', () => {
    const during = { start: day(0), end: day(9) };
    const deals = [won('a', day(-1)), won('b', day(-1)), won('x', day(-1))];
    expect(ramp([rep('a'), rep('b', day(10))], deals, { during }).excluded).toStrictEqual({ beforeHire: 1 });
  });

  test('places a rep at the hire, and counts the first sale whenever it is known', () => {
    const february = month('2026-02', { timeZone });
    const reps = [rep('a', february.start), rep('b', february.end - 1), rep('c', february.end), rep('d')];
    const deals = reps.map((each) => won(each.id, Number(each.hiredAt) + 100 * DAY));
    expect(ramp(reps, deals, { during: february })).toMatchObject({ value: 100, count: 2, waiting: 0 });
    const asOf = february.start + 100 * DAY;
    expect(ramp(reps, deals, { during: february, asOf })).toMatchObject({ count: 1, waiting: 1 });
    expect(ramp(reps, deals, { during: february, asOf: asOf - 1 })).toMatchObject({ count: 0, waiting: 2 });
  });

  test('sees the sale before the period of somebody hired in it, and that of after it', () => {
    const during = { start: day(0), end: day(9) };
    expect(ramp([rep('a', day(5))], [won('a', day(-5)), won('a', day(95))], { during })).toMatchObject({
      value: 90,
      excluded: { beforeHire: 1 },
    });
  });

  test('knows no rep who was hired after asOf', () => {
    expect(ramp([rep('a', day(3))], [won('a', day(5))], { asOf: day(2) })).toMatchObject({
      count: 0,
      waiting: 0,
      excluded: nothing,
    });
  });

  test('knows no deal that was created after asOf, though it says that it was won before', () => {
    const deals = [won('a', day(5), { createdAt: day(30) })];
    expect(ramp([rep('a')], deals, { asOf: day(20) })).toMatchObject({ count: 0, waiting: 1 });
  });

  test('takes 7 and "7" for one rep, and of two hires of a rep the first', () => {
    expect(ramp([rep(7)], [won('7', day(4))]).value).toBe(4);
    expect(ramp([rep('7', day(10)), rep(7, day(0), day(5))], [won(7, day(12))])).toMatchObject({
      value: 12,
      count: 1,
      waiting: 0,
    });
  });

  test('counts the hire within the period of somebody who was there before', () => {
    const during = { start: day(5), end: day(20) };
    expect(ramp([rep('a', day(0), day(2)), rep('a', day(10))], [won('a', day(12))], { during }).value).toBe(
      2,
    );
  });

  test('leaves out who left before the hire, and counts who left on that day', () => {
    expect(ramp([rep('a', day(0), day(-1)), rep('b', day(0), day(0))], [won('a', day(1))])).toMatchObject({
      count: 0,
      waiting: 1,
      medianWithOpen: null,
      excluded: { negativeDuration: 1 },
    });
  });

  test('counts a sale that closed after its rep had left', () => {
    expect(ramp([rep('a', day(0), day(5))], [won('a', day(8))])).toMatchObject({ value: 8, waiting: 0 });
  });

  test('leaves out what is missing', () => {
    const deals = [
      won('a', null),
      won(null, day(3)),
      won(undefined, day(3)),
      won(null, null),
      won('a', day(2)),
    ];
    const open = [won('a', null, { status: 'open' }), won(null, day(2), { status: 'lost' })];
    expect(ramp([rep('a'), rep('b', null)], [...deals, ...open])).toMatchObject({
      value: 2,
      count: 1,
      waiting: 0,
      excluded: { missingClosedAt: 2, missingHiredAt: 1, missingOwnerId: 2 },
    });
  });

  test('of nobody, and where nobody sold, is null', () => {
    const none = {
      value: null,
      unit: 'days',
      better: 'lower',
      statistic: 'mean',
      mean: null,
      median: null,
      p90: null,
      deviation: null,
      count: 0,
      interval: null,
      excluded: {},
      waiting: 0,
      medianWithOpen: null,
    };
    expect(ramp([], [])).toStrictEqual(none);
    expect(ramp([], [won('a', day(1))])).toStrictEqual(none);
    expect(ramp([rep('a')], [])).toStrictEqual({ ...none, waiting: 1 });
  });
});

describe('medianWithOpen', () => {
  const team = (sold: number[], unsold: number[], leave: (days: number, i: number) => boolean) => {
    const asOf = day(300);
    const reps = [
      ...sold.map((_, i) => rep(`s${i}`, day(i))),
      ...unsold.map((days, i) =>
        leave(days, i) ? rep(`u${i}`, day(i), day(i) + days * DAY) : rep(`u${i}`, asOf - days * DAY),
      ),
    ];
    return ramp(
      reps,
      sold.map((days, i) => won(`s${i}`, day(i + days))),
      { asOf },
    );
  };

  // scipy 1.17: stats.ecdf(CensoredData(uncensored, right)).sf, the first time at which it is at or below one half.
  test.each([
    [[20, 35, 41, 60, 75, 90], [10, 35, 50, 100, 120], 75],
    [[12, 33, 47, 58, 71, 88, 104], [5, 40, 58, 90, 150], 71],
  ])('of %j who sold and %j who have not is the Kaplan-Meier median', (sold, unsold, expected) => {
    for (const leave of [() => true, () => false, (_: number, i: number) => i % 2 === 0])
      expect(team(sold, unsold, leave)).toMatchObject({
        medianWithOpen: expected,
        median: median(sold),
        count: sold.length,
        waiting: unsold.length,
      });
  });

  // scipy's curve stays on one half from 62 to the end of the data, 200: the middle, as R has it.
  test('takes the middle of a stretch that lies on a half', () => {
    expect(team([14, 14, 30, 62], [30, 45, 62, 91, 200], () => false).medianWithOpen).toBe(131);
  });

  test('is null where less than half sold, or somebody is not timed', () => {
    expect(team([10], [20, 30], () => true)).toMatchObject({ value: 10, medianWithOpen: null });
    const reps = [rep('a'), rep('b'), rep('c', day(0), day(40))];
    const deals = [won('a', day(10)), won('b', day(20))];
    expect(ramp(reps, deals)).toMatchObject({ waiting: 1, medianWithOpen: 20 });
    expect(ramp([...reps, rep('d')], deals)).toMatchObject({ waiting: 2, medianWithOpen: null });
  });

  test('sees somebody until asOf, or until the leaving where that comes first', () => {
    const reps = [rep('a'), rep('b', day(0), day(5)), rep('c', day(0), day(50))];
    const deals = [won('a', day(30))];
    // b and c: gone from view before or after the sale of a.
    expect(ramp(reps, deals, { asOf: day(40) }).medianWithOpen).toBe(35);
    expect(ramp(reps, deals, { asOf: day(60) }).medianWithOpen).toBe(40);
    expect(ramp(reps.slice(0, 2), deals, { asOf: day(60) }).medianWithOpen).toBe(30);
  });
});

describe('with dataFrom', () => {
  const reps = [rep('a', day(-200)), rep('b', day(0)), rep('c', day(0) - 1), rep('d', null)];
  const deals = reps.map((each) => won(each.id, day(50)));

  test('leaves out those hired before the data begin, whose first sale is not in them', () => {
    expect(ramp(reps, deals).value).toBeCloseTo((250 + 50 + 50) / 3, 6);
    for (const dataFrom of [day(0), new Date(day(0))])
      expect(ramp(reps, deals, { dataFrom })).toMatchObject({
        value: 50,
        count: 1,
        waiting: 0,
        excluded: { beforeData: 2, missingHiredAt: 1 },
      });
    expect(ramp(reps, deals, { dataFrom: null }).count).toBe(3);
  });

  test('counts them in the period of their hire', () => {
    const during = { start: day(-300), end: day(-100) };
    expect(ramp(reps.slice(0, 3), deals, { dataFrom: day(0), during }).excluded).toStrictEqual({
      beforeData: 1,
    });
  });
});

describe("with days: 'calendar'", () => {
  const at = (iso: string) => new Date(iso);
  const options = { days: 'calendar', timeZone } as const;

  test('counts local dates, also over a clock change', () => {
    for (const [hired, sold, hours] of [
      ['2026-03-28T12:00+01:00', '2026-03-30T12:00+02:00', 47],
      ['2026-10-24T12:00+02:00', '2026-10-26T12:00+01:00', 49],
    ] as const) {
      const tables = [[rep('a', at(hired))], [won('a', at(sold))]] as const;
      expect(ramp([...tables[0]], [...tables[1]]).value).toBeCloseTo(hours / 24, 12);
      expect(ramp([...tables[0]], [...tables[1]], options).value).toBe(2);
    }
  });

  test('takes a sale earlier on the day of the hire for one of that day', () => {
    const reps = [rep('a', at('2026-05-04T09:00+02:00'))];
    const deals = [won('a', at('2026-05-04T00:00+02:00')), won('a', at('2026-05-20T00:00+02:00'))];
    expect(ramp(reps, deals)).toMatchObject({ excluded: { beforeHire: 1 } });
    expect(ramp(reps, deals, options)).toMatchObject({ value: 0, count: 1, excluded: nothing });
    const before = [won('a', at('2026-05-03T23:59+02:00'))];
    expect(ramp(reps, before, options)).toMatchObject({ count: 0, excluded: { beforeHire: 1 } });
  });

  test('times those who wait in local dates, too', () => {
    const reps = [rep('a', at('2026-03-01T23:30+01:00')), rep('b', at('2026-03-01T00:10+01:00'))];
    const asOf = at('2026-03-10T00:30+01:00');
    expect(ramp(reps, [won('a', at('2026-03-05T00:30+01:00'))], { ...options, asOf }).medianWithOpen).toBe(
      6.5,
    );
  });

  test('needs a zone', () => {
    expect(() => ramp([], [], { days: 'calendar' })).toThrow(
      new TypeError("timeToFirstSale requires a timeZone for days: 'calendar', got undefined"),
    );
  });
});

describe('by rep and over time', () => {
  const reps = [rep('a', day(10)), rep('b', day(40)), rep('c', day(120), day(200))];
  const deals = [
    won('b', day(60)),
    won('a', day(40)),
    won('a', day(45)),
    won(null, day(3)),
    won('z', day(3)),
  ];

  test('groups with a key for each table', () => {
    const groups = groupBy({ reps, deals }, { reps: 'id', deals: 'ownerId' }, timeToFirstSale, {
      asOf: day(250),
    });
    expect([...groups].map(([key, { value, waiting }]) => [key, value, waiting])).toEqual([
      ['a', 30, 0],
      ['b', 20, 0],
      ['c', null, 1],
      [undefined, null, 0],
      ['z', null, 0],
    ]);
    for (const [key, reading] of groups)
      expect(reading).toStrictEqual(
        timeToFirstSale(
          {
            reps: reps.filter((each) => each.id === key),
            deals: deals.filter((each) => (each.ownerId ?? undefined) === key),
          },
          { asOf: day(250) },
        ),
      );
  });

  test('trends by quarter of hire, with the sales of any quarter', () => {
    const asked = { every: 'quarter', during: { start: day(0), end: day(364) }, timeZone: 'UTC' } as const;
    const points = trend({ reps, deals }, timeToFirstSale, asked);
    expect(points.map(({ reading: { value, count, waiting } }) => [value, count, waiting])).toEqual([
      [25, 2, 0],
      [null, 0, 1],
      [null, 0, 0],
      [null, 0, 0],
    ]);
    const ends = trend({ reps, deals }, timeToFirstSale, { ...asked, asOf: 'bucketEnd' });
    expect(ends[1]!.reading.waiting).toBe(1);
    expect(ends[0]!.reading).toMatchObject({ value: 25, medianWithOpen: 25 });
    const q1 = quarter('2026-Q1', { timeZone: 'UTC' });
    expect(points[0]!.reading).toStrictEqual(timeToFirstSale({ reps, deals }, { during: q1 }));
  });

  test('streams reps and deals in any order of tables', () => {
    const rows = [
      ...reps.map((row) => ['reps', row] as const),
      ...deals.map((row) => ['deals', row] as const),
    ];
    const whole = timeToFirstSale({ reps, deals }, { asOf: day(250) });
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        const running = stream(timeToFirstSale, { asOf: day(250) });
        for (const [table, row] of shuffled) {
          if (table === 'reps') running.add('reps', row);
          else running.add('deals', row);
        }
        expect(running.reading()).toStrictEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test('merges the totals of reps and deals apart', () => {
    const parts = [
      timeToFirstSale.totals({ reps, deals: [] }),
      timeToFirstSale.totals({ reps: [], deals: deals.slice(0, 2) }),
      timeToFirstSale.totals({ reps: [], deals: deals.slice(2) }),
    ];
    expect(timeToFirstSale.of(merge(timeToFirstSale, ...parts.reverse()))).toStrictEqual(
      timeToFirstSale({ reps, deals }),
    );
  });

  test('names the rows that are counted and left out', () => {
    const sorted = rowsOf(timeToFirstSale, { reps: [...reps, rep('d', null)], deals }, { asOf: day(100) });
    expect(sorted.reps.counted.hired.map((each) => each.id)).toEqual(['a', 'b']);
    expect(sorted.reps.excluded).toMatchObject({ missingHiredAt: [{ id: 'd' }] });
    expect(sorted.reps.outside.map((each) => each.id)).toEqual(['c']);
    expect(sorted.deals.excluded).toMatchObject({ missingOwnerId: [deals[3]] });
  });
});

test('rowsOf names as counted what the totals hold: deals before the hire too, which the rule leaves out', () => {
  const tables = { reps: [rep('a')], deals: [won('a', day(-1)), won('a', day(5))] };
  expect(timeToFirstSale(tables).excluded).toStrictEqual({ beforeHire: 1 });
  const { deals } = rowsOf(timeToFirstSale, tables);
  expect(deals.counted.won).toEqual(tables.deals);
});

describe('timeToFirstSale throws', () => {
  test.each([
    [{ days: 'working' }, RangeError, "requires days to be 'elapsed' or 'calendar', got 'working'"],
    [{ statistic: 'mode' }, RangeError, "requires statistic to be 'mean' or 'median' or 'p90', got 'mode'"],
    [{ dataFrom: '2026-01-01' }, TypeError, 'requires dataFrom to be a Date or epoch milliseconds, got'],
    [{ timeZone: 'Mars/Olympus' }, RangeError, 'requires '],
    [
      { since: 1 },
      TypeError,
      "requires options among dataFrom, days, timeZone, statistic, during, asOf, level, got 'since'",
    ],
  ])('for %o', (options, kind, message) => {
    expect(() => timeToFirstSale({ reps: [], deals: [] }, options as never)).toThrow(kind);
    expect(() => timeToFirstSale({ reps: [], deals: [] }, options as never)).toThrow(
      `timeToFirstSale ${message}`,
    );
  });

  test.each([
    [{ reps: [rep('a', '2026-01-01' as never)] }, TypeError, 'reps[0].hiredAt to be '],
    [{ reps: [rep('a', 0, 'x' as never)] }, TypeError, 'reps[0].leftAt to be '],
    [{ reps: [rep({} as never)] }, TypeError, 'reps[0].id to be '],
    [{ deals: [won('a', 1), won('a', 'x' as never)] }, TypeError, 'deals[1].closedAt to be '],
    [{ deals: [won('a', 1, { status: 'Won' as never })] }, RangeError, 'deals[0].status to be '],
  ])('for %o, with its row and field', (wrong, kind, message) => {
    const tables = { reps: [], deals: [], ...wrong } as { reps: Rep[]; deals: Deal[] };
    expect(() => timeToFirstSale(tables)).toThrow(kind);
    expect(() => timeToFirstSale(tables)).toThrow(`timeToFirstSale requires ${message}`);
  });

  test('for rows of one table alone', () => {
    expect(() => timeToFirstSale([] as never)).toThrow(
      new TypeError('timeToFirstSale requires an object with reps and deals, got an array of 0'),
    );
    expect(() => timeToFirstSale({ reps: [] } as never)).toThrow(
      new TypeError('timeToFirstSale requires rows of deals, got an object with reps'),
    );
  });
});

test('an hour is a part of a day', () => {
  expect(ramp([rep('a')], [won('a', day(0) + 6 * HOUR)]).value).toBe(0.25);
});

test('a trend of timeToFirstSale without a period is one of hires: wins of old hands do not lengthen it', () => {
  const old = won('z', Date.UTC(2010, 0, 1));
  const tables = { reps: [rep('a', Date.UTC(2026, 0, 5))], deals: [old, won('a', Date.UTC(2026, 2, 5))] };
  const points = trend(tables, timeToFirstSale, { every: 'month', timeZone: 'UTC' });
  expect(points.map(({ period, reading }) => [period.name, reading.value])).toEqual([['2026-01', 59]]);
});
