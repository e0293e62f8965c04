import fc from 'fast-check';
import {
  compare,
  type Deal,
  format,
  groupBy,
  merge,
  month,
  rowsOf,
  stream,
  trend,
  winRate,
  winRateByAmount,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals, arbitraryOptions, arbitraryTables, laws } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

laws(winRateByAmount, arbitraryTables);

const timeZone = 'Europe/Paris';
const day = (n: number) => Date.UTC(2026, 0, n);
const deal = (status: Deal['status'], amount?: Deal['amount'], row: Partial<Deal> = {}): Deal => ({
  id: 1,
  createdAt: day(1),
  closedAt: day(10),
  status,
  amount,
  ...row,
});
const plain = (deals: readonly Deal[], options = {}) => {
  const { numerator, denominator, ...rest } = winRateByAmount(deals, options);
  return { ...rest, numerator: numerator.toFixed(), denominator: denominator.toFixed() };
};

test('over arbitrary deals, periods and instants is what its definition says', () =>
  fc.assert(
    fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => {
      const { value, ...expected } = reference.winRateByAmount(deals, options);
      const reading = plain(deals, options);
      expect(reading).toStrictEqual({
        ...expected,
        value: value === null ? null : expect.any(Number),
        unit: 'ratio',
        better: 'higher',
        interval: null,
      });
      if (value !== null)
        expect(Math.abs(reading.value! - value)).toBeLessThanOrEqual(2 ** -52 * Math.abs(value));
    }),
    { numRuns: 200 },
  ));

describe('winRateByAmount(deals)', () => {
  test('is the amount won ÷ the amount decided, exactly', () => {
    const deals = [deal('won', '0.1'), deal('won', 0.2), deal('lost', '0.9')];
    expect(plain(deals)).toStrictEqual({
      value: 0.25,
      unit: 'ratio',
      better: 'higher',
      numerator: '0.3',
      denominator: '1.2',
      count: 3,
      interval: null,
      excluded: {},
    });
    const large = [deal('won', '9007199254740993'), deal('lost', '0.000000001')];
    expect(plain(large)).toMatchObject({
      numerator: '9007199254740993',
      denominator: '9007199254740993.000000001',
    });
  });

  test('shows that the large deals are lost, where the win rate does not', () => {
    const deals = [deal('won', 10), deal('won', '10.00'), deal('won', '1e1'), deal('lost', 970)];
    expect([winRate(deals).value, winRateByAmount(deals).value]).toEqual([0.75, 0.03]);
  });

  test('of deals that are decided alone: open ones do not count, whatever they carry', () => {
    const open = deal('open', 'a lot' as never, { closedAt: 'next spring' as never, currency: 'USD' });
    expect(plain([deal('won', 5, { currency: 'EUR' }), open])).toMatchObject({
      value: 1,
      count: 1,
      excluded: nothing,
    });
  });

  test('is null of nothing decided, and where the sum is 0', () => {
    const nothing = { value: null, numerator: '0', denominator: '0', count: 0, interval: null };
    expect(plain([])).toMatchObject(nothing);
    expect(plain([deal('open', 5)])).toMatchObject(nothing);
    expect(plain([deal('won', 0), deal('lost', '0.00')])).toMatchObject({
      value: null,
      denominator: '0',
      count: 2,
    });
    expect(plain([deal('won', 5), deal('lost', -5)])).toMatchObject({
      value: null,
      numerator: '5',
      count: 2,
    });
  });

  test('of lost deals alone is 0, not less than 0', () => {
    expect(plain([deal('lost', 5)])).toMatchObject({ value: 0, numerator: '0', denominator: '5' });
    expect(winRateByAmount([deal('lost', -5)]).value).toBe(0);
  });

  test('leaves out missing amounts and closings, each row once', () => {
    const deals = [
      deal('won', 5),
      deal('won'),
      deal('lost', null),
      deal('open', null),
      deal('lost', 5, { closedAt: null }),
      deal('won', null, { closedAt: undefined }),
    ];
    expect(plain(deals)).toMatchObject({
      value: 1,
      count: 1,
      excluded: { missingAmount: 2, missingClosedAt: 2 },
    });
    const { counted, excluded, outside } = rowsOf(winRateByAmount, deals);
    expect([counted.won?.length, counted.decided?.length, outside.length]).toEqual([1, 1, 1]);
    expect(Object.values(excluded).map((rows) => rows.length)).toEqual([2, 2]);
  });

  test('counts a missing amount in its own period alone', () => {
    const during = month('2026-01', { timeZone });
    expect(plain([deal('won')], { during }).excluded).toEqual({ missingAmount: 1 });
    expect(plain([deal('won', null, { closedAt: during.end })], { during }).excluded).toEqual({});
  });

  test('places a deal at its closing, as known at asOf', () => {
    const deals = [deal('won', 1), deal('lost', 3, { closedAt: day(20) })];
    const points = trend(deals, winRateByAmount, {
      every: 'week',
      timeZone,
      during: { start: day(5), end: day(26) },
    });
    expect(points.map(({ reading }) => reading.value)).toEqual([1, null, 0, null]);
    expect([19, 20].map((n) => winRateByAmount(deals, { asOf: day(n) }).value)).toEqual([1, 0.25]);
  });

  const mixed = (index: number, first: string, got: string) =>
    new RangeError(
      `winRateByAmount requires deals[${index}].currency to be ${first} as deals[0] is ` +
        `(convertMoney(rows, { to, rates }) brings amounts to one currency), got ${got}`,
    );

  test('never adds two currencies, be they of won or of lost deals: names both rows and what to do', () => {
    const euros = { currency: 'EUR' };
    const dollars = { currency: 'USD' };
    for (const [one, other] of [
      ['won', 'won'],
      ['won', 'lost'],
      ['lost', 'won'],
      ['lost', 'lost'],
    ] as const) {
      const rows = [deal(one, 1, euros), deal('lost', 1, euros), deal(other, 1, dollars)];
      expect(() => winRateByAmount(rows)).toThrow(mixed(2, 'in EUR', "'USD'"));
    }
    expect(() => winRateByAmount([deal('won', 1), deal('lost', 1, dollars)])).toThrow(
      mixed(1, 'without currency', "'USD'"),
    );
    expect(() =>
      merge(winRateByAmount, ...[euros, dollars].map((row) => winRateByAmount.totals([deal('won', 1, row)]))),
    ).toThrow(RangeError);
  });

  test('has a currency in each group, and in each period, of its own', () => {
    const rows = [
      deal('won', 1, { currency: 'EUR', ownerId: 'a' }),
      deal('lost', 4, { currency: 'USD', ownerId: 'b', closedAt: day(40) }),
      deal('lost', 3, { currency: 'EUR', ownerId: 'a' }),
    ];
    const groups = groupBy(rows, 'ownerId', winRateByAmount);
    expect([...groups].map(([owner, { value }]) => [owner, value])).toEqual([
      ['a', 0.25],
      ['b', 0],
    ]);
    for (const [owner, reading] of groups)
      expect(reading).toStrictEqual(winRateByAmount(rows.filter(({ ownerId }) => ownerId === owner)));
    expect(winRateByAmount(rows, { during: month('2026-01', { timeZone }) }).value).toBe(0.25);
  });

  test('refuses an amount that is none, and a status that it does not know', () => {
    expect(() => winRateByAmount([deal('won', 'ten' as never)])).toThrow(
      /^winRateByAmount requires deals\[0\]\.amount to be /,
    );
    expect(() => winRateByAmount([deal('won', Number.NaN)])).toThrow(RangeError);
    expect(() => winRateByAmount([deal('Won' as never, 1)])).toThrow(
      new RangeError("winRateByAmount requires deals[0].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
    expect(() => winRateByAmount([], { basis: 'cohort' } as never)).toThrow(TypeError);
  });

  test('of parts that merge, through JSON, is that of the whole; also row by row', () => {
    const rows = [deal('won', '0.1'), deal('lost', '0.2'), deal('won', 7), deal('won')];
    const parts = [rows.slice(0, 1), rows.slice(1)].map((part) => winRateByAmount.totals(part));
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    expect(winRateByAmount.of(merge(winRateByAmount, ...saved))).toStrictEqual(winRateByAmount(rows));
    const running = stream(winRateByAmount);
    for (const row of rows) running.add(row);
    expect(running.reading()).toStrictEqual(winRateByAmount(rows));
  });

  test('is written with the amounts; two of them compare by the change alone', () => {
    const [before, after] = [[deal('won', 1), deal('lost', 3)], [deal('won', '1234.5')]].map((rows) =>
      winRateByAmount(rows),
    );
    expect(format(before!, { locale: 'en-US' })).toBe('25.0% (1 of 4)');
    expect(format(after!, { locale: 'en-US' })).toBe('100.0% (1,234.5 of 1,234.5)');
    expect(format(winRateByAmount([]), { locale: 'en-US' })).toBe('– (0 of 0)');
    expect(compare(before!, after!)).toEqual({ change: 0.75, interval: null, verdict: 'unclear' });
  });
});
