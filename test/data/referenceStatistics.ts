import { Decimal } from 'decimal.js';
import { money, moneyMean, rate, survival } from 'sales-effectiveness';
import { meanOf } from '../../src/statistics/meanOf.js';
import { quantile } from '../../src/statistics/quantile.js';
import { sample } from '../../src/totals/sample.js';
import type { Comparison } from './comparison.js';
import type { Folder } from './folder.js';
import { compareSurvival } from './survivalFigures.js';

/** Small tables of R, statsmodels, numpy and exact fractions. */
export function referenceStatistics(folder: Folder, comparison: Comparison): Set<string> {
  const truth = folder.truth();
  for (const { name, time, event, result } of truth.kaplan_meier_small)
    compareSurvival(
      comparison,
      `kaplan_meier_small.${name}`,
      (limits) => survival({ durations: time, events: event }, { limits }),
      result,
    );
  for (const { successes, n, confidence, ...limits } of truth.wilson) {
    const { value, interval } = rate(successes, n, confidence);
    comparison.all(
      `wilson.${successes}/${n}`,
      { rate: value, lower: interval?.low ?? null, upper: interval?.high ?? null },
      limits,
    );
  }
  for (const { name, values, mean, type7 } of truth.quantiles) {
    const live = sample.open();
    for (const value of values) live.add(value);
    const json = live.toJSON();
    comparison.same(`quantiles.${name}.mean`, meanOf(json), mean);
    for (const [p, value] of Object.entries(type7))
      comparison.same(`quantiles.${name}.${p}`, quantile(json, Number(p)), value);
  }
  for (const [name, { input, n, sum, mean_fraction, ...rounded }] of Object.entries<
    Record<string, string> & { input: string[]; n: string }
  >(truth.exact_decimals)) {
    const live = money.open();
    for (const amount of input) live.add(amount);
    const { value, count, ...reading } = moneyMean(live.toJSON(), { level: 0.95 });
    const [numerator, denominator] = mean_fraction!.split('/');
    comparison.all(
      `exact_decimals.${name}`,
      {
        n: count,
        sum: reading.sum.toFixed(),
        mean_2dp_half_even: value?.toFixed(2, Decimal.ROUND_HALF_EVEN),
        mean_2dp_half_up: value?.toFixed(2, Decimal.ROUND_HALF_UP),
        mean_6dp_half_even: value?.toFixed(6, Decimal.ROUND_HALF_EVEN),
        cross: reading.sum.times(denominator!).toFixed(),
      },
      { n, sum, ...rounded, cross: new Decimal(numerator!).times(count).toFixed() },
    );
  }
  return new Set(['kaplan_meier_small', 'wilson', 'quantiles', 'exact_decimals']);
}
