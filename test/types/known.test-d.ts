import {
  compare,
  conversionRate,
  type Deal,
  dealsWon,
  firstPurchaseValue,
  groupBy,
  kpi,
  type Lead,
  merge,
  type RateReading,
  rate,
  rowsOf,
  type Sale,
  salesCycle,
  scorecard,
  stream,
  type TotalsOf,
  type TrendPoint,
  trend,
  winRate,
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
