import type { Decimal } from 'decimal.js';
import {
  averageDealValue,
  count,
  type Deal,
  type DurationReading,
  dealsWon,
  type Interval,
  kpi,
  type Lead,
  type MoneyReading,
  merge,
  money,
  type Reading,
  type ReadingOf,
  rate,
  revenueWon,
  salesCycle,
  sample,
  winRate,
} from 'sales-effectiveness';
import { describe, expectTypeOf, test } from 'vitest';

declare const deals: readonly Deal[];
declare const reading: Reading;

describe('readings', () => {
  test('of a KPI are its own member: nothing to cast', () => {
    expectTypeOf(winRate(deals).interval).toEqualTypeOf<Interval | null>();
    expectTypeOf(winRate(deals).unit).toEqualTypeOf<'ratio'>();
    expectTypeOf(salesCycle(deals).median).toEqualTypeOf<number | null>();
    expectTypeOf(salesCycle(deals).unit).toEqualTypeOf<'days'>();
    expectTypeOf(dealsWon(deals).value).toEqualTypeOf<number>();
    expectTypeOf(revenueWon(deals).value).toEqualTypeOf<Decimal>();
    expectTypeOf(averageDealValue(deals).value).toEqualTypeOf<Decimal | null>();
    expectTypeOf(winRate.of({ won: 1 }).numerator).toEqualTypeOf<number>();
    expectTypeOf<ReadingOf<typeof salesCycle>>().toEqualTypeOf<DurationReading<'days'>>();
  });

  test('are told apart by unit', () => {
    if (reading.unit === 'ratio') expectTypeOf(reading.numerator).toEqualTypeOf<number | Decimal>();
    else if (reading.unit === 'money') expectTypeOf(reading).toEqualTypeOf<MoneyReading>();
    else if (reading.unit === 'count') expectTypeOf(reading.value).toEqualTypeOf<number>();
    else if (reading.unit === 'points') expectTypeOf(reading.promoters).toEqualTypeOf<number>();
    else if (reading.unit === 'stars') expectTypeOf(reading.deviation).toEqualTypeOf<number | null>();
    else expectTypeOf(reading.median).toEqualTypeOf<number | null>();
    // @ts-expect-error only a duration has a median
    reading.median;
    // @ts-expect-error there is no such unit
    if (reading.unit === 'percent') reading.value;
  });

  test('are readonly', () => {
    // @ts-expect-error a reading is not changed
    winRate(deals).value = 1;
    // @ts-expect-error nor what it left out
    winRate(deals).excluded.missingClosedAt = 0;
  });

  test('have what every reading has', () => {
    expectTypeOf(reading.value).toEqualTypeOf<number | Decimal | null>();
    expectTypeOf(reading.better).toEqualTypeOf<'higher' | 'lower'>();
    expectTypeOf(reading.excluded.missingClosedAt).toExtend<number | undefined>();
    // @ts-expect-error there is no such field
    reading.percent;
  });
});

describe('rows', () => {
  test('may carry more fields than a KPI knows', () => {
    winRate([{ id: 1, createdAt: 0, status: 'won', closedAt: 1, region: 'north' }]);
    winRate({ deals: [{ id: 1, createdAt: 0, status: 'won', closedAt: 1, region: 'north' }] });
    winRate.totals([{ id: 1, createdAt: 0, status: 'lost', region: 'north' }]);
  });

  test('may hold what a CRM leaves empty', () => {
    winRate([
      { id: 'a', createdAt: new Date(), status: 'won', closedAt: null, amount: null, currency: null },
      { id: 2, createdAt: null, status: 'lost', ownerId: undefined, stages: null, lostReason: null },
    ]);
  });

  test('may come in any iterable, readonly or not', () => {
    winRate(deals);
    winRate(new Set(deals));
    winRate({ deals });
    winRate(Object.freeze([...deals]));
    winRate(new Map<number, Deal>().values());
    winRate(
      (function* () {
        yield* deals;
      })(),
    );
    const literal = [{ id: 1, createdAt: 0, status: 'won', closedAt: 1, ownerId: 'rep-7' }] as const;
    winRate(literal);
  });

  test('must be of the table', () => {
    // @ts-expect-error a lead has no status
    winRate([] as Lead[]);
    // @ts-expect-error a date of text is no instant
    winRate([{ id: 1, createdAt: '2026-01-01', status: 'won' }]);
    // @ts-expect-error there is no such status
    winRate([{ id: 1, createdAt: 0, status: 'Won' }]);
    // @ts-expect-error a row has an id
    winRate([{ createdAt: 0, status: 'won' }]);
    // @ts-expect-error text is not rows
    winRate('deals');
    // @ts-expect-error one deal is not deals
    winRate(deals[0]!);
    // @ts-expect-error rows must be there
    winRate();
  });

  test('must be in a table of the right name', () => {
    // @ts-expect-error the table is deals
    winRate({ leads: deals });
    // @ts-expect-error the table is missing
    winRate({});
  });
});

describe('options', () => {
  test('are those of the reading and of the KPI', () => {
    winRate(deals, { during: { start: 0, end: 1 }, asOf: new Date(), level: 0.9 });
    winRate(deals, { during: undefined, asOf: undefined, level: undefined });
    winRate(deals, { asOf: null });
    salesCycle(deals, { days: 'calendar', timeZone: 'Europe/Paris', statistic: 'median', level: 0.9 });
    salesCycle.of({}, { level: 0.9, statistic: 'p90' });
  });

  test('that are misspelt do not compile', () => {
    // @ts-expect-error a misspelt option
    winRate(deals, { durring: { start: 0, end: 1 } });
    // @ts-expect-error winRate has no such option
    winRate(deals, { deals: 'closed' });
    // @ts-expect-error a misspelt option of the KPI
    salesCycle(deals, { timezone: 'Europe/Paris' });
    // @ts-expect-error days are elapsed or those of the calendar
    salesCycle(deals, { days: 'working' });
    // @ts-expect-error a level is a number
    winRate(deals, { level: '95%' });
    // @ts-expect-error a period has an end
    winRate(deals, { during: { start: 0 } });
    // @ts-expect-error of reads totals: there is nothing left to choose from a period
    winRate.of({ won: 1 }, { during: { start: 0, end: 1 } });
  });

  test('go through with, which takes the own ones alone', () => {
    expectTypeOf(salesCycle.with({ statistic: 'median' })).toEqualTypeOf<typeof salesCycle>();
    expectTypeOf(winRate.with({})).toEqualTypeOf<typeof winRate>();
    // @ts-expect-error with never takes reading options
    salesCycle.with({ asOf: 5 });
    // @ts-expect-error winRate has no options of its own
    winRate.with({ days: 'calendar' });
    // @ts-expect-error nor a level
    winRate.with({ level: 0.9 });
    // @ts-expect-error a misspelt option
    salesCycle.with({ statistics: 'median' });
    // @ts-expect-error a misspelt value
    salesCycle.with({ statistic: 'mode' });
  });
});

describe('totals', () => {
  test('are typed by the KPI', () => {
    expectTypeOf(winRate.totals(deals).won).toEqualTypeOf<number>();
    expectTypeOf(revenueWon.totals(deals).amount.sum).toEqualTypeOf<string>();
    expectTypeOf(salesCycle.totals(deals).cycle.values).toEqualTypeOf<readonly number[]>();
    winRate.of({});
    winRate.of({ won: 120, lost: 80 }, { level: 0.9 });
    winRate.of({ won: 1, excluded: { missingClosedAt: 1 } });
    winRate.of(winRate.totals(deals));
  });

  test('merge, any number of them, and keep their type', () => {
    const merged = merge(winRate, winRate.totals(deals), { won: 1, lost: 2 }, winRate.totals(deals));
    expectTypeOf(merged.won).toEqualTypeOf<number>();
    expectTypeOf(merge(salesCycle, salesCycle.totals(deals))).toEqualTypeOf(salesCycle.totals(deals));
    expectTypeOf(merge(winRate)).toEqualTypeOf(winRate.totals(deals));
    winRate.of(merged);
  });

  test('of another KPI do not', () => {
    // @ts-expect-error totals of another KPI
    merge(winRate, salesCycle.totals(deals));
    // @ts-expect-error one of them is of another KPI
    merge(winRate, winRate.totals(deals), dealsWon.totals(deals));
    // @ts-expect-error a reading is no totals
    merge(winRate, winRate(deals));
    // @ts-expect-error a misspelt total
    winRate.of({ wins: 1 });
  });
});

describe("kpi: a user's own", () => {
  const twoTables = kpi({
    name: 'twoTables',
    unit: 'ratio',
    better: 'higher',
    options: { within: 30 as number, basis: 'cohort' as 'cohort' | 'period' },
    optional: ['leads'],
    totals: { won: 0, amount: money, days: sample },
    marks: {
      leads: (each, at, known) =>
        each((lead) => {
          expectTypeOf(lead).toEqualTypeOf<Lead>();
          at(lead.wonAt).won++;
          expectTypeOf(known.within).toEqualTypeOf<number>();
        }),
      deals: (each, at, { basis, asOf, during, leaveOut }) =>
        each((deal) => {
          expectTypeOf(deal).toEqualTypeOf<Deal>();
          const totals = at(deal.closedAt);
          totals.won += 2;
          totals.amount.add(deal.amount ?? 0, deal.currency);
          totals.days.add(1);
          leaveOut(deal.closedAt, 'reason');
          expectTypeOf(basis).toEqualTypeOf<'cohort' | 'period'>();
          expectTypeOf(asOf).toEqualTypeOf<number | null>();
          expectTypeOf(during?.start).toEqualTypeOf<number | undefined>();
          // @ts-expect-error there is no such total
          totals.lost++;
          // @ts-expect-error a kind is added to, not replaced
          totals.days++;
          // @ts-expect-error a deal has no such field
          at(deal.signedAt).won++;
          // @ts-expect-error text is no instant
          at('2026-01-01').won++;
        }),
    },
    of: (totals, { level, within, basis }) => {
      expectTypeOf(totals.won).toEqualTypeOf<number>();
      expectTypeOf(totals.amount.sum).toEqualTypeOf<string>();
      expectTypeOf(totals.days.counts).toEqualTypeOf<readonly number[]>();
      expectTypeOf(level).toEqualTypeOf<number>();
      expectTypeOf(within).toEqualTypeOf<number>();
      expectTypeOf(basis).toEqualTypeOf<'cohort' | 'period'>();
      return rate(totals.won, 10, level);
    },
  });

  test('infers its rows, totals, options and reading', () => {
    expectTypeOf(twoTables({ deals }).numerator).toEqualTypeOf<number>();
    expectTypeOf(twoTables.unit).toEqualTypeOf<'ratio'>();
    twoTables({ deals, leads: [] }, { within: 5, basis: 'period', level: 0.9 });
    twoTables({ deals, leads: undefined });
    twoTables.with({ within: 5 });
    twoTables.of({ won: 3 });
  });

  test('needs its tables by name', () => {
    // @ts-expect-error several tables come in an object
    twoTables(deals);
    // @ts-expect-error deals are not optional
    twoTables({ leads: [] });
    // @ts-expect-error a table of other rows
    twoTables({ deals: [] as Lead[] });
    // @ts-expect-error a misspelt value
    twoTables({ deals }, { basis: 'month' });
  });

  test('must be whole', () => {
    // @ts-expect-error a KPI has a rule
    kpi({ name: 'a', unit: 'count', better: 'higher', totals: { n: 0 }, marks: { deals: () => {} } });
    kpi({
      name: 'a',
      unit: 'count',
      better: 'higher',
      totals: { n: 0 },
      // @ts-expect-error there is no such table
      marks: { dealz: () => {} },
      of: ({ n }: { n: number }) => count(n),
    });
    kpi({
      name: 'a',
      // @ts-expect-error the unit is that of the reading
      unit: 'days',
      better: 'higher',
      totals: { n: 0 },
      marks: { deals: () => {} },
      of: ({ n }) => count(n),
    });
  });
});
