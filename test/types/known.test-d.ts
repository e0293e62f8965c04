import type { Decimal } from 'decimal.js';
import {
  averageSaleValue,
  type ConversionReading,
  compare,
  contactedWithin,
  conversionRate,
  type Deal,
  type DurationReading,
  dealsWon,
  firstPurchaseValue,
  groupBy,
  kpi,
  type Lead,
  leadResponseTime,
  type MoneyReading,
  merge,
  type OutcomePoint,
  type Probability,
  personalizationTime,
  qualificationRate,
  type RateReading,
  rate,
  rowsOf,
  type Sale,
  type SurvivalPoint,
  salesCycle,
  salesVelocity,
  scorecard,
  stream,
  type TimeToEventReading,
  type TimeToOutcomeReading,
  type TotalsOf,
  type TrendPoint,
  timeToClose,
  timeToWin,
  trend,
  type VelocityReading,
  winRate,
  winRateByAmount,
  workingTime,
} from 'sales-effectiveness';
import { describe, expectTypeOf, test } from 'vitest';

declare const deals: readonly Deal[];
declare const leads: readonly Lead[];
declare const sales: readonly Sale[];
type Own = Deal & { readonly region: 'north' | 'south' };
declare const own: readonly Own[];

const perLead = kpi({
  name: 'perLead',
  unit: 'ratio',
  better: 'higher',
  optional: ['deals'],
  totals: { leads: 0, won: 0 },
  marks: {
    leads: (each, at) => each((lead) => void at(lead.createdAt).leads++),
    deals: (each, at) => each((deal) => void at(deal.closedAt).won++),
  },
  of: (totals) => rate(totals.won, totals.leads, null),
});

describe('stream', () => {
  test('gives the reading and the totals of its KPI', () => {
    const running = stream(conversionRate, { asOf: 0, level: 0.9, during: { start: 0, end: 1 } });
    expectTypeOf(running.reading().pending).toEqualTypeOf<number>();
    expectTypeOf(running.totals().converted).toEqualTypeOf<number>();
    stream(conversionRate, { from: running.totals() });
    stream(conversionRate, { from: merge(conversionRate, running.totals(), running.totals()) });
    conversionRate.of(running.totals());
  });

  test('takes a row of each table by its name, and of the only one without', () => {
    stream(winRate).add(deals[0]!);
    stream(winRate).add('deals', deals[0]!);
    stream(perLead).add('leads', leads[0]!);
    stream(perLead).add('deals', deals[0]!);
    // @ts-expect-error a lead has no status
    stream(winRate).add(leads[0]!);
    // @ts-expect-error a row of another table
    stream(perLead).add('deals', leads[0]!);
    // @ts-expect-error a table that it does not read
    stream(winRate).add('leads', leads[0]!);
    // @ts-expect-error rows come one by one
    stream(winRate).add(deals);
  });

  test('goes on from totals of its own KPI alone', () => {
    // @ts-expect-error totals of another KPI
    stream(winRate, { from: dealsWon.totals(deals) });
    // @ts-expect-error totals of another KPI
    stream(firstPurchaseValue, { from: salesCycle.totals(deals) });
    // @ts-expect-error a reading is no totals
    stream(winRate, { from: winRate(deals) });
    // @ts-expect-error some of them are missing
    stream(winRate, { from: { won: 1 } });
  });

  test('takes reading options alone', () => {
    // @ts-expect-error a misspelt option
    stream(winRate, { form: undefined });
    // @ts-expect-error options of a KPI go through with
    stream(conversionRate, { within: 30 });
    // @ts-expect-error an option of trend
    stream(winRate, { asOf: 'bucketEnd' });
  });
});

describe('rowsOf', () => {
  test('gives rows of their own type, of one table', () => {
    const sorted = rowsOf(winRate, own, { during: { start: 0, end: 1 } });
    expectTypeOf(sorted.outside).toEqualTypeOf<Own[]>();
    expectTypeOf(sorted.counted.won).toExtend<Own[] | undefined>();
    expectTypeOf(sorted.excluded.missingClosedAt![0]!.region).toEqualTypeOf<'north' | 'south'>();
    expectTypeOf(rowsOf(firstPurchaseValue, sales).outside).toEqualTypeOf<Sale[]>();
    expectTypeOf(rowsOf(winRate, { deals: own }).outside).toEqualTypeOf<Own[]>();
    // @ts-expect-error there is one table, whose name is not said
    sorted.deals;
  });

  test('gives rows of several tables by their names', () => {
    const sorted = rowsOf(perLead, { leads, deals: own });
    expectTypeOf(sorted.leads.outside).toEqualTypeOf<Lead[]>();
    expectTypeOf(sorted.deals.outside).toEqualTypeOf<Own[]>();
    // @ts-expect-error there is no such table
    sorted.sales;
  });

  test('needs the tables and options of the KPI', () => {
    rowsOf(perLead, { leads });
    // @ts-expect-error rows of the wrong table
    rowsOf(winRate, leads);
    // @ts-expect-error a table is missing
    rowsOf(perLead, { deals });
    // @ts-expect-error options of a KPI go through with
    rowsOf(salesCycle, deals, { deals: 'closed' });
    // @ts-expect-error a record of KPIs has no rows of its own
    rowsOf({ winRate }, deals);
  });
});

describe('conversionRate and firstPurchaseValue', () => {
  test('have readings of their own, nothing to cast', () => {
    expectTypeOf(conversionRate(leads).pending).toEqualTypeOf<number>();
    expectTypeOf(conversionRate(leads).interval?.low).toEqualTypeOf<number | undefined>();
    expectTypeOf(conversionRate(leads)).toExtend<RateReading<number>>();
    expectTypeOf(groupBy(leads, 'source', conversionRate).get('web')?.pending).toEqualTypeOf<
      number | undefined
    >();
    expectTypeOf(
      scorecard({ leads, sales }, { conversionRate, firstPurchaseValue }).conversionRate.pending,
    ).toEqualTypeOf<number>();
    expectTypeOf(firstPurchaseValue(sales).currency).toEqualTypeOf<string | null>();
    expectTypeOf(compare(conversionRate(leads), conversionRate(leads)).change).toEqualTypeOf<number | null>();
    expectTypeOf(winRate(deals).pending).toEqualTypeOf<number | undefined>();
  });

  test('take their options', () => {
    conversionRate(leads, { basis: 'period' });
    conversionRate(leads, { within: 30, asOf: new Date() });
    conversionRate.with({ within: 30 });
    firstPurchaseValue(sales, { sameDay: 'total', timeZone: 'UTC' });
    // @ts-expect-error there is no such basis
    conversionRate(leads, { basis: 'week' });
    // @ts-expect-error a number of days
    conversionRate(leads, { within: '30' });
    // @ts-expect-error a misspelt value
    firstPurchaseValue(sales, { sameDay: 'all' });
    // @ts-expect-error leads are no sales
    firstPurchaseValue(leads);
    expectTypeOf(firstPurchaseValue.totals(sales)).toExtend<TotalsOf<object>>();
  });
});

describe('the KPIs of prospecting, and averageSaleValue', () => {
  const calendar = workingTime({ timeZone: 'UTC', hours: '09:00-17:00' });

  test('have readings of their own, nothing to cast', () => {
    expectTypeOf(qualificationRate(leads)).toEqualTypeOf<ConversionReading>();
    expectTypeOf(qualificationRate(leads).pending).toEqualTypeOf<number>();
    expectTypeOf(conversionRate(leads)).toEqualTypeOf<ConversionReading>();
    const response = leadResponseTime(leads, { asOf: 0 });
    expectTypeOf(response).toExtend<DurationReading<'hours', number>>();
    expectTypeOf(response.unit).toEqualTypeOf<'hours'>();
    expectTypeOf(response.value).toEqualTypeOf<number | null>();
    expectTypeOf(response.waiting).toEqualTypeOf<number>();
    expectTypeOf(response.medianWithOpen).toEqualTypeOf<number | null>();
    expectTypeOf(response.interval!.high).toEqualTypeOf<number>();
    expectTypeOf(contactedWithin(leads)).toEqualTypeOf<RateReading<number>>();
    expectTypeOf(contactedWithin(leads).numerator).toEqualTypeOf<number>();
    const personal = personalizationTime(leads);
    expectTypeOf(personal).toExtend<DurationReading<'minutes', number>>();
    expectTypeOf(personal.unit).toEqualTypeOf<'minutes'>();
    expectTypeOf(personal.coverage).toEqualTypeOf<RateReading<number>>();
    expectTypeOf(averageSaleValue(sales)).toEqualTypeOf<MoneyReading>();
    expectTypeOf(averageSaleValue(sales).value).toEqualTypeOf<Decimal | null>();
    // @ts-expect-error it may be null
    response.medianWithOpen.toFixed();
    // @ts-expect-error that of leadResponseTime
    personal.waiting;
    // @ts-expect-error leads are contacted or not, none is pending
    contactedWithin(leads).pending.toFixed();
  });

  test('keep their readings in every verb', () => {
    expectTypeOf(groupBy(leads, 'source', leadResponseTime).get('web')?.waiting).toEqualTypeOf<
      number | undefined
    >();
    const points = trend(leads, personalizationTime, { every: 'month', timeZone: 'UTC', asOf: 'bucketEnd' });
    expectTypeOf(points[0]!.reading.coverage.value).toEqualTypeOf<number | null>();
    const card = scorecard({ leads, sales }, { leadResponseTime, contactedWithin, averageSaleValue });
    expectTypeOf(card.leadResponseTime.medianWithOpen).toEqualTypeOf<number | null>();
    expectTypeOf(card.averageSaleValue.sum).toEqualTypeOf<Decimal>();
    const running = stream(leadResponseTime, { asOf: 0 });
    expectTypeOf(running.reading().waiting).toEqualTypeOf<number>();
    expectTypeOf(running.totals().waited.counts).toEqualTypeOf<readonly number[]>();
    expectTypeOf(running.totals().waiting).toEqualTypeOf<number>();
    expectTypeOf(personalizationTime.totals(leads).minutes.values).toEqualTypeOf<readonly number[]>();
    expectTypeOf(averageSaleValue.totals(sales).amount.sum).toEqualTypeOf<string>();
    expectTypeOf(rowsOf(contactedWithin, leads).counted.within).toExtend<Lead[] | undefined>();
    // @ts-expect-error totals of another KPI
    merge(contactedWithin, leadResponseTime.totals(leads));
  });

  test('take their options', () => {
    qualificationRate(leads, { basis: 'period' });
    qualificationRate.with({ within: 14 });
    leadResponseTime(leads, { calendar, statistic: 'mean' });
    leadResponseTime.with({ calendar });
    contactedWithin(leads, { minutes: 5, of: 'contacted', calendar });
    contactedWithin.with({ minutes: undefined, calendar: undefined });
    averageSaleValue(sales, { refunds: 'exclude' });
    // @ts-expect-error there is no such basis
    qualificationRate(leads, { basis: 'week' });
    // @ts-expect-error a number of days
    qualificationRate.with({ within: '14' });
    // @ts-expect-error a calendar is made by workingTime
    leadResponseTime(leads, { calendar: { timeZone: 'UTC', hours: '09:00-17:00' } });
    // @ts-expect-error there is no such statistic
    leadResponseTime.with({ statistic: 'mode' });
    // @ts-expect-error an option of contactedWithin
    leadResponseTime.with({ minutes: 60 });
    // @ts-expect-error a number of minutes
    contactedWithin(leads, { minutes: '60' });
    // @ts-expect-error a misspelt value
    contactedWithin.with({ of: 'contacts' });
    // @ts-expect-error it has no options of its own
    personalizationTime(leads, { statistic: 'median' });
    // @ts-expect-error it has no options of its own
    personalizationTime.with({ statistic: 'median' });
    // @ts-expect-error a misspelt value
    averageSaleValue(sales, { refunds: 'gross' });
    // @ts-expect-error options of a KPI go through with
    groupBy(leads, 'source', contactedWithin, { minutes: 5 });
  });

  test('read their own rows alone', () => {
    averageSaleValue([{ id: 1, soldAt: 0, amount: '5', region: 'north' }]);
    personalizationTime([{ id: 1, createdAt: 0, firstContactedAt: null, personalizationMinutes: null }]);
    // @ts-expect-error sales are no leads
    leadResponseTime(sales);
    // @ts-expect-error leads are no sales
    averageSaleValue(leads);
    // @ts-expect-error minutes as text
    personalizationTime([{ id: 1, createdAt: 0, personalizationMinutes: '10' }]);
    // @ts-expect-error an instant as text
    contactedWithin([{ id: 1, createdAt: 0, firstContactedAt: '2026-01-05' }]);
  });
});

describe('timeToClose and timeToWin', () => {
  const asOf = new Date();

  test('have readings of their own, nothing to cast', () => {
    const closing = timeToClose(deals, { asOf });
    expectTypeOf(closing).toEqualTypeOf<TimeToEventReading>();
    expectTypeOf(closing.unit).toEqualTypeOf<'days'>();
    expectTypeOf(closing.value).toEqualTypeOf<number | null>();
    expectTypeOf(closing.curve).toEqualTypeOf<readonly SurvivalPoint[]>();
    expectTypeOf(closing.curve[0]!.survival).toEqualTypeOf<number>();
    expectTypeOf(closing.curve[0]!.high).toEqualTypeOf<number | null>();
    const winning = timeToWin(deals, { asOf, within: 90 });
    expectTypeOf(winning).toEqualTypeOf<TimeToOutcomeReading>();
    expectTypeOf(winning.curve).toEqualTypeOf<readonly OutcomePoint[]>();
    expectTypeOf(winning.curve[0]!.won).toEqualTypeOf<number>();
    expectTypeOf(winning.winProbability).toEqualTypeOf<Probability>();
    expectTypeOf(winning.winProbability.value).toEqualTypeOf<number | null>();
    expectTypeOf(winning.wonWithin).toEqualTypeOf<Probability | undefined>();
    // @ts-expect-error only where within is given
    winning.wonWithin.value;
    // @ts-expect-error that of timeToWin
    closing.winProbability;
  });

  test('have an interval that may have no upper end; that of salesCycle has one', () => {
    expectTypeOf(timeToClose(deals, { asOf }).interval!.low).toEqualTypeOf<number>();
    expectTypeOf(timeToClose(deals, { asOf }).interval!.high).toEqualTypeOf<number | null>();
    expectTypeOf(timeToClose(deals, { asOf }).interval?.high).toEqualTypeOf<number | null | undefined>();
    expectTypeOf(salesCycle(deals).interval!.high).toEqualTypeOf<number>();
    expectTypeOf(compare(timeToClose(deals, { asOf }), timeToClose(deals, { asOf })).change).toEqualTypeOf<
      number | null
    >();
    // @ts-expect-error it may be null
    timeToClose(deals, { asOf }).interval!.high.toFixed();
    salesCycle(deals).interval!.high.toFixed();
  });

  test('keep their readings in every verb', () => {
    expectTypeOf(groupBy(own, 'region', timeToClose, { asOf }).get('north')?.curve).toEqualTypeOf<
      readonly SurvivalPoint[] | undefined
    >();
    expectTypeOf(scorecard({ deals }, { timeToWin }, { asOf }).timeToWin.winProbability.low).toEqualTypeOf<
      number | null
    >();
    const points = trend(deals, timeToWin, { every: 'month', timeZone: 'UTC', asOf: 'bucketEnd' });
    expectTypeOf(points[0]!.reading.curve).toEqualTypeOf<readonly OutcomePoint[]>();
    const running = stream(timeToClose, { asOf });
    expectTypeOf(running.reading()).toEqualTypeOf<TimeToEventReading>();
    expectTypeOf(running.totals().open.counts).toEqualTypeOf<readonly number[]>();
    timeToWin.of(running.totals(), { within: 30 });
  });

  test('take their options', () => {
    timeToClose(deals, { asOf, limits: 'log', days: 'calendar', timeZone: 'UTC' });
    timeToClose.with({ limits: 'plain' });
    timeToWin.with({ within: 90, days: 'elapsed' });
    // @ts-expect-error a misspelt option
    timeToClose(deals, { asOf, limit: 'log' });
    // @ts-expect-error a misspelt value
    timeToClose(deals, { asOf, limits: 'loglog' });
    // @ts-expect-error an option of timeToWin
    timeToClose.with({ within: 90 });
    // @ts-expect-error an option of timeToClose
    timeToWin(deals, { asOf, limits: 'log' });
    // @ts-expect-error a number of days
    timeToWin(deals, { asOf, within: '90' });
    // @ts-expect-error a misspelt value
    timeToWin.with({ days: 'calender' });
    // @ts-expect-error options of a KPI go through with
    groupBy(deals, 'source', timeToWin, { asOf, within: 90 });
    // @ts-expect-error leads are no deals
    timeToClose(leads, { asOf });
  });
});

describe('winRate, winRateByAmount and salesVelocity', () => {
  test('have readings of their own, nothing to cast', () => {
    expectTypeOf(winRate(deals, { basis: 'cohort' }).pending).toEqualTypeOf<number | undefined>();
    expectTypeOf(winRate(deals).numerator).toEqualTypeOf<number>();
    expectTypeOf(winRateByAmount(deals)).toEqualTypeOf<RateReading<Decimal>>();
    expectTypeOf(winRateByAmount(deals).numerator).toEqualTypeOf<Decimal>();
    expectTypeOf(winRateByAmount(deals).denominator).toEqualTypeOf<Decimal>();
    expectTypeOf(winRateByAmount(deals).value).toEqualTypeOf<number | null>();
    expectTypeOf(winRateByAmount.totals(deals).decided.sum).toEqualTypeOf<string>();
    const velocity = salesVelocity(deals);
    expectTypeOf(velocity).toEqualTypeOf<VelocityReading>();
    expectTypeOf(velocity.value).toEqualTypeOf<Decimal | null>();
    expectTypeOf(velocity.averageDealValue).toEqualTypeOf<Decimal | null>();
    expectTypeOf(velocity.opportunities).toEqualTypeOf<number>();
    expectTypeOf(velocity.winRate).toEqualTypeOf<number | null>();
    expectTypeOf(velocity.cycle).toEqualTypeOf<number | null>();
    expectTypeOf(groupBy(own, 'region', salesVelocity).get('south')?.cycle).toEqualTypeOf<
      number | null | undefined
    >();
  });

  test('take their options', () => {
    winRate(deals, { basis: 'cohort', within: 90, asOf: 0 });
    winRate.with({ staleAfter: 180 });
    salesVelocity(deals, { days: 'calendar', timeZone: 'UTC' });
    // @ts-expect-error there is no such basis
    winRate(deals, { basis: 'leads' });
    // @ts-expect-error a misspelt option
    winRate(deals, { stalAfter: 180, asOf: 0 });
    // @ts-expect-error a misspelt option
    winRate.with({ staleafter: 180 });
    // @ts-expect-error a number of days
    winRate.with({ staleAfter: '180' });
    // @ts-expect-error it has no options of its own
    winRateByAmount(deals, { basis: 'cohort' });
    // @ts-expect-error it has no options of its own
    winRateByAmount.with({ within: 90 });
    // @ts-expect-error a misspelt value
    salesVelocity(deals, { days: 'working' });
    // @ts-expect-error totals of another KPI
    merge(winRateByAmount, winRate.totals(deals));
    // @ts-expect-error a row without status
    salesVelocity([{ id: 1, createdAt: 0 }]);
  });
});

describe('trend', () => {
  test("is read as of an instant or of each bucket's end", () => {
    const points = trend(leads, conversionRate, { every: 'month', timeZone: 'UTC', asOf: 'bucketEnd' });
    expectTypeOf(points[0]!.reading.pending).toEqualTypeOf<number>();
    expectTypeOf(points).toExtend<TrendPoint<RateReading<number>>[]>();
    trend(leads, conversionRate, {
      every: 'week',
      timeZone: 'UTC',
      asOf: new Date(),
      weekStartsOn: 'sunday',
    });
    trend(leads, conversionRate, { every: 'year', timeZone: 'UTC', yearStarts: 4, yearNamedBy: 'start' });
    // @ts-expect-error a misspelt end
    trend(leads, conversionRate, { every: 'month', timeZone: 'UTC', asOf: 'bucketend' });
    // @ts-expect-error weeks start on days
    trend(leads, conversionRate, { every: 'week', timeZone: 'UTC', weekStartsOn: 'noon' });
    // @ts-expect-error an option of trend alone
    groupBy(leads, 'source', conversionRate, { asOf: 'bucketEnd' });
  });

  test('takes a key for each table, as groupBy does', () => {
    const options = { every: 'month', timeZone: 'UTC' } as const;
    trend({ leads, deals }, perLead, { ...options, by: 'ownerId' });
    trend({ leads, deals }, perLead, { ...options, by: { leads: 'source', deals: (deal) => deal.source } });
    // @ts-expect-error leads have no status
    trend({ leads, deals }, perLead, { ...options, by: { leads: 'status', deals: 'status' } });
  });
});

describe('a row literal may carry more fields, in every verb', () => {
  const more = { region: 'north', visits: 3 } as const;

  test('of one table', () => {
    winRate([{ id: 1, createdAt: 0, status: 'won', closedAt: 1, region: 'north' }]);
    winRate.totals([{ id: 1, createdAt: 0, status: 'won', region: 'north' }]);
    conversionRate([{ id: 1, createdAt: 0, wonAt: null, region: 'north' }]);
    firstPurchaseValue([{ id: 1, soldAt: 0, customerId: 'a', region: 'north' }]);
    groupBy([{ id: 1, createdAt: 0, status: 'won', region: 'north' }], 'region', winRate);
    trend([{ id: 1, createdAt: 0, status: 'won', region: 'north' }], winRate, {
      every: 'month',
      timeZone: 'UTC',
    });
    scorecard({ deals: [{ id: 1, createdAt: 0, status: 'won', region: 'north' }] }, { winRate });
    rowsOf(winRate, [{ id: 1, createdAt: 0, status: 'won', region: 'north' }]);
    stream(winRate).add({ ...more, id: 1, createdAt: 0, status: 'won' });
  });

  test('of several tables', () => {
    perLead({ leads: [{ id: 1, createdAt: 0, region: 'north' }] });
    perLead.totals({ leads: [{ id: 1, createdAt: 0, region: 'north' }] });
    groupBy({ leads: [{ id: 1, createdAt: 0, region: 'north' }] }, 'region', perLead);
    trend({ leads: [{ id: 1, createdAt: 0, region: 'north' }] }, perLead, {
      every: 'month',
      timeZone: 'UTC',
    });
    scorecard({ leads: [{ id: 1, createdAt: 0, region: 'north' }] }, { perLead });
    rowsOf(perLead, { leads: [{ id: 1, createdAt: 0, region: 'north' }] });
  });

  test('of a stream, alone or by its table', () => {
    stream(winRate).add({ id: 1, createdAt: 0, status: 'won', region: 'north' });
    stream(winRate).add('deals', { id: 1, createdAt: 0, status: 'won', region: 'north' });
    stream(perLead).add('leads', { id: 1, createdAt: 0, region: 'north' });
  });
});
