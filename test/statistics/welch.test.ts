import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentQuantile } from '../../src/statistics/studentQuantile.js';
import { welch } from '../../src/statistics/welch.js';
import { relativeError } from './relativeError.js';

/** Straight from the definition. */
function spread(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, deviation: Math.sqrt(squares / (n - 1)) };
}

// Extra hours of sleep under two drugs, Student 1908, Biometrika 6; R's data set `sleep`, whose page has this test.
const sleep = [
  [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
] as const;
const days = [
  [60, 45, 75, 90, 30, 52],
  [40, 38, 51, 44, 29],
] as const;

// scipy 1.17, scipy.stats.ttest_ind(b, a, equal_var=False).confidence_interval(level): a, b, level, low, high.
const golden = [
  [...sleep, 0.9, 0.10661850266839235, 3.053381497331606],
  [...sleep, 0.95, -0.20548323071171137, 3.3654832307117104],
  [...sleep, 0.99, -0.86763291991904, 4.027632919919039],
  [...days, 0.9, -36.386139791400765, -0.14719354193257672],
  [...days, 0.95, -40.95254186018167, 4.419208526848337],
  [...days, 0.99, -52.119309474018515, 15.585976140685183],
  [[1, 2], [10, 30], 0.95, -107.23478770299327, 144.2347877029933],
  [[5, 5, 5], [1, 2, 3, 4], 0.95, -4.554260256760521, -0.4457397432394794],
] as const;

const side = fc.record({
  deviation: fc.double({ min: 0, max: 1e6, noNaN: true }),
  n: fc.integer({ min: 2, max: 100_000 }),
});
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);

describe('welch', () => {
  it.each(golden)('welch of %j and %j at %d agrees with scipy', (a, b, level, low, high) => {
    const first = spread(a);
    const second = spread(b);
    const half = welch(first, second, level)!;
    expect(second.mean - first.mean - half).toBeCloseTo(low, 11);
    expect(second.mean - first.mean + half).toBeCloseTo(high, 11);
  });

  it('welch under 2 observations, or where nothing varies, is null', () => {
    expect(welch({ deviation: 1, n: 1 }, { deviation: 1, n: 5 }, 0.95)).toBeNull();
    expect(welch({ deviation: 1, n: 5 }, { deviation: 1, n: 0 }, 0.95)).toBeNull();
    expect(welch({ deviation: 0, n: 5 }, { deviation: 0, n: 5 }, 0.95)).toBeNull();
  });

  it('welch of equal sizes and deviations is Student with 2n − 2 degrees of freedom', () => {
    const half = welch({ deviation: 3, n: 8 }, { deviation: 3, n: 8 }, 0.95)!;
    expect(relativeError(half, studentQuantile(0.975, 14) * 3 * Math.sqrt(2 / 8))).toBeLessThan(1e-14);
  });

  it('welch does not care which is first, nor in which unit they are', () => {
    fc.assert(
      fc.property(side, side, level, fc.constantFrom(1e-180, 1e150), (a, b, level, unit) => {
        fc.pre(Math.max(a.deviation, b.deviation) > 1e-6);
        const half = welch(a, b, level)!;
        expect(welch(b, a, level)).toBe(half);
        const scaled = welch(
          { deviation: a.deviation * unit, n: a.n },
          { deviation: b.deviation * unit, n: b.n },
          level,
        )!;
        expect(relativeError(scaled / unit, half)).toBeLessThan(1e-10);
      }),
    );
  });

  it('welch is wider at a higher level', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        fc.pre(a.deviation + b.deviation > 1e-300);
        expect(welch(a, b, 0.99)!).toBeGreaterThan(welch(a, b, 0.9)!);
      }),
    );
  });
});
