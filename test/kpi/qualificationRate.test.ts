import fc from 'fast-check';
import {
  compare,
  conversionRate,
  format,
  groupBy,
  type Lead,
  merge,
  month,
  qualificationRate,
  rate,
  rowsOf,
  scorecard,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryLeads, arbitraryOptions, laws, leadTables } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

const late = Date.UTC(2027, 5, 1);

laws(qualificationRate, leadTables);
laws(qualificationRate.with({ basis: 'period' }), leadTables, { numRuns: 25 });
laws(qualificationRate.with({ within: 7 }), leadTables, { asOf: late, numRuns: 25 });

const timeZone = 'Europe/Paris';
const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, n);
/** No reason at all: in toMatchObject, {} would match any. */
let id = 0;
const lead = (createdAt: Lead['createdAt'], row: Partial<Lead> = {}): Lead => ({
  id: ++id,
  createdAt,
  ...row,
});

describe('over arbitrary leads, periods and instants, by its definition', () => {
  const agrees = (own: { basis?: 'cohort' | 'period'; within?: number }) =>
    fc.assert(
      fc.property(arbitraryLeads, arbitraryOptions, (rows, options) => {
        const asked = own.within === undefined ? options : { asOf: late, ...options };
        const reading = qualificationRate(rows, { ...asked, ...own });
        const { numerator, denominator } = reading;
        const { level = 0.95 } = options;
        expect(reading).toStrictEqual({
          ...reference.qualificationRate(rows, asked, own),
          unit: 'ratio',
          better: 'higher',
          interval: own.basis === 'period' ? null : rate(numerator, denominator, level).interval,
        });
      }),
      { numRuns: 200 },
    );

  test('as a cohort', () => agrees({}));
  test("by period, with basis: 'period'", () => agrees({ basis: 'period' }));
  test.each([7, 0.5])('within %d days', (within) => agrees({ within }));

  test('as the conversion rate of leads whose winning is their qualifying', () =>
    fc.assert(
      fc.property(arbitraryLeads, arbitraryOptions, (rows, options) => {
        const won = rows.map((row) => ({ ...row, wonAt: row.qualifiedAt }));
        expect(qualificationRate(rows, options)).toStrictEqual(conversionRate(won, options));
      }),
      { numRuns: 100 },
    ));
});

describe('qualificationRate(leads)', () => {
  test('is leads qualified ÷ leads, of those created in the period, whenever they are qualified', () => {
    const rows = [
      lead(day(5), { qualifiedAt: day(80) }),
      lead(day(5), { qualifiedAt: day(6), disqualifiedAt: day(90) }),
      lead(day(6), { disqualifiedAt: day(7) }),
      lead(day(31)),
      lead(day(40), { qualifiedAt: day(41) }),
    ];
    const january = qualificationRate(rows, { during: month('2026-01', { timeZone }) });
    expect(january).toMatchObject({ value: 0.5, numerator: 2, denominator: 4, count: 4, pending: 1 });
    // The score interval of 2 of 4 (Wilson 1927), in Python.
    expect(january.interval).toEqual({
      low: expect.closeTo(0.15003898915214955, 14),
      high: expect.closeTo(0.8499610108478506, 14),
      level: 0.95,
    });
  });

  test('reads the qualifying, not the winning', () => {
    const rows = [lead(day(1), { wonAt: day(2) }), lead(day(1), { qualifiedAt: day(2) })];
    expect(qualificationRate(rows)).toMatchObject({ numerator: 1, denominator: 2, pending: 1 });
    const unread = [lead(day(1), { wonAt: 'x' as never, firstContactedAt: 'x' as never })];
    expect(qualificationRate(unread).value).toBe(0);
  });

  test('carries as pending what is neither qualified nor disqualified, as known at asOf', () => {
    const rows = [
      lead(day(1)),
      lead(day(1), { qualifiedAt: day(10) }),
      lead(day(1), { disqualifiedAt: day(10) }),
      lead(day(1), { qualifiedAt: day(20), disqualifiedAt: day(10) }),
    ];
    const at = (asOf?: number) => {
      const { pending, numerator } = qualificationRate(rows, { asOf });
      return [pending, numerator];
    };
    expect([at(day(10) - 1), at(day(10)), at(day(20)), at()]).toEqual([
      [4, 0],
      [1, 1],
      [1, 2],
      [1, 2],
    ]);
  });

  test('knows no lead that came after asOf', () => {
    const rows = [lead(day(1)), lead(day(9), { qualifiedAt: day(2) })];
    expect(qualificationRate(rows, { asOf: day(8) })).toMatchObject({
      count: 1,
      numerator: 0,
      excluded: nothing,
    });
  });

  test('leaves out a lead that came nobody knows when', () => {
    const rows = [lead(null, { qualifiedAt: day(3) }), lead(undefined), lead(day(1))];
    const left = { numerator: 0, count: 1, excluded: { missingCreatedAt: 2 } };
    expect(qualificationRate(rows)).toMatchObject(left);
    expect(qualificationRate(rows, { within: 1, asOf: late })).toMatchObject(left);
  });

  test('of no leads is null', () => {
    expect(qualificationRate([])).toStrictEqual({
      value: null,
      unit: 'ratio',
      better: 'higher',
      numerator: 0,
      denominator: 0,
      count: 0,
      pending: 0,
      interval: null,
      excluded: {},
    });
  });

  test('by source says which one sends good leads', () => {
    const rows = [
      lead(day(1), { source: 'fair', qualifiedAt: day(2) }),
      lead(day(1), { source: 'web', qualifiedAt: day(2) }),
      lead(day(1), { source: 'web' }),
      lead(day(1), { qualifiedAt: day(2), source: null }),
    ];
    const values = [...groupBy(rows, 'source', qualificationRate)].map(([source, { value }]) => [
      source,
      value,
    ]);
    expect(values).toEqual([
      ['fair', 1],
      ['web', 0.5],
      [undefined, 1],
    ]);
  });

  test('stands beside the conversion rate, which it does not share totals with', () => {
    const leads = [lead(day(1), { qualifiedAt: day(2) }), lead(day(1))];
    const both = scorecard({ leads }, { qualificationRate, conversionRate });
    expect([both.qualificationRate.value, both.conversionRate.value]).toEqual([0.5, 0]);
  });

  test('of totals takes those not given as zero, and refuses more qualified leads than leads', () => {
    expect(qualificationRate.of({ leads: 40, converted: 10 })).toMatchObject({ value: 0.25, pending: 0 });
    expect(() => qualificationRate.of({ leads: 1, converted: 2 })).toThrow(
      new RangeError("rate requires a numerator from 0 to its denominator, got '2 of 1'"),
    );
  });

  test('is written as a share, and compared as one', () => {
    const [before, after] = [
      qualificationRate.of({ leads: 200, converted: 40 }),
      qualificationRate.of({ leads: 200, converted: 70 }),
    ];
    expect(format(before, { locale: 'en-US' })).toBe('20.0% (15.0%–26.1%, 40 of 200)');
    expect(compare(before, after).verdict).toBe('better');
    expect(compare(after, before).verdict).toBe('worse');
  });

  test('puts each row where it counts', () => {
    const rows = [
      lead(day(1), { qualifiedAt: day(2) }),
      lead(day(1)),
      lead(day(1), { disqualifiedAt: day(2) }),
      lead(null),
      lead(day(50)),
    ];
    const sorted = rowsOf(qualificationRate, rows, { during: month('2026-01', { timeZone }) });
    expect(sorted).toEqual({
      counted: { leads: rows.slice(0, 3), converted: [rows[0]], pending: [rows[1]] },
      excluded: { missingCreatedAt: [rows[3]] },
      outside: [rows[4]],
    });
  });

  test('of parts that merge, through JSON, is that of the whole', () => {
    const rows = [lead(day(1), { qualifiedAt: day(2) }), lead(day(3)), lead(null)];
    const parts = [rows.slice(0, 1), [], rows.slice(1)].map((part) => qualificationRate.totals(part));
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    expect(qualificationRate.of(merge(qualificationRate, ...saved))).toStrictEqual(qualificationRate(rows));
  });
});

describe("qualificationRate with basis: 'period'", () => {
  const period = qualificationRate.with({ basis: 'period' });

  test('counts each fact at its own date, may exceed 1 and has no interval', () => {
    const rows = [5, 6, 7].map((n) => lead(day(n), { qualifiedAt: day(40) })).concat(lead(day(41)));
    const of = (name: string) => period(rows, { during: month(name, { timeZone }) });
    expect(of('2026-01')).toMatchObject({ value: 0, numerator: 0, denominator: 3, interval: null });
    expect(of('2026-02')).toMatchObject({ value: 3, numerator: 3, denominator: 1, interval: null });
    expect(of('2026-03').value).toBeNull();
  });

  test('counts the qualifying also of a lead that came nobody knows when, which is left out itself', () => {
    expect(period([lead(null, { qualifiedAt: day(3) })])).toMatchObject({
      value: null,
      numerator: 1,
      excluded: { missingCreatedAt: 1 },
    });
  });
});

describe('qualificationRate within days', () => {
  const within = qualificationRate.with({ within: 14 });
  const qualified = (ms: number) => lead(day(1), { qualifiedAt: day(1) + ms });

  test('counts the last millisecond of the last day, none later and none before the creation', () => {
    const rows = [qualified(0), qualified(14 * DAY), qualified(14 * DAY + 1), qualified(-1)];
    expect(within(rows, { asOf: late })).toMatchObject({ numerator: 2, denominator: 4 });
  });

  test.each([0.07, 2.3])('counts a qualifying exactly %d days after the creation', (days) => {
    const rows = [qualified(Math.round(days * DAY))];
    const old = day(1) + Math.round(days * DAY);
    expect(qualificationRate(rows, { within: days, asOf: late }).value).toBe(1);
    expect(qualificationRate(rows, { within: days, asOf: old }).value).toBe(1);
  });

  test('takes a lead from the instant on at which it is old enough, and leaves it out before, qualified or not', () => {
    const rows = [qualified(DAY), lead(day(1))];
    const old = day(15);
    expect(within(rows, { asOf: old - 1 })).toMatchObject({ value: null, excluded: { tooRecent: 2 } });
    expect(within(rows, { asOf: old })).toMatchObject({ value: 0.5, excluded: nothing, pending: 1 });
  });

  test('says of a bucket that it is complete once its last lead is old enough', () => {
    const { end } = month('2026-01', { timeZone });
    const complete = (asOf: number) =>
      trend([lead(day(1))], within, { every: 'month', timeZone, asOf })[0]!.complete;
    expect([complete(end - 2 + 14 * DAY), complete(end - 1 + 14 * DAY)]).toEqual([false, true]);
  });

  const message = 'qualificationRate requires asOf for within, got undefined';

  test('needs to know as of when, in every verb and also of no leads', () => {
    for (const rows of [[], [lead(day(1))]])
      for (const read of [
        () => within(rows),
        () => within(rows, { asOf: null }),
        () => within.totals(rows),
        () => groupBy(rows, 'source', within),
        () => trend(rows, within, { every: 'month', timeZone }),
        () => scorecard({ leads: rows }, { within }),
        () => rowsOf(within, rows),
        () => stream(within),
      ])
        expect(read).toThrow(new TypeError(message));
  });
});

describe('qualificationRate throws', () => {
  test('for options that there are none of, and names itself', () => {
    for (const days of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => qualificationRate.with({ within: days })).toThrow(
        new RangeError(`qualificationRate requires within to be a positive number of days, got ${days}`),
      );
    expect(() => qualificationRate([], { within: '30' as never, asOf: late })).toThrow(
      new TypeError("qualificationRate requires within to be a positive number of days, got '30'"),
    );
    expect(() => qualificationRate([], { within: 5, basis: 'period', asOf: late })).toThrow(
      new RangeError("qualificationRate requires basis: 'cohort' for within, got 'period'"),
    );
    expect(() => qualificationRate([], { basis: 'week' as never })).toThrow(
      new RangeError("qualificationRate requires basis to be 'cohort' or 'period', got 'week'"),
    );
    expect(() => qualificationRate([], { days: 5 } as never)).toThrow(
      new TypeError(
        "qualificationRate requires options among basis, within, during, asOf, level, got 'days'",
      ),
    );
  });

  test('for dates that are none, with the row and the field', () => {
    const bad = (row: Partial<Lead>) => () => qualificationRate([lead(day(1)), lead(day(1), row)]);
    expect(bad({ qualifiedAt: '2026-01-02' as never })).toThrow(
      new TypeError(
        "qualificationRate requires leads[1].qualifiedAt to be a Date or epoch milliseconds, got '2026-01-02'",
      ),
    );
    expect(bad({ disqualifiedAt: new Date(Number.NaN) })).toThrow(
      new RangeError(
        'qualificationRate requires leads[1].disqualifiedAt to be a valid Date, got an invalid Date',
      ),
    );
    expect(bad({ createdAt: Number.NaN })).toThrow(
      new RangeError(
        'qualificationRate requires leads[1].createdAt to be epoch milliseconds that a Date can hold, got NaN',
      ),
    );
    expect(() => qualificationRate(5 as never)).toThrow(
      new TypeError('qualificationRate requires rows of leads, got 5'),
    );
  });
});
