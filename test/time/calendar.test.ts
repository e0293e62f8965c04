import { getISOWeek, getISOWeekYear, getWeek, getWeekYear } from 'date-fns';
import { expect, test } from 'vitest';
import { calendar } from '../../src/time/calendar.js';
import { WEEKDAYS } from '../../src/time/conventions.js';
import type { Unit } from '../../src/time/period.js';
import { date } from './oracle.js';

const FIRST = date(1, 1, 1);
const LAST = date(9999, 12, 31);

/** A Date whose local fields, which date-fns reads, are those of the day. */
function localFields(day: number): Date {
  const utc = new Date(day * 864e5);
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), 12);
}

const weekName = (year: number, week: number) => `${year}-W${String(week).padStart(2, '0')}`;

test('calendar("day") names days as toISOString does, in years 1 to 9999', () => {
  const { nameOf, numberNamed } = calendar('day');
  const everyDay = date(1601, 1, 1); // for 400 years, which hold every kind of year; elsewhere some days
  for (let day = FIRST; day <= LAST; day += day >= everyDay && day < everyDay + 146_097 ? 1 : 17) {
    const name = nameOf(day);
    if (name !== new Date(day * 864e5).toISOString().slice(0, 10)) expect.fail(name);
    if (numberNamed(name) !== day) expect.fail(name);
  }
  expect([nameOf(FIRST), nameOf(LAST)]).toEqual(['0001-01-01', '9999-12-31']);
});

test('calendar("week") numbers ISO weeks as date-fns does, 1890 to 2140', () => {
  const { nameOf, numberOf } = calendar('week');
  for (let day = date(1890, 1, 1); day < date(2140, 1, 1); day++) {
    const at = localFields(day);
    const expected = weekName(getISOWeekYear(at), getISOWeek(at));
    if (nameOf(numberOf(day)) !== expected) expect.fail(`${at} is in ${expected}`);
  }
});

test('calendar("week") numbers weeks of every other start as date-fns does, 1990 to 2040', () => {
  for (const [i, weekStartsOn] of WEEKDAYS.entries()) {
    const { nameOf, numberOf, firstDay } = calendar('week', { weekStartsOn });
    const options = { weekStartsOn: ((i + 1) % 7) as 0, firstWeekContainsDate: 4 } as const;
    for (let day = date(1990, 1, 1); day < date(2041, 1, 1); day++) {
      const at = localFields(day);
      const expected = weekName(getWeekYear(at, options), getWeek(at, options));
      const number = numberOf(day);
      if (nameOf(number) !== expected) expect.fail(`${at} is in ${expected}`);
      if (localFields(firstDay(number)).getDay() !== options.weekStartsOn) expect.fail(`${expected} starts`);
    }
  }
});

test('calendar("week") has a week 53 in just the years that have it', () => {
  const { numberNamed } = calendar('week');
  const long: number[] = [];
  for (let year = 2000; year < 2050; year++) {
    if (!Number.isNaN(numberNamed(`${year}-W53`))) long.push(year);
    expect(numberNamed(`${year}-W54`)).toBeNaN();
  }
  expect(long).toEqual([2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048]);
});

test.each<Unit>(['day', 'week', 'month', 'quarter', 'year'])(
  'calendar("%s") holds each day once and finds each period by its name, before year 0 and after 9999 too',
  (unit) => {
    for (const yearNamedBy of ['start', 'end'] as const) {
      for (let yearStarts = 1; yearStarts <= 12; yearStarts++) {
        const weekStartsOn = WEEKDAYS[yearStarts % 7]!;
        const { numberOf, firstDay, nameOf, numberNamed } = calendar(unit, {
          yearStarts,
          yearNamedBy,
          weekStartsOn,
        });
        for (const middle of [date(-20, 1, 1), date(0, 6, 1), date(1969, 12, 1), date(9999, 12, 1)]) {
          for (let day = middle - 400; day < middle + 400; day++) {
            const number = numberOf(day);
            if (!(firstDay(number) <= day && day < firstDay(number + 1))) expect.fail(`${day} in ${unit}`);
            if (numberNamed(nameOf(number)) !== number) expect.fail(`${nameOf(number)} is found`);
          }
        }
      }
    }
  },
);

test('calendar(unit).numberNamed is NaN for the names of other units and for what is no name', () => {
  const names = { day: '2026-11-24', week: '2026-W48', month: '2026-11', quarter: '2026-Q4', year: '2026' };
  for (const unit of Object.keys(names) as Unit[]) {
    const { numberNamed } = calendar(unit);
    for (const [other, name] of Object.entries(names)) {
      expect(Number.isNaN(numberNamed(name))).toBe(other !== unit);
      expect(numberNamed(`${name}\n`)).toBeNaN();
    }
    for (const text of ['', '-', 'NaN', '-000000', '+002026', '02026', '2026-', '2026-Q', '2026-W']) {
      expect(numberNamed(text)).toBeNaN();
    }
  }
});
