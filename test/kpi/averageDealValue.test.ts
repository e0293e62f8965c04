import { type Amount, averageDealValue } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from '../laws.js';

laws(averageDealValue, arbitraryTables);
laws(averageDealValue.with({ refunds: 'exclude' }), arbitraryTables);

const won = { id: 1, createdAt: 0, closedAt: 86_400_000, status: 'won', currency: 'EUR' } as const;
const deals = (...amounts: (Amount | null)[]) => amounts.map((amount) => ({ ...won, amount }));

describe('averageDealValue(deals)', () => {
  test('is the exact sum ÷ the number of won deals, to 40 digits', () => {
    const reading = averageDealValue(deals('100', '0', '0'));
    expect(reading.value?.toFixed()).toBe(`33.${'3'.repeat(38)}`);
    expect(averageDealValue(deals('2', '0', '0')).value?.toFixed()).toBe(`0.${'6'.repeat(39)}7`);
    expect(reading).toMatchObject({ unit: 'money', currency: 'EUR', count: 3, better: 'higher' });
    expect(reading.sum.toFixed()).toBe('100');
  });

  // R: t.test(1:10)$conf.int is 3.334149 7.665851, sd(1:10) is 3.02765.
  test('has a t interval from the exact squares', () => {
    const { interval, deviation, value } = averageDealValue(deals(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    expect(value?.toNumber()).toBe(5.5);
    expect(deviation).toBeCloseTo(3.0276503540974917, 14);
    expect(interval).toMatchObject({
      low: expect.closeTo(3.334149, 6),
      high: expect.closeTo(7.665851, 6),
      level: 0.95,
    });
  });

  test('keeps the digits of a small spread on large amounts', () => {
    const { deviation } = averageDealValue(deals('100000000000000.01', '100000000000000.03'));
    expect(deviation).toBeCloseTo(0.01 * Math.SQRT2, 15);
  });

  test('has no interval under two deals, and none of width but zero for equal ones', () => {
    expect(averageDealValue(deals('5'))).toMatchObject({ interval: null, deviation: null, count: 1 });
    expect(averageDealValue(deals('5', '5.00'))).toMatchObject({
      deviation: 0,
      interval: { low: 5, high: 5 },
    });
  });

  test('of no won deals is null', () => {
    const { value, sum, count } = averageDealValue([{ ...won, status: 'lost', amount: '5' }]);
    expect([value, sum.toFixed(), count]).toEqual([null, '0', 0]);
  });

  test('counts zero as a deal and a missing amount as left out', () => {
    const reading = averageDealValue(deals('10', 0, null, '0.00'));
    expect(reading).toMatchObject({ count: 3, excluded: { missingAmount: 1 } });
    expect(reading.value?.toFixed(2)).toBe('3.33');
  });

  test("nets refunds: all amounts ÷ the deals that are not refunds, for any way of writing '-'", () => {
    for (const refund of ['-30.00', -30, '-3e1', '-30'] as const) {
      const { value, count } = averageDealValue(deals('100', '50', refund));
      expect([value?.toFixed(), count]).toEqual(['60', 2]);
    }
    expect(averageDealValue(deals('10', '-0', -0)).count).toBe(3);
  });

  test('takes an amount as a refund however small it is', () => {
    expect(averageDealValue(deals('100', '-1e-400')).count).toBe(1);
  });

  test("leaves refunds out with refunds: 'exclude'", () => {
    const reading = averageDealValue(deals('100', '50', '-30'), { refunds: 'exclude' });
    expect(reading).toMatchObject({ count: 2, excluded: { refund: 1 } });
    expect(reading.value?.toFixed()).toBe('75');
  });

  test('of refunds alone is null, with their sum', () => {
    const { value, sum, count, interval } = averageDealValue(deals('-30', '-20'));
    expect([value, sum.toFixed(), count, interval]).toEqual([null, '-50', 0, null]);
  });

  test('refuses a way to treat refunds that there is none of', () => {
    expect(() => averageDealValue([], { refunds: 'gross' as never })).toThrow(
      new RangeError("averageDealValue requires refunds to be 'net' or 'exclude', got 'gross'"),
    );
  });
});
