import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombe } from '../../src/statistics/newcombe.js';
import { wilson } from '../../src/statistics/wilson.js';

// Newcombe 1998, Statistics in Medicine 17, 873–890, Table II, method 10, rows (a) to (h), to the four decimals of the
// table: successes and n of the first share, those of the second that is taken from it, low, high at 95%.
const published = [
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
] as const;

// The paper's formula with 40 digits (mpmath 1.3), rounded to doubles: the same
// columns, then level, low, high.
const golden = [
  [56, 70, 48, 80, 0.9, 0.07656419154407194, 0.3136445835829438],
  [56, 70, 48, 80, 0.95, 0.05243147240236488, 0.33387265403690597],
  [56, 70, 48, 80, 0.99, 0.005370869250078379, 0.3718084317757736],
  [9, 10, 3, 10, 0.9, 0.24211240088494457, 0.7896235073721287],
  [9, 10, 3, 10, 0.95, 0.17052272393450288, 0.809017973535488],
  [9, 10, 3, 10, 0.99, 0.04302696661534427, 0.8374050678947363],
  [6, 7, 2, 7, 0.95, 0.0582279274823122, 0.8062496375242277],
  [5, 56, 0, 29, 0.95, -0.0381371479035369, 0.19256001385511162],
  [0, 10, 0, 20, 0.95, -0.16112515805281938, 0.27753279986288926],
  [0, 10, 0, 10, 0.95, -0.27753279986288926, 0.27753279986288926],
  [10, 10, 0, 20, 0.95, 0.6790860371419146, 1],
  [10, 10, 0, 10, 0.95, 0.6075093504305241, 1],
  [80, 320, 120, 400, 0.9, -0.10412783671350509, 0.0053234454356551235],
  [80, 320, 120, 400, 0.95, -0.11431569446093641, 0.016004694758390715],
  [80, 320, 120, 400, 0.99, -0.13403419696462715, 0.03691550454624263],
  [512300, 1000000, 511000, 1000000, 0.95, -8.552727617492754e-5, 0.002685520217602141],
] as const;

const share = fc
  .tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }))
  .filter(([successes, failures]) => successes + failures > 0)
  .map(([successes, failures]) => ({ successes, n: successes + failures }));
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

describe('newcombe', () => {
  it.each(published)('newcombe of %d/%d − %d/%d is as published', (a, m, b, n, low, high) => {
    const limits = newcombe({ successes: b, n }, { successes: a, n: m }, 0.95)!;
    expect(limits.low.toFixed(4)).toBe(low.toFixed(4));
    expect(limits.high.toFixed(4)).toBe(high.toFixed(4));
  });

  it.each(golden)('newcombe of %d/%d − %d/%d at %d agrees with 40 digits', (a, m, b, n, level, low, high) => {
    const limits = newcombe({ successes: b, n }, { successes: a, n: m }, level)!;
    expect(Math.abs(limits.low - low)).toBeLessThan(3e-15);
    expect(Math.abs(limits.high - high)).toBeLessThan(3e-15);
  });

  it('newcombe with a share of nothing is null', () => {
    expect(newcombe({ successes: 0, n: 0 }, { successes: 1, n: 2 }, 0.95)).toBeNull();
    expect(newcombe({ successes: 1, n: 2 }, { successes: 0, n: 0 }, 0.95)).toBeNull();
  });

  it('newcombe from none to all ends at exactly 1, and from all to none at −1', () => {
    for (const n of [1, 2, 3, 7, 10, 1000, 123_457]) {
      expect(newcombe({ successes: 0, n }, { successes: n, n }, 0.95)!.high).toBe(1);
      expect(newcombe({ successes: n, n }, { successes: 0, n }, 0.95)!.low).toBe(-1);
    }
  });

  it('newcombe holds the difference observed and stays within −1 and 1', () => {
    fc.assert(
      fc.property(share, share, level, (before, after, level) => {
        const { low, high } = newcombe(before, after, level)!;
        const difference = after.successes / after.n - before.successes / before.n;
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('newcombe taken the other way round has the same limits with their signs turned', () => {
    fc.assert(
      fc.property(share, share, level, (before, after, level) => {
        const there = newcombe(before, after, level)!;
        const back = newcombe(after, before, level)!;
        expect(back.low).toBe(0 - there.high);
        expect(back.high).toBe(0 - there.low);
      }),
    );
  });

  it('newcombe with one share known almost exactly has the width of the other', () => {
    const { low, high } = newcombe({ successes: 5e14, n: 1e15 }, { successes: 30, n: 100 }, 0.95)!;
    const own = wilson(30, 100, 0.95)!;
    expect(low).toBeCloseTo(own.low - 0.5, 7);
    expect(high).toBeCloseTo(own.high - 0.5, 7);
  });
});
