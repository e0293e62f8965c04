import { describe, expect, expectTypeOf, test } from 'vitest';
import { month, type Period, period, quarter, year } from '../../src/time/period.js';
import { date, dayAt, ZONES } from './oracle.js';

describe('month, quarter and year', () => {
  test.each(ZONES)(
    '%s: start with the first instant of the local date and end with the next, 1990 to 2040',
    (timeZone) => {
      const startsOn = (instant: number, y: number, m: number) => {
        const first = date(y, m, 1);
        if (dayAt(timeZone, instant) !== first || dayAt(timeZone, instant - 1) >= first) {
          expect.fail(`${y}-${m} does not start at ${new Date(instant).toISOString()}`);
        }
      };
      for (let y = 1990; y <= 2040; y++) {
        const whole = year(`${y}`, { timeZone });
        startsOn(whole.start, y, 1);
        startsOn(whole.end, y + 1, 1);
        for (let q = 1; q <= 4; q++) {
          const part = quarter(`${y}-Q${q}`, { timeZone });
          startsOn(part.start, y, q * 3 - 2);
          startsOn(part.end, y, q * 3 + 1);
        }
        for (let m = 1; m <= 12; m++) {
          const part = month(`${y}-${String(m).padStart(2, '0')}`, { timeZone });
          startsOn(part.start, y, m);
          startsOn(part.end, y, m + 1);
        }
      }
    },
  );

  test('are plain data that JSON keeps', () => {
    const timeZone = 'Europe/Paris';
    const november = month('2026-11', { timeZone });
    expect(november).toStrictEqual({
      name: '2026-11',
      unit: 'month',
      start: Date.UTC(2026, 9, 31, 23),
      end: Date.UTC(2026, 10, 30, 23),
      timeZone,
    });
    expect(JSON.parse(JSON.stringify(november))).toStrictEqual(november);
    expect(quarter('2026-Q4', { timeZone })).toMatchObject({ name: '2026-Q4', unit: 'quarter' });
    expect(year('2026', { timeZone })).toMatchObject({ name: '2026', unit: 'year' });
  });

  test('know every year of four digits', () => {
    expect(year('0000', { timeZone: 'UTC' })).toMatchObject({ name: '0000', start: date(0, 1, 1) * 864e5 });
    expect(month('0001-01', { timeZone: 'Asia/Tehran' }).name).toBe('0001-01');
    expect(quarter('9999-Q4', { timeZone: 'UTC' }).end).toBe(date(10_000, 1, 1) * 864e5);
    const march = month('9999-04', { timeZone: 'America/New_York' });
    expect(march.start).toBe(date(9999, 4, 1) * 864e5 + 4 * 36e5);
  });

  test('show a text that is none in a RangeError', () => {
    const options = { timeZone: 'UTC' };
    for (const text of [
      '2026-13',
      '2026-00',
      '2026-1',
      '2026',
      '26-01',
      ' 2026-01',
      '2026-01\n',
      '+002026-01',
      '',
    ]) {
      expect(() => month(text, options)).toThrow(
        new RangeError(`month requires a month such as '2026-11', got '${text}'`),
      );
    }
    for (const text of ['2026-Q5', '2026-Q0', '2026-q1', '2026Q1', '2026-01']) {
      expect(() => quarter(text, options)).toThrow(
        new RangeError(`quarter requires a quarter such as '2026-Q4', got '${text}'`),
      );
    }
    for (const text of ['26', '02026', '2026-01', '-026']) {
      expect(() => year(text, options)).toThrow(
        new RangeError(`year requires a year such as '2026', got '${text}'`),
      );
    }
  });

  test('throw a TypeError for anything but a text', () => {
    // @ts-expect-error a year is a text, since 2026 could be one of several things
    expect(() => year(2026, { timeZone: 'UTC' })).toThrow(
      new TypeError("year requires a year such as '2026', got 2026"),
    );
    // @ts-expect-error a text is required
    expect(() => month(undefined, { timeZone: 'UTC' })).toThrow(
      new TypeError("month requires a month such as '2026-11', got undefined"),
    );
  });

  test('assume no time zone', () => {
    for (const [name, make] of Object.entries({
      // @ts-expect-error the zone is required
      month: () => month('2026-11'),
      // @ts-expect-error the zone is required
      quarter: () => quarter('2026-Q4', {}),
      // @ts-expect-error an undefined zone is none
      year: () => year('2026', { timeZone: undefined }),
    })) {
      expect(make).toThrow(new TypeError(`${name} requires a timeZone, got undefined`));
    }
  });

  test('name the function when the zone is unknown or no text', () => {
    expect(() => month('2026-11', { timeZone: 'Mars/Olympus' })).toThrow(
      new RangeError("month requires a time zone such as 'Europe/Paris', got 'Mars/Olympus'"),
    );
    // @ts-expect-error a zone is a text
    expect(() => quarter('2026-Q4', { timeZone: null })).toThrow(
      new TypeError("quarter requires a time zone such as 'Europe/Paris', got null"),
    );
  });

  test('throw a TypeError for an option that does not exist', () => {
    // @ts-expect-error the option is timeZone
    expect(() => month('2026-11', { timezone: 'UTC' })).toThrow(
      new TypeError("month requires no options but timeZone, got 'timezone'"),
    );
    // @ts-expect-error options are an object
    expect(() => year('2026', 'UTC')).toThrow(
      new TypeError("year requires an object with timeZone, got 'UTC'"),
    );
    // @ts-expect-error options are an object
    expect(() => year('2026', null)).toThrow(
      new TypeError('year requires an object with timeZone, got null'),
    );
  });
});

describe('period(start, end, options)', () => {
  test('goes from one instant to another, named by both in ISO 8601', () => {
    const january: Period = period(new Date('2026-01-01'), Date.UTC(2026, 1, 1));
    expect(january).toStrictEqual({
      name: '2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z',
      unit: 'period',
      start: Date.UTC(2026, 0, 1),
      end: Date.UTC(2026, 1, 1),
      timeZone: null,
    });
    expectTypeOf(january.unit).toEqualTypeOf<'month' | 'quarter' | 'year' | 'period'>();
  });

  test('takes a name and a time zone', () => {
    const options = Object.freeze({ name: 'autumn', timeZone: 'Europe/Paris' });
    expect(period(0, 1, options)).toMatchObject(options);
  });

  test('is empty where start and end are equal', () => {
    expect(period(-0, 0)).toMatchObject({ start: 0, end: 0 });
    expect(Object.is(period(-0, 0).start, 0)).toBe(true);
  });

  test('throws a RangeError where the end is before the start', () => {
    expect(() => period(Date.UTC(2026, 1), Date.UTC(2026, 0))).toThrow(
      new RangeError(
        "period requires end to be at or after 2026-02-01T00:00:00.000Z, got '2026-01-01T00:00:00.000Z'",
      ),
    );
  });

  test('throws for a missing or wrong instant, and says which', () => {
    expect(() => period(null, 1)).toThrow(
      new TypeError('period requires start to be a Date or epoch milliseconds, got null'),
    );
    expect(() => period(0, undefined)).toThrow(
      new TypeError('period requires end to be a Date or epoch milliseconds, got undefined'),
    );
    // @ts-expect-error text becomes an instant where it is read, not here
    expect(() => period('2026-01-01', 1)).toThrow(
      new TypeError("period requires start to be a Date or epoch milliseconds, got '2026-01-01'"),
    );
    expect(() => period(0, new Date(Number.NaN))).toThrow(
      new RangeError('period requires end to be a valid Date, got an invalid Date'),
    );
    expect(() => period(Number.NaN, 0)).toThrow(RangeError);
  });

  test('throws for wrong options', () => {
    // @ts-expect-error the option is timeZone
    expect(() => period(0, 1, { zone: 'UTC' })).toThrow(
      new TypeError("period requires no options but name, timeZone, got 'zone'"),
    );
    // @ts-expect-error a name is a text
    expect(() => period(0, 1, { name: 7 })).toThrow(
      new TypeError('period requires name to be a text, got 7'),
    );
    expect(() => period(0, 1, { timeZone: 'Mars/Olympus' })).toThrow(
      new RangeError("period requires a time zone such as 'Europe/Paris', got 'Mars/Olympus'"),
    );
  });
});
