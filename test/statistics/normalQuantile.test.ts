import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/statistics/normalQuantile.js';
import { relativeError } from './relativeError.js';

// scipy 1.17, scipy.stats.norm.ppf: p, quantile.
const golden = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798409],
  [1e-9, -5.9978070150076865],
  [1e-6, -4.753424308822899],
  [0.001, -3.090232306167813],
  [0.025, -1.9599639845400545],
  [0.05, -1.6448536269514729],
  [0.0749, -1.4402382675279635],
  [0.0751, -1.4388253927525403],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.4, -0.2533471031357997],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446004],
  [0.925, 1.4395314709384563],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [0.9995, 3.2905267314919255],
  [0.999999, 4.753424308817087],
] as const;

describe('normalQuantile', () => {
  it.each(golden)('normalQuantile(%d) agrees with scipy to a relative 2e-15', (p, expected) => {
    expect(relativeError(normalQuantile(p), expected)).toBeLessThan(2e-15);
  });

  it('normalQuantile of one half is exactly 0', () => {
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('normalQuantile is symmetrical', () => {
    // 1 − p is exact for these p.
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 - 1 }), (k) => {
        const p = k / 2 ** 30;
        expect(normalQuantile(1 - p)).toBe(0 - normalQuantile(p));
      }),
    );
  });

  it('normalQuantile never falls as p grows, also where two approximations meet', () => {
    for (const joint of [0.075, 0.925, Math.exp(-25)]) {
      let last = Number.NEGATIVE_INFINITY;
      for (let step = -100; step <= 100; step++) {
        const next = normalQuantile(joint * (1 + step * 1e-13));
        expect(next).toBeGreaterThanOrEqual(last);
        last = next;
      }
    }
  });
});
