import fc from 'fast-check';
import {
  compareIds,
  groupBy,
  merge,
  month,
  quarter,
  type ReadingOptions,
  repeatPurchaseRate,
  rowsOf,
  type Sale,
  stream,
  trend,
  year,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, laws, type Rows } from '../laws.js';
import { nothing } from '../nothing.js';
import { arbitraryPurchases, purchaseTables } from './arbitraryAnswers.js';
import { exact, localDay } from './reference.js';

const timeZone = 'Europe/Paris';
const inParis = repeatPurchaseRate.with({ timeZone });
const each = repeatPurchaseRate.with({ sameDay: 'each' });

const isMissing = (value: unknown) => value === null || value === undefined;
const isRefund = ({ amount }: Sale) => !isMissing(amount) && exact(amount!).lessThan(0);
const own = (row: object, key: string) => (row as Record<string, unknown>)[key] ?? undefined;

/** By customer, the purchases known, the first of them first: by instant, then id, those without id last. */
function purchasesOf(sales: readonly Sale[], asOf: ReadingOptions['asOf']): Sale[][] {
  const byCustomer = new Map<string, Sale[]>();
  for (const sale of sales) {
    if (isMissing(sale.soldAt) || isMissing(sale.customerId) || isRefund(sale)) continue;
    if (!isMissing(asOf) && Number(sale.soldAt) > Number(asOf)) continue;
    const list = byCustomer.get(String(sale.customerId)) ?? [];
    byCustomer.set(String(sale.customerId), [...list, sale]);
  }
  for (const list of byCustomer.values())
    list.sort((a, b) => {
      const [x, y] = [a.id as Sale['id'] | null | undefined, b.id as Sale['id'] | null | undefined];
      if (Number(a.soldAt) !== Number(b.soldAt)) return Number(a.soldAt) - Number(b.soldAt);
      if (isMissing(x) || isMissing(y)) return Number(isMissing(x)) - Number(isMissing(y));
      return compareIds(x!, y!);
    });
  return [...byCustomer.values()];
}

/** A purchase counts in the group of its customer's first one, anything else in its own. */
function home(tables: Rows, { asOf }: ReadingOptions, key: string) {
  // Of two that nothing tells apart, the one whose key comes first as text, whatever the order of rows.
  const text = (row: object) => `${String(own(row, key))} ${typeof own(row, key)}`;
  const sales = [...(tables.sales as readonly Sale[])].sort((a, b) =>
    text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0,
  );
  const homes = new Map<unknown, unknown>();
  for (const list of purchasesOf(sales, asOf)) for (const sale of list) homes.set(sale, own(list[0]!, key));
  return (row: object) => (homes.has(row) ? homes.get(row) : own(row, key));
}

laws(repeatPurchaseRate.with({ timeZone: 'Europe/Paris' }), purchaseTables, { home });
laws(each, purchaseTables, { home });

describe('over arbitrary sales, periods and instants, by its definition', () => {
  /** Customers whose first purchase lies in the period, and of these who has another one, of another day or at all. */
  function reference(sales: readonly Sale[], { during, asOf }: ReadingOptions, zone: string | null) {
    const isIn = (t: number) => !during || (t >= Number(during.start) && t < Number(during.end));
    const firsts = purchasesOf(sales, asOf).filter(([first]) => isIn(Number(first!.soldAt)));
    const again = firsts.filter(([first, ...more]) =>
      more.some(
        ({ soldAt }) =>
          zone === null || localDay(zone, Number(soldAt)) !== localDay(zone, Number(first!.soldAt)),
      ),
    );
    const excluded: Record<string, number> = {};
    for (const sale of sales) {
      const t = Number(sale.soldAt);
      const reason = isMissing(sale.soldAt)
        ? 'missingSoldAt'
        : !isIn(t) || (!isMissing(asOf) && t > Number(asOf))
          ? null
          : isMissing(sale.customerId)
            ? 'missingCustomerId'
            : isRefund(sale)
              ? 'refund'
              : null;
      if (reason !== null) excluded[reason] = (excluded[reason] ?? 0) + 1;
    }
    return { numerator: again.length, denominator: firsts.length, excluded };
  }
  const got = ({ numerator, denominator, excluded }: ReturnType<typeof repeatPurchaseRate>) => ({
    numerator,
    denominator,
    excluded,
  });

  test("with sameDay: 'each' takes every sale for one", () =>
    fc.assert(
      fc.property(arbitraryPurchases, arbitraryOptions, (sales, options) => {
        expect(got(each(sales, options))).toStrictEqual(reference(sales, options, null));
      }),
      { numRuns: 300 },
    ));

  // Of Cairo, clocks go forward at midnight (2026-04-24) and back at midnight (2026-10-30).
  test.each(['Europe/Paris', 'America/New_York', 'Africa/Cairo', 'Pacific/Chatham', 'UTC'])(
    'takes all of one local day as one purchase in %s',
    (zone) =>
      fc.assert(
        fc.property(arbitraryPurchases, arbitraryOptions, (sales, options) => {
          const edge = Date.parse('2026-04-23T20:30Z');
          const moved = sales.map((sale, i) =>
            i % 3 === 0 && sale.soldAt ? { ...sale, soldAt: edge + (i % 7) * 1_800_000 } : sale,
          );
          expect(got(repeatPurchaseRate.with({ timeZone: zone })(moved, options))).toStrictEqual(
            reference(moved, options, zone),
          );
        }),
        { numRuns: 60 },
      ),
  );

  test('takes each customer in one month and in one group', () =>
    fc.assert(
      fc.property(arbitraryPurchases, arbitraryOptions, (sales, options) => {
        const points = trend(sales, repeatPurchaseRate, { ...options, every: 'month', timeZone });
        for (const { period, reading } of points) {
          const { excluded, ...expected } = reference(sales, { ...options, during: period }, timeZone);
          expect(reading).toMatchObject(expected);
        }
        const sum = (readings: Iterable<{ count: number; numerator: number }>) =>
          [...readings].reduce((a, b) => [a[0]! + b.count, a[1]! + b.numerator], [0, 0]);
        const { numerator, denominator } = reference(sales, options, timeZone);
        expect(sum(points.map(({ reading }) => reading))).toEqual([denominator, numerator]);
        expect(sum(groupBy(sales, 'source', inParis, options).values())).toEqual([denominator, numerator]);
      }),
      { numRuns: 120 },
    ));
});

const at = (iso: string) => new Date(iso);
let id = 0;
const sale = (customerId: Sale['customerId'], soldAt: Sale['soldAt'], row: object = {}) =>
  ({ id: ++id, customerId, soldAt, ...row }) satisfies Sale;
const share = (
  sales: readonly Sale[],
  options?: Parameters<typeof repeatPurchaseRate>[1],
  kpi: typeof repeatPurchaseRate = inParis,
) => {
  const { numerator, denominator } = kpi(sales, options);
  return [numerator, denominator];
};

describe('repeatPurchaseRate(sales)', () => {
  test("is the share of customers with a second purchase, with Wilson's interval", () => {
    const sales = Object.freeze([
      sale('a', at('2026-01-01T10:00Z')),
      sale('a', at('2026-02-01T10:00Z')),
      sale('a', at('2026-03-01T10:00Z')),
      sale('b', at('2026-01-01T10:00Z')),
      sale('c', at('2026-01-05T10:00Z')),
    ]);
    // scipy 1.17, scipy.stats.binomtest(1, 3).proportion_ci(0.95, 'wilson').
    expect(inParis(sales)).toStrictEqual({
      value: 1 / 3,
      unit: 'ratio',
      better: 'higher',
      numerator: 1,
      denominator: 3,
      count: 3,
      interval: {
        low: expect.closeTo(0.06149194472039626, 12),
        high: expect.closeTo(0.7923403991979523, 12),
        level: 0.95,
      },
      excluded: {},
    });
  });

  test('takes purchases on one local date as one, however many hours apart, and on two as two', () => {
    // One minute about midnight in Paris, and the two ends of one day there.
    const midnight = [sale('a', at('2026-01-01T22:59:59.999Z')), sale('a', at('2026-01-01T23:00Z'))];
    expect(share(midnight)).toEqual([1, 1]);
    expect(share(midnight, { timeZone: 'UTC' })).toEqual([0, 1]);
    expect(share(midnight, { timeZone: 'America/New_York' })).toEqual([0, 1]);
    const day = [sale('a', at('2026-01-01T23:00Z')), sale('a', at('2026-01-02T22:59:59.999Z'))];
    expect(share(day)).toEqual([0, 1]);
    expect(share(day, { timeZone: 'UTC' })).toEqual([1, 1]);
    expect(share(day, { sameDay: 'each' })).toEqual([1, 1]);
  });

  test('knows local days of 23 and 25 hours', () => {
    const spring = [sale('a', at('2026-03-29T00:00+01:00')), sale('a', at('2026-03-29T23:59+02:00'))];
    expect(share(spring)).toEqual([0, 1]);
    expect(share([...spring, sale('a', at('2026-03-30T00:00+02:00'))])).toEqual([1, 1]);
    const autumn = [sale('a', at('2026-10-25T00:00+02:00')), sale('a', at('2026-10-25T23:59:59.999+01:00'))];
    expect(share(autumn)).toEqual([0, 1]);
    expect(share([...autumn, sale('a', at('2026-10-26T00:00+01:00'))])).toEqual([1, 1]);
  });

  test("with sameDay: 'each' takes two sales at one instant for two, needs no zone and heeds none", () => {
    const sales = [sale('a', 5), sale('a', new Date(5)), sale('b', 5)];
    expect(share(sales, {}, each)).toEqual([1, 2]);
    expect(share(sales)).toEqual([0, 2]);
    expect(share(sales, { sameDay: 'each', timeZone: 'UTC' })).toEqual([1, 2]);
  });

  test('takes a customer at the first purchase, the second whenever it is known', () => {
    const sales = [
      sale('old', at('2025-12-31T22:59Z')),
      sale('old', at('2026-02-01T12:00Z')),
      sale('new', at('2026-02-10T12:00Z')),
      sale('new', at('2026-08-01T12:00Z')),
      sale('once', at('2026-03-31T21:59Z')),
      sale('later', at('2026-03-31T22:00Z')),
    ];
    const during = quarter('2026-Q1', { timeZone });
    expect(share(sales, { during })).toEqual([1, 2]);
    expect(share(sales, { during, asOf: at('2026-08-01T12:00Z') })).toEqual([1, 2]);
    expect(share(sales, { during, asOf: at('2026-08-01T11:59:59.999Z') })).toEqual([0, 2]);
    expect(share(sales, { asOf: at('2026-02-10T12:00Z') })).toEqual([1, 2]);
    expect(share(sales, { during: year('2025', { timeZone }) })).toEqual([1, 1]);
    expect(share(sales)).toEqual([2, 4]);
    expect(share(sales, { during: month('2026-08', { timeZone }) })).toEqual([0, 0]);
  });

  test('has the zone of its own, else of the period or trend', () => {
    const sales = [sale('a', at('2026-01-01T22:59Z')), sale('a', at('2026-01-01T23:00Z'))];
    const during = year('2026', { timeZone });
    expect(share(sales, { during }, repeatPurchaseRate)).toEqual([1, 1]);
    expect(share(sales, { during: year('2026', { timeZone: 'UTC' }) }, repeatPurchaseRate)).toEqual([0, 1]);
    expect(share(sales, { during, timeZone: 'UTC' }, repeatPurchaseRate)).toEqual([0, 1]);
    expect(groupBy(sales, 'customerId', repeatPurchaseRate, { during }).get('a')!.value).toBe(1);
    for (const [zone, value] of [
      [timeZone, 1],
      ['UTC', 0],
    ] as const) {
      const points = trend(sales, repeatPurchaseRate, { every: 'month', timeZone: zone });
      expect(points.map(({ reading }) => reading.value)).toEqual([value]);
    }
    const running = stream(repeatPurchaseRate, { during });
    for (const each of sales) running.add(each);
    expect(running.reading().value).toBe(1);
  });

  test('by month takes each customer once, in the month of the first purchase, in one pass', () => {
    const rows = [
      sale('a', at('2026-01-31T23:30Z')), // February in Paris
      sale('a', at('2026-02-20T10:00Z')),
      sale('b', at('2026-01-31T22:30Z')),
      sale('b', at('2026-04-02T10:00Z')),
      sale('c', at('2026-02-20T10:00Z')),
      sale('d', at('2026-04-02T10:00Z')),
    ];
    let opened = 0;
    const once = {
      *[Symbol.iterator]() {
        opened++;
        yield* rows;
      },
    };
    const points = trend(once, repeatPurchaseRate, { every: 'month', timeZone });
    expect(opened).toBe(1);
    expect(
      points.map(({ period, reading }) => [period.name, reading.numerator, reading.denominator]),
    ).toEqual([
      ['2026-01', 1, 1],
      ['2026-02', 1, 2],
      ['2026-03', 0, 0],
      ['2026-04', 0, 1],
    ]);
    const known = trend(rows, repeatPurchaseRate, { every: 'month', timeZone, asOf: 'bucketEnd' });
    expect(known.map(({ reading }) => reading.numerator)).toEqual([0, 1, 0, 0]);
  });

  test('in groups takes a customer in that of the first purchase, with those in others', () => {
    const sales = [
      sale('a', at('2026-02-01T12:00Z'), { source: 'fair' }),
      sale('a', at('2026-01-01T12:00Z'), { source: 'web' }),
      sale('b', at('2026-01-01T12:00Z'), { source: 'fair' }),
      sale('c', at('2026-01-01T12:00Z'), { source: 'web' }),
      sale('c', at('2026-01-01T13:00Z'), { source: 'fair' }),
      sale('a', at('2026-05-01T12:00Z')),
    ];
    const groups = (rows: readonly Sale[], options?: ReadingOptions) =>
      [...groupBy(rows, (row) => own(row, 'source'), inParis, options)]
        .map(([key, { numerator, denominator }]) => [key, numerator, denominator])
        .sort();
    const expected = [
      ['fair', 0, 1],
      ['web', 1, 2],
      [undefined, 0, 0],
    ].sort();
    expect(groups(sales)).toEqual(expected);
    expect(groups([...sales].reverse())).toEqual(expected);
    // Who bought elsewhere before the period is new nowhere in it.
    const late = groups(sales, { during: month('2026-02', { timeZone }) });
    expect(late.map(([, , customers]) => customers)).toEqual([0, 0, 0]);
  });

  test('breaks ties by id: digits by number, before text, without id last, never by the order of rows', () => {
    for (const [ids, first] of [
      [['10', '9'], 1],
      [['s-1', '10'], 1],
      [['b', 'B'], 1],
      [['s-9', 's-10'], 1],
      [[12, '11'], 1],
      [[null, 'z'], 1],
      [['18014398509481985', '18014398509481984'], 1],
    ] as const) {
      const tied = ids.map((each, i) => ({ ...sale('a', 5), id: each as never, source: String(i) }));
      for (const sales of [tied, [...tied].reverse()]) {
        const groups = groupBy(sales, 'source', inParis);
        expect([groups.get(String(first))!.count, groups.get(String(1 - first))!.count]).toEqual([1, 0]);
      }
    }
  });

  test('takes refunds as no purchases, free ones and those without amount as some', () => {
    const amounts = [0, null, undefined, '0.00', '-0', -0, '12.50'];
    for (const amount of amounts)
      expect(inParis([sale('a', 1), sale('a', 2e8, { amount })])).toMatchObject({
        value: 1,
        excluded: nothing,
      });
    for (const amount of [-1, '-0.01', '-5']) {
      const sales = [sale('a', 1, { amount }), sale('a', 2e8), sale('b', 3, { amount })];
      expect(inParis(sales)).toMatchObject({ numerator: 0, denominator: 1, excluded: { refund: 2 } });
      expect(inParis(sales, { during: { start: 2, end: 9e8 } }).excluded).toEqual({ refund: 1 });
    }
  });

  test('leaves out sales of nobody and of no date, counted where they belong', () => {
    const sales = [sale(null, 1), sale(undefined, 50), sale('a', null), sale(null, null), sale('b', 2)];
    expect(inParis(sales)).toMatchObject({
      denominator: 1,
      excluded: { missingCustomerId: 2, missingSoldAt: 2 },
    });
    expect(inParis(sales, { during: { start: 0, end: 10 } }).excluded).toEqual({
      missingCustomerId: 1,
      missingSoldAt: 2,
    });
  });

  test('knows a customer by number and by its text as one, and one called __proto__', () => {
    expect(share([sale(7, 1), sale('7', 2e8), sale('007', 3)])).toEqual([1, 2]);
    expect(share([sale('__proto__', 1), sale('__proto__', 2e8), sale('constructor', 1)])).toEqual([1, 2]);
  });

  test('merges from parts that split a customer, and from those whose first purchase is older', () => {
    const day = 86_400_000;
    const sales = [sale('a', 9 * day), sale('b', 20 * day), sale('a', 10 * day), sale('b', day)];
    const during = { start: 5 * day, end: 30 * day };
    const parts = [sales.slice(0, 2), sales.slice(2)].map((part) => inParis.totals(part, { during }));
    expect(parts.map((part) => inParis.of(part).count)).toEqual([2, 1]);
    for (const list of [parts, [...parts].reverse(), JSON.parse(JSON.stringify(parts)) as typeof parts])
      expect(inParis.of(merge(inParis, ...list))).toStrictEqual(inParis(sales, { during }));
    expect(share(sales, { during })).toEqual([1, 1]);
  });

  test('names the rows: those of the customers that count, also from outside the period', () => {
    const sales = [sale('a', 10), sale('b', 1), sale('b', 12), sale('a', 9e8), sale(null, 11)];
    const { counted, excluded, outside } = rowsOf(inParis, sales, { during: { start: 5, end: 20 } });
    expect(counted.purchases.map((row) => sales.indexOf(row))).toEqual([0, 3]);
    expect(excluded).toEqual({ missingCustomerId: [sales[4]] });
    expect(outside.map((row) => sales.indexOf(row))).toEqual([1, 2]);
  });
});

describe('repeatPurchaseRate throws', () => {
  test('without a zone where a local day needs one', () => {
    const error = new TypeError("repeatPurchaseRate requires a timeZone for sameDay: 'once', got undefined");
    const during = { start: 0, end: 1 };
    for (const read of [
      () => repeatPurchaseRate([]),
      () => repeatPurchaseRate([sale('a', 1)]),
      () => repeatPurchaseRate([sale('a', 1)], { during, asOf: 1 }),
      () => repeatPurchaseRate.totals([]),
      () => groupBy([sale('a', 1)], 'customerId', repeatPurchaseRate),
      () => stream(repeatPurchaseRate).add(sale('a', 1)),
    ])
      expect(read).toThrow(error);
    expect(repeatPurchaseRate.of({}).value).toBeNull();
    expect(repeatPurchaseRate([], { sameDay: 'each' }).value).toBeNull();
  });

  test('for options that are none', () => {
    expect(() => repeatPurchaseRate.with({ sameDay: 'twice' as never })).toThrow(
      new RangeError("repeatPurchaseRate requires sameDay to be 'once' or 'each', got 'twice'"),
    );
    expect(() => repeatPurchaseRate.with({ timeZone: 'Mars/Olympus' })).toThrow(RangeError);
    expect(() => repeatPurchaseRate([], { timeZone: 5 as never })).toThrow(TypeError);
  });

  test.each([
    [{ amount: 'ten' }, RangeError, /^repeatPurchaseRate requires sales\[1\]\.amount to be /],
    [{ amount: Number.NaN }, RangeError, /^repeatPurchaseRate requires sales\[1\]\.amount to be /],
    [{ soldAt: '2026-01-01' }, TypeError, /^repeatPurchaseRate requires sales\[1\]\.soldAt to be /],
    [{ customerId: {} }, TypeError, /^repeatPurchaseRate requires sales\[1\]\.customerId to be a key, got /],
    [
      { customerId: Number.NaN },
      TypeError,
      /^repeatPurchaseRate requires sales\[1\]\.customerId to be a key/,
    ],
    [{ id: {} }, TypeError, /^repeatPurchaseRate requires sales\[1\]\.id to be an id or nothing, got /],
  ])('for %o, with its row and field', (wrong, kind, message) => {
    const sales = [sale('a', 1), { ...sale('b', 2), ...wrong }] as Sale[];
    for (const kpi of [inParis, each])
      for (const options of [{}, { during: { start: 5, end: 6 } }]) {
        expect(() => kpi(sales, options)).toThrow(kind);
        expect(() => kpi(sales, options)).toThrow(message);
      }
  });
});
