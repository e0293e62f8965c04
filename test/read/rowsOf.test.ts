import {
  averageDealValue,
  conversionRate,
  count,
  type Deal,
  dealsWon,
  firstPurchaseValue,
  kpi,
  type Lead,
  rate,
  rowsOf,
  type Sale,
  salesCycle,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const DAY = 86_400_000;
const deal = (id: number, row: Partial<Deal> = {}): Deal => ({
  id,
  createdAt: 0,
  status: 'won',
  closedAt: 5,
  ...row,
});
const sale = (id: Sale['id'], soldAt: number | null, row: Partial<Sale> = {}): Sale => ({
  id,
  soldAt,
  customerId: 'a',
  amount: '1',
  ...row,
});

/** The same with ids instead of rows. */
function ids(sorted: object): unknown {
  if (Array.isArray(sorted)) return sorted.map(({ id }) => id);
  return Object.fromEntries(Object.entries(sorted).map(([name, value]) => [name, ids(value)]));
}

describe('rowsOf(kpi, rows)', () => {
  test('names the rows that a reading counts, leaves out, and is not about', () => {
    const deals = [
      deal(1),
      deal(2, { status: 'lost' }),
      deal(3, { status: 'open' }),
      deal(4, { closedAt: null }),
      deal(5, { closedAt: 15 }),
      deal(6, { createdAt: 11 }),
      deal(7),
    ];
    expect(ids(rowsOf(winRate, deals, { during: { start: 0, end: 10 }, asOf: 10 }))).toEqual({
      counted: { won: [1, 7], lost: [2] },
      excluded: { missingClosedAt: [4] },
      outside: [3, 5, 6],
    });
    expect(rowsOf(winRate, deals).counted.won![0]).toBe(deals[0]);
  });

  test('reads any iterable once, tables by name, and changes nothing', () => {
    function* once() {
      yield Object.freeze(deal(1));
      yield Object.freeze(deal(2, { closedAt: undefined }));
    }
    const expected = { counted: { won: [1] }, excluded: { missingClosedAt: [2] }, outside: [] };
    expect(ids(rowsOf(dealsWon, once()))).toEqual(expected);
    expect(ids(rowsOf(dealsWon, { deals: once() }))).toEqual(expected);
  });

  test('puts a row that adds to several totals under each, and rows of several reasons under theirs', () => {
    const deals = [
      deal(1, { amount: '10' }),
      deal(2, { amount: '-4' }),
      deal(3, { amount: null }),
      deal(4, { amount: '1', closedAt: null }),
      deal(5, { amount: '0' }),
    ];
    expect(ids(rowsOf(averageDealValue, deals))).toEqual({
      counted: { amount: [1, 2, 5], refunds: [2] },
      excluded: { missingAmount: [3], missingClosedAt: [4] },
      outside: [],
    });
    const { counted, excluded } = rowsOf(averageDealValue.with({ refunds: 'exclude' }), deals);
    expect(ids({ counted, refund: excluded.refund! })).toEqual({
      counted: { amount: [1, 5], refunds: [] },
      refund: [2],
    });
  });

  test('puts a row that adds something under what it adds to alone, though a date of it is missing', () => {
    const leads: Lead[] = [
      { id: 1, createdAt: 0, wonAt: 5 },
      { id: 2, createdAt: null, wonAt: 5 },
      { id: 3, createdAt: null },
      { id: 4, createdAt: 0 },
    ];
    expect(ids(rowsOf(conversionRate.with({ basis: 'period' }), leads))).toEqual({
      counted: { leads: [1, 4], converted: [1, 2], pending: [4] },
      excluded: { missingCreatedAt: [3] },
      outside: [],
    });
  });

  test('names leads that are too recent', () => {
    const leads: Lead[] = [
      { id: 1, createdAt: 0, wonAt: DAY },
      { id: 2, createdAt: 5 * DAY, wonAt: 6 * DAY },
      { id: 3, createdAt: 20 * DAY },
    ];
    expect(ids(rowsOf(conversionRate.with({ within: 7 }), leads, { asOf: 7 * DAY }))).toEqual({
      counted: { leads: [1], converted: [1], pending: [] },
      excluded: { tooRecent: [2] },
      outside: [3],
    });
  });

  test('knows of a customer the first purchase alone, also where it was before the period', () => {
    const sales = [
      sale(1, 20),
      sale(2, 10),
      sale(3, 4, { customerId: 'b' }),
      sale(4, 12, { customerId: 'b' }),
      sale(5, 12, { customerId: 'c', amount: '-1' }),
      sale(6, 13, { customerId: 'c' }),
      sale(7, 14, { customerId: null }),
      sale(8, null),
      sale(9, 99, { customerId: null }),
    ];
    expect(ids(rowsOf(firstPurchaseValue, sales, { during: { start: 5, end: 30 } }))).toEqual({
      counted: { first: [2, 6] },
      excluded: { refund: [5], missingCustomerId: [7], missingSoldAt: [8] },
      outside: [1, 3, 4, 9],
    });
  });

  test('of rows that are one purchase counts each', () => {
    const day = firstPurchaseValue.with({ sameDay: 'total', timeZone: 'UTC' });
    expect(ids(rowsOf(day, [sale(1, 20), sale(2, 10), sale(3, DAY)]))).toMatchObject({
      counted: { first: [1, 2] },
      outside: [3],
    });
  });

  test('of a first day that the period cuts names all that the reading adds', () => {
    const day = firstPurchaseValue.with({ sameDay: 'total', timeZone: 'UTC' });
    const options = { during: { start: 0, end: DAY / 2 } };
    const sales = [sale(1, DAY / 2, { amount: '1' }), sale(2, 5, { amount: '10' })];
    expect(day(sales, options).sum.toFixed()).toBe('11');
    expect(ids(rowsOf(day, sales, options))).toMatchObject({ counted: { first: [1, 2] }, outside: [] });
    const late = { during: { start: DAY / 2, end: DAY } };
    expect(day(sales, late).count).toBe(0);
    expect(ids(rowsOf(day, sales, late))).toMatchObject({ counted: { first: [] }, outside: [1, 2] });
  });

  test('names what the totals hold: all of a tie, and a first purchase without amount', () => {
    const sales = [sale('10', 5), sale('9', 5), sale('b-1', 5, { customerId: 'b', amount: null })];
    expect(firstPurchaseValue(sales)).toMatchObject({ count: 1, excluded: { missingAmount: 1 } });
    expect(ids(rowsOf(firstPurchaseValue, sales))).toEqual({
      counted: { first: ['10', '9', 'b-1'] },
      excluded: {},
      outside: [],
    });
  });

  test('keeps a row that comes twice twice', () => {
    const row = deal(1);
    expect(rowsOf(dealsWon, [row, row]).counted.won).toEqual([row, row]);
  });

  test('throws what the KPI throws, with the row and its place', () => {
    expect(() => rowsOf(winRate, [deal(1), deal(2, { closedAt: 'x' as never })])).toThrow(
      new TypeError("winRate requires deals[1].closedAt to be a Date or epoch milliseconds, got 'x'"),
    );
    expect(() => rowsOf(winRate, {} as never)).toThrow(/^rowsOf requires rows of deals, got /);
    expect(() => rowsOf(winRate, [], { deals: 'closed' } as never)).toThrow(
      /^rowsOf requires options among /,
    );
    expect(() => rowsOf(salesCycle, [], { level: 2 })).toThrow(RangeError);
  });

  test('takes any reason, whatever objects are made of', () => {
    const odd = kpi({
      name: 'odd',
      unit: 'count',
      better: 'higher',
      totals: { n: 0 },
      marks: {
        deals: (each, at, { leaveOut }) =>
          each((one) => {
            if (one.lostReason) leaveOut(one.closedAt, one.lostReason);
            else at(one.closedAt).n++;
          }),
      },
      of: ({ n }) => count(n),
    });
    for (const lostReason of ['constructor', 'toString', '__proto__']) {
      const rows = [deal(1, { lostReason }), deal(2), deal(3, { lostReason })];
      expect(Object.entries(odd(rows).excluded)).toEqual([[lostReason, 2]]);
      const { counted, excluded, outside } = rowsOf(odd, rows);
      expect(Object.entries(excluded).map(([reason, list]) => [reason, ids(list)])).toEqual([
        [lostReason, [1, 3]],
      ]);
      expect([ids(counted), outside]).toEqual([{ n: [2] }, []]);
    }
  });
});

describe('rowsOf a KPI of two tables', () => {
  const perLead = kpi({
    name: 'perLead',
    unit: 'ratio',
    better: 'higher',
    optional: ['deals'],
    totals: { leads: 0, won: 0 },
    marks: {
      leads: (each, at) => each((lead) => void at(lead.createdAt).leads++),
      deals: (each, at) =>
        each((one) => {
          if (one.status === 'won') at(one.closedAt).won++;
        }),
    },
    of: ({ leads, won }) => rate(won, leads, null),
  });

  test('is one such for each table', () => {
    const leads = [
      { id: 'l-1', createdAt: 1 },
      { id: 'l-2', createdAt: null },
      { id: 'l-3', createdAt: 50 },
    ];
    const deals = [deal(1), deal(2, { status: 'open' }), deal(3, { closedAt: null })];
    expect(ids(rowsOf(perLead, { leads, deals }, { during: { start: 0, end: 10 } }))).toEqual({
      leads: {
        counted: { leads: ['l-1'], won: [] },
        excluded: { missingCreatedAt: ['l-2'] },
        outside: ['l-3'],
      },
      deals: { counted: { leads: [], won: [1] }, excluded: { missingClosedAt: [3] }, outside: [2] },
    });
  });

  test('has no rows of a table that may be absent and is', () => {
    expect(ids(rowsOf(perLead, { leads: [{ id: 1, createdAt: 0 }] }))).toEqual({
      leads: { counted: { leads: [1], won: [] }, excluded: {}, outside: [] },
    });
  });
});
