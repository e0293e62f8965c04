import fc from 'fast-check';
import {
  type Contract,
  compare,
  groupBy,
  type Instant,
  merge,
  month,
  period,
  quarter,
  rate,
  retentionRate,
  rowsOf,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { laws } from '../laws.js';
import { nothing } from '../nothing.js';
import {
  type Asked,
  arbitraryContracts,
  contractTables,
  instantsOf,
  isActive,
  isFlawed,
  isMissing,
  ms,
  reasons,
  refuses,
  withEdges,
} from './arbitraryContracts.js';

laws(retentionRate, contractTables);
laws(retentionRate.with({ unit: 'contracts' }), contractTables);

/** Two sets of ids, at two instants. */
function reference(contracts: readonly Contract[], asked: Asked, unit: 'customers' | 'contracts') {
  const { leaveOut, all } = reasons();
  const instants = instantsOf(asked);
  const [start, end] = [new Set<string>(), new Set<string>()];
  for (const contract of contracts) {
    const id = unit === 'customers' ? contract.customerId : contract.id;
    if (ms(contract.startsAt) === null) leaveOut('missingStartsAt');
    else if (instants === null) continue;
    else if (isFlawed(contract)) {
      if (ms(contract.startsAt)! <= instants.end) leaveOut('negativeDuration');
    } else {
      const [then, now] = [isActive(contract, instants.start), isActive(contract, instants.end)];
      if (!then && !now) continue;
      if (isMissing(id)) leaveOut('missingCustomerId');
      else {
        if (then) start.add(String(id));
        if (now) end.add(String(id));
      }
    }
  }
  return {
    numerator: [...start].filter((id) => end.has(id)).length,
    denominator: start.size,
    excluded: all(),
  };
}

describe.each(['customers', 'contracts'] as const)("over arbitrary contracts, with unit: '%s'", (unit) => {
  test('is what its definition says, with the interval of rate', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, asked]) => {
        const { numerator, denominator, excluded } = reference(contracts, asked, unit);
        expect(retentionRate(contracts, { ...asked, unit })).toStrictEqual({
          ...rate(numerator, denominator, asked.level ?? 0.95),
          excluded,
        });
      }),
      { numRuns: 400 },
    ));

  test('of groups is that of their rows, and of a trend that of each bucket with its own two instants', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, { during, asOf }]) => {
        const kpi = retentionRate.with({ unit });
        const groups = groupBy(contracts, 'ownerId', kpi, { during, asOf });
        expect(new Set(groups.keys())).toEqual(new Set(contracts.map(({ ownerId }) => ownerId ?? undefined)));
        for (const [owner, { numerator, denominator }] of groups) {
          const own = contracts.filter(({ ownerId }) => (ownerId ?? undefined) === owner);
          expect({ numerator, denominator }).toEqual(parts(reference(own, { during, asOf }, unit)));
        }
        for (const known of [asOf, 'bucketEnd'] as const)
          for (const { period, reading } of trend(contracts, kpi, { ...monthly, during, asOf: known }))
            expect(parts(reading)).toEqual(
              parts(
                reference(
                  contracts,
                  { during: period, asOf: known === 'bucketEnd' ? period.end - 1 : known },
                  unit,
                ),
              ),
            );
      }),
      { numRuns: 100 },
    ));

  test('takes rows whose changes come after asOf as they are known by then', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, asked]) => {
        const now = ms(asked.asOf) ?? asked.during.end;
        const later = (instant: Instant) => ms(instant) !== null && ms(instant)! > now;
        const then = contracts
          .filter(({ startsAt }) => !later(startsAt))
          .map((each) => (later(each.cancelledAt) ? { ...each, cancelledAt: null } : each));
        const known = { ...asked, unit, asOf: now };
        expect(retentionRate(then, known)).toStrictEqual(retentionRate(contracts, known));
      }),
      { numRuns: 200 },
    ));
});

const parts = ({ numerator, denominator }: { numerator: number; denominator: number }) => ({
  numerator,
  denominator,
});
const timeZone = 'Europe/Paris';
const monthly = { every: 'month', timeZone } as const;

const day = (n: number) => Date.UTC(2026, 0, n);
const during = period(day(1), day(31));
let id = 0;
const contract = (
  customerId: Contract['customerId'],
  from: Instant,
  to?: Instant,
  row: Partial<Contract> = {},
) => ({ id: ++id, customerId, startsAt: from, endsAt: to, ...row }) satisfies Contract;
/** How many of how many. */
const of = (contracts: readonly Contract[], options: Parameters<typeof retentionRate>[1] = { during }) => {
  const { numerator, denominator } = retentionRate(contracts, options);
  return [numerator, denominator];
};

describe('retentionRate(contracts)', () => {
  test('is customers of the start who are there at the end ÷ customers of the start, with all that stands behind it', () => {
    const contracts = [
      contract('a', day(-30)),
      contract('b', day(-30), day(15)),
      contract('c', day(-30), day(60)),
      contract('d', day(-30), null, { cancelledAt: day(20) }),
      contract('e', day(20)),
    ];
    expect(retentionRate(contracts, { during })).toStrictEqual({
      value: 0.5,
      unit: 'ratio',
      better: 'higher',
      numerator: 2,
      denominator: 4,
      count: 4,
      // 2 of 4 by scipy.stats.binomtest(2, 4).proportion_ci(method='wilson')
      interval: { low: expect.closeTo(0.150038985, 8), high: expect.closeTo(0.849961015, 8), level: 0.95 },
      excluded: {},
    });
    expect(retentionRate(contracts, { during, level: 0.8 }).interval).toStrictEqual(rate(2, 4, 0.8).interval);
  });

  test('is not (E − N) ÷ S: one who leaves and comes back within the period was kept, and one who joined and left is in no number', () => {
    const contracts = [
      ...['a', 'b', 'c', 'd'].map((customer) => contract(customer, day(-30))),
      contract('e', day(-30), day(10)), // leaves
      contract('f', day(-30), day(10)), // leaves, and comes back with a contract that began in the period
      contract('f', day(20)),
    ];
    // E = 5 customers at the end, N = 1 contract that began: (5 − 1) ÷ 6 says 4 of 6.
    expect(of(contracts)).toEqual([5, 6]);
    const more = [...contracts, contract('g', day(5), day(25)), contract('h', day(5))];
    // E = 6, N = 3: (6 − 3) ÷ 6 says 3 of 6.
    expect(of(more)).toEqual([5, 6]);
  });

  test('counts overlapping contracts of a customer once, and 7 and "7" as one customer', () => {
    const contracts = [
      contract(7, day(-30), day(10)),
      contract('7', day(-20), day(60)),
      contract(7, day(-10)),
      contract('007', day(-30), day(10)),
    ];
    expect(of(contracts)).toEqual([1, 2]);
  });

  test('sees no gap where a contract takes over at the instant at which another ends', () => {
    for (const edge of [during.start, day(15), during.end])
      expect(of([contract('a', day(-30), edge), contract('a', edge, day(60))])).toEqual([1, 1]);
    expect(of([contract('a', day(-30), during.end - 1), contract('a', during.end, day(60))])).toEqual([1, 1]);
    expect(of([contract('a', day(-30), during.end), contract('a', during.end + 1)])).toEqual([0, 1]);
    expect(of([contract('a', day(-30), during.start), contract('a', during.start + 1)])).toEqual([0, 0]);
  });

  test('has a contract active from the very start until just before the very end', () => {
    const { start, end } = during;
    expect([start - 1, start, start + 1].map((from) => of([contract('a', from)]))).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    expect([start, start + 1, end, end + 1].map((to) => of([contract('a', day(-30), to)]))).toEqual([
      [0, 0],
      [0, 1],
      [0, 1],
      [1, 1],
    ]);
    // Whoever goes and is back at the very end was kept.
    expect(of([contract('a', day(-30), day(9)), contract('a', end)])).toEqual([1, 1]);
    expect(of([contract('a', day(-30), day(9)), contract('a', end + 1)])).toEqual([0, 1]);
  });

  test('takes the earlier of endsAt and cancelledAt', () => {
    const cancelled = (cancelledAt: Instant, endsAt?: Instant) =>
      of([contract('a', day(-30), endsAt, { cancelledAt })]);
    expect(cancelled(day(20), day(60))).toEqual([0, 1]);
    expect(cancelled(day(60), day(20))).toEqual([0, 1]);
    expect(cancelled(new Date(day(20)))).toEqual([0, 1]);
    expect(cancelled(day(60))).toEqual([1, 1]);
    expect(cancelled(during.end)).toEqual([0, 1]);
    expect(cancelled(during.end + 1)).toEqual([1, 1]);
    expect(cancelled(during.start)).toEqual([0, 0]);
  });

  test('takes a contract cancelled before its start, or of no length, for one that never was', () => {
    const contracts = [
      contract('a', day(-10), day(60), { cancelledAt: day(-20) }),
      contract('b', day(-10), day(-10)),
      contract('c', during.start, during.start),
    ];
    expect(retentionRate(contracts, { during })).toMatchObject({ value: null, count: 0, excluded: nothing });
  });

  test('has 1970 for a date like any other', () => {
    expect(of([contract('a', 0)], { during: { start: 0, end: 1 } })).toEqual([1, 1]);
    expect(of([contract('a', -5, 0)], { during: { start: -1, end: 1 } })).toEqual([0, 1]);
    expect(of([contract('a', -5, null, { cancelledAt: 0 })], { during: { start: -1, end: 0 } })).toEqual([
      0, 1,
    ]);
  });

  test('compares with asOf where that comes before the end', () => {
    const contracts = [
      contract('a', day(-30), day(20)),
      contract('b', day(-30), day(10)),
      contract('c', day(-30), day(60), { cancelledAt: day(25) }),
    ];
    const asOf = (n: number) => of(contracts, { during, asOf: day(n) });
    expect(asOf(-1)).toEqual([0, 0]);
    expect(asOf(1)).toEqual([3, 3]);
    expect(asOf(9)).toEqual([3, 3]);
    expect(asOf(10)).toEqual([2, 3]); // inclusive
    expect(asOf(22)).toEqual([1, 3]);
    expect(asOf(30)).toEqual([0, 3]);
    expect(asOf(90)).toEqual([0, 3]);
    expect(of(contracts, { during, asOf: new Date(day(10)) })).toEqual([2, 3]);
  });

  test('as of an instant before the period is null, since nobody knows its start yet', () => {
    const reading = retentionRate([contract('a', day(-30)), contract(null as never, day(-30))], {
      during,
      asOf: during.start - 1,
    });
    expect(reading).toMatchObject({ value: null, interval: null, excluded: nothing });
  });

  test('of an empty period is null', () => {
    expect(
      retentionRate([contract('a', day(-30))], { during: { start: day(5), end: day(5) } }).value,
    ).toBeNull();
  });

  test('of customers who only came is null, with nobody to keep', () => {
    expect(retentionRate([contract('a', day(5))], { during })).toMatchObject({
      value: null,
      count: 0,
      numerator: 0,
      interval: null,
    });
  });

  test('has limits of exactly 0 and 1 where nobody stayed, and everybody', () => {
    expect(retentionRate([contract('a', day(-3), day(3))], { during }).interval!.low).toBe(0);
    expect(retentionRate([contract('a', day(-3))], { during }).interval!.high).toBe(1);
  });

  test('counts what it leaves out, of contracts that the period is about', () => {
    const contracts = [
      contract('a', null),
      contract('a', undefined as never, day(-90)),
      contract(null as never, day(-30)),
      contract(undefined as never, day(-30), day(5)),
      contract(null as never, day(5), day(9)), // at neither instant
      contract(null as never, day(40)), // later
      contract('b', day(3), day(2)),
      contract('b', day(50), day(40)), // later
      contract(null as never, day(3), day(2)), // one reason each
    ];
    expect(retentionRate(contracts, { during }).excluded).toStrictEqual({
      missingCustomerId: 2,
      missingStartsAt: 2,
      negativeDuration: 2,
    });
    const { counted, excluded, outside } = rowsOf(retentionRate, contracts, { during });
    expect(counted).toEqual({ start: [], end: [] });
    expect(excluded).toEqual({
      missingStartsAt: contracts.slice(0, 2),
      missingCustomerId: contracts.slice(2, 4),
      negativeDuration: [contracts[6], contracts[8]],
    });
    expect(outside).toEqual([contracts[4], contracts[5], contracts[7]]);
  });
});

describe("retentionRate with unit: 'contracts'", () => {
  const unit = 'contracts';
  test('counts contracts by their id, however many a customer has', () => {
    const contracts = [
      contract('a', day(-30)),
      contract('a', day(-30), day(9)),
      contract('b', day(-30), day(9)),
      contract('b', day(9)), // another contract: the first was not kept
      contract(null as never, day(-30)), // no customer is needed
    ];
    expect(of(contracts, { during, unit })).toEqual([2, 4]);
    expect(of(contracts)).toEqual([2, 2]);
    expect(retentionRate(contracts, { during, unit }).excluded).toStrictEqual({});
    expect(of(contracts, { during, unit: undefined })).toEqual([2, 2]);
    expect(of(contracts, { during, unit: 'customers' })).toEqual([2, 2]);
  });

  test('takes rows of one id for one contract', () => {
    const rows = [contract('a', day(-30), day(9), { id: 7 }), contract('a', day(9), day(99), { id: '7' })];
    expect(of(rows, { during, unit })).toEqual([1, 1]);
  });
});

describe('retentionRate in a trend', () => {
  const contracts = [
    contract('a', Date.UTC(2025, 11, 1), Date.UTC(2026, 1, 10)),
    contract('b', Date.UTC(2025, 11, 1), Date.UTC(2026, 2, 10)),
    contract('c', Date.UTC(2026, 0, 20)),
    contract('d', Date.UTC(2026, 1, 5), Date.UTC(2026, 1, 20)), // came and went
  ];
  const q1 = quarter('2026-Q1', { timeZone });
  const shown = (options: object) =>
    trend(contracts, retentionRate, { ...monthly, during: q1, ...options }).map(
      ({ period: { name }, complete, reading }) => [name, reading.numerator, reading.denominator, complete],
    );

  test('reads each month between its own two instants; three of them make no quarter', () => {
    expect(shown({})).toEqual([
      ['2026-01', 2, 2, true],
      ['2026-02', 2, 3, true],
      ['2026-03', 1, 2, true],
    ]);
    expect(of(contracts, { during: q1 })).toEqual([0, 2]);
  });

  test('reads the month of asOf until then, incomplete, and later ones as not known', () => {
    expect(shown({ asOf: Date.UTC(2026, 1, 9) })).toEqual([
      ['2026-01', 2, 2, true],
      ['2026-02', 3, 3, false],
      ['2026-03', 0, 0, false],
    ]);
  });

  test('reads months that the period cuts from its edges, incomplete', () => {
    const cut = { during: period(Date.UTC(2026, 0, 25), Date.UTC(2026, 1, 15)) };
    expect(shown(cut)).toEqual([
      ['2026-01', 3, 3, false],
      ['2026-02', 2, 3, false],
    ]);
  });

  test("with asOf: 'bucketEnd' reads each month until its last millisecond", () => {
    const edge = month('2026-01', { timeZone }).end;
    const last = [contract('a', day(-9), edge), contract('b', day(-9), edge - 1)];
    const january = { ...monthly, during: month('2026-01', { timeZone }) };
    const at = (asOf?: 'bucketEnd') => trend(last, retentionRate, { ...january, asOf })[0]!.reading.numerator;
    expect([at(), at('bucketEnd')]).toEqual([0, 1]);
  });

  test('by owner has all months for each of them', () => {
    const rows = [
      contract('a', day(-40), day(10), { ownerId: 'x' }),
      contract('a', day(10), null, { ownerId: 'y' }),
    ];
    const lists = trend(rows, retentionRate, { ...monthly, during: q1, by: 'ownerId' });
    const values = [...lists].map(([owner, points]) => [owner, points.map(({ reading }) => reading.value)]);
    expect(values).toEqual([
      ['x', [0, null, null]],
      ['y', [null, 1, 1]],
    ]);
    // In the whole the customer was kept: the owners' sets of ids add up, not their rates.
    expect(
      trend(rows, retentionRate, { ...monthly, during: q1 }).map(({ reading }) => reading.value),
    ).toEqual([1, 1, 1]);
  });

  test('needs a period, as the call does', () => {
    expect(() => trend(contracts, retentionRate, monthly)).toThrow(TypeError);
  });
});

describe('retentionRate in parts', () => {
  const contracts = [
    contract('a', day(-30), day(10)),
    contract('a', day(10)),
    contract('b', day(-30), day(10)),
  ];
  test("merges totals of one customer's rows, also through JSON, and streams", () => {
    const whole = retentionRate(contracts, { during });
    const totals = contracts.map((each) => retentionRate.totals([each], { during }));
    expect(totals[0]).toStrictEqual({ start: ['a'], end: [], excluded: {} });
    for (const list of [totals, [...totals].reverse(), JSON.parse(JSON.stringify(totals)) as typeof totals])
      expect(retentionRate.of(merge(retentionRate, ...list))).toStrictEqual(whole);
    const running = stream(retentionRate, { during });
    for (const each of contracts) running.add(each);
    expect(running.reading()).toStrictEqual(whole);
    expect(whole).toMatchObject({ value: 0.5 });
  });

  test('reads totals that someone has: two lists of ids', () => {
    expect(retentionRate.of({ start: ['a', 'b', 'c', 'd'], end: ['b', 'x'] })).toMatchObject({
      value: 0.25,
      count: 4,
    });
    expect(retentionRate.of({ start: ['a'] }).value).toBe(0);
    expect(retentionRate.of({ end: ['a'] }).value).toBeNull();
    expect(() => retentionRate.of({ start: [7 as never] })).toThrow(TypeError);
  });

  test('compares as shares of independent customers do', () => {
    const of = (kept: number, all: number) => {
      const start = Array.from({ length: all }, (_, i) => String(i + 10));
      return retentionRate.of({ start, end: start.slice(0, kept) });
    };
    // Newcombe 1998, table II, method 10: 56/70 − 48/80.
    const { interval } = compare(of(48, 80), of(56, 70));
    expect([interval!.low, interval!.high].map((limit) => limit.toFixed(4))).toEqual(['0.0524', '0.3339']);
  });
});

describe('retentionRate refuses', () => {
  const rows = [contract('a', day(-30))];
  refuses([
    [
      () => retentionRate(rows),
      TypeError,
      'retentionRate requires during, whose start and end are compared, got undefined',
    ],
    [
      () => retentionRate([]),
      TypeError,
      'retentionRate requires during, whose start and end are compared, got undefined',
    ],
    [
      () => retentionRate(rows, { asOf: 5 }),
      TypeError,
      'retentionRate requires during, whose start and end are compared, got undefined',
    ],
    [
      () => stream(retentionRate),
      TypeError,
      'retentionRate requires during, whose start and end are compared, got undefined',
    ],
    [
      () => groupBy(rows, 'ownerId', retentionRate),
      TypeError,
      'retentionRate requires during, whose start and end are compared, got undefined',
    ],
    [
      () => retentionRate.with({ unit: 'accounts' as never }),
      RangeError,
      "retentionRate requires unit to be 'customers' or 'contracts', got 'accounts'",
    ],
    [
      () => retentionRate(rows, { during, units: 'contracts' } as never),
      TypeError,
      "retentionRate requires options among unit, during, asOf, level, got 'units'",
    ],
    [
      () => retentionRate([...rows, { ...rows[0]!, endsAt: '2026-01-10' as never }], { during }),
      TypeError,
      "retentionRate requires contracts[1].endsAt to be a Date or epoch milliseconds, got '2026-01-10'",
    ],
    [
      () => retentionRate([{ ...rows[0]!, startsAt: '2026-01-10' as never }], { during }),
      TypeError,
      "retentionRate requires contracts[0].startsAt to be a Date or epoch milliseconds, got '2026-01-10'",
    ],
    [
      () => retentionRate([{ ...rows[0]!, cancelledAt: new Date('x') }], { during }),
      RangeError,
      /^retentionRate requires contracts\[0\]\.cancelledAt to be .*, got an invalid Date$/,
    ],
    [
      () => retentionRate([{ ...rows[0]!, customerId: {} as never }], { during }),
      TypeError,
      /^retentionRate requires contracts\[0\]\.customerId to be an id, got /,
    ],
    [
      () => retentionRate([null as never], { during }),
      TypeError,
      /^retentionRate requires contracts\[0\] to be a row, got null$/,
    ],
    [
      () => retentionRate(rows, { during: { start: 9, end: 1 } }),
      RangeError,
      /^retentionRate requires during to end after its start/,
    ],
    [
      () => retentionRate({ deals: [] } as never, { during }),
      TypeError,
      /^retentionRate requires rows of contracts, got /,
    ],
  ]);
});
