import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  type Cost,
  compare,
  customerAcquisitionCost,
  type Deal,
  firstPurchaseValue,
  format,
  groupBy,
  type Id,
  type Instant,
  type Lead,
  merge,
  month,
  period,
  quarter,
  type ReadingOptions,
  rowsOf,
  type Sale,
  scorecard,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import {
  arbitraryCosts,
  arbitraryDeals,
  arbitraryLeads,
  arbitraryOptions,
  arbitrarySales,
  laws,
  type Rows,
} from '../laws.js';
import { nothing } from '../nothing.js';
import { wallOf } from '../time/oracle.js';

const timeZone = 'Europe/Paris';
const lag = { months: 1, timeZone };

type From = 'deals' | 'sales' | 'leads';
interface Asked {
  during?: { start: number; end: number } | undefined;
  asOf?: Instant;
}
interface Own {
  customersFrom: From;
  spend?: 'all' | 'sales' | 'marketing';
  lag?: { months: number; timeZone: string };
  paidSources?: readonly string[];
}
interface Books {
  costs: readonly Cost[];
  deals: readonly Deal[];
  sales: readonly Sale[];
  leads: readonly Lead[];
}

// What it should give, from its definition alone: filter, sort, loops.

/** Exact for any sum of these tests. */
const Exact = Decimal.clone({ defaults: true, precision: 500, toExpPos: 9e15, toExpNeg: -9e15 });
const Rounded = Exact.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });
const exact = (amount: unknown) => new Exact(String(amount).replace(/\.$/, '').replace(/^\+/, ''));
const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;
const ms = (instant: Instant) => (isMissing(instant) ? null : Number(instant));

/** One that may be a customer's first: when, and what breaks ties. */
interface Came {
  row: object;
  customer: string | null;
  at: number | null;
  id: Id;
  source: string | null;
}

/** Every known fact that makes a customer, and the refunds, which make none. */
function facts({ deals, sales, leads }: Books, asOf: Instant, from: From) {
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const exists = ({ createdAt }: Deal | Lead) => !((ms(createdAt) ?? 0) > now);
  const came = (
    row: { id: Id; source?: string | null | undefined },
    customer: unknown,
    at: Instant,
  ): Came => ({
    row,
    customer: isMissing(customer) ? null : String(customer),
    at: ms(at),
    id: row.id,
    source: row.source || null,
  });
  const refunds = sales.filter(({ amount }) => !isMissing(amount) && exact(amount).lessThan(0));
  const all = {
    deals: () =>
      deals
        .filter((deal) => deal.status === 'won' && exists(deal))
        .map((deal) => came(deal, deal.customerId, deal.closedAt)),
    sales: () =>
      sales.filter((sale) => !refunds.includes(sale)).map((sale) => came(sale, sale.customerId, sale.soldAt)),
    leads: () =>
      leads
        .filter((lead) => !isMissing(lead.wonAt) && exists(lead))
        .map((lead) => came(lead, lead.customerId ?? `lead\u0000${lead.id}`, lead.wonAt)),
  }[from]();
  return {
    facts: all.filter(({ at }) => at === null || at <= now),
    refunds: from === 'sales' ? refunds.filter(({ soldAt }) => !((ms(soldAt) ?? 0) > now)) : [],
  };
}

/** Ids of digits first, by number, then by text. */
function idOrder(a: Id, b: Id): number {
  const [x, y] = [String(a), String(b)];
  const [m, n] = [/^\d+$/.test(x), /^\d+$/.test(y)];
  if (m !== n) return m ? -1 : 1;
  if (m && BigInt(x) !== BigInt(y)) return BigInt(x) < BigInt(y) ? -1 : 1;
  return x === y ? 0 : x < y ? -1 : 1;
}

/** Each customer's facts, the first one first. */
function byCustomer(all: readonly Came[]): Came[][] {
  const known = all.filter(({ customer, at }) => customer !== null && at !== null);
  const text = ({ source }: Came) => (source === null ? 'null' : `"${source}"`);
  return [...new Set(known.map(({ customer }) => customer))].map((customer) =>
    known
      .filter((each) => each.customer === customer)
      .sort(
        (a, b) =>
          a.at! - b.at! || idOrder(a.id, b.id) || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0),
      ),
  );
}

/** So many months later by the wall clock, by Intl alone; a day that the month has not is its last. */
function monthsLater(instant: number, months: number, zone: string): number {
  const wall = new Date(wallOf(zone, instant));
  const first = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months + 1, 0)).getUTCDate();
  const time = wall.getTime() - Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate());
  const target = first + (Math.min(wall.getUTCDate(), last) - 1) * 864e5 + time;
  const offsets = [target - 864e5, target + 864e5].map((t) => wallOf(zone, t) - t);
  const right = offsets.map((offset) => target - offset).filter((t) => wallOf(zone, t) === target);
  return right.length > 0 ? Math.min(...right) : target - offsets[0]!;
}

function reference(books: Books, { during, asOf }: Asked, own: Own) {
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const isIn = (t: number) => t <= now && (!during || (t >= during.start && t < during.end));
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  const spent: Decimal[] = [];
  let currency: string | null = null;
  for (const cost of books.costs) {
    if ((own.spend ?? 'all') !== 'all' && cost.category !== own.spend) continue;
    const incurred = ms(cost.incurredAt);
    const at =
      incurred === null || !own.lag ? incurred : monthsLater(incurred, own.lag.months, own.lag.timeZone);
    if (at === null) leaveOut('missingIncurredAt');
    else if (!isIn(at)) continue;
    else if (isMissing(cost.amount)) leaveOut('missingAmount');
    else {
      spent.push(exact(cost.amount));
      currency = cost.currency || null;
    }
  }
  const { facts: all, refunds } = facts(books, asOf, own.customersFrom);
  const dated = { deals: 'missingClosedAt', sales: 'missingSoldAt', leads: '' }[own.customersFrom];
  for (const { soldAt } of refunds)
    if (isMissing(soldAt)) leaveOut(dated);
    else if (isIn(ms(soldAt)!)) leaveOut('refund');
  for (const { at, customer } of all)
    if (at === null) leaveOut(dated);
    else if (customer === null && isIn(at)) leaveOut('missingCustomerId');
  const customers = byCustomer(all);
  const came = customers.filter(([first]) => isIn(first!.at!));
  const count = came.filter(([first]) => !own.paidSources || own.paidSources.includes(first!.source!)).length;
  if (came.length > count) excluded.otherSource = came.length - count;
  const sum = spent.reduce((a, b) => a.plus(b), new Exact(0));
  return {
    value: count > 0 && spent.length > 0 ? new Rounded(sum).div(count).toFixed() : null,
    sum: sum.toFixed(),
    count,
    currency,
    customersFrom: customers.some(([first]) => isIn(first!.at!)) ? own.customersFrom : null,
    excluded,
  };
}

/** A customer's fact counts in the group of its first one, anything else in its own. */
const home =
  (from: From) =>
  (tables: Rows, { asOf }: ReadingOptions, key: string) => {
    const own = (row: object) => (row as Record<string, unknown>)[key] ?? undefined;
    // Of two that nothing tells apart, the one whose key comes first as text, whatever the order of rows.
    const text = ({ row }: Came) => `${String(own(row))} ${typeof own(row)}`;
    const sorted = facts(tables as unknown as Books, asOf, from).facts.sort((a, b) =>
      text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0,
    );
    const homes = new Map<object, unknown>();
    for (const list of byCustomer(sorted)) for (const { row } of list) homes.set(row, own(list[0]!.row));
    return (row: object) => (homes.has(row) ? homes.get(row) : own(row));
  };

const customerIds = fc.constantFrom('a', 'b', 'c', 'd', 7, '7', '007', 8, null, undefined, '__proto__');
/** The same rows, of customers, several of each. */
const ofCustomers = <R extends object>(rows: fc.Arbitrary<R[]>): fc.Arbitrary<R[]> =>
  fc
    .tuple(rows, fc.array(customerIds, { minLength: 30, maxLength: 30 }))
    .map(([list, ids]) => list.map((row, i) => ({ ...row, customerId: ids[i] })));
const none = fc.constant([]);
const tablesOf = (from: From) =>
  fc.record({
    costs: arbitraryCosts,
    deals: from === 'deals' ? ofCustomers(arbitraryDeals) : none,
    sales: from === 'sales' ? arbitrarySales : none,
    leads: from === 'leads' ? ofCustomers(arbitraryLeads) : none,
  }) as fc.Arbitrary<Books & Rows>;

const variants: Own[] = [
  { customersFrom: 'deals' },
  { customersFrom: 'sales' },
  { customersFrom: 'leads' },
  { customersFrom: 'deals', spend: 'marketing' },
  { customersFrom: 'sales', spend: 'sales', paidSources: ['web'] },
  { customersFrom: 'deals', lag },
  { customersFrom: 'leads', lag: { months: 2, timeZone: 'America/New_York' }, paidSources: ['web', 'fair'] },
];

for (const own of variants)
  describe(`with ${JSON.stringify(own)}`, () =>
    laws(customerAcquisitionCost.with(own), tablesOf(own.customersFrom), { home: home(own.customersFrom) }));

describe('where nothing is said, with deals given', () =>
  laws(customerAcquisitionCost, tablesOf('deals'), { home: home('deals'), numRuns: 20 }));

type AcquisitionReading = ReturnType<typeof customerAcquisitionCost>;
const shown = ({ value, sum, count, currency, customersFrom, excluded }: AcquisitionReading) => ({
  value: value === null ? null : value.toFixed(),
  sum: sum.toFixed(),
  count,
  currency,
  customersFrom,
  excluded,
});
function expectReference(reading: AcquisitionReading, books: Books, options: Asked, own: Own) {
  const expected = reference(books, options, own);
  // Where nobody new came, whether the table is named is for the laws to say: everywhere alike.
  const { customersFrom } = expected.customersFrom === null ? reading : expected;
  expect(shown(reading)).toStrictEqual({ ...expected, customersFrom });
  expect([null, own.customersFrom]).toContain(reading.customersFrom);
}
/** Standard normal quantiles at (1 + level) ÷ 2, by scipy.stats.norm.ppf. */
const Z: Record<number, number> = {
  0.5: 0.6744897501960817,
  0.95: 1.959963984540054,
  0.999: 3.2905267314919255,
};

describe('over arbitrary tables, periods and instants, by its definition', () => {
  test.each(variants)('is spend ÷ new customers with %j', (own) => {
    fc.assert(
      fc.property(tablesOf(own.customersFrom), arbitraryOptions, (books, options) => {
        expectReference(customerAcquisitionCost(books, { ...options, ...own }), books, options, own);
      }),
      { numRuns: 150 },
    );
  });

  test('takes the first of deals, sales and leads where several are given, and only that one', () => {
    const all = fc.record({
      costs: arbitraryCosts,
      deals: ofCustomers(arbitraryDeals),
      sales: arbitrarySales,
      leads: ofCustomers(arbitraryLeads),
    });
    fc.assert(
      fc.property(all, arbitraryOptions, fc.boolean(), fc.boolean(), (books, options, deals, sales) => {
        const given = {
          costs: books.costs,
          ...(deals && { deals: books.deals }),
          ...(sales && { sales: books.sales }),
          leads: books.leads,
        };
        const customersFrom = deals ? 'deals' : sales ? 'sales' : 'leads';
        const own = { customersFrom } as const;
        expectReference(customerAcquisitionCost(given, options), books, options, own);
        const said = customerAcquisitionCost(
          { ...given, [customersFrom]: books[customersFrom] },
          {
            ...options,
            ...own,
          },
        );
        expect(said).toStrictEqual({ ...customerAcquisitionCost(given, options), customersFrom });
      }),
      { numRuns: 100 },
    );
  });

  test('has limits that solve (n − μ)² = z² μ for the spend ÷ μ, and none without a value', () => {
    fc.assert(
      fc.property(tablesOf('deals'), arbitraryOptions, (books, options) => {
        const { value, sum, count: n, interval } = customerAcquisitionCost(books, options);
        const { level = 0.95 } = options;
        if (value === null) {
          expect(interval).toBeNull();
          return;
        }
        expect(interval!.level).toBe(level);
        if (sum.isZero()) {
          expect([interval!.low, interval!.high]).toEqual([0, 0]);
          return;
        }
        for (const limit of [interval!.low, interval!.high]) {
          const mu = sum.toNumber() / limit;
          expect((n - mu) ** 2 / (Z[level]! ** 2 * mu)).toBeCloseTo(1, 8);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('has limits around the value, the lower one first, also where credits outweigh the costs', () => {
    fc.assert(
      fc.property(tablesOf('deals'), arbitraryOptions, (books, options) => {
        const { value, interval } = customerAcquisitionCost(books, options);
        if (interval === null) return;
        expect(interval.low).toBeLessThanOrEqual(value!.toNumber());
        expect(interval.high).toBeGreaterThanOrEqual(value!.toNumber());
      }),
      { numRuns: 200 },
    );
  });

  test('takes each customer in one group and one month, so that both add up to the whole', () => {
    fc.assert(
      fc.property(tablesOf('deals'), arbitraryOptions, ({ costs, deals }, options) => {
        const books = { costs, deals };
        const whole = customerAcquisitionCost(books, options);
        const add = (readings: AcquisitionReading[]) => [
          readings.reduce((total, { sum }) => total.plus(exact(sum.toFixed())), new Exact(0)).toFixed(),
          readings.reduce((total, { count }) => total + count, 0),
        ];
        const expected = [whole.sum.toFixed(), whole.count];
        expect(add([...groupBy(books, 'source', customerAcquisitionCost, options).values()])).toEqual(
          expected,
        );
        const points = trend(books, customerAcquisitionCost, { ...options, every: 'month', timeZone });
        expect(add(points.map(({ reading }) => reading))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

const at = (iso: string) => new Date(iso);
let id = 0;
const cost = (incurredAt: Instant, amount: Cost['amount'], row: Partial<Cost> = {}) =>
  ({ incurredAt, amount, category: 'marketing', ...row }) satisfies Cost;
const won = (customerId: Deal['customerId'], closedAt: Instant, row: Partial<Deal> = {}) =>
  ({ id: ++id, createdAt: 0, status: 'won', customerId, closedAt, ...row }) satisfies Deal;
const sale = (customerId: Sale['customerId'], soldAt: Instant, row: Partial<Sale> = {}) =>
  ({ id: ++id, customerId, soldAt, amount: '10', ...row }) satisfies Sale;
const lead = (wonAt: Instant, row: Partial<Lead> = {}) =>
  ({ id: ++id, createdAt: 0, wonAt, ...row }) satisfies Lead;
type Input = Parameters<typeof customerAcquisitionCost>[0];
type Options = Parameters<typeof customerAcquisitionCost>[1];
/** Value, spend, customers. */
const text = (input: Input, options?: Options) => {
  const { value, sum, count } = customerAcquisitionCost(input, options);
  return [value === null ? null : value.toFixed(), sum.toFixed(), count];
};

describe('customerAcquisitionCost({ costs, deals })', () => {
  test('is all spend over all new customers: a ratio of sums, exact', () => {
    const costs = [cost(1, '0.10', { currency: 'EUR' }), cost(2, 0.2, { currency: 'EUR' })];
    const deals = [
      won('a', 1),
      won('b', 2),
      won('a', 3),
      won('c', 9),
      { ...won('d', 3), status: 'lost' as const },
    ];
    const reading = customerAcquisitionCost({ costs, deals });
    expect(reading.value!.toFixed()).toBe('0.1');
    expect(reading).toMatchObject({
      unit: 'money',
      better: 'lower',
      currency: 'EUR',
      count: 3,
      deviation: null,
      excluded: nothing,
      customersFrom: 'deals',
    });
    expect(text({ costs: [cost(1, '100')], deals: [won('a', 1), won('b', 2), won('c', 9)] })).toEqual([
      '33.33333333333333333333333333333333333333',
      '100',
      3,
    ]);
  });

  test('takes each cost and each customer at its own date, wherever the other lies', () => {
    const costs = [cost(1, '100'), cost(10, '40'), cost(20, '1000')];
    const deals = [won('a', 1), won('b', 10), won('c', 19), won('d', 20)];
    expect(text({ costs, deals }, { during: period(10, 20) })).toEqual(['20', '40', 2]);
    expect(text({ costs, deals }, { during: period(0, 2) })).toEqual(['100', '100', 1]);
  });

  test('does not take as new who was won before the period', () => {
    const deals = [won('a', 1), won('a', 10), won('b', 10)];
    expect(text({ costs: [cost(10, '50')], deals }, { during: period(5, 20) })).toEqual(['50', '50', 1]);
  });

  test('is no mean of the costs of groups or months', () => {
    const costs = [cost(1, '900', { source: 'ads' }), cost(1, '10', { source: 'fair' })];
    const deals = [
      won('a', 1, { source: 'ads' }),
      ...'bcdefghij'.split('').map((c) => won(c, 1, { source: 'fair' })),
    ];
    expect(text({ costs, deals })).toEqual(['91', '910', 10]);
  });

  test('is 0 where costs are 0, and null where there is no cost row', () => {
    expect(text({ costs: [cost(1, 0)], deals: [won('a', 1)] })).toEqual(['0', '0', 1]);
    expect(customerAcquisitionCost({ costs: [cost(1, 0)], deals: [won('a', 1)] }).interval).toEqual({
      low: 0,
      high: 0,
      level: 0.95,
    });
    expect(text({ costs: [], deals: [won('a', 1)] })).toEqual([null, '0', 1]);
    expect(text({ costs: [cost(9, 5)], deals: [won('a', 1)] }, { during: period(0, 5) })).toEqual([
      null,
      '0',
      1,
    ]);
  });

  test('is null where there is no new customer, with the spend as its sum', () => {
    const reading = customerAcquisitionCost({ costs: [cost(1, '5', { currency: 'EUR' })], deals: [] });
    expect(reading).toMatchObject({
      value: null,
      count: 0,
      interval: null,
      currency: 'EUR',
      customersFrom: null,
    });
    expect(reading.sum.toFixed()).toBe('5');
    const earlier = { costs: [cost(8, '5')], deals: [won('a', 1)] };
    expect(text(earlier, { during: period(5, 9) })).toEqual([null, '5', 0]);
  });

  test('subtracts credits from the spend', () => {
    const costs = [cost(1, '100'), cost(2, '-40')];
    expect(text({ costs, deals: [won('a', 1), won('b', 1)] })).toEqual(['30', '60', 2]);
  });

  test('leaves out costs without amount, and rows without date or customer, counted', () => {
    const costs = [
      cost(1, '10'),
      cost(2, null as never),
      cost(null, '7'),
      cost(undefined, undefined as never),
    ];
    const deals = [won('a', 1), won(null, 2), won(undefined, 30), won('b', null), won(null, undefined)];
    const { value, count, excluded } = customerAcquisitionCost({ costs, deals });
    expect([value!.toFixed(), count]).toEqual(['10', 1]);
    expect(excluded).toStrictEqual({
      missingAmount: 1,
      missingIncurredAt: 2,
      missingCustomerId: 2,
      missingClosedAt: 2,
    });
    const early = customerAcquisitionCost({ costs, deals }, { during: period(0, 2) });
    expect(early.excluded).toStrictEqual({ missingIncurredAt: 2, missingClosedAt: 2 });
  });

  test('knows as of an instant what was spent and won until then, that instant included', () => {
    const books = {
      costs: [cost(10, '10'), cost(11, '30')],
      deals: [won('a', 10), won('b', 11), won('c', 12)],
    };
    expect(text(books, { asOf: 10 })).toEqual(['10', '10', 1]);
    expect(text(books, { asOf: 11 })).toEqual(['20', '40', 2]);
    expect(text(books, { asOf: at('1970-01-01T00:00:00.012Z') })).toEqual([
      '13.33333333333333333333333333333333333333',
      '40',
      3,
    ]);
    // Of a deal that is created later nobody knows yet.
    const later = [{ ...won('a', 1), createdAt: 20 }];
    expect(text({ costs: [cost(1, '1')], deals: later }, { asOf: 10 })).toEqual([null, '1', 0]);
  });

  test('takes two deals at one instant as one customer, and ids by number and by text as one', () => {
    const deals = [won(7, 5), won('7', 5), won('007', 5)];
    expect(text({ costs: [cost(1, '10')], deals })).toEqual(['5', '10', 2]);
  });

  test('does not mix currencies, and names both rows', () => {
    const costs = [cost(1, '1', { currency: 'EUR' }), cost(2, '1', { currency: 'USD' })];
    expect(() => customerAcquisitionCost({ costs, deals: [] })).toThrow(RangeError);
    expect(() => customerAcquisitionCost({ costs, deals: [] })).toThrow(
      /^customerAcquisitionCost requires costs\[1\]\.currency to be in EUR as costs\[0\] is \(convertMoney\(rows, \{ to, rates \}\).*\), got 'USD'$/,
    );
    // Amounts of deals are none of its business, and costs outside the period neither.
    const deals = [won('a', 1, { currency: 'USD', amount: '5' })];
    expect(text({ costs, deals }, { during: period(0, 2) })).toEqual(['1', '1', 1]);
  });

  test('has an interval from the customers as a Poisson count', () => {
    const spent = [cost(1, '1000')];
    const of = (n: number, level: number) =>
      customerAcquisitionCost(
        { costs: spent, deals: Array.from({ length: n }, (_, i) => won(i, 1)) },
        { level },
      ).interval!;
    // Limits of the count by scipy.optimize.brentq on (n − μ)² = z² μ.
    for (const [level, n, low, high] of [
      [0.5, 7, 5.428497186471495, 9.026439236648077],
      [0.9, 2, 0.6618465601784269, 6.043696893916986],
      [0.95, 1, 0.17652455493515296, 5.664934265758893],
      [0.95, 7, 3.390863841218727, 14.450594979475397],
      [0.95, 1000, 939.9114718582533, 1063.9299869624408],
      [0.99, 40, 26.692126430922357, 59.94277017009882],
    ] as const) {
      const interval = of(n, level);
      expect(interval.level).toBe(level);
      expect(interval.low / (1000 / high)).toBeCloseTo(1, 10);
      expect(interval.high / (1000 / low)).toBeCloseTo(1, 10);
    }
  });

  test('reads as money with its interval, and compares by the change alone', () => {
    const books = { costs: [cost(1, '5', { currency: 'EUR' })], deals: [won('a', 1)] };
    const reading = customerAcquisitionCost(books);
    expect(format(reading, { locale: 'en' })).toBe('€5.00 (€0.88–€28.32, n = 1)');
    const { change, interval, verdict } = compare(reading, reading);
    expect([change!.toFixed(), interval, verdict]).toEqual(['0', null, 'unclear']);
  });
});

describe('customerAcquisitionCost by source', () => {
  const costs = [
    cost(1, '100', { source: 'ads' }),
    cost(2, '60', { source: 'ads', category: 'sales' }),
    cost(3, '70', { source: 'radio' }),
    cost(4, '5'),
  ];
  const deals = [
    won('a', 20, { source: 'fair' }),
    won('a', 10, { source: 'ads' }),
    won('b', 11, { source: 'ads' }),
    won('c', 12, { source: 'friends' }),
    won('d', 13, { source: null }),
  ];
  const groups = (options?: ReadingOptions) =>
    Object.fromEntries(
      [...groupBy({ costs, deals }, 'source', customerAcquisitionCost, options)].map(([key, reading]) => [
        String(key),
        [reading.value?.toFixed() ?? null, reading.sum.toFixed(), reading.count, reading.customersFrom],
      ]),
    );

  test('keeps groups with spend alone and with customers alone, each customer in that of its first deal', () => {
    expect(groups()).toEqual({
      ads: ['80', '160', 2, 'deals'],
      radio: [null, '70', 0, null],
      undefined: ['5', '5', 1, 'deals'],
      fair: [null, '0', 0, null],
      friends: [null, '0', 1, 'deals'],
    });
  });

  test('leaves a customer in the group of a first deal that lies before the period', () => {
    expect(groups({ during: period(11, 30) })).toMatchObject({
      ads: [null, '0', 1, 'deals'],
      fair: [null, '0', 0, null],
      friends: [null, '0', 1, 'deals'],
    });
  });

  test('may have a key of its own for each table', () => {
    const byTable = groupBy(
      { costs, deals },
      { costs: 'category', deals: ({ source }) => (source === 'ads' ? 'marketing' : 'sales') },
      customerAcquisitionCost,
    );
    expect([...byTable].map(([key, { sum, count }]) => [key, sum.toFixed(), count])).toEqual([
      ['marketing', '175', 2],
      ['sales', '60', 2],
    ]);
  });

  test('stands beside what a first purchase brings', () => {
    const sales = [
      sale('a', 1, { source: 'ads', amount: '120' }),
      sale('b', 1, { source: 'ads', amount: '40' }),
    ];
    const by = groupBy({ costs, sales }, 'source', { customerAcquisitionCost, firstPurchaseValue });
    const ads = by.get('ads')!;
    expect([ads.customerAcquisitionCost.value!.toFixed(), ads.firstPurchaseValue.value!.toFixed()]).toEqual([
      '80',
      '80',
    ]);
    const board = scorecard({ costs, deals }, { cost: customerAcquisitionCost });
    expect(board.cost).toStrictEqual(customerAcquisitionCost({ costs, deals }));
  });
});

describe('customerAcquisitionCost by month', () => {
  test('takes each cost and each customer in its own month, months with one of them kept', () => {
    const costs = [
      cost(at('2026-01-31T23:30Z'), '100'),
      cost(at('2026-02-10T10:00Z'), '20'),
      cost(at('2026-04-01T10:00Z'), '9'),
    ];
    const deals = [
      won('a', at('2026-02-03T10:00Z')),
      won('b', at('2026-02-28T22:59Z')),
      won('c', at('2026-02-28T23:00Z')),
      won('a', at('2026-03-05T10:00Z')),
    ];
    const points = trend({ costs, deals }, customerAcquisitionCost, { every: 'month', timeZone });
    expect(
      points.map(({ period: { name }, reading }) => [
        name,
        reading.value?.toFixed() ?? null,
        reading.sum.toFixed(),
        reading.count,
      ]),
    ).toEqual([
      ['2026-02', '60', '120', 2],
      ['2026-03', null, '0', 1],
      ['2026-04', null, '9', 0],
    ]);
    const march = trend({ costs, deals }, customerAcquisitionCost, {
      every: 'month',
      during: month('2026-03', { timeZone }),
    });
    expect(march.map(({ reading }) => reading.count)).toEqual([1]);
  });
});

describe('customerAcquisitionCost with spend', () => {
  const costs = [cost(1, '100', { currency: 'EUR' }), cost(1, '30', { category: 'sales', currency: 'USD' })];
  const deals = [won('a', 1), won('b', 1)];

  test('takes costs of one category alone; of the other not even the currency', () => {
    expect(text({ costs, deals }, { spend: 'marketing' })).toEqual(['50', '100', 2]);
    expect(text({ costs, deals }, { spend: 'sales' })).toEqual(['15', '30', 2]);
    expect(() => customerAcquisitionCost({ costs, deals }, { spend: 'all' })).toThrow(/convertMoney/);
    const undated = [cost(null, '1', { category: 'sales' }), cost(1, null as never, { category: 'sales' })];
    expect(customerAcquisitionCost({ costs: undated, deals }, { spend: 'marketing' }).excluded).toEqual({});
    expect(text({ costs: [costs[0]!], deals }, { spend: 'sales' })).toEqual([null, '0', 2]);
  });

  test('refuses a category that there is not, whichever is asked for', () => {
    for (const spend of ['all', 'sales', 'marketing'] as const)
      expect(() =>
        customerAcquisitionCost(
          { costs: [costs[0]!, cost(1, '5', { category: 'travel' as never })], deals },
          { spend },
        ),
      ).toThrow(
        new RangeError(
          "customerAcquisitionCost requires costs[1].category to be 'sales' or 'marketing', got 'travel'",
        ),
      );
  });

  test('names the category where a cost has none, also where it has no currency either', () => {
    expect(() =>
      customerAcquisitionCost({ costs: [cost(1, '5', { category: undefined as never })], deals }),
    ).toThrow(
      "customerAcquisitionCost requires costs[0].category to be 'sales' or 'marketing', got undefined",
    );
  });

  test('refuses a category of the wrong kind with a TypeError, as the contract of errors has it', () => {
    const costs = [cost(1, '5', { currency: 'EUR', category: null as never })];
    expect(() => customerAcquisitionCost({ costs, deals })).toThrow(TypeError);
  });
});

describe('customerAcquisitionCost with customersFrom', () => {
  const costs = [cost(1, '60')];
  const deals = [won('a', 1)];
  const sales = [sale('a', 1), sale('b', 2)];
  const leads = [lead(1), lead(2), lead(3)];
  const from = (input: Input, options?: Options) => {
    const { customersFrom, count } = customerAcquisitionCost(input, options);
    return [customersFrom, count];
  };

  test('is the first of deals, sales and leads that is given, and the reading names it', () => {
    expect(from({ costs, deals, sales, leads })).toEqual(['deals', 1]);
    expect(from({ leads, sales, costs })).toEqual(['sales', 2]);
    expect(from({ costs, leads })).toEqual(['leads', 3]);
    expect(from({ costs, sales, deals: undefined })).toEqual(['sales', 2]);
  });

  test('is that one also where it is given and empty: then it says of nobody, and others are not asked', () => {
    expect(from({ costs, deals: [], sales, leads })).toEqual([null, 0]);
    expect(from({ costs, sales: [], leads })).toEqual([null, 0]);
  });

  test('takes the table that is said, and leaves nothing out of the others', () => {
    const refunds = [...sales, sale(null, 4), sale('c', 5, { amount: '-1' })];
    expect(from({ costs, deals, sales, leads }, { customersFrom: 'leads' })).toEqual(['leads', 3]);
    expect(from({ costs, deals, sales, leads }, { customersFrom: 'sales' })).toEqual(['sales', 2]);
    expect(customerAcquisitionCost({ costs, deals, sales: refunds }).excluded).toEqual({});
    expect(
      customerAcquisitionCost({ costs, deals, sales: refunds }, { customersFrom: 'sales' }).excluded,
    ).toEqual({
      missingCustomerId: 1,
      refund: 1,
    });
  });

  test('takes generators as it takes arrays', () => {
    function* each<T>(rows: readonly T[]) {
      yield* rows;
    }
    expect(from({ costs: each(costs), deals: each(deals), sales: each(sales) })).toEqual(['deals', 1]);
  });

  test('refuses costs alone, a table that is said and not given, and one that there is not', () => {
    const alone = new TypeError(
      'customerAcquisitionCost requires rows of deals, sales or leads, got undefined',
    );
    for (const rows of [costs, []]) {
      expect(() => customerAcquisitionCost({ costs: rows })).toThrow(alone);
      expect(() => customerAcquisitionCost.totals({ costs: rows })).toThrow(alone);
      expect(() => groupBy({ costs: rows }, 'source', customerAcquisitionCost)).toThrow(alone);
      expect(() => trend({ costs: rows }, customerAcquisitionCost, { every: 'month', timeZone })).toThrow(
        alone,
      );
      expect(() => scorecard({ costs: rows }, { customerAcquisitionCost })).toThrow(alone);
    }
    expect(() => customerAcquisitionCost({ costs, deals, leads }, { customersFrom: 'sales' })).toThrow(
      new TypeError('customerAcquisitionCost requires rows of sales, got undefined'),
    );
    expect(() => customerAcquisitionCost.with({ customersFrom: 'shops' as never })).toThrow(
      new RangeError(
        "customerAcquisitionCost requires customersFrom to be 'deals' or 'sales' or 'leads', got 'shops'",
      ),
    );
    expect(() => customerAcquisitionCost({ deals } as never)).toThrow(
      new TypeError('customerAcquisitionCost requires rows of costs, got an object with deals'),
    );
    expect(() => customerAcquisitionCost(costs as never)).toThrow(TypeError);
  });
});

describe("customerAcquisitionCost with customersFrom: 'sales'", () => {
  test('takes no refund for a first sale, and a sale of 0 or of unknown amount for one', () => {
    const sales = [
      sale('a', 1, { amount: '-5' }),
      sale('a', 10),
      sale('b', 2, { amount: '-0.00' }),
      sale('c', 3, { amount: null }),
      sale('d', 4, { amount: -1e-30 }),
    ];
    const books = { costs: [cost(1, '30'), cost(10, '8')], sales };
    expect(text(books)).toEqual(['12.66666666666666666666666666666666666667', '38', 3]);
    expect(customerAcquisitionCost(books).excluded).toEqual({ refund: 2 });
    expect(text(books, { during: period(5, 20) })).toEqual(['8', '8', 1]);
    expect(customerAcquisitionCost(books, { during: period(5, 20) }).excluded).toEqual({});
  });

  test('refuses an amount that is none', () => {
    expect(() =>
      customerAcquisitionCost({ costs: [], sales: [sale('a', 1), sale('b', 1, { amount: 'ten' })] }),
    ).toThrow(/^customerAcquisitionCost requires sales\[1\]\.amount to be /);
  });
});

describe("customerAcquisitionCost with customersFrom: 'leads'", () => {
  test('takes each won lead, and leads of one customer as one', () => {
    const leads = [
      lead(5, { id: 1 }),
      lead(6, { id: 2 }),
      lead(null, { id: 3 }),
      lead(7, { id: 4, customerId: 'a' }),
      lead(3, { id: 5, customerId: 'a' }),
      lead(8, { id: 1 }), // the very same lead, listed twice
    ];
    const books = { costs: [cost(6, '30')], leads };
    expect(text(books)).toEqual(['10', '30', 3]);
    expect(text(books, { during: period(6, 9) })).toEqual(['30', '30', 1]);
    expect(customerAcquisitionCost(books).excluded).toEqual({});
  });

  test('does not take a lead for a customer whose id is the same', () => {
    const leads = [lead(5, { id: 'x' }), lead(6, { id: 'y', customerId: 'x' })];
    expect(customerAcquisitionCost({ costs: [], leads }).count).toBe(2);
  });
});

describe('customerAcquisitionCost with lag', () => {
  const during = month('2026-02', { timeZone });
  const february = (incurred: string, options: Options = {}) =>
    customerAcquisitionCost(
      { costs: [cost(at(incurred), '100')], deals: [won('a', at('2026-02-15T12:00Z'))] },
      { during, lag: { months: 1 }, ...options },
    ).sum.toNumber();

  test('sets the customers of February against the spend of January, in the zone of during', () => {
    const costs = [
      cost(at('2025-12-31T23:30+01:00'), '1'),
      cost(at('2026-01-01T00:00+01:00'), '10'),
      cost(at('2026-01-31T23:30+01:00'), '100'),
      cost(at('2026-02-01T00:00+01:00'), '1000'),
    ];
    const deals = [
      won('a', at('2026-01-31T23:30+01:00')),
      won('b', at('2026-02-28T23:30+01:00')),
      won('c', at('2026-03-01T00:00+01:00')),
    ];
    expect(text({ costs, deals }, { during, lag: { months: 1 } })).toEqual(['110', '110', 1]);
    expect(text({ costs, deals }, { during, lag: { months: 2 } })).toEqual(['1', '1', 1]);
    expect(text({ costs, deals }, { during, lag: { months: 0 } })).toEqual(['1000', '1000', 1]);
    expect(text({ costs, deals }, { during })).toEqual(['1000', '1000', 1]);
  });

  test('moves every day of January into February, the 29th to the 31st to its last', () => {
    for (const last of ['28', '29', '30', '31'])
      expect(february(`2026-01-${last}T23:59:59.999+01:00`)).toBe(100);
    expect(february('2026-02-01T00:00+01:00')).toBe(0);
    expect(february('2025-12-31T23:59:59.999+01:00')).toBe(0);
  });

  test('takes its own zone where it names one', () => {
    // 23:30 of 31 January in Paris is 22:30 in UTC; 23:30 of 31 January in New York is 1 February in Paris.
    expect(february('2026-01-31T23:30-05:00')).toBe(0);
    expect(february('2026-01-30T23:30-05:00', { lag: { months: 1, timeZone: 'America/New_York' } })).toBe(0);
    expect(february('2026-01-27T23:30-05:00', { lag: { months: 1, timeZone: 'America/New_York' } })).toBe(
      100,
    );
  });

  test('does not move customers, missing dates or the currency', () => {
    const costs = [
      cost(null, '5'),
      cost(at('2026-01-05T12:00Z'), null as never),
      cost(at('2026-01-05T12:00Z'), '8', { currency: 'EUR' }),
    ];
    const reading = customerAcquisitionCost(
      { costs, deals: [won('a', at('2026-02-15T12:00Z'))] },
      { during, lag: { months: 1 } },
    );
    expect(shown(reading)).toEqual({
      value: '8',
      sum: '8',
      count: 1,
      currency: 'EUR',
      customersFrom: 'deals',
      excluded: { missingIncurredAt: 1, missingAmount: 1 },
    });
  });

  test('takes each month against the one before in a trend', () => {
    const costs = ['2026-01-10', '2026-02-10', '2026-03-31'].map((iso, i) =>
      cost(at(`${iso}T12:00Z`), 10 ** i),
    );
    const deals = [won('a', at('2026-02-10T12:00Z')), won('b', at('2026-03-10T12:00Z'))];
    const asked = { every: 'month', during: quarter('2026-Q1', { timeZone }) } as const;
    const sums = [{ months: 1 }, lag].map((each) =>
      trend({ costs, deals }, customerAcquisitionCost.with({ lag: each }), asked).map(({ reading }) =>
        reading.sum.toFixed(),
      ),
    );
    expect(sums).toEqual([
      ['0', '1', '10'],
      ['0', '1', '10'],
    ]);
  });

  test('takes the zone of during also in a trend as of the ends of its buckets', () => {
    const costs = [cost(at('2026-01-10T12:00Z'), '7')];
    const asked = { every: 'month', during: quarter('2026-Q1', { timeZone }), asOf: 'bucketEnd' } as const;
    const points = trend({ costs, deals: [] }, customerAcquisitionCost.with({ lag: { months: 1 } }), asked);
    expect(points.map(({ reading }) => reading.sum.toFixed())).toEqual(['0', '7', '0']);
  });

  test('assumes no zone, and refuses what is no lag', () => {
    const books = { costs: [], deals: [] };
    const message =
      'customerAcquisitionCost requires a timeZone of during or of the trend, or lag.timeZone, for lag, got ';
    for (const options of [{}, { during: period(0, 9) }, { during: { start: 0, end: 9 } }]) {
      const read = () => customerAcquisitionCost(books, { ...options, lag: { months: 1 } });
      expect(read).toThrow(TypeError);
      expect(read).toThrow(message);
    }
    expect(() => stream(customerAcquisitionCost.with({ lag: { months: 1 } }))).toThrow(message);
    for (const [wrong, kind] of [
      [{ months: -1 }, RangeError],
      [{ months: 0.5 }, RangeError],
      [{ months: Number.NaN }, RangeError],
      [{ months: '1' }, TypeError],
      [{}, TypeError],
      [1, TypeError],
      [null, TypeError],
      [{ month: 1 }, TypeError],
      [{ months: 1, timeZone: 'Mars/Olympus' }, RangeError],
      [{ months: 1, timeZone: 1 }, TypeError],
    ] as const) {
      expect(() => customerAcquisitionCost.with({ lag: wrong as never })).toThrow(kind);
      expect(() => customerAcquisitionCost(books, { lag: wrong as never })).toThrow(
        /^customerAcquisitionCost requires /,
      );
    }
    // Totals have read their rows: no zone is needed for them.
    expect(customerAcquisitionCost.of({}, { lag: { months: 1 } }).value).toBeNull();
  });
});

describe('customerAcquisitionCost with paidSources', () => {
  const costs = [cost(1, '90')];
  const deals = [
    won('a', 1, { source: 'ads' }),
    won('b', 2, { source: 'radio' }),
    won('c', 3, { source: 'friends' }),
    won('d', 4),
    won('e', 2, { source: 'friends' }),
    won('e', 9, { source: 'ads' }),
  ];

  test('counts the customers of the paid ones, where all of them are the blended cost', () => {
    expect(text({ costs, deals })).toEqual(['18', '90', 5]);
    expect(text({ costs, deals }, { paidSources: ['ads', 'radio'] })).toEqual(['45', '90', 2]);
    expect(text({ costs, deals }, { paidSources: [] })).toEqual([null, '90', 0]);
    const { excluded } = customerAcquisitionCost({ costs, deals }, { paidSources: ['ads', 'radio'] });
    expect(excluded).toStrictEqual({ otherSource: 3 });
  });

  test('needs no rows again: the same totals give both', () => {
    const totals = customerAcquisitionCost.totals({ costs, deals });
    expect(customerAcquisitionCost.of(totals, { paidSources: ['friends'] }).count).toBe(2);
    expect(customerAcquisitionCost.of(totals).count).toBe(5);
  });

  test('refuses what is no list of names', () => {
    for (const wrong of ['ads', [1], [null], {}])
      expect(() => customerAcquisitionCost.with({ paidSources: wrong as never })).toThrow(
        /^customerAcquisitionCost requires paidSources \(a list of names\), got /,
      );
  });
});

describe('customerAcquisitionCost row by row and in parts', () => {
  test('streams costs and deals, and equals the call', () => {
    const running = stream(customerAcquisitionCost);
    expect(running.reading().value).toBeNull();
    running.add('deals', won('a', 5));
    running.add('costs', cost(1, '30'));
    running.add('deals', won('b', 6));
    running.add('deals', won('a', 1));
    const { value, count, customersFrom } = running.reading();
    expect([value!.toFixed(), count, customersFrom]).toEqual(['15', 2, 'deals']);
  });

  test('does not guess in a stream of deals and sales: the reading throws unless customersFrom is said', () => {
    const both = stream(customerAcquisitionCost);
    const said = stream(customerAcquisitionCost.with({ customersFrom: 'sales' }));
    for (const running of [both, said]) {
      running.add('costs', cost(1, '30'));
      running.add('deals', won('a', 1));
      running.add('sales', sale('b', 2));
    }
    expect(() => both.reading()).toThrow(
      new RangeError(
        "customerAcquisitionCost requires customersFrom where customers come from several tables, got 'deals and sales'",
      ),
    );
    expect([said.reading().count, said.reading().customersFrom]).toEqual([1, 'sales']);
  });

  test('does not guess either where each customer has deals and sales', () => {
    const both = stream(customerAcquisitionCost);
    both.add('costs', cost(1, '30'));
    both.add('deals', won('a', 2));
    both.add('sales', sale('a', 1));
    // A call with both tables takes the deals.
    expect(() => both.reading()).toThrow(/customersFrom/);
  });

  test('merges totals of parts, also of costs and customers apart', () => {
    const costs = [cost(1, '30'), cost(2, '12')];
    const deals = [won('a', 30), won('b', 20), won('a', 10), won('b', 5)];
    const during = { start: 1, end: 40 };
    const whole = customerAcquisitionCost.totals({ costs, deals }, { during });
    const parts = [
      { costs, deals: [] },
      { costs: [], deals: deals.slice(0, 2) },
      { costs: [], deals: deals.slice(2) },
    ].map((part) => customerAcquisitionCost.totals(part, { during }));
    for (const list of [parts, [...parts].reverse(), JSON.parse(JSON.stringify(parts)) as typeof parts])
      expect(merge(customerAcquisitionCost, ...list)).toStrictEqual(whole);
    expect(customerAcquisitionCost.of(whole)).toStrictEqual(
      customerAcquisitionCost({ costs, deals }, { during }),
    );
    const late = parts.map((_, i) =>
      customerAcquisitionCost.totals(
        [
          { costs, deals: [] },
          { costs: [], deals: deals.slice(0, 2) },
          { costs: [], deals: deals.slice(2) },
        ][i]!,
        { during: { start: 8, end: 40 } },
      ),
    );
    expect(customerAcquisitionCost.of(merge(customerAcquisitionCost, ...late)).count).toBe(1);
  });

  test('does not merge customers of deals with customers of sales', () => {
    const merged = merge(
      customerAcquisitionCost,
      customerAcquisitionCost.totals({ costs: [cost(1, '30')], deals: [won('a', 1)] }),
      customerAcquisitionCost.totals({ costs: [], sales: [sale('b', 1)] }),
    );
    expect(() => customerAcquisitionCost.of(merged)).toThrow(RangeError);
  });

  test('names by table the rows that it counts, leaves out, or is not about', () => {
    const costs = [cost(1, '30'), cost(9, '12'), cost(2, null as never)];
    const deals = [
      won('a', 3),
      won('a', 1),
      won('b', null),
      { ...won('c', 1), status: 'open' as const },
      won('d', 8),
    ];
    const sales = [sale('a', 1)];
    const sorted = rowsOf(customerAcquisitionCost, { costs, deals, sales }, { during: period(0, 5) });
    expect(sorted.costs).toStrictEqual({
      counted: { spend: [costs[0]], fromDeals: [], fromSales: [], fromLeads: [] },
      excluded: { missingAmount: [costs[2]] },
      outside: [costs[1]],
    });
    expect(sorted.deals).toStrictEqual({
      counted: { spend: [], fromDeals: [deals[1]], fromSales: [], fromLeads: [] },
      excluded: { missingClosedAt: [deals[2]] },
      outside: [deals[0], deals[3], deals[4]],
    });
    expect(sorted.sales).toStrictEqual({
      counted: { spend: [], fromDeals: [], fromSales: [], fromLeads: [] },
      excluded: {},
      outside: sales,
    });
  });
});

test.each([
  [{ costs: [cost(1, 'ten')] }, RangeError, /^customerAcquisitionCost requires costs\[0\]\.amount to be /],
  [{ costs: [cost(1, '1'), cost(1, Number.NaN)] }, RangeError, /requires costs\[1\]\.amount to be /],
  [{ costs: [cost('2026-01-01' as never, '1')] }, TypeError, /requires costs\[0\]\.incurredAt to be /],
  [{ costs: [cost(1, '1', { currency: 5 as never })] }, TypeError, /requires costs\[0\]\.currency to be /],
  [{ costs: [null as never] }, TypeError, /requires costs\[0\] to be a row, got null$/],
  [{ deals: [won('a', '2026-01-01' as never)] }, TypeError, /requires deals\[0\]\.closedAt to be /],
  [{ deals: [won({} as never, 1)] }, TypeError, /requires deals\[0\]\.customerId to be /],
  [{ deals: [{ ...won('a', 1), status: 'Won' as never }] }, RangeError, /requires deals\[0\]\.status to be /],
])('customerAcquisitionCost throws for %o, with its row and field', (wrong, kind, message) => {
  const books = { costs: [], deals: [], ...wrong } as { costs: Cost[]; deals: Deal[] };
  expect(() => customerAcquisitionCost(books)).toThrow(kind);
  expect(() => customerAcquisitionCost(books)).toThrow(message);
});
