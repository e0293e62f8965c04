import type { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import type { Reading } from 'sales-effectiveness';
import {
  averageDealValue,
  count,
  duration,
  money,
  moneyMean,
  moneySum,
  rate,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { compare } from '../../src/read/compare.js';
import { sample } from '../../src/totals/sample.js';

type Statistic = 'mean' | 'median' | 'p90';
const days = (values: readonly number[], statistic: Statistic = 'mean', level = 0.95) => {
  const live = sample.open();
  for (const value of values) live.add(value);
  return duration(live.toJSON(), { unit: 'days', per: 1, statistic, level });
};
const total = (amounts: readonly (string | number)[], currency: string | null = 'EUR') => {
  const live = money.open();
  for (const amount of amounts) live.add(amount, currency);
  return live.toJSON();
};
const mean = (...amounts: (string | number)[]) => moneyMean(total(amounts), { level: 0.95 });
const sum = (...amounts: (string | number)[]) => moneySum(total(amounts));
const points = (value: number, standardError: number, better: 'higher' | 'lower' = 'higher') => ({
  ...count(value),
  better,
  count: 100,
  standardError,
});
const unclear = { interval: null, verdict: 'unclear' };

describe('compare(before, after) of rates', () => {
  test('has the interval of Newcombe 1998, table II, method 10', () => {
    const { change, interval, verdict } = compare(rate(48, 80, 0.95), rate(56, 70, 0.95));
    expect(change).toBeCloseTo(0.2, 15);
    expect(interval!.low).toBeCloseTo(0.0524, 4);
    expect(interval!.high).toBeCloseTo(0.3339, 4);
    expect(interval!.level).toBe(0.95);
    expect(verdict).toBe('better');
  });

  test('is unclear where 0 is in the interval, worse where the rate fell beyond it', () => {
    expect(compare(rate(120, 400, 0.95), rate(80, 320, 0.95)).verdict).toBe('unclear');
    expect(compare(rate(56, 70, 0.95), rate(48, 80, 0.95)).verdict).toBe('worse');
    expect(compare(rate(0, 10, 0.95), rate(0, 10, 0.95))).toMatchObject({ change: 0, verdict: 'unclear' });
  });

  test('reads the verdict in the better direction', () => {
    const lower = (numerator: number, n: number) => ({
      ...rate(numerator, n, 0.95),
      better: 'lower' as const,
    });
    expect(compare(lower(48, 80), lower(56, 70)).verdict).toBe('worse');
    expect(compare(lower(56, 70), lower(48, 80)).verdict).toBe('better');
  });

  test('has its own level, whatever those of the readings', () => {
    const usual = compare(rate(48, 80, 0.95), rate(56, 70, 0.95), { level: 0.99 });
    expect(compare(rate(48, 80, 0.5), rate(56, 70, 0.8), { level: 0.99 })).toEqual(usual);
    expect(usual.interval!.low).toBeCloseTo(0.0053708692500784, 14);
    expect(compare(rate(48, 80, 0.95), rate(56, 70, 0.95), { level: 0.999 }).verdict).toBe('unclear');
  });

  test('that are no shares has a change and no interval', () => {
    expect(compare(rate(1, 2, null), rate(3, 2, null))).toStrictEqual({ change: 1, ...unclear });
    expect(compare(rate(1, 2, 0.95), rate(3, 2, null))).toStrictEqual({ change: 1, ...unclear });
    const odd = { ...rate(3, 2, null), interval: { low: 1, high: 2, level: 0.95 } };
    expect(compare(rate(1, 2, 0.95), odd)).toStrictEqual({ change: 1, ...unclear });
    const { sum: numerator } = sum(1);
    const { sum: denominator } = sum(2);
    const retention = { ...rate(1, 2, 0.95), numerator, denominator };
    expect(compare(retention, retention)).toStrictEqual({ change: 0, ...unclear });
  });
});

// scipy 1.17, scipy.stats.ttest_ind(after, before, equal_var=False).confidence_interval(level).
const BEFORE = [60, 45, 75, 90, 30, 52];
const AFTER = [40, 38, 51, 44, 29];

describe('compare(before, after) of durations', () => {
  test("has Welch's interval of the means", () => {
    const { change, interval, verdict } = compare(days(BEFORE), days(AFTER));
    expect(change).toBeCloseTo(40.4 - 352 / 6, 12);
    expect(interval!.low).toBeCloseTo(-40.95254186018167, 10);
    expect(interval!.high).toBeCloseTo(4.419208526848337, 10);
    expect(verdict).toBe('unclear');
  });

  test('is better where it got shorter', () => {
    const { interval, verdict } = compare(days(BEFORE), days(AFTER), { level: 0.9 });
    expect(interval!.high).toBeCloseTo(-0.14719354193257672, 10);
    expect(verdict).toBe('better');
    expect(compare(days(AFTER), days(BEFORE), { level: 0.9 }).verdict).toBe('worse');
  });

  test('with a median or p90 as value changes by that, with the interval of the means', () => {
    const { interval } = compare(days(BEFORE), days(AFTER));
    const median = compare(days(BEFORE, 'median'), days(AFTER, 'median'));
    expect(median.change).toBe(40 - 56);
    expect(median.interval).toEqual(interval);
    const p90 = compare(days(BEFORE, 'p90'), days(AFTER, 'p90'));
    expect(p90.change).toBeCloseTo(48.2 - 82.5, 12);
    expect(p90.interval).toEqual(interval);
  });

  test('has no interval under 2 observations, nor where neither varies', () => {
    expect(compare(days([10]), days(AFTER))).toMatchObject(unclear);
    expect(compare(days(BEFORE), days([10]))).toMatchObject(unclear);
    expect(compare(days([10, 10, 10]), days([5, 5, 5]))).toStrictEqual({ change: -5, ...unclear });
    expect(compare(days([5, 5, 5]), days([1, 2, 3, 4])).verdict).toBe('better');
  });

  test('of nothing is null', () => {
    expect(compare(days([]), days(AFTER))).toStrictEqual({ change: null, ...unclear });
    expect(compare(days(BEFORE), days([]))).toStrictEqual({ change: null, ...unclear });
    expect(compare(rate(0, 0, 0.95), rate(1, 2, 0.95))).toStrictEqual({ change: null, ...unclear });
    expect(compare(averageDealValue([]), mean(1, 2))).toStrictEqual({ change: null, ...unclear });
  });
});

describe('compare(before, after) of money', () => {
  test("of means has an exact change and Welch's interval", () => {
    const { change, interval, verdict } = compare(mean('0.1', '0.3'), mean('0.5', '0.9'));
    expect(change?.toFixed()).toBe('0.5');
    // scipy 1.17, scipy.stats.ttest_ind([0.5, 0.9], [0.1, 0.3], equal_var=False).confidence_interval(0.95).
    expect(interval!.low).toBeCloseTo(-0.8837045660142135, 11);
    expect(interval!.high).toBeCloseTo(1.8837045660142135, 11);
    expect(verdict).toBe('unclear');
    expect(compare(mean(...BEFORE), mean(...AFTER), { level: 0.9 }).verdict).toBe('worse');
  });

  test('keeps the difference of means far from 0', () => {
    const { change, interval } = compare(
      mean('10000000000000000.01', '10000000000000000.03'),
      mean('10000000000000000.05', '10000000000000000.09'),
    );
    expect(change?.toFixed()).toBe('0.05');
    expect((interval!.low + interval!.high) / 2).toBeCloseTo(0.05, 12);
  });

  test('of sums has an exact change and no interval', () => {
    const { change, ...rest } = compare(sum('0.1', '0.2'), sum('1e20', '0.4'));
    expect(change.toFixed()).toBe('100000000000000000000.1');
    expect(rest).toStrictEqual(unclear);
  });

  test('of one amount has no interval', () => {
    const { change, ...rest } = compare(mean(1), mean(2, 3));
    expect(change?.toFixed()).toBe('1.5');
    expect(rest).toStrictEqual(unclear);
  });

  test('of two currencies throws, none being one; a sum of nothing goes with all', () => {
    const dollars = moneySum(total([1], 'USD'));
    const none = moneySum(total([1], null));
    expect(() => compare(sum(1), dollars)).toThrow(RangeError);
    expect(() => compare(sum(1), dollars)).toThrow(
      /^compare requires two readings of one currency \(convertMoney.*\), EUR as before, got 'USD'$/,
    );
    expect(() => compare(none, dollars)).toThrow(RangeError);
    const refunded = moneyMean(total(['-5']), { level: 0.95, over: 0 });
    expect(() => compare(refunded, dollars)).toThrow(RangeError);
    expect(compare(moneySum(money.zero), dollars).change.toFixed()).toBe('1');
    expect(compare(dollars, moneySum(money.zero)).change.toFixed()).toBe('-1');
  });
});

describe('compare(before, after) of others', () => {
  test('counts has a change alone', () => {
    expect(compare(count(5), count(3))).toStrictEqual({ change: -2, ...unclear });
  });

  test('readings with a standard error has the normal interval', () => {
    const { change, interval, verdict } = compare(points(10, 3), points(25, 4));
    expect(change).toBe(15);
    // 15 ± 1.959964 × 5
    expect(interval!.low).toBeCloseTo(5.20018, 5);
    expect(interval!.high).toBeCloseTo(24.79982, 5);
    expect(verdict).toBe('better');
    expect(compare(points(10, 3, 'lower'), points(25, 4, 'lower')).verdict).toBe('worse');
    expect(compare(points(10, 0), points(25, 4)).verdict).toBe('better');
    expect(compare(points(10, 0), points(25, 0))).toStrictEqual({ change: 15, ...unclear });
  });
});

describe('compare(before, after) throws', () => {
  test('for what is no reading', () => {
    for (const wrong of [undefined, null, 5, [], {}, winRate, { winRate: rate(1, 2, 0.95) }]) {
      expect(() => compare(wrong as never, count(1))).toThrow(TypeError);
      expect(() => compare(wrong as never, count(1))).toThrow(/^compare requires a reading as before, got/);
      expect(() => compare(count(1), wrong as never)).toThrow(/^compare requires a reading as after, got/);
    }
  });

  test('for readings of two units, or of two better directions', () => {
    const [ratio, number]: Reading[] = [rate(1, 2, 0.95), count(1)];
    expect(() => compare(ratio!, number!)).toThrow(TypeError);
    expect(() => compare(ratio!, number!)).toThrow(
      "compare requires two readings of one unit, ratio as before, got 'count'",
    );
    const lower = { ...count(1), better: 'lower' as const };
    expect(() => compare(count(1), lower)).toThrow(TypeError);
    expect(() => compare(count(1), lower)).toThrow(
      "compare requires two readings of one better direction, higher as before, got 'lower'",
    );
  });

  test('for two statistics of a duration', () => {
    expect(() => compare(days(BEFORE), days(AFTER, 'median'))).toThrow(RangeError);
    expect(() => compare(days(BEFORE), days(AFTER, 'median'))).toThrow(
      "compare requires two readings of one statistic, mean as before, got 'median'",
    );
  });

  test('for an impossible level, and for unknown options', () => {
    for (const level of [0, 1, -1, 95, Number.NaN])
      expect(() => compare(count(1), count(2), { level })).toThrow(RangeError);
    expect(() => compare(count(1), count(2), { level: 95 })).toThrow(
      'compare requires a level between 0 and 1, got 95',
    );
    expect(() => compare(count(1), count(2), { level: '0.9' as never })).toThrow(TypeError);
    expect(() => compare(count(1), count(2), { asOf: 0 } as never)).toThrow(TypeError);
    expect(() => compare(count(1), count(2), null as never)).toThrow(TypeError);
    expect(compare(count(1), count(2), { level: undefined }).change).toBe(1);
  });
});

describe('compare', () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 30 });
  const share = fc
    .tuple(fc.nat({ max: 500 }), fc.nat({ max: 500 }))
    .map(([won, lost]): Reading => rate(won, won + lost, 0.95));
  const pair = fc.oneof(
    fc.tuple(share, share),
    ...[
      (values: number[]): Reading => days(values),
      (values: number[]): Reading => days(values, 'median'),
      (values: number[]): Reading => mean(...values),
      (values: number[]): Reading => sum(...values),
      (values: number[]): Reading => count(values.length),
      (values: number[]): Reading => points(values.length, values.length / 10),
    ].map((read) => fc.tuple(numbers.map(read), numbers.map(read))),
  );
  const turned = { better: 'worse', worse: 'better', unclear: 'unclear' } as const;

  test('the other way round mirrors itself', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const there = compare(before, after);
        const back = compare(after, before);
        expect(back.change === null ? null : Number(back.change)).toBe(
          there.change === null ? null : 0 - Number(there.change),
        );
        expect(back.interval).toEqual(
          there.interval === null
            ? null
            : { low: 0 - there.interval.high, high: 0 - there.interval.low, level: 0.95 },
        );
        expect(back.verdict).toBe(turned[there.verdict]);
      }),
    );
  });

  test('at a higher level has a wider interval, and never becomes surer', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const usual = compare(before, after, { level: 0.8 });
        const surer = compare(before, after, { level: 0.95 });
        expect(surer.interval === null).toBe(usual.interval === null);
        if (surer.interval !== null && usual.interval !== null) {
          expect(surer.interval.low).toBeLessThanOrEqual(usual.interval.low);
          expect(surer.interval.high).toBeGreaterThanOrEqual(usual.interval.high);
        }
        expect(['unclear', usual.verdict]).toContain(surer.verdict);
      }),
    );
  });

  test('of a reading with itself has no change and is unclear', () => {
    fc.assert(
      fc.property(pair, ([reading]) => {
        const { change, verdict } = compare(reading, reading);
        expect(Number(change)).toBe(0);
        expect(verdict).toBe('unclear');
      }),
    );
  });

  test('leaves readings as they are', () => {
    const before = Object.freeze(days(BEFORE));
    const after = Object.freeze(days(AFTER));
    expect(Object.keys(compare(before, after))).toEqual(['change', 'interval', 'verdict']);
  });

  test('knows the kind of change, and refuses readings of two kinds', () => {
    const typed = () => {
      expectTypeOf(compare(count(1), count(2)).change).toEqualTypeOf<number>();
      expectTypeOf(compare(winRate([]), winRate([])).change).toEqualTypeOf<number | null>();
      expectTypeOf(compare(sum(1), sum(2)).change).toEqualTypeOf<Decimal>();
      expectTypeOf(compare(averageDealValue([]), sum(2)).change).toEqualTypeOf<Decimal | null>();
      // @ts-expect-error a rate and a duration
      compare(winRate([]), days([]));
      // @ts-expect-error readings, not KPIs
      compare(winRate, winRate);
      // @ts-expect-error a misspelt option
      compare(count(1), count(2), { confidence: 0.9 });
    };
    expect(typed).toBeTypeOf('function');
  });
});
