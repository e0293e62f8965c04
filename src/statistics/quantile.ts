import { type Sample, sizeOf } from './sample.js';

/**
 * The value that a share `p` (0 to 1) of the sample lies below; the median for p = 0.5. Null when empty.
 *
 * Rank 1 + (n − 1) p, and between two ranks the straight line from one value to the next: the default of R,
 * numpy and spreadsheets. Exact where both neighbours are equal, never outside them. Takes time in
 * proportion to the distinct values.
 *
 * Source: Hyndman & Fan 1996, "Sample quantiles in statistical packages", type 7.
 */
export function quantile(sample: Sample, p: number): number | null {
  const size = sizeOf(sample);
  if (size === 0) return null;
  const { values, counts } = sample;
  const position = (size - 1) * p;
  const before = Math.floor(position);
  let i = 0;
  let reached = counts[0]!;
  while (reached <= before) reached += counts[++i]!;
  const low = values[i]!;
  const high = reached > before + 1 || reached === size ? low : values[i + 1]!;
  return low + (high - low) * (position - before);
}
