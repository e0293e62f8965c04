import fc from 'fast-check';
import { type Deal, type SurvivalOptions, survival, timeToClose } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals } from '../laws.js';
import { nothing } from '../nothing.js';
import { frozen } from '../totals/arbitraryIds.js';

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;

interface Subscription {
  readonly from: Date | number | null;
  readonly until?: Date | number | null;
  readonly cancelled?: boolean | 0 | 1 | null;
}
const fields = { start: 'from', end: 'until', event: 'cancelled' } as const;

/** The message of the error that a call throws, with its kind in front. */
function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'nothing thrown';
}
// biome-ignore lint/suspicious/noExplicitAny: what types forbid is tested, too
const any = survival as (...given: any[]) => unknown;

// Freireich et al. 1963, Blood 21: weeks of remission under 6-MP.
const mp6 = {
  durations: [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
  events: [...Array.from({ length: 9 }, () => true), ...Array.from({ length: 12 }, () => false)],
};

describe('survival({ durations, events })', () => {
  // From scipy's curve and its log-log limits (test/statistics/survivalLimits.test.ts): 0.753 at 10 and 0.690 at 13, 0.448
  // at 23 and not below; its low limit is first below one half at 13, its high one never.
  test('is the median in days with curve, quantiles and interval', () => {
    const { curve, quantiles, ...rest } = survival(mp6);
    expect(rest).toStrictEqual({
      value: 23,
      unit: 'days',
      count: 21,
      interval: { low: 13, high: null, level: 0.95 },
      excluded: {},
    });
    expect(quantiles.map(({ p, value }) => [p, value])).toStrictEqual([
      [0.25, 13],
      [0.5, 23],
      [0.75, null],
    ]);
    expect(quantiles[1]).toStrictEqual({ p: 0.5, value: 23, low: 13, high: null });
    expect(curve.map(({ days }) => days)).toStrictEqual([
      6, 7, 9, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 34, 35,
    ]);
    // scipy 1.17.1: ecdf(CensoredData(…)).sf, its confidence_interval(0.95, method="log-log").
    expect(curve[3]).toStrictEqual({
      days: 10,
      atRisk: 15,
      events: 1,
      censored: 1,
      survival: expect.closeTo(0.7529411764705881, 14),
      low: expect.closeTo(0.5031995107999564, 12),
      high: expect.closeTo(0.8893618351692655, 12),
    });
  });

  test('has a median that those who are last seen later do not move', () => {
    // Of the ten that are left, one each has the event at 2, 3, 4, 5, 6 and 8: half of them by 6, and next at 8.
    const events = [2, 3, 4, 5, 6, 8, 11];
    const censored = [0, 1, 1, 8, 10, 11];
    const { value } = survival({
      durations: [...events, ...censored],
      events: [...events.map(() => true), ...censored.map(() => false)],
    });
    expect(value).toBe(7);
  });

  test('takes true and 1 for an event, false, 0, null and undefined for none', () => {
    const of = (event: boolean | 0 | 1 | null | undefined) =>
      survival({ durations: [3], events: [event] }).curve[0]!.events;
    expect([true, 1 as const].map(of)).toStrictEqual([1, 1]);
    expect([false, 0 as const, null, undefined].map(of)).toStrictEqual([0, 0, 0, 0]);
  });

  test('leaves out durations that are missing or negative, and counts them', () => {
    const { count, excluded, curve } = survival({
      durations: [5, null, undefined, -1, 0, -0],
      events: [true, true, false, true, false, true],
    });
    expect(excluded).toStrictEqual({ missingDuration: 2, negativeDuration: 1 });
    expect(count).toBe(3);
    expect(curve.map(({ days }) => days)).toStrictEqual([0, 5]);
  });

  test('of nothing is null, with quantiles that are null', () => {
    expect(survival({ durations: [], events: [] })).toStrictEqual({
      value: null,
      unit: 'days',
      count: 0,
      interval: null,
      excluded: {},
      curve: [],
      quantiles: [0.25, 0.5, 0.75].map((p) => ({ p, value: null, low: null, high: null })),
    });
  });

  test('refuses what is no list of either, lists of unlike lengths, and what is no duration or event', () => {
    expect(thrown(() => any(null))).toBe(
      'TypeError: survival requires rows, or { durations, events }, got null',
    );
    expect(thrown(() => any({ durations: [1] }))).toBe(
      'TypeError: survival requires rows, or { durations, events }, got an object with durations',
    );
    expect(thrown(() => any(Promise.resolve([])))).toBe(
      'TypeError: survival requires rows, or { durations, events }, got a promise (await it first)',
    );
    expect(thrown(() => survival({ durations: [1, 2], events: [true] }))).toBe(
      'RangeError: survival requires an event for each of 2 durations, got an array of 1',
    );
    expect(thrown(() => survival({ durations: [1, Number.NaN], events: [true, true] }))).toBe(
      'RangeError: survival requires durations[1] to be a finite number of days, got NaN',
    );
    expect(thrown(() => any({ durations: ['7'], events: [true] }))).toBe(
      "TypeError: survival requires durations[0] to be a finite number of days, got '7'",
    );
    expect(thrown(() => any({ durations: [7, 8], events: [true, 'won'] }))).toBe(
      "TypeError: survival requires events[1] to be true or false, got 'won'",
    );
  });

  test('refuses the options of rows', () => {
    expect(thrown(() => any(mp6, { asOf: day(1) }))).toBe(
      "TypeError: survival requires no options but limits, level, quantiles, got 'asOf'",
    );
  });
});

describe('survival(rows, { start, end, event })', () => {
  const rows: Subscription[] = [
    { from: day(0), until: day(10), cancelled: true },
    { from: new Date(day(0)), until: new Date(day(20)), cancelled: true },
    { from: day(5), until: new Date(day(20)), cancelled: false },
    { from: day(1), until: day(5), cancelled: null },
  ];
  const expected = survival({ durations: [10, 20, 15, 4], events: [true, true, false, false] });

  test('reads fields by their names, and Dates as numbers', () => {
    expect(survival(rows, fields)).toStrictEqual(expected);
  });

  test('reads what functions say of a row', () => {
    expect(
      survival(rows, {
        start: (row) => row.from,
        end: ({ until }) => until,
        event: ({ cancelled }) => cancelled === true,
      }),
    ).toStrictEqual(expected);
  });

  test('reads any iterable, once', () => {
    function* once() {
      yield* rows;
    }
    expect(survival(once(), fields)).toStrictEqual(expected);
    expect(survival(new Set(rows), fields)).toStrictEqual(expected);
  });

  test('counts parts of days', () => {
    const half = [{ from: day(0), until: day(0) + DAY / 2, cancelled: true }];
    expect(survival(half, fields)).toMatchObject({ value: 0.5, count: 1 });
  });

  test('of no rows is null', () => {
    expect(survival([] as Subscription[], fields)).toMatchObject({
      value: null,
      interval: null,
      count: 0,
      curve: [],
    });
  });

  test('leaves out rows without a start, with an event but no end, and that end before they start', () => {
    const bad: Subscription[] = [
      { from: null, until: day(3), cancelled: true },
      { from: day(0), until: null, cancelled: true },
      { from: day(0), cancelled: true },
      { from: day(3), until: day(2), cancelled: true },
      { from: day(3), until: day(2), cancelled: false },
      { from: day(3), until: day(3), cancelled: true },
    ];
    expect(survival(bad, fields)).toMatchObject({
      count: 1,
      excluded: { missingFrom: 1, missingUntil: 2, negativeDuration: 2 },
    });
  });

  test('names what is missing after the option where a function reads it', () => {
    const bad: Subscription[] = [
      { from: null, until: day(3), cancelled: true },
      { from: day(0), until: null, cancelled: true },
    ];
    const { excluded } = survival(bad, { ...fields, start: (row) => row.from, end: (row) => row.until });
    expect(excluded).toStrictEqual({ missingStart: 1, missingEnd: 1 });
  });

  test('changes neither rows nor options', () => {
    const asked = frozen({ ...fields, asOf: new Date(day(12)), quantiles: [0.9, 0.1] });
    expect(survival(frozen([...rows]), asked).quantiles.map(({ p }) => p)).toStrictEqual([0.9, 0.1]);
  });
});

describe('survival(rows, { asOf })', () => {
  const asOf = day(10);
  const lengthOf = (row: Subscription, known: Date | number = asOf) => {
    const { curve, count } = survival([row], { ...fields, asOf: known });
    return count === 0 ? null : [curve[0]!.days, curve[0]!.events];
  };

  test('does not know rows that start later; one that starts then has been seen for no time', () => {
    expect(lengthOf({ from: asOf + 1, until: day(20), cancelled: true })).toBeNull();
    expect(lengthOf({ from: asOf, until: day(20), cancelled: true })).toStrictEqual([0, 0]);
    const later: Subscription[] = [{ from: asOf + 1 }];
    expect(survival(later, { ...fields, asOf }).excluded).toStrictEqual({});
  });

  test('takes an event that comes later for none yet, and one at that very instant for one', () => {
    expect(lengthOf({ from: day(0), until: asOf + 1, cancelled: true })).toStrictEqual([10, 0]);
    expect(lengthOf({ from: day(0), until: asOf, cancelled: true })).toStrictEqual([10, 1]);
    expect(lengthOf({ from: day(0), until: day(4), cancelled: true })).toStrictEqual([4, 1]);
  });

  test('has seen a row without an event until its end, at most until then', () => {
    expect(lengthOf({ from: day(0), until: day(4), cancelled: false })).toStrictEqual([4, 0]);
    expect(lengthOf({ from: day(0), until: day(14), cancelled: false })).toStrictEqual([10, 0]);
    expect(lengthOf({ from: day(0), until: null, cancelled: false })).toStrictEqual([10, 0]);
    expect(lengthOf({ from: day(0) })).toStrictEqual([10, 0]);
  });

  test('is a Date or a number', () => {
    const row = { from: day(0), cancelled: false };
    expect(lengthOf(row, new Date(asOf))).toStrictEqual(lengthOf(row));
  });

  test('does not read what rows that start later say', () => {
    const rows = [{ from: asOf + 1, until: 'soon', cancelled: 'no idea' }];
    expect(any(rows, { ...fields, asOf })).toMatchObject({ count: 0, excluded: nothing });
    expect(() => any(rows, { ...fields, asOf: day(20) })).toThrow(TypeError);
  });

  test('is what the rows would have said then', () => {
    const rows = fc.array(
      fc.record({ from: fc.nat(20), length: fc.option(fc.nat(20)) }).map(
        ({ from, length }): Subscription => ({
          from: day(from),
          until: length === null ? null : day(from + length),
          cancelled: length !== null,
        }),
      ),
      { maxLength: 15, size: 'max' },
    );
    fc.assert(
      fc.property(rows, fc.nat(25), (rows, known) => {
        const then = rows
          .filter(({ from }) => Number(from) <= day(known))
          .map(({ from, until, cancelled }) =>
            cancelled && Number(until) <= day(known)
              ? { from, until, cancelled }
              : { from, until: day(known), cancelled: false },
          );
        expect(survival(rows, { ...fields, asOf: day(known) })).toStrictEqual(survival(then, fields));
      }),
      { numRuns: 100 },
    );
  });
});

describe('survival, its options', () => {
  test('limits are log-log unless another scale is given', () => {
    expect(survival(mp6, { limits: 'log-log' })).toStrictEqual(survival(mp6));
    // R: print(survfit(Surv(time, status) ~ 1)), which takes "log": 0.95LCL 16.
    expect(survival(mp6, { limits: 'log' }).interval).toStrictEqual({ low: 16, high: null, level: 0.95 });
    // scipy 1.17.1: confidence_interval(0.95, method="linear").
    expect(survival(mp6, { limits: 'plain' }).curve.at(-1)).toMatchObject({
      low: expect.closeTo(0.1843848638406128, 12),
      high: expect.closeTo(0.711973679576754, 12),
    });
  });

  test('level is that of curve, quantiles and interval', () => {
    const { curve, interval } = survival(mp6, { level: 0.8 });
    expect(interval!.level).toBe(0.8);
    // scipy 1.17.1: confidence_interval(0.8, method="log-log").
    expect(curve[0]).toMatchObject({
      low: expect.closeTo(0.7237597790460643, 12),
      high: expect.closeTo(0.929135584486864, 12),
    });
  });

  test('quantiles are those asked for, in their order; none for an empty list', () => {
    expect(
      survival(mp6, { quantiles: [0.4, 0, 0.1] }).quantiles.map(({ p, value }) => [p, value]),
    ).toStrictEqual([
      [0.4, 22],
      [0, 0],
      [0.1, 6],
    ]);
    expect(survival(mp6, { quantiles: [] })).toMatchObject({ value: 23, quantiles: [] });
  });

  test('undefined stands for what is not given', () => {
    const nothing: SurvivalOptions = { limits: undefined, level: undefined, quantiles: undefined };
    expect(survival(mp6, nothing)).toStrictEqual(survival(mp6));
  });

  test('impossible ones are refused', () => {
    const refused = (options: object) => thrown(() => any(mp6, options));
    expect(refused({ limits: 'loglog' })).toBe(
      "RangeError: survival requires limits to be 'log-log' or 'log' or 'plain', got 'loglog'",
    );
    expect(refused({ level: 95 })).toBe('RangeError: survival requires a level between 0 and 1, got 95');
    expect(refused({ level: '0.9' })).toBe("TypeError: survival requires a level between 0 and 1, got '0.9'");
    expect(refused({ quantiles: 0.5 })).toBe(
      'TypeError: survival requires quantiles (a list of shares), got 0.5',
    );
    expect(refused({ quantiles: [0.5, 50] })).toBe(
      'RangeError: survival requires quantiles from 0 to 1, got 50',
    );
    expect(refused({ quantiles: [Number.NaN] })).toBe(
      'RangeError: survival requires quantiles from 0 to 1, got NaN',
    );
    expect(refused({ p: 0.5 })).toBe(
      "TypeError: survival requires no options but limits, level, quantiles, got 'p'",
    );
    expect(thrown(() => any([], { ...fields, during: null }))).toBe(
      "TypeError: survival requires no options but start, end, event, asOf, limits, level, quantiles, got 'during'",
    );
    expect(thrown(() => any(mp6, null))).toBe(
      'TypeError: survival requires an object with limits, level, quantiles, got null',
    );
  });

  test('accessors are needed with rows, each a name or a function', () => {
    expect(thrown(() => any([]))).toBe(
      'TypeError: survival requires start (the name of a field or a function of the row), got undefined',
    );
    expect(thrown(() => any([], { start: 'from', end: 7, event: 'cancelled' }))).toBe(
      'TypeError: survival requires end (the name of a field or a function of the row), got 7',
    );
  });

  test('asOf that is no instant is refused', () => {
    expect(thrown(() => any([], { ...fields, asOf: '2026-01-01' }))).toBe(
      "TypeError: survival requires asOf to be a Date or epoch milliseconds, got '2026-01-01'",
    );
  });
});

describe('survival, its errors', () => {
  const good = { from: day(0), until: day(1), cancelled: true };
  const of = (row: unknown, options: object = {}) =>
    thrown(() => any([good, row], { ...fields, ...options }));

  test('name the function, the row and the field', () => {
    expect(of({ ...good, from: '2026-01-01' })).toBe(
      "TypeError: survival requires rows[1].from to be a Date or epoch milliseconds, got '2026-01-01'",
    );
    expect(of({ ...good, until: new Date(Number.NaN) })).toBe(
      'RangeError: survival requires rows[1].until to be a valid Date, got an invalid Date',
    );
    expect(of({ ...good, cancelled: 'yes' })).toBe(
      "TypeError: survival requires rows[1].cancelled to be true or false, got 'yes'",
    );
    expect(of(null)).toBe('TypeError: survival requires rows[1] to be a row, got null');
  });

  test('name the option where a function reads the row', () => {
    expect(of(good, { end: () => 'never' })).toBe(
      "TypeError: survival requires rows[0].end to be a Date or epoch milliseconds, got 'never'",
    );
  });

  test('say that a row without event and end needs asOf', () => {
    expect(of({ from: day(0), cancelled: false })).toBe(
      'TypeError: survival requires rows[1].until to be an instant, or asOf, got undefined',
    );
  });

  test('of the functions themselves pass through', () => {
    const broken = () => {
      throw new SyntaxError('mine');
    };
    expect(of(good, { event: broken })).toBe('SyntaxError: mine');
  });
});

describe('survival of deals', () => {
  const closes = {
    start: 'createdAt',
    // An open deal's closedAt is a forecast.
    end: ({ status, closedAt }: Deal) => (status === 'open' ? null : closedAt),
    event: ({ status }: Deal) => status !== 'open',
  } as const;

  test('is timeToClose: its value, curve, interval and p90', () => {
    fc.assert(
      fc.property(
        arbitraryDeals,
        fc.nat(24),
        fc.constantFrom('log-log', 'log', 'plain'),
        (deals, months, limits) => {
          const asOf = Date.UTC(2025, months, 15);
          const dated = deals.filter(({ createdAt }) => createdAt !== null && createdAt !== undefined);
          const { value, p90, curve, interval, count } = timeToClose(dated, { asOf, limits, level: 0.9 });
          const got = survival(dated, { ...closes, asOf, limits, level: 0.9, quantiles: [0.9] });
          expect(got).toMatchObject({ value, curve, interval, count });
          expect(got.quantiles[0]!.value).toBe(p90);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('leaves out what timeToClose leaves out', () => {
    const deals: Deal[] = [
      { id: 1, createdAt: day(5), closedAt: day(1), status: 'won' },
      { id: 2, createdAt: day(5), closedAt: null, status: 'lost' },
      { id: 3, createdAt: null, closedAt: day(9), status: 'won' },
      { id: 4, createdAt: day(5), closedAt: day(9), status: 'won' },
      { id: 5, createdAt: day(99), status: 'open' },
    ];
    const { excluded } = survival(deals, { ...closes, end: 'closedAt', asOf: day(20) });
    expect(excluded).toStrictEqual({ negativeDuration: 1, missingClosedAt: 1, missingCreatedAt: 1 });
    expect(timeToClose(deals, { asOf: day(20) }).excluded).toStrictEqual(excluded);
  });
});
