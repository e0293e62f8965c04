import type { Sample } from './sample.js';

/** The observation at `rank`, in ascending order: 1 is the least, sizeOf(sample) the greatest. */
export function valueAtRank({ values, counts }: Sample, rank: number): number {
  let i = 0;
  for (let reached = counts[0]!; reached < rank; reached += counts[i]!) i++;
  return values[i]!;
}
