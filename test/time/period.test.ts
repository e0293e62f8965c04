import { describe, expect, expectTypeOf, test } from 'vitest';
import { day, month, type Period, period, quarter, week, year } from '../../src/time/period.js';
import { dates, localDates } from './localDate.js';
import { date, ZONES } from './oracle.js';

const twoDigits = (n: number) => String(n).padStart(2, '0');

describe('day, week, month, quarter and year', () => {
  test.each(ZONES)(
    '%s: start with the first instant of the local date and end with the next, 1990 to 2040',
    (timeZone) => {
      const options = { timeZone };
      const dateAt = localDates(timeZone);
      const starts = new Map<string, number>();
      let end = day('1989-12-31', options).end;
      for (const text of dates('1990-01-01', '2042-02-01')) {
        const { start, end: after } = day(text, options);
        if (start !== end) expect.fail(`${text} does not start where the day before ends`);
        const [here, before] = [dateAt(start), dateAt(start - 1)];
        const right = start < after ? here === text : here > text; // else a date that does not exist
        if (!right || before >= text) expect.fail(`${text} starts at ${start}, on ${here} after ${before}`);
        starts.set(text, start);
        end = after;
      }

      const covers = (whole: Period, from: string, to: string) => {
        if (whole.start !== starts.get(from) || whole.end !== starts.get(to)) {
          expect.fail(`${whole.name} is not ${from} to ${to}, but ${whole.start} to ${whole.end}`);
        }
      };
      const first = (y: number, m: number) => new Date(Date.UTC(y, m - 1)).toISOString().slice(0, 10);
      for (let y = 1990; y <= 2040; y++) {
        covers(year(`${y}`, options), first(y, 1), first(y + 1, 1));
        for (let m = 1; m <= 12; m++) {
          covers(month(`${y}-${twoDigits(m)}`, options), first(y, m), first(y, m + 1));
          const fiscal = { timeZone, yearStarts: m };
          const named = m === 1 ? y : y + 1;
          covers(year(`${named}`, fiscal), first(y, m), first(y + 1, m));
          covers(year(`${y}`, { ...fiscal, yearNamedBy: 'start' }), first(y, m), first(y + 1, m));
          for (let q = 1; q <= 4; q++) {
            const from = m + q * 3 - 3;
            covers(quarter(`${named}-Q${q}`, fiscal), first(y, from), first(y, from + 3));
          }
        }
        for (let q = 1; q <= 4; q++) {
          covers(quarter(`${y}-Q${q}`, options), first(y, q * 3 - 2), first(y, q * 3 + 1));
        }
      }

      // The Monday on or before 4 January 1990, and every week from there on, named by its Thursday's year.
      let [thursdayYear, number] = [1990, 1];
      for (let monday = Date.UTC(1990, 0, 1); monday < Date.UTC(2041, 0, 1); monday += 7 * 864e5) {
        const [from, thursday, to] = [0, 3, 7].map((n) => new Date(monday + n * 864e5).toISOString());
        if (Number(thursday!.slice(0, 4)) !== thursdayYear) [thursdayYear, number] = [thursdayYear + 1, 1];
        const name = `${thursdayYear}-W${twoDigits(number++)}`;
        covers(week(name, options), from!.slice(0, 10), to!.slice(0, 10));
      }
    },
  );

  test('are empty for a day that the zone never had', () => {
    const timeZone = 'Pacific/Apia';
    const skipped = day('2011-12-30', { timeZone });
    expect(skipped).toMatchObject({ name: '2011-12-30', start: Date.UTC(2011, 11, 30, 10) });
    expect(skipped.end).toBe(skipped.start);
    expect(day('2011-12-29', { timeZone }).end).toBe(skipped.start);
    expect(day('2011-12-31', { timeZone }).start).toBe(skipped.start);
    const { start, end } = week('2011-W52', { timeZone });
    expect(end - start).toBe(6 * 864e5);
  });

  test('make fiscal years that are named by their end, or by their start', () => {
    const options = { timeZone: 'UTC', yearStarts: 2 };
    const bounds = ({ start, end }: Period) =>
      [start, end].map((instant) => new Date(instant).toISOString().slice(0, 10));
    expect(bounds(year('2027', options))).toEqual(['2026-02-01', '2027-02-01']);
    expect(bounds(year('2026', { ...options, yearNamedBy: 'start' }))).toEqual(['2026-02-01', '2027-02-01']);
    expect(bounds(quarter('2027-Q1', options))).toEqual(['2026-02-01', '2026-05-01']);
    expect(bounds(quarter('2027-Q4', options))).toEqual(['2026-11-01', '2027-02-01']);
    expect(bounds(quarter('2026-Q4', { ...options, yearNamedBy: 'start' }))).toEqual([
      '2026-11-01',
      '2027-02-01',
    ]);
  });

  test('keep the conventions that neighbours need, and no others', () => {
    const timeZone = 'UTC';
    const plain = ['name', 'unit', 'start', 'end', 'timeZone'];
    const fields = (p: Period) => Object.keys(p).filter((key) => !plain.includes(key));
    expect(year('2027', { timeZone, yearStarts: 2 })).toMatchObject({ yearStarts: 2 });
    expect(fields(year('2027', { timeZone, yearStarts: 2, yearNamedBy: 'end' }))).toEqual(['yearStarts']);
    expect(quarter('2027-Q1', { timeZone, yearStarts: 7, yearNamedBy: 'start' })).toMatchObject({
      yearStarts: 7,
      yearNamedBy: 'start',
    });
    expect(week('2026-W48', { timeZone, weekStartsOn: 'sunday' })).toMatchObject({ weekStartsOn: 'sunday' });
    for (const same of [
      day('2026-11-24', { timeZone }),
      week('2026-W48', { timeZone }),
      week('2026-W48', { timeZone, weekStartsOn: 'monday' }),
      year('2026', { timeZone, yearStarts: 1, yearNamedBy: 'start' }),
      year('2026', { timeZone, yearStarts: undefined }),
    ]) {
      expect(Object.keys(same)).toEqual(plain);
    }
    const fiscal = quarter('2027-Q1', { timeZone, yearStarts: 7, yearNamedBy: 'start' });
    expect(JSON.parse(JSON.stringify(fiscal))).toStrictEqual(fiscal);
  });

  test('name years alike by start and end where they begin in January', () => {
    const january = { timeZone: 'UTC', yearStarts: 1 };
    expect(year('2026', { ...january, yearNamedBy: 'start' })).toStrictEqual(year('2026', january));
    expect(year('2026', { ...january, yearNamedBy: 'end' })).toStrictEqual(year('2026', { timeZone: 'UTC' }));
  });

  test('throw a RangeError for impossible conventions and a TypeError for wrong kinds', () => {
    const timeZone = 'UTC';
    for (const yearStarts of [0, 13, 1.5, -1, Number.NaN]) {
      expect(() => year('2026', { timeZone, yearStarts })).toThrow(
        new RangeError(`year requires yearStarts to be a month from 1 to 12, got ${yearStarts}`),
      );
    }
    // @ts-expect-error a month is a number
    expect(() => quarter('2026-Q1', { timeZone, yearStarts: '2' })).toThrow(
      new TypeError("quarter requires yearStarts to be a month from 1 to 12, got '2'"),
    );
    // @ts-expect-error it is the start or the end
    expect(() => year('2026', { timeZone, yearNamedBy: 'middle' })).toThrow(
      new RangeError("year requires yearNamedBy to be 'start' or 'end', got 'middle'"),
    );
    // @ts-expect-error it is a text
    expect(() => year('2026', { timeZone, yearNamedBy: null })).toThrow(
      new TypeError("year requires yearNamedBy to be 'start' or 'end', got null"),
    );
    // @ts-expect-error days are written small
    expect(() => week('2026-W01', { timeZone, weekStartsOn: 'Sunday' })).toThrow(
      new RangeError("week requires weekStartsOn to be a day of the week such as 'sunday', got 'Sunday'"),
    );
    // @ts-expect-error days have names
    expect(() => week('2026-W01', { timeZone, weekStartsOn: 0 })).toThrow(
      new TypeError("week requires weekStartsOn to be a day of the week such as 'sunday', got 0"),
    );
  });

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
    expect(day('0001-01-01', { timeZone: 'UTC' }).start).toBe(date(1, 1, 1) * 864e5);
    expect(day('9999-12-31', { timeZone: 'UTC' }).end).toBe(date(10_000, 1, 1) * 864e5);
    expect(week('0001-W01', { timeZone: 'UTC' }).start).toBe(date(1, 1, 1) * 864e5);
    expect(week('9999-W52', { timeZone: 'UTC' }).end).toBe(date(10_000, 1, 3) * 864e5);
    expect(year('0000', { timeZone: 'UTC', yearStarts: 2 }).start).toBe(date(-1, 2, 1) * 864e5);
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
    for (const text of [
      '2026-02-30',
      '2025-02-29',
      '1900-02-29',
      '2026-00-10',
      '2026-13-01',
      '2026-11-00',
      '2026-11-31',
      '2026-11-1',
      '2026-11',
      '2026-11-24T00:00',
      ' 2026-11-24',
      '+012026-11-24',
      '2026-Q1-24',
    ]) {
      expect(() => day(text, options)).toThrow(
        new RangeError(`day requires a day such as '2026-11-24', got '${text}'`),
      );
    }
    expect(day('2000-02-29', options).name).toBe('2000-02-29');
    for (const text of ['2025-W53', '2027-W53', '2026-W54', '2026-W00', '2026-W1', '2026W48', '2026-48']) {
      expect(() => week(text, options)).toThrow(
        new RangeError(`week requires a week such as '2026-W48', got '${text}'`),
      );
    }
    expect(week('2026-W53', options).start).toBe(Date.UTC(2026, 11, 28));
    expect(() => week('2026-W53', { ...options, weekStartsOn: 'sunday' })).toThrow(RangeError);
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
      day: () => day('2026-11-24'),
      // @ts-expect-error the zone is required
      week: () => week('2026-W48', { weekStartsOn: 'sunday' }),
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
    // @ts-expect-error a month is the same in every fiscal year
    expect(() => month('2026-11', { timeZone: 'UTC', yearStarts: 2 })).toThrow(
      new TypeError("month requires no options but timeZone, got 'yearStarts'"),
    );
    // @ts-expect-error a week is of no fiscal year
    expect(() => week('2026-W48', { timeZone: 'UTC', yearStarts: 2 })).toThrow(
      new TypeError("week requires no options but timeZone, weekStartsOn, got 'yearStarts'"),
    );
    // @ts-expect-error options are an object
    expect(() => year('2026', 'UTC')).toThrow(
      new TypeError("year requires an object with timeZone, yearStarts, yearNamedBy, got 'UTC'"),
    );
    // @ts-expect-error options are an object
    expect(() => year('2026', null)).toThrow(
      new TypeError('year requires an object with timeZone, yearStarts, yearNamedBy, got null'),
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
    expectTypeOf(january.unit).toEqualTypeOf<
      'day' | 'week' | 'month' | 'quarter' | 'year' | 'days' | 'period'
    >();
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
