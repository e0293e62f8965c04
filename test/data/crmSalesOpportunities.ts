import { Decimal } from 'decimal.js';
import {
  averageDealValue,
  dealsLost,
  dealsOpened,
  dealsWon,
  groupBy,
  type RateReading,
  rate,
  type Sample,
  salesCycle,
  winRate,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import { quantile } from '../../src/statistics/quantile.js';
import type { Comparison } from './comparison.js';
import type { Folder } from './folder.js';

/** 8,800 opportunities with dates as m/d/yyyy; by the ids of truth.json that are compared. */
export function crmSalesOpportunities(folder: Folder, comparison: Comparison): Set<string> {
  const { rows, rejects } = parseRecords('deals', folder.csv('sales_pipeline.csv'), {
    columns: {
      id: 'opportunity_id',
      createdAt: 'engage_date',
      closedAt: 'close_date',
      status: 'deal_stage',
      amount: 'close_value',
      ownerId: 'sales_agent',
    },
    dates: ['M/d/yyyy'],
    timeZone: 'UTC',
    status: { won: ['Won'], lost: ['Lost'], open: ['Engaging', 'Prospecting'] },
  });
  const teams = folder.csv('sales_teams.csv');
  const officeOf = new Map(teams.map((team) => [team.sales_agent, team.regional_office]));
  const officeOfDeal = (deal: (typeof rows)[number]) => officeOf.get(deal.ownerId ?? '');

  const cycles = salesCycle.with({ days: 'calendar', timeZone: 'UTC' });
  const cycle = (sample: Sample) => {
    const { count, mean, median, p90 } = cycles.of({ cycle: sample });
    const of = (p: number) => quantile(sample, p);
    return { n: count, mean, min: of(0), p25: of(0.25), p50: median, p75: of(0.75), p90, max: of(1) };
  };
  const share = ({ numerator, denominator, value, interval }: RateReading) => ({
    successes: numerator,
    n: denominator,
    rate: value,
    lower: interval?.low ?? null,
    upper: interval?.high ?? null,
  });

  const figures: Record<string, () => Record<string, unknown>> = {
    stage_counts: () => ({
      Won: dealsWon(rows).value,
      Lost: dealsLost(rows).value,
      Engaging: dealsOpened(rows).value - dealsWon(rows).value - dealsLost(rows).value,
      Prospecting: rejects.filter(({ field }) => field === 'createdAt').length,
    }),
    cycle_won: () => cycle(cycles.totals(rows).cycle),
    cycle_closed: () => cycle(cycles.with({ deals: 'closed' }).totals(rows).cycle),
    win_rate_overall: () => share(winRate(rows)),
    average_sale_value: () => {
      const { value, sum, count } = averageDealValue(rows);
      const divisor = greatestCommonDivisor(BigInt(sum.toFixed()), BigInt(count));
      return {
        n: count,
        sum: sum.toFixed(),
        mean_fraction: `${BigInt(sum.toFixed()) / divisor}/${BigInt(count) / divisor}`,
        mean_2dp_half_even: value?.toFixed(2, Decimal.ROUND_HALF_EVEN),
        mean_2dp_half_up: value?.toFixed(2, Decimal.ROUND_HALF_UP),
        mean_6dp_half_even: value?.toFixed(6, Decimal.ROUND_HALF_EVEN),
      };
    },
  };
  const byKey: Record<string, () => Map<unknown, Record<string, unknown>>> = {
    cycle_won_by_office: () => {
      const byOffice = groupBy(rows, officeOfDeal, cycles);
      return new Map(
        [...byOffice.keys()].map((office) => [
          office,
          cycle(cycles.totals(rows.filter((deal) => officeOfDeal(deal) === office)).cycle),
        ]),
      );
    },
    win_rate_by_agent: () => {
      const byAgent = groupBy(rows, 'ownerId', winRate);
      return new Map(
        teams.map(({ sales_agent: agent }) => [agent, share(byAgent.get(agent!) ?? rate(0, 0, 0.95))]),
      );
    },
  };
  // Groups are read in one pass as well as by filtering: both have to say the same.
  for (const [office, reading] of groupBy(rows, officeOfDeal, cycles))
    comparison.same(
      `cycle_won_by_office.${office}, grouped`,
      reading.mean,
      cycles(rows.filter((deal) => officeOfDeal(deal) === office)).mean,
    );

  const compared = new Set<string>();
  for (const { id, value } of folder.truth().kpis) {
    if (id in figures) comparison.all(id, figures[id]!(), value);
    else if (id in byKey) {
      const groups = byKey[id]!();
      comparison.same(`${id}, groups`, groups.size, Object.keys(value).length);
      for (const [key, figure] of groups) comparison.all(`${id}.${key}`, figure, value[String(key)]);
    } else continue;
    compared.add(id);
  }
  for (const id of [...Object.keys(figures), ...Object.keys(byKey)])
    if (!compared.has(id)) comparison.same(id, 'missing', 'in truth.json');
  return compared;
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : greatestCommonDivisor(b, a % b);
