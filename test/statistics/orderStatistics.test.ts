import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../../src/statistics/incompleteBeta.js';
import { orderStatistics } from '../../src/statistics/orderStatistics.js';

describe('orderStatistics', () => {
  it.each([
    // scipy 1.17: scipy.stats.binom.ppf((1 - level) / 2, n, p) and binom.ppf((1 + level) / 2, n, p) + 1.
    [6, 0.5, 0.95, 1, 6],
    [10, 0.5, 0.95, 2, 9],
    [10, 0.5, 0.8, 3, 8],
    [36, 0.9, 0.95, 29, 36],
    [100, 0.5, 0.95, 40, 61],
    [100, 0.9, 0.95, 84, 96],
    [100, 0.25, 0.9, 18, 33],
    [1000, 0.5, 0.99, 459, 542],
    [1000, 0.9, 0.95, 881, 919],
    [1000000, 0.5, 0.95, 499020, 500981],
    [1000000, 0.9, 0.95, 899412, 900589],
  ])('orderStatistics(%d, %d, %d) are the ranks %d and %d', (n, p, level, low, high) => {
    expect(orderStatistics(n, p, level)).toEqual({ low, high });
  });

  it('orderStatistics of a median at 95% begin at 6 observations, of a 90th percentile at 36', () => {
    // 2 ÷ 2^5 > 0.05 ≥ 2 ÷ 2^6, and 0.9^35 > 0.025 ≥ 0.9^36.
    expect(orderStatistics(5, 0.5, 0.95)).toBeNull();
    expect(orderStatistics(6, 0.5, 0.95)).toEqual({ low: 1, high: 6 });
    expect(orderStatistics(35, 0.9, 0.95)).toBeNull();
    expect(orderStatistics(36, 0.9, 0.95)!.high).toBe(36);
  });

  it('orderStatistics of no observations are null', () => {
    expect(orderStatistics(0, 0.5, 0.95)).toBeNull();
  });

  it('orderStatistics cover the quantile with the level or more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom(0.25, 0.5, 0.75, 0.9),
        fc.constantFrom(0.8, 0.9, 0.95, 0.99),
        (n, p, level) => {
          const ranks = orderStatistics(n, p, level);
          if (ranks === null) return;
          // P(X(rank) < quantile) = P(Binomial(n, p) ≥ rank) = I_p(rank, n − rank + 1).
          const reached = (rank: number) => incompleteBeta(p, rank, n - rank + 1);
          expect(reached(ranks.low) - reached(ranks.high)).toBeGreaterThan(level - 1e-12);
        },
      ),
    );
  });

  it('orderStatistics of a median are as far from one end as from the other', () => {
    for (let n = 6; n <= 300; n++) {
      const { low, high } = orderStatistics(n, 0.5, 0.95)!;
      expect(low + high).toBe(n + 1);
    }
  });
});
