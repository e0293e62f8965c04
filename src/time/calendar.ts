import { firstDayOf, monthOf } from './civil.js';
import { type Conventions, checkConventions, conventionsKept, WEEKDAYS } from './conventions.js';
import type { Unit } from './period.js';

/** The periods of one unit, numbered: each is whole days (since 1970-01-01), which the next number continues. */
export interface Calendar {
  readonly unit: Unit;
  /** What its periods must know of the conventions besides their name. */
  readonly conventions: Conventions;
  /** The number of the period that holds a day. */
  readonly numberOf: (day: number) => number;
  /** The first day of a period. */
  readonly firstDay: (number: number) => number;
  /** `2026-11-24`, `2026-W48`, `2026-11`, `2026-Q4` or `2026`; years beyond four digits as in `+012026`. */
  readonly nameOf: (number: number) => string;
  /** The number of the period of that name, and `NaN` where there is none. */
  readonly numberNamed: (name: string) => number;
}

/**
 * The calendar of a unit. Throws for conventions that there are not, with the function's name in front.
 *
 * `calendar('week').nameOf(calendar('week').numberOf(0))` is `'1970-W01'`.
 */
export function calendar(unit: Unit, conventions: Conventions = {}, who?: string): Calendar {
  checkConventions(conventions, who);
  const numbers = numbersOf(unit, conventions);
  const numberNamed = (name: string) => {
    const [, year, part, day] = NAME.exec(name) ?? [];
    const number = numbers.numberIn(Number(year), Number(part), Number(day));
    return numbers.nameOf(number) === name ? number : Number.NaN; // 30 February would be named 2 March
  };
  return { ...numbers, unit, conventions: conventionsKept(unit, conventions), numberNamed };
}

const NAME = /^([+-]\d{6}|\d{4})(?:-[QW]?(\d\d?))?(?:-(\d\d))?$/;

interface Numbers extends Pick<Calendar, 'numberOf' | 'firstDay' | 'nameOf'> {
  /** The number of the period that is the nth of its year; for a day, of a month and a day in it. */
  readonly numberIn: (year: number, nth: number, day: number) => number;
}

function numbersOf(unit: Unit, conventions: Conventions): Numbers {
  const { yearStarts = 1, yearNamedBy = 'end', weekStartsOn = 'monday' } = conventions;
  if (unit === 'day') return DAYS;
  if (unit === 'week') return weeks(WEEKDAYS.indexOf(weekStartsOn));
  if (unit === 'month') return months(1, 1, 0, (nth) => `-${twoDigits(nth)}`);
  const ahead = yearStarts > 1 && yearNamedBy === 'end' ? 1 : 0;
  return unit === 'quarter'
    ? months(3, yearStarts, ahead, (nth) => `-Q${nth}`)
    : months(12, yearStarts, ahead, () => '');
}

const DAYS: Numbers = {
  numberOf: (day) => day,
  firstDay: (day) => day,
  nameOf: (day) => {
    const month = monthOf(day);
    const year = Math.floor(month / 12);
    return `${yearName(year)}-${twoDigits(month - year * 12 + 1)}-${twoDigits(day - firstDayOf(month) + 1)}`;
  },
  numberIn: (year, month, day) => firstDayOf(year * 12 + month - 1) + day - 1,
};

/** Weeks that begin on a weekday, 0 being Monday. */
function weeks(weekday: number): Numbers {
  const monday = -3; // 1970-01-01 was a Thursday
  const numberOf = (day: number) => Math.floor((day - monday - weekday) / 7);
  const firstDay = (week: number) => week * 7 + monday + weekday;
  return {
    numberOf,
    firstDay,
    nameOf: (week) => {
      // Week 1 holds 4 January, so its fourth day is one of the year's first seven: the year is that day's.
      const fourth = firstDay(week) + 3;
      const year = Math.floor(monthOf(fourth) / 12);
      return `${yearName(year)}-W${twoDigits(Math.floor((fourth - firstDayOf(year * 12)) / 7) + 1)}`;
    },
    numberIn: (year, nth) => numberOf(firstDayOf(year * 12) + 3) + nth - 1,
  };
}

/** Parts of a year of so many months, the year beginning with month `starts` and named `ahead` years later. */
function months(size: number, starts: number, ahead: number, suffix: (nth: number) => string): Numbers {
  const inYear = 12 / size;
  return {
    numberOf: (day) => Math.floor((monthOf(day) - (starts - 1)) / size),
    firstDay: (number) => firstDayOf(number * size + (starts - 1)),
    nameOf: (number) => {
      const year = Math.floor(number / inYear);
      return yearName(year + ahead) + suffix(number - year * inYear + 1);
    },
    numberIn: (year, nth) => (year - ahead) * inYear + (inYear === 1 ? 0 : nth - 1),
  };
}

function yearName(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
