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
  renewalRate,
  rowsOf,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, laws } from '../laws.js';
import { nothing } from '../nothing.js';
import {
  type Asked,
  arbitraryContracts,
  contractTables,
  isActive,
  isFlawed,
  isMissing,
  ms,
  reasons,
  refuses,
  withEdges,
} from './arbitraryContracts.js';

laws(renewalRate, contractTables);

/** Contract by contract: is it due, and does anything show that it was renewed? */
function reference(contracts: readonly Contract[], { during, asOf }: Asked) {
  const { leaveOut, all } = reasons();
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const isIn = (at: number) => at <= now && (!during || (at >= during.start && at < during.end));
  let [renewed, due] = [0, 0];
  contracts.forEach((contract, i) => {
    const { startsAt, endsAt, renewedAt, customerId } = contract;
    const end = ms(endsAt);
    if (ms(startsAt) === null) leaveOut('missingStartsAt');
    else if (end === null || !isIn(end)) return;
    else if (isFlawed(contract)) leaveOut('negativeDuration');
    else if (ms(renewedAt) !== null && ms(renewedAt)! <= now) {
      due++;
      renewed++;
    } else if (isMissing(customerId)) leaveOut('missingCustomerId');
    else {
      due++;
      const another = contracts.some(
        (other, j) => i !== j && String(other.customerId) === String(customerId) && isActive(other, end),
      );
      if (another) renewed++;
    }
  });
  return { numerator: renewed, denominator: due, excluded: all() };
}

describe('over arbitrary contracts', () => {
  test('is what its definition says, with and without a period, with the interval of rate', () =>
    fc.assert(
      fc.property(
        withEdges(arbitraryContracts),
        arbitraryOptions,
        fc.boolean(),
        ([contracts, edges], any, free) => {
          const asked = (free ? any : edges) as Asked;
          const { numerator, denominator, excluded } = reference(contracts, asked);
          expect(renewalRate(contracts, asked)).toStrictEqual({
            ...rate(numerator, denominator, asked.level ?? 0.95),
            excluded,
          });
        },
      ),
      { numRuns: 500 },
    ));

  test('of groups is that of their own rows, and of months that of the bucket, without a period too', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), fc.boolean(), ([contracts, { during, asOf }], free) => {
        const asked = { asOf, during: free ? undefined : during };
        for (const [owner, reading] of groupBy(contracts, 'ownerId', renewalRate, asked)) {
          const own = contracts.filter(({ ownerId }) => (ownerId ?? undefined) === owner);
          expect(parts(reading)).toEqual(parts(reference(own, asked)));
        }
        const points = trend(contracts, renewalRate, { ...monthly, ...asked });
        for (const { period, reading } of points)
          expect(parts(reading)).toEqual(parts(reference(contracts, { during: period, asOf })));
        // A renewal is looked for among all contracts, not among those of the month: nothing is lost.
        const sum = (of: 'numerator' | 'denominator') =>
          points.reduce((n, { reading }) => n + reading[of], 0);
        expect({ numerator: sum('numerator'), denominator: sum('denominator') }).toEqual(
          parts(reference(contracts, asked)),
        );
      }),
      { numRuns: 100 },
    ));

  test('of one customer is the same however its rows are split', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, asked]) => {
        const one = contracts.map((each) => ({ ...each, customerId: 'a' }));
        const totals = one.map((each) => renewalRate.totals([each], asked));
        expect(renewalRate.of(merge(renewalRate, ...totals), { level: asked.level })).toStrictEqual(
          renewalRate(one, asked),
        );
      }),
      { numRuns: 100 },
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
const old = day(-360);
/** How many of how many. */
const of = (contracts: readonly Contract[], options: Parameters<typeof renewalRate>[1] = { during }) => {
  const { numerator, denominator } = renewalRate(contracts, options);
  return [numerator, denominator];
};

describe('renewalRate(contracts)', () => {
  test('is contracts that renewed ÷ contracts due, with all that stands behind it', () => {
    const contracts = [
      contract('a', old, day(5)),
      contract('a', day(5)), // the renewal of it, not due itself
      contract('b', old, day(9), { renewedAt: day(2) }),
      contract('c', old, day(9)),
      contract('d', old, day(40), { renewedAt: day(2) }), // not due yet
    ];
    expect(renewalRate(contracts, { during })).toStrictEqual({
      value: 2 / 3,
      unit: 'ratio',
      better: 'higher',
      numerator: 2,
      denominator: 3,
      count: 3,
      // 2 of 3 by scipy.stats.binomtest(2, 3).proportion_ci(method='wilson')
      interval: { low: expect.closeTo(0.207659601, 8), high: expect.closeTo(0.938508055, 8), level: 0.95 },
      excluded: {},
    });
    expect(of(contracts, {})).toEqual([3, 4]);
  });

  test('takes another contract of the customer that is active at the very instant at which it ends', () => {
    const end = day(9);
    const other = (from: Instant, to?: Instant, row: Partial<Contract> = {}) =>
      of([contract('a', old, end), contract('a', from, to, row)]);
    expect(other(end)).toEqual([1, 1]); // without a gap
    expect(other(new Date(end))).toEqual([1, 1]);
    expect(other(end + 1)).toEqual([0, 1]); // after a gap
    expect(other(day(3))).toEqual([1, 1]); // made before
    expect(other(old)).toEqual([1, 1]); // beside it all along
    expect(other(old, end + 1, { endsAt: day(90), cancelledAt: end })).toEqual([0, 1]); // cancelled then
    expect(other(old, null, { cancelledAt: end + 1 })).toEqual([1, 1]);
    expect(other(old, null, { cancelledAt: day(3) })).toEqual([0, 1]);
    expect(other(end, end)).toEqual([0, 2]); // of no length: due, and covers nothing
    expect(other(end, null, { cancelledAt: day(1) })).toEqual([0, 1]); // called off before it began
  });

  test('never takes the contract itself, nor one that ends with it, nor that of another customer', () => {
    expect(of([contract('a', old, day(9))])).toEqual([0, 1]);
    expect(of([contract('a', old, day(9)), contract('a', day(-9), day(9))])).toEqual([0, 2]);
    expect(of([contract('a', old, day(9)), contract('b', day(9))])).toEqual([0, 1]);
    expect(of([contract(7, old, day(9)), contract('7', day(9))])).toEqual([1, 1]);
    expect(of([contract('007', old, day(9)), contract('7', day(9))])).toEqual([0, 1]);
  });

  test('counts each contract that is due, also several of one customer and a chain of them', () => {
    const chain = [1, 5, 9, 13].map((from) => contract('a', day(from), day(from + 4)));
    expect(of(chain)).toEqual([3, 4]);
    expect(of([...chain].reverse())).toEqual([3, 4]);
  });

  test('has a contract due at its endsAt: at the first instant of the period and not at its end', () => {
    const { start, end } = during;
    const due = (at: number) => of([contract('a', old, at), contract('a', old)]);
    expect([start - 1, start, end - 1, end].map(due)).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  test('finds the renewal also where that began before the period, ended in it, or begins as the period does', () => {
    expect(of([contract('a', old, day(9)), contract('a', old, day(20))])).toEqual([1, 2]);
    expect(of([contract('a', old, during.start), contract('a', during.start)])).toEqual([1, 1]);
    expect(of([contract('a', old, during.start), contract('a', old, during.start + 1)])).toEqual([1, 2]);
    expect(of([contract('a', old, during.end - 1), contract('a', during.end - 1)])).toEqual([1, 1]);
    expect(of([contract('a', old, during.end - 1), contract('a', during.end)])).toEqual([0, 1]);
  });

  test('has no contract due that has no endsAt, cancelled or not', () => {
    const contracts = [
      contract('a', old),
      contract('b', old, null, { cancelledAt: day(9), renewedAt: day(9) }),
    ];
    expect(renewalRate(contracts, { during })).toMatchObject({ value: null, count: 0, excluded: nothing });
  });

  test('has one that was cancelled early due all the same, at its endsAt', () => {
    const cancelled = (cancelledAt: Instant) => contract('a', old, day(9), { cancelledAt });
    expect(of([cancelled(day(-60))])).toEqual([0, 1]);
    expect(of([cancelled(day(-60)), contract('a', day(-60), day(90))])).toEqual([1, 1]);
    expect(of([cancelled(day(20))])).toEqual([0, 1]);
    expect(of([contract('a', old, day(90), { cancelledAt: day(9) })])).toEqual([0, 0]);
  });

  test('takes renewedAt where it is known by asOf, before or after the end', () => {
    const contracts = [contract('a', old, day(9), { renewedAt: day(12) })];
    expect(of(contracts)).toEqual([1, 1]);
    expect(of(contracts, { during, asOf: day(8) })).toEqual([0, 0]); // not due yet
    expect(of(contracts, { during, asOf: day(9) })).toEqual([0, 1]);
    expect(of(contracts, { during, asOf: day(12) - 1 })).toEqual([0, 1]);
    expect(of(contracts, { during, asOf: new Date(day(12)) })).toEqual([1, 1]);
    expect(of(contracts, { asOf: day(12) })).toEqual([1, 1]);
    expect(of([contract('a', old, day(9), { renewedAt: 0 })])).toEqual([1, 1]);
    expect(of([contract('a', old, day(9), { renewedAt: null })])).toEqual([0, 1]);
  });

  test('counts a renewal by both signs once', () => {
    expect(of([contract('a', old, day(9), { renewedAt: day(9) }), contract('a', day(9))])).toEqual([1, 1]);
  });

  test('needs a customer only where nothing else shows a renewal', () => {
    const contracts = [
      contract(null as never, old, day(9)),
      contract(undefined as never, day(9)), // nobody's: not the renewal of it
      contract(null as never, old, day(9), { renewedAt: day(9) }),
      contract(null as never, old, day(90)),
    ];
    expect(of(contracts)).toEqual([1, 1]);
    expect(renewalRate(contracts, { during }).excluded).toStrictEqual({ missingCustomerId: 1 });
  });

  test('counts what it leaves out, and says of each row where it went', () => {
    const contracts = [
      contract('a', null, day(9)),
      contract('b', day(12), day(9)),
      contract('b', day(60), day(50)),
      contract(null as never, old, day(9)),
      contract('c', old, day(9)),
      contract('c', day(9)),
      contract('d', day(40)),
      contract('e', old, day(9), { renewedAt: day(9) }),
    ];
    expect(renewalRate(contracts, { during })).toMatchObject({
      numerator: 2,
      denominator: 2,
      excluded: { missingCustomerId: 1, missingStartsAt: 1, negativeDuration: 1 },
    });
    expect(rowsOf(renewalRate, contracts, { during })).toEqual({
      counted: {
        due: [contracts[4], contracts[7]],
        renewed: [contracts[7]],
        ended: [contracts[4]],
        covered: [contracts[4], contracts[5], contracts[7]],
      },
      excluded: {
        missingStartsAt: [contracts[0]],
        negativeDuration: [contracts[1]],
        missingCustomerId: [contracts[3]],
      },
      outside: [contracts[2], contracts[6]],
    });
  });

  test('of an empty period is null, and as of an instant before it', () => {
    const contracts = [contract('a', old, day(5)), contract('a', old)];
    expect(renewalRate(contracts, { during: { start: day(5), end: day(5) } }).value).toBeNull();
    expect(renewalRate(contracts, { during, asOf: day(1) - 1 })).toMatchObject({
      value: null,
      excluded: nothing,
    });
  });

  test('in groups counts a renewal where its contract is: one that went on elsewhere shows only by renewedAt', () => {
    const contracts = [
      contract('a', old, day(9), { ownerId: 'x' }),
      contract('a', day(9), null, { ownerId: 'y' }),
      contract('b', old, day(9), { ownerId: 'x', renewedAt: day(9) }),
      contract('b', day(9), null, { ownerId: 'y' }),
    ];
    const groups = groupBy(contracts, 'ownerId', renewalRate, { during });
    expect([...groups].map(([owner, { numerator, denominator }]) => [owner, numerator, denominator])).toEqual(
      [
        ['x', 1, 2],
        ['y', 0, 0],
      ],
    );
    expect(of(contracts)).toEqual([2, 2]);
  });
});

describe('renewalRate in a trend', () => {
  const contracts = [
    contract('a', Date.UTC(2025, 10, 10), Date.UTC(2026, 0, 10)),
    contract('a', Date.UTC(2026, 0, 10), Date.UTC(2026, 2, 10)),
    contract('b', Date.UTC(2025, 10, 10), Date.UTC(2026, 2, 5), { renewedAt: Date.UTC(2026, 2, 20) }),
  ];
  const shown = (options: object) =>
    trend(contracts, renewalRate, { ...monthly, ...options }).map(
      ({ period: { name }, complete, reading }) => [name, reading.numerator, reading.denominator, complete],
    );

  test('without a period goes from the first month in which one is due to the last, empty months kept', () => {
    expect(shown({})).toEqual([
      ['2026-01', 1, 1, true],
      ['2026-02', 0, 0, true],
      ['2026-03', 1, 2, true],
    ]);
  });

  test('as of an instant knows no later renewal; as of the ends of months each as it was known then', () => {
    const q1 = { during: quarter('2026-Q1', { timeZone }) };
    expect(shown({ ...q1, asOf: Date.UTC(2026, 2, 19) })).toEqual([
      ['2026-01', 1, 1, true],
      ['2026-02', 0, 0, true],
      ['2026-03', 0, 2, false],
    ]);
    expect(shown({ ...q1, asOf: 'bucketEnd' }).map(([, ...rest]) => rest)).toEqual([
      [1, 1, true],
      [0, 0, true],
      [1, 2, true],
    ]);
  });

  test('of months adds up to the quarter, since a contract is due once', () => {
    const [renewed, due] = of(contracts, { during: quarter('2026-Q1', { timeZone }) });
    expect([renewed, due]).toEqual([2, 3]);
  });
});

describe('renewalRate in parts', () => {
  const contracts = [contract('a', old, day(9)), contract('a', day(9)), contract('b', old, day(20))];
  test('finds the renewal in another part, also through JSON, and streams', () => {
    const whole = renewalRate(contracts, { during });
    expect(whole).toMatchObject({ numerator: 1, denominator: 2 });
    const totals = contracts.map((each) => renewalRate.totals([each], { during }));
    for (const list of [totals, [...totals].reverse(), JSON.parse(JSON.stringify(totals)) as typeof totals])
      expect(renewalRate.of(merge(renewalRate, ...list))).toStrictEqual(whole);
    const running = stream(renewalRate, { during });
    for (const each of [...contracts].reverse()) running.add('contracts', each);
    expect(running.reading()).toStrictEqual(whole);
  });

  test('reads totals that someone has', () => {
    expect(renewalRate.of({ due: 8, renewed: 2 })).toMatchObject({ value: 0.25, count: 8 });
    expect(renewalRate.of({}).value).toBeNull();
    expect(() => renewalRate.of({ due: 1, renewed: 2 })).toThrow(RangeError);
  });

  test('compares as shares of independent contracts do', () => {
    const { interval } = compare(
      renewalRate.of({ due: 80, renewed: 48 }),
      renewalRate.of({ due: 70, renewed: 56 }),
    );
    expect([interval!.low, interval!.high].map((limit) => limit.toFixed(4))).toEqual(['0.0524', '0.3339']);
  });
});

describe('renewalRate refuses', () => {
  const row = contract('a', old, day(9));
  refuses([
    [
      () => renewalRate.with({ unit: 'contracts' } as never),
      TypeError,
      "renewalRate requires options among none, got 'unit'",
    ],
    [
      () => renewalRate([row], { unit: 'contracts' } as never),
      TypeError,
      "renewalRate requires options among during, asOf, level, got 'unit'",
    ],
    [
      () => renewalRate([row, { ...row, renewedAt: '2026-01-10' as never }]),
      TypeError,
      "renewalRate requires contracts[1].renewedAt to be a Date or epoch milliseconds, got '2026-01-10'",
    ],
    [
      () =>
        renewalRate([{ ...row, endsAt: '2026-01-10' as never }], { during: month('2026-01', { timeZone }) }),
      TypeError,
      "renewalRate requires contracts[0].endsAt to be a Date or epoch milliseconds, got '2026-01-10'",
    ],
    [
      () => renewalRate([{ ...row, startsAt: '2026-01-10' as never }]),
      TypeError,
      "renewalRate requires contracts[0].startsAt to be a Date or epoch milliseconds, got '2026-01-10'",
    ],
    [
      () => renewalRate([{ ...row, customerId: {} as never }]),
      TypeError,
      /^renewalRate requires contracts\[0\]\.customerId to be a key, got /,
    ],
    [
      () => renewalRate([row], { level: 1 }),
      RangeError,
      /^renewalRate requires a level between 0 and 1, got 1$/,
    ],
    [() => renewalRate(null as never), TypeError, /^renewalRate requires rows of contracts, got null$/],
  ]);
});
