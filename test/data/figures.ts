import { Decimal } from 'decimal.js';
import {
  type Deal,
  type DurationReading,
  duration,
  firstPurchaseValue,
  groupBy,
  type MoneyReading,
  type PointsReading,
  type RateReading,
  type Rep,
  type Sale,
  type Sample,
  sample,
  timeToFirstSale,
} from 'sales-effectiveness';
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

/** The summary of a sample that no KPI reads as it is. */
export const summaryOf = (values: Sample) =>
  summary(duration(values, { unit: 'days', per: 1, statistic: 'mean', level: 0.95 }), values);

/** The summary, in minutes, of response times: a reading in hours and its sample in milliseconds. */
export function minutes({ count, mean, median, p90 }: DurationReading<'hours'>, response: Sample) {
  const of = (hours: number | null) => (hours === null ? null : hours * 60);
  return summary({ count, mean: of(mean), median: of(median), p90: of(p90) }, response, 60_000);
}

/** A rate with its limits. */
export const share = ({ numerator, denominator, value, interval }: RateReading) => ({
  successes: numerator,
  n: denominator,
  rate: value,
  lower: interval?.low ?? null,
  upper: interval?.high ?? null,
});

/** A net promoter score with its answers, error and limits. */
export const netScore = ({ value, count, standardError, interval, ...reading }: PointsReading) => ({
  n: count,
  promoters: reading.promoters,
  passives: reading.passives,
  detractors: reading.detractors,
  nps: value,
  standard_error: standardError,
  lower_95_normal: interval?.low ?? null,
  upper_95_normal: interval?.high ?? null,
});

/** The days from each rep's hire to the first won deal, and the summary of all of them. */
export function ramps(tables: { readonly reps: readonly Rep[]; readonly deals: readonly Deal[] }) {
  const kpi = timeToFirstSale.with({ days: 'calendar', timeZone: 'UTC' });
  const byRep = groupBy(tables, { reps: 'id', deals: 'ownerId' }, kpi);
  const days = sample.open();
  for (const { value } of byRep.values()) if (value !== null) days.add(value);
  return {
    byRep: Object.fromEntries([...byRep].map(([rep, { value }]) => [rep, value])),
    summary: summary(kpi(tables), days.toJSON()),
  };
}

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

/** The average first purchase, and the summary of the amounts that it is made of. */
export function firstPurchases(sales: readonly Sale[]) {
  const amounts = sample.open();
  for (const { facts } of firstPurchaseValue.totals(sales).first) amounts.add(Number(facts[0]!.value.amount));
  return { ...average(firstPurchaseValue(sales)), percentiles: summaryOf(amounts.toJSON()) };
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
