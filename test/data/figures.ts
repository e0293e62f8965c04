import { Decimal } from 'decimal.js';
import type { MoneyReading, RateReading, Sample } from 'sales-effectiveness';
import { quantile } from '../../src/statistics/quantile.js';
import type { Comparison } from './comparison.js';
import type { Folder } from './folder.js';

/** Compares figures with the truth of their ids; gives the ids. An id that the truth does not have is a difference. */
export function compareFigures(
  folder: Folder,
  comparison: Comparison,
  figures: Readonly<Record<string, unknown>>,
): Set<string> {
  const truth = folder.values();
  for (const [id, figure] of Object.entries(figures)) comparison.all(id, figure, truth.get(id));
  return new Set(Object.keys(figures));
}

/** The summary of durations: what a reading says of them, the rest from their sample, of which `per` make a unit. */
export function summary(
  reading: {
    readonly count: number;
    readonly mean: number | null;
    readonly median: number | null;
    readonly p90: number | null;
  },
  sample: Sample,
  per = 1,
) {
  const of = (p: number) => {
    const value = quantile(sample, p);
    return value === null ? null : value / per;
  };
  const { count, mean, median, p90 } = reading;
  return { n: count, mean, min: of(0), p25: of(0.25), p50: median, p75: of(0.75), p90, max: of(1) };
}

/** A rate with its limits. */
export const share = ({ numerator, denominator, value, interval }: RateReading) => ({
  successes: numerator,
  n: denominator,
  rate: value,
  lower: interval?.low ?? null,
  upper: interval?.high ?? null,
});

/** A sum and a mean of money as decimal text, the mean also as the fraction that it is. */
export function average({ value, sum, count }: MoneyReading) {
  return {
    n: count,
    sum: sum.toFixed(),
    mean_fraction: fraction(sum, count),
    mean_2dp_half_even: value?.toFixed(2, Decimal.ROUND_HALF_EVEN),
    mean_2dp_half_up: value?.toFixed(2, Decimal.ROUND_HALF_UP),
    mean_6dp_half_even: value?.toFixed(6, Decimal.ROUND_HALF_EVEN),
  };
}

/** The quotient in lowest terms. */
function fraction(sum: Decimal, count: number): string {
  const scale = 10n ** BigInt(sum.decimalPlaces());
  const numerator = BigInt(sum.times(scale.toString()).toFixed());
  const denominator = BigInt(count) * scale;
  const divisor = greatestCommonDivisor(numerator, denominator);
  return `${numerator / divisor}/${denominator / divisor}`;
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : greatestCommonDivisor(b, a % b);
