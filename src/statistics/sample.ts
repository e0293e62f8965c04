/** A multiset of numbers: `values` ascending and distinct, `counts` how often each occurs (1 or more). */
export type Sample = { readonly values: readonly number[]; readonly counts: readonly number[] };

/** How many observations a sample holds: the sum of its counts. */
export function sizeOf(sample: Sample): number {
  let size = 0;
  for (const count of sample.counts) size += count;
  return size;
}
