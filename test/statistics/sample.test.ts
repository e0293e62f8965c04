import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/statistics/sample.js';
import { valueAtRank } from '../../src/statistics/valueAtRank.js';
import { sampleOf } from './sampleOf.js';

const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 });

describe('sizeOf', () => {
  it('sizeOf an empty sample is 0', () => {
    expect(sizeOf(sampleOf([]))).toBe(0);
  });

  it('sizeOf counts each observation, not each value', () => {
    fc.assert(
      fc.property(numbers, (numbers) => {
        expect(sizeOf(sampleOf(numbers))).toBe(numbers.length);
      }),
    );
  });
});

describe('valueAtRank', () => {
  it('valueAtRank is the observation at that place in ascending order, counted from 1', () => {
    fc.assert(
      fc.property(numbers, (numbers) => {
        const sample = sampleOf(numbers);
        const sorted = [...numbers].sort((a, b) => a - b);
        expect(sorted.map((_, index) => valueAtRank(sample, index + 1))).toEqual(sorted);
      }),
    );
  });
});
