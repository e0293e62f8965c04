import fc from 'fast-check';
import { type Cohort, type Instant, month, retentionCohorts, type Sale } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryPurchases } from '../kpi/arbitraryAnswers.js';
import { exact } from '../kpi/reference.js';
import { arbitraryTimes } from '../laws.js';
import { frozen } from '../totals/arbitraryIds.js';

const timeZone = 'Europe/Paris';
const at = (iso: string) => Date.parse(iso);
let id = 0;
const sale = (customerId: Sale['customerId'], soldAt: Sale['soldAt'] | string, row: object = {}): Sale => ({
  id: ++id,
  customerId,
  soldAt: typeof soldAt === 'string' ? at(soldAt) : soldAt,
  ...row,
});
const isMissing = (value: unknown) => value === null || value === undefined;
/** The months by name, and beside each who bought in it and later. */
const grid = (sales: Iterable<Sale>, asOf?: Instant, zone = timeZone) =>
  retentionCohorts(sales, { timeZone: zone, asOf }).map(({ period, active }) => [period.name, ...active]);

/** The name of an instant's local month, by Intl alone. */
const formats = new Map<string, Intl.DateTimeFormat>();
function monthOf(zone: string, instant: number): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}`;
}
function nextMonth(name: string, months = 1): string {
  const [year, month] = name.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months)).toISOString().slice(0, 7);
}

/** By pairs of a customer's month and a month since: filter, Sets, no tables. */
function reference(sales: readonly Sale[], asOf: Instant, zone: string) {
  const now = isMissing(asOf) ? Number.POSITIVE_INFINITY : Number(asOf);
  const known = sales.filter(({ soldAt }) => isMissing(soldAt) || Number(soldAt) <= now);
  const dated = known.filter(({ soldAt }) => !isMissing(soldAt));
  if (dated.length === 0) return [];
  const instants = [...dated.map(({ soldAt }) => Number(soldAt)), ...(isMissing(asOf) ? [] : [now])];
  const names = [monthOf(zone, Math.min(...instants.slice(0, dated.length)))];
  const last = monthOf(zone, Math.max(...instants));
  while (names.at(-1) !== last) names.push(nextMonth(names.at(-1)!));
  const isRefund = ({ amount }: Sale) => !isMissing(amount) && exact(amount!).lessThan(0);
  const bought = dated
    .filter((each) => !isMissing(each.customerId) && !isRefund(each))
    .map(({ customerId, soldAt }) => ({ who: String(customerId), in: monthOf(zone, Number(soldAt)) }));
  const firstOf = (who: string) =>
    bought.reduce((first, each) => (each.who === who && each.in < first ? each.in : first), '9999-12');
  return names.map((name) => {
    const cohort = [...new Set(bought.map(({ who }) => who))].filter((who) => firstOf(who) === name);
    const active = names.map((_, since) => {
      const month = nextMonth(name, since);
      if (!names.includes(month) || monthOf(zone, Math.min(now + 1, 8.64e15)) <= month) return null;
      return cohort.filter((who) => bought.some((each) => each.who === who && each.in === month)).length;
    });
    const excluded: Record<string, number> = {};
    for (const each of known) {
      const reason = isMissing(each.soldAt)
        ? 'missingSoldAt'
        : monthOf(zone, Number(each.soldAt)) !== name
          ? null
          : isMissing(each.customerId)
            ? 'missingCustomerId'
            : isRefund(each)
              ? 'refund'
              : null;
      if (reason !== null) excluded[reason] = (excluded[reason] ?? 0) + 1;
    }
    return {
      name,
      customers: cohort.length,
      active,
      retention: active.map((n) => (n === null || cohort.length === 0 ? null : n / cohort.length)),
      excluded,
    };
  });
}
const named = (cohorts: readonly Cohort[]) =>
  cohorts.map(({ period, ...rest }) => ({ name: period.name, ...rest }));

describe('retentionCohorts, over arbitrary sales and instants', () => {
  // Of Cairo, clocks went back at midnight of 2026-10-30; Apia and Chatham are the furthest ahead.
  test.each(['Europe/Paris', 'America/New_York', 'Africa/Cairo', 'Pacific/Chatham', 'UTC'])(
    'counts who bought again by its definition in %s',
    (zone) =>
      fc.assert(
        fc.property(arbitraryPurchases, fc.option(arbitraryTimes, { freq: 2 }), (sales, asOf) => {
          const cohorts = retentionCohorts(sales, { timeZone: zone, ...(asOf === null ? {} : { asOf }) });
          expect(named(cohorts)).toStrictEqual(reference(sales, asOf, zone));
        }),
        { numRuns: 80 },
      ),
  );

  test('is a rectangle of whole months, one after the other, whose columns hold each customer once', () =>
    fc.assert(
      fc.property(arbitraryPurchases, fc.option(arbitraryTimes), (sales, asOf) => {
        const cohorts = retentionCohorts(sales, { timeZone, asOf });
        cohorts.forEach(({ period, customers, active, retention }, i) => {
          expect([active.length, retention.length]).toEqual([cohorts.length, cohorts.length]);
          expect(period).toStrictEqual(month(period.name, { timeZone }));
          if (i > 0) expect(period.start).toBe(cohorts[i - 1]!.period.end);
          expect(active[0] ?? customers).toBe(customers);
          for (const n of active.slice(1)) expect(n ?? 0).toBeLessThanOrEqual(customers);
          expect(active.slice(cohorts.length - i).every((n) => n === null)).toBe(true);
        });
        const who = sales.filter(
          ({ soldAt, customerId, amount }) =>
            !isMissing(soldAt) &&
            !isMissing(customerId) &&
            (asOf === null || Number(soldAt) <= asOf) &&
            (isMissing(amount) || !exact(amount!).lessThan(0)),
        );
        expect(cohorts.reduce((n, { customers }) => n + customers, 0)).toBe(
          new Set(who.map(({ customerId }) => String(customerId))).size,
        );
      }),
    ));

  test('reads the same of rows in any order, each once, frozen, and however days are counted', () =>
    fc.assert(
      fc.property(
        arbitraryPurchases.chain((sales) =>
          fc.tuple(fc.constant(sales), fc.shuffledSubarray(sales, { minLength: sales.length })),
        ),
        fc.option(arbitraryTimes),
        ([sales, shuffled], asOf) => {
          const options = Object.freeze({ timeZone, asOf });
          const cohorts = retentionCohorts(frozen(sales), options);
          expect(retentionCohorts(shuffled, options)).toStrictEqual(cohorts);
          let opened = 0;
          let read = 0;
          const once = {
            *[Symbol.iterator]() {
              opened++;
              for (const each of sales) {
                read++;
                yield each;
              }
            },
          };
          expect(retentionCohorts(once, options)).toStrictEqual(cohorts);
          expect([opened, read]).toEqual([1, sales.length]);
          expect(retentionCohorts(sales, { ...options, sameDay: 'each' })).toStrictEqual(cohorts);
          const dates = sales.map((each) => ({
            ...each,
            soldAt: isMissing(each.soldAt) ? each.soldAt : new Date(Number(each.soldAt)),
          }));
          expect(
            retentionCohorts(dates, { timeZone, asOf: asOf === null ? null : new Date(asOf) }),
          ).toStrictEqual(cohorts);
        },
      ),
    ));
});

describe('retentionCohorts(sales, { timeZone, asOf })', () => {
  const sales = [
    sale('a', '2026-01-09T12:00Z'),
    sale('b', '2026-01-20T12:00Z'),
    sale('a', '2026-02-09T12:00Z'),
    sale('a', '2026-02-10T12:00Z'),
    sale('c', '2026-02-11T12:00Z'),
    sale('b', '2026-03-02T12:00Z'),
    sale('d', '2026-03-03T12:00Z'),
  ];

  test('counts who bought so many months after the month of the first purchase, and their share', () => {
    const [january, february, march] = retentionCohorts(sales, { timeZone });
    expect(january).toStrictEqual({
      period: month('2026-01', { timeZone }),
      customers: 2,
      active: [2, 1, 1],
      retention: [1, 0.5, 0.5],
      excluded: {},
    });
    expect(february).toMatchObject({ customers: 1, active: [1, 0, null], retention: [1, 0, null] });
    expect(march).toMatchObject({ customers: 1, active: [1, null, null], retention: [1, null, null] });
  });

  test('has null, not 0, for a month that is not over at asOf: it is over with its last millisecond', () => {
    const end = month('2026-03', { timeZone }).end;
    expect(grid(sales, at('2026-03-20T00:00Z'))).toEqual([
      ['2026-01', 2, 1, null],
      ['2026-02', 1, null, null],
      ['2026-03', null, null, null],
    ]);
    expect(grid(sales, end - 2)).toEqual(grid(sales, at('2026-03-20T00:00Z')));
    expect(grid(sales, end - 1)).toEqual([
      ['2026-01', 2, 1, 1],
      ['2026-02', 1, 0, null],
      ['2026-03', 1, null, null],
    ]);
    expect(grid(sales, new Date(end - 1))).toEqual(grid(sales, end - 1));
    expect(grid(sales, end)).toEqual([
      ['2026-01', 2, 1, 1, null],
      ['2026-02', 1, 0, null, null],
      ['2026-03', 1, null, null, null],
      ['2026-04', null, null, null, null],
    ]);
    expect(retentionCohorts(sales, { timeZone, asOf: end - 2 })[2]).toMatchObject({ customers: 1 });
  });

  test('goes on to asOf beyond the last sale: months in which nobody bought are 0 when they are over', () => {
    expect(grid(sales.slice(0, 1), at('2026-04-15T00:00Z'))).toEqual([
      ['2026-01', 1, 0, 0, null],
      ['2026-02', 0, 0, null, null],
      ['2026-03', 0, null, null, null],
      ['2026-04', null, null, null, null],
    ]);
    const empty = retentionCohorts(sales.slice(0, 1), { timeZone, asOf: at('2026-04-15T00:00Z') })[1];
    expect(empty).toMatchObject({ customers: 0, retention: [null, null, null, null] });
  });

  test('knows as of an instant what was sold until then, it included; before the first sale nothing', () => {
    const first = at('2026-01-09T12:00Z');
    expect(grid(sales, first)).toEqual([['2026-01', null]]);
    expect(retentionCohorts(sales, { timeZone, asOf: first })[0]!.customers).toBe(1);
    expect(grid(sales, first - 1)).toEqual([]);
    expect(grid(sales, at('2026-02-10T00:00Z'))).toEqual([
      ['2026-01', 2, null],
      ['2026-02', null, null],
    ]);
  });

  test('keeps months without newcomers', () => {
    const gap = [
      sale('a', '2026-01-09T12:00Z'),
      sale('a', '2026-03-09T12:00Z'),
      sale('b', '2026-04-09T12:00Z'),
    ];
    expect(grid(gap)).toEqual([
      ['2026-01', 1, 0, 1, 0],
      ['2026-02', 0, 0, 0, null],
      ['2026-03', 0, 0, null, null],
      ['2026-04', 1, null, null, null],
    ]);
    expect(retentionCohorts(gap, { timeZone }).map(({ retention }) => retention[0])).toEqual([
      1,
      null,
      null,
      1,
    ]);
  });

  test('takes the months of the zone: a sale at 23:30 UTC on the last day is next month in Paris', () => {
    const late = [
      sale('a', '2026-01-31T22:30Z'),
      sale('a', '2026-01-31T23:30Z'),
      sale('b', '2026-01-31T23:30Z'),
    ];
    expect(grid(late)).toEqual([
      ['2026-01', 1, 1],
      ['2026-02', 1, null],
    ]);
    expect(grid(late, undefined, 'UTC')).toEqual([['2026-01', 2]]);
    expect(grid([sale('a', '2026-03-31T21:59:59.999Z'), sale('b', '2026-03-31T22:00Z')])).toEqual([
      ['2026-03', 1, 0],
      ['2026-04', 1, null],
    ]);
  });

  test('goes over the turn of a year', () => {
    expect(grid([sale('a', '2025-12-31T22:59Z'), sale('a', '2025-12-31T23:00Z')])).toEqual([
      ['2025-12', 1, 1],
      ['2026-01', 0, null],
    ]);
  });

  test('knows a customer by number and by its text as one, and one called __proto__', () => {
    for (const ids of [
      [7, '7'],
      ['7', 7],
      ['__proto__', '__proto__'],
    ]) {
      const [first, second] = [sale(ids[0], '2026-01-09T12:00Z'), sale(ids[1], '2026-02-09T12:00Z')];
      expect(grid([first!, second!])[0]).toEqual(['2026-01', 1, 1]);
    }
    expect(grid([sale('7', '2026-01-09T12:00Z'), sale('007', '2026-01-09T12:00Z')])).toEqual([
      ['2026-01', 2],
    ]);
  });

  test('leaves out refunds and sales of nobody, counted in their month, and of no date, in every row', () => {
    const rows = [
      sale('a', '2026-01-09T12:00Z', { amount: '-5' }),
      sale('a', '2026-01-09T12:00Z', { amount: '0' }),
      sale('b', '2026-02-09T12:00Z', { amount: -0.01 }),
      sale(null, '2026-02-09T12:00Z'),
      sale(undefined, '2026-02-09T12:00Z', { amount: '-5' }),
      sale('c', null),
      sale(null, undefined),
      sale('a', '2026-09-09T12:00Z'),
    ];
    const cohorts = retentionCohorts(rows, { timeZone, asOf: at('2026-03-01T12:00Z') });
    expect(cohorts.map(({ customers, excluded }) => [customers, excluded])).toEqual([
      [1, { missingSoldAt: 2, refund: 1 }],
      [0, { missingCustomerId: 2, missingSoldAt: 2, refund: 1 }],
      [0, { missingSoldAt: 2 }],
    ]);
    expect(cohorts[0]!.active).toEqual([1, 0, null]);
  });

  test('of nothing has no rows', () => {
    expect(retentionCohorts([], { timeZone })).toEqual([]);
    expect(retentionCohorts(new Set<Sale>(), { timeZone, asOf: 0 })).toEqual([]);
  });

  test('heeds no createdAt that a sale carries besides: it is none of a sale', () => {
    const row = { ...sale('a', '2026-01-09T12:00Z'), createdAt: at('2026-09-01T00:00Z') };
    expect(grid([row], at('2026-02-01T12:00Z'))[0]).toEqual(['2026-01', 1, null]);
  });

  test('agrees over 60 months and 200,000 sales with a Map of Sets', { timeout: 15_000 }, () => {
    const start = at('2021-01-01T00:00Z');
    const names = Array.from({ length: 60 }, (_, i) => nextMonth('2021-01', i));
    const edges = names.map((name) => at(`${name}-01T00:00Z`));
    edges.push(at('2026-01-01T00:00Z'));
    // A linear congruential generator (Numerical Recipes): the same sales each time.
    let seed = 1;
    const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const rows = Array.from({ length: 200_000 }, (_, i): Sale => {
      const customerId = Math.floor(random() ** 2 * 40_000);
      const soldAt = start + Math.floor(random() * (edges[60]! - start));
      return { id: i, customerId: i % 2 === 0 ? customerId : String(customerId), soldAt };
    });
    const bought = new Map<string, Set<number>>();
    for (const { customerId, soldAt } of rows) {
      const months = bought.get(String(customerId)) ?? new Set();
      bought.set(String(customerId), months.add(edges.findLastIndex((edge) => edge <= Number(soldAt))));
    }
    const expected = names.map(() => names.map(() => 0));
    for (const months of bought.values()) {
      const first = Math.min(...months);
      for (const each of months) expected[first]![each - first]!++;
    }
    const began = performance.now();
    const cohorts = retentionCohorts(rows, { timeZone: 'UTC', asOf: edges[60]! - 1 });
    expect(performance.now() - began).toBeLessThan(3000);
    expect(cohorts.map(({ period }) => period.name)).toEqual(names);
    cohorts.forEach(({ customers, active }, c) => {
      expect(customers).toBe(expected[c]![0]);
      expect(active).toEqual(expected[c]!.map((n, since) => (c + since < 60 ? n : null)));
    });
  });
});

describe('retentionCohorts throws', () => {
  test('without a zone, and for options that are none', () => {
    for (const options of [undefined, {}, { timeZone: undefined }, { asOf: 5 }]) {
      expect(() => retentionCohorts([], options as never)).toThrow(TypeError);
      expect(() => retentionCohorts([], options as never)).toThrow(/^retentionCohorts requires /);
    }
    expect(() => retentionCohorts([], { timeZone: 'Mars/Olympus' })).toThrow(RangeError);
    expect(() => retentionCohorts([], { timeZone, zone: 'UTC' } as never)).toThrow(TypeError);
    expect(() => retentionCohorts([], { timeZone, sameDay: 'twice' as never })).toThrow(
      new RangeError("retentionCohorts requires sameDay to be 'once' or 'each', got 'twice'"),
    );
    expect(() => retentionCohorts([], { timeZone, asOf: '2026-01-01' as never })).toThrow(TypeError);
  });

  test.each([[undefined], [null], [5], [{ sales: [] }]])('for rows that are %o', (rows) => {
    expect(() => retentionCohorts(rows as never, { timeZone })).toThrow(TypeError);
    expect(() => retentionCohorts(rows as never, { timeZone })).toThrow(
      /^retentionCohorts requires rows of sales/,
    );
  });

  test.each([
    [{ soldAt: '2026-01-01' }, TypeError, /^retentionCohorts requires sales\[1\]\.soldAt to be /],
    [{ soldAt: Number.NaN }, RangeError, /^retentionCohorts requires sales\[1\]\.soldAt to be /],
    [{ amount: 'ten' }, RangeError, /^retentionCohorts requires sales\[1\]\.amount to be /],
    [{ amount: {} }, TypeError, /^retentionCohorts requires sales\[1\]\.amount to be /],
  ])('for a sale with %o, with its row and field', (wrong, kind, message) => {
    const rows = [sale('a', 1), { ...sale('b', 2), ...wrong } as Sale];
    expect(() => retentionCohorts(rows, { timeZone })).toThrow(kind);
    expect(() => retentionCohorts(rows, { timeZone })).toThrow(message);
    expect(() => retentionCohorts(new Set(rows), { timeZone })).toThrow(message);
  });

  // A bug of src/tables/retentionCohorts.ts: what is no id is taken as a customer by its text, '[object Object]' or 'NaN',
  // where repeatPurchaseRate and firstPurchaseValue throw.
  test.each([[{}], [true], [Number.NaN]])('for a customer that is %o', (customerId) => {
    expect(() => retentionCohorts([sale(customerId as never, 1)], { timeZone })).toThrow(TypeError);
  });
});

test('retentionCohorts refuses a grid of more than 1,200 months: one far date is most often none', () => {
  const years = (n: number) => [sale('a', Date.UTC(2026, 0, 1)), sale('b', Date.UTC(2026 + n, 0, 1) - 1)];
  expect(retentionCohorts(years(100), { timeZone: 'UTC' })).toHaveLength(1200);
  expect(() => retentionCohorts(years(7973), { timeZone: 'UTC' })).toThrow(
    new RangeError("retentionCohorts requires sales of at most 1200 months, got '2026-01 to 9998-12'"),
  );
});
