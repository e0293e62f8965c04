// KPIs of one's own with every kind of total, over two tables of which one may be absent.
import fc from 'fast-check';
import {
  count,
  type Deal,
  distinct,
  type Earliest,
  earliest,
  groupBy,
  type Id,
  type Kind,
  kpi,
  type Latest,
  type Lead,
  latest,
  merge,
  month,
  perKey,
  type Sale,
  scorecard,
  stream,
  time,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { compareIds } from '../../src/totals/compareIds.js';
import { arbitraryDeals, arbitraryLeads, arbitrarySales, laws, type Rows } from '../laws.js';

const timeZone = 'Europe/Paris';
const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, n);
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** How many reps and sources were seen at work: each once, whatever table it is in. */
const atWork = kpi({
  name: 'atWork',
  unit: 'count',
  better: 'higher',
  accumulates: true,
  optional: ['deals'],
  totals: { owners: distinct, rows: 0 },
  marks: {
    leads: (each, at, { leaveOut }) =>
      each(({ createdAt, ownerId }) => {
        if (ownerId === null || ownerId === undefined) return leaveOut(createdAt, 'missingOwnerId');
        const totals = at(createdAt);
        totals.owners.add(ownerId);
        totals.rows++;
      }),
    deals: (each, at) =>
      each(({ closedAt, status, ownerId }) => {
        if (status !== 'open' && ownerId !== null && ownerId !== undefined) at(closedAt).owners.add(ownerId);
      }),
  },
  of: ({ owners }) => count(owners.length),
});

/** New customers, by whichever came first: a won deal or a sale. */
const newCustomers = kpi({
  name: 'newCustomers',
  unit: 'count',
  better: 'higher',
  accumulates: true,
  optional: ['sales'],
  totals: { first: earliest as Earliest<'deal' | 'sale'> },
  marks: {
    deals: (each, at, { leaveOut }) =>
      each(({ id, status, closedAt, customerId }) => {
        if (status !== 'won') return;
        if (customerId === null || customerId === undefined) return leaveOut(closedAt, 'missingCustomerId');
        at(closedAt).first.add(customerId, time(closedAt), `deal ${id}`, 'deal');
      }),
    sales: (each, at) =>
      each(({ id, soldAt, customerId }) => {
        const totals = at(soldAt);
        if (customerId !== null && customerId !== undefined)
          totals.first.add(customerId, time(soldAt), `sale ${id}`, 'sale');
      }),
  },
  of: ({ first }) => count(first.filter(({ outside }) => !outside).length),
});

/** The facts of those customers, each with its row. */
function home(tables: Rows, { asOf }: { asOf?: unknown }, key: string) {
  const now = asOf === null || asOf === undefined ? Number.POSITIVE_INFINITY : Number(asOf);
  const own = (row: object) => (row as Record<string, unknown>)[key] ?? undefined;
  const facts: { row: object; customer: string; at: number; id: string }[] = [];
  const add = (row: object, customer: Id | null | undefined, at: unknown, id: string) => {
    if (customer !== null && customer !== undefined && at !== null && at !== undefined && Number(at) <= now)
      facts.push({ row, customer: String(customer), at: Number(at), id });
  };
  const deals = (tables.deals as readonly Deal[]).filter(
    ({ createdAt }) => !createdAt || Number(createdAt) <= now,
  );
  for (const row of deals) if (row.status === 'won') add(row, row.customerId, row.closedAt, `deal ${row.id}`);
  for (const row of tables.sales as readonly Sale[]) add(row, row.customerId, row.soldAt, `sale ${row.id}`);
  // Of two that nothing tells apart, the one whose key comes first as text, whatever the order of rows.
  const group = ({ row }: { row: object }) => `${String(own(row))} ${typeof own(row)}`;
  facts.sort(
    (a, b) =>
      a.at - b.at || compareIds(a.id, b.id) || (group(a) < group(b) ? -1 : group(a) > group(b) ? 1 : 0),
  );
  const homes = new Map<object, unknown>();
  for (const { row, customer } of facts)
    homes.set(row, own(facts.find((fact) => fact.customer === customer)!.row));
  return (row: object) => (homes.has(row) ? homes.get(row) : own(row));
}

const customers = ['a', 'b', 7, '7', null, undefined, '__proto__'] as const;
laws(atWork, fc.record({ leads: arbitraryLeads, deals: arbitraryDeals }), { key: 'source' });
laws(
  newCustomers,
  fc.record({
    deals: arbitraryDeals.map((deals) =>
      deals.map((deal, i): Deal => ({ ...deal, customerId: customers[i % customers.length]! })),
    ),
    sales: arbitrarySales,
  }),
  { home },
);

const lead = (id: Id, createdAt: number, row: Partial<Lead> = {}): Lead => ({ id, createdAt, ...row });
const won = (id: Id, closedAt: number, row: Partial<Deal> = {}): Deal => ({
  id,
  createdAt: 0,
  closedAt,
  status: 'won',
  ...row,
});
const sale = (id: Id, soldAt: number, row: Partial<Sale> = {}): Sale => ({ id, soldAt, ...row });

describe('distinct', () => {
  const leads = [
    lead(1, day(5), { ownerId: 7 }),
    lead(2, day(6), { ownerId: '7' }),
    lead(3, day(40), { ownerId: 7 }),
  ];
  const deals = [won(1, day(7), { ownerId: 7 }), won(2, day(8), { ownerId: 'rep-9' })];

  test('counts who is in two tables, or in two parts, once', () => {
    expect(atWork({ leads, deals }).value).toBe(2);
    expect(atWork({ leads }).value).toBe(1);
    const parts = [
      atWork.totals({ leads: leads.slice(0, 1), deals: deals.slice(0, 1) }),
      atWork.totals({ leads: leads.slice(1), deals: deals.slice(1) }),
    ];
    expect(atWork.of(merge(atWork, ...throughJson(parts)))).toStrictEqual(atWork({ leads, deals }));
    expect(parts[0]).toEqual({ owners: ['7'], rows: 1, excluded: {} });
  });

  test('counts in each month who was seen then: months do not add up, their totals do', () => {
    const points = trend({ leads, deals }, atWork, { every: 'month', timeZone });
    expect(points.map(({ reading }) => reading.value)).toEqual([2, 1]);
  });
});

describe('earliest', () => {
  const deals = [
    won(1, day(5), { customerId: 'a', ownerId: 'rep-1' }),
    won(2, day(50), { customerId: 'b', ownerId: 'rep-1' }),
  ];
  const sales = [
    sale(1, day(40), { customerId: 'a', ownerId: 'rep-2' }),
    sale(2, day(45), { customerId: 'b', ownerId: 'rep-2' }),
    sale(3, day(45), { customerId: 'c', ownerId: 'rep-2' }),
  ];

  test('knows across tables who is new, whichever table is absent', () => {
    const of = (name: string, tables: Parameters<typeof newCustomers>[0]) =>
      newCustomers(tables, { during: month(name, { timeZone }) }).value;
    expect([of('2026-01', { deals, sales }), of('2026-02', { deals, sales })]).toEqual([1, 2]);
    expect([of('2026-01', { deals }), of('2026-02', { deals })]).toEqual([1, 1]);
    expect([of('2026-01', { deals: [], sales }), of('2026-02', { deals: [], sales })]).toEqual([0, 3]);
  });

  test('takes a customer in the month, and in the group, of the first fact in any table', () => {
    const points = trend({ deals, sales }, newCustomers, { every: 'month', timeZone });
    expect(points.map(({ reading }) => reading.value)).toEqual([1, 2]);
    const groups = groupBy({ deals, sales }, 'ownerId', newCustomers);
    expect([...groups].map(([key, { value }]) => [key, value])).toEqual([
      ['rep-1', 1],
      ['rep-2', 2],
    ]);
    const byEach = groupBy(
      { deals, sales },
      { deals: 'ownerId', sales: (row) => row.customerId },
      newCustomers,
    );
    expect([...byEach].map(([key, { value }]) => [key, value])).toEqual([
      ['rep-1', 1],
      ['a', 0],
      ['b', 1],
      ['c', 1],
    ]);
  });

  test('needs the key of a table only where the table is there', () => {
    const groups = groupBy({ deals }, { deals: 'ownerId' }, newCustomers);
    expect([...groups].map(([key, { value }]) => [key, value])).toEqual([['rep-1', 2]]);
  });

  test('by key has each customer once in all months and keys together', () => {
    const keys = ['__proto__', 'constructor', null] as const;
    const rows = [...keys, ...keys].map((ownerId, i) =>
      sale(i, day(5 + 30 * i), { customerId: `c${i % 2}`, ownerId }),
    );
    const lists = trend({ deals: [], sales: rows }, newCustomers, {
      every: 'month',
      timeZone,
      by: 'ownerId',
    });
    expect([...lists].map(([key, points]) => [key, points.map(({ reading }) => reading.value)])).toEqual([
      ['__proto__', [1, 0, 0, 0, 0, 0]],
      ['constructor', [0, 1, 0, 0, 0, 0]],
      [undefined, [0, 0, 0, 0, 0, 0]],
    ]);
  });
});

test('a missing date is counted by its own name, also where the mark looks at it first', () => {
  const dated = kpi({
    name: 'dated',
    unit: 'count',
    better: 'higher',
    totals: { n: 0 },
    marks: {
      sales: (each, at) =>
        each(({ soldAt, customerId }) => {
          if (soldAt === null || soldAt === undefined) at(soldAt);
          else if (customerId !== null && customerId !== undefined) at(soldAt).n++;
        }),
    },
    of: ({ n }) => count(n),
  });
  expect(dated([{ id: 1, soldAt: null, customerId: 'a' }]).excluded).toEqual({ missingSoldAt: 1 });
  expect(dated([{ id: 1, soldAt: null }]).excluded).toEqual({ missingSoldAt: 1 });
});

describe('latest', () => {
  /** Customers whose last purchase, as far as is known, lies in the period: they have not come back. */
  const lastSeen = kpi({
    name: 'lastSeen',
    unit: 'count',
    better: 'lower',
    totals: { last: latest as Latest<number> },
    marks: {
      sales: (each, at) =>
        each(({ id, soldAt, customerId, amount }) =>
          at(soldAt).last.add(customerId!, Number(soldAt), id, Number(amount)),
        ),
    },
    of: ({ last }) => count(last.filter(({ outside }) => !outside).length),
  });
  const sales = [
    sale(1, day(5), { customerId: 'a', amount: 1 }),
    sale(2, day(6), { customerId: 'b', amount: 2 }),
    sale(3, day(40), { customerId: 'a', amount: 3 }),
    sale('10', day(70), { customerId: 'c', amount: 4 }),
    sale('9', day(70), { customerId: 'c', amount: 5 }),
  ];

  test('knows who came back after the period, as far as is known', () => {
    const during = month('2026-01', { timeZone });
    expect(lastSeen(sales, { during }).value).toBe(1);
    expect(lastSeen(sales, { during, asOf: day(39) }).value).toBe(2);
    const months = (asOf?: 'bucketEnd') =>
      trend(sales, lastSeen, { every: 'month', timeZone, asOf }).map(({ reading }) => reading.value);
    expect([months(), months('bucketEnd')]).toEqual([
      [1, 1, 1],
      [2, 1, 1],
    ]);
  });

  test('merges from parts, with ties in the order of their ids', () => {
    const parts = sales.map((each) => lastSeen.totals([each]));
    const totals = merge(lastSeen, ...parts.reverse());
    expect(totals).toStrictEqual(lastSeen.totals(sales));
    expect(totals.last.map(({ key, facts }) => [key, facts.map(({ id }) => id)])).toEqual([
      ['a', ['3']],
      ['b', ['2']],
      ['c', ['9', '10']],
    ]);
  });
});

describe('perKey', () => {
  /** Customers who spent 100 or more, ever: money by customer, from outside the period, too. */
  const bigCustomers = kpi({
    name: 'bigCustomers',
    unit: 'count',
    better: 'higher',
    totals: { spent: perKey },
    marks: {
      sales: (each, at) =>
        each(({ soldAt, customerId, amount, currency }) =>
          at(soldAt).spent.add(customerId!, amount!, currency),
        ),
    },
    of: ({ spent }) => count(spent.filter(({ sum }) => Number(sum) >= 100).length),
  });
  const sales = [
    sale(1, day(5), { customerId: 'a', amount: '60' }),
    sale(2, day(40), { customerId: 'a', amount: '40' }),
    sale(3, day(41), { customerId: 7, amount: '99.99' }),
    sale(4, day(70), { customerId: '7', amount: '0.01' }),
  ];

  test('knows what was spent before, up to what is known', () => {
    expect(bigCustomers(sales, { during: month('2026-02', { timeZone }), asOf: day(50) }).value).toBe(1);
    expect([day(39), day(40), day(70)].map((asOf) => bigCustomers(sales, { asOf }).value)).toEqual([0, 1, 2]);
  });

  test('merges from parts and from groups to the exact money of each customer', () => {
    const parts = throughJson(sales.map((each) => bigCustomers.totals([each])));
    expect(merge(bigCustomers, ...parts)).toStrictEqual(bigCustomers.totals(sales));
    expect(bigCustomers.totals(sales).spent[0]).toEqual({
      key: '7',
      currency: null,
      sum: '100',
      squares: '9998.0002',
      count: 2,
    });
  });

  test('has in each bucket of a trend the reading of that bucket', () => {
    for (const asOf of [undefined, 'bucketEnd'] as const)
      for (const { period, reading } of trend(sales, bigCustomers, { every: 'month', timeZone, asOf })) {
        const known = asOf === undefined ? {} : { asOf: period.end - 1 };
        expect(reading).toStrictEqual(bigCustomers(sales, { during: period, ...known }));
      }
  });
});

describe('scorecard of KPIs of different tables', () => {
  test('opens each table once and visits each row once for each KPI', () => {
    const opened: string[] = [];
    let yielded = 0;
    const once = <T>(name: string, rows: readonly T[]): Iterable<T> => ({
      *[Symbol.iterator]() {
        opened.push(name);
        for (const row of rows) {
          yielded++;
          yield row;
        }
      },
    });
    const leads = Array.from({ length: 1500 }, (_, i) => lead(i, day(1) + i, { ownerId: i % 3 }));
    const deals = Array.from({ length: 1100 }, (_, i) =>
      won(i, day(2) + i, { ownerId: 5, customerId: i % 10 }),
    );
    const sales = Array.from({ length: 1030 }, (_, i) => sale(i, day(1) + i, { customerId: i % 20 }));
    const options = { during: month('2026-01', { timeZone }), asOf: day(3) };
    const card = scorecard(
      { leads: once('leads', leads), deals: once('deals', deals), sales: once('sales', sales) },
      { atWork, newCustomers },
      options,
    );
    expect([opened.sort(), yielded]).toEqual([['deals', 'leads', 'sales'], 3630]);
    expect(card).toStrictEqual({
      atWork: atWork({ leads, deals }, options),
      newCustomers: newCustomers({ deals, sales }, options),
    });
    expect([card.atWork.value, card.newCustomers.value]).toEqual([4, 20]);
  });

  test('does without a table that all its KPIs may miss, not without one that some need', () => {
    const card = scorecard({ leads: [lead(1, 0, { ownerId: 1 })], deals: [] }, { atWork, newCustomers });
    expect([card.atWork.value, card.newCustomers.value]).toEqual([1, 0]);
    expect(() => scorecard({ leads: [] } as never, { atWork, newCustomers })).toThrow(
      new TypeError('scorecard requires rows of deals, got an object with leads'),
    );
    const groups = groupBy({ leads: [lead(1, DAY, { source: 'web' })], deals: [] }, 'source', {
      atWork,
      newCustomers,
    });
    expect(groups.get('web')!.newCustomers.value).toBe(0);
  });
});

test("a kind of total of one's own may be any JSON, a number or null, too", () => {
  const longest: Kind<number | null, { add(value: number): void; toJSON(): number | null }> = {
    zero: null,
    open: (json = null) => {
      let most = json;
      return { add: (value) => void (most = Math.max(value, most ?? value)), toJSON: () => most };
    },
    merge: (a, b) => (a === null || b === null ? (a ?? b) : Math.max(a, b)),
  };
  const longestName = kpi({
    name: 'longestName',
    unit: 'count',
    better: 'higher',
    totals: { longest },
    marks: {
      leads: (each, at) => each(({ createdAt, source }) => at(createdAt).longest.add(source!.length)),
    },
    of: (totals) => count(totals.longest ?? 0),
  });
  const leads = ['web', 'trade fair', 'mail'].map((source, i) => lead(i, day(1), { source }));
  const parts = leads.map((each) => longestName.totals([each]));
  expect(longestName(leads).value).toBe(10);
  expect(longestName.of({ longest: 4 }).value).toBe(4);
  expect(longestName.of(merge(longestName, ...throughJson(parts))).value).toBe(10);
  const running = stream(longestName, { from: parts[1] });
  running.add(leads[0]!);
  expect(running.reading().value).toBe(10);
});
