import { Decimal } from 'decimal.js';
import {
  averageDealValue,
  count,
  dealsWon,
  duration,
  format,
  money,
  moneyMean,
  moneySum,
  rate,
  revenueWon,
  salesCycle,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

/** Editions of Unicode's locale data differ in which space they put: any of them is one here. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');
const written = (reading: Parameters<typeof format>[0], locale?: string) =>
  plain(format(reading, locale === undefined ? {} : { locale }));

const euros = (...amounts: (string | number)[]) => {
  const total = money.open();
  for (const amount of amounts) total.add(amount, 'EUR');
  return total.toJSON();
};
const cycle = (statistic: 'mean' | 'median' | 'p90', values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) =>
  duration({ values, counts: values.map(() => 1) }, { unit: 'days', per: 1, statistic, level: 0.95 });

describe('format(reading, { locale })', () => {
  test('writes a share with its interval and its parts', () => {
    const reading = rate(80, 320, 0.95);
    expect(written(reading, 'en-US')).toBe('25.0% (20.6%–30.0%, 80 of 320)');
    expect(written(reading, 'de-DE')).toBe('25,0 % (20,6 %–30,0 %, 80 of 320)');
    expect(written(reading, 'fr-FR')).toBe('25,0 % (20,6 %–30,0 %, 80 of 320)');
    expect(written(rate(1, 3, null))).toBe('33.3% (1 of 3)');
    expect(written(rate(1234, 56_789, null), 'en-US')).toBe('2.2% (1,234 of 56,789)');
    expect(written(rate(1234, 56_789, null), 'fr-FR')).toBe('2,2 % (1 234 of 56 789)');
  });

  test('writes parts that are money as they are', () => {
    const reading = {
      ...rate(1, 2, null),
      numerator: new Decimal('1234.5'),
      denominator: new Decimal('2469'),
    };
    expect(written(reading)).toBe('50.0% (1,234.5 of 2,469)');
  });

  test('writes a duration with its other statistics', () => {
    expect(written(cycle('mean'))).toBe('5.5 days (3.3–7.7, median 5.5, p90 9.1, n = 10)');
    expect(written(cycle('median'))).toBe('median 5.5 days (2.0–9.0, mean 5.5, p90 9.1, n = 10)');
    expect(written(cycle('p90'))).toBe('p90 9.1 days (mean 5.5, median 5.5, n = 10)');
    expect(written(cycle('mean'), 'de-DE')).toBe('5,5 Tage (3,3–7,7, median 5,5, p90 9,1, n = 10)');
    expect(written(cycle('mean'), 'fr-FR')).toBe('5,5 jours (3,3–7,7, median 5,5, p90 9,1, n = 10)');
    const hours = duration(
      { values: [90], counts: [1] },
      { unit: 'hours', per: 60, statistic: 'mean', level: 0.95 },
    );
    expect(written(hours)).toBe('1.5 hours (median 1.5, p90 1.5, n = 1)');
  });

  test('writes limits below zero so that they can be read', () => {
    expect(written(cycle('mean', [0, 0.5, 9]))).toBe('3.2 days (-9.4 to 15.7, median 0.5, p90 7.3, n = 3)');
  });

  test('writes 0 without a sign where a limit rounds to it', () => {
    const sample = { values: [-0.01, 0.3], counts: [1, 1] };
    const reading = duration(sample, { unit: 'days', per: 1, statistic: 'mean', level: 0.5 });
    expect(written(reading)).not.toContain('-0.0');
  });

  test('writes money in its currency and that of the language', () => {
    expect(written(moneySum(euros('1234.5')), 'en-US')).toBe('€1,234.50 (n = 1)');
    expect(written(moneySum(euros('1234.5')), 'de-DE')).toBe('1.234,50 € (n = 1)');
    expect(written(moneySum(euros('1234.5')), 'fr-FR')).toBe('1 234,50 € (n = 1)');
    expect(written(moneySum(euros('-5')), 'en-US')).toBe('-€5.00 (n = 1)');
    expect(written(moneyMean(euros(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), { level: 0.95 }))).toBe(
      '€5.50 (€3.33–€7.67, n = 10)',
    );
  });

  test('writes every digit of large sums', () => {
    expect(written(moneySum(euros('12345678901234567890.12')))).toBe(
      '€12,345,678,901,234,567,890.12 (n = 1)',
    );
  });

  test('writes yen without decimals, a code that is no currency as a word, and none as a number', () => {
    const sum = (currency: string | null) => written({ ...moneySum(euros('1234.5')), currency });
    expect(sum('JPY')).toBe('¥1,235 (n = 1)');
    expect(sum('CHF')).toBe('CHF 1,234.50 (n = 1)');
    expect(sum(null)).toBe('1,234.50 (n = 1)');
    expect(sum('credits')).toBe('1,234.50 credits (n = 1)');
    expect(sum('eur')).toBe('1,234.50 eur (n = 1)');
  });

  test('writes a count', () => {
    expect(written(count(1234))).toBe('1,234');
    expect(written(count(0))).toBe('0');
    expect(written(count(1234), 'de-DE')).toBe('1.234');
  });

  test('writes a dash for no value', () => {
    expect(written(winRate([]))).toBe('– (0 of 0)');
    expect(written(salesCycle([]))).toBe('– (n = 0)');
    expect(written(averageDealValue([]))).toBe('– (n = 0)');
    expect(written(revenueWon([]))).toBe('0.00 (n = 0)');
    expect(written(dealsWon([]))).toBe('0');
  });

  test('says how many rows were left out, of all reasons', () => {
    const excluded = { missingClosedAt: 2, refund: 1000 };
    expect(written({ ...rate(1, 2, null), excluded })).toBe('50.0% (1 of 2), 1,002 left out');
    expect(written({ ...count(5), excluded: { missingClosedAt: 1 } })).toBe('5, 1 left out');
  });

  test('writes en-US without a locale, and refuses one that is none', () => {
    expect(format(count(1234))).toBe('1,234');
    expect(() => format(count(1), { locale: 'no such locale' })).toThrow(RangeError);
  });
});
