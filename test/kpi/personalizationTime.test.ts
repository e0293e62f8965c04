import fc from 'fast-check';
import {
  compare,
  format,
  groupBy,
  type Lead,
  merge,
  month,
  personalizationTime,
  rate,
  rowsOf,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryLeads, arbitraryOptions, laws, leadTables } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

laws(personalizationTime, leadTables);

const timeZone = 'Europe/Paris';
const day = (n: number) => Date.UTC(2026, 0, n);
/** No reason at all: in toMatchObject, {} would match any. */
let id = 0;
/** A lead contacted on January 5th after so many minutes of preparation. */
const lead = (personalizationMinutes?: number | null, row: Partial<Lead> = {}): Lead => ({
  id: ++id,
  createdAt: day(1),
  firstContactedAt: day(5),
  personalizationMinutes,
  ...row,
});
const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

test('over arbitrary leads, periods and instants is what its definition says', () =>
  fc.assert(
    fc.property(arbitraryLeads, arbitraryOptions, (leads, options) => {
      const { contacted, medianInterval: _, ...expected } = reference.personalizationTime(leads, options);
      const { interval, ...reading } = personalizationTime(leads, options);
      const { level = 0.95 } = options;
      expect(reading).toStrictEqual({
        value: close(expected.mean),
        mean: close(expected.mean),
        median: close(expected.median),
        p90: close(expected.p90),
        deviation: close(expected.deviation),
        count: expected.count,
        unit: 'minutes',
        better: 'higher',
        statistic: 'mean',
        coverage: rate(expected.count, contacted, level),
        excluded: {},
      });
      expect(interval !== null).toBe(expected.count > 1);
      if (interval !== null) expect(interval.level).toBe(level);
    }),
    { numRuns: 200 },
  ));

describe('personalizationTime(leads)', () => {
  // Mean 16, deviation 10.931605554537724, t(0.975; 4) = 2.7764451051977987, in Python; percentiles of type 7 by hand.
  test('is the mean minutes of contacted leads that recorded them, with the rate of those that did', () => {
    const leads = [5, 10, 12, 20, 33].map((minutes) => lead(minutes)).concat(lead(), lead(null));
    expect(personalizationTime(leads)).toStrictEqual({
      value: 16,
      unit: 'minutes',
      better: 'higher',
      statistic: 'mean',
      mean: 16,
      median: 12,
      p90: expect.closeTo(27.8, 12),
      deviation: expect.closeTo(10.931605554537724, 12),
      count: 5,
      interval: {
        low: expect.closeTo(2.426618940366188, 9),
        high: expect.closeTo(29.57338105963381, 9),
        level: 0.95,
      },
      coverage: rate(5, 7, 0.95),
      excluded: {},
    });
  });

  test('has a coverage with a score interval at the level asked for', () => {
    const leads = [lead(5), lead(10), lead()];
    const { coverage } = personalizationTime(leads);
    // The score interval of 2 of 3 (Wilson 1927), in Python.
    expect(coverage).toMatchObject({
      value: 2 / 3,
      unit: 'ratio',
      numerator: 2,
      denominator: 3,
      interval: {
        low: expect.closeTo(0.20765960080204776, 14),
        high: expect.closeTo(0.9385080552796037, 14),
        level: 0.95,
      },
    });
    const { coverage: wide, interval } = personalizationTime(leads, { level: 0.5 });
    expect([wide.interval!.level, interval!.level]).toEqual([0.5, 0.5]);
    expect(wide.interval!.low).toBeGreaterThan(coverage.interval!.low);
    expect(format(coverage, { locale: 'en-US' })).toBe('66.7% (20.8%–93.9%, 2 of 3)');
  });

  test('knows nothing of leads that are not contacted, whatever they recorded', () => {
    const leads = [lead(10), lead(50, { firstContactedAt: null }), lead(-5, { firstContactedAt: undefined })];
    expect(personalizationTime(leads)).toMatchObject({
      value: 10,
      count: 1,
      coverage: { value: 1, denominator: 1 },
      excluded: nothing,
    });
  });

  test('counts zero as minutes recorded', () => {
    expect(personalizationTime([lead(0), lead(10), lead(-0)])).toMatchObject({
      count: 3,
      median: 0,
      coverage: { value: 1 },
    });
  });

  test('takes minutes that are not whole', () => {
    expect(personalizationTime([lead(2.5), lead(0.5)]).value).toBe(1.5);
  });

  test('places a lead at its first contact, whenever it came', () => {
    const leads = [lead(10), lead(30, { firstContactedAt: day(40) }), lead(undefined, { createdAt: null })];
    const of = (name: string) => {
      const { value, coverage } = personalizationTime(leads, { during: month(name, { timeZone }) });
      return [value, coverage.denominator];
    };
    expect([of('2026-01'), of('2026-02'), of('2026-03')]).toEqual([
      [10, 2],
      [30, 1],
      [null, 0],
    ]);
  });

  test('knows no contact after asOf, and no lead that came after it', () => {
    const leads = [lead(10), lead(30, { firstContactedAt: day(8) }), lead(50, { createdAt: day(6) })];
    const at = (asOf: number) => {
      const { count, coverage } = personalizationTime(leads, { asOf });
      return [count, coverage.denominator];
    };
    expect([at(day(5) - 1), at(day(5)), at(day(6)), at(day(8))]).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  test('keeps a contact before the creation: it was prepared all the same', () => {
    expect(personalizationTime([lead(10, { createdAt: day(9) })])).toMatchObject({
      value: 10,
      excluded: nothing,
    });
  });

  test('of leads that recorded nothing is null, with a coverage of 0', () => {
    expect(personalizationTime([lead(), lead(null)])).toMatchObject({
      value: null,
      count: 0,
      interval: null,
      coverage: { value: 0, numerator: 0, denominator: 2 },
    });
  });

  test('of no leads is null, with a coverage of null', () => {
    expect(personalizationTime([])).toStrictEqual({
      value: null,
      unit: 'minutes',
      better: 'higher',
      statistic: 'mean',
      mean: null,
      median: null,
      p90: null,
      deviation: null,
      count: 0,
      interval: null,
      coverage: rate(0, 0, 0.95),
      excluded: {},
    });
    expect(personalizationTime([]).coverage).toMatchObject({ value: null, interval: null });
  });

  test('by source and by month is that of the contacts there', () => {
    const leads = [
      lead(10, { source: 'web' }),
      lead(20, { source: 'fair' }),
      lead(null, { source: 'fair', firstContactedAt: day(40) }),
      lead(5, { firstContactedAt: null }),
    ];
    const groups = [...groupBy(leads, 'source', personalizationTime)];
    expect(groups.map(([source, { value, coverage }]) => [source, value, coverage.value])).toEqual([
      ['web', 10, 1],
      ['fair', 20, 0.5],
      [undefined, null, null],
    ]);
    for (const known of [{}, { asOf: 'bucketEnd' }] as const)
      expect(
        trend(leads, personalizationTime, { every: 'month', timeZone, ...known }).map(
          ({ reading: { value, coverage } }) => [value, coverage.value],
        ),
      ).toEqual([
        [15, 1],
        [null, 0],
      ]);
  });

  test('is compared with more preparation as better, and written in minutes', () => {
    const [less, more] = [
      personalizationTime([4, 5, 6].map((n) => lead(n))),
      personalizationTime([14, 15, 16].map((n) => lead(n))),
    ];
    expect(compare(less, more)).toMatchObject({ change: 10, verdict: 'better' });
    expect(compare(more, less).verdict).toBe('worse');
    expect(format(more, { locale: 'en-US' })).toBe('15.0 minutes (12.5–17.5, median 15.0, p90 15.8, n = 3)');
  });

  test('puts each row where it counts', () => {
    const leads = [lead(5), lead(), lead(5, { firstContactedAt: null })];
    expect(rowsOf(personalizationTime, leads)).toEqual({
      counted: { minutes: [leads[0]], contacted: [leads[0], leads[1]] },
      excluded: {},
      outside: [leads[2]],
    });
  });

  test('of totals takes those not given as zero, and refuses more recorded than contacted', () => {
    expect(personalizationTime.of({ contacted: 4 })).toMatchObject({ value: null, coverage: { value: 0 } });
    expect(
      personalizationTime.of({ minutes: { values: [5], counts: [2] }, contacted: 4 }).coverage.value,
    ).toBe(0.5);
    expect(() => personalizationTime.of({ minutes: { values: [5], counts: [2] } })).toThrow(
      new RangeError("rate requires a numerator from 0 to its denominator, got '2 of 0'"),
    );
  });

  test('of parts that merge, through JSON, is that of the whole', () => {
    const leads = [lead(5), lead(7.25), lead(), lead(5)];
    const parts = [leads.slice(0, 1), [], leads.slice(1)].map((rows) => personalizationTime.totals(rows));
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    const merged = merge(personalizationTime, ...saved);
    expect(personalizationTime.of(merged)).toStrictEqual(personalizationTime(leads));
    expect(merged).toEqual({ minutes: { values: [5, 7.25], counts: [2, 1] }, contacted: 4, excluded: {} });
  });
});

describe('personalizationTime throws', () => {
  const place = 'personalizationTime requires leads[1].personalizationMinutes to be';
  const throws = (minutes: unknown, error: Error) => {
    const bad = lead(minutes as never);
    expect(() => personalizationTime([lead(5), bad])).toThrow(error);
    const running = stream(personalizationTime);
    running.add(lead(5));
    const before = running.totals();
    expect(() => running.add(bad)).toThrow(error);
    expect(running.totals()).toStrictEqual(before);
    running.add(lead(7));
    expect(running.reading()).toMatchObject({ value: 6, coverage: { value: 1, denominator: 2 } });
  };

  test('for negative minutes, with the row and the field', () => {
    throws(-5, new RangeError(`${place} minutes of 0 or more, got -5`));
    throws(-1e-9, new RangeError(`${place} minutes of 0 or more, got -1e-9`));
  });

  test('for minutes that are no number', () => {
    throws('10', new TypeError(`${place} minutes of 0 or more, got '10'`));
    throws(true, new TypeError(`${place} minutes of 0 or more, got true`));
    throws({}, new TypeError(`${place} minutes of 0 or more, got an object with nothing`));
    throws(Number.NaN, new RangeError(`${place} minutes of 0 or more, got NaN`));
  });

  test('for minutes without end', () => {
    throws(Number.POSITIVE_INFINITY, new RangeError(`${place} a finite number, got Infinity`));
  });

  test('for a contact that is no instant, and for options: it has none of its own', () => {
    expect(() => personalizationTime([lead(5, { firstContactedAt: '2026-01-05' as never })])).toThrow(
      new TypeError(
        "personalizationTime requires leads[0].firstContactedAt to be a Date or epoch milliseconds, got '2026-01-05'",
      ),
    );
    expect(() => personalizationTime([], { statistic: 'median' } as never)).toThrow(
      new TypeError("personalizationTime requires options among during, asOf, level, got 'statistic'"),
    );
    expect(() => personalizationTime.with({ minutes: 5 } as never)).toThrow(
      new TypeError("personalizationTime requires options among none, got 'minutes'"),
    );
  });
});
