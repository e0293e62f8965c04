import { count, money, moneyMean, moneySum } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const total = (...amounts: string[]) => {
  const live = money.open();
  for (const amount of amounts) live.add(amount, 'EUR');
  return live.toJSON();
};

describe('moneySum(money)', () => {
  test('is the exact sum, a Decimal', () => {
    const { value, sum, ...rest } = moneySum(total('0.10', '0.20'));
    expect([value.toFixed(), sum.toFixed()]).toEqual(['0.3', '0.3']);
    expect(rest).toStrictEqual({
      unit: 'money',
      better: 'higher',
      currency: 'EUR',
      deviation: expect.closeTo(0.1 * Math.SQRT1_2, 15),
      count: 2,
      interval: null,
      excluded: {},
    });
  });

  test('of nothing is 0 without currency', () => {
    const { value, currency, deviation } = moneySum(money.zero);
    expect([value.toFixed(), currency, deviation]).toEqual(['0', null, null]);
  });

  test('is written out in full, however large or small', () => {
    expect(String(moneySum(total('1e30', '1e-30')).value)).toBe(`1${'0'.repeat(30)}.${'0'.repeat(29)}1`);
  });
});

describe('moneyMean(money, { level, over })', () => {
  test('has 40 significant digits, half-even, of a sum of any length', () => {
    const mean = (sum: string, over: number) => moneyMean(total(sum), { level: 0.95, over }).value!.toFixed();
    expect(mean('1', 3)).toBe(`0.${'3'.repeat(40)}`);
    expect(mean('2', 3)).toBe(`0.${'6'.repeat(39)}7`);
    const digits = '1234567890'.repeat(4); // 40 digits, then a half: to the even neighbour
    expect(mean(`${digits}.5`, 1)).toBe(digits);
    expect(mean(`${digits.slice(0, -1)}1.5`, 1)).toBe(`${digits.slice(0, -1)}2`);
    expect(mean('1.005', 1)).toBe('1.005');
  });

  test('is over what it is told, else over the number of amounts; over 0 it is null', () => {
    expect(moneyMean(total('10', '20'), { level: 0.95 }).value!.toFixed()).toBe('15');
    expect(moneyMean(total('10', '20'), { level: 0.95, over: 4 })).toMatchObject({ count: 4 });
    expect(moneyMean(money.zero, { level: 0.95 })).toMatchObject({ value: null, interval: null, count: 0 });
  });

  test('has a t interval at its level', () => {
    // t(0.75, 1) = 1: the mean ± the deviation ÷ √2.
    const { interval } = moneyMean(total('1', '3'), { level: 0.5 });
    expect(interval!.low).toBeCloseTo(1, 12);
    expect(interval!.high).toBeCloseTo(3, 12);
  });
});

test('count(n) is n', () => {
  expect(count(0)).toStrictEqual({
    value: 0,
    unit: 'count',
    better: 'higher',
    count: 0,
    interval: null,
    excluded: {},
  });
});
