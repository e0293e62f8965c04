import fc from 'fast-check';
import {
  grossRevenueRetention,
  groupBy,
  type Instant,
  netRevenueRetention,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { laws } from '../laws.js';
import {
  arbitraryContracts,
  contractsFromZero,
  contractTables,
  ms,
  revenueRetention,
  withEdges,
} from './arbitraryContracts.js';
import {
  contract,
  day,
  during,
  monthly,
  readBy,
  revenueRetentionCases,
  shown,
} from './revenueRetentionCases.js';

laws(netRevenueRetention, contractTables);

describe('over arbitrary contracts', () => {
  test('is what its definition says, customer by customer, exactly', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, asked]) => {
        expect(shown(netRevenueRetention(contracts, asked))).toStrictEqual(
          revenueRetention(contracts, asked, false),
        );
      }),
      { numRuns: 400 },
    ));

  test('of groups is that of their rows, and of a trend that of each bucket with its own two instants', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, { during, asOf }]) => {
        for (const [owner, reading] of groupBy(contracts, 'ownerId', netRevenueRetention, { during, asOf })) {
          const own = contracts.filter(({ ownerId }) => (ownerId ?? undefined) === owner);
          expect(shown(reading)).toStrictEqual(revenueRetention(own, { during, asOf }, false));
        }
        for (const known of [asOf, 'bucketEnd'] as const)
          for (const { period, reading } of trend(contracts, netRevenueRetention, {
            ...monthly,
            during,
            asOf: known,
          })) {
            const own = { during: period, asOf: known === 'bucketEnd' ? period.end - 1 : known };
            const { excluded: _, ...expected } = revenueRetention(contracts, own, false);
            expect(shown(reading)).toMatchObject(expected);
          }
      }),
      { numRuns: 100 },
    ));

  test('is never below 0, of amounts that are not, and the gross one where no customer pays more', () =>
    fc.assert(
      fc.property(withEdges(contractsFromZero), ([contracts, asked]) => {
        const net = netRevenueRetention(contracts, asked);
        if (net.value !== null) expect(net.value).toBeGreaterThanOrEqual(0);
        // Contracts that begin later make a customer pay more: without them nobody does.
        const old = contracts.filter(({ startsAt }) => !(Number(startsAt) > asked.during.start));
        expect(shown(netRevenueRetention(old, asked))).toStrictEqual(
          shown(grossRevenueRetention(old, asked)),
        );
      }),
      { numRuns: 200 },
    ));

  test('takes rows whose changes come after asOf as they are known by then', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, asked]) => {
        const now = ms(asked.asOf) ?? asked.during.end;
        const later = (instant: Instant) => ms(instant) !== null && ms(instant)! > now;
        const then = contracts
          .filter(({ startsAt }) => !later(startsAt))
          .map((each) => (later(each.cancelledAt) ? { ...each, cancelledAt: null } : each));
        const known = { ...asked, asOf: now };
        expect(netRevenueRetention(then, known)).toStrictEqual(netRevenueRetention(contracts, known));
      }),
      { numRuns: 100 },
    ));
});

const of = readBy(netRevenueRetention);

describe('netRevenueRetention(contracts)', () => {
  test('is what customers of the start pay at the end ÷ what they paid, growth counted, with all that stands behind it', () => {
    const contracts = [
      contract('grows', '100'),
      contract('grows', '450', day(10)),
      contract('shrinks', '100', day(-30), day(10)),
      contract('shrinks', '40', day(10)),
      contract('goes', '200', day(-30), day(15)),
      contract('comes', '500', day(20)),
    ];
    expect(netRevenueRetention(contracts, { during })).toStrictEqual({
      value: 1.475,
      unit: 'ratio',
      better: 'higher',
      numerator: expect.objectContaining({ constructor: expect.any(Function) }),
      denominator: expect.objectContaining({ constructor: expect.any(Function) }),
      count: 3,
      interval: null,
      excluded: {},
    });
    expect(of(contracts)).toEqual(['590', '400', 1.475]);
  });

  test("lets one customer's growth make up for another's loss", () => {
    expect(
      of([contract('a', '100', day(-30), day(9)), contract('b', '100'), contract('b', '900', day(9))]),
    ).toEqual(['1000', '200', 5]);
  });
});

revenueRetentionCases(netRevenueRetention, 4);
