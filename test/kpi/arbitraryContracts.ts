// Contracts and complaints as billing systems and help desks have them, and what is so of contracts by definition alone.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { Amount, Complaint, Contract, Id, Instant, Period, Sale } from 'sales-effectiveness';
import { expect, test } from 'vitest';
import { arbitraryAmounts, arbitrarySales, arbitraryTimes } from '../laws.js';

/** What reading options come to here: instants in milliseconds or as dates. */
export interface Asked {
  readonly during?: Pick<Period, 'start' | 'end'> | undefined;
  readonly asOf?: Instant;
  readonly level?: number | undefined;
}

const DAY = 86_400_000;

const dates = fc
  .tuple(arbitraryTimes, fc.boolean())
  .map(([ms, asDate]): Instant => (asDate ? new Date(ms) : ms));
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, given: number) =>
  fc.oneof({ arbitrary, weight: given }, { arbitrary: fc.constantFrom(null, undefined), weight: 10 - given });

/** Few, so that contracts share them; 7 and '7' are one customer, '007' is another. */
export const customerIds: fc.Arbitrary<Id | null | undefined> = fc.constantFrom(
  ...['a', 'b', 'c', 'd', 7, '7', '007', '__proto__', 'constructor', null, undefined],
);
const owners = fc.constantFrom('rep-1', 'rep-2', 7, '7', null, undefined, '__proto__', 'constructor');
const ids = fc.oneof(fc.nat(12), fc.nat(12).map(String), fc.constantFrom('007', 'k-1', 'k-10'));

/** How a contract is made from the one before it in the list, if it is. */
const LINKS = ['none', 'none', 'none', 'follows', 'follows', 'overlaps', 'sameStart'] as const;

/**
 * Contracts with these amounts: overlapping, without a gap after the one before, of no length, cancelled before the
 * start, before the end and after it, ended before they started, without dates, customers and amounts, ids twice. All
 * of a table are in one currency, or in none.
 */
export const contractsWith = (amounts: fc.Arbitrary<Amount>): fc.Arbitrary<Contract[]> =>
  fc
    .constantFrom('EUR', 'USD', null)
    .chain((currency) =>
      fc.array(
        fc.tuple(
          fc.record(
            {
              id: ids,
              customerId: customerIds,
              startsAt: sometimes(dates, 9),
              endsAt: sometimes(dates, 7),
              cancelledAt: sometimes(dates, 2),
              renewedAt: sometimes(dates, 2),
              amount: sometimes(amounts, 9),
              currency: currency === null ? fc.constantFrom(null, undefined, '') : fc.constant(currency),
              ownerId: owners,
            },
            {
              requiredKeys: [
                'id',
                'customerId',
                'startsAt',
                ...(currency === null ? [] : ['currency' as const]),
              ],
            },
          ),
          fc.constantFrom(...LINKS),
          fc.nat(9).map((n) => n > 0),
        ),
        { maxLength: 20, size: 'max' },
      ),
    )
    .map((rows) => {
      const list: Contract[] = [];
      for (const [row, link, tidy] of rows)
        list.push(linked(tidy ? inOrder(row as Contract) : (row as Contract), list.at(-1), link));
      return list;
    });

export const arbitraryContracts = contractsWith(arbitraryAmounts);

/** Amounts of which none is below 0. */
export const amountsFromZero = arbitraryAmounts.filter((amount) => !new Decimal(textOf(amount)).lessThan(0));

/** The same, without any amount below 0. */
export const contractsFromZero = contractsWith(amountsFromZero);

/** Most contracts end after they start, as fast-check's dates do by half. */
function inOrder(contract: Contract): Contract {
  const { startsAt, endsAt } = contract;
  return startsAt && endsAt && endsAt < startsAt
    ? { ...contract, startsAt: endsAt, endsAt: startsAt }
    : contract;
}

function linked(row: Contract, before: Contract | undefined, link: (typeof LINKS)[number]): Contract {
  if (before === undefined || link === 'none') return row;
  const { customerId, startsAt, endsAt, cancelledAt } = before;
  const from = link === 'sameStart' ? startsAt : link === 'follows' ? (cancelledAt ?? endsAt) : row.startsAt;
  return inOrder({ ...row, customerId, startsAt: from ?? row.startsAt });
}

export const contractTables = fc.record({ contracts: arbitraryContracts });

/** Complaints, some of nobody, some without a date. */
export const arbitraryComplaints: fc.Arbitrary<Complaint[]> = fc
  .array(
    fc.record(
      {
        openedAt: sometimes(dates, 9),
        customerId: customerIds,
        resolvedAt: sometimes(dates, 5),
        ownerId: owners,
      },
      { requiredKeys: ['openedAt'] },
    ),
    { maxLength: 20, size: 'max' },
  )
  .map((rows) => rows as Complaint[]);

/** Sales of the same customers. */
export const arbitraryPurchases: fc.Arbitrary<Sale[]> = fc
  .tuple(arbitrarySales, fc.array(customerIds, { minLength: 30, maxLength: 30 }))
  .map(([sales, customers]) => sales.map((sale, i) => ({ ...sale, customerId: customers[i] })));

/** Any period but an empty one, often from one date of the contracts to another, and any instant known until. */
export const arbitraryAsked: fc.Arbitrary<Asked & { during: { start: number; end: number } }> = fc
  .tuple(
    arbitraryTimes,
    arbitraryTimes,
    fc.option(dates, { freq: 2 }),
    fc.option(fc.constantFrom(0.5, 0.95, 0.999)),
  )
  .map(([a, b, asOf, level]) => ({
    during: { start: Math.min(a, b), end: Math.max(a, b) + (a === b ? DAY : 0) },
    ...(asOf === null ? {} : { asOf }),
    ...(level === null ? {} : { level }),
  }));

/** Rows with a period that begins or ends where one of the contracts does, as often as not. */
export const withEdges = (contracts: fc.Arbitrary<Contract[]>) =>
  fc.tuple(contracts, arbitraryAsked, fc.nat(), fc.nat()).map(([rows, asked, i, j]) => {
    const edges = rows.flatMap(({ startsAt, endsAt, cancelledAt }) =>
      [startsAt, endsAt, cancelledAt].map(ms).filter((at) => at !== null),
    );
    const pick = (n: number, or: number) => (n % 2 === 0 && edges.length > 0 ? edges[n % edges.length]! : or);
    const [a, b] = [pick(i, asked.during.start), pick(j, asked.during.end)];
    const during = { start: Math.min(a, b), end: Math.max(a, b) + (a === b ? DAY : 0) };
    return [rows, { ...asked, during }] as [Contract[], typeof asked];
  });

// By definition.

export const ms = (instant: Instant): number | null =>
  instant === null || instant === undefined ? null : Number(instant);
export const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Exact for any sum of these tests. */
export const Exact = Decimal.clone({ defaults: true, precision: 500, toExpPos: 9e15, toExpNeg: -9e15 });
function textOf(amount: unknown): string {
  const text = typeof amount === 'object' ? (amount as Decimal).toFixed() : String(amount);
  return text.replace(/\.$/, '').replace(/^\+/, '');
}
export const exact = (amount: unknown): Decimal => new Exact(textOf(amount));
export const add = (amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((a, b) => a.plus(b), new Exact(0));

/** Ends by its own dates before it starts: a flaw, where a cancellation before the start is none. */
export const isFlawed = ({ startsAt, endsAt }: Contract) =>
  ms(startsAt) !== null && ms(endsAt) !== null && ms(endsAt)! < ms(startsAt)!;

/** From `startsAt` until before the earlier of `endsAt` and `cancelledAt`. */
export function isActive(contract: Contract, at: number): boolean {
  const { startsAt, endsAt, cancelledAt } = contract;
  if (ms(startsAt) === null || isFlawed(contract)) return false;
  const over = [endsAt, cancelledAt].some((end) => ms(end) !== null && ms(end)! <= at);
  return ms(startsAt)! <= at && !over;
}

/** Counts reasons, in the order of their names. */
export function reasons() {
  const counts = new Map<string, number>();
  return {
    leaveOut: (reason: string) => void counts.set(reason, (counts.get(reason) ?? 0) + 1),
    all: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The two instants that a period compares; null where nothing of it is known yet. */
export function instantsOf({ during, asOf }: Asked): { start: number; end: number } | null {
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const { start, end } = during!;
  return now < start ? null : { start, end: Math.min(end, now) };
}

type Throwing = readonly [read: () => unknown, kind: typeof TypeError, message: string | RegExp];
/** A test for each call that throws, with its kind and all of its message; a pattern where a value is printed in it. */
export function refuses(calls: readonly Throwing[]): void {
  for (const [read, kind, message] of calls)
    test(String(message), () => {
      expect(read).toThrow(kind);
      expect(read).toThrow(typeof message === 'string' ? new kind(message) : message);
    });
}

/** What each customer pays at two instants, and what is left out. */
export function revenueAtTwo(contracts: readonly Contract[], asked: Asked) {
  const { leaveOut, all } = reasons();
  const instants = instantsOf(asked);
  const [start, end] = [new Map<string, Decimal>(), new Map<string, Decimal>()];
  for (const contract of contracts) {
    const { startsAt, customerId, amount } = contract;
    if (ms(startsAt) === null) leaveOut('missingStartsAt');
    else if (instants === null) continue;
    else if (isFlawed(contract)) {
      if (ms(startsAt)! <= instants.end) leaveOut('negativeDuration');
    } else if (isActive(contract, instants.start) || isActive(contract, instants.end)) {
      if (isMissing(customerId)) leaveOut('missingCustomerId');
      else if (isMissing(amount)) leaveOut('missingAmount');
      else
        for (const [at, paid] of [
          [instants.start, start],
          [instants.end, end],
        ] as const)
          if (isActive(contract, at))
            paid.set(String(customerId), (paid.get(String(customerId)) ?? new Exact(0)).plus(exact(amount)));
    }
  }
  return { start, end, excluded: all() };
}

const Rounded = Exact.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });

/** Customers who pay at the start, what they pay then and at the end; `capped`: each at most what it paid. */
export function revenueRetention(contracts: readonly Contract[], asked: Asked, capped: boolean) {
  const { start, end, excluded } = revenueAtTwo(contracts, asked);
  const paying = [...start].filter(([, paid]) => paid.greaterThan(0));
  const denominator = add(paying.map(([, paid]) => paid));
  const numerator = add(
    paying.map(([customer, paid]) => {
      const now = end.get(customer) ?? new Exact(0);
      return capped && now.greaterThan(paid) ? paid : now;
    }),
  );
  const value = paying.length === 0 ? null : new Rounded(numerator).div(denominator).toNumber();
  return {
    value,
    numerator: numerator.toFixed(),
    denominator: denominator.toFixed(),
    count: paying.length,
    excluded,
  };
}
