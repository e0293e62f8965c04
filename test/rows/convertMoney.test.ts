import { convertMoney, groupBy, revenueWon } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const won = { createdAt: 0, closedAt: Date.UTC(2026, 9, 31), status: 'won' } as const;
const rates = (currency: string | null, instant: number) =>
  currency === 'USD' ? (instant < Date.UTC(2026, 0) ? '0.95' : '0.9') : null;
const options = { to: 'EUR', at: 'closedAt', rates } as const;

describe('convertMoney(rows, { to, at, rates })', () => {
  test('multiplies each amount exactly by the rate of its own date', () => {
    const { rows, excluded } = convertMoney(
      [
        { ...won, id: 1, amount: '0.10', currency: 'USD' },
        { ...won, id: 2, amount: 0.2, currency: 'USD', closedAt: Date.UTC(2025, 5, 1) },
        { ...won, id: 3, amount: '12345678901234567890.01', currency: 'USD' },
      ],
      options,
    );
    expect(rows.map(({ amount, currency }) => [amount, currency])).toEqual([
      ['0.09', 'EUR'],
      ['0.19', 'EUR'],
      ['11111111011111111101.009', 'EUR'],
    ]);
    expect(excluded).toEqual({});
  });

  test('leaves out what has no rate or no date, and counts it: never 1, never 0', () => {
    const { rows, excluded } = convertMoney(
      [
        { ...won, id: 1, amount: '5', currency: 'GBP' },
        { ...won, id: 2, amount: '5' },
        { ...won, id: 3, amount: '5', currency: 'USD', closedAt: null },
        { ...won, id: 4, amount: '5', currency: 'EUR' },
        { ...won, id: 5, amount: null, currency: 'USD' },
      ],
      options,
    );
    expect(rows.map(({ id, currency }) => [id, currency])).toEqual([
      [4, 'EUR'],
      [5, 'EUR'],
    ]);
    expect(excluded).toEqual({ missingRate: 2, missingDate: 1 });
  });

  test('makes of mixed currencies what adds up, and changes no row', () => {
    const deals = Object.freeze([
      Object.freeze({ ...won, id: 1, amount: '100', currency: 'EUR' }),
      Object.freeze({ ...won, id: 2, amount: '100', currency: 'USD' }),
    ]);
    expect(() => revenueWon(deals)).toThrow(/convertMoney/);
    expect(groupBy(deals, 'currency', revenueWon).get('USD')?.value.toFixed()).toBe('100');
    expect(revenueWon(convertMoney(deals, options).rows)).toMatchObject({ currency: 'EUR', count: 2 });
  });

  test.each([
    [
      { amount: 'ten' },
      options,
      'convertMoney requires rows[1].amount to be an amount in plain decimal text',
    ],
    [{ closedAt: '2026' as never }, options, 'convertMoney requires rows[1].closedAt to be a Date'],
    [{}, { ...options, rates: () => 'much' }, 'convertMoney requires rows[1].currency to be an amount'],
    [{}, { ...options, to: '' }, 'convertMoney requires a currency as to'],
    [{}, { ...options, rate: 1 }, 'convertMoney requires no options but to, at, rates'],
  ])('refuses %o with %o', (change, given, message) => {
    const deals = [
      { ...won, id: 1, amount: '1', currency: 'EUR' },
      { ...won, id: 2, amount: '1', currency: 'USD', ...change },
    ];
    expect(() => convertMoney(deals, given as never)).toThrow(message);
  });
});
