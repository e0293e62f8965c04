import * as fc from 'fast-check';
import { mean as plainMean } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { meanOf } from '../../src/statistics/meanOf.js';
import { sumOf } from '../../src/statistics/sumOf.js';
import { sampleOf } from './sampleOf.js';

describe('meanOf', () => {
  it('meanOf an empty sample is null', () => {
    expect(meanOf(sampleOf([]))).toBeNull();
  });

  it('meanOf a multiset is the mean of the numbers it stands for', () => {
    const numbers = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, (numbers) => {
        expect(meanOf(sampleOf(numbers))).toBe(plainMean(numbers));
      }),
    );
  });

  it('meanOf has the same bits whatever order the numbers came in', () => {
    const numbers = fc.array(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, (numbers) => {
        expect(meanOf(sampleOf([...numbers].reverse()))).toBe(meanOf(sampleOf(numbers)));
      }),
    );
  });

  it('meanOf keeps what plain addition rounds away', () => {
    expect(meanOf(sampleOf([1, 1e100, 1, -1e100]))).toBe(0.5);
  });

  it('meanOf ten times 0.1 is 0.1', () => {
    expect(meanOf({ values: [0.1], counts: [10] })).toBe(0.1);
  });
});

describe('sumOf', () => {
  it('sumOf takes each distinct value as often as it occurs, from a centre and squared', () => {
    const sample = { values: [2, 3], counts: [10, 1] };
    expect(sumOf(sample)).toBe(23);
    expect(sumOf(sample, 1)).toBe(12);
    expect(sumOf(sample, 1, 2)).toBe(14);
  });

  it('sumOf an empty sample is 0', () => {
    expect(sumOf(sampleOf([]))).toBe(0);
  });
});
