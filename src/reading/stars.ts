import { deviationOf } from '../statistics/deviationOf.js';
import { meanOf } from '../statistics/meanOf.js';
import { type Sample, sizeOf } from '../statistics/sample.js';
import { studentQuantile } from '../statistics/studentQuantile.js';
import type { StarsReading } from './reading.js';

/**
 * The reading of ratings on a scale of five stars: their mean, with a t interval at `level`, null under two ratings.
 *
 * @example
 * import { stars } from 'sales-effectiveness';
 * stars({ values: [3, 5], counts: [1, 3] }, { level: 0.95 }).value // => 4.5
 */
export function stars(ratings: Sample, { level }: { level: number }): StarsReading {
  const count = sizeOf(ratings);
  const mean = meanOf(ratings);
  const deviation = mean === null ? null : deviationOf(ratings, mean);
  const half =
    deviation === null ? null : (studentQuantile((1 + level) / 2, count - 1) * deviation) / Math.sqrt(count);
  return {
    value: mean,
    unit: 'stars',
    better: 'higher',
    deviation,
    count,
    interval: half === null ? null : { low: mean! - half, high: mean! + half, level },
    excluded: {},
  };
}
