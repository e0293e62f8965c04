import { deviationOf } from '../statistics/deviationOf.js';
import { meanOf } from '../statistics/meanOf.js';
import { orderStatistics } from '../statistics/orderStatistics.js';
import { quantile } from '../statistics/quantile.js';
import { type Sample, sizeOf } from '../statistics/sample.js';
import { studentQuantile } from '../statistics/studentQuantile.js';
import { valueAtRank } from '../statistics/valueAtRank.js';
import type { DurationReading, Interval, Statistic } from './reading.js';

/**
 * The reading of a sample of durations: mean, median and 90th percentile (type 7), the `statistic` as value.
 *
 * `per` is how many of the sample's units make one `unit`: 86,400,000 for milliseconds read in days. Interval at
 * `level`: Student's t for the mean, order statistics (binomial) for median and p90; null where n is too small.
 * An empty sample has null values.
 *
 * @example
 * import { duration } from 'sales-effectiveness';
 * duration({ values: [5, 12], counts: [1, 2] }, { unit: 'days', per: 1, statistic: 'median', level: 0.95 }).value // => 12
 */
export function duration<U extends 'days' | 'hours' | 'minutes'>(
  sample: Sample,
  options: { unit: U; per: number; statistic: Statistic; level: number },
): DurationReading<U> {
  const { unit, per, statistic, level } = options;
  const size = sizeOf(sample);
  const mean = meanOf(sample);
  const deviation = mean === null ? null : deviationOf(sample, mean);
  const scaled = (value: number | null) => (value === null ? null : value / per);
  const statistics = {
    mean: scaled(mean),
    median: scaled(quantile(sample, 0.5)),
    p90: scaled(quantile(sample, 0.9)),
  };
  let interval: Interval | null = null;
  if (statistic !== 'mean') {
    const ranks = orderStatistics(size, statistic === 'median' ? 0.5 : 0.9, level);
    if (ranks !== null)
      interval = {
        low: valueAtRank(sample, ranks.low) / per,
        high: valueAtRank(sample, ranks.high) / per,
        level,
      };
  } else if (mean !== null && deviation !== null) {
    const half = (studentQuantile((1 + level) / 2, size - 1) * deviation) / Math.sqrt(size);
    interval = { low: (mean - half) / per, high: (mean + half) / per, level };
  }
  return {
    value: statistics[statistic],
    unit,
    better: 'lower',
    statistic,
    ...statistics,
    deviation: scaled(deviation),
    count: size,
    interval,
    excluded: {},
  };
}
