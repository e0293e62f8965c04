import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, type SurvivalStep } from '../../src/statistics/kaplanMeier.js';
import { normalQuantile } from '../../src/statistics/normalQuantile.js';
import { type LimitsOfSurvival, survivalLimits } from '../../src/statistics/survivalLimits.js';
import { kaplanMeierQuantile, survivalQuantile } from '../../src/statistics/survivalQuantile.js';
import { sampleOf } from './sampleOf.js';

/**
 * R's rule (survival::quantile.survfit), told by levels: all shares that the curve takes, each with the first time at
 * which it does, from 0 at time 0. The least level at or beyond p counts, and the least that lies beyond it: half way
 * between the two, which are one unless p is met. Where p is met at the last level, half way to the last time.
 */
function byLevels(times: readonly number[], heights: readonly (number | null)[], p: number): number | null {
  if (p === 0) return 0;
  const firsts = new Map([[0, 0]]);
  heights.forEach((height, i) => {
    if (height !== null && !firsts.has(1 - height)) firsts.set(1 - height, times[i]!);
  });
  const least = (bound: number) =>
    [...firsts].filter(([share]) => share >= bound).sort(([a], [b]) => a - b)[0]?.[1];
  const met = least(p - 1.5e-8);
  const beyond = least(p + 1.5e-8);
  if (met === undefined) return null;
  if (Math.abs([...firsts.keys()].at(-1)! - p) < 1.5e-8) return (met + times.at(-1)!) / 2;
  return beyond === undefined ? null : (met + beyond) / 2;
}

const timesOf = (steps: readonly SurvivalStep[]) => steps.map(({ time }) => time);
const heightsOf = (steps: readonly SurvivalStep[]) => steps.map(({ survival }) => survival);
const limitsOf = (steps: readonly SurvivalStep[], level: number, limits: LimitsOfSurvival) =>
  steps.map(({ survival, variance }) =>
    survivalLimits(survival, variance, normalQuantile((1 + level) / 2), limits),
  );

const samples = fc.array(fc.tuple(fc.nat(12), fc.boolean()), { maxLength: 16, size: 'max' }).map((rows) => ({
  events: sampleOf(rows.filter(([, event]) => event).map(([time]) => time)),
  censored: sampleOf(rows.filter(([, event]) => !event).map(([time]) => time)),
}));
/** Shares that small samples meet, and any others; not 1, where clipped limits and unknown ones meet. */
const shares = fc.oneof(
  fc.tuple(fc.nat(15), fc.integer({ min: 1, max: 16 })).map(([a, b]) => Math.min(a, b - 1) / b),
  fc.double({ min: 1e-3, max: 0.999, noNaN: true }),
);

describe('survivalQuantile', () => {
  // R: survfit(Surv(time, status) ~ group), conf.type = "log": median, 0.95LCL, 0.95UCL; the first two of Freireich et
  // al. 1963, the others of Miller 1981 (survival::aml), as printed in many textbooks.
  it.each([
    [
      '6-MP',
      [6, 6, 6, 7, 10, 13, 16, 22, 23],
      [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
      [23, 16, null],
    ],
    ['placebo', [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [], [8, 4, 12]],
    ['maintained', [9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161], [31, 18, null]],
    ['not maintained', [5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45], [16], [23, 8, null]],
  ])('survivalQuantile of one half with its limits is as published: %s', (_, events, censored, expected) => {
    const steps = kaplanMeier(sampleOf(events), sampleOf(censored));
    const limits = limitsOf(steps, 0.95, 'log');
    const times = timesOf(steps);
    expect([
      survivalQuantile(times, heightsOf(steps), 0.5),
      survivalQuantile(
        times,
        limits.map((each) => each?.low ?? null),
        0.5,
      ),
      survivalQuantile(
        times,
        limits.map((each) => each?.high ?? null),
        0.5,
      ),
    ]).toStrictEqual(expected);
  });

  it('survivalQuantile is the first time at which the curve is below 1 − p', () => {
    expect(survivalQuantile([1, 2, 3], [0.9, 0.4, 0], 0.5)).toBe(2);
    expect(survivalQuantile([1, 2, 3], [0.9, 0.4, 0], 0.05)).toBe(1);
    expect(survivalQuantile([1, 2, 3], [0.9, 0.4, 0], 0.61)).toBe(3);
  });

  it('survivalQuantile is the middle of the stretch where the curve lies on 1 − p, last sights in it passed over', () => {
    expect(survivalQuantile([1, 2, 5], [0.75, 0.5, 0.25], 0.5)).toBe(3.5);
    expect(survivalQuantile([1, 2, 3, 5], [0.75, 0.5, 0.5, 0.25], 0.5)).toBe(3.5);
  });

  it('survivalQuantile ends that stretch at the last time where the curve falls no more', () => {
    expect(survivalQuantile([1, 2, 9], [0.75, 0.5, 0.5], 0.5)).toBe(5.5);
    expect(survivalQuantile([1, 2], [0.75, 0.5], 0.5)).toBe(2);
    expect(survivalQuantile([1, 4], [0.5, 0], 1)).toBe(4);
  });

  it('survivalQuantile takes shares within 1.5e-8 for equal, and no others', () => {
    const at = (height: number) => survivalQuantile([1, 2, 5], [0.75, height, 0.25], 0.5);
    expect([at(0.5 + 1.4e-8), at(0.5 - 1.4e-8)]).toStrictEqual([3.5, 3.5]);
    expect([at(0.5 + 1.6e-8), at(0.5 - 1.6e-8)]).toStrictEqual([5, 2]);
  });

  it('survivalQuantile is null where the curve does not come down so far, and of no curve', () => {
    expect(survivalQuantile([1, 2], [0.75, 0.6], 0.5)).toBeNull();
    expect(survivalQuantile([1, 2], [null, null], 0.5)).toBeNull();
    expect(survivalQuantile([], [], 0.5)).toBeNull();
    expect(survivalQuantile([], [], 0)).toBeNull();
  });

  it('survivalQuantile of 0 is time 0', () => {
    expect(survivalQuantile([3, 4], [0.5, 0], 0)).toBe(0);
    expect(survivalQuantile([3, 4], [1, 1], 0)).toBe(0);
  });

  it('survivalQuantile passes over heights that are not known', () => {
    expect(survivalQuantile([1, 2, 3, 4], [null, 0.6, null, 0.3], 0.5)).toBe(4);
    expect(survivalQuantile([1, 2, 3], [null, 0.4, null], 0.5)).toBe(2);
    expect(survivalQuantile([1, 2, 3], [null, 0.6, null], 0.5)).toBeNull();
  });

  it('survivalQuantile of a curve that rises again takes the highest of its levels at or below 1 − p', () => {
    expect(survivalQuantile([1, 2, 3], [0.8, 0.3, 0.45], 0.5)).toBe(3);
    expect(survivalQuantile([1, 2, 3], [0.8, 0.45, 0.3], 0.5)).toBe(2);
    // On 1 − p at 3, and beyond it already at 2.
    expect(survivalQuantile([1, 2, 3, 4], [0.8, 0.4, 0.5, 0.45], 0.5)).toBe(3.5);
  });

  it('survivalQuantile of any curve and of its limits, each on their own curve, follows the rule by levels', () => {
    fc.assert(
      fc.property(
        samples,
        shares,
        fc.constantFrom(0.5, 0.8, 0.95),
        fc.constantFrom('log-log', 'log', 'plain'),
        ({ events, censored }, p, level, scale) => {
          const steps = kaplanMeier(events, censored);
          if (steps.length === 0) return;
          const limits = limitsOf(steps, level, scale);
          for (const heights of [
            heightsOf(steps),
            limits.map((each) => each?.low ?? null),
            limits.map((each) => each?.high ?? null),
          ])
            expect(survivalQuantile(timesOf(steps), heights, p)).toBe(byLevels(timesOf(steps), heights, p));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('survivalQuantile of curves that rise and fall follows the rule by levels, known from the start or later', () => {
    const runs = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 3 })), {
      selector: ([level]) => level,
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(runs, fc.nat(2), fc.integer({ min: 0, max: 12 }), fc.nat(30), (runs, unknown, p, shift) => {
        const heights = [
          ...Array.from({ length: unknown }, () => null),
          ...runs.flatMap(([level, length]) => Array.from({ length }, () => 1 - level / 12)),
        ];
        const times = heights.map((_, i) => i * i + shift);
        expect(survivalQuantile(times, heights, p / 12)).toBe(byLevels(times, heights, p / 12));
      }),
      { numRuns: 200 },
    );
  });

  it('survivalQuantile never falls as the share grows', () => {
    fc.assert(
      fc.property(samples, shares, shares, ({ events, censored }, p, q) => {
        const steps = kaplanMeier(events, censored);
        const at = (share: number) => survivalQuantile(timesOf(steps), heightsOf(steps), share);
        const [early, late] = [at(Math.min(p, q)), at(Math.max(p, q))];
        if (late !== null) expect(early).toBeLessThanOrEqual(late);
      }),
      { numRuns: 100 },
    );
  });
});

describe('kaplanMeierQuantile', () => {
  it('kaplanMeierQuantile is the quantile of the curve, without keeping it', () => {
    fc.assert(
      fc.property(samples, fc.oneof(shares, fc.constantFrom(0.5, 1)), ({ events, censored }, p) => {
        fc.pre(p > 0);
        const steps = kaplanMeier(events, censored);
        expect(kaplanMeierQuantile(events, censored, p)).toBe(
          survivalQuantile(timesOf(steps), heightsOf(steps), p),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('kaplanMeierQuantile and that of the curve are half way from where one half is met to the next event', () => {
    const events = sampleOf([2, 3, 4, 5, 6, 8, 11]);
    const censored = sampleOf([0, 1, 1, 8, 10, 11]);
    const steps = kaplanMeier(events, censored);
    expect(kaplanMeierQuantile(events, censored, 0.5)).toBe(7);
    expect(survivalQuantile(timesOf(steps), heightsOf(steps), 0.5)).toBe(7);
  });

  it('kaplanMeierQuantile of nothing, and where it is not reached, is null', () => {
    expect(kaplanMeierQuantile(sampleOf([]), sampleOf([]), 0.5)).toBeNull();
    expect(kaplanMeierQuantile(sampleOf([]), sampleOf([1, 2]), 0.5)).toBeNull();
    expect(kaplanMeierQuantile(sampleOf([1]), sampleOf([2, 3]), 0.5)).toBeNull();
  });

  it('kaplanMeierQuantile without anyone dropping out is the median, the mean of the two in the middle', () => {
    expect(kaplanMeierQuantile(sampleOf([9, 1, 4]), sampleOf([]), 0.5)).toBe(4);
    expect(kaplanMeierQuantile(sampleOf([9, 1, 4, 6]), sampleOf([]), 0.5)).toBe(5);
  });
});
