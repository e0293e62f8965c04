// What compare makes of readings that are neither plain shares nor durations nor money: see compare.test.ts for those.
import fc from 'fast-check';
import { compare, complaintRate, points, type RateReading, rate, sample, stars } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { wilson } from '../../src/statistics/wilson.js';

const unclear = { interval: null, verdict: 'unclear' };
const complaints = (n: number, customers: number) =>
  complaintRate({
    complaints: Array.from({ length: n }, () => ({ openedAt: 5 })),
    sales: Array.from({ length: customers }, (_, id) => ({ id, customerId: id, soldAt: 5 })),
  });
const made = (numerator: number, denominator: number, low: number, high: number): RateReading<number> => ({
  ...rate(numerator, denominator, null),
  interval: { low, high, level: 0.95 },
});

describe('compare of rates whose interval is not Wilson’s', () => {
  test('that count complaints has a change and no interval: one customer may complain twice', () => {
    const [before, after] = [complaints(50, 100), complaints(2, 100)];
    expect(before.interval).not.toBeNull();
    expect(compare(before, after)).toStrictEqual({ change: 0.02 - 0.5, ...unclear });
    expect(compare(complaints(0, 10), complaints(0, 10))).toStrictEqual({ change: 0, ...unclear });
    expect(compare(complaints(20, 10), complaints(1, 10))).toStrictEqual({ change: 0.1 - 2, ...unclear });
    expect(compare(complaints(1, 10), complaints(10, 10)).interval).toBeNull();
  });

  test('is null for no number of complaints and customers, both below 1 as well', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 1, max: 40 }), (n, customers) => {
        expect(compare(complaints(n, customers), complaints(1, customers)).interval).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  test('that somebody made has no interval, unless its limits are Wilson’s to the bit', () => {
    const share = rate(20, 80, 0.95);
    expect(compare(share, made(60, 80, 0.6, 0.9))).toStrictEqual({ change: 0.5, ...unclear });
    expect(compare(made(60, 80, 0.6, 0.9), share).interval).toBeNull();
    const { low, high } = wilson(60, 80, 0.95)!;
    expect(compare(share, made(60, 80, low, high))).toStrictEqual(compare(share, rate(60, 80, 0.95)));
    expect(compare(share, made(60, 80, low, high)).verdict).toBe('better');
    expect(compare(share, made(60, 80, low, high + 1e-15)).interval).toBeNull();
    expect(compare(share, made(60, 80, low - 1e-15, high)).interval).toBeNull();
    // The level is that of the limits: those of another are not Wilson's at this one.
    expect(compare(share, { ...rate(60, 80, 0.9), interval: { low, high, level: 0.9 } }).interval).toBeNull();
  });

  test('of nothing, or below nothing, is null', () => {
    expect(compare(rate(0, 0, 0.95), rate(0, 0, 0.95))).toStrictEqual({ change: null, ...unclear });
    expect(compare(rate(1, 2, 0.95), made(-1, 2, -1, 0)).interval).toBeNull();
  });
});

describe('compare of points', () => {
  const of = (promoters: number, passives: number, detractors: number) =>
    points({ promoters, passives, detractors }, { level: 0.8, interval: 'adjusted' });

  test('has the normal interval of the difference, by both standard errors, and its own level', () => {
    // By hand, scipy 1.17: 20 ± 1.959963984540054 × √(7.810249675906654² + 6.708203932499369²).
    expect(compare(of(50, 30, 20), of(60, 30, 10))).toEqual({
      change: 20,
      interval: {
        low: expect.closeTo(-0.1790642744795612, 9),
        high: expect.closeTo(40.17906427447956, 9),
        level: 0.95,
      },
      verdict: 'unclear',
    });
    expect(compare(of(50, 30, 20), of(60, 30, 10), { level: 0.9 }).verdict).toBe('better');
    expect(compare(of(60, 30, 10), of(50, 30, 20), { level: 0.9 }).verdict).toBe('worse');
  });

  test('may go beyond ±100: it is a difference of scores', () => {
    const { change, interval } = compare(of(0, 1, 9), of(9, 1, 0));
    expect(change).toBe(180);
    expect(interval!.high).toBeGreaterThan(200);
  });

  test('is null where all say the same on both sides, and of nothing', () => {
    expect(compare(of(5, 0, 0), of(0, 0, 5))).toStrictEqual({ change: -200, ...unclear });
    expect(compare(of(5, 0, 0), of(1, 1, 5)).verdict).toBe('worse');
    expect(compare(of(0, 0, 0), of(1, 1, 5))).toStrictEqual({ change: null, ...unclear });
    expect(compare(of(1, 1, 5), of(0, 0, 0))).toStrictEqual({ change: null, ...unclear });
  });
});

describe('compare of stars', () => {
  const of = (...values: number[]) => {
    const live = sample.open();
    for (const value of values) live.add(value);
    return stars(live.toJSON(), { level: 0.5 });
  };

  test("has Welch's interval of the means", () => {
    // scipy 1.17, scipy.stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95).
    expect(compare(of(3, 4, 2, 5, 3), of(5, 5, 4, 5, 4, 5))).toEqual({
      change: expect.closeTo(38 / 30, 12),
      interval: {
        low: expect.closeTo(-0.12357324850838025, 9),
        high: expect.closeTo(2.6569065818417146, 9),
        level: 0.95,
      },
      verdict: 'unclear',
    });
    expect(compare(of(3, 4, 2, 5, 3), of(5, 5, 4, 5, 4, 5), { level: 0.9 }).verdict).toBe('better');
  });

  test('is null under two ratings, where neither side varies, and of nothing', () => {
    expect(compare(of(4), of(1, 2))).toStrictEqual({ change: -2.5, ...unclear });
    expect(compare(of(1, 2), of(4))).toStrictEqual({ change: 2.5, ...unclear });
    expect(compare(of(4, 4), of(5, 5))).toStrictEqual({ change: 1, ...unclear });
    expect(compare(of(4, 4), of(1, 2, 1, 2)).verdict).toBe('worse');
    expect(compare(of(), of(1, 2))).toStrictEqual({ change: null, ...unclear });
  });

  test('and points do not go together', () => {
    const score = points({ promoters: 1, passives: 0, detractors: 1 }, { level: 0.95, interval: 'normal' });
    expect(() => compare<never>(of(1, 2) as never, score as never)).toThrow(
      new TypeError("compare requires two readings of one unit, stars as before, got 'points'"),
    );
  });
});
