import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WorkingTimeOptions, workingTime } from '../../src/time/workingTime.js';
import { date } from './oracle.js';

const HOUR = 3_600_000;
const DAY = 86_400_000;

const office = workingTime({
  timeZone: 'Europe/Paris',
  hours: '09:00-17:00',
  holidays: ['2026-12-25', '2027-01-01'],
  exceptions: { '2026-12-24': ['09:00-12:00'], '2027-01-01': '10:00-11:00' },
});
const paris = (text: string) => Date.parse(`${text}+01:00`); // winter time
const hoursIn = ({ between }: typeof office, from: string, to: string) =>
  between(paris(from), paris(to)) / HOUR;

describe('between(from, to)', () => {
  test('counts one hour from Friday 16:30 to Monday 09:30, and minus one back', () => {
    expect(hoursIn(office, '2026-11-27T16:30', '2026-11-30T09:30')).toBe(1);
    expect(hoursIn(office, '2026-11-30T09:30', '2026-11-27T16:30')).toBe(-1);
  });

  test('is 0 on a weekend and between an instant and itself, never -0', () => {
    expect(hoursIn(office, '2026-11-28T09:00', '2026-11-29T17:00')).toBe(0);
    expect(hoursIn(office, '2026-11-29T17:00', '2026-11-28T09:00')).toBe(0);
    expect(office.between(-0, -0)).toBe(0);
  });

  test('takes Dates and epoch milliseconds alike', () => {
    const [from, to] = [paris('2026-11-27T16:30'), paris('2026-11-30T09:30')];
    expect(office.between(new Date(from), new Date(to))).toBe(HOUR);
    expect(office.between(new Date(from), to)).toBe(HOUR);
    expect(office.between(from, new Date(to))).toBe(HOUR);
  });

  test('knows holidays, and exceptions over weekdays and over holidays', () => {
    expect(hoursIn(office, '2026-12-24T00:00', '2026-12-25T00:00')).toBe(3);
    expect(hoursIn(office, '2026-12-25T00:00', '2026-12-26T00:00')).toBe(0);
    expect(hoursIn(office, '2027-01-01T00:00', '2027-01-02T00:00')).toBe(1);
    // A week of 40 hours without Thursday's afternoon and Friday.
    expect(hoursIn(office, '2026-12-21T00:00', '2026-12-28T00:00')).toBe(27);
  });

  test('works the night before a holiday to its end, and not the night that begins on it', () => {
    const timeZone = 'Europe/Paris';
    const nights = workingTime({ timeZone, hours: '22:00-06:00', holidays: ['2026-11-11'] });
    expect(hoursIn(nights, '2026-11-11T00:00', '2026-11-12T00:00')).toBe(6);
    expect(hoursIn(nights, '2026-11-12T00:00', '2026-11-13T00:00')).toBe(2);
    expect(hoursIn(nights, '2026-11-14T00:00', '2026-11-16T00:00')).toBe(6); // Friday's night
  });

  test('counts what elapses: a night is an hour shorter in spring and an hour longer in autumn', () => {
    const nights = workingTime({ timeZone: 'Europe/Paris', hours: { saturday: '22:00-06:00' } });
    expect(hoursIn(nights, '2026-03-28T12:00', '2026-03-29T12:00')).toBe(7);
    expect(hoursIn(nights, '2026-10-24T12:00', '2026-10-25T12:00')).toBe(9);
    expect(hoursIn(nights, '2026-11-07T12:00', '2026-11-08T12:00')).toBe(8);
  });

  test('counts 0 for a window that the clock skips, and no moment twice', () => {
    const on = (sunday: string[]) =>
      hoursIn(
        workingTime({ timeZone: 'Europe/Paris', hours: { sunday } }),
        '2026-03-29T00:00',
        '2026-03-30T00:00',
      );
    expect(on(['02:00-03:00'])).toBe(0);
    expect(on(['02:30-03:00'])).toBe(0);
    expect(on(['01:00-02:30'])).toBe(1.5);
    expect(on(['01:00-02:30', '03:00-05:00'])).toBe(3);
    expect(on(['02:30-02:45', '03:00-05:00'])).toBe(2);
    expect(on(['02:30-03:00', '03:00-05:00'])).toBe(2);
  });

  test('has every hour of a day of 00:00 to 24:00, 23 or 25 where clocks change', () => {
    const always = workingTime({ timeZone: 'Europe/Paris', hours: everyDay('00:00-24:00') });
    for (const [from, to] of [
      [0, 1],
      [-5e13, 8e15],
      [paris('2026-03-29T00:00'), paris('2026-03-30T00:00')],
    ] as const)
      expect(always.between(from, to)).toBe(to - from);
  });

  test('reaches over all years with four digits and to the ends of time', () => {
    const [from, to] = [date(1, 1, 6), date(9999, 12, 25)]; // Saturdays, whatever the zone
    let days = 0;
    for (let day = from; day < to; day++) if (![0, 6].includes(new Date(day * DAY).getUTCDay())) days++;
    for (const timeZone of ['UTC', 'Asia/Tokyo'])
      expect(workingTime({ timeZone, hours: '09:00-14:00' }).between(from * DAY, to * DAY)).toBe(
        days * 5 * HOUR,
      );
    const ever = workingTime({ timeZone: 'UTC', hours: everyDay('00:00-12:00') });
    expect(ever.between(-8.64e15, 8.64e15)).toBe(8.64e15);
  });

  test('has a holiday once, not every 400 years', () => {
    const last = Math.floor((200 * 2 ** 35) / DAY) - 1; // of a stretch that is compiled at once, in 2187
    const holidays = [new Date(last * DAY).toISOString().slice(0, 10)];
    const { between } = workingTime({ timeZone: 'UTC', hours: everyDay('09:00-17:00'), holidays });
    for (const cycles of [-8, -1, 0, 1, 2, 20]) {
      const start = (last + cycles * 146_097) * DAY;
      expect(between(start, start + DAY)).toBe(cycles === 0 ? 0 : 8 * HOUR);
    }
  });

  test('requires instants', () => {
    for (const [value, message] of [
      [null, 'from to be a Date or epoch milliseconds, got null'],
      [undefined, 'from to be a Date or epoch milliseconds, got undefined'],
      ['2026-01-01', "from to be a Date or epoch milliseconds, got '2026-01-01'"],
    ] as const)
      expect(() => office.between(value as never, 0)).toThrow(new TypeError(`between requires ${message}`));
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 2]) {
      const what = `epoch milliseconds that a Date can hold, got ${value}`;
      expect(() => office.between(0, value)).toThrow(new RangeError(`between requires to to be ${what}`));
      expect(() => office.between(value, 0)).toThrow(new RangeError(`between requires from to be ${what}`));
    }
    expect(() => office.between(0, new Date(Number.NaN))).toThrow(
      new RangeError('between requires to to be a valid Date, got an invalid Date'),
    );
  });
});

describe('add(instant, milliseconds)', () => {
  const plus = (text: string, hours: number) => office.add(paris(text), hours * HOUR);

  test('goes over nights, weekends, holidays and exceptions', () => {
    expect(plus('2026-11-27T16:30', 1)).toBe(paris('2026-11-30T09:30'));
    expect(plus('2026-12-24T11:00', 2)).toBe(paris('2026-12-28T10:00'));
    expect(office.add(new Date(paris('2026-11-27T16:30')), HOUR)).toBe(paris('2026-11-30T09:30'));
  });

  test('is the earliest instant: the end of a day, not the start of the next', () => {
    expect(plus('2026-11-27T09:00', 8)).toBe(paris('2026-11-27T17:00'));
    expect(plus('2026-11-28T12:00', 8)).toBe(paris('2026-11-30T17:00'));
  });

  test('goes back to the latest instant: the start of a day, not the end of the one before', () => {
    expect(plus('2026-11-27T17:00', -8)).toBe(paris('2026-11-27T09:00'));
    expect(plus('2026-11-30T09:30', -1)).toBe(paris('2026-11-27T16:30'));
  });

  test('of 0 is the instant itself, on a weekend too, never -0', () => {
    const saturday = paris('2026-11-28T12:00');
    expect(office.add(saturday, 0)).toBe(saturday);
    expect(office.add(saturday, -0)).toBe(saturday);
    expect(office.add(-0, 0)).toBe(0);
  });

  test('requires an instant and milliseconds', () => {
    expect(() => office.add(null, 1)).toThrow(
      new TypeError('add requires instant to be a Date or epoch milliseconds, got null'),
    );
    expect(() => office.add(Number.NaN, 1)).toThrow(
      new RangeError('add requires instant to be epoch milliseconds that a Date can hold, got NaN'),
    );
    expect(() => office.add(0, '1' as never)).toThrow(new TypeError("add requires milliseconds, got '1'"));
  });

  test('requires an amount for which there is working time', () => {
    for (const amount of [Number.NaN, Number.NEGATIVE_INFINITY, 1e300, 1e16, -8e15])
      expect(() => office.add(0, amount)).toThrow(
        new RangeError(`add requires milliseconds that the working time is enough for, got ${amount}`),
      );
    const fair = workingTime({ timeZone: 'UTC', hours: {}, exceptions: { '2026-05-01': '10:00-12:00' } });
    const [before, end] = [0, Date.UTC(2026, 4, 1, 12)];
    expect(fair.add(before, 2 * HOUR)).toBe(end);
    expect(fair.add(8e15, -2 * HOUR)).toBe(Date.UTC(2026, 4, 1, 10));
    expect(() => fair.add(before, 2 * HOUR + 1)).toThrow(RangeError);
    expect(() => fair.add(end, 1)).toThrow(RangeError);
    expect(() => fair.add(before, -1)).toThrow(RangeError);
    expect(() => fair.add(-8e15, 2 * HOUR + 1)).toThrow(RangeError);
  });
});

describe('a definition', () => {
  const of = (rules: object) => () =>
    workingTime({ timeZone: 'UTC', hours: '09:00-17:00', ...rules } as never);

  test('is not changed, and leaves a plain object', () => {
    const frozen: WorkingTimeOptions = Object.freeze({
      timeZone: 'UTC',
      hours: Object.freeze({ monday: Object.freeze(['13:00-17:00', '09:00-12:00']) }),
      holidays: Object.freeze(['2026-12-25']),
      exceptions: Object.freeze({ '2026-12-24': Object.freeze([]) }),
    });
    expect(Object.keys(workingTime(frozen))).toEqual(['timeZone', 'between', 'add']);
    expect(workingTime(frozen).between(0, 7 * DAY)).toBe(7 * HOUR);
  });

  test('is checked by its types', () => {
    // @ts-expect-error weekdays have English names
    const weekday = () => workingTime({ timeZone: 'UTC', hours: { montag: '09:00-17:00' } });
    // @ts-expect-error no zone is ever assumed
    const zone = () => workingTime({ hours: '09:00-17:00' });
    // @ts-expect-error between is for instants, not for texts
    const text = () => office.between('2026-11-27', 0);
    for (const call of [weekday, zone, text]) expect(call).toThrow(/ requires /);
  });

  test('may have windows that touch, also over midnight, and in any order', () => {
    expect(of({ hours: { monday: ['12:00-17:00', '09:00-12:00'] } })).not.toThrow();
    expect(of({ hours: { monday: '22:00-06:00', tuesday: '06:00-07:00' } })).not.toThrow();
    expect(
      of({ hours: { sunday: '17:00-09:00', monday: '09:00-00:00', tuesday: '00:00-24:00' } }),
    ).not.toThrow();
  });

  test.each([
    [{ hours: '9-17' }, "hours such as '09:00-17:00', got '9-17'"],
    [{ hours: '' }, "hours such as '09:00-17:00', got ''"],
    [{ hours: '25:00-26:00' }, "hours such as '09:00-17:00', got '25:00-26:00'"],
    [{ hours: '09:00-17:60' }, "hours such as '09:00-17:00', got '09:00-17:60'"],
    [{ hours: '24:00-06:00' }, "hours such as '09:00-17:00', got '24:00-06:00'"],
    [{ hours: { friday: ['09:00-24:30'] } }, "hours such as '09:00-17:00', got '09:00-24:30'"],
    [{ hours: '09:00-09:00' }, "hours that are not empty ('00:00-24:00' is a whole day), got '09:00-09:00'"],
    [{ hours: { monday: ['09:00-13:00', '12:00-17:00'] } }, "got '09:00-13:00, 12:00-17:00'"],
    [{ hours: { monday: ['22:00-06:00', '23:00-24:00'] } }, "got '22:00-06:00, 23:00-24:00'"],
    [{ hours: '18:00-09:01' }, null],
    [{ hours: '09:00-08:59' }, null],
    [
      { hours: { monday: '22:00-06:00', tuesday: '05:00-09:00' } },
      "'monday 22:00-06:00, tuesday 05:00-09:00'",
    ],
    [{ hours: { sunday: '22:00-06:00', monday: '05:00-09:00' } }, "'sunday 22:00-06:00, monday 05:00-09:00'"],
    [
      { hours: '22:00-06:00', exceptions: { '2026-12-24': '05:59-12:00' } },
      "windows that do not overlap, got 'wednesday 22:00-06:00, 2026-12-24 05:59-12:00'",
    ],
    [
      { exceptions: { '2026-12-24': '22:00-09:01' } },
      "windows that do not overlap, got '2026-12-24 22:00-09:01, friday 09:00-17:00'",
    ],
    [
      { exceptions: { '2026-12-24': '22:00-09:01', '2026-12-25': ['10:00-11:00', '09:00-09:30'] } },
      "windows that do not overlap, got '2026-12-24 22:00-09:01, 2026-12-25 09:00-09:30'",
    ],
    [{ exceptions: { '2026-12-24': '22:00-09:01' }, holidays: ['2026-12-25'] }, null],
    [{ hours: {} }, 'hours on at least one day, got an object with nothing'],
    [
      { hours: { monday: [] }, holidays: ['2026-12-25'], exceptions: { '2026-12-24': [] } },
      'hours on at least',
    ],
    [
      { hours: { montag: '09:00-17:00' } },
      'weekdays among monday, tuesday, wednesday, thursday, friday, saturday',
    ],
    [{ hours: { Monday: '09:00-17:00' } }, "sunday, got 'Monday'"],
    [{ holidays: ['2026-02-30'] }, "holidays to be a list of dates such as '2026-12-25', got '2026-02-30'"],
    [{ holidays: ['2026-02-29'] }, "got '2026-02-29'"],
    [{ holidays: ['2100-02-29'] }, "got '2100-02-29'"],
    [{ holidays: ['2000-02-29', '2028-02-29'] }, null],
    [{ holidays: ['2026-04-31'] }, "got '2026-04-31'"],
    [{ holidays: ['2026-4-1'] }, "got '2026-4-1'"],
    [{ holidays: ['2026-04-00'] }, "got '2026-04-00'"],
    [{ holidays: ['25.12.2026'] }, "got '25.12.2026'"],
    [{ holidays: ['2026-12-25', '2026-12-25'] }, "each holiday once, got '2026-12-25'"],
    [{ exceptions: { '2026-13-01': [] } }, "such as { '2026-12-24': ['09:00-12:00'] }, got '2026-13-01'"],
    [{ exceptions: { '2026-12-24': '9-12' } }, "hours such as '09:00-17:00', got '9-12'"],
    [{ timeZone: 'Mars/Olympus' }, "a time zone such as 'Europe/Paris', got 'Mars/Olympus'"],
  ])('%j: RangeError %s', (rules, message) => {
    if (message === null) expect(of(rules)).not.toThrow();
    else {
      expect(of(rules)).toThrow(RangeError);
      expect(of(rules)).toThrow(/^workingTime requires /);
      expect(of(rules)).toThrow(message);
    }
  });

  test.each([
    [
      { hours: undefined },
      "hours such as '09:00-17:00' or { monday: ['09:00-12:00', '13:00-17:00'] }, got undefined",
    ],
    [{ hours: ['09:00-17:00'] }, 'got an array of 1'],
    [{ hours: { monday: 9 } }, "hours such as '09:00-17:00', got 9"],
    [{ hours: { monday: ['09:00-17:00', null] } }, 'got null'],
    [{ holidays: '2026-12-25' }, "holidays to be a list of dates such as '2026-12-25', got '2026-12-25'"],
    [{ holidays: [new Date(0)] }, 'got 1970-01-01T00:00:00.000Z'],
    [{ exceptions: ['2026-12-24'] }, 'exceptions to be an object such as'],
    [{ exceptions: { '2026-12-24': null } }, 'got null'],
    [{ hollidays: [] }, "no options but timeZone, hours, holidays, exceptions, got 'hollidays'"],
    [{ timeZone: undefined }, 'a timeZone, got undefined'],
    [{ timeZone: 2 }, "a time zone such as 'Europe/Paris', got 2"],
  ])('%j: TypeError %s', (rules, message) => {
    expect(of(rules)).toThrow(TypeError);
    expect(of(rules)).toThrow(/^workingTime requires /);
    expect(of(rules)).toThrow(message);
  });

  test('is required', () => {
    for (const nothing of [undefined, null, 'UTC'])
      expect(() => workingTime(nothing as never)).toThrow(
        /^workingTime requires an object with timeZone, hours/,
      );
  });
});

describe('the laws of working time', () => {
  const calendars = fc.constantFrom(
    office,
    workingTime({
      timeZone: 'America/New_York',
      hours: everyDay(['22:00-01:30', '02:15-02:45', '09:00-17:00']),
    }),
    workingTime({
      timeZone: 'Australia/Lord_Howe',
      hours: { sunday: '00:00-24:00', thursday: '09:00-09:01' },
    }),
    workingTime({ timeZone: 'UTC', hours: '18:00-17:00', holidays: ['2026-01-05', '2026-01-06'] }),
  );
  const instants = fc.oneof(
    fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2028, 0) }),
    fc.integer({ min: date(1000, 1, 1) * DAY, max: date(4000, 1, 1) * DAY }),
  );
  const amounts = fc.oneof(
    fc.integer({ min: -40 * HOUR, max: 40 * HOUR }),
    fc.integer({ min: -HOUR / 10, max: HOUR / 10 }).map((n) => n * 10 * HOUR),
    fc.constantFrom(0, 1, -1, 8 * HOUR, -8 * HOUR),
  );

  test('between is antisymmetric, additive, monotone and never more than what elapses', () => {
    fc.assert(
      fc.property(calendars, instants, instants, instants, ({ between }, a, b, c) => {
        expect(between(b, a)).toBe(0 - between(a, b));
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        const worked = between(Math.min(a, b), Math.max(a, b));
        expect(worked).toBeGreaterThanOrEqual(0);
        expect(worked).toBeLessThanOrEqual(Math.abs(b - a));
      }),
      { numRuns: 1000, seed: 6 },
    );
  });

  test('add is the inverse of between, and no instant nearer is', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, ({ between, add }, t, amount) => {
        const there = add(t, amount);
        expect(between(t, there)).toBe(amount);
        if (amount !== 0) expect(between(t, there - Math.sign(amount))).toBe(amount - Math.sign(amount));
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  test('the order of questions does not matter', () => {
    const rules: WorkingTimeOptions = { timeZone: 'America/New_York', hours: everyDay(['22:00-02:30']) };
    const years = [2030, 1950, 2026, 3000, 1000, 2019, 2100, 1969];
    const ask = (years: readonly number[]) => {
      const { between, add } = workingTime(rules);
      return new Map(years.map((y) => [y, [between(0, date(y, 3, 9) * DAY), add(date(y, 3, 9) * DAY, 1e9)]]));
    };
    expect(ask(years)).toEqual(ask(years.toReversed()));
  });
});

function everyDay(windows: string | readonly string[]) {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return Object.fromEntries(days.map((day) => [day, windows]));
}
