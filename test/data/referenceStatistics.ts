import { Decimal } from 'decimal.js';
import {
  contactedWithin,
  groupBy,
  leadResponseTime,
  money,
  moneyMean,
  netPromoterScore,
  rate,
  sample,
  survival,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import { meanOf } from '../../src/statistics/meanOf.js';
import { quantile } from '../../src/statistics/quantile.js';
import type { Comparison } from './comparison.js';
import { minutes, netScore, share } from './figures.js';
import type { Folder } from './folder.js';
import { compareSurvival } from './survivalFigures.js';

/** What the truth does not say of a score of nobody. */
const NO_ANSWERS = {
  promoters: 0,
  passives: 0,
  detractors: 0,
  standard_error: null,
  lower_95_normal: null,
  upper_95_normal: null,
};

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
  for (const [name, { scores, ...figures }] of Object.entries<{ scores: number[] }>(truth.nps))
    comparison.all(`nps.${name}`, netScore(netPromoterScore(scores)), { ...NO_ANSWERS, ...figures });
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
  compareLeadResponse(comparison, 'lead_response_small', truth.lead_response_small);
  return new Set([
    'kaplan_meier_small',
    'wilson',
    'quantiles',
    'nps',
    'exact_decimals',
    'lead_response_small',
  ]);
}

// biome-ignore lint/suspicious/noExplicitAny: as truth.json has it
function compareLeadResponse(comparison: Comparison, what: string, truth: any): void {
  const { leads: written, definition: _definition, ...figures } = truth;
  const { rows: leads, rejects } = parseRecords('leads', written, {
    columns: { id: 'id', createdAt: 'created', firstContactedAt: 'first_response' },
    timeZone: 'UTC',
  });
  comparison.same(`${what}, leads that could not be read`, rejects.length, 0);
  const reading = leadResponseTime(leads);
  comparison.all(
    what,
    {
      summary: minutes(reading, leadResponseTime.totals(leads).response),
      without_response: reading.waiting,
      response_before_creation: reading.excluded.negativeDuration,
      responded_within_5_min_of_all_8_leads: share(contactedWithin(leads, { minutes: 5 })),
      responded_within_5_min_of_responded: share(contactedWithin(leads, { minutes: 5, of: 'contacted' })),
    },
    figures,
  );
  const each = groupBy(leads, 'id', leadResponseTime);
  for (const { id, minutes: waited } of written) {
    const hours = each.get(id)?.value ?? null;
    // One was answered before it came, and is left out.
    comparison.same(`${what}.${id}`, hours === null ? null : hours * 60, waited < 0 ? null : waited);
  }
}
