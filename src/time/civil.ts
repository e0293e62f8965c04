/**
 * The proleptic Gregorian calendar as arithmetic on whole numbers: no `Date`, no zone, any year.
 *
 * A month is counted from January of year 0 (`year * 12 + month`, January being 0), a day from 1970-01-01.
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil: years that begin in
 * March put the leap day last, so that the months before it follow one line of slope 153/5.
 */

/**
 * The first day of a month, in days since 1970-01-01.
 *
 * `firstDayOf(1970 * 12)` is `0`.
 */
export function firstDayOf(month: number): number {
  const sinceMarch = month - 2;
  const year = Math.floor(sinceMarch / 12);
  const dayOfYear = Math.floor((153 * (sinceMarch - year * 12) + 2) / 5);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + dayOfYear - 719_468; // 0000-03-01 is that many days before 1970
}

/**
 * The month that holds a day, the day given in days since 1970-01-01.
 *
 * `monthOf(-1)` is `1969 * 12 + 11`.
 */
export function monthOf(day: number): number {
  // A guess from the mean month (146,097 days in 4,800 months), at most one off.
  let month = Math.floor((day + 719_528) / 30.436_875);
  while (firstDayOf(month) > day) month--;
  while (firstDayOf(month + 1) <= day) month++;
  return month;
}
