import {
  type CountReading,
  type Deal,
  type DurationReading,
  dealsLost,
  dealsWon,
  format,
  groupBy,
  kpi,
  type Lead,
  month,
  period,
  quarter,
  type RateReading,
  rate,
  salesCycle,
  scorecard,
  type TrendPoint,
  table,
  trend,
  winRate,
} from 'sales-effectiveness';
import { describe, expectTypeOf, test } from 'vitest';

declare const deals: readonly Deal[];
declare const leads: readonly Lead[];
type Own = Deal & { readonly region: 'north' | 'south'; readonly team: { readonly name: string } | null };
declare const own: readonly Own[];

const perLead = kpi({
  name: 'perLead',
  unit: 'ratio',
  better: 'higher',
  totals: { leads: 0, won: 0 },
  marks: {
    leads: (each, at) => each((lead) => void at(lead.createdAt).leads++),
    deals: (each, at) => each((deal) => void at(deal.closedAt).won++),
  },
  of: (totals) => rate(totals.won, totals.leads, null),
});

describe('groupBy', () => {
  test('knows the keys: of a field, of a function, null under undefined', () => {
    expectTypeOf(groupBy(own, 'region', winRate)).toEqualTypeOf<
      Map<'north' | 'south', RateReading<number>>
    >();
    expectTypeOf(groupBy(deals, 'ownerId', salesCycle)).toEqualTypeOf<
      Map<string | number | undefined, DurationReading<'days'>>
    >();
    expectTypeOf(groupBy(own, (deal) => deal.team, winRate)).toEqualTypeOf<
      Map<{ readonly name: string } | undefined, RateReading<number>>
    >();
    groupBy(deals, (deal) => Number(deal.id) > 5, winRate, { level: 0.9, asOf: 0 });
  });

  test('gives a record of precise readings for a record of KPIs', () => {
    const reading = groupBy(own, 'region', { winRate, cycle: salesCycle, dealsWon }).get('north')!;
    expectTypeOf(reading.winRate).toEqualTypeOf<RateReading<number>>();
    expectTypeOf(reading.cycle.median).toEqualTypeOf<number | null>();
    expectTypeOf(reading.dealsWon.value).toEqualTypeOf<number>();
    // @ts-expect-error there was no such KPI
    reading.revenueWon;
  });

  test('groups several tables by one name that all share, or by a key of each', () => {
    expectTypeOf(groupBy({ leads, deals }, 'ownerId', perLead)).toEqualTypeOf<
      Map<string | number | undefined, RateReading<number>>
    >();
    expectTypeOf(groupBy({ leads, deals }, { leads: 'source', deals: 'lostReason' }, perLead)).toEqualTypeOf<
      Map<string | undefined, RateReading<number>>
    >();
    groupBy({ leads, deals }, { leads: 'source', deals: (deal) => deal.source }, perLead);
    groupBy({ deals }, 'ownerId', winRate);
    groupBy({ deals, leads }, 'ownerId', winRate);
  });

  test('takes a field that some rows of a list have', () => {
    const rows = [
      { id: 1, createdAt: 0, status: 'lost', lostReason: 'price' },
      { id: 2, createdAt: 0, status: 'lost' },
    ] as const;
    groupBy(rows, 'lostReason', dealsLost);
    trend(rows, dealsLost, { every: 'month', timeZone: 'UTC', by: 'lostReason' });
  });

  test('takes no key that no row has', () => {
    // @ts-expect-error a misspelt key
    groupBy(deals, 'owner', winRate);
    // @ts-expect-error a key that only other rows have
    groupBy(deals, 'region', winRate);
    // @ts-expect-error leads have no reason why they were lost
    groupBy({ leads, deals }, 'lostReason', perLead);
    // @ts-expect-error a key for each table
    groupBy({ leads, deals }, { leads: 'ownerId' }, perLead);
    // @ts-expect-error leads have no status
    groupBy({ leads, deals }, { leads: 'status', deals: 'status' }, perLead);
    // @ts-expect-error a table is missing
    groupBy({ deals }, 'ownerId', perLead);
    // @ts-expect-error rows of the wrong table
    groupBy(leads, 'ownerId', winRate);
    // @ts-expect-error options of a KPI go through with
    groupBy(deals, 'ownerId', salesCycle, { days: 'calendar' });
  });
});

describe('trend', () => {
  const monthly = { every: 'month', timeZone: 'Europe/Paris' } as const;

  test('gives points of the precise reading', () => {
    expectTypeOf(trend(deals, winRate, monthly)).toEqualTypeOf<TrendPoint<RateReading<number>>[]>();
    const [point] = trend(deals, { winRate, dealsWon }, monthly);
    expectTypeOf(point!.reading.dealsWon).toEqualTypeOf<CountReading>();
    expectTypeOf(point!.complete).toEqualTypeOf<boolean>();
    expectTypeOf(trend({ leads, deals }, perLead, monthly)).toEqualTypeOf<
      TrendPoint<RateReading<number>>[]
    >();
    trend(deals, winRate, { every: 'quarter', during: quarter('2026-Q4', { timeZone: 'UTC' }) });
    trend(deals, winRate, { every: 'year', timeZone: 'UTC', during: period(0, 1), asOf: new Date() });
  });

  test('by a key is a Map of such lists', () => {
    expectTypeOf(trend(own, winRate, { ...monthly, by: 'region' })).toEqualTypeOf<
      Map<'north' | 'south', TrendPoint<RateReading<number>>[]>
    >();
    expectTypeOf(trend(deals, dealsWon, { ...monthly, by: (deal) => deal.source ?? 'none' })).toEqualTypeOf<
      Map<string, TrendPoint<CountReading>[]>
    >();
  });

  test('takes neither other buckets nor misspelt options', () => {
    // @ts-expect-error every is a unit of the calendar
    trend(deals, winRate, { every: 'fortnight', timeZone: 'UTC' });
    // @ts-expect-error every must be said
    trend(deals, winRate, { timeZone: 'UTC' });
    // @ts-expect-error a misspelt option
    trend(deals, winRate, { every: 'month', timezone: 'UTC' });
    // @ts-expect-error a key that no row has
    trend(deals, winRate, { ...monthly, by: 'region' });
    // @ts-expect-error a table is missing
    trend({ deals }, perLead, monthly);
  });
});

describe('scorecard', () => {
  test('names readings as the KPIs are named', () => {
    const card = scorecard(
      { deals, leads },
      { winRate, perLead, cycle: salesCycle.with({ deals: 'closed' }) },
    );
    expectTypeOf(card.winRate).toEqualTypeOf<RateReading<number>>();
    expectTypeOf(card.cycle.p90).toEqualTypeOf<number | null>();
    // @ts-expect-error there was no such KPI
    card.dealsWon;
  });

  test('needs every table', () => {
    // @ts-expect-error leads are missing
    scorecard({ deals }, { winRate, perLead });
    // @ts-expect-error tables come by name
    scorecard(deals, { winRate });
    // @ts-expect-error options of a KPI go through with
    scorecard({ deals }, { winRate, salesCycle }, { statistic: 'median' });
  });
});

describe('format and table', () => {
  test('take what the verbs give', () => {
    expectTypeOf(format(winRate(deals), { locale: 'de-DE' })).toEqualTypeOf<string>();
    const [row] = table(groupBy(own, 'region', winRate));
    expectTypeOf(row!.key).toEqualTypeOf<'north' | 'south'>();
    expectTypeOf(row!.value).toEqualTypeOf<number | null>();
    // @ts-expect-error a row of one KPI does not name it
    row!.kpi;
    const [named] = table(groupBy(own, 'region', { winRate, dealsWon }));
    expectTypeOf(named!.kpi).toEqualTypeOf<'winRate' | 'dealsWon'>();
    const [point] = table(trend(deals, winRate, { every: 'month', timeZone: 'UTC' }));
    expectTypeOf(point!.key).toEqualTypeOf<string>();
    // @ts-expect-error a misspelt option
    format(winRate(deals), { language: 'de' });
    // @ts-expect-error rows are not readings
    table(deals);
  });
});

describe('periods', () => {
  test('need a zone', () => {
    // @ts-expect-error no zone is assumed
    month('2026-11');
    // @ts-expect-error nor here
    quarter('2026-Q4', {});
    winRate(deals, { during: month('2026-11', { timeZone: 'UTC' }) });
    expectTypeOf(month('2026-11', { timeZone: 'UTC' }).start).toEqualTypeOf<number>();
  });
});
