import type { Unit } from './period.js';

/** How many months a calendar unit has. */
export const MONTHS: Readonly<Record<Unit, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * The name of the unit that begins with a month (counted from January of year 0): `2026-11`, `2026-Q4`,
 * `2026`. Years of more than four digits, or before year 0, are written as ISO 8601 does: `+012026`.
 *
 * `nameOf('quarter', 2026 * 12 + 9)` is `'2026-Q4'`.
 */
export function nameOf(unit: Unit, month: number): string {
  const year = Math.floor(month / 12);
  const inYear = month - year * 12;
  if (unit === 'month') return `${yearName(year)}-${inYear < 9 ? '0' : ''}${inYear + 1}`;
  return unit === 'quarter' ? `${yearName(year)}-Q${inYear / 3 + 1}` : yearName(year);
}

function yearName(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}
