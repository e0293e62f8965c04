import { duration, type Sample } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const once = (...values: number[]): Sample => ({ values, counts: values.map(() => 1) });
const days = { unit: 'days', per: 1, level: 0.95 } as const;

describe('duration(sample, { unit, per, statistic, level })', () => {
  // R: t.test(c(1, 2, 3, 4, 100))$conf.int; quantile type 7.
  test('has the mean with its t interval', () => {
    expect(duration(once(1, 2, 3, 4, 100), { ...days, statistic: 'mean' })).toStrictEqual({
      value: 22,
      unit: 'days',
      better: 'lower',
      statistic: 'mean',
      mean: 22,
      median: 3,
      p90: expect.closeTo(61.6, 12),
      deviation: expect.closeTo(43.617657, 6),
      count: 5,
      interval: { low: expect.closeTo(-32.158474, 5), high: expect.closeTo(76.158474, 5), level: 0.95 },
      excluded: {},
    });
  });

  test('counts repeated values as often as they occur', () => {
    const reading = duration({ values: [1, 4], counts: [3, 1] }, { ...days, statistic: 'median' });
    expect(reading).toMatchObject({
      value: 1,
      mean: 1.75,
      median: 1,
      p90: expect.closeTo(3.1, 12),
      count: 4,
    });
  });

  test('divides all that has the unit of time, the deviation too', () => {
    const inHours = duration(once(60, 120), { unit: 'hours', per: 60, statistic: 'mean', level: 0.95 });
    expect(inHours).toMatchObject({ unit: 'hours', value: 1.5, deviation: expect.closeTo(Math.SQRT1_2, 14) });
    // t(0.975, 1) = 12.7062; 12.7062 * 0.7071 / sqrt(2) = 6.3531
    expect(inHours.interval!.high).toBeCloseTo(1.5 + 6.3531, 4);
  });

  // Conover 1999, section 3.2: ranks from binomial(n, p), here n = 50.
  test('has the order statistics 18 and 33 of 50 as the interval of a median, 40 and 50 of a p90', () => {
    const fifty = once(...Array.from({ length: 50 }, (_, i) => i + 1));
    expect(duration(fifty, { ...days, statistic: 'median' }).interval).toMatchObject({ low: 18, high: 33 });
    const p90 = duration(fifty, { ...days, statistic: 'p90' });
    expect(p90.value).toBeCloseTo(45.1, 12);
    expect(p90.interval).toMatchObject({ low: 41, high: 50 });
  });

  test('of nothing is null, of one has no deviation', () => {
    expect(duration(once(), { ...days, statistic: 'p90' })).toMatchObject({
      value: null,
      mean: null,
      median: null,
      p90: null,
      deviation: null,
      interval: null,
      count: 0,
    });
    expect(duration(once(7), { ...days, statistic: 'mean' })).toMatchObject({
      deviation: null,
      interval: null,
    });
  });

  test('of equal values has a deviation of exactly 0', () => {
    const same = { values: [0.1], counts: [1000] };
    expect(duration(same, { ...days, statistic: 'mean' })).toMatchObject({ mean: 0.1, deviation: 0 });
  });
});
