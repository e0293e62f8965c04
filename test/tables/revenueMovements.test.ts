import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  type Amount,
  type Contract,
  dealsOpened,
  grossRevenueRetention,
  type Instant,
  type MovementOptions,
  netRevenueRetention,
  period,
  quarter,
  type RevenueMovement,
  revenueMovements,
  trend,
  year,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { momentsOf } from '../../src/tables/momentsOf.js';
import {
  type Asked,
  add,
  arbitraryContracts,
  contractsFromZero,
  Exact,
  exact,
  isActive,
  isFlawed,
  isMissing,
  ms,
  reasons,
  refuses,
  withEdges,
} from '../kpi/arbitraryContracts.js';
import { nothing } from '../nothing.js';
import { frozen } from '../totals/arbitraryIds.js';
import { inTwoOrders, keepsTheLaws } from './arbitraryDeals.js';

const FIVE = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;
type Column = (typeof FIVE)[number] | 'start' | 'end';
const COLUMNS: readonly Column[] = ['start', ...FIVE, 'end'];
type Texts = Record<Column, string>;
const textsOf = (row: RevenueMovement): Texts =>
  Object.fromEntries(COLUMNS.map((column) => [column, row[column].toFixed()])) as Texts;

const timeZone = 'Europe/Paris';
const every = fc.constantFrom('month', 'month', 'quarter', 'week', 'year');

/** Customer by customer, instant by instant. */
function reference(contracts: readonly Contract[], t0: number, t1: number, now: number) {
  const known = contracts.filter(({ startsAt }) => !(ms(startsAt) !== null && ms(startsAt)! > now));
  const { leaveOut, all } = reasons();
  for (const contract of known) {
    const isThere = isActive(contract, t0) || isActive(contract, t1);
    if (ms(contract.startsAt) === null) leaveOut('missingStartsAt');
    else if (isFlawed(contract)) ms(contract.startsAt)! <= t1 && leaveOut('negativeDuration');
    else if (isThere && isMissing(contract.customerId)) leaveOut('missingCustomerId');
    else if (isThere && isMissing(contract.amount)) leaveOut('missingAmount');
  }
  const paying = known.filter(({ customerId, amount }) => !isMissing(customerId) && !isMissing(amount));
  const sums: Record<Column, Decimal[]> = {
    start: [],
    new: [],
    expansion: [],
    contraction: [],
    churn: [],
    reactivation: [],
    end: [],
  };
  for (const customer of new Set(paying.map(({ customerId }) => String(customerId)))) {
    const own = paying.filter(({ customerId }) => String(customerId) === customer);
    const paid = (at: number) =>
      add(own.filter((each) => isActive(each, at)).map(({ amount }) => exact(amount)));
    const [before, after] = [paid(t0), paid(t1)];
    // It paid before if it paid at an instant at which a contract of its began.
    const hadPaid = own.some((each) => ms(each.startsAt)! <= t0 && paid(ms(each.startsAt)!).greaterThan(0));
    const change = after.minus(before);
    sums.start.push(before);
    sums.end.push(after);
    if (before.isZero() && !after.isZero()) sums[hadPaid ? 'reactivation' : 'new'].push(change);
    else if (after.isZero() && !before.isZero()) sums.churn.push(change);
    else sums[change.lessThan(0) ? 'contraction' : 'expansion'].push(change);
  }
  const texts = Object.fromEntries(COLUMNS.map((column) => [column, add(sums[column]).toFixed()])) as Texts;
  return { ...texts, excluded: all() };
}

/** The calendar periods of a stretch of time, each clipped to it, as a trend has them. */
const periodsOf = (
  during: { start: number; end: number },
  { asOf, every }: Pick<MovementOptions, 'asOf' | 'every'>,
) =>
  trend([], dealsOpened, { every, timeZone, during, asOf })
    .filter(({ period }) => period.start <= (ms(asOf) ?? Number.POSITIVE_INFINITY))
    .map(({ period, complete }) => ({ period, complete }));

const nowOf = ({ asOf }: Asked) => ms(asOf) ?? Number.POSITIVE_INFINITY;
const ownersOf = (contracts: readonly Contract[], asked: Asked) =>
  new Set(
    contracts
      .filter(({ startsAt }) => !(ms(startsAt) !== null && ms(startsAt)! > nowOf(asked)))
      .map(({ ownerId }) => ownerId ?? undefined),
  );
const ofOwner = (contracts: readonly Contract[], owner: unknown) =>
  contracts.filter(({ ownerId }) => (ownerId ?? undefined) === owner);

/** Start and movements add up to the end, and the end is where the next one starts. */
function expectToAddUp(rows: readonly RevenueMovement[]) {
  rows.forEach((row, i) => {
    const total = add([row.start, ...FIVE.map((column) => row[column])].map(exact));
    expect(total.toFixed()).toBe(row.end.toFixed());
    expect(row.end.equals(total)).toBe(true);
    if (i > 0) {
      expect(row.start.toFixed()).toBe(rows[i - 1]!.end.toFixed());
      expect(row.period.start).toBe(rows[i - 1]!.period.end);
    }
  });
}

describe('over arbitrary contracts', () => {
  test('adds up exactly in every period and group, and an end is the next start', () =>
    fc.assert(
      fc.property(
        withEdges(arbitraryContracts),
        every,
        fc.boolean(),
        ([contracts, { during, asOf }], every, free) => {
          const options = { every, timeZone, asOf, during: free ? undefined : during };
          const whole = revenueMovements(contracts, options);
          expectToAddUp(whole);
          const groups = [...revenueMovements(contracts, { ...options, by: 'ownerId' }).values()];
          for (const rows of groups) expectToAddUp(rows);
          whole.forEach((row, i) => {
            for (const column of ['start', 'end'] as const)
              expect(add(groups.map((rows) => exact(rows[i]![column]))).toFixed()).toBe(
                row[column].toFixed(),
              );
          });
        },
      ),
      { numRuns: 120 },
    ));

  test('is what its definition says, customer by customer at the two instants of each period', () =>
    fc.assert(
      fc.property(withEdges(contractsFromZero), every, ([contracts, { during, asOf }], every) => {
        const rows = revenueMovements(contracts, { every, timeZone, during, asOf });
        const now = nowOf({ asOf });
        expect(rows.map(({ period, complete }) => ({ period, complete }))).toStrictEqual(
          periodsOf(during, { every, asOf }),
        );
        for (const row of rows) {
          const { start, end } = row.period;
          expect({ ...textsOf(row), excluded: row.excluded }).toStrictEqual(
            reference(contracts, start, Math.min(end, now), now),
          );
        }
      }),
      { numRuns: 150 },
    ));

  test('of any amounts, credits too, has the sums of the two instants, and what stops for churn', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), every, ([contracts, { during, asOf }], every) => {
        const now = nowOf({ asOf });
        for (const row of revenueMovements(contracts, { every, timeZone, during, asOf })) {
          const expected = reference(contracts, row.period.start, Math.min(row.period.end, now), now);
          for (const column of ['start', 'end', 'expansion', 'contraction', 'churn'] as const)
            expect(row[column].toFixed()).toBe(expected[column]);
          expect(exact(row.new).plus(exact(row.reactivation)).toFixed()).toBe(
            exact(expected.new).plus(expected.reactivation).toFixed(),
          );
        }
      }),
      { numRuns: 120 },
    ));

  test('by a key is that of the rows with it, over the periods of the whole', () =>
    fc.assert(
      fc.property(withEdges(contractsFromZero), every, ([contracts, { during, asOf }], every) => {
        const options = { every, timeZone, during, asOf };
        const groups = revenueMovements(contracts, { ...options, by: 'ownerId' });
        expect(new Set(groups.keys())).toEqual(ownersOf(contracts, { asOf }));
        for (const [owner, rows] of groups) {
          const own = revenueMovements(ofOwner(contracts, owner), options);
          // The currency is that of the whole table, also of a group in which nothing has one.
          const { currency = null } = rows[0] ?? {};
          expect(rows).toStrictEqual(own.map((row) => ({ ...row, currency })));
        }
        const byFunction = revenueMovements(contracts, {
          ...options,
          by: ({ ownerId }: Contract) => ownerId,
        });
        expect(byFunction).toStrictEqual(groups);
      }),
      { numRuns: 100 },
    ));

  // What starts at the very start of a period is new in the one before: so the first one begins with nothing.
  test('without a period goes from just before the first start to the last known date, or to asOf', () =>
    fc.assert(
      fc.property(withEdges(contractsFromZero), every, ([contracts, { asOf }], every) => {
        const now = nowOf({ asOf });
        const rows = revenueMovements(contracts, { every, timeZone, asOf });
        const there = contracts.filter(
          (each) => ms(each.startsAt) !== null && ms(each.startsAt)! <= now && !isFlawed(each),
        );
        if (there.length === 0) {
          expect(rows).toEqual([]);
          return;
        }
        const start = Math.min(...there.map(({ startsAt }) => ms(startsAt)!));
        const dates = there.flatMap(({ startsAt, endsAt, cancelledAt }) => {
          const ends = [endsAt, cancelledAt].map(ms).filter((at) => at !== null);
          return [ms(startsAt)!, ...(ends.length > 0 && Math.min(...ends) <= now ? [Math.min(...ends)] : [])];
        });
        const end = Math.max(...dates, now === Number.POSITIVE_INFINITY ? start : now);
        expect(rows.map(({ period: { name } }) => name)).toEqual(
          periodsOf({ start: start - 1, end: end + 1 }, { every }).map(({ period: { name } }) => name),
        );
        const [first, last] = [rows[0]!, rows.at(-1)!];
        expect(first.period.start < start && start <= first.period.end).toBe(true);
        expect(Number(first.start)).toBe(0);
        expect(last.period.start <= end && end < last.period.end).toBe(true);
        expect(rows.map(({ complete }) => complete)).toEqual(rows.map(({ period }) => now >= period.end - 1));
        for (const row of rows) {
          const expected = reference(contracts, row.period.start, Math.min(row.period.end, now), now);
          expect({ ...textsOf(row), excluded: row.excluded }).toStrictEqual(expected);
        }
      }),
      { numRuns: 120 },
    ));

  test('nets to netRevenueRetention and grossRevenueRetention over the same period', () =>
    fc.assert(
      fc.property(withEdges(contractsFromZero), every, ([contracts, { during, asOf }], every) => {
        for (const row of revenueMovements(contracts, { every, timeZone, during, asOf })) {
          const net = netRevenueRetention(contracts, { during: row.period, asOf });
          const gross = grossRevenueRetention(contracts, { during: row.period, asOf });
          const { start, expansion, contraction, churn, excluded } = row;
          expect(net.denominator.toFixed()).toBe(start.toFixed());
          expect(net.numerator.toFixed()).toBe(
            add([start, expansion, contraction, churn].map(exact)).toFixed(),
          );
          expect(gross.numerator.toFixed()).toBe(add([start, contraction, churn].map(exact)).toFixed());
          expect(excluded).toStrictEqual(net.excluded);
        }
      }),
      { numRuns: 80 },
    ));

  test('has the sign of each movement, of amounts that are not below 0', () =>
    fc.assert(
      fc.property(withEdges(contractsFromZero), every, ([contracts, { during, asOf }], every) => {
        for (const row of revenueMovements(contracts, { every, timeZone, during, asOf })) {
          for (const column of ['start', 'new', 'expansion', 'reactivation', 'end'] as const)
            expect(row[column].greaterThanOrEqualTo(0)).toBe(true);
          for (const column of ['contraction', 'churn'] as const)
            expect(row[column].lessThanOrEqualTo(0)).toBe(true);
        }
      }),
      { numRuns: 100 },
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(inTwoOrders(arbitraryContracts), every, fc.boolean(), ([rows, shuffled], every, by) =>
        keepsTheLaws(rows, shuffled, (contracts) =>
          by
            ? revenueMovements(contracts, { every, timeZone, by: 'ownerId' })
            : revenueMovements(contracts, { every, timeZone }),
        ),
      ),
      { numRuns: 100 },
    ));

  test('takes each row of an array once', () =>
    fc.assert(
      fc.property(arbitraryContracts, (contracts) => {
        const taken: string[] = [];
        const watched = new Proxy(contracts, {
          get(list, field) {
            if (typeof field === 'string' && /^\d+$/.test(field)) taken.push(field);
            return Reflect.get(list, field);
          },
        });
        expect(revenueMovements(watched, { every: 'month', timeZone })).toStrictEqual(
          revenueMovements(contracts, { every: 'month', timeZone }),
        );
        expect(taken).toEqual(contracts.map((_, i) => String(i)));
      }),
    ));
});

const on = (month: number, day: number) => Date.UTC(2026, month - 1, day);
let id = 0;
const contract = (
  customerId: Contract['customerId'],
  amount: Amount | null | undefined,
  from: Instant,
  to?: Instant,
  row: Partial<Contract> = {},
) => ({ id: ++id, customerId, amount, startsAt: from, endsAt: to, ...row }) satisfies Contract;
const q1 = period(on(1, 1), on(4, 1));
const monthly = { every: 'month', timeZone: 'UTC' } as const;
/** Period by period: start, new, expansion, contraction, churn, reactivation, end. */
const read = (contracts: readonly Contract[], options: Partial<MovementOptions> = { during: q1 }) =>
  revenueMovements(contracts, { ...monthly, ...options }).map((row) =>
    COLUMNS.map((column) => row[column].toNumber()),
  );

describe('revenueMovements(contracts)', () => {
  test('says why recurring revenue changed, month by month, with all that stands behind it', () => {
    const contracts = [
      contract('old', '100', on(1, 1) - 1, null, { currency: 'EUR' }),
      contract('old', '20', on(2, 10), on(3, 10), { currency: 'EUR' }),
      contract('new', '50', on(1, 20), on(2, 20), { currency: 'EUR' }),
      contract('new', '30', on(3, 5), null, { currency: 'EUR' }),
    ];
    const rows = revenueMovements(contracts, { ...monthly, during: q1 });
    expect(read(contracts)).toEqual([
      [100, 50, 0, 0, 0, 0, 150],
      [150, 0, 20, 0, -50, 0, 120],
      [120, 0, 0, -20, 0, 30, 130],
    ]);
    expect(Object.keys(rows[0]!)).toEqual(['period', 'complete', 'currency', ...COLUMNS, 'excluded']);
    expect(rows[1]).toMatchObject({
      period: { name: '2026-02', unit: 'month', start: on(2, 1), end: on(3, 1), timeZone: 'UTC' },
      complete: true,
      currency: 'EUR',
      excluded: nothing,
    });
  });

  test('has a customer new once, and afterwards reactivated, also where it paid only between two instants', () => {
    const paid = (...spans: [number, number?][]) =>
      read(spans.map(([from, to]) => contract('a', '10', from, to)));
    // Begins and stops in January, begins again in March.
    expect(paid([on(1, 5), on(1, 20)], [on(3, 5)])).toEqual([
      [0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 10, 10],
    ]);
    // Begins, stops and begins again in January: new, as it began in that month.
    expect(paid([on(1, 5), on(1, 10)], [on(1, 20)])[0]).toEqual([0, 10, 0, 0, 0, 0, 10]);
    // Stops and begins again in February: no change.
    expect(paid([on(1, 5), on(2, 5)], [on(2, 20)])[1]).toEqual([10, 0, 0, 0, 0, 0, 10]);
    // Paid before the period that is asked for.
    expect(paid([on(-20, 5), on(-10, 5)], [on(1, 20)])[0]).toEqual([0, 0, 0, 0, 0, 10, 10]);
    // Paid until the very start.
    expect(paid([on(-20, 5), on(1, 1)], [on(1, 20)])[0]).toEqual([0, 0, 0, 0, 0, 10, 10]);
    expect(paid([on(1, 5), on(2, 5)], [on(2, 20), on(3, 5)])[2]).toEqual([10, 0, 0, 0, -10, 0, 0]);
  });

  test('has what begins at the end of a period in that period, since it is active at that instant', () => {
    expect(read([contract('a', '10', on(2, 1))])).toEqual([
      [0, 10, 0, 0, 0, 0, 10],
      [10, 0, 0, 0, 0, 0, 10],
      [10, 0, 0, 0, 0, 0, 10],
    ]);
    expect(read([contract('a', '10', on(1, 1), on(3, 1))])).toEqual([
      [10, 0, 0, 0, 0, 0, 10],
      [10, 0, 0, 0, -10, 0, 0],
      [0, 0, 0, 0, 0, 0, 0],
    ]);
    expect(read([contract('a', '10', on(4, 1))])[2]).toEqual([0, 10, 0, 0, 0, 0, 10]);
    expect(read([contract('a', '10', on(4, 1) + 1)])[2]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('sees no change where a contract takes over at the instant at which another ends', () => {
    for (const edge of [on(1, 1), on(1, 15), on(2, 1), on(4, 1)])
      expect(read([contract(7, '10', on(-5, 1), edge), contract('7', '10', edge)])).toEqual(
        [1, 2, 3].map(() => [10, 0, 0, 0, 0, 0, 10]),
      );
    expect(read([contract('a', '10', on(-5, 1), on(2, 15)), contract('a', '4', on(2, 15))])[1]).toEqual([
      10, 0, 0, -6, 0, 0, 4,
    ]);
  });

  test('nets a customer: one contract more and one less are one expansion or contraction', () => {
    const contracts = [
      contract('a', '10', on(-5, 1), on(1, 9)),
      contract('a', '15', on(1, 20)),
      contract('b', '10', on(-5, 1), on(1, 9)),
      contract('b', '10', on(-5, 1)),
      contract('b', '3', on(1, 9)),
    ];
    expect(read(contracts)[0]).toEqual([30, 0, 5, -7, 0, 0, 28]);
  });

  test('has a customer new when it first pays anything, not when a free contract begins', () => {
    const contracts = [contract('a', '0', on(-5, 1)), contract('a', '9', on(2, 5))];
    expect(read(contracts)[1]).toEqual([0, 9, 0, 0, 0, 0, 9]);
  });

  test('takes no contract that was cancelled before it began, nor one of no length', () => {
    const none = [contract('a', '10', on(3, 15), null, { cancelledAt: on(1, 15) })];
    expect(read(none)).toEqual([1, 2, 3].map(() => [0, 0, 0, 0, 0, 0, 0]));
    expect(read([...none, contract('b', '1', on(-5, 1))])).toEqual(
      [1, 2, 3].map(() => [1, 0, 0, 0, 0, 0, 1]),
    );
    expect(read([contract('a', '10', on(2, 1), on(2, 1))])).toEqual(
      [1, 2, 3].map(() => [0, 0, 0, 0, 0, 0, 0]),
    );
    // One that never was makes no customer that had paid before.
    const later = [
      contract('a', '10', on(1, 5), null, { cancelledAt: on(1, 5) }),
      contract('a', '10', on(2, 5)),
    ];
    expect(read(later)[1]).toEqual([0, 10, 0, 0, 0, 0, 10]);
  });

  test('ends at the earlier of endsAt and cancelledAt', () => {
    expect(read([contract('a', '10', on(-5, 1), on(3, 5), { cancelledAt: on(1, 5) })])[0]).toEqual([
      10, 0, 0, 0, -10, 0, 0,
    ]);
    expect(read([contract('a', '10', on(-5, 1), on(1, 5), { cancelledAt: on(3, 5) })])[0]).toEqual([
      10, 0, 0, 0, -10, 0, 0,
    ]);
  });

  test('adds exactly: 0.1 + 0.2 is 0.3, beside an amount of forty digits', () => {
    const long = '1234567890123456789012345678901234567890.12';
    const [row] = revenueMovements(
      [
        contract('a', 0.1, on(1, 5)),
        contract('b', '0.2', on(1, 5)),
        contract('c', long, on(-5, 1), on(1, 9)),
      ],
      { ...monthly, during: q1 },
    );
    expect(textsOf(row!)).toEqual({
      start: long,
      new: '0.3',
      expansion: '0',
      contraction: '0',
      churn: `-${long}`,
      reactivation: '0',
      end: '0.3',
    });
    for (const column of COLUMNS) expect(Decimal.isDecimal(row![column])).toBe(true);
    const dec = [
      contract('a', new Exact('1e-20'), on(1, 5)),
      contract('b', '1e3', on(1, 5)),
      contract('c', '.5', on(1, 5)),
    ];
    expect(revenueMovements(dec, { ...monthly, during: q1 })[0]!.new.toFixed()).toBe(
      '1000.50000000000000000001',
    );
  });

  test('ends the last period at asOf, and lists none that begins after it', () => {
    const contracts = [
      contract('a', '10', on(-5, 1), on(2, 20)),
      contract('b', '5', on(2, 5)),
      contract('c', '7', on(2, 11)),
    ];
    const rows = (asOf: Instant) =>
      revenueMovements(contracts, { ...monthly, during: q1, asOf }).map(
        ({ period, complete, end, churn }) => [period.name, complete, end.toNumber(), churn.toNumber()],
      );
    expect(rows(on(2, 10))).toEqual([
      ['2026-01', true, 10, 0],
      ['2026-02', false, 15, 0],
    ]);
    expect(rows(new Date(on(2, 20)))).toEqual([
      ['2026-01', true, 10, 0],
      ['2026-02', false, 12, -10],
    ]);
    expect(rows(on(2, 1))).toEqual([
      ['2026-01', true, 10, 0],
      ['2026-02', false, 10, 0],
    ]);
    expect(rows(on(2, 1) - 1)).toEqual([['2026-01', true, 10, 0]]);
    expect(rows(on(1, 1) - 1)).toEqual([]);
    expect(rows(on(9, 1)).map(([, complete]) => complete)).toEqual([true, true, true]);
  });

  test('without a period goes to asOf where that is later than any date', () => {
    const contracts = [contract('a', '10', on(1, 5), on(2, 5)), contract('b', '5', on(2, 9), on(8, 1))];
    const names = (options: object) =>
      revenueMovements(contracts, { ...monthly, ...options }).map(({ period: { name } }) => name);
    expect(names({})).toEqual(
      ['01', '02', '03', '04', '05', '06', '07', '08'].map((month) => `2026-${month}`),
    );
    expect(names({ asOf: on(3, 1) })).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(names({ asOf: on(1, 7) })).toEqual(['2026-01']);
    expect(names({ asOf: on(1, 4) })).toEqual([]);
    expect(names({ asOf: on(9, 1) }).at(-1)).toBe('2026-09');
  });

  test('clips periods to during: their edges are its own, and they are not complete', () => {
    const contracts = [
      contract('a', '10', on(1, 5)),
      contract('b', '5', on(1, 20)),
      contract('c', '3', on(2, 20)),
    ];
    const rows = revenueMovements(contracts, { ...monthly, during: period(on(1, 10), on(2, 10)) });
    expect(
      rows.map(({ period, complete, start, end }) => [period.start, period.end, complete, +start, +end]),
    ).toEqual([
      [on(1, 10), on(2, 1), false, 10, 15],
      [on(2, 1), on(2, 10), false, 15, 15],
    ]);
    expect(rows[0]!.new.toNumber()).toBe(5);
  });

  test('follows the fiscal year and the zone of during, or those that are asked for', () => {
    const during = year('2026', { timeZone, yearStarts: 2 });
    const names = (options: object) =>
      revenueMovements([], { every: 'quarter', during, ...options }).map(({ period }) => [
        period.name,
        period.start,
      ]);
    const quarters = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'].map((name) => [
      name,
      quarter(name, { timeZone, yearStarts: 2 }).start,
    ]);
    expect(names({})).toEqual(quarters);
    const plain = { start: during.start, end: during.end };
    expect(names({ during: plain, timeZone, yearStarts: 2 })).toEqual(quarters);
    expect(names({ during: plain, timeZone }).length).toBe(5);
    const sundays = revenueMovements([], { every: 'week', timeZone, during: q1, weekStartsOn: 'sunday' });
    expect(new Date(sundays[1]!.period.start).toUTCString()).toMatch(/^Sat.* 23:00/);
  });

  test('counts in each period what is left out of it', () => {
    const contracts = [
      contract('a', '1', null),
      contract(null as never, '1', on(-5, 1), on(2, 10)),
      contract('a', null, on(2, 10)),
      contract(null as never, null, on(2, 10), on(2, 12)), // at no instant
      contract('a', '1', on(2, 10), on(2, 9)),
      contract('a', null, on(2, 10), null, { cancelledAt: on(1, 9) }), // never was
      contract('a', null, on(6, 1)),
    ];
    expect(revenueMovements(contracts, { ...monthly, during: q1 }).map(({ excluded }) => excluded)).toEqual([
      { missingCustomerId: 1, missingStartsAt: 1 },
      { missingAmount: 1, missingCustomerId: 1, missingStartsAt: 1, negativeDuration: 1 },
      { missingAmount: 1, missingStartsAt: 1, negativeDuration: 1 },
    ]);
  });

  test('of nothing has no periods, or those of during, of 0 without currency', () => {
    expect(revenueMovements([], monthly)).toEqual([]);
    expect(revenueMovements([], { ...monthly, asOf: on(2, 1) })).toEqual([]);
    expect(revenueMovements([], { ...monthly, by: 'ownerId' })).toEqual(new Map());
    expect(revenueMovements([], { ...monthly, during: q1, by: 'ownerId' })).toEqual(new Map());
    expect(read([])).toEqual([1, 2, 3].map(() => [0, 0, 0, 0, 0, 0, 0]));
    expect(revenueMovements([], { ...monthly, during: q1 })[0]).toMatchObject({
      currency: null,
      excluded: nothing,
    });
    expect(revenueMovements([], { ...monthly, during: { start: 5, end: 5 } })).toEqual([]);
    expect(revenueMovements([contract('a', '1', null)], monthly)).toEqual([]);
    const unread: Contract[] = frozen([contract('a', '1', on(1, 5))]);
    expect(revenueMovements(new Set(unread), { ...monthly, during: q1 })).toHaveLength(3);
  });

  test('by a key has all periods for each, and a customer that moves is churn in one group, new in the other', () => {
    const contracts = [
      contract('a', '10', on(-5, 1), on(2, 10), { ownerId: 'x' }),
      contract('a', '10', on(2, 10), null, { ownerId: 'y' }),
      contract('b', '5', on(3, 5), null, { ownerId: null as never }),
    ];
    const groups = revenueMovements(contracts, { ...monthly, during: q1, by: 'ownerId' });
    const shown = [...groups].map(([owner, rows]) => [
      owner,
      rows.map((row) => [row.new, row.churn, row.end].map(Number)),
    ]);
    expect(shown).toEqual([
      [
        'x',
        [
          [0, 0, 10],
          [0, -10, 0],
          [0, 0, 0],
        ],
      ],
      [
        'y',
        [
          [0, 0, 0],
          [10, 0, 10],
          [0, 0, 10],
        ],
      ],
      [
        undefined,
        [
          [0, 0, 0],
          [0, 0, 0],
          [5, 0, 5],
        ],
      ],
    ]);
    expect(read(contracts)[1]).toEqual([10, 0, 0, 0, 0, 0, 10]);
  });
});

describe('momentsOf', () => {
  const moments = (asOf: number | null, during = q1 as { start: number; end: number } | null) =>
    momentsOf({ every: 'month', timeZone: 'UTC', conventions: {} }, { during, asOf }, null, 'test');

  test('has the starts of the periods and the end of the last, or asOf where that comes first', () => {
    expect(moments(null).instants).toEqual([on(1, 1), on(2, 1), on(3, 1), on(4, 1)]);
    expect(moments(on(2, 9)).instants).toEqual([on(1, 1), on(2, 1), on(2, 9)]);
    expect(moments(on(2, 1)).instants).toEqual([on(1, 1), on(2, 1), on(2, 1)]);
    expect(moments(on(9, 1)).instants).toEqual([on(1, 1), on(2, 1), on(3, 1), on(4, 1)]);
    expect(moments(0).instants).toEqual([]);
    expect(moments(null, null)).toMatchObject({ instants: [], periods: [] });
  });

  test('finds the first instant that is not before a date', () => {
    const { firstAt } = moments(null);
    const dates = [0, on(1, 1) - 1, on(1, 1), on(1, 1) + 1, on(4, 1), on(4, 1) + 1, Number.POSITIVE_INFINITY];
    expect(dates.map(firstAt)).toEqual([0, 0, 0, 1, 3, 4, 4]);
    expect(moments(on(2, 1)).firstAt(on(2, 1))).toBe(1);
  });
});

describe('revenueMovements refuses', () => {
  const row = contract('a', '10', on(1, 5), null, { currency: 'EUR' });
  const currency = (as: number, at: number, got: string) =>
    `revenueMovements requires contracts[${at}].currency to be in EUR as contracts[${as}] is (convertMoney(rows, { to, rates }) brings amounts to one currency), got ${got}`;
  refuses([
    [
      () => revenueMovements([row, { ...row, amount: 'ten' }], monthly),
      RangeError,
      "revenueMovements requires contracts[1].amount to be an amount in plain decimal text, got 'ten'",
    ],
    [
      () => revenueMovements(new Set([{ ...row, amount: Number.NaN }]), monthly),
      RangeError,
      'revenueMovements requires contracts[0].amount to be a finite amount, got NaN',
    ],
    [
      () =>
        revenueMovements([contract(null as never, '1', on(1, 1)), row, { ...row, currency: 'USD' }], monthly),
      RangeError,
      currency(1, 2, "'USD'"),
    ],
    [
      () => revenueMovements([row, { ...row, customerId: 'b', endsAt: null, currency: null }], monthly),
      RangeError,
      currency(0, 1, 'null'),
    ],
    [
      () => revenueMovements([{ ...row, startsAt: '2026-01-05' as never }], monthly),
      TypeError,
      "revenueMovements requires contracts[0].startsAt to be a Date or epoch milliseconds, got '2026-01-05'",
    ],
    [
      () => revenueMovements([row, { ...row, cancelledAt: '2026-01-05' as never }], monthly),
      TypeError,
      "revenueMovements requires contracts[1].cancelledAt to be a Date or epoch milliseconds, got '2026-01-05'",
    ],
    [
      () => revenueMovements([row], { every: 'month' }),
      TypeError,
      'revenueMovements requires a timeZone, got undefined',
    ],
    [
      () => revenueMovements([row], { every: 'hour' as never, timeZone }),
      RangeError,
      /^revenueMovements requires every to be 'day' or .*, got 'hour'$/,
    ],
    [
      () => revenueMovements([row], {} as never),
      TypeError,
      /^revenueMovements requires every to be .*, got undefined$/,
    ],
    [() => revenueMovements([row], undefined as never), TypeError, /^revenueMovements requires /],
    [
      () => revenueMovements([row], { every: 'month', timeZone: 'Mars/Olympus' }),
      RangeError,
      /^revenueMovements requires .*Mars\/Olympus/,
    ],
    [
      () => revenueMovements([row], { ...monthly, key: 'ownerId' } as never),
      TypeError,
      /^revenueMovements requires options among every, timeZone, by, .*, got 'key'$/,
    ],
    [
      () => revenueMovements([row], { ...monthly, by: 5 as never }),
      TypeError,
      /^revenueMovements requires a key for contracts .*, got 5$/,
    ],
    [
      () => revenueMovements([row], { ...monthly, yearStarts: 13 as never }),
      RangeError,
      /^revenueMovements requires /,
    ],
    [
      () => revenueMovements([null as never], monthly),
      TypeError,
      'revenueMovements requires contracts[0] to be a row, got null',
    ],
    [
      () => revenueMovements(5 as never, monthly),
      TypeError,
      'revenueMovements requires rows of contracts, got 5',
    ],
    [
      () => revenueMovements([row], { ...monthly, during: { start: 9, end: 1 } }),
      RangeError,
      /^revenueMovements requires during to end after its start/,
    ],
  ]);

  test('not a later contract in another currency, which is not known yet, nor one that it leaves out', () => {
    const others = [
      contract('b', '1', on(5, 1), null, { currency: 'USD' }),
      contract(null as never, '1', on(1, 1), null, { currency: 'USD' }),
      contract('b', '1', on(1, 5), on(1, 4), { currency: 'USD' }),
    ];
    expect(revenueMovements([row, ...others], { ...monthly, asOf: on(2, 1) })[0]!.currency).toBe('EUR');
  });
});

test('revenueMovements by a key has one currency in each group', () => {
  const euros = contract('a', '10', on(1, 5), null, { currency: 'EUR', ownerId: 'x' });
  const dollars = { ...euros, customerId: 'b', currency: 'USD', ownerId: 'y' };
  const groups = revenueMovements([euros, dollars], { ...monthly, by: 'ownerId' });
  expect([...groups].map(([key, rows]) => [key, rows[0]!.currency])).toEqual([
    ['x', 'EUR'],
    ['y', 'USD'],
  ]);
});

test('revenueMovements calls new who never paid before, credits set off against what is billed', () => {
  const contracts = [
    contract('a', '50', on(1, 5)),
    contract('a', '-50', on(1, 5), on(2, 10)), // billed, and credited in full until then
    contract('b', '5', on(1, 5), on(1, 9)),
    contract('b', '7', on(2, 5)), // paid before, though at no month's end
  ];
  expect(read(contracts)).toEqual([
    [0, 0, 0, 0, 0, 0, 0],
    [0, 50, 0, 0, 0, 7, 57],
    [57, 0, 0, 0, 0, 0, 57],
  ]);
});

test('revenueMovements without a period begins before the first start, so that no customer is new in none', () => {
  const rows = revenueMovements([contract('a', '9', on(2, 1))], { ...monthly, asOf: on(2, 9) });
  expect(rows.map((row) => [row.period.name, row.new.toNumber(), row.end.toNumber()])).toEqual([
    ['2026-01', 9, 9],
    ['2026-02', 0, 9],
  ]);
});
