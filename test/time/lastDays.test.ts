import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastDays } from '../../src/time/lastDays.js';
import { day } from '../../src/time/period.js';
import { dayAt, ZONES } from './oracle.js';

const DAY = 864e5;

test('lastDays(n, { asOf, timeZone }) ends with the day of asOf and starts n - 1 days before', () => {
  const options = { asOf: new Date('2026-11-24T09:15:00Z'), timeZone: 'Europe/Paris' };
  expect(lastDays(90, options)).toStrictEqual({
    name: '2026-08-27/2026-11-24',
    unit: 'days',
    start: Date.UTC(2026, 7, 26, 22),
    end: Date.UTC(2026, 10, 24, 23),
    timeZone: 'Europe/Paris',
  });
  const { start, end } = day('2026-11-24', { timeZone: 'Europe/Paris' });
  expect(lastDays(1, options)).toMatchObject({ name: '2026-11-24/2026-11-24', start, end });
});

test('lastDays(n, …) holds asOf and, by Intl, n local dates that end with its own', () => {
  const anyTime = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), anyTime, fc.constantFrom(...ZONES), (n, asOf, timeZone) => {
      const { start, end } = lastDays(n, { asOf, timeZone });
      expect(start <= asOf && asOf < end).toBe(true);
      // Whole local dates: Apia's missing one shows where a start would have been on it.
      const today = dayAt(timeZone, end - 1);
      expect(today - dayAt(timeZone, asOf)).toBe(0);
      expect(dayAt(timeZone, start - 1)).toBeLessThan(today - n + 1);
      expect(dayAt(timeZone, start)).toBeGreaterThanOrEqual(today - n + 1);
      expect(dayAt(timeZone, end)).toBeGreaterThan(today);
    }),
    { numRuns: 500, seed: 12 },
  );
});

test('lastDays(n, …) holds an asOf of the hour that came back over midnight', () => {
  // In St. John's 2009-11-01 00:01 became 2009-10-31 23:01.
  const back = Date.UTC(2009, 10, 1, 2, 31);
  const { name, start, end } = lastDays(1, { asOf: back, timeZone: 'America/St_Johns' });
  expect(name).toBe('2009-11-01/2009-11-01');
  expect(start <= back && back < end).toBe(true);
});

test('lastDays(n, …) throws for a number of days that there is not', () => {
  const options = { asOf: 0, timeZone: 'UTC' };
  for (const n of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => lastDays(n, options)).toThrow(
      new RangeError(`lastDays requires a whole number of days, at least 1, got ${n}`),
    );
  }
  expect(lastDays(1e8, options).start).toBe(-8.64e15 + DAY);
  for (const n of [2e8, 1e300]) {
    expect(() => lastDays(n, options)).toThrow(
      new RangeError(`lastDays requires days that a Date can hold, got ${n}`),
    );
  }
  // @ts-expect-error a number is required
  expect(() => lastDays('7', options)).toThrow(new TypeError("lastDays requires a number of days, got '7'"));
});

test('lastDays(n, …) assumes neither a moment nor a zone', () => {
  // @ts-expect-error the options are required
  expect(() => lastDays(7)).toThrow(
    new TypeError('lastDays requires an object with asOf, timeZone, got undefined'),
  );
  // @ts-expect-error asOf is required
  expect(() => lastDays(7, { timeZone: 'UTC' })).toThrow(
    new TypeError('lastDays requires asOf to be a Date or epoch milliseconds, got undefined'),
  );
  // @ts-expect-error the zone is required
  expect(() => lastDays(7, { asOf: 0 })).toThrow(
    new TypeError('lastDays requires a timeZone, got undefined'),
  );
  expect(() => lastDays(7, { asOf: 0, timeZone: 'Mars/Olympus' })).toThrow(/^lastDays requires a time zone/);
  // @ts-expect-error the option does not exist
  expect(() => lastDays(7, { asOf: 0, timeZone: 'UTC', until: 1 })).toThrow(
    new TypeError("lastDays requires no options but asOf, timeZone, got 'until'"),
  );
});
