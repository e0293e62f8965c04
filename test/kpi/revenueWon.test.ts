import { Decimal } from 'decimal.js';
import { type Amount, revenueWon } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from '../laws.js';
import { nothing } from '../nothing.js';

laws(revenueWon, arbitraryTables);

const won = { id: 1, createdAt: 0, closedAt: 86_400_000, status: 'won', currency: 'EUR' } as const;
const deals = (...amounts: (Amount | null | undefined)[]) => amounts.map((amount) => ({ ...won, amount }));

describe('revenueWon(deals)', () => {
  test('adds exactly: ten times 0.1 and one cent', () => {
    const reading = revenueWon(deals(...Array(10).fill(0.1), '0.01'));
    expect(reading.value.toFixed()).toBe('1.01');
    expect(reading).toMatchObject({
      unit: 'money',
      currency: 'EUR',
      count: 11,
      better: 'higher',
      interval: null,
      excluded: nothing,
    });
    expect(reading.sum.eq(reading.value)).toBe(true);
  });

  test('adds text, numbers and Decimals of any scale and size', () => {
    const amounts = deals('9007199254740993', 0.1, new Decimal('1e-20'), '-0.10', '1e3');
    expect(revenueWon(amounts).value.toFixed()).toBe('9007199254741993.00000000000000000001');
  });

  test('subtracts refunds', () => {
    expect(revenueWon(deals('100.00', '-30.00')).value.toFixed()).toBe('70');
  });

  test('takes a missing amount as left out, never as 0', () => {
    expect(revenueWon(deals('5', null, undefined))).toMatchObject({
      count: 1,
      excluded: { missingAmount: 2 },
    });
    expect(revenueWon(deals('5', '0')).count).toBe(2);
  });

  test('of no deals is 0 without currency', () => {
    const { value, currency, count } = revenueWon([]);
    expect([value.toFixed(), currency, count]).toEqual(['0', null, 0]);
  });

  test('has the deviation of the amounts, null under two', () => {
    expect(revenueWon(deals('1', '2', '3', '4')).deviation).toBeCloseTo(1.2909944487358056, 14);
    expect(revenueWon(deals('1')).deviation).toBeNull();
  });

  test('never adds two currencies', () => {
    expect(() => revenueWon([...deals('1', '2'), { ...won, amount: '3', currency: 'USD' }])).toThrow(
      new RangeError(
        'revenueWon requires deals[2].currency to be in EUR as deals[0] is ' +
          "(convertMoney(rows, { to, rates }) brings amounts to one currency), got 'USD'",
      ),
    );
  });

  test('takes a blank amount as an error of the amount, not of a blank currency', () => {
    expect(() => revenueWon([{ ...won, amount: '', currency: '' }])).toThrow(
      /^revenueWon requires deals\[0\]\.amount to be /,
    );
  });

  test('does not look at amounts of deals that are not won, nor at those closed outside the period', () => {
    const open = { ...won, status: 'open', amount: 'to be agreed' } as const;
    const dollars = { ...won, amount: '1', currency: 'USD', closedAt: 1 };
    const reading = revenueWon([...deals('5'), open, dollars], { during: { start: 10, end: 86_400_001 } });
    expect(reading.value.toFixed()).toBe('5');
  });
});
