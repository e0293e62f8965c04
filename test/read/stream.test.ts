import * as everything from 'sales-effectiveness';
import {
  averageSaleValue,
  contactedWithin,
  conversionRate,
  count,
  type Deal,
  dealsWon,
  distinct,
  firstPurchaseValue,
  kpi,
  type Lead,
  leadResponseTime,
  merge,
  money,
  qualificationRate,
  rate,
  revenueWon,
  type Sale,
  salesCycle,
  salesVelocity,
  stream,
  timeToClose,
  timeToWin,
  winRate,
  workingTime,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import type { AnyKpi } from '../../src/kpi.js';

const DAY = 86_400_000;
const won = (closedAt: Deal['closedAt'], row: Partial<Deal> = {}): Deal => ({
  id: 1,
  createdAt: 0,
  status: 'won',
  closedAt,
  ...row,
});
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('stream(kpi)', () => {
  test('has the reading of the rows so far, at any time', () => {
    const running = stream(winRate, { level: 0.9 });
    expect(running.reading()).toStrictEqual(winRate([], { level: 0.9 }));
    running.add(won(1));
    expect(running.reading().value).toBe(1);
    running.add('deals', won(2, { status: 'lost' }));
    running.add(won(null));
    expect(running.reading()).toStrictEqual(
      winRate([won(1), won(2, { status: 'lost' }), won(null)], { level: 0.9 }),
    );
    expect(running.totals()).toEqual({ won: 1, lost: 1, excluded: { missingClosedAt: 1 } });
  });

  test('gives readings and totals that later rows do not change', () => {
    const running = stream(salesCycle);
    running.add(won(DAY));
    const [reading, totals] = [running.reading(), running.totals()];
    const before = throughJson([reading, totals]);
    running.add(won(9 * DAY));
    running.add(won(null));
    expect([reading, totals]).toEqual(before);
    expect(running.reading()).toMatchObject({ value: 5, excluded: { missingClosedAt: 1 } });
  });

  test('knows only what lies in the period and was known', () => {
    const running = stream(dealsWon, { during: { start: 5, end: 10 }, asOf: 8 });
    for (const at of [4, 5, 8, 9, 10]) running.add(won(at));
    running.add(won(6, { createdAt: 9 }));
    expect(running.reading().value).toBe(2);
  });

  test('goes on from stored totals, which it does not change, of a process or of several', () => {
    const monday = stream(revenueWon);
    monday.add(won(1, { amount: '0.10', currency: 'EUR' }));
    const saved = throughJson(monday.totals());
    const stored = throughJson(saved);
    const tuesday = stream(revenueWon, { from: saved });
    tuesday.add(won(2, { amount: '0.20', currency: 'EUR' }));
    tuesday.add(won(null, { amount: '9', currency: 'EUR' }));
    expect(saved).toEqual(stored);
    expect(tuesday.reading().value.toFixed()).toBe('0.3');
    const both = stream(revenueWon, { from: merge(revenueWon, tuesday.totals(), monday.totals()) });
    expect(both.reading().value.toFixed()).toBe('0.4');
    expect(stream(winRate, { from: { won: 1, lost: 1 } }).reading().value).toBe(0.5);
    expect(stream(winRate, { from: undefined }).reading().value).toBeNull();
  });

  test('knows who bought before it was stopped, and before the period', () => {
    const sale = (customerId: string, soldAt: number, amount: string): Sale => ({
      id: soldAt,
      customerId,
      soldAt,
      amount,
    });
    const during = { start: 10, end: 30 };
    const first = stream(firstPurchaseValue, { during });
    first.add(sale('a', 5, '5'));
    first.add(sale('b', 12, '12'));
    first.add(sale('c', 14, '14'));
    const resumed = stream(firstPurchaseValue, { during, from: throughJson(first.totals()) });
    resumed.add(sale('a', 20, '20')); // bought before the period
    resumed.add(sale('b', 20, '20')); // bought before
    resumed.add(sale('c', 9, '9')); // a row that comes late, of a purchase before the period
    resumed.add(sale('d', 20, '20'));
    expect(resumed.reading().sum.toFixed()).toBe('32');
    const again = stream(firstPurchaseValue, { during, from: throughJson(resumed.totals()) });
    expect(again.reading()).toStrictEqual(resumed.reading());
  });

  test('takes a KPI with options of its own', () => {
    const running = stream(
      salesCycle.with({ days: 'calendar', timeZone: 'Europe/Paris', statistic: 'median' }),
    );
    running.add(won(Date.UTC(2026, 0, 2, 23), { createdAt: Date.UTC(2026, 0, 1, 23) }));
    expect(running.reading()).toMatchObject({ value: 1, statistic: 'median' });
  });

  test('refuses totals and options that it cannot take', () => {
    const from = (totals: unknown) => () => stream(winRate, { from: totals as never });
    expect(from({ wins: 1 })).toThrow(
      new TypeError("stream requires totals among won, lost, excluded, got 'wins'"),
    );
    expect(from([])).toThrow(/^stream requires totals of winRate, got an array of 0$/);
    expect(from(null)).toThrow(TypeError);
    expect(from({ won: '1' })).toThrow(TypeError);
    expect(from({ won: Number.NaN })).toThrow(RangeError);
    expect(from({ excluded: { missingClosedAt: -1 } })).toThrow(RangeError);
    expect(() => stream(winRate, { since: 5 } as never)).toThrow(
      /^stream requires options among from, during, /,
    );
    expect(() => stream(salesCycle, { deals: 'closed' } as never)).toThrow(TypeError);
    expect(() => stream(winRate, { level: 2 })).toThrow(RangeError);
    expect(() => stream(winRate, { asOf: 'now' as never })).toThrow(/^stream requires asOf/);
  });
});

describe('stream of a KPI of several tables', () => {
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
    of: ({ leads, won: deals }) => rate(deals, leads, null),
  });
  const lead: Lead = { id: 1, createdAt: 0 };

  test('takes each row with the name of its table, in any order', () => {
    const running = stream(perLead);
    running.add('deals', won(1));
    running.add('leads', lead);
    running.add('leads', lead);
    expect(running.reading()).toStrictEqual(perLead({ leads: [lead, lead], deals: [won(1)] }));
    const resumed = stream(perLead, { from: throughJson(running.totals()) });
    resumed.add('deals', won(1));
    expect(resumed.reading()).toMatchObject({ value: 1, numerator: 2, denominator: 2 });
  });

  test('counts the rows of each table for itself in errors', () => {
    const running = stream(perLead);
    running.add('deals', won(1));
    running.add('deals', won(1));
    running.add('leads', lead);
    expect(() => running.add('leads', { ...lead, createdAt: 'soon' as never })).toThrow(
      new TypeError("perLead requires leads[1].createdAt to be a Date or epoch milliseconds, got 'soon'"),
    );
    expect(() => running.add('deals', won('x' as never))).toThrow(/^perLead requires deals\[2\]\.closedAt/);
    expect(running.totals()).toEqual({ leads: 1, won: 2, excluded: {} });
  });

  test('needs the name of a table that it has', () => {
    const running = stream(perLead);
    const message = 'stream requires a table among leads, deals before the row, got ';
    expect(() => running.add(lead)).toThrow(new TypeError(`${message}an object with id, createdAt`));
    expect(() => running.add('sales' as never, lead as never)).toThrow(new TypeError(`${message}'sales'`));
    expect(() => stream(winRate).add('leads' as 'deals', won(1))).toThrow(
      /^stream requires a table among deals/,
    );
    expect(running.totals()).toEqual({ leads: 0, won: 0, excluded: {} });
  });
});

const isKpi = (value: unknown): value is AnyKpi =>
  typeof value === 'function' && (value as Partial<AnyKpi>).definition !== undefined;
const kpis: AnyKpi[] = [
  ...(Object.values(everything) as unknown[])
    .filter(isKpi)
    .map((each) => (each.name === 'repeatPurchaseRate' ? each.with({ timeZone: 'Europe/Paris' }) : each)),
  salesCycle.with({ days: 'calendar', timeZone: 'Europe/Paris' }),
  conversionRate.with({ basis: 'period' }),
  qualificationRate.with({ basis: 'period' }),
  leadResponseTime.with({ calendar: workingTime({ timeZone: 'UTC', hours: '00:00-24:00' }) }),
  contactedWithin.with({ of: 'contacted', minutes: 1 / 60_000 }),
  averageSaleValue.with({ refunds: 'exclude' }),
  firstPurchaseValue.with({ sameDay: 'total', timeZone: 'Europe/Paris' }),
  salesVelocity.with({ days: 'calendar', timeZone: 'Europe/Paris' }),
  winRate.with({ basis: 'cohort' }),
  winRate.with({ staleAfter: 1 / DAY }),
];
/** Those that need to know as of when: their open deals have no end of their own. */
const needsAsOf = ({ name, definition }: AnyKpi) =>
  name === timeToClose.name || name === timeToWin.name || definition.options?.staleAfter !== undefined;

/** Those that compare the start of a period with its end. */
const needsDuring = ({ name }: AnyKpi) =>
  /^(retentionRate|grossRevenueRetention|netRevenueRetention)$/.test(name);
const LONG = { start: 0, end: 9 };

/** For each table rows that are right, and fields of rows that are wrong. */
const rowsFor: Record<string, { good: object[]; wrong: object[] }> = {
  deals: {
    good: [
      won(5, { amount: '10', currency: 'EUR' }),
      won(6, { amount: 7, currency: 'EUR' }),
      won(7, { status: 'lost' }),
    ],
    wrong: [{ status: 'Won' }, { createdAt: 'x' }, { closedAt: 'x' }, { amount: 'x' }, { currency: 'USD' }],
  },
  leads: {
    good: [
      { id: 1, createdAt: 0, firstContactedAt: 2, qualifiedAt: 3, wonAt: 5, personalizationMinutes: 7 },
      { id: 2, createdAt: 1 },
      { id: 3, createdAt: 2, firstContactedAt: 3, disqualifiedAt: 4 },
    ],
    wrong: [
      { createdAt: 'x' },
      { firstContactedAt: 'x' },
      { qualifiedAt: 'x' },
      { wonAt: 'x' },
      { wonAt: null, qualifiedAt: null, firstContactedAt: null, disqualifiedAt: 'x' },
      { personalizationMinutes: 'x' },
      { personalizationMinutes: -1 },
      { personalizationMinutes: Number.POSITIVE_INFINITY },
    ],
  },
  sales: {
    good: [
      { id: 1, customerId: 'a', soldAt: 5, amount: '1', currency: 'EUR' },
      { id: 2, customerId: 'b', soldAt: 6, amount: '2', currency: 'EUR' },
      { id: 3, customerId: 'a', soldAt: 7, amount: '3', currency: 'EUR' },
    ],
    wrong: [{ soldAt: 'x' }, { amount: 'x' }, { customerId: {} }, { id: {} }, { amount: {} }],
  },
  contracts: {
    good: [
      { id: 1, customerId: 'a', startsAt: 0, endsAt: 7, amount: '10', currency: 'EUR' },
      { id: 2, customerId: 'b', startsAt: 0, endsAt: 5, renewedAt: 4, amount: '7', currency: 'EUR' },
      { id: 3, customerId: 'b', startsAt: 5, cancelledAt: 9, amount: '8', currency: 'EUR' },
    ],
    wrong: [
      { startsAt: 'x' },
      { endsAt: 'x' },
      { cancelledAt: 'x' },
      { customerId: {} },
      { amount: 'x' },
      { currency: 'USD' },
    ],
  },
  answers: {
    good: [
      { id: 1, score: 9, answeredAt: 5, customerId: 'a' },
      { id: 2, score: 3, answeredAt: 6, customerId: 'b' },
      { id: 3, score: 10, answeredAt: 7, customerId: 'a' },
    ],
    wrong: [
      { answeredAt: 'x' },
      { score: 11 },
      { score: -1 },
      { score: 7.5 },
      { score: '9' },
      { score: null },
    ],
  },
  complaints: {
    good: [{ openedAt: 5 }, { openedAt: 6 }, { openedAt: 7 }],
    wrong: [{ openedAt: 'x' }],
  },
  ratings: {
    good: [
      { stars: 5, ratedAt: 5 },
      { stars: 8, scale: 10, ratedAt: 6 },
      { stars: 1, ratedAt: 7 },
    ],
    wrong: [{ ratedAt: 'x' }, { stars: 6 }, { stars: -1 }, { stars: '5' }, { scale: -1 }, { scale: 'x' }],
  },
  reps: {
    good: [
      { id: 'a', hiredAt: 1 },
      { id: 'b', hiredAt: 2, leftAt: 9 },
      { id: 'c', hiredAt: 3 },
    ],
    wrong: [{ hiredAt: 'x' }, { leftAt: 'x' }, { id: {} }],
  },
  trainings: {
    good: [
      { repId: 'a', at: 5, minutes: 30 },
      { repId: 'a', at: 6, minutes: 15 },
      { repId: 'b', at: 7, minutes: 45 },
    ],
    wrong: [
      { at: 'x' },
      { at: {} },
      { at: true },
      { at: Number.NaN },
      { minutes: -1 },
      { minutes: '5' },
      { repId: {} },
    ],
  },
  assessments: {
    good: [
      { repId: 'a', skill: 'demo', takenAt: 5, score: 7, maxScore: 10 },
      { repId: 'a', skill: 'demo', takenAt: 6, score: 9, maxScore: 10 },
      { repId: 'b', skill: 'demo', takenAt: 7, score: 0.5 },
    ],
    wrong: [
      { takenAt: 'x' },
      { score: 11 },
      { score: -1 },
      { score: 'x' },
      { maxScore: 0 },
      { maxScore: 'x' },
    ],
  },
  costs: {
    good: [
      { incurredAt: 5, amount: '1', currency: 'EUR', category: 'sales' },
      { incurredAt: 6, amount: '2', currency: 'EUR', category: 'marketing' },
      { incurredAt: 7, amount: '3', currency: 'EUR', category: 'sales' },
    ],
    wrong: [{ incurredAt: 'x' }, { amount: 'x' }, { category: 'Sales' }, { currency: 'USD' }],
  },
};

/** Tables without rows that a call needs beside this one: those it must have; beside such a one, one that it may have. */
function besides({ tables, optional }: AnyKpi, table: string): Record<string, object[]> {
  const may: readonly string[] = optional;
  const names = (tables as readonly string[]).filter((name) => !may.includes(name));
  return Object.fromEntries(
    [...names, ...(may.includes(table) ? [] : may.slice(0, 1))].map((name) => [name, []]),
  );
}

const dateErrors = [new Date(Number.NaN), Number.NaN, Number.POSITIVE_INFINITY, true, {}];

describe.each(kpis.map((each) => ({ name: each.name, each })))('stream of $name', ({ each: kpi }) => {
  test.each(kpi.tables as string[])(
    'does not count a row of %s that throws, and names its place',
    (table) => {
      const { good, wrong } = rowsFor[table]!;
      const dates = Object.keys(good[0]!).filter((field) => field.endsWith('At'));
      const bad = [
        null,
        undefined,
        'text',
        ...wrong.map((fields) => ({ ...good[0], ...fields })),
        ...dates.flatMap((field) => dateErrors.map((value) => ({ ...good[0], [field]: value }))),
      ];
      let thrown = 0;
      const needed = {
        ...(needsAsOf(kpi) ? { asOf: 90 } : {}),
        ...(needsDuring(kpi) ? { during: LONG } : {}),
      };
      for (const asked of [{}, { asOf: 60 }, { during: { start: 0, end: 6 } }])
        for (const row of bad) {
          const options = { ...needed, ...asked };
          const running = stream(kpi, options) as { add(...row: unknown[]): void } & Pick<
            ReturnType<typeof stream>,
            'totals' | 'reading'
          >;
          for (const each of good.slice(0, 2)) running.add(table, each);
          const before = running.totals();
          try {
            running.add(table, row);
          } catch (error) {
            thrown++;
            expect((error as Error).message).toMatch(new RegExp(`^${kpi.name} requires ${table}\\[2\\]`));
            expect(running.totals()).toStrictEqual(before);
            running.add(table, good[2]);
            expect(running.reading()).toStrictEqual(kpi({ ...besides(kpi, table), [table]: good }, options));
            continue;
          }
          const all = { ...besides(kpi, table), [table]: [...good.slice(0, 2), row] };
          expect(running.totals()).toStrictEqual(kpi.totals(all, options));
        }
      expect(thrown).toBeGreaterThan(10);
    },
  );
});

test('a row whose mark throws after it had added something is not counted either', () => {
  const contacts = kpi({
    name: 'contacts',
    unit: 'count',
    better: 'higher',
    totals: { created: 0, contacted: 0 },
    marks: {
      leads: (each, at) =>
        each((lead) => {
          at(lead.createdAt).created++;
          at(lead.firstContactedAt).contacted++;
        }),
    },
    of: ({ contacted }) => count(contacted),
  });
  const running = stream(contacts);
  running.add({ id: 1, createdAt: 0, firstContactedAt: 5 });
  expect(() => running.add({ id: 2, createdAt: 0, firstContactedAt: 'x' as never })).toThrow(
    /^contacts requires leads\[1\]\.firstContactedAt/,
  );
  expect(running.totals()).toEqual({ created: 1, contacted: 1, excluded: {} });
});

test('nor is one whose amount, added after something else, is none or of another currency', () => {
  const basket = kpi({
    name: 'basket',
    unit: 'count',
    better: 'higher',
    totals: { sales: 0, sold: money, buyers: distinct },
    marks: {
      sales: (each, at) =>
        each(({ soldAt, amount, currency, customerId }) => {
          const totals = at(soldAt);
          totals.sales++;
          totals.buyers.add(customerId!);
          totals.sold.add(amount!, currency);
        }),
    },
    of: ({ sales }) => count(sales),
  });
  const running = stream(basket);
  running.add({ id: 1, soldAt: 1, customerId: 'a', amount: '1', currency: 'EUR' });
  const before = running.totals();
  const add = (row: Partial<Sale>) => () =>
    running.add({ id: 2, soldAt: 2, customerId: 'b', amount: '1', currency: 'EUR', ...row });
  expect(add({ amount: 'ten' })).toThrow(/^basket requires sales\[1\]\.amount/);
  expect(running.totals()).toStrictEqual(before);
  expect(add({ currency: 'USD' })).toThrow(/^basket requires sales\[2\]\.currency/);
  expect(running.totals()).toStrictEqual(before);
  add({})();
  expect(running.totals()).toMatchObject({ sales: 2, buyers: ['a', 'b'] });
});
