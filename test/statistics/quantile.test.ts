import { quantile as d3Quantile } from 'd3-array';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../src/statistics/quantile.js';
import { sampleOf } from './sampleOf.js';

const numbers = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer()), {
  minLength: 1,
  maxLength: 60,
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  it('quantile of an empty sample is null', () => {
    expect(quantile(sampleOf([]), 0.5)).toBeNull();
  });

  it('quantile of one observation is that observation', () => {
    for (const p of [0, 0.3, 0.5, 1]) expect(quantile(sampleOf([42]), p)).toBe(42);
  });

  it.each([
    // numpy 2.4, numpy.quantile([1, 2, 2, 3, 10, 50, 50, 100.5], p).
    [0, 1],
    [0.1, 1.7],
    [0.25, 2],
    [0.5, 6.5],
    [0.75, 50],
    [0.9, 65.15],
    [0.99, 96.965],
    [1, 100.5],
  ])('quantile at p = %d agrees with numpy', (p, expected) => {
    expect(quantile(sampleOf([50, 1, 2, 100.5, 2, 10, 3, 50]), p)).toBeCloseTo(expected, 12);
  });

  it('quantile of a multiset is the quantile of the numbers it stands for, to the last bit', () => {
    fc.assert(
      fc.property(numbers, share, (numbers, p) => {
        expect(quantile(sampleOf(numbers), p)).toBe(d3Quantile(numbers, p));
      }),
    );
  });

  it('quantile of numbers that are not whole agrees as well', () => {
    const fractions = fc.array(fc.double({ noNaN: true, min: -1e100, max: 1e100 }), { minLength: 1 });
    fc.assert(
      fc.property(fractions, share, (numbers, p) => {
        // A multiset has one zero; adding 0 makes −0 the same.
        expect(quantile(sampleOf(numbers), p)! + 0).toBe(d3Quantile(numbers, p)! + 0);
      }),
    );
  });

  it('quantile never falls as p grows and never leaves its sample', () => {
    fc.assert(
      fc.property(numbers, share, share, (numbers, p1, p2) => {
        const sample = sampleOf(numbers);
        const low = quantile(sample, Math.min(p1, p2))!;
        const high = quantile(sample, Math.max(p1, p2))!;
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...numbers));
        expect(high).toBeLessThanOrEqual(Math.max(...numbers));
      }),
    );
  });

  it('quantile between equal observations is exactly their value', () => {
    const sample = Object.freeze({ values: [0.1, 0.3], counts: [1, 9_999_999] });
    for (const p of [0.1, 1 / 3, 0.5, 0.7]) expect(quantile(sample, p)).toBe(0.3);
  });
});
