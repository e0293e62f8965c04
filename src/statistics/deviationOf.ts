import { type Sample, sizeOf } from './sample.js';
import { sumOf } from './sumOf.js';

/**
 * The standard deviation of the population that a sample was drawn from (divisor n − 1), given the sample's
 * mean; null under 2 observations.
 *
 * Two passes, the mean first: the squares of the differences keep the digits that squares of the values
 * would lose. What the mean's own rounding adds is taken off again.
 *
 * Source: Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance: analysis and
 * recommendations", the corrected two-pass algorithm.
 */
export function deviationOf(sample: Sample, mean: number): number | null {
  const size = sizeOf(sample);
  if (size < 2) return null;
  const squares = sumOf(sample, mean, 2);
  const drift = sumOf(sample, mean);
  return Math.sqrt((squares - (drift * drift) / size) / (size - 1));
}
