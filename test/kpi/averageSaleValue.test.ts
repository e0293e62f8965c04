import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  type Amount,
  averageDealValue,
  averageSaleValue,
  compare,
  convertMoney,
  format,
  groupBy,
  merge,
  month,
  rowsOf,
  type Sale,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, arbitrarySales, laws, saleTables } from '../laws.js';
import * as reference from './reference.js';

laws(averageSaleValue, saleTables);
laws(averageSaleValue.with({ refunds: 'exclude' }), saleTables);

const timeZone = 'Europe/Paris';
const day = (n: number) => Date.UTC(2026, 0, n);
const sold = { id: 1, soldAt: day(5), currency: 'EUR' } as const;
const sales = (...amounts: (Amount | null | undefined)[]): Sale[] =>
  amounts.map((amount) => ({ ...sold, amount }));

describe('over arbitrary sales, periods and instants, by its definition', () => {
  test.each(['net', 'exclude'] as const)('divides exactly, refunds: %s', (refunds) =>
    fc.assert(
      fc.property(arbitrarySales, arbitraryOptions, (rows, options) => {
        const { value, sum, count, excluded, interval, deviation } = averageSaleValue(rows, {
          ...options,
          refunds,
        });
        expect({ value: value?.toFixed() ?? null, sum: sum.toFixed(), count, excluded }).toStrictEqual(
          reference.averageSaleValue(rows, options, refunds),
        );
        expect(interval === null).toBe(deviation === null);
        if (interval !== null) expect(interval.level).toBe(options.level ?? 0.95);
      }),
      { numRuns: 200 },
    ),
  );

  test.each(['net', 'exclude'] as const)('as averageDealValue of deals won then, refunds: %s', (refunds) =>
    fc.assert(
      fc.property(arbitrarySales, arbitraryOptions, (rows, options) => {
        const deals = rows.map(({ soldAt, ...row }) => ({
          ...row,
          createdAt: null,
          closedAt: soldAt,
          status: 'won' as const,
        }));
        const { excluded, ...reading } = averageSaleValue(rows, { ...options, refunds });
        const { missingSoldAt: missingClosedAt, ...others } = excluded;
        expect(averageDealValue(deals, { ...options, refunds })).toStrictEqual({
          ...reading,
          excluded: { ...others, ...(missingClosedAt === undefined ? {} : { missingClosedAt }) },
        });
      }),
      { numRuns: 100 },
    ),
  );
});

describe('averageSaleValue(sales)', () => {
  test('is the exact sum ÷ the number of sales, to 40 digits', () => {
    const reading = averageSaleValue(sales('100', '0', '0'));
    expect(reading.value?.toFixed()).toBe(`33.${'3'.repeat(38)}`);
    expect(averageSaleValue(sales('2', '0', '0')).value?.toFixed()).toBe(`0.${'6'.repeat(39)}7`);
    expect(averageSaleValue(sales('0.10', 0.2)).sum.toFixed()).toBe('0.3');
    expect(averageSaleValue(sales('9007199254740993.01', '0')).value?.toFixed()).toBe('4503599627370496.505');
    expect(reading).toMatchObject({ unit: 'money', currency: 'EUR', count: 3, better: 'higher' });
  });

  test('takes text, numbers and Decimals for the same amounts', () => {
    const { value } = averageSaleValue(sales('1.10', 1.1, new Decimal('1.1')));
    expect(value?.toFixed()).toBe('1.1');
  });

  // R: t.test(1:10)$conf.int is 3.334149 7.665851, sd(1:10) is 3.02765.
  test('has a t interval from the exact squares', () => {
    const { interval, deviation, value } = averageSaleValue(sales(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    expect([value?.toNumber(), deviation]).toEqual([5.5, expect.closeTo(3.0276503540974917, 14)]);
    expect(interval).toEqual({
      low: expect.closeTo(3.334149, 6),
      high: expect.closeTo(7.665851, 6),
      level: 0.95,
    });
  });

  test('counts zero as a sale and a missing amount as left out', () => {
    const reading = averageSaleValue(sales('10', 0, null, '0.00', undefined));
    expect(reading).toMatchObject({ count: 3, excluded: { missingAmount: 2 } });
    expect(reading.value?.toFixed(2)).toBe('3.33');
  });

  test('leaves out a sale without a date once, with or without an amount', () => {
    const rows = [
      { ...sold, soldAt: null, amount: '5' },
      { ...sold, soldAt: undefined, amount: null },
      { ...sold, soldAt: null, amount: '-5' },
    ];
    for (const refunds of ['net', 'exclude'] as const)
      expect(averageSaleValue(rows, { refunds })).toMatchObject({ count: 0, excluded: { missingSoldAt: 3 } });
  });

  test("nets refunds: all amounts ÷ the sales that are not refunds, for any way of writing '-'", () => {
    for (const refund of ['-30.00', -30, '-3e1', new Decimal(-30)]) {
      const { value, count, excluded } = averageSaleValue(sales('100', '50', refund));
      expect([value?.toFixed(), count, excluded]).toEqual(['60', 2, {}]);
    }
    expect(averageSaleValue(sales('10', '-0', -0)).count).toBe(3);
  });

  test("leaves refunds out with refunds: 'exclude', in the period in which they were made", () => {
    const rows = [...sales('100', '50', '-30', '-0'), { ...sold, soldAt: day(40), amount: '-5' }];
    const during = month('2026-01', { timeZone });
    const reading = averageSaleValue(rows, { refunds: 'exclude', during });
    expect(reading).toMatchObject({ count: 3, excluded: { refund: 1 } });
    expect(reading.value?.toFixed()).toBe('50');
    expect(averageSaleValue(rows, { refunds: 'exclude' }).excluded).toEqual({ refund: 2 });
  });

  test('takes an amount as a refund however small it is', () => {
    expect(averageSaleValue(sales('100', '-1e-400')).count).toBe(1);
    expect(averageSaleValue(sales('100', '-1e-400'), { refunds: 'exclude' }).sum.toFixed()).toBe('100');
  });

  test('of refunds alone is null, with their sum', () => {
    const { value, sum, count, interval } = averageSaleValue(sales('-30', '-20'));
    expect([value, sum.toFixed(), count, interval]).toEqual([null, '-50', 0, null]);
  });

  test('places a sale at its own date, and knows none after asOf', () => {
    const rows = [
      { ...sold, amount: '10' },
      { ...sold, soldAt: day(40), amount: '30' },
    ];
    const value = (options: object) => averageSaleValue(rows, options).value?.toFixed() ?? null;
    expect(value({ during: month('2026-02', { timeZone }) })).toBe('30');
    expect([value({ asOf: day(40) - 1 }), value({ asOf: day(40) }), value({ asOf: day(4) })]).toEqual([
      '10',
      '20',
      null,
    ]);
  });

  test('of no sales is null, with a sum of 0 in no currency', () => {
    const { sum, ...reading } = averageSaleValue([]);
    expect(sum.toFixed()).toBe('0');
    expect(reading).toStrictEqual({
      value: null,
      unit: 'money',
      better: 'higher',
      currency: null,
      deviation: null,
      count: 0,
      interval: null,
      excluded: {},
    });
  });

  test('by source and by month is that of the sales there, also as known at the end of each', () => {
    const rows = [
      { ...sold, amount: '10', source: 'web' },
      { ...sold, amount: '20', source: 'fair', soldAt: day(40) },
      { ...sold, amount: '40', source: 'fair', soldAt: day(41) },
    ];
    const groups = [...groupBy(rows, 'source', averageSaleValue)];
    expect(groups.map(([source, { value }]) => [source, value?.toFixed()])).toEqual([
      ['web', '10'],
      ['fair', '30'],
    ]);
    for (const known of [{}, { asOf: 'bucketEnd' }] as const)
      expect(
        trend(rows, averageSaleValue, { every: 'month', timeZone, ...known }).map(({ reading }) =>
          reading.value?.toFixed(),
        ),
      ).toEqual(['10', '30']);
  });

  test('is compared with more as better, and written in its currency', () => {
    const [before, after] = [averageSaleValue(sales(9, 10, 11)), averageSaleValue(sales(19, 20, 21))];
    expect(compare(before, after).verdict).toBe('better');
    expect(format(after, { locale: 'en-US' })).toBe('€20.00 (€17.52–€22.48, n = 3)');
  });

  test('puts each row where it counts', () => {
    const rows = [...sales('5', '-2', null), { ...sold, soldAt: null, amount: '1' }];
    expect(rowsOf(averageSaleValue, rows)).toEqual({
      counted: { amount: [rows[0], rows[1]], refunds: [rows[1]] },
      excluded: { missingAmount: [rows[2]], missingSoldAt: [rows[3]] },
      outside: [],
    });
    const exclude = averageSaleValue.with({ refunds: 'exclude' });
    expect(rowsOf(exclude, rows)).toMatchObject({
      counted: { amount: [rows[0]], refunds: [] },
      excluded: { refund: [rows[1]] },
    });
  });

  test('of parts that merge, through JSON, is that of the whole', () => {
    const rows = sales('0.1', '-0.02', 7, null);
    const parts = [rows.slice(0, 1), [], rows.slice(1)].map((part) => averageSaleValue.totals(part));
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    expect(averageSaleValue.of(merge(averageSaleValue, ...saved))).toStrictEqual(averageSaleValue(rows));
  });
});

describe('averageSaleValue throws', () => {
  const convert = '(convertMoney(rows, { to, rates }) brings amounts to one currency)';

  test('for two currencies, and names both rows', () => {
    const rows = [...sales(null, '5', '6'), { ...sold, amount: '7', currency: 'USD' }];
    expect(() => averageSaleValue(rows)).toThrow(
      new RangeError(
        `averageSaleValue requires sales[3].currency to be in EUR as sales[1] is ${convert}, got 'USD'`,
      ),
    );
    const none = [...sales('5'), { ...sold, amount: '7', currency: null }];
    expect(() => averageSaleValue(none)).toThrow(
      new RangeError(
        `averageSaleValue requires sales[1].currency to be in EUR as sales[0] is ${convert}, got null`,
      ),
    );
    const { rows: converted } = convertMoney(rows, { to: 'EUR', at: 'soldAt', rates: () => '2' });
    expect(averageSaleValue(converted).value?.toFixed(2)).toBe('8.33');
  });

  test('for two currencies only where both are read: not in another period, nor of a refund left out', () => {
    const rows = [
      { ...sold, amount: '5' },
      { ...sold, amount: '7', currency: 'USD', soldAt: day(40) },
      { ...sold, amount: '-7', currency: 'USD' },
    ];
    const during = month('2026-01', { timeZone });
    const { value, currency } = averageSaleValue(rows, { during, refunds: 'exclude' });
    expect([value?.toFixed(), currency]).toEqual(['5', 'EUR']);
    expect(() => averageSaleValue(rows, { during })).toThrow(/sales\[2\]\.currency .* sales\[0\]/);
  });

  test.each(['net', 'exclude'] as const)(
    'for an amount that is none, with the row, refunds: %s',
    (refunds) => {
      const kpi = averageSaleValue.with({ refunds });
      const throws = (amount: unknown, error: Error) => {
        const rows = sales('5', amount as never);
        expect(() => kpi(rows)).toThrow(error);
        const running = stream(kpi);
        running.add(rows[0]!);
        const before = running.totals();
        expect(() => running.add(rows[1]!)).toThrow(error);
        expect(running.totals()).toStrictEqual(before);
      };
      const place = 'averageSaleValue requires sales[1].amount to be';
      throws('1,000', new RangeError(`${place} an amount in plain decimal text, got '1,000'`));
      throws('', new RangeError(`${place} an amount in plain decimal text, got ''`));
      throws(Number.NaN, new RangeError(`${place} a finite amount, got NaN`));
      throws(Number.POSITIVE_INFINITY, new RangeError(`${place} a finite amount, got Infinity`));
      throws(true, new TypeError(`${place} an amount (decimal text, a number or a Decimal), got true`));
      throws(
        {},
        new TypeError(`${place} an amount (decimal text, a number or a Decimal), got an object with nothing`),
      );
    },
  );

  test.each(['net', 'exclude'] as const)(
    'for an amount that is none, also where it begins with a minus, refunds: %s',
    (refunds) => {
      for (const amount of ['-1,000', '-5 EUR', '-1-1', Number.NEGATIVE_INFINITY])
        expect(() => averageSaleValue(sales('5', amount), { refunds })).toThrow(
          /^averageSaleValue requires sales\[1\]\.amount to be (an amount in plain decimal text|a finite amount), got /,
        );
    },
  );

  test('for a currency that is none, a date that is none and a way to treat refunds that there is none of', () => {
    expect(() => averageSaleValue([{ ...sold, amount: '5', currency: 978 as never }])).toThrow(
      new TypeError('averageSaleValue requires sales[0].currency to be a currency code or nothing, got 978'),
    );
    expect(() => averageSaleValue([{ ...sold, amount: '5', soldAt: '2026-01-05' as never }])).toThrow(
      new TypeError(
        "averageSaleValue requires sales[0].soldAt to be a Date or epoch milliseconds, got '2026-01-05'",
      ),
    );
    expect(() => averageSaleValue([], { refunds: 'gross' as never })).toThrow(
      new RangeError("averageSaleValue requires refunds to be 'net' or 'exclude', got 'gross'"),
    );
    expect(() => averageSaleValue.with({ refunds: true as never })).toThrow(
      new TypeError("averageSaleValue requires refunds to be 'net' or 'exclude', got true"),
    );
    expect(() => averageSaleValue(null as never)).toThrow(
      new TypeError('averageSaleValue requires rows of sales, got null'),
    );
  });
});
