import type { Sample } from '../../src/statistics/sample.js';

/** The frozen multiset of some numbers, in the order in which a sample has them. */
export function sampleOf(numbers: readonly number[]): Sample {
  const counts = new Map<number, number>();
  for (const value of numbers) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = [...counts.keys()].sort((a, b) => a - b);
  return Object.freeze({
    values: Object.freeze(values),
    counts: Object.freeze(values.map((value) => counts.get(value)!)),
  });
}
