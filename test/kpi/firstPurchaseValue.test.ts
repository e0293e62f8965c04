import fc from 'fast-check';
import {
  compare,
  firstPurchaseValue,
  groupBy,
  merge,
  month,
  quarter,
  type ReadingOptions,
  type Sale,
  trend,
  year,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, arbitrarySales, arbitraryTimes, laws, type Rows, saleTables } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

const timeZone = 'Europe/Paris';
const byDay = firstPurchaseValue.with({ sameDay: 'total', timeZone });

/** A purchase counts in the group of its customer's first one, anything else in its own. */
function home(tables: Rows, { asOf }: ReadingOptions, key: string) {
  const sales = tables.sales as readonly Sale[];
  const own = (row: object) => (row as Record<string, unknown>)[key] ?? undefined;
  // Of two that nothing tells apart, the one whose key comes first as text, whatever the order of rows.
  const text = (row: object) => `${String(own(row))} ${typeof own(row)}`;
  const sorted = [...sales].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
  const homes = new Map<unknown, unknown>();
  for (const purchases of reference.purchases(sorted, asOf).values())
    for (const sale of purchases) homes.set(sale, own(purchases[0]!));
  return (row: object) => (homes.has(row) ? homes.get(row) : own(row));
}

laws(firstPurchaseValue, saleTables, { home });
laws(byDay, saleTables, { home });

const at = (iso: string) => new Date(iso);
let id = 0;
const sale = (
  customerId: Sale['customerId'],
  soldAt: Sale['soldAt'],
  amount: Sale['amount'],
  row: Partial<Sale> = {},
) => ({ id: ++id, customerId, soldAt, amount, ...row }) satisfies Sale;
const text = (rows: readonly Sale[], options?: Parameters<typeof firstPurchaseValue>[1]) => {
  const { value, count, excluded } = firstPurchaseValue(rows, options);
  return [value === null ? null : value.toFixed(), count, excluded];
};

describe('over arbitrary sales, periods and instants, by its definition', () => {
  const got = ({ value, sum, count, excluded }: ReturnType<typeof firstPurchaseValue>) => ({
    value: value === null ? null : value.toFixed(),
    sum: sum.toFixed(),
    count,
    excluded,
  });

  test('takes the first purchase of each customer', () =>
    fc.assert(
      fc.property(arbitrarySales, arbitraryOptions, (sales, options) => {
        expect(got(firstPurchaseValue(sales, options))).toStrictEqual(
          reference.firstPurchaseValue(sales, options),
        );
      }),
      { numRuns: 300 },
    ));

  // Of Cairo, clocks go forward at midnight (2026-04-24) and back at midnight (2026-10-30).
  test.each(['Europe/Paris', 'America/New_York', 'Africa/Cairo', 'Pacific/Chatham'])(
    "takes that local day's total in %s",
    (zone) =>
      fc.assert(
        fc.property(
          arbitrarySales,
          arbitraryOptions,
          fc.tuple(arbitraryTimes, arbitraryTimes),
          (sales, o, edges) => {
            const moved = sales.map((each, i) =>
              i % 3 === 0 && each.soldAt
                ? { ...each, soldAt: at('2026-04-23T20:30Z').getTime() + (i % 7) * 1_800_000 }
                : each,
            );
            const [start, end] = edges.map((t) => startOfDay(zone, t)).sort((a, b) => a - b) as [
              number,
              number,
            ];
            const options = { ...o, during: o.during ? { start, end } : undefined };
            const kpi = firstPurchaseValue.with({ sameDay: 'total', timeZone: zone });
            expect(got(kpi(moved, options))).toStrictEqual(
              reference.firstPurchaseValue(moved, options, zone),
            );
          },
        ),
        { numRuns: 60 },
      ),
  );

  test('takes each customer in one month and in one group', () =>
    fc.assert(
      fc.property(arbitrarySales, arbitraryOptions, (sales, options) => {
        const points = trend(sales, firstPurchaseValue, { ...options, every: 'month', timeZone });
        for (const { period, reading } of points) {
          const { excluded, ...expected } = reference.firstPurchaseValue(sales, {
            ...options,
            during: period,
          });
          expect(got(reading)).toMatchObject(expected);
        }
        const count = (readings: Iterable<{ count: number }>) =>
          [...readings].reduce((n, each) => n + each.count, 0);
        const whole = firstPurchaseValue(sales, options).count;
        expect(count(points.map(({ reading }) => reading))).toBe(whole);
        expect(count(groupBy(sales, 'source', firstPurchaseValue, options).values())).toBe(whole);
      }),
      { numRuns: 150 },
    ));
});

/** The first minute of an instant's local day, by Intl alone. */
function startOfDay(zone: string, instant: number): number {
  const day = reference.localDay(zone, instant);
  let t = Math.floor(instant / 60_000) * 60_000;
  for (const step of [3_600_000, 60_000]) while (reference.localDay(zone, t - step) === day) t -= step;
  return t;
}

describe('firstPurchaseValue(sales)', () => {
  test('is the exact mean of what each customer spent first', () => {
    const sales = [
      sale('a', at('2026-01-05T10:00Z'), '10.10', { currency: 'EUR' }),
      sale('a', at('2026-01-06T10:00Z'), '99', { currency: 'EUR' }),
      sale('b', at('2026-01-07T10:00Z'), 0.1, { currency: 'EUR' }),
      sale('c', at('2026-02-07T10:00Z'), '0', { currency: 'EUR' }),
    ];
    const reading = firstPurchaseValue(sales);
    expect(reading.value!.toFixed()).toBe('3.4');
    expect(reading).toMatchObject({
      unit: 'money',
      currency: 'EUR',
      count: 3,
      better: 'higher',
      excluded: nothing,
    });
    // Of three amounts: Student's t with 2 degrees of freedom has a closed form.
    const { low, high } = reading.interval!;
    expect([low, high]).toEqual([
      expect.closeTo(-11.01442179053865, 10),
      expect.closeTo(17.81442179053865, 10),
    ]);
  });

  test('does not take as new who bought before the period', () => {
    const sales = [sale('a', at('2025-12-31T22:59Z'), '90'), sale('a', at('2026-05-01T10:00Z'), '10')];
    expect(text(sales, { during: year('2026', { timeZone }) })).toEqual([null, 0, {}]);
    expect(text(sales, { during: year('2025', { timeZone }) })).toEqual(['90', 1, {}]);
  });

  test('knows a customer by number and by its text as one', () => {
    const sales = [sale('7', 2, '20'), sale(7, 1, '10'), sale('007', 3, '30')];
    expect(text(sales)).toEqual(['20', 2, {}]);
  });

  test('breaks ties by id: digits by number, before text, never by the order of rows', () => {
    const tied = (ids: (string | number)[]) =>
      ids.map((each) => ({ ...sale('a', 5, String(ids.indexOf(each))), id: each }));
    for (const [ids, first] of [
      [['10', '9'], '1'],
      [['s-1', '10'], '1'],
      [['b', 'B'], '1'],
      [['s-9', 's-10'], '1'],
      [[12, '11'], '1'],
      [['18014398509481985', '18014398509481984'], '1'],
    ] as const) {
      expect(text(tied([...ids]))).toEqual([first, 1, {}]);
      expect(text(tied([...ids]).reverse())).toEqual([first, 1, {}]);
    }
  });

  test('takes a negative amount as no purchase, and zero as one', () => {
    expect(text([sale('a', 1, '-5'), sale('a', 2, '20')])).toEqual(['20', 1, { refund: 1 }]);
    expect(text([sale('a', 1, 0), sale('a', 2, '20')])).toEqual(['0', 1, {}]);
    expect(text([sale('a', 1, '-0'), sale('a', 2, '20')])).toEqual(['0', 1, {}]);
    expect(text([sale('a', 1, '-5')])).toEqual([null, 0, { refund: 1 }]);
  });

  test('leaves out a customer whose first purchase has no amount: the second is not the first', () => {
    expect(text([sale('a', 1, null), sale('a', 2, '20'), sale('b', 3, '8')])).toEqual([
      '8',
      1,
      { missingAmount: 1 },
    ]);
    const later = { during: { start: 2, end: 9 } };
    expect(text([sale('a', 1, null), sale('a', 2, '20'), sale('b', 3, '8')], later)).toEqual(['8', 1, {}]);
  });

  test('leaves out sales of nobody and of no date, counted where they belong', () => {
    const sales = [sale(null, 1, '5'), sale(undefined, 50, '5'), sale('a', null, '5'), sale('b', 2, '7')];
    expect(text(sales)).toEqual(['7', 1, { missingCustomerId: 2, missingSoldAt: 1 }]);
    const during = { start: 0, end: 10 };
    expect(text(sales, { during })).toEqual(['7', 1, { missingCustomerId: 1, missingSoldAt: 1 }]);
    expect(text([sale(null, null, '5')])).toEqual([null, 0, { missingSoldAt: 1 }]);
  });

  test('knows as of an instant what was sold until then', () => {
    const sales = [sale('a', 10, '10'), sale('b', 11, '30')];
    expect([text(sales, { asOf: 10 }), text(sales, { asOf: 11 })]).toEqual([
      ['10', 1, {}],
      ['20', 2, {}],
    ]);
  });

  test('does not mix currencies, and names both sales by their ids', () => {
    const sales = [
      sale('a', 1, '1', { id: 's-1', currency: 'EUR' }),
      sale('b', 2, '1', { id: 's-2', currency: 'USD' }),
    ];
    expect(() => firstPurchaseValue(sales)).toThrow(RangeError);
    expect(() => firstPurchaseValue(sales)).toThrow(
      /^firstPurchaseValue requires sales\[id s-2\]\.currency to be in EUR as sales\[id s-1\] is \(convertMoney\(rows, \{ to, rates \}\).*\), got 'USD'$/,
    );
    expect(firstPurchaseValue([sales[0]!, sale('a', 5, '9', { currency: 'USD' })]).currency).toBe('EUR');
  });

  test('does not mix currencies within one day of one customer either', () => {
    const sales = [
      sale('a', 1, '1', { id: 's-1', currency: 'EUR' }),
      sale('a', 2, '1', { id: 's-2', currency: 'USD' }),
    ];
    expect(() => byDay(sales)).toThrow(RangeError);
    expect(() => byDay(sales)).toThrow(/^firstPurchaseValue requires .*convertMoney.*got 'USD'$/);
  });

  test('merges from parts that split a customer: who bought in one is not new in the other', () => {
    const sales = [sale('a', 30, '30'), sale('b', 20, '20'), sale('a', 10, '10'), sale('b', 5, '2')];
    const during = { start: 8, end: 40 };
    const parts = [sales.slice(0, 2), sales.slice(2)].map((part) =>
      firstPurchaseValue.totals(part, { during }),
    );
    for (const list of [parts, [...parts].reverse(), JSON.parse(JSON.stringify(parts)) as typeof parts]) {
      const { value, count } = firstPurchaseValue.of(merge(firstPurchaseValue, ...list));
      expect([value!.toFixed(), count]).toEqual(['10', 1]);
    }
    expect(merge(firstPurchaseValue, ...parts)).toStrictEqual(firstPurchaseValue.totals(sales, { during }));
  });

  test('in groups takes a customer in that of its first purchase, so that groups add up', () => {
    const sales = [
      sale('a', 20, '99', { source: 'fair' }),
      sale('a', 10, '10', { source: 'web' }),
      sale('b', 15, '30', { source: 'web' }),
      sale('c', 15, '8', { source: null }),
    ];
    const groups = groupBy(sales, 'source', firstPurchaseValue);
    expect([...groups].map(([key, { value, count }]) => [key, value?.toFixed(), count])).toEqual([
      ['fair', undefined, 0],
      ['web', '20', 2],
      [undefined, '8', 1],
    ]);
    const late = groupBy(sales, 'source', firstPurchaseValue, { during: { start: 12, end: 99 } });
    expect([...late].map(([key, { count }]) => [key, count])).toEqual([
      ['fair', 0],
      ['web', 1],
      [undefined, 1],
    ]);
  });

  test('by month takes each customer once, in the month of the first purchase', () => {
    const sales = ['2026-01-31T23:30Z', '2026-02-01T10:00Z', '2026-03-05T10:00Z'].flatMap((iso, i) => [
      sale('a', at(iso), String(10 * (i + 1))),
      ...(i > 0 ? [sale('b', at(iso), String(i))] : []),
    ]);
    const points = trend(sales, firstPurchaseValue, { every: 'month', timeZone });
    expect(points.map(({ period, reading }) => [period.name, reading.sum.toFixed(), reading.count])).toEqual([
      ['2026-02', '11', 2],
      ['2026-03', '0', 0],
    ]);
    const late = trend(sales, firstPurchaseValue, {
      every: 'month',
      during: quarter('2026-Q1', { timeZone }),
    });
    expect(late.map(({ reading }) => reading.count)).toEqual([0, 2, 0]);
    const march = trend(sales, firstPurchaseValue, {
      every: 'month',
      during: month('2026-03', { timeZone }),
    });
    expect(march.map(({ reading }) => reading.count)).toEqual([0]);
    const bySource = trend(sales, firstPurchaseValue, {
      every: 'month',
      timeZone,
      by: ({ amount }) => Number(amount) < 9,
    });
    expect([...bySource].map(([key, list]) => [key, list.map(({ reading }) => reading.count)])).toEqual([
      [false, [1, 0]],
      [true, [1, 0]],
    ]);
  });

  test('tells whether new customers spend more', () => {
    const of = (name: string, amounts: number[]) =>
      amounts.map((amount, i) => sale(`${name}-${i}`, month(name, { timeZone }).start + i, amount));
    const sales = [...of('2026-01', [10, 12, 11, 9, 10, 12]), ...of('2026-02', [30, 35, 28, 33, 31, 29])];
    const [before, after] = ['2026-01', '2026-02'].map((name) =>
      firstPurchaseValue(sales, { during: month(name, { timeZone }) }),
    );
    const { change, interval, verdict } = compare(before!, after!);
    expect([change?.toFixed(4), verdict]).toEqual(['20.3333', 'better']);
    // Welch with 7.060985 degrees of freedom, by scipy.stats.t.
    expect([interval!.low, interval!.high]).toEqual([
      expect.closeTo(17.562618451231863, 8),
      expect.closeTo(23.10404821543481, 8),
    ]);
  });
});

describe("firstPurchaseValue with sameDay: 'total'", () => {
  test('takes all of the first local day as one purchase, in the zone that is named', () => {
    const sales = [
      sale('a', at('2026-03-29T00:30+01:00'), '1'), // 23 hours long
      sale('a', at('2026-03-29T23:30+02:00'), '10'),
      sale('a', at('2026-03-30T00:00+02:00'), '100'),
    ];
    expect(text(sales)).toEqual(['1', 1, {}]);
    expect(text(sales, { sameDay: 'total', timeZone })).toEqual(['11', 1, {}]);
    expect(text(sales, { sameDay: 'total', timeZone: 'UTC' })).toEqual(['1', 1, {}]);
    expect(text(sales, { sameDay: 'total', timeZone: 'America/New_York' })).toEqual(['1', 1, {}]);
  });

  test('adds both hours that come twice', () => {
    const sales = [
      sale('a', at('2026-10-25T02:30+02:00'), '1'),
      sale('a', at('2026-10-25T02:30+01:00'), '10'),
      sale('a', at('2026-10-25T23:59+01:00'), '100'),
      sale('a', at('2026-10-26T00:00+01:00'), '1000'),
    ];
    expect(text(sales, { sameDay: 'total', timeZone })).toEqual(['111', 1, {}]);
  });

  test('leaves out a day of which no amount is known', () => {
    expect(text([sale('a', 1, null), sale('a', 2, null)], { sameDay: 'total', timeZone })).toEqual([
      null,
      0,
      { missingAmount: 1 },
    ]);
    const refunded = [sale('a', 1, '10'), sale('a', 2, '-4'), sale('a', 3, '5')];
    expect(text(refunded, { sameDay: 'total', timeZone })).toEqual(['15', 1, { refund: 1 }]);
  });

  test('takes a customer once, also where an end of a period cuts the day', () => {
    const sales = [
      sale('a', at('2026-05-05T10:00Z'), '10', { id: 2 }),
      sale('a', at('2026-05-05T15:00Z'), '1', { id: 1 }),
    ];
    const noon = at('2026-05-05T12:00Z').getTime();
    const parts = [
      { start: 0, end: noon },
      { start: noon, end: noon * 2 },
    ].map((during) => byDay(sales, { during }).count);
    expect(parts).toEqual([1, 0]);
  });

  test('has in each bucket of another zone what the reading of that bucket has', () => {
    const sales = [
      sale('a', at('2026-04-30T22:30Z'), '10', { id: 2 }), // 1 May in Paris, 30 April in UTC
      sale('a', at('2026-05-01T10:00Z'), '1', { id: 1 }),
    ];
    const points = trend(sales, byDay, { every: 'month', timeZone: 'UTC' });
    expect(points.map(({ reading }) => reading.count)).toEqual([1, 0]);
    for (const { period, reading } of points) expect(reading).toStrictEqual(byDay(sales, { during: period }));
  });

  test('assumes no zone, and refuses what is no way to take a day', () => {
    const message = "firstPurchaseValue requires a timeZone for sameDay: 'total', got undefined";
    expect(() => firstPurchaseValue([], { sameDay: 'total' })).toThrow(new TypeError(message));
    expect(() => firstPurchaseValue.with({ sameDay: 'total' })).toThrow(new TypeError(message));
    expect(() => firstPurchaseValue([], { sameDay: 'last' as never })).toThrow(
      new RangeError("firstPurchaseValue requires sameDay to be 'first' or 'total', got 'last'"),
    );
    expect(() => firstPurchaseValue.with({ timeZone: 'Mars/Olympus' })).toThrow(RangeError);
    expect(firstPurchaseValue.of({ first: [] }, { sameDay: 'total' }).value).toBeNull();
  });
});

test.each([
  [{ amount: 'ten' }, RangeError, /^firstPurchaseValue requires sales\[1\]\.amount to be /],
  [{ amount: Number.NaN }, RangeError, /^firstPurchaseValue requires sales\[1\]\.amount to be /],
  [{ amount: '' }, RangeError, /^firstPurchaseValue requires sales\[1\]\.amount to be /],
  [{ soldAt: '2026-01-01' }, TypeError, /^firstPurchaseValue requires sales\[1\]\.soldAt to be /],
  [{ customerId: {} }, TypeError, /^firstPurchaseValue requires sales\[1\]\.customerId to be /],
  [{ customerId: Number.NaN }, TypeError, /^firstPurchaseValue requires sales\[1\]\.customerId to be /],
])('firstPurchaseValue throws for %o, with its row and field', (wrong, kind, message) => {
  const sales = [sale('a', 1, '1'), { ...sale('b', 2, '2'), ...wrong }] as Sale[];
  for (const options of [{}, { during: { start: 5, end: 6 } }]) {
    expect(() => firstPurchaseValue(sales, options)).toThrow(kind);
    expect(() => firstPurchaseValue(sales, options)).toThrow(message);
  }
});
