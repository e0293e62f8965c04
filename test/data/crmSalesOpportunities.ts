import { isDeepStrictEqual } from 'node:util';
import {
  averageDealValue,
  averageSaleValue,
  conversionRate,
  type Deal,
  dealsLost,
  dealsOpened,
  dealsWon,
  firstPurchaseValue,
  groupBy,
  incidence,
  type Lead,
  type LimitsOfSurvival,
  qualificationRate,
  rate,
  salesCycle,
  salesFromDeals,
  survival,
  timeToClose,
  timeToWin,
  winRate,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import { aalenJohansen } from '../../src/statistics/aalenJohansen.js';
import type { Comparison } from './comparison.js';
import { average, compareFigures, firstPurchases, ramps, share, summary, summaryOf } from './figures.js';
import type { Folder } from './folder.js';
import { compareSurvival } from './survivalFigures.js';

const DAYS = { days: 'calendar', timeZone: 'UTC' } as const;
/** The latest closing of the file. */
const AS_OF = Date.UTC(2017, 11, 31);

/** 8,800 opportunities with dates as m/d/yyyy; gives the ids of truth.json that are compared. */
export function crmSalesOpportunities(folder: Folder, comparison: Comparison): Set<string> {
  const { rows, rejects } = parseRecords('deals', folder.csv('sales_pipeline.csv'), {
    columns: {
      id: 'opportunity_id',
      createdAt: 'engage_date',
      closedAt: 'close_date',
      status: 'deal_stage',
      amount: 'close_value',
      customerId: 'account',
      ownerId: 'sales_agent',
    },
    dates: ['M/d/yyyy'],
    timeZone: 'UTC',
    status: { won: ['Won'], lost: ['Lost'], open: ['Engaging', 'Prospecting'] },
  });
  const teams = folder.csv('sales_teams.csv');
  const officeOf = new Map(teams.map((team) => [team.sales_agent, team.regional_office]));
  const officeOfDeal = (deal: (typeof rows)[number]) => officeOf.get(deal.ownerId ?? '');

  const cycles = salesCycle.with(DAYS);
  const cyclesClosed = cycles.with({ deals: 'closed' });
  const cycle = (deals: readonly Deal[], kpi = cycles) => summary(kpi(deals), kpi.totals(deals).cycle);
  const byOffice = groupBy(rows, officeOfDeal, cycles);
  const byAgent = groupBy(rows, 'ownerId', winRate);
  const sales = salesFromDeals(rows);
  // Every opportunity is a prospect; nobody knows since when, only when it was engaged and won.
  const prospects: Lead[] = [
    ...rows.map(({ id, createdAt, closedAt, status }) => {
      return { id, createdAt: 0, qualifiedAt: createdAt, wonAt: status === 'won' ? closedAt : null };
    }),
    ...rejects.map(({ id }) => ({ id: id!, createdAt: 0 })),
  ];
  // Nobody knows when agents were hired, only when each first engaged a deal.
  const hires = new Map<string, number>();
  for (const { ownerId, createdAt } of rows)
    hires.set(ownerId!, Math.min(hires.get(ownerId!) ?? createdAt, createdAt));
  const { byRep, summary: ramp } = ramps({
    reps: [...hires].map(([id, hiredAt]) => ({ id, hiredAt })),
    deals: rows,
  });
  const ages = timeToClose.with(DAYS).totals(rows, { asOf: AS_OF }).open;

  const compared = compareFigures(folder, comparison, {
    stage_counts: {
      Won: dealsWon(rows).value,
      Lost: dealsLost(rows).value,
      Engaging: dealsOpened(rows).value - dealsWon(rows).value - dealsLost(rows).value,
      Prospecting: rejects.filter(({ field }) => field === 'createdAt').length,
    },
    cycle_won: cycle(rows),
    cycle_closed: cycle(rows, cyclesClosed),
    cycle_won_by_office: Object.fromEntries(
      [...byOffice.keys()].map((office) => [
        office,
        cycle(rows.filter((deal) => officeOfDeal(deal) === office)),
      ]),
    ),
    open_deal_age: summaryOf(ages),
    conversion_prospect_to_opportunity: share(qualificationRate(prospects)),
    conversion_prospect_to_customer: share(conversionRate(prospects)),
    win_rate_overall: share(winRate(rows)),
    win_rate_by_agent: Object.fromEntries(
      teams.map(({ sales_agent: agent }) => [agent, share(byAgent.get(agent!) ?? rate(0, 0, 0.95))]),
    ),
    average_sale_value: average(averageDealValue(rows)),
    first_purchase_by_account: {
      accounts: firstPurchaseValue.totals(sales).first.length,
      won_rows_without_account: firstPurchaseValue(sales).excluded.missingCustomerId ?? 0,
      ...firstPurchases(sales),
    },
    time_to_first_sale_by_agent: { by_agent: byRep, summary: ramp },
  });
  // Groups are read in one pass as well as by filtering: both have to say the same.
  for (const [office, reading] of byOffice)
    comparison.same(
      `cycle_won_by_office.${office}, grouped`,
      reading.mean,
      cycles(rows.filter((deal) => officeOfDeal(deal) === office)).mean,
    );

  const truth = folder.values();
  comparison.all(
    'average_sale_value, of sales',
    average(averageSaleValue(sales)),
    truth.get('average_sale_value'),
  );
  compareTimeToClose(rows, comparison, 'km_time_to_close', truth.get('km_time_to_close'));
  compareTimeToWin(rows, comparison, 'incidence_of_winning', truth.get('incidence_of_winning'));
  return compared.add('km_time_to_close').add('incidence_of_winning');
}

const OBSERVED = { start: 'createdAt', end: 'closedAt', asOf: AS_OF } as const;

const daysOf = (rows: readonly Deal[]) =>
  rows.map(({ createdAt, closedAt }) => (Number(closedAt ?? AS_OF) - Number(createdAt)) / 86_400_000);

// biome-ignore lint/suspicious/noExplicitAny: as truth.json has it
function compareTimeToClose(rows: readonly Deal[], comparison: Comparison, what: string, truth: any): void {
  const closed = ({ status }: Deal) => status !== 'open';
  const ofRows = (limits: LimitsOfSurvival) => survival(rows, { ...OBSERVED, event: closed, limits });
  compareSurvival(comparison, what, ofRows, truth);

  const durations = { durations: daysOf(rows), events: rows.map(closed) };
  for (const limits of ['log-log', 'log', 'plain'] as const) {
    const { value, interval, count, curve } = timeToClose(rows, { ...DAYS, asOf: AS_OF, limits });
    comparison.all(
      `${what}, timeToClose with ${limits} limits`,
      { value, lower: interval?.low ?? null, upper: interval?.high ?? null },
      truth[`quantiles_${limits.replace('-', '_')}`].p50,
    );
    const read = ofRows(limits);
    comparison.same(
      `${what}, timeToClose and survival with ${limits} limits alike`,
      isDeepStrictEqual(
        { count, curve, interval },
        { count: read.count, curve: read.curve, interval: read.interval },
      ),
      true,
    );
    comparison.same(
      `${what}, survival of rows and of durations with ${limits} limits alike`,
      isDeepStrictEqual(survival(durations, { limits }), read),
      true,
    );
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as truth.json has it
function compareTimeToWin(rows: readonly Deal[], comparison: Comparison, what: string, truth: any): void {
  const toWin = timeToWin.with(DAYS);
  const reading = toWin(rows, { asOf: AS_OF });
  const { events, count } = incidence(rows, {
    ...OBSERVED,
    event: ({ status }) => (status === 'open' ? null : status),
  });
  const won = events.won!;
  const { at, ...figures } = truth;
  comparison.all(
    what,
    {
      n: count,
      won: won.count,
      lost: events.lost!.count,
      censored: won.curve.reduce((sum, { censored }) => sum + censored, 0),
      win_probability: won.probability.value,
      day_of_half_of_it: won.value,
    },
    figures,
  );
  comparison.all(
    `${what}, timeToWin`,
    { n: reading.count, win_probability: reading.winProbability.value, day_of_half_of_it: reading.value },
    { n: truth.n, win_probability: truth.win_probability, day_of_half_of_it: truth.day_of_half_of_it },
  );

  const totals = toWin.totals(rows, { asOf: AS_OF });
  const steps = aalenJohansen(totals.won, totals.lost, totals.open);
  for (const { day, ...row } of at) {
    const i = won.curve.findLastIndex(({ days }) => days <= day);
    const { incidence, low, high } = won.curve[i]!;
    comparison.all(
      `${what}, day ${day}`,
      { incidence, standard_error: Math.sqrt(steps[i]!.variance), lower: low, upper: high },
      row,
    );
    const { wonWithin } = timeToWin(rows, { ...DAYS, asOf: AS_OF, within: day });
    comparison.all(
      `${what}, timeToWin within ${day} days`,
      { incidence: wonWithin?.value, lower: wonWithin?.low, upper: wonWithin?.high },
      { incidence: row.incidence, lower: row.lower, upper: row.upper },
    );
  }
  comparison.same(
    `${what}, timeToWin and incidence alike`,
    isDeepStrictEqual(
      reading.curve.map(({ days, won, low, high }) => ({ days, won, low, high })),
      won.curve.map(({ days, incidence, low, high }) => ({ days, won: incidence, low, high })),
    ),
    true,
  );

  const ifNoneWereLost = survival(rows, { ...OBSERVED, event: ({ status }) => status === 'won' });
  const last = ifNoneWereLost.curve.findLast(({ events }) => events > 0)!;
  const percent = (value: number | null) => `${((value ?? Number.NaN) * 100).toFixed(1)}%`;
  comparison.notes.push(
    `by day ${last.days} a deal is won with ${percent(reading.winProbability.value)} (timeToWin); Kaplan-Meier, ` +
      `with lost deals taken for open ones last seen, would promise ${percent(1 - last.survival)}`,
  );
}
