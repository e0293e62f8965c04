import fc from 'fast-check';
import {
  compare,
  conversionRate,
  groupBy,
  type Lead,
  merge,
  month,
  quarter,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryLeads, arbitraryOptions, laws, leadTables } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

const late = Date.UTC(2027, 5, 1);

laws(conversionRate, leadTables);
laws(conversionRate.with({ basis: 'period' }), leadTables);
laws(conversionRate.with({ within: 30 }), leadTables, { asOf: late });

const timeZone = 'Europe/Paris';
const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, n);
let id = 0;
const lead = (createdAt: Lead['createdAt'], row: Partial<Lead> = {}): Lead => ({
  id: ++id,
  createdAt,
  ...row,
});
const leads = (n: number, createdAt: number, row: Partial<Lead> = {}) =>
  Array.from({ length: n }, () => lead(createdAt, row));

describe('over arbitrary leads, periods and instants, by its definition', () => {
  const agrees = (own: { basis?: 'cohort' | 'period'; within?: number }) =>
    fc.assert(
      fc.property(arbitraryLeads, arbitraryOptions, (rows, options) => {
        const asked = own.within === undefined ? options : { asOf: late, ...options };
        const reading = conversionRate(rows, { ...asked, ...own });
        const { interval } = reading;
        expect({ ...reading, interval: null }).toStrictEqual({
          ...reference.conversionRate(rows, asked, own),
          unit: 'ratio',
          better: 'higher',
          interval: null,
        });
        expect(interval !== null).toBe(own.basis !== 'period' && reading.denominator > 0);
        if (interval !== null) {
          const { low, high, level } = interval;
          expect(0 <= low && low <= reading.value! && reading.value! <= high && high <= 1).toBe(true);
          expect(level).toBe(options.level ?? 0.95);
        }
      }),
      { numRuns: 200 },
    );

  test('as a cohort', () => agrees({}));
  test("by period, with basis: 'period'", () => agrees({ basis: 'period' }));
  test.each([30, 7, 1, 0.5])('within %d days', (within) => agrees({ within }));

  test('in each group and each month, also as known at its end', () =>
    fc.assert(
      fc.property(arbitraryLeads, arbitraryOptions, (rows, { asOf: _, ...options }) => {
        for (const [key, reading] of groupBy(rows, 'ownerId', conversionRate, options)) {
          const own = rows.filter(({ ownerId }) => (ownerId ?? undefined) === key);
          expect(reading).toMatchObject(reference.conversionRate(own, options));
        }
        const during = { start: day(10), end: day(130) };
        const points = trend(rows, conversionRate, { every: 'month', timeZone, during, asOf: 'bucketEnd' });
        for (const { period, reading } of points) {
          const { excluded, ...expected } = reference.conversionRate(rows, {
            during: period,
            asOf: period.end - 1,
          });
          expect(reading).toMatchObject(expected);
        }
      }),
      { numRuns: 100 },
    ));
});

describe('conversionRate(leads)', () => {
  test('is leads won ÷ leads, of those created in the period, whenever they are won', () => {
    const rows = [
      ...leads(2, day(5), { wonAt: day(80) }),
      ...leads(1, day(6), { disqualifiedAt: day(7) }),
      ...leads(1, day(31)),
      ...leads(1, day(40), { wonAt: day(41) }),
    ];
    const january = conversionRate(rows, { during: month('2026-01', { timeZone }) });
    expect(january).toMatchObject({ value: 0.5, numerator: 2, denominator: 4, count: 4, pending: 1 });
    expect(january.interval).toMatchObject({ low: expect.closeTo(0.15, 2), high: expect.closeTo(0.85, 2) });
  });

  test('carries as pending what is neither won nor disqualified, as known at asOf', () => {
    const rows = [
      lead(day(1)),
      lead(day(1), { wonAt: day(10) }),
      lead(day(1), { disqualifiedAt: day(10) }),
      lead(day(1), { wonAt: day(20), disqualifiedAt: day(10) }),
    ];
    const pending = (asOf?: number) => conversionRate(rows, { asOf }).pending;
    expect([pending(day(10) - 1), pending(day(10)), pending()]).toEqual([4, 1, 1]);
    expect(conversionRate(rows, { asOf: day(19) }).numerator).toBe(1);
    expect(conversionRate(rows, { asOf: day(20) }).numerator).toBe(2);
  });

  test('knows no lead that came after asOf', () => {
    const rows = [lead(day(1)), lead(day(9), { wonAt: day(2) })];
    expect(conversionRate(rows, { asOf: day(8) })).toMatchObject({
      count: 1,
      numerator: 0,
      excluded: nothing,
    });
  });

  test('counts a lead won before it came, but not as won within days of coming', () => {
    const rows = [lead(day(5), { wonAt: day(5) - 1 })];
    expect(conversionRate(rows).numerator).toBe(1);
    expect(conversionRate(rows, { within: 30, asOf: late })).toMatchObject({ numerator: 0, denominator: 1 });
  });

  test('leaves out a lead that came nobody knows when', () => {
    const rows = [lead(null, { wonAt: day(3) }), lead(undefined), lead(day(1))];
    expect(conversionRate(rows)).toMatchObject({ numerator: 0, count: 1, excluded: { missingCreatedAt: 2 } });
    expect(conversionRate(rows, { within: 1, asOf: late }).excluded).toEqual({ missingCreatedAt: 2 });
  });

  test('of totals takes those not given as zero', () => {
    expect(conversionRate.of({ leads: 40, converted: 10 })).toMatchObject({ value: 0.25, pending: 0 });
    expect(() => conversionRate.of({ leads: 1, converted: 2 })).toThrow(RangeError);
    expect(conversionRate.of({ leads: 1, converted: 2 }, { basis: 'period' }).value).toBe(2);
  });

  test('tells whether the training helped', () => {
    const rows = [
      ...leads(40, day(10), { wonAt: day(20), source: 'web' }),
      ...leads(160, day(10), { disqualifiedAt: day(12) }),
      ...leads(70, day(100), { wonAt: day(120) }),
      ...leads(130, day(100)),
    ];
    const of = (name: string) => conversionRate(rows, { during: quarter(name, { timeZone }) });
    const [before, after] = [of('2026-Q1'), of('2026-Q2')];
    expect([before.value, after.value]).toEqual([0.2, 0.35]);
    const { change, interval, verdict } = compare(before, after);
    expect(change).toBeCloseTo(0.15, 14);
    // Newcombe 1998, method 10, from the Wilson limits of 40/200 and 70/200, in Python.
    expect([interval!.low, interval!.high]).toEqual([
      expect.closeTo(0.0626151133520923, 14),
      expect.closeTo(0.23443237160434077, 14),
    ]);
    expect(verdict).toBe('better');
    expect(compare(after, before).verdict).toBe('worse');
    const few = [
      conversionRate.of({ leads: 20, converted: 4 }),
      conversionRate.of({ leads: 20, converted: 7 }),
    ];
    expect(compare(few[0]!, few[1]!).verdict).toBe('unclear');
    const period = conversionRate.with({ basis: 'period' });
    expect(compare(period(rows), period(rows))).toMatchObject({ change: 0, interval: null });
  });
});

describe("conversionRate with basis: 'period'", () => {
  test('counts each fact at its own date, may exceed 1 and has no interval', () => {
    const rows = [...leads(3, day(5), { wonAt: day(40) }), lead(day(41))];
    const of = (name: string) => conversionRate(rows, { basis: 'period', during: month(name, { timeZone }) });
    expect(of('2026-01')).toMatchObject({ value: 0, numerator: 0, denominator: 3, interval: null });
    expect(of('2026-02')).toMatchObject({ value: 3, numerator: 3, denominator: 1, interval: null });
    expect(of('2026-03').value).toBeNull();
  });

  test('counts a win also of a lead that came nobody knows when, which is left out itself', () => {
    const reading = conversionRate([lead(null, { wonAt: day(3) })], { basis: 'period' });
    expect(reading).toMatchObject({ value: null, numerator: 1, excluded: { missingCreatedAt: 1 } });
  });
});

describe('conversionRate within days', () => {
  const within = conversionRate.with({ within: 30 });
  const won = (ms: number) => lead(day(1), { wonAt: day(1) + ms });

  test('counts the last millisecond of the last day, and none later', () => {
    const rows = [won(0), won(30 * DAY - 1), won(30 * DAY), won(30 * DAY + 1), won(-1)];
    expect(within(rows, { asOf: late })).toMatchObject({ numerator: 3, denominator: 5 });
  });

  test('takes days of 24 hours, also over a clock change', () => {
    const createdAt = new Date('2026-03-28T12:00+01:00');
    const rows = [lead(createdAt, { wonAt: new Date('2026-03-29T13:00+02:00') })];
    expect(conversionRate(rows, { within: 1, asOf: late }).numerator).toBe(1);
    const later = [lead(createdAt, { wonAt: +new Date('2026-03-29T13:00+02:00') + 1 })];
    expect(conversionRate(later, { within: 1, asOf: late }).numerator).toBe(0);
  });

  test('takes a lead from the instant on at which it is old enough, and leaves it out before, won or not', () => {
    const rows = [won(DAY), lead(day(1))];
    const old = day(1) + 30 * DAY;
    expect(within(rows, { asOf: old - 1 })).toMatchObject({ value: null, excluded: { tooRecent: 2 } });
    expect(within(rows, { asOf: old })).toMatchObject({ value: 0.5, excluded: nothing, pending: 1 });
    expect(within(rows, { asOf: new Date(old) }).value).toBe(0.5);
  });

  test('leaves out as too recent only what came in the period', () => {
    const rows = [lead(day(1)), lead(day(20))];
    const during = { start: day(10), end: day(30) };
    expect(within(rows, { asOf: day(25), during }).excluded).toEqual({ tooRecent: 1 });
  });

  const message = 'conversionRate requires asOf for within, got undefined';

  test('needs to know as of when, in every verb and also of no leads', () => {
    for (const rows of [[], [lead(day(1))]])
      for (const read of [
        () => within(rows),
        () => within.totals(rows),
        () => groupBy(rows, 'ownerId', within),
        () => trend(rows, within, { every: 'month', timeZone }),
      ])
        expect(read).toThrow(new TypeError(message));
    expect(() => stream(within).add(lead(day(1)))).toThrow(new TypeError(message));
  });

  test('needs to know it in a stream as in a call, before its first lead', () => {
    expect(() => stream(within).reading()).toThrow(new TypeError(message));
  });

  test('reads each bucket of a trend as of its end, which is known, without a period', () => {
    const rows = [won(DAY), lead(day(40))];
    const points = trend(rows, within, { every: 'month', timeZone, asOf: 'bucketEnd' });
    expect(points.map(({ period, reading }) => [period.name, reading.excluded])).toEqual([
      ['2026-01', {}],
      ['2026-02', { tooRecent: 1 }],
    ]);
  });

  test('says of a bucket that it is complete once its last lead is old enough', () => {
    const { end } = month('2026-01', { timeZone });
    const complete = (asOf: number) =>
      trend([lead(day(1))], { within, conversionRate }, { every: 'month', timeZone, asOf })[0]!.complete;
    expect(complete(end - 1 + 30 * DAY)).toBe(true);
    expect(complete(end - 2 + 30 * DAY)).toBe(false);
    const plain = (asOf: number) =>
      trend([lead(day(1))], conversionRate, { every: 'month', timeZone, asOf })[0]!.complete;
    expect([plain(end - 2), plain(end - 1)]).toEqual([false, true]);
  });

  test('cuts each bucket that is read as of its end: its last days are too recent', () => {
    const during = quarter('2026-Q1', { timeZone });
    const points = trend([lead(day(20), { wonAt: day(21) })], within, {
      every: 'month',
      during,
      asOf: 'bucketEnd',
    });
    expect(points.map(({ complete, reading }) => [complete, reading.excluded])).toEqual([
      [false, { tooRecent: 1 }],
      [false, {}],
      [false, {}],
    ]);
  });

  test('refuses what is no number of days, and periods', () => {
    for (const days of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => conversionRate.with({ within: days })).toThrow(
        new RangeError(`conversionRate requires within to be a positive number of days, got ${days}`),
      );
    expect(() => conversionRate([], { within: 5, basis: 'period', asOf: late })).toThrow(
      new RangeError("conversionRate requires basis: 'cohort' for within, got 'period'"),
    );
    expect(() => within.with({ basis: 'period' })).toThrow(RangeError);
    expect(() => conversionRate([], { basis: 'week' as never })).toThrow(RangeError);
  });

  test('refuses a number of days as text', () => {
    const text = () => conversionRate([], { within: '30' as never, asOf: late });
    expect(text).toThrow(TypeError);
    expect(text).toThrow(/^conversionRate requires within .*, got '30'$/);
  });
});

test('the totals of parts merge, and go through JSON', () => {
  const rows = [...leads(3, day(1), { wonAt: day(2) }), ...leads(5, day(1))];
  const parts = [rows.slice(0, 2), rows.slice(2, 7), [], rows.slice(7)].map((part) =>
    conversionRate.totals(part),
  );
  const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
  expect(conversionRate.of(merge(conversionRate, ...saved))).toStrictEqual(conversionRate(rows));
});
