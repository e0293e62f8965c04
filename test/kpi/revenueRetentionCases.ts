// What both revenue retentions have in common: the gross one caps each customer, the net one does not.
import type { Decimal } from 'decimal.js';
import {
  type Amount,
  type Contract,
  compare,
  type grossRevenueRetention,
  type Instant,
  merge,
  type netRevenueRetention,
  period,
  quarter,
  type RateReading,
  rowsOf,
  scorecard,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { nothing } from '../nothing.js';
import { refuses } from './arbitraryContracts.js';

export const shown = ({ value, numerator, denominator, count, excluded }: RateReading<Decimal>) => ({
  value,
  numerator: numerator.toFixed(),
  denominator: denominator.toFixed(),
  count,
  excluded,
});
export const timeZone = 'Europe/Paris';
export const monthly = { every: 'month', timeZone } as const;
export const day = (n: number) => Date.UTC(2026, 0, n);
export const during = period(day(1), day(31));
let id = 0;
export const contract = (
  customerId: Contract['customerId'],
  amount: Amount | null | undefined,
  from: Instant = day(-30),
  to?: Instant,
  row: Partial<Contract> = {},
) => ({ id: ++id, customerId, amount, startsAt: from, endsAt: to, ...row }) satisfies Contract;

type Retention = typeof grossRevenueRetention | typeof netRevenueRetention;

/** Numerator, denominator, value. */
export const readBy =
  (kpi: Retention) =>
  (contracts: readonly Contract[], options: Parameters<Retention>[1] = { during }) => {
    const { numerator, denominator, value } = kpi(contracts, options);
    return [numerator.toFixed(), denominator.toFixed(), value];
  };

/** Declares the tests that are the same for both; `grown` is the value of a customer who pays four times as much. */
export function revenueRetentionCases(kpi: Retention, grown: 1 | 4): void {
  const { name } = kpi;
  const of = readBy(kpi);

  describe(`${name}, as the other revenue retention`, () => {
    test('adds up what a customer pays, 7 and "7" as one', () => {
      const contracts = [
        contract(7, '60'),
        contract('7', '40', day(-30), day(9)),
        contract('7', '15', day(5)),
        contract('007', '100', day(-30), day(9)),
      ];
      expect(of(contracts)).toEqual(['75', '200', 0.375]);
    });

    test('sees no gap, and no change, where a contract takes over at the instant at which another ends', () => {
      for (const edge of [during.start, day(15), during.end])
        expect(of([contract('a', '0.1', day(-30), edge), contract('a', '0.1', edge, day(60))])).toEqual([
          '0.1',
          '0.1',
          1,
        ]);
    });

    test('leaves out customers who pay nothing at the start: neither new ones, nor free ones that pay later', () => {
      const contracts = [
        contract('a', '100'),
        contract('new', '900', day(5)),
        contract('free', '0'),
        contract('free', '500', day(5)),
        contract('credited', '-5'),
        contract('credited', '700', day(5)),
        contract('balanced', '50'),
        contract('balanced', '-50'),
        contract('balanced', '60', day(5)),
      ];
      expect(kpi(contracts, { during })).toMatchObject({
        value: 1,
        count: 1,
        excluded: nothing,
      });
      expect(of(contracts)).toEqual(['100', '100', 1]);
      expect(kpi(contracts.slice(1), { during })).toMatchObject({
        value: null,
        count: 0,
        interval: null,
      });
      expect(of(contracts.slice(1))).toEqual(['0', '0', null]);
    });

    test('is exact: 0.1 + 0.2 is 0.3, also where an amount has forty digits', () => {
      const contracts = [contract('a', 0.1), contract('a', 0.2, day(-30), day(9)), contract('b', '0.3')];
      expect(of(contracts)).toEqual(['0.4', '0.6', 0.6666666666666666]);
      const long = '1234567890123456789012345678901234567890.12';
      expect(of([contract('a', long), contract('b', '0.000000001', day(-30), day(9))])).toEqual([
        long,
        '1234567890123456789012345678901234567890.120000001',
        1,
      ]);
      const texts = ['1e3', '+7', '.5', '5.'].map((amount, i) => contract(i, amount));
      expect(of(texts)).toEqual(['1012.5', '1012.5', 1]);
    });

    test('compares with asOf where that comes before the end, and knows no start after it', () => {
      const contracts = [contract('a', '10', day(-30), day(20)), contract('b', '30', day(-30), day(10))];
      const asOf = (n: number) => of(contracts, { during, asOf: day(n) });
      expect(asOf(-1)).toEqual(['0', '0', null]);
      expect(asOf(1)).toEqual(['40', '40', 1]);
      expect(asOf(10)).toEqual(['10', '40', 0.25]);
      expect(asOf(20)).toEqual(['0', '40', 0]);
      expect(asOf(99)).toEqual(['0', '40', 0]);
    });

    test('takes no contract that was cancelled before it began, nor one that ends as it begins', () => {
      const contracts = [
        contract('a', '10', day(-10), day(60), { cancelledAt: day(-20) }),
        contract('b', '10', during.start, during.start),
      ];
      expect(kpi(contracts, { during })).toMatchObject({ value: null, excluded: nothing });
    });

    test('of an empty period is null, as retentionRate is', () => {
      const empty = { start: day(5), end: day(5) };
      expect(kpi([contract('a', '10')], { during: empty })).toMatchObject({
        value: null,
        count: 0,
      });
    });

    test('counts what it leaves out, of contracts that the period is about', () => {
      const contracts = [
        contract('a', '1', null),
        contract(null as never, '1'),
        contract(null as never, null),
        contract('a', null),
        contract('a', undefined, day(5)),
        contract('a', null, day(5), day(9)), // at neither instant
        contract('a', null, day(40)),
        contract('b', '1', day(3), day(2)),
        contract('b', '1', day(50), day(40)),
        contract('c', '1', day(-9), day(9)),
        contract('d', '1', day(9)),
      ];
      expect(kpi(contracts, { during }).excluded).toStrictEqual({
        missingAmount: 2,
        missingCustomerId: 2,
        missingStartsAt: 1,
        negativeDuration: 1,
      });
      const { counted, excluded, outside } = rowsOf(kpi, contracts, { during });
      expect(counted).toEqual({ start: [contracts[9]], end: [contracts[10]] });
      expect(excluded).toEqual({
        missingStartsAt: [contracts[0]],
        missingCustomerId: contracts.slice(1, 3),
        missingAmount: contracts.slice(3, 5),
        negativeDuration: [contracts[7]],
      });
      expect(outside).toEqual([contracts[5], contracts[6], contracts[8]]);
    });

    test('has no interval, and neither has a comparison', () => {
      const before = kpi([contract('a', '10')], { during });
      const after = kpi([contract('a', '10', day(-3), day(3))], { during });
      expect(compare(before, after)).toEqual({ change: -1, interval: null, verdict: 'unclear' });
    });

    test('in a trend reads each month between its own two instants', () => {
      const contracts = [
        contract('a', '10', Date.UTC(2025, 11, 1), Date.UTC(2026, 1, 10)),
        contract('a', '30', Date.UTC(2026, 0, 20), Date.UTC(2026, 2, 10)),
      ];
      const q1 = quarter('2026-Q1', { timeZone });
      const read = (options: object) =>
        trend(contracts, kpi, { ...monthly, during: q1, ...options }).map(({ complete, reading }) => [
          reading.value,
          complete,
        ]);
      expect(read({})).toEqual([
        [grown, true],
        [0.75, true],
        [0, true],
      ]);
      expect(read({ asOf: Date.UTC(2026, 1, 9) })).toEqual([
        [grown, true],
        [1, false],
        [null, false],
      ]);
      expect(of(contracts, { during: q1 })).toEqual(['0', '10', 0]);
    });
  });

  describe(`${name} in parts`, () => {
    const contracts = [
      contract('a', '0.1', day(-30), day(9), { currency: 'EUR' }),
      contract('a', '0.2', day(-30), null, { currency: 'EUR' }),
      contract('b', '0.3', day(-30), null, { currency: 'EUR' }),
    ];
    test("merges totals of one customer's rows, also through JSON, and streams", () => {
      const whole = kpi(contracts, { during });
      expect(shown(whole)).toMatchObject({ numerator: '0.5', denominator: '0.6', count: 2 });
      const totals = contracts.map((each) => kpi.totals([each], { during }));
      expect(totals[0]).toStrictEqual({
        start: [{ key: 'a', currency: 'EUR', sum: '0.1', squares: '0.01', count: 1 }],
        end: [],
        excluded: {},
      });
      for (const list of [totals, [...totals].reverse(), JSON.parse(JSON.stringify(totals)) as typeof totals])
        expect(kpi.of(merge(kpi, ...list))).toStrictEqual(whole);
      const running = stream(kpi, { during });
      for (const each of contracts) running.add(each);
      expect(running.reading()).toStrictEqual(whole);
      expect(scorecard({ contracts }, { kpi }, { during }).kpi).toStrictEqual(whole);
    });

    test('refuses to merge one customer in two currencies', () => {
      const [euros, dollars] = ['EUR', 'USD'].map((currency) =>
        kpi.totals([contract('a', '1', day(-30), null, { currency })], { during }),
      );
      expect(() => merge(kpi, euros!, dollars!)).toThrow(RangeError);
    });

    test('reads totals that someone has', () => {
      const money = (key: string, sum: string) => ({ key, currency: 'EUR', sum, squares: '0', count: 1 });
      const { value } = kpi.of({
        start: [money('a', '4'), money('b', '4')],
        end: [money('a', '1')],
      });
      expect(value).toBe(0.125);
      expect(kpi.of({ start: [money('a', '4')] }).value).toBe(0);
      expect(kpi.of({ end: [money('a', '4')] }).value).toBeNull();
    });
  });

  describe(`${name} with two currencies`, () => {
    const of = (customerId: string, currency: string | null, from = day(-30), to?: Instant) =>
      contract(customerId, '1', from, to, { currency });
    const read = (...contracts: Contract[]) => kpi(contracts, { during });
    const message = (place: string, currency: string, as: string, got: string) =>
      `${name} requires contracts${place} to be ${currency} as contracts${as} is (convertMoney(rows, { to, rates }) brings amounts to one currency), got ${got}`;
    refuses([
      [
        () => read(of('a', 'EUR'), of('b', 'EUR'), of('a', 'USD')),
        RangeError,
        message('[2].currency', 'in EUR', '[0]', "'USD'"),
      ],
      [
        () => read(of('a', 'EUR'), of('b', 'USD')),
        RangeError,
        message('[of customer b].currency', 'in EUR', '[of customer a]', "'USD'"),
      ],
      [
        () => read(of('b', null), of('a', 'EUR')),
        RangeError,
        message('[of customer b].currency', 'in EUR', '[of customer a]', 'null'),
      ],
      // The field is named, also where another one of the row has the same value.
      [
        () => read(of('a', 'EUR'), { ...of('a', null), endsAt: null, cancelledAt: null }),
        RangeError,
        message('[1].currency', 'in EUR', '[0]', 'null'),
      ],
      [
        () => read(of('b', null), of('b', 'EUR')),
        RangeError,
        message('[1].currency', 'without currency', '[0]', "'EUR'"),
      ],
    ]);

    test('of one customer at the start and at the end throws too', () => {
      const read = () => kpi([of('a', 'EUR', day(-30), day(9)), of('a', 'USD', day(9))], { during });
      expect(read).toThrow(RangeError);
      expect(read).toThrow(
        new RegExp(
          `^${name} requires contracts\\[of customer a\\]\\.currency to be in EUR as .*, got 'USD'$`,
        ),
      );
    });

    test('reads those of customers and contracts that are in neither sum as if they were not there', () => {
      expect(
        read(
          of('a', 'EUR'),
          of('new', 'USD', day(9)),
          of('a', 'USD', day(50)),
          of('b', 'USD', day(2), day(9)),
        ).value,
      ).toBe(1);
    });
  });

  describe(`${name} refuses`, () => {
    const row = contract('a', '10');
    const noPeriod = `${name} requires during, whose start and end are compared, got undefined`;
    refuses([
      [() => kpi([row]), TypeError, noPeriod],
      [() => trend([row], kpi, monthly), TypeError, noPeriod],
      [() => scorecard({ contracts: [row] }, { kpi }), TypeError, noPeriod],
      [
        () => kpi([row, { ...row, amount: 'ten' }], { during }),
        RangeError,
        `${name} requires contracts[1].amount to be an amount in plain decimal text, got 'ten'`,
      ],
      [
        () => kpi([{ ...row, amount: Number.NaN }], { during }),
        RangeError,
        `${name} requires contracts[0].amount to be a finite amount, got NaN`,
      ],
      [
        () => kpi([{ ...row, currency: 5 as never }], { during }),
        TypeError,
        `${name} requires contracts[0].currency to be a currency code or nothing, got 5`,
      ],
      [
        () => kpi([{ ...row, startsAt: '2026-01-10' as never }], { during }),
        TypeError,
        `${name} requires contracts[0].startsAt to be a Date or epoch milliseconds, got '2026-01-10'`,
      ],
      [
        () => kpi([row], { during, capped: true } as never),
        TypeError,
        `${name} requires options among during, asOf, level, got 'capped'`,
      ],
      [
        () => kpi.with({ during } as never),
        TypeError,
        `${name} requires options among none (during goes to each call), got 'during'`,
      ],
    ]);
  });
}
