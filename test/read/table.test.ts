import {
  dealsWon,
  groupBy,
  money,
  moneySum,
  rate,
  revenueWon,
  table,
  trend,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const timeZone = 'Europe/Paris';
const won = { id: 1, createdAt: 0, status: 'won', amount: '10.005', currency: 'EUR' } as const;
const deals = [
  { ...won, closedAt: Date.UTC(2026, 0, 5), ownerId: 'rep-7' },
  { ...won, closedAt: Date.UTC(2026, 1, 5), ownerId: 'rep-7', status: 'lost' },
  { ...won, closedAt: Date.UTC(2026, 2, 5), ownerId: null },
] as const;

describe('table(groups)', () => {
  test('has a row of plain numbers for each group', () => {
    const rows = table(groupBy(deals, 'ownerId', winRate), { locale: 'en-US' });
    expect(rows).toStrictEqual([
      {
        key: 'rep-7',
        value: 0.5,
        low: expect.closeTo(0.0945, 4),
        high: expect.closeTo(0.9055, 4),
        n: 2,
        text: '50.0% (9.5%–90.5%, 1 of 2)',
      },
      {
        key: undefined,
        value: 1,
        low: expect.closeTo(0.2065, 4),
        high: 1,
        n: 1,
        text: '100.0% (20.7%–100.0%, 1 of 1)',
      },
    ]);
  });

  test('has the nearest double of money, and null without value or interval', () => {
    const [first, second] = table(groupBy(deals, 'ownerId', revenueWon));
    expect(first).toStrictEqual({
      key: 'rep-7',
      value: 10.005,
      low: null,
      high: null,
      n: 1,
      text: '€10.01 (n = 1)',
    });
    expect(second!.key).toBeUndefined();
    expect(table(new Map([[1, rate(0, 0, 0.95)]]))).toStrictEqual([
      { key: 1, value: null, low: null, high: null, n: 0, text: '– (0 of 0)' },
    ]);
    const total = money.open();
    total.add('9007199254740993');
    expect(table(new Map([[1, moneySum(total.toJSON())]]))[0]!.value).toBe(9007199254740992);
  });

  test('of a record of KPIs has a row for each group and KPI', () => {
    const rows = table(groupBy(deals, 'ownerId', { winRate, dealsWon }));
    expect(rows.map(({ key, kpi, value }) => [key, kpi, value])).toEqual([
      ['rep-7', 'winRate', 0.5],
      ['rep-7', 'dealsWon', 1],
      [undefined, 'winRate', 1],
      [undefined, 'dealsWon', 1],
    ]);
  });

  test('writes in the language that is asked for', () => {
    const [row] = table(new Map([['a', rate(1, 4, null)]]), { locale: 'de-DE' });
    expect(row!.text.replace(/\u00a0/g, ' ')).toBe('25,0 % (1 of 4)');
  });

  test('of nothing is empty', () => {
    expect(table(new Map())).toEqual([]);
    expect(table([])).toEqual([]);
  });
});

describe('table(points)', () => {
  test('has a row for each bucket of a trend, by its name', () => {
    const rows = table(trend(deals, dealsWon, { every: 'month', timeZone }));
    expect(rows.map(({ key, value, text }) => [key, value, text])).toEqual([
      ['2026-01', 1, '1'],
      ['2026-02', 0, '0'],
      ['2026-03', 1, '1'],
    ]);
  });

  test('has a row for each bucket and KPI', () => {
    const rows = table(trend(deals, { winRate, dealsWon }, { every: 'quarter', timeZone }));
    expect(rows.map(({ key, kpi, n }) => [key, kpi, n])).toEqual([
      ['2026-Q1', 'winRate', 3],
      ['2026-Q1', 'dealsWon', 2],
    ]);
  });
});
