import * as fc from 'fast-check';
import { sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { deviationOf } from '../../src/statistics/deviationOf.js';
import { meanOf } from '../../src/statistics/meanOf.js';
import { relativeError } from './relativeError.js';
import { sampleOf } from './sampleOf.js';

function deviation(numbers: readonly number[]): number | null {
  const sample = sampleOf(numbers);
  return deviationOf(sample, meanOf(sample)!);
}

describe('deviationOf', () => {
  it('deviationOf fewer than 2 observations is null', () => {
    expect(deviationOf(sampleOf([]), 0)).toBeNull();
    expect(deviation([7])).toBeNull();
  });

  it('deviationOf equal observations is exactly 0', () => {
    expect(deviation([0.1, 0.1, 0.1])).toBe(0);
  });

  it('deviationOf a multiset is that of the numbers it stands for', () => {
    const numbers = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(numbers, (numbers) => {
        expect(relativeError(deviation(numbers)!, sampleStandardDeviation(numbers))).toBeLessThan(1e-13);
      }),
    );
  });

  it('deviationOf keeps its digits far from 0', () => {
    // NIST Statistical Reference Datasets, NumAcc4: deviation 0.1. The doubles nearest to its numbers are
    // themselves up to 1e-9 off, which is 1e-8 of the deviation.
    const sample = { values: [10000000.1, 10000000.2, 10000000.3], counts: [500, 1, 500] };
    expect(relativeError(deviationOf(sample, meanOf(sample)!)!, 0.1)).toBeLessThan(1e-8);
    // These are doubles, so that nothing excuses an error.
    expect(deviation([1e12 + 0.5, 1e12 + 1.5])).toBe(Math.SQRT1_2);
  });
});
