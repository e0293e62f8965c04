import fc from 'fast-check';
import {
  type Complaint,
  type Contract,
  compare,
  complaintRate,
  format,
  groupBy,
  type Instant,
  merge,
  period,
  quarter,
  renewalRate,
  rowsOf,
  type Sale,
  scorecard,
  stream,
  trend,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, laws, type Rows } from '../laws.js';
import { nothing } from '../nothing.js';
import {
  type Asked,
  arbitraryComplaints,
  arbitraryContracts,
  arbitraryPurchases,
  exact,
  isFlawed,
  isMissing,
  ms,
  reasons,
  refuses,
} from './arbitraryContracts.js';

type From = 'contracts' | 'sales';
interface Books {
  complaints: readonly Complaint[];
  contracts: readonly Contract[];
  sales: readonly Sale[];
}
const FROM: From[] = ['contracts', 'sales'];
const none = fc.constant([]);
const tablesOf = (from: From) =>
  fc.record({
    complaints: arbitraryComplaints,
    contracts: from === 'contracts' ? arbitraryContracts : none,
    sales: from === 'sales' ? arbitraryPurchases : none,
  }) as fc.Arbitrary<Books & Rows>;

for (const customersFrom of FROM)
  describe(`with customersFrom: '${customersFrom}'`, () =>
    laws(complaintRate.with({ customersFrom }), tablesOf(customersFrom)));
describe('where nothing is said, with contracts given', () => laws(complaintRate, tablesOf('contracts')));

/** Complaints of the period, and the set of customers that were active at any instant of it. */
function reference({ complaints, contracts, sales }: Books, { during, asOf }: Asked, from: From) {
  const { leaveOut, all } = reasons();
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const { start, end } = during ?? { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  const isIn = (at: number) => at >= start && at < end && at <= now;
  let n = 0;
  for (const { openedAt } of complaints)
    if (ms(openedAt) === null) leaveOut('missingOpenedAt');
    else if (isIn(ms(openedAt)!)) n++;
  const customers = new Set<string>();
  const come = (customerId: unknown) =>
    isMissing(customerId) ? leaveOut('missingCustomerId') : void customers.add(String(customerId));
  if (from === 'contracts')
    for (const contract of contracts) {
      const begins = ms(contract.startsAt);
      const ends = Math.min(
        ...[contract.endsAt, contract.cancelledAt].map((at) => ms(at) ?? Number.POSITIVE_INFINITY),
      );
      if (begins === null) leaveOut('missingStartsAt');
      else if (isFlawed(contract)) isIn(begins) && leaveOut('negativeDuration');
      // The first instant of the period at which it could be active.
      else if (Math.max(begins, start) < ends && isIn(Math.max(begins, start))) come(contract.customerId);
    }
  else
    for (const { soldAt, amount, customerId } of sales)
      if (ms(soldAt) === null) leaveOut('missingSoldAt');
      else if (!isIn(ms(soldAt)!)) continue;
      else if (!isMissing(amount) && exact(amount).lessThan(0)) leaveOut('refund');
      else come(customerId);
  return {
    value: customers.size === 0 ? null : n / customers.size,
    numerator: n,
    denominator: customers.size,
    count: customers.size,
    excluded: all(),
  };
}

/** Standard normal quantiles at (1 + level) ÷ 2, by scipy.stats.norm.ppf. */
const Z: Record<number, number> = {
  0.5: 0.6744897501960817,
  0.95: 1.959963984540054,
  0.999: 3.2905267314919255,
};

type ComplaintReading = ReturnType<typeof complaintRate>;
const shown = ({ value, numerator, denominator, count, excluded }: ComplaintReading) => ({
  value,
  numerator,
  denominator,
  count,
  excluded,
});
const timeZone = 'Europe/Paris';
const monthly = { every: 'month', timeZone } as const;

describe.each(FROM)("over arbitrary complaints and customers, with customersFrom: '%s'", (customersFrom) => {
  test('is what its definition says, with and without a period', () =>
    fc.assert(
      fc.property(tablesOf(customersFrom), arbitraryOptions, (books, options) => {
        const reading = complaintRate(books, { ...options, customersFrom });
        expect(shown(reading)).toStrictEqual(reference(books, options, customersFrom));
        expect(reading.customersFrom).toBe(customersFrom);
      }),
      { numRuns: 400 },
    ));

  test('has limits that solve (n − λ)² = z² λ for customers × the limit, around the value', () =>
    fc.assert(
      fc.property(tablesOf(customersFrom), arbitraryOptions, (books, options) => {
        const { level = 0.95 } = options;
        const {
          interval,
          value,
          numerator: n,
          denominator,
        } = complaintRate(books, { ...options, customersFrom });
        if (value === null) {
          expect(interval).toBeNull();
          return;
        }
        expect(interval!.level).toBe(level);
        expect(interval!.low).toBeLessThanOrEqual(value);
        expect(interval!.high).toBeGreaterThan(value);
        for (const limit of [interval!.low, interval!.high]) {
          const λ = limit * denominator;
          if (λ === 0) expect(n).toBe(0);
          else expect((n - λ) ** 2 / (Z[level]! ** 2 * λ)).toBeCloseTo(1, 8);
        }
        if (n === 0) expect(interval!.low).toBe(0);
      }),
      { numRuns: 200 },
    ));

  test('of groups is that of their rows, of months that of the bucket; a customer counts in each in which it is active', () =>
    fc.assert(
      fc.property(tablesOf(customersFrom), arbitraryOptions, (books, { during, asOf }) => {
        const kpi = complaintRate.with({ customersFrom });
        for (const [owner, reading] of groupBy(books, 'ownerId' as never, kpi, { during, asOf })) {
          const isOwn = (row: object) => ((row as Sale).ownerId ?? undefined) === owner;
          const own = {
            complaints: books.complaints.filter(isOwn),
            contracts: books.contracts.filter(isOwn),
            sales: books.sales.filter(isOwn),
          };
          expect(shown(reading)).toStrictEqual(reference(own, { during, asOf }, customersFrom));
        }
        for (const known of [asOf, 'bucketEnd'] as const)
          for (const { period, reading } of trend(books, kpi, { ...monthly, during, asOf: known })) {
            const own = { during: period, asOf: known === 'bucketEnd' ? period.end - 1 : known };
            const { excluded: _, ...expected } = reference(books, own, customersFrom);
            expect(shown(reading)).toMatchObject(expected);
          }
      }),
      { numRuns: 60 },
    ));
});

test('takes contracts where both are given, and only those; sales where these alone are, whatever is said', () =>
  fc.assert(
    fc.property(
      arbitraryComplaints,
      arbitraryContracts,
      arbitraryPurchases,
      arbitraryOptions,
      (complaints, contracts, sales, options) => {
        const books = { complaints, contracts, sales };
        expect(shown(complaintRate(books, options))).toStrictEqual(reference(books, options, 'contracts'));
        expect(shown(complaintRate({ complaints, sales }, options))).toStrictEqual(
          reference(books, options, 'sales'),
        );
        expect(complaintRate({ complaints, sales, contracts: undefined }, options)).toStrictEqual(
          complaintRate({ complaints, sales }, options),
        );
        for (const customersFrom of FROM) {
          const said = complaintRate(books, { ...options, customersFrom });
          expect(shown(said)).toStrictEqual(reference(books, options, customersFrom));
          const alone = { complaints, [customersFrom]: books[customersFrom] };
          expect(complaintRate(alone, { ...options, customersFrom })).toStrictEqual(said);
        }
      },
    ),
    { numRuns: 150 },
  ));

const day = (n: number) => Date.UTC(2026, 0, n);
const during = period(day(1), day(31));
let id = 0;
const complaint = (openedAt: Instant, customerId?: Complaint['customerId']) =>
  ({ openedAt, customerId }) satisfies Complaint;
const contract = (
  customerId: Contract['customerId'],
  from: Instant,
  to?: Instant,
  row: Partial<Contract> = {},
) => ({ id: ++id, customerId, startsAt: from, endsAt: to, ...row }) satisfies Contract;
const sale = (customerId: Sale['customerId'], soldAt: Instant, row: Partial<Sale> = {}) =>
  ({ id: ++id, customerId, soldAt, amount: '10', ...row }) satisfies Sale;
/** So many complaints of so many customers. */
const reading = (complaints: number, customers: number, level?: number) =>
  complaintRate.of(
    { complaints, fromContracts: Array.from({ length: customers }, (_, i) => String(i)) },
    { level },
  );

describe('complaintRate(tables)', () => {
  test('is complaints of the period ÷ customers with a contract active in it, with all that stands behind it', () => {
    const complaints = [complaint(day(1)), complaint(day(9), 'a'), complaint(day(31)), complaint(day(0))];
    const contracts = [
      contract('a', day(-30)),
      contract('a', day(5)),
      contract('b', day(-30), day(2)),
      contract('c', day(30)),
      contract('d', day(10), day(11)),
      contract('e', day(-30), day(1)), // over when the period begins
      contract('f', day(31)), // begins when it is over
    ];
    expect(complaintRate({ complaints, contracts }, { during })).toStrictEqual({
      value: 0.5,
      unit: 'ratio',
      better: 'lower',
      numerator: 2,
      denominator: 4,
      count: 4,
      // By scipy.optimize.brentq of (2 − λ)² − z²λ, ÷ 4.
      interval: {
        low: expect.closeTo(0.13711803456445118, 12),
        high: expect.closeTo(1.8232466706091368, 12),
        level: 0.95,
      },
      excluded: {},
      customersFrom: 'contracts',
    });
  });

  test('is complaints ÷ customers who bought in the period, by sales', () => {
    const sales = [
      sale('a', day(3)),
      sale('a', day(5)),
      sale(7, day(5)),
      sale('7', day(6)),
      sale('b', day(9), { amount: null }), // a sale of unknown amount is one
      sale('c', day(9), { amount: '0' }),
      sale('d', day(9), { amount: '-0.01' }), // a refund is none
      sale('e', day(-1)),
      sale('f', day(31)),
    ];
    const complaints = [complaint(day(2)), complaint(day(3)), complaint(day(3))];
    expect(complaintRate({ complaints, sales }, { during })).toMatchObject({
      value: 0.75,
      denominator: 4,
      customersFrom: 'sales',
      excluded: { refund: 1 },
    });
  });

  // By scipy.optimize.brentq of (n − λ)² − z²λ with z = scipy.stats.norm.ppf, ÷ customers.
  test.each([
    [0, 5, 0.95, 0, 0.7682917641387872],
    [0, 5, 0.5, 0, 0.09098728462392351],
    [1, 1, 0.95, 0.17652455493515296, 5.664934265759179],
    [7, 3, 0.95, 1.130287947072909, 4.8168649931584655],
    [7, 3, 0.5, 1.8094990621571652, 3.0088130788826923],
    [30, 12, 0.95, 1.7512575185680677, 3.568864049823111],
  ])(
    'has the score limits of a Poisson count: %i of %i at %f is %f to %f',
    (n, customers, level, low, high) => {
      const { value, interval } = reading(n, customers, level);
      expect(value).toBe(n / customers);
      expect(interval).toStrictEqual({ low: expect.closeTo(low, 12), high: expect.closeTo(high, 12), level });
    },
  );

  test('has a lower limit of exactly 0 without complaints, and an upper one all the same', () => {
    expect(Object.is(reading(0, 9).interval!.low, 0)).toBe(true);
    expect(reading(0, 9)).toMatchObject({ value: 0, numerator: 0 });
    expect(reading(0, 9).interval!.high).toBeGreaterThan(0);
  });

  test('may exceed 1', () => {
    const { value, interval } = reading(30, 12);
    expect([value, interval!.low > 1]).toEqual([2.5, true]);
    expect(format(reading(30, 12), { locale: 'en' })).toContain('250');
  });

  test('of no customers is null, however many complain', () => {
    for (const contracts of [[], [contract('a', day(50))]])
      expect(complaintRate({ complaints: [complaint(day(5))], contracts }, { during })).toStrictEqual({
        value: null,
        unit: 'ratio',
        better: 'lower',
        numerator: 1,
        denominator: 0,
        count: 0,
        interval: null,
        excluded: {},
        customersFrom: null,
      });
  });

  test('of an empty period is null', () => {
    const books = { complaints: [complaint(day(5))], contracts: [contract('a', day(-5))] };
    expect(complaintRate(books, { during: { start: day(5), end: day(5) } })).toMatchObject({
      value: null,
      numerator: 0,
    });
  });

  test('counts every complaint, whoever made it, also of a customer that was not active', () => {
    const books = {
      complaints: [complaint(day(5), 'x'), complaint(day(5), null)],
      contracts: [contract('a', day(1))],
    };
    expect(complaintRate(books, { during })).toMatchObject({ value: 2, excluded: nothing });
  });

  test('has a contract active in a period of which it has one instant', () => {
    const active = (from: Instant, to?: Instant, row: Partial<Contract> = {}) =>
      complaintRate({ complaints: [], contracts: [contract('a', from, to, row)] }, { during }).count;
    const { start, end } = during;
    expect([start, start + 1].map((to) => active(day(-30), to))).toEqual([0, 1]);
    expect([end - 1, end].map((from) => active(from))).toEqual([1, 0]);
    expect(active(day(-30), day(90), { cancelledAt: start })).toBe(0);
    expect(active(day(-30), day(90), { cancelledAt: start + 1 })).toBe(1);
    expect(active(day(5), day(5))).toBe(0);
    expect(active(day(5), day(60), { cancelledAt: day(4) })).toBe(0);
    expect(active(day(-30), day(90))).toBe(1);
  });

  test('as of an instant knows no later complaint, contract and sale', () => {
    const complaints = [complaint(day(5)), complaint(day(9))];
    const contracts = [contract('a', day(-5)), contract('b', day(5)), contract('c', day(9))];
    const sales = [sale('a', day(4)), sale('b', day(5)), sale('c', day(9))];
    const asOf = (n: number) =>
      [
        { complaints, contracts },
        { complaints, sales },
      ].map((books) => {
        const { numerator, denominator } = complaintRate(books, { during, asOf: day(n) });
        return [numerator, denominator];
      });
    expect(asOf(5)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(asOf(9)).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(asOf(0)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('counts what it leaves out, and says of each row where it went', () => {
    const complaints = [complaint(null), complaint(day(5)), complaint(day(50))];
    const contracts = [
      contract('a', null),
      contract('b', day(5), day(4)),
      contract(null as never, day(-30)),
      contract(null as never, day(-30), day(-20)),
      contract('c', day(-30)),
      contract('d', day(40)),
    ];
    const sales = [sale('a', day(1))];
    expect(complaintRate({ complaints, contracts, sales }, { during }).excluded).toStrictEqual({
      missingCustomerId: 1,
      missingOpenedAt: 1,
      missingStartsAt: 1,
      negativeDuration: 1,
    });
    const sorted = rowsOf(complaintRate, { complaints, contracts, sales }, { during });
    expect(sorted.complaints).toEqual({
      counted: { complaints: [complaints[1]], fromContracts: [], fromSales: [] },
      excluded: { missingOpenedAt: [complaints[0]] },
      outside: [complaints[2]],
    });
    expect(sorted.contracts).toEqual({
      counted: { complaints: [], fromContracts: [contracts[4]], fromSales: [] },
      excluded: {
        missingStartsAt: [contracts[0]],
        negativeDuration: [contracts[1]],
        missingCustomerId: [contracts[2]],
      },
      outside: [contracts[3], contracts[5]],
    });
    expect(sorted.sales.outside).toEqual(sales);
  });

  test('leaves out a sale without a date, without a customer and a refund', () => {
    const sales = [
      sale('a', null),
      sale(null, null),
      sale('a', null, { amount: '-5' }),
      sale(null, day(5)),
      sale(null, day(50)),
      sale(null, day(5), { amount: '-5' }),
      sale('a', day(50), { amount: '-5' }),
    ];
    expect(complaintRate({ complaints: [], sales }, { during }).excluded).toStrictEqual({
      missingCustomerId: 1,
      missingSoldAt: 3,
      refund: 1,
    });
  });
});

describe('compare(before, after)', () => {
  test('has no interval for two complaint rates, which are no shares, also where they are below 1', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.nat(40),
        fc.nat(40),
        fc.nat(40),
        fc.constantFrom(0.5, 0.95),
        (a, m, b, n, level) => {
          const comparison = compare(reading(a, m + 1, level), reading(b, n + 1, level));
          expect(comparison).toMatchObject({ interval: null, verdict: 'unclear' });
          expect(comparison.change).toBeCloseTo(b / (n + 1) - a / (m + 1), 12);
        },
      ),
    );
  });

  test("has Newcombe's for two win rates and two renewal rates of the same numbers", () => {
    const pairs = [
      [winRate.of({ won: 48, lost: 32 }), winRate.of({ won: 56, lost: 14 })],
      [renewalRate.of({ renewed: 48, due: 80 }), renewalRate.of({ renewed: 56, due: 70 })],
    ] as const;
    for (const [before, after] of pairs) {
      const { interval, verdict } = compare(before, after);
      // Newcombe 1998, table II, method 10.
      expect([interval!.low.toFixed(4), interval!.high.toFixed(4), verdict]).toEqual([
        '0.0524',
        '0.3339',
        'better',
      ]);
    }
    expect(compare(reading(48, 80), reading(56, 70)).interval).toBeNull();
  });

  test('does not compare a rate of which less is better with one of which more is', () => {
    expect(() => compare(winRate.of({ won: 1, lost: 1 }), reading(1, 2))).toThrow(TypeError);
  });
});

describe('complaintRate in a trend', () => {
  const complaints = [complaint(Date.UTC(2026, 0, 10)), complaint(Date.UTC(2026, 2, 10)), complaint(null)];
  const contracts = [
    contract('a', Date.UTC(2026, 0, 5), Date.UTC(2026, 1, 10)),
    contract('b', Date.UTC(2026, 1, 5)),
  ];
  const shown = (options: object) =>
    trend({ complaints, contracts }, complaintRate, { ...monthly, ...options }).map(
      ({ period: { name }, complete, reading }) => [name, reading.numerator, reading.denominator, complete],
    );

  test('counts a customer in every month in which it is active, with and without a period', () => {
    const months = [
      ['2026-01', 1, 1, true],
      ['2026-02', 0, 2, true],
      ['2026-03', 1, 1, true],
    ];
    expect(shown({})).toEqual(months);
    expect(shown({ during: quarter('2026-Q1', { timeZone }) })).toEqual(months);
    // In the quarter each is one customer.
    const q1 = { during: quarter('2026-Q1', { timeZone }) };
    expect(complaintRate({ complaints, contracts }, q1)).toMatchObject({ numerator: 2, denominator: 2 });
  });

  test('as of an instant goes until then, incomplete', () => {
    expect(shown({ asOf: Date.UTC(2026, 1, 3) })).toEqual([
      ['2026-01', 1, 1, true],
      ['2026-02', 0, 1, false],
    ]);
  });
});

describe('complaintRate in parts', () => {
  const complaints = [complaint(day(5)), complaint(day(6))];
  const contracts = [
    contract('a', day(1)),
    contract('a', day(2)),
    contract('b', day(3)),
    contract('c', day(3)),
    contract('d', day(3)),
  ];
  const sales = [sale('a', day(5))];

  test('merges totals, of tables apart, also through JSON, and streams', () => {
    const whole = complaintRate({ complaints, contracts }, { during });
    const totals = [
      { complaints, contracts: [] },
      { complaints: [], contracts: contracts.slice(0, 1) },
      { complaints: [], contracts: contracts.slice(1) },
    ].map((part) => complaintRate.totals(part, { during }));
    expect(totals[1]).toStrictEqual({ complaints: 0, fromContracts: ['a'], fromSales: [], excluded: {} });
    for (const list of [totals, [...totals].reverse(), JSON.parse(JSON.stringify(totals)) as typeof totals])
      expect(complaintRate.of(merge(complaintRate, ...list))).toStrictEqual(whole);
    const running = stream(complaintRate, { during });
    for (const each of complaints) running.add('complaints', each);
    for (const each of contracts) running.add('contracts', each);
    expect(running.reading()).toStrictEqual(whole);
    expect(scorecard({ complaints, contracts }, { complaintRate }, { during }).complaintRate).toStrictEqual(
      whole,
    );
    expect(whole.value).toBe(0.5);
  });

  test('does not guess in a stream of contracts and sales: the reading throws unless customersFrom is said', () => {
    const both = stream(complaintRate);
    const said = FROM.map((customersFrom) => stream(complaintRate.with({ customersFrom })));
    for (const running of [both, ...said]) {
      running.add('complaints', complaints[0]!);
      for (const each of contracts) running.add('contracts', each);
      running.add('sales', sales[0]!);
    }
    expect(() => both.reading()).toThrow(
      new RangeError(
        "complaintRate requires customersFrom where customers come from several tables, got 'contracts and sales'",
      ),
    );
    expect(
      said.map((running) => running.reading()).map(({ count, customersFrom }) => [count, customersFrom]),
    ).toEqual([
      [4, 'contracts'],
      [1, 'sales'],
    ]);
    // Of what it has gathered it still tells the totals, which a rule with the option can read.
    expect(complaintRate.of(both.totals(), { customersFrom: 'sales' }).value).toBe(1);
  });

  test('does not merge customers of contracts with customers of sales', () => {
    const merged = merge(
      complaintRate,
      complaintRate.totals({ complaints, contracts }),
      complaintRate.totals({ complaints: [], sales }),
    );
    expect(() => complaintRate.of(merged)).toThrow(RangeError);
    expect(complaintRate.of(merged, { customersFrom: 'contracts' }).value).toBe(0.5);
  });

  test('reads totals that someone has', () => {
    expect(complaintRate.of({ complaints: 3, fromSales: ['a', 'b'] })).toMatchObject({
      value: 1.5,
      customersFrom: 'sales',
    });
    expect(complaintRate.of({ complaints: 3 }).value).toBeNull();
    expect(complaintRate.of({})).toMatchObject({ value: null, customersFrom: null });
  });
});

describe('complaintRate refuses', () => {
  const complaints = [complaint(day(5))];
  const contracts = [contract('a', day(1))];
  const neither = 'complaintRate requires rows of contracts or sales, got undefined';
  refuses([
    [() => complaintRate({ complaints }), TypeError, neither],
    [() => complaintRate({ complaints: [] }), TypeError, neither],
    [() => groupBy({ complaints }, 'customerId', complaintRate), TypeError, neither],
    [() => trend({ complaints }, complaintRate, monthly), TypeError, neither],
    [() => scorecard({ complaints }, { complaintRate }), TypeError, neither],
    [
      () => complaintRate({ complaints, contracts }, { customersFrom: 'sales' }),
      TypeError,
      'complaintRate requires rows of sales, got undefined',
    ],
    [
      () => complaintRate({ complaints, sales: [] }, { customersFrom: 'contracts' }),
      TypeError,
      'complaintRate requires rows of contracts, got undefined',
    ],
    [
      () => complaintRate.with({ customersFrom: 'deals' as never }),
      RangeError,
      "complaintRate requires customersFrom to be 'contracts' or 'sales', got 'deals'",
    ],
    [
      () => complaintRate({ contracts } as never),
      TypeError,
      'complaintRate requires rows of complaints, got an object with contracts',
    ],
    [
      () => complaintRate(complaints as never),
      TypeError,
      /^complaintRate requires an object with complaints/,
    ],
    [
      () => complaintRate({ complaints: [...complaints, complaint('2026-01-05' as never)], contracts }),
      TypeError,
      "complaintRate requires complaints[1].openedAt to be a Date or epoch milliseconds, got '2026-01-05'",
    ],
    [
      () => complaintRate({ complaints, contracts: [contract('a', '2026-01-05' as never)] }),
      TypeError,
      "complaintRate requires contracts[0].startsAt to be a Date or epoch milliseconds, got '2026-01-05'",
    ],
    [
      () => complaintRate({ complaints, sales: [sale('a', day(1), { amount: 'ten' })] }),
      RangeError,
      "complaintRate requires sales[0].amount to be an amount in plain decimal text, got 'ten'",
    ],
    [
      () => complaintRate({ complaints, sales: [sale({} as never, day(1))] }),
      TypeError,
      /^complaintRate requires sales\[0\]\.customerId to be an id, got /,
    ],
    [
      () => complaintRate({ complaints, contracts }, { from: 'contracts' } as never),
      TypeError,
      "complaintRate requires options among customersFrom, during, asOf, level, got 'from'",
    ],
  ]);
});
