import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { type Amount, type Deal, type Money, merge, money, moneyMean, revenueWon } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { deviationOfMoney } from '../../src/totals/money.js';
import { arbitraryAmounts } from '../laws.js';

const totalOf = (amounts: readonly Amount[], currency: string | null = 'EUR'): Money => {
  const total = money.open();
  for (const amount of amounts) total.add(amount, currency);
  return total.toJSON();
};

/** A decimal text as a whole number of 10^-scale, with no help but BigInt's. */
function fraction(text: string, scale: number): bigint {
  const [, sign, whole, decimals = '', exponent = '0'] = /^([+-]?)(\d*)\.?(\d*?)(?:e([+-]?\d+))?$/i.exec(
    text,
  )!;
  const units = BigInt(whole! + decimals) * 10n ** BigInt(scale - decimals.length + Number(exponent));
  return sign === '-' ? -units : units;
}

const Exact = Decimal.clone({ defaults: true, precision: 1000, toExpPos: 9e15, toExpNeg: -9e15 });
const OtherClone = Decimal.clone({ precision: 3, toExpPos: 2, toExpNeg: -2 });

/** Numbers of all sizes in which money may come, and texts of any scale, sign and exponent. */
const amounts = fc.oneof(
  arbitraryAmounts,
  fc.double({ min: -1e25, max: 1e25, noNaN: true }),
  fc.double({ min: -1e-5, max: 1e-5, noNaN: true }),
  fc.tuple(fc.integer(), fc.integer({ min: 0, max: 13 })).map(([n, scale]) => n / 10 ** scale),
  fc
    .tuple(fc.constantFrom('', '-', '+'), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(31))
    .map(([sign, n, scale]) => {
      const digits = n.toString().padStart(scale + 1, '0');
      return `${sign}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`;
    }),
  fc
    .tuple(fc.integer(), fc.integer({ min: -40, max: 40 }), fc.constantFrom('e', 'E'))
    .map(([n, exponent, e]) => `${n}${e}${exponent}`),
  fc.bigInt({ min: -(2n ** 42n), max: 2n ** 42n }).map(String), // about where doubles are left for BigInt
  fc.bigInt({ min: -(2n ** 42n), max: 2n ** 42n }).map((n) => new OtherClone(String(n)).times('0.001')),
);

describe('money adds exactly', () => {
  test('as decimal.js does with 1,000 digits: sum, squares and count', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 60, size: 'max' }), (list) => {
        const exact = list.map((amount) => new Exact(String(amount).replace('+', '').replace(/\.$/, '')));
        const sum = exact.reduce((a, b) => a.plus(b), new Exact(0));
        const squares = exact.reduce((a, b) => a.plus(b.times(b)), new Exact(0));
        expect(totalOf(list)).toStrictEqual({
          currency: list.length === 0 ? null : 'EUR',
          sum: sum.isZero() ? '0' : sum.toFixed(),
          squares: squares.toFixed(),
          count: list.length,
        });
      }),
      { numRuns: 400 },
    );
  });

  test('as fractions of BigInt do', () => {
    const texts = amounts.filter((amount) => typeof amount !== 'object').map(String);
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 60, size: 'max' }), (list) => {
        const { sum, squares } = totalOf(list);
        const units = list.map((text) => fraction(text, 400));
        expect(fraction(sum, 400)).toBe(units.reduce((a, b) => a + b, 0n));
        expect(fraction(squares, 800)).toBe(units.reduce((a, b) => a + b * b, 0n));
      }),
      { numRuns: 400 },
    );
  });

  test.each([4095, 4096, 4097, 8192, 10_000])('%i amounts of the largest size that doubles hold', (n) => {
    const units = 2n ** 40n - 1n;
    const list = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? -1 : 1) * Number(units));
    const signs = BigInt(list.reduce((a, b) => a + Math.sign(b), 0));
    expect(totalOf(list)).toMatchObject({
      sum: String(units * signs),
      squares: String(units ** 2n * BigInt(n)),
      count: n,
    });
    expect(totalOf(['0.001', ...list.map((each) => each / 1000)])).toMatchObject({
      squares: totalOf([...list.map((each) => new Exact(each).div(1000)), '0.001']).squares,
      count: n + 1,
    });
  });

  test('over a change of scale in the middle of many amounts', () => {
    const list = Array.from({ length: 9_000 }, (_, i) => (i < 4_500 ? '1.5' : i % 2 ? '0.001' : '2'));
    const exact = list.map((each) => new Exact(each));
    expect(totalOf(list)).toStrictEqual({
      currency: 'EUR',
      sum: Exact.sum(...exact).toFixed(),
      squares: Exact.sum(...exact.map((each) => each.times(each))).toFixed(),
      count: 9_000,
    });
  });

  test('0.1 + 0.2 is 0.3, and 1e21 + 1 keeps the 1', () => {
    expect(totalOf([0.1, 0.2])).toMatchObject({ sum: '0.3', squares: '0.05' });
    expect(totalOf([1e21, 1]).sum).toBe('1000000000000000000001');
    expect(totalOf(['9007199254740993', '9007199254740993']).sum).toBe('18014398509481986');
  });

  test('a number means its shortest decimal text', () => {
    const cases = [
      [0.1, '0.1'],
      [5e-7, '0.0000005'],
      [1e21, '1000000000000000000000'],
      [123456789.12, '123456789.12'],
      [0.1 + 0.2, '0.30000000000000004'],
      [2 ** 53, '9007199254740992'],
      [1e-300, `0.${'0'.repeat(299)}1`],
      [-0, '0'],
      [1.005, '1.005'],
    ] as const;
    for (const [number, text] of cases) {
      expect(totalOf([number]).sum).toBe(text);
      // Also where a scale is known already, which is another way through the code.
      expect(totalOf(['0.000000000001', '-0.000000000001', number]).sum).toBe(text);
      expect(totalOf(['0.01', '-0.01', number]).sum).toBe(text);
    }
  });

  test('a Decimal means all its digits, whatever its clone rounds or writes', () => {
    expect(totalOf([new OtherClone('123456.789'), new OtherClone('1e-9')]).sum).toBe('123456.789000001');
  });
});

describe('money is JSON', () => {
  test('that merges to the money of all amounts, and goes on as if it never stopped', () => {
    const list = fc.array(amounts, { maxLength: 20 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const whole = totalOf([...a, ...b]);
        expect(money.merge(totalOf(a), totalOf(b))).toStrictEqual(whole);
        const saved = JSON.parse(JSON.stringify(totalOf(a)));
        expect(saved).toStrictEqual(totalOf(a));
        const opened = money.open(saved);
        expect(opened.toJSON()).toStrictEqual(saved);
        for (const amount of b) opened.add(amount, 'EUR');
        expect(opened.toJSON()).toStrictEqual(whole);
      }),
    );
  });

  test('that can be read in the middle', () => {
    const total = money.open();
    total.add('1.5', 'EUR');
    expect(total.toJSON().sum).toBe('1.5');
    total.add('0.25', 'EUR');
    expect(total.toJSON()).toStrictEqual({ currency: 'EUR', sum: '1.75', squares: '2.3125', count: 2 });
  });

  test('whose zero has no currency and merges with any', () => {
    expect(money.zero).toStrictEqual({ currency: null, sum: '0', squares: '0', count: 0 });
    expect(money.merge(money.zero, totalOf(['1'], 'USD'))).toStrictEqual(totalOf(['1'], 'USD'));
    expect(money.merge(totalOf(['1'], 'USD'), money.zero)).toStrictEqual(totalOf(['1'], 'USD'));
  });

  test('of two currencies does not merge', () => {
    const message =
      /^merge requires revenueWon's amount to be in EUR as one of the totals is \(convertMoney\(/;
    const totals = [totalOf(['1'], 'EUR'), totalOf(['1'], 'USD')].map((amount) => ({ amount }));
    expect(() => merge(revenueWon, ...totals)).toThrow(message);
    expect(() => merge(revenueWon, ...totals)).toThrow(RangeError);
  });
});

const deals = (rows: readonly Partial<Deal>[]): Deal[] =>
  rows.map((row, id) => ({ id, createdAt: 0, closedAt: 1, status: 'won', amount: '1', ...row }));

describe('money of one currency', () => {
  const mixed = (first: string, where: string, got: string) =>
    new RangeError(
      `revenueWon requires deals[2].currency to be ${first} as ${where} is ` +
        `(convertMoney(rows, { to, rates }) brings amounts to one currency), got ${got}`,
    );

  test('names both rows where another one comes', () => {
    expect(() => revenueWon(deals([{ status: 'lost' }, { currency: 'EUR' }, { currency: 'USD' }]))).toThrow(
      mixed('in EUR', 'deals[1]', "'USD'"),
    );
  });

  test('names the first row also where that has no currency, however that is written', () => {
    for (const currency of [undefined, null, ''])
      expect(() => revenueWon(deals([{ status: 'lost' }, { currency }, { currency: 'USD' }]))).toThrow(
        mixed('without currency', 'deals[1]', "'USD'"),
      );
  });

  test('is not mixed with none', () => {
    expect(() => revenueWon(deals([{ status: 'lost' }, { currency: 'EUR' }, { currency: null }]))).toThrow(
      mixed('in EUR', 'deals[1]', 'null'),
    );
  });

  test('takes null, undefined and blank for the same: none', () => {
    const reading = revenueWon(deals([{ currency: null }, {}, { currency: '' }, { currency: undefined }]));
    expect(reading).toMatchObject({ currency: null, count: 4 });
  });

  test('names rows over block edges', () => {
    const rows = deals(Array.from({ length: 3000 }, (_, i) => ({ currency: i === 2500 ? 'USD' : 'EUR' })));
    for (const input of [rows, new Set(rows)])
      expect(() => revenueWon(input)).toThrow(/deals\[2500\]\.currency to be in EUR as deals\[0\] is/);
  });

  test('is text', () => {
    expect(() => revenueWon(deals([{ currency: 978 as never }]))).toThrow(
      new TypeError('revenueWon requires deals[0].currency to be a currency code or nothing, got 978'),
    );
  });
});

describe('what is no amount throws with its row and field', () => {
  const text = 'an amount in plain decimal text';
  test.each([
    [Number.NaN, RangeError, 'a finite amount, got NaN'],
    [Number.POSITIVE_INFINITY, RangeError, 'a finite amount, got Infinity'],
    [new Decimal(Number.NaN), RangeError, "a finite amount, got 'NaN'"],
    [new Decimal(Number.NEGATIVE_INFINITY), RangeError, "a finite amount, got '-Infinity'"],
    ['', RangeError, `${text}, got ''`],
    ['.', RangeError, `${text}, got '.'`],
    ['-', RangeError, `${text}, got '-'`],
    ['1,000.00', RangeError, `${text}, got '1,000.00'`],
    ['€5', RangeError, `${text}, got '€5'`],
    [' 5', RangeError, `${text}, got ' 5'`],
    ['0x10', RangeError, `${text}, got '0x10'`],
    ['1.2.3', RangeError, `${text}, got '1.2.3'`],
    ['NaN', RangeError, `${text}, got 'NaN'`],
    ['1e999999999', RangeError, "an amount of at most 1000 digits, got '1e999999999'"],
    [true, TypeError, 'an amount (decimal text, a number or a Decimal), got true'],
    [5n, TypeError, 'an amount (decimal text, a number or a Decimal), got 5'],
    [['5'], TypeError, 'an amount (decimal text, a number or a Decimal), got an array of 1'],
  ])('%s', (amount, kind, what) => {
    expect(() => revenueWon(deals([{}, { amount: amount as never }]))).toThrow(
      new kind(`revenueWon requires deals[1].amount to be ${what}`),
    );
  });
});

describe('deviationOfMoney(money, n)', () => {
  test('is null under two amounts, and does not cancel', () => {
    expect(deviationOfMoney(totalOf(['5']), 1)).toBeNull();
    expect(deviationOfMoney(totalOf(['1000000000000.01', '1000000000000.03']), 2)).toBeCloseTo(
      0.01 * Math.SQRT2,
      15,
    );
    expect(moneyMean(totalOf(['1', '3']), { level: 0.5 }).deviation).toBe(Math.SQRT2);
  });
});
