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

laws(grossRevenueRetention, contractTables);

describe('over arbitrary contracts', () => {
  test('is what its definition says, customer by customer, exactly', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, asked]) => {
        expect(shown(grossRevenueRetention(contracts, asked))).toStrictEqual(
          revenueRetention(contracts, asked, true),
        );
      }),
      { numRuns: 400 },
    ));

  test('of groups is that of their rows, and of a trend that of each bucket with its own two instants', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, { during, asOf }]) => {
        for (const [owner, reading] of groupBy(contracts, 'ownerId', grossRevenueRetention, {
          during,
          asOf,
        })) {
          const own = contracts.filter(({ ownerId }) => (ownerId ?? undefined) === owner);
          expect(shown(reading)).toStrictEqual(revenueRetention(own, { during, asOf }, true));
        }
        for (const known of [asOf, 'bucketEnd'] as const)
          for (const { period, reading } of trend(contracts, grossRevenueRetention, {
            ...monthly,
            during,
            asOf: known,
          })) {
            const own = { during: period, asOf: known === 'bucketEnd' ? period.end - 1 : known };
            const { excluded: _, ...expected } = revenueRetention(contracts, own, true);
            expect(shown(reading)).toMatchObject(expected);
          }
      }),
      { numRuns: 100 },
    ));

  test('is at most 1 and at most the net one, of amounts that are not below 0', () =>
    fc.assert(
      fc.property(withEdges(contractsFromZero), ([contracts, asked]) => {
        const gross = grossRevenueRetention(contracts, asked);
        const net = netRevenueRetention(contracts, asked);
        expect([gross.denominator.toFixed(), gross.count]).toEqual([net.denominator.toFixed(), net.count]);
        if (gross.value === null) expect(net.value).toBeNull();
        else {
          expect(gross.value).toBeGreaterThanOrEqual(0);
          expect(gross.value).toBeLessThanOrEqual(1);
          expect(gross.value).toBeLessThanOrEqual(net.value!);
          expect(gross.numerator.lessThanOrEqualTo(net.numerator)).toBe(true);
        }
      }),
      { numRuns: 400 },
    ));

  test('is at most the net one also where credits make amounts negative', () =>
    fc.assert(
      fc.property(withEdges(arbitraryContracts), ([contracts, asked]) => {
        const gross = grossRevenueRetention(contracts, asked);
        const net = netRevenueRetention(contracts, asked);
        expect(gross.numerator.lessThanOrEqualTo(net.numerator)).toBe(true);
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
        expect(grossRevenueRetention(then, known)).toStrictEqual(grossRevenueRetention(contracts, known));
      }),
      { numRuns: 100 },
    ));
});

const of = readBy(grossRevenueRetention);

describe('grossRevenueRetention(contracts)', () => {
  test('is what customers of the start still pay ÷ what they paid, none above its start, with all that stands behind it', () => {
    const contracts = [
      contract('grows', '100'),
      contract('grows', '50', day(10)),
      contract('shrinks', '100', day(-30), day(10)),
      contract('shrinks', '40', day(10)),
      contract('goes', '200', day(-30), day(15)),
      contract('comes', '500', day(20)),
    ];
    expect(grossRevenueRetention(contracts, { during })).toStrictEqual({
      value: 0.35,
      unit: 'ratio',
      better: 'higher',
      numerator: expect.objectContaining({ constructor: expect.any(Function) }),
      denominator: expect.objectContaining({ constructor: expect.any(Function) }),
      count: 3,
      interval: null,
      excluded: {},
    });
    expect(of(contracts)).toEqual(['140', '400', 0.35]);
  });

  test("does not let one customer's growth make up for another's loss, nor a new contract for an old one by more than it was", () => {
    expect(
      of([contract('a', '100', day(-30), day(9)), contract('b', '100'), contract('b', '900', day(9))]),
    ).toEqual(['100', '200', 0.5]);
    expect(of([contract('a', '100', day(-30), day(9)), contract('a', '900', day(9))])).toEqual([
      '100',
      '100',
      1,
    ]);
  });
});

revenueRetentionCases(grossRevenueRetention, 1);
