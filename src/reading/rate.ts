import { requires } from '../error.js';
import { wilson } from '../statistics/wilson.js';
import type { RateReading } from './reading.js';

/**
 * The reading of a share: `numerator` of `denominator`.
 *
 * Value: numerator ÷ denominator, null when the denominator is 0. Interval: Wilson's score interval at `level`
 * (Wilson 1927), for a numerator that is part of its denominator; `level` null gives none, for ratios that may
 * exceed 1. Errors: a RangeError for a numerator that is no part of the denominator, where there is a level.
 *
 * @example
 * import { rate } from 'sales-effectiveness';
 * rate(80, 320, 0.95).value // => 0.25
 */
export function rate(numerator: number, denominator: number, level: number | null): RateReading<number> {
  if (level !== null && !(level > 0 && (1 + level) / 2 < 1))
    throw requires(RangeError, 'a level between 0 and 1, or null', level, 'rate');
  if (
    level !== null &&
    !(numerator >= 0 && numerator <= denominator && denominator < Number.POSITIVE_INFINITY)
  )
    throw requires(
      RangeError,
      'a numerator from 0 to its denominator',
      `${numerator} of ${denominator}`,
      'rate',
    );
  const limits = level === null ? null : wilson(numerator, denominator, level);
  return {
    value: denominator === 0 ? null : numerator / denominator,
    unit: 'ratio',
    better: 'higher',
    numerator,
    denominator,
    count: denominator,
    interval: limits === null || level === null ? null : { low: limits.low, high: limits.high, level },
    excluded: {},
  };
}
