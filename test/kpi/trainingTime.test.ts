import fc from 'fast-check';
import {
  groupBy,
  type Instant,
  merge,
  quarter,
  type ReadingOptions,
  type Rep,
  rowsOf,
  stream,
  type Training,
  trainingTime,
  trend,
} from 'sales-effectiveness';
import { mean, standardDeviation } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, laws, lawsOf } from '../laws.js';
import { nothing } from '../nothing.js';
import { frozen } from '../totals/arbitraryIds.js';
import { DAY, trainingsAlone, trainingTables } from './arbitraryTeam.js';
import * as reference from './referenceTeam.js';

const late = Date.UTC(2027, 5, 1);

laws(trainingTime, trainingTables, { key: 'who' });
laws(trainingTime, trainingTables, { key: 'who', asOf: late, numRuns: 25 });
laws(trainingTime.with({ firstDays: 90 }), trainingTables, { key: 'who', numRuns: 30 });
laws(trainingTime.with({ firstDays: 30 }), trainingTables, { key: 'who', asOf: late, numRuns: 20 });
// The seventh takes all tables for given.
describe('without reps, trainingTime keeps the laws', () => {
  for (const [title, check] of Object.entries(
    lawsOf(trainingTime, trainingsAlone, { key: 'who', numRuns: 25 }),
  ))
    if (!title.startsWith('7:')) test(title, check);
});

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

describe('over arbitrary teams, periods and instants, by its definition', () => {
  const agrees = <T extends { trainings: Training[]; reps?: Rep[] }>(
    arbitrary: fc.Arbitrary<T>,
    firstDays?: number,
    needed: ReadingOptions = {},
  ) =>
    fc.assert(
      fc.property(arbitrary, arbitraryOptions, (tables, options) => {
        const asked = { ...needed, ...options };
        const { excluded, count, ...expected } = reference.trainingTime(tables, asked, firstDays);
        const { interval: _, ...reading } = trainingTime(tables, { ...asked, firstDays });
        expect(reading).toStrictEqual({
          value: close(expected.mean),
          mean: close(expected.mean),
          median: close(expected.median),
          p90: close(expected.p90),
          deviation: close(expected.deviation),
          count,
          excluded,
          unit: 'hours',
          better: 'higher',
          statistic: 'mean',
        });
      }),
      { numRuns: 250 },
    );

  test('with reps', () => agrees(trainingTables));
  test('with reps, always as of an instant', () => agrees(trainingTables, undefined, { asOf: late }));
  test('without reps', () => agrees(trainingsAlone));
  test('of the first 90 days', () => agrees(trainingTables, 90));
  test('of the first 30 days, always as of an instant', () => agrees(trainingTables, 30, { asOf: late }));
  test('of a part of the first day', () => agrees(trainingTables, 0.5));
});

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
const rep = (id: Rep['id'], hiredAt: Instant = day(0), leftAt?: Instant): Rep => ({ id, hiredAt, leftAt });
const trained = (repId: Training['repId'], minutes: number, at: Instant = day(1)): Training => ({
  repId,
  at,
  minutes,
});
const hours = (tables: { trainings: Training[]; reps?: Rep[] }, options: Options = {}) =>
  trainingTime(frozen(tables), options);
type Options = NonNullable<Parameters<typeof trainingTime>[1]>;
const during = { start: day(0), end: day(90) };

describe('trainingTime({ trainings, reps })', () => {
  // R: t.test(c(4, 2, 0, 0)): mean 1.5, sd 1.914854, 95% -1.546962 to 4.546962; quantile(0.9, type = 7) 3.4.
  test('is the mean of the hours of each rep, with the untrained as 0', () => {
    const reps = ['a', 'b', 'c', 'd'].map((name) => rep(name));
    const trainings = [trained('a', 180), trained('b', 120), trained('a', 60, day(9))];
    const reading = hours({ trainings, reps });
    expect(reading).toStrictEqual({
      value: 1.5,
      unit: 'hours',
      better: 'higher',
      statistic: 'mean',
      mean: 1.5,
      median: 1,
      p90: expect.closeTo(3.4, 12),
      deviation: expect.closeTo(1.9148542155126762, 12),
      count: 4,
      interval: { low: expect.closeTo(-1.546962, 5), high: expect.closeTo(4.546962, 5), level: 0.95 },
      excluded: {},
    });
    expect(hours({ trainings })).toMatchObject({ value: 3, count: 2, median: 3 });
  });

  test('counts who was trained and is no rep', () => {
    expect(hours({ trainings: [trained('x', 60)], reps: [rep('a')] })).toMatchObject({
      value: 0.5,
      count: 2,
    });
  });

  test('takes 7 and "7" for one rep, and a rep who is listed twice for one', () => {
    const trainings = [trained(7, 60), trained('7', 30)];
    expect(hours({ trainings, reps: [rep('7'), rep(7, day(50))] })).toMatchObject({ value: 1.5, count: 1 });
  });

  test('counts the reps who were there at any instant of the period, and the trainings in it', () => {
    const reps = [
      rep('before', day(-90)),
      rep('left before', day(-90), day(-1)),
      rep('left at its start', day(-90), day(0)),
      rep('left just after its start', day(-90), day(0) + 1),
      rep('hired at its last instant', day(90) - 1),
      rep('hired at its end', day(90)),
      rep('hired and gone at its start', day(0), day(0)),
    ];
    expect(hours({ trainings: [], reps }, { during }).count).toBe(4);
    const trainings = [
      trained('before', 60, day(-1)),
      trained('before', 240, day(0)),
      trained('before', 30, day(90)),
    ];
    expect(hours({ trainings, reps }, { during })).toMatchObject({ value: 1, count: 4, excluded: nothing });
    expect(hours({ trainings, reps }).count).toBe(7);
  });

  test('knows no rep hired and no training after asOf', () => {
    const tables = {
      trainings: [trained('a', 60, day(5)), trained('a', 60, day(6))],
      reps: [rep('a'), rep('b', day(6))],
    };
    expect(hours(tables, { asOf: day(5) })).toMatchObject({ value: 1, count: 1 });
    expect(hours(tables, { asOf: new Date(day(6)) })).toMatchObject({ value: 1, count: 2 });
  });

  test('leaves out what is missing, and who left before the hire', () => {
    const reps = [rep('a'), rep('b', null), rep('c', day(5), day(4))];
    const trainings = [trained('a', 60), trained('a', 60, null), trained(null as never, 60)];
    expect(hours({ trainings, reps })).toMatchObject({
      value: 1,
      count: 1,
      excluded: { missingAt: 1, missingHiredAt: 1, missingRepId: 1, negativeDuration: 1 },
    });
  });

  test('of nobody is null', () => {
    const none = {
      value: null,
      unit: 'hours',
      better: 'higher',
      statistic: 'mean',
      mean: null,
      median: null,
      p90: null,
      deviation: null,
      count: 0,
      interval: null,
      excluded: {},
    };
    expect(hours({ trainings: [] })).toStrictEqual(none);
    expect(hours({ trainings: [], reps: [] })).toStrictEqual(none);
    expect(hours({ trainings: [], reps: undefined as never })).toStrictEqual(none);
    expect(hours({ trainings: [], reps: [rep('a')] })).toMatchObject({ value: 0, count: 1 });
  });

  test('sums fractional minutes to the same bits for any split and order', () => {
    const arbitrary = fc.array(
      fc.record({ at: fc.nat(9), minutes: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(arbitrary, fc.nat(40), fc.infiniteStream(fc.nat()), (rows, cut, order) => {
        const trainings = rows.map(({ at, minutes }) => trained('a', minutes, day(at)));
        const { value } = hours({ trainings });
        const sorted = trainings.map((row) => ({ row, by: order.next().value! })).sort((a, b) => a.by - b.by);
        const shuffled = sorted.map(({ row }) => row);
        expect(hours({ trainings: shuffled }).value).toBe(value);
        const parts = [shuffled.slice(cut), shuffled.slice(0, cut)].map((part) =>
          trainingTime.totals({ trainings: part }),
        );
        expect(trainingTime.of(merge(trainingTime, ...parts)).value).toBe(value);
        expect(value).toBeCloseTo(rows.reduce((sum, { minutes }) => sum + minutes, 0) / 60, 4);
      }),
    );
  });
});

describe('with firstDays', () => {
  const reps = [rep('a'), rep('b', day(30)), rep('c', day(-200))];

  test('counts the trainings from the hire to exactly so many days later', () => {
    const trainings = [
      trained('a', 1000, day(0) - 1),
      trained('a', 60, day(0)),
      trained('a', 120, day(90)),
      trained('a', 1000, day(90) + 1),
      trained('b', 240, day(119)),
    ];
    expect(hours({ trainings, reps }, { firstDays: 90 })).toMatchObject({
      value: expect.closeTo(7 / 3, 12),
      count: 3,
      median: 3,
      excluded: nothing,
    });
    expect(
      hours({ trainings: [trained('a', 60, day(1) / 2 + day(0) / 2)], reps }, { firstDays: 0.5 }).value,
    ).toBe(1 / 3);
  });

  test('counts the reps of whose first days some lie in the period', () => {
    const q1 = { start: day(0), end: day(90) };
    const starts = [-91, -90, -45, 0, 89, 90].map((n) => rep(`hired ${n}`, day(n)));
    expect(hours({ trainings: [], reps: starts }, { firstDays: 90, during: q1 }).count).toBe(4);
    const late = rep('a millisecond over', day(-90) - 1);
    expect(hours({ trainings: [], reps: [late] }, { firstDays: 90, during: q1 }).count).toBe(0);
    const gone = rep('gone', day(-45), day(-1));
    expect(hours({ trainings: [], reps: [gone] }, { firstDays: 90, during: q1 }).count).toBe(0);
  });

  test('counts of these the trainings in the period alone', () => {
    const trainings = [trained('a', 60, day(40)), trained('a', 120, day(50)), trained('a', 30, day(95))];
    const may = { start: day(45), end: day(100) };
    expect(hours({ trainings, reps: [rep('a')] }, { firstDays: 90, during: may })).toMatchObject({
      value: 2,
      count: 1,
    });
  });

  test('takes the first hire of a rep who is listed twice', () => {
    const trainings = [trained('a', 60, day(5)), trained('a', 60, day(105))];
    expect(hours({ trainings, reps: [rep('a', day(100)), rep('a')] }, { firstDays: 90 }).value).toBe(1);
  });

  test('leaves out the trainings of those who are no reps, each counted', () => {
    const trainings = [trained('a', 60), trained('x', 60), trained('x', 30), trained('y', 5)];
    expect(hours({ trainings, reps: [rep('a')] }, { firstDays: 90 })).toMatchObject({
      value: 1,
      count: 1,
      excluded: { unknownRep: 3 },
    });
    expect(hours({ trainings, reps: [] }, { firstDays: 90 })).toMatchObject({ value: null, count: 0 });
  });

  // The docstring: "it needs `reps`, and leaves out trainings of others (`unknownRep`)". A rep who is in `reps` and was
  // hired long ago is not unknown: her training is one after her first days, which is no reason anywhere else.
  test('does not call a rep unknown whose first days lie before the period', () => {
    const tables = { trainings: [trained('c', 60, day(10))], reps };
    expect(hours(tables, { firstDays: 90 }).excluded).toStrictEqual({});
    expect(hours(tables, { firstDays: 90, during }).excluded).toStrictEqual({});
  });

  test('needs reps', () => {
    const message = 'trainingTime requires rows of reps for firstDays, got undefined';
    for (const trainings of [[], [trained('a', 1)]]) {
      expect(() => hours({ trainings }, { firstDays: 90 })).toThrow(new TypeError(message));
      expect(() => hours({ trainings, reps: undefined as never }, { firstDays: 90 })).toThrow(message);
    }
    expect(hours({ trainings: [] }, { firstDays: undefined }).value).toBeNull();
  });

  test.each([
    [0, RangeError],
    [-1, RangeError],
    [Number.NaN, RangeError],
    [Number.POSITIVE_INFINITY, RangeError],
    ['90', TypeError],
    [null, TypeError],
  ])('refuses %o', (firstDays, kind) => {
    const read = () => hours({ trainings: [], reps: [] }, { firstDays: firstDays as never });
    expect(read).toThrow(kind);
    expect(read).toThrow('trainingTime requires firstDays to be a positive number of days, got ');
    expect(() => trainingTime.with({ firstDays: firstDays as never })).toThrow(kind);
  });
});

describe('by rep and over time', () => {
  const reps = [rep('a', day(-400)), rep('b', day(100)), rep('c', day(-10), day(20))];
  const trainings = [
    trained('a', 60, day(10)),
    trained('a', 120, day(100)),
    trained('b', 240, day(120)),
    trained('c', 30, day(15)),
  ];

  test('groups with a key for each table', () => {
    const groups = groupBy({ trainings, reps }, { trainings: 'repId', reps: 'id' }, trainingTime);
    const values = new Map([...groups].map(([key, { value, count }]) => [key, [value, count]]));
    expect(values).toEqual(
      new Map([
        ['a', [3, 1]],
        ['b', [4, 1]],
        ['c', [0.5, 1]],
      ]),
    );
  });

  test('trends by quarter, each with the reps who were there', () => {
    const points = trend({ trainings, reps }, trainingTime, {
      every: 'quarter',
      timeZone: 'UTC',
      during: { start: day(0), end: day(365) },
    });
    expect(points.map(({ reading: { value, count } }) => [value, count])).toEqual([
      [0.75, 2],
      [3, 2],
      [0, 2],
      [0, 2],
    ]);
    const q2 = quarter('2026-Q2', { timeZone: 'UTC' });
    expect(points[1]!.reading).toStrictEqual(trainingTime({ trainings, reps }, { during: q2 }));
  });

  test('streams trainings and reps in any order of tables', () => {
    const rows = [
      ...reps.map((row) => ['reps', row] as const),
      ...trainings.map((row) => ['trainings', row] as const),
    ];
    for (const firstDays of [undefined, 30])
      for (const list of [rows, [...rows].reverse(), [...rows.slice(2), ...rows.slice(0, 2)]]) {
        const running = stream(trainingTime.with({ firstDays }), { during });
        for (const [table, row] of list)
          if (table === 'reps') running.add('reps', row);
          else running.add('trainings', row);
        expect(running.reading()).toStrictEqual(trainingTime({ trainings, reps }, { during, firstDays }));
      }
  });

  test('names the rows that are counted and left out', () => {
    const sorted = rowsOf(
      trainingTime,
      { trainings: [...trainings, trained('a', 5, null)], reps },
      { during },
    );
    expect(sorted.trainings.counted.minutes).toEqual([trainings[0], trainings[3]]);
    expect(sorted.trainings.excluded.missingAt).toHaveLength(1);
    expect(sorted.reps.counted.reps).toEqual([reps[0], reps[2]]);
    expect(sorted.reps.outside).toEqual([reps[1]]);
  });

  test('has the mean and deviation that simple-statistics has', () => {
    const minutes = [5, 90, 45, 300, 12.5, 0];
    const reading = hours({ trainings: minutes.map((each, i) => trained(i, each)) });
    const expected = minutes.map((each) => each / 60);
    expect(reading.mean).toBeCloseTo(mean(expected), 12);
    expect(reading.deviation! * Math.sqrt(5 / 6)).toBeCloseTo(standardDeviation(expected), 12);
  });
});

describe('trainingTime throws', () => {
  test.each([
    [-1, RangeError],
    [Number.NaN, RangeError],
    [Number.POSITIVE_INFINITY, RangeError],
    ['60', TypeError],
    [null, TypeError],
    [undefined, TypeError],
  ])('for minutes of %o, with the row', (minutes, kind) => {
    const read = () => hours({ trainings: [trained('a', 1), trained('a', minutes as never)] });
    expect(read).toThrow(kind);
    expect(read).toThrow('trainingTime requires trainings[1].minutes ');
  });

  test('for dates that are none, and for other options', () => {
    expect(() => hours({ trainings: [trained('a', 1, '2026-01-01' as never)] })).toThrow(
      "trainingTime requires trainings[0].at to be a Date or epoch milliseconds, got '2026-01-01'",
    );
    expect(() => hours({ trainings: [], reps: [rep('a', 0, 'x' as never)] })).toThrow(
      'trainingTime requires reps[0].leftAt to be ',
    );
    expect(() => hours({ trainings: [] }, { statistic: 'median' } as never)).toThrow(
      new TypeError("trainingTime requires options among firstDays, during, asOf, level, got 'statistic'"),
    );
    expect(() => trainingTime({ reps: [] } as never)).toThrow(
      'trainingTime requires rows of trainings, got ',
    );
  });
});
