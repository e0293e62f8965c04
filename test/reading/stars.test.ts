import fc from 'fast-check';
import { sample, stars } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const sampleOf = (values: readonly number[]) => {
  const live = sample.open();
  for (const value of values) live.add(value);
  return live.toJSON();
};
const of = (values: readonly number[], level = 0.95) => stars(sampleOf(values), { level });

// numpy and scipy 1.17: mean, std(ddof=1), mean ± scipy.stats.t.ppf((1 + level)/2, n − 1) × s ÷ √n.
const golden = [
  [[5, 4, 3], 0.8, 4, 1, 2.9113378920963653, 5.088662107903635],
  [[5, 4, 3], 0.95, 4, 1, 1.5158622882496697, 6.48413771175033],
  [[4.5, 5, 5, 5, 1], 0.95, 4.1, 1.746424919657298, 1.9315270516956313, 6.2684729483043675],
  [[4.5, 5, 5, 5, 1], 0.99, 4.1, 1.746424919657298, 0.5040869523195233, 7.695913047680476],
  [[0, 5], 0.95, 2.5, 3.5355339059327378, -29.265511840436734, 34.26551184043673],
  [[5, 4, 3, 4, 4, 5, 1, 2, 4, 5], 0.8, 3.7, 1.3374935098492586, 3.115044420406142, 4.284955579593858],
] as const;

describe('stars(ratings, { level })', () => {
  test.each(golden)(
    'of %j at %d is the mean with a t interval',
    (values, level, mean, deviation, low, high) => {
      expect(of(values, level)).toStrictEqual({
        value: expect.closeTo(mean, 13),
        unit: 'stars',
        better: 'higher',
        deviation: expect.closeTo(deviation, 12),
        count: values.length,
        interval: { low: expect.closeTo(low, 9), high: expect.closeTo(high, 9), level },
        excluded: {},
      });
    },
  );

  test('of none is null, of one has neither deviation nor interval', () => {
    expect(of([])).toMatchObject({ value: null, deviation: null, count: 0, interval: null });
    expect(of([4.5])).toMatchObject({ value: 4.5, deviation: null, count: 1, interval: null });
  });

  test('of ratings that are all the same has an interval of that alone', () => {
    expect(of([2.5, 2.5, 2.5])).toMatchObject({
      value: 2.5,
      deviation: 0,
      interval: { low: 2.5, high: 2.5, level: 0.95 },
    });
  });

  test('holds the mean, wider the surer it is, and the same in any order', () => {
    const ratings = fc.array(
      fc.nat(10).map((half) => half / 2),
      { minLength: 2, maxLength: 30 },
    );
    fc.assert(
      fc.property(ratings, (values) => {
        const { value, interval } = of(values, 0.8);
        const surer = of(values, 0.99).interval!;
        expect(value).toBeGreaterThanOrEqual(interval!.low);
        expect(value).toBeLessThanOrEqual(interval!.high);
        expect(surer.low).toBeLessThanOrEqual(interval!.low);
        expect(surer.high).toBeGreaterThanOrEqual(interval!.high);
        expect(of([...values].reverse(), 0.8)).toStrictEqual(of(values, 0.8));
      }),
    );
  });
});
