import { type Sample, sizeOf } from './sample.js';
import { sumOf } from './sumOf.js';

/**
 * The arithmetic mean of a sample, or null when it is empty.
 *
 * A compensated sum ({@link sumOf}) divided by the size: for whole values whose sum stays below 2^53 it is
 * the exact mean, rounded once.
 */
export function meanOf(sample: Sample): number | null {
  const size = sizeOf(sample);
  return size === 0 ? null : sumOf(sample) / size;
}
