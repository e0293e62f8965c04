// Deals as they come out of CRMs: visits unsorted, at one instant, left out of turn, without dates, after the closing.
import fc from 'fast-check';
import type { Deal, Instant, Lead, StageVisit } from 'sales-effectiveness';
import { expect } from 'vitest';
import { frozen } from '../totals/arbitraryIds.js';
import { DAY } from './reference.js';

export const day = (n: number) => Date.UTC(2026, 0, n);

/** Few, so that stages recur; one is a name that every object has, and two are digits. */
export const STAGES = ['Demo', 'Offer', 'Closed won', 'constructor', '10', '9'];

/** Half days of one month, so that instants coincide, some off by a millisecond. */
export const arbitraryTimes = fc
  .tuple(fc.integer({ min: 2, max: 60 }), fc.constantFrom(0, 0, 0, 0, -1, 1))
  .map(([half, off]) => day(1) + (half * DAY) / 2 + off);

const instants: fc.Arbitrary<Date | number> = fc
  .tuple(arbitraryTimes, fc.boolean())
  .map(([ms, asDate]) => (asDate ? new Date(ms) : ms));

const sometimes = (missing: number): fc.Arbitrary<Instant> =>
  fc.oneof(
    { weight: 10 - missing, arbitrary: instants },
    { weight: missing, arbitrary: fc.constantFrom(null, undefined) },
  );

const visits: fc.Arbitrary<StageVisit> = fc.record({
  stage: fc.constantFrom(...STAGES),
  enteredAt: sometimes(1),
  leftAt: sometimes(7),
});

const ids = fc.oneof(fc.nat(40), fc.constantFrom('a', 'B', 'a10', 'a9', '007', '-1'));

export const arbitraryDeals: fc.Arbitrary<Deal[]> = fc.uniqueArray(
  fc.record({
    id: ids,
    createdAt: sometimes(1),
    status: fc.constantFrom('open', 'won', 'lost'),
    closedAt: sometimes(2),
    stages: fc.oneof(
      { weight: 8, arbitrary: fc.array(visits, { maxLength: 7, size: 'max' }) },
      { weight: 1, arbitrary: fc.constantFrom(null, undefined, []) },
    ),
  }),
  { selector: ({ id }) => String(id), maxLength: 14, size: 'max' },
);

export const arbitraryLeads: fc.Arbitrary<Lead[]> = fc.uniqueArray(
  fc.record({
    id: ids,
    createdAt: sometimes(1),
    firstContactedAt: sometimes(3),
    qualifiedAt: sometimes(5),
    wonAt: sometimes(7),
    disqualifiedAt: sometimes(8),
  }),
  { selector: ({ id }) => String(id), maxLength: 14, size: 'max' },
);

/** With and without a period, an instant of knowledge and a level. */
export const arbitraryAsked = fc.record({
  asOf: fc.option(instants, { nil: undefined }),
  during: fc.option(
    fc
      .tuple(arbitraryTimes, arbitraryTimes)
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
    { nil: undefined },
  ),
  level: fc.constantFrom(undefined, 0.8),
});

export const arbitraryOrder = fc.option(fc.shuffledSubarray([...STAGES, 'Never entered']), {
  nil: undefined,
});

/** What a table should be, its numbers to nine digits after the point. */
export function near<T>(expected: T): T {
  if (typeof expected === 'number') return expect.closeTo(expected, 9) as T;
  if (Array.isArray(expected)) return expected.map(near) as T;
  if (typeof expected !== 'object' || expected === null) return expected;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, near(value)])) as T;
}

/** Checks that a table is the same of frozen rows, in another order, and of rows that can be read only once. */
export function keepsTheLaws<Row extends object>(
  rows: readonly Row[],
  shuffled: readonly Row[],
  read: (rows: Iterable<Row>) => unknown,
): void {
  const table = read(frozen(rows));
  expect(read(shuffled)).toStrictEqual(table);
  const seen = { opened: 0, yielded: 0, ended: 0 };
  const once = {
    *[Symbol.iterator]() {
      seen.opened++;
      for (const row of rows) {
        seen.yielded++;
        yield row;
      }
      seen.ended++;
    },
  };
  expect(read(once)).toStrictEqual(table);
  expect(seen).toEqual({ opened: 1, yielded: rows.length, ended: 1 });
}

/** Rows, and the same in another order. */
export const inTwoOrders = <Row>(arbitrary: fc.Arbitrary<Row[]>): fc.Arbitrary<[Row[], Row[]]> =>
  arbitrary.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
