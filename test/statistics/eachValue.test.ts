import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachValue } from '../../src/statistics/eachValue.js';
import { sampleOf } from './sampleOf.js';

/** All visits, each with a copy of its counts. */
function visits(...lists: (readonly number[])[]): [number, number[]][] {
  const seen: [number, number[]][] = [];
  eachValue(lists.map(sampleOf), (value, counts) => {
    seen.push([value, [...counts]]);
    return false;
  });
  return seen;
}

const numbers = fc.array(
  fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: true, min: -5, max: 5 })),
  {
    maxLength: 10,
  },
);

describe('eachValue', () => {
  it('eachValue visits each distinct value once, ascending, with its count in each sample', () => {
    expect(visits([5, 1, 5], [], [5, 2, -3])).toStrictEqual([
      [-3, [0, 0, 1]],
      [1, [1, 0, 0]],
      [2, [0, 0, 1]],
      [5, [2, 0, 1]],
    ]);
  });

  it('eachValue visits nothing where there is no value, nor any sample', () => {
    expect(visits()).toStrictEqual([]);
    expect(visits([], [])).toStrictEqual([]);
  });

  it('eachValue stops where the visit gives true, and goes on for false and for nothing', () => {
    const answers = [false, undefined, true, false];
    const seen: number[] = [];
    eachValue([sampleOf([1, 3]), sampleOf([2, 4])], (value) => answers[seen.push(value) - 1]);
    expect(seen).toStrictEqual([1, 2, 3]);
  });

  it('eachValue gives one list of counts, used again for each value', () => {
    const lists = new Set<readonly number[]>();
    eachValue([sampleOf([1, 2, 3])], (_, counts) => {
      lists.add(counts);
      return false;
    });
    expect(lists.size).toBe(1);
  });

  it('eachValue of any samples is what counting says', () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 5 }), (lists) => {
        const distinct = [...new Set(lists.flat().map((value) => value + 0))].sort((a, b) => a - b);
        const times = (list: readonly number[], value: number) =>
          list.filter((each) => each === value).length;
        expect(visits(...lists).map(([value, counts]) => [value + 0, counts])).toStrictEqual(
          distinct.map((value) => [value, lists.map((list) => times(list, value))]),
        );
      }),
    );
  });
});
