import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonLimits } from '../../src/statistics/poissonLimits.js';
import { relativeError } from './relativeError.js';

// n + z²/2 ± z √(n + z²/4) with 40 digits by mpmath 1.3, z from scipy.stats.norm.ppf: n, z, low, high.
const golden = [
  [0, 1.2815515655446004, 0, 1.642374415149816],
  [0, 1.959963984540054, 0, 3.8414588206941254],
  [0, 8, 0, 64],
  [1, 1.2815515655446004, 0.29910874539416643, 3.3432656697556498],
  [1, 1.959963984540054, 0.17652455493515296, 5.664934265758972],
  [1, 2.5758293035489004, 0.117405464112158, 8.517491136909054],
  [1, 8, 0.015154995058715601, 65.98484500494128],
  [3, 1.959963984540054, 1.0202707283643204, 8.821188092329805],
  [10, 1.2815515655446004, 6.686203219530597, 14.95617119561922],
  [10, 1.959963984540054, 5.431986105614364, 18.40947271507976],
  [10, 2.5758293035489004, 4.522311619550336, 22.112584981470878],
  [57, 1.959963984540054, 43.999189468124705, 73.84226935256942],
  [1000, 1.959963984540054, 939.9114718582533, 1063.9299869624408],
  [1000000, 2.5758293035489004, 997427.4860084574, 1002579.1488881437],
] as const;

const counts = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 1_000_000 }));
const errors = fc.constantFrom(
  0.01,
  0.6744897501960817,
  1.2815515655446004,
  1.959963984540054,
  3.2905267314919255,
);

describe('poissonLimits', () => {
  it.each(golden)('poissonLimits(%d, %d) agrees with 40 digits', (n, z, low, high) => {
    const limits = poissonLimits(n, z);
    if (n === 0) expect(limits.low).toBe(0);
    else expect(relativeError(limits.low, low)).toBeLessThan(1e-12);
    expect(relativeError(limits.high, high)).toBeLessThan(1e-14);
  });

  it('are the two means λ with (n − λ)² = z²λ: the score test just rejects them', () => {
    fc.assert(
      fc.property(counts, errors, (n, z) => {
        const { low, high } = poissonLimits(n, z);
        for (const limit of [low, high]) {
          const score = z * Math.sqrt(limit);
          expect(Math.abs(Math.abs(n - limit) - score)).toBeLessThan(1e-8 * Math.max(1, score));
        }
        // Their product is n², their sum 2n + z².
        expect(relativeError(low + high, 2 * n + z * z)).toBeLessThan(1e-13);
        if (n > 0) expect(relativeError(low * high, n * n)).toBeLessThan(1e-9);
      }),
    );
  });

  it('lie about the count, above 0, and 0 has a lower limit of exactly 0 and z² as upper one', () => {
    fc.assert(
      fc.property(counts, errors, (n, z) => {
        const { low, high } = poissonLimits(n, z);
        expect(high).toBeGreaterThan(n);
        if (n > 0) {
          expect(low).toBeLessThan(n);
          expect(low).toBeGreaterThan(0);
        }
        const nothing = poissonLimits(0, z);
        expect(Object.is(nothing.low, 0)).toBe(true);
        expect(nothing.high).toBeCloseTo(z * z, 12);
      }),
    );
  });

  it('grow with the count, and are wider the surer they are', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (n) => {
        const narrow = poissonLimits(n, 1);
        const wide = poissonLimits(n, 2);
        const next = poissonLimits(n + 1, 1);
        expect(next.low).toBeGreaterThan(narrow.low);
        expect(next.high).toBeGreaterThan(narrow.high);
        expect(wide.high).toBeGreaterThan(narrow.high);
        expect(n === 0 ? -1 : wide.low).toBeLessThan(narrow.low);
      }),
    );
  });
});
