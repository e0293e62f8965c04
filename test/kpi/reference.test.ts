import fc from 'fast-check';
import {
  averageDealValue,
  dealsLost,
  dealsOpened,
  dealsWon,
  revenueWon,
  salesCycle,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals, arbitraryOptions } from '../laws.js';
import * as reference from './reference.js';

type Deals = Parameters<typeof reference.dealsWon>[0];
const agrees = (check: (deals: Deals, options: reference.Asked) => void) =>
  fc.assert(
    fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => void check(deals, options)),
    { numRuns: 150 },
  );

/** Equal but for the rounding of a few sums of doubles. */
const near = (value: number | null, expected: number | null) =>
  expected === null || value === null
    ? expect(value).toBe(expected)
    : expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 + 1e-12 * Math.abs(expected));

describe('over arbitrary deals, periods and instants, by its definition', () => {
  test('dealsOpened counts created deals', () =>
    agrees((deals, options) =>
      expect(dealsOpened(deals, options)).toMatchObject(reference.dealsOpened(deals, options)),
    ));

  test('dealsWon counts won deals', () =>
    agrees((deals, options) =>
      expect(dealsWon(deals, options)).toMatchObject(reference.dealsWon(deals, options)),
    ));

  test('dealsLost counts lost deals', () =>
    agrees((deals, options) =>
      expect(dealsLost(deals, options)).toMatchObject(reference.dealsLost(deals, options)),
    ));

  test('winRate divides won by decided deals', () =>
    agrees((deals, options) => {
      const expected = reference.winRate(deals, options);
      const reading = winRate(deals, options);
      expect(reading).toMatchObject({ ...expected, count: expected.denominator });
      expect(reading.excluded).toStrictEqual(expected.excluded);
      if (reading.interval !== null) {
        const { low, high } = reading.interval;
        expect(0 <= low && low <= reading.value! && reading.value! <= high && high <= 1).toBe(true);
        expect(low === 0).toBe(reading.numerator === 0);
        expect(high === 1).toBe(reading.numerator === reading.denominator);
      }
    }));

  test('revenueWon adds won amounts exactly', () =>
    agrees((deals, options) => {
      const { value, count, excluded } = revenueWon(deals, options);
      expect({ value: value.toFixed(), count, excluded }).toStrictEqual(reference.revenueWon(deals, options));
    }));

  test.each(['net', 'exclude'] as const)('averageDealValue divides exactly, refunds: %s', (refunds) =>
    agrees((deals, options) => {
      const { value, sum, count, excluded } = averageDealValue(deals, { ...options, refunds });
      const got = { value: value === null ? null : value.toFixed(), sum: sum.toFixed(), count, excluded };
      expect(got).toStrictEqual(reference.averageDealValue(deals, options, refunds));
    }),
  );

  test.each([
    { deals: 'won' },
    { deals: 'closed' },
    { deals: 'won', days: 'calendar', timeZone: 'Europe/Paris' },
    { deals: 'closed', days: 'calendar', timeZone: 'America/Sao_Paulo' },
  ] as const)('salesCycle measures creation to closing, $deals $days $timeZone', (own) =>
    agrees((deals, options) => {
      const expected = reference.salesCycle(deals, options, own);
      const kpi = salesCycle.with({ ...own, statistic: 'median' });
      const reading = kpi(deals, { ...options, level: 0.95 });
      for (const name of ['mean', 'median', 'p90', 'deviation'] as const) near(reading[name], expected[name]);
      expect(reading.count).toBe(expected.count);
      expect(reading.excluded).toStrictEqual(expected.excluded);
      if (expected.medianInterval === null) expect(reading.interval).toBeNull();
      else {
        near(reading.interval!.low, expected.medianInterval.low);
        near(reading.interval!.high, expected.medianInterval.high);
      }
    }),
  );
});
