import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialQuantile } from '../../src/statistics/binomialQuantile.js';

// scipy 1.17, scipy.stats.binom.ppf: p, n, probability, quantile.
const golden = [
  [1e-6, 1, 0.5, 0],
  [0.025, 1, 0.5, 0],
  [0.05, 1, 0.5, 0],
  [0.4, 1, 0.5, 0],
  [0.95, 1, 0.5, 1],
  [0.975, 1, 0.5, 1],
  [0.999999, 1, 0.5, 1],
  [1e-6, 1, 0.9, 0],
  [0.025, 1, 0.9, 0],
  [0.05, 1, 0.9, 0],
  [0.4, 1, 0.9, 1],
  [0.95, 1, 0.9, 1],
  [0.975, 1, 0.9, 1],
  [0.999999, 1, 0.9, 1],
  [1e-6, 1, 0.1, 0],
  [0.025, 1, 0.1, 0],
  [0.05, 1, 0.1, 0],
  [0.4, 1, 0.1, 0],
  [0.95, 1, 0.1, 1],
  [0.975, 1, 0.1, 1],
  [0.999999, 1, 0.1, 1],
  [1e-6, 1, 1e-5, 0],
  [0.025, 1, 1e-5, 0],
  [0.05, 1, 1e-5, 0],
  [0.4, 1, 1e-5, 0],
  [0.95, 1, 1e-5, 0],
  [0.975, 1, 1e-5, 0],
  [0.999999, 1, 1e-5, 1],
  [1e-6, 10, 0.5, 0],
  [0.025, 10, 0.5, 2],
  [0.05, 10, 0.5, 2],
  [0.4, 10, 0.5, 5],
  [0.95, 10, 0.5, 8],
  [0.975, 10, 0.5, 8],
  [0.999999, 10, 0.5, 10],
  [1e-6, 10, 0.9, 3],
  [0.025, 10, 0.9, 7],
  [0.05, 10, 0.9, 7],
  [0.4, 10, 0.9, 9],
  [0.95, 10, 0.9, 10],
  [0.975, 10, 0.9, 10],
  [0.999999, 10, 0.9, 10],
  [1e-6, 10, 0.1, 0],
  [0.025, 10, 0.1, 0],
  [0.05, 10, 0.1, 0],
  [0.4, 10, 0.1, 1],
  [0.95, 10, 0.1, 3],
  [0.975, 10, 0.1, 3],
  [0.999999, 10, 0.1, 7],
  [1e-6, 10, 1e-5, 0],
  [0.025, 10, 1e-5, 0],
  [0.05, 10, 1e-5, 0],
  [0.4, 10, 1e-5, 0],
  [0.95, 10, 1e-5, 0],
  [0.975, 10, 1e-5, 0],
  [0.999999, 10, 1e-5, 1],
  [1e-6, 60, 0.5, 12],
  [0.025, 60, 0.5, 22],
  [0.05, 60, 0.5, 24],
  [0.4, 60, 0.5, 29],
  [0.95, 60, 0.5, 36],
  [0.975, 60, 0.5, 38],
  [0.999999, 60, 0.5, 48],
  [1e-6, 60, 0.9, 41],
  [0.025, 60, 0.9, 49],
  [0.05, 60, 0.9, 50],
  [0.4, 60, 0.9, 54],
  [0.95, 60, 0.9, 58],
  [0.975, 60, 0.9, 58],
  [0.999999, 60, 0.9, 60],
  [1e-6, 60, 0.1, 0],
  [0.025, 60, 0.1, 2],
  [0.05, 60, 0.1, 2],
  [0.4, 60, 0.1, 5],
  [0.95, 60, 0.1, 10],
  [0.975, 60, 0.1, 11],
  [0.999999, 60, 0.1, 19],
  [1e-6, 60, 1e-5, 0],
  [0.025, 60, 1e-5, 0],
  [0.05, 60, 1e-5, 0],
  [0.4, 60, 1e-5, 0],
  [0.95, 60, 1e-5, 0],
  [0.975, 60, 1e-5, 0],
  [0.999999, 60, 1e-5, 1],
  [1e-6, 999, 0.5, 425],
  [0.025, 999, 0.5, 469],
  [0.05, 999, 0.5, 474],
  [0.4, 999, 0.5, 495],
  [0.95, 999, 0.5, 525],
  [0.975, 999, 0.5, 530],
  [0.999999, 999, 0.5, 574],
  [1e-6, 999, 0.9, 851],
  [0.025, 999, 0.9, 880],
  [0.05, 999, 0.9, 883],
  [0.4, 999, 0.9, 897],
  [0.95, 999, 0.9, 914],
  [0.975, 999, 0.9, 917],
  [0.999999, 999, 0.9, 941],
  [1e-6, 999, 0.1, 58],
  [0.025, 999, 0.1, 82],
  [0.05, 999, 0.1, 85],
  [0.4, 999, 0.1, 97],
  [0.95, 999, 0.1, 116],
  [0.975, 999, 0.1, 119],
  [0.999999, 999, 0.1, 148],
  [1e-6, 999, 1e-5, 0],
  [0.025, 999, 1e-5, 0],
  [0.05, 999, 1e-5, 0],
  [0.4, 999, 1e-5, 0],
  [0.95, 999, 1e-5, 0],
  [0.975, 999, 1e-5, 0],
  [0.999999, 999, 1e-5, 2],
  [1e-6, 1000000, 0.5, 497623],
  [0.025, 1000000, 0.5, 499020],
  [0.05, 1000000, 0.5, 499178],
  [0.4, 1000000, 0.5, 499873],
  [0.95, 1000000, 0.5, 500822],
  [0.975, 1000000, 0.5, 500980],
  [0.999999, 1000000, 0.5, 502377],
  [1e-6, 1000000, 0.9, 898571],
  [0.025, 1000000, 0.9, 899412],
  [0.05, 1000000, 0.9, 899506],
  [0.4, 1000000, 0.9, 899924],
  [0.95, 1000000, 0.9, 900493],
  [0.975, 1000000, 0.9, 900588],
  [0.999999, 1000000, 0.9, 901423],
  [1e-6, 1000000, 0.1, 98577],
  [0.025, 1000000, 0.1, 99412],
  [0.05, 1000000, 0.1, 99507],
  [0.4, 1000000, 0.1, 99924],
  [0.95, 1000000, 0.1, 100494],
  [0.975, 1000000, 0.1, 100588],
  [0.999999, 1000000, 0.1, 101429],
  [1e-6, 1000000, 1e-5, 0],
  [0.025, 1000000, 1e-5, 4],
  [0.05, 1000000, 1e-5, 5],
  [0.4, 1000000, 1e-5, 9],
  [0.95, 1000000, 1e-5, 15],
  [0.975, 1000000, 1e-5, 17],
  [0.999999, 1000000, 1e-5, 28],
  [1e-6, 10000000, 0.5, 4992484],
  [0.025, 10000000, 0.5, 4996901],
  [0.05, 10000000, 0.5, 4997399],
  [0.4, 10000000, 0.5, 4999599],
  [0.95, 10000000, 0.5, 5002601],
  [0.975, 10000000, 0.5, 5003099],
  [0.999999, 10000000, 0.5, 5007516],
  [1e-6, 10000000, 0.9, 8995488],
  [0.025, 10000000, 0.9, 8998140],
  [0.05, 10000000, 0.9, 8998439],
  [0.4, 10000000, 0.9, 8999760],
  [0.95, 10000000, 0.9, 9001560],
  [0.975, 10000000, 0.9, 9001859],
  [0.999999, 10000000, 0.9, 9004507],
  [1e-6, 10000000, 0.1, 995493],
  [0.025, 10000000, 0.1, 998141],
  [0.05, 10000000, 0.1, 998440],
  [0.4, 10000000, 0.1, 999760],
  [0.95, 10000000, 0.1, 1001561],
  [0.975, 10000000, 0.1, 1001860],
  [0.999999, 10000000, 0.1, 1004512],
  [1e-6, 10000000, 1e-5, 56],
  [0.025, 10000000, 1e-5, 81],
  [0.05, 10000000, 1e-5, 84],
  [0.4, 10000000, 1e-5, 97],
  [0.95, 10000000, 1e-5, 117],
  [0.975, 10000000, 1e-5, 120],
  [0.999999, 10000000, 1e-5, 151],
] as const;

/** P(Binomial(n, chance ÷ 2^53) ≤ k) for every k, exact, as numerators over 2^(53 n). */
function exactDistribution(n: number, chance: bigint): bigint[] {
  const whole = 2n ** 53n;
  const cumulated: bigint[] = [];
  let ways = 1n;
  let sum = 0n;
  for (let k = 0; k <= n; k++) {
    sum += ways * chance ** BigInt(k) * (whole - chance) ** BigInt(n - k);
    cumulated.push(sum);
    ways = (ways * BigInt(n - k)) / BigInt(k + 1);
  }
  return cumulated;
}

describe('binomialQuantile', () => {
  it.each(golden)('binomialQuantile(%d, %d, %d) agrees with scipy', (p, n, probability, expected) => {
    expect(binomialQuantile(p, n, probability)).toBe(expected);
  });

  it('binomialQuantile is the least k whose exact probability reaches p', () => {
    const fine = fc.integer({ min: 1, max: 2 ** 53 - 1 });
    const coarse = fc.integer({ min: 1, max: 63 }).map((k) => k * 2 ** 47);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.oneof(fine, coarse),
        fc.oneof(fine, coarse),
        (n, p, chance) => {
          const k = binomialQuantile(p / 2 ** 53, n, chance / 2 ** 53);
          const cumulated = exactDistribution(n, BigInt(chance));
          const one = 2n ** BigInt(53 * n);
          const asked = BigInt(p) * 2n ** BigInt(53 * (n - 1));
          // The tolerance that the function promises, twice over, on the smaller tail.
          const tolerance = (asked < one - asked ? asked : one - asked) >> 45n;
          expect(cumulated[k]! >= asked - tolerance).toBe(true);
          expect(k === 0 || cumulated[k - 1]! < asked).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('binomialQuantile is right at exact ties: fair coins at each of their own probabilities', () => {
    for (let n = 1; n <= 50; n++) {
      const cumulated = exactDistribution(n, 2n ** 52n);
      for (let k = 0; k < n; k++) {
        // Exact in a double: n binary digits at most.
        const p = Number(cumulated[k]! >> BigInt(52 * n)) / 2 ** n;
        expect(binomialQuantile(p, n, 0.5)).toBe(k);
      }
    }
  });

  it('binomialQuantile of one half is the middle of an odd number of fair coins, however many', () => {
    for (const n of [3, 101, 12345, 999_999, 9_999_999]) {
      expect(binomialQuantile(0.5, n, 0.5)).toBe((n - 1) / 2);
    }
  });

  it('binomialQuantile never falls as p grows', () => {
    const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    const n = fc.integer({ min: 0, max: 1e6 });
    fc.assert(
      fc.property(p, p, n, fc.double({ min: 0, max: 1, noNaN: true }), (p1, p2, n, probability) => {
        const low = binomialQuantile(Math.min(p1, p2), n, probability);
        const high = binomialQuantile(Math.max(p1, p2), n, probability);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(n);
      }),
    );
  });

  it('binomialQuantile of certain outcomes is certain', () => {
    expect(binomialQuantile(0.3, 10, 0)).toBe(0);
    expect(binomialQuantile(0.3, 10, 1)).toBe(10);
    expect(binomialQuantile(0.3, 0, 0.4)).toBe(0);
    expect(binomialQuantile(0, 10, 0.4)).toBe(0);
    expect(binomialQuantile(1, 10, 0.4)).toBe(10);
  });
});
