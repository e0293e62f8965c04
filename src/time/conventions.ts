import { requires, requiresNumber } from '../error.js';
import type { Unit } from './period.js';

/** A day of the week. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Where the years and the weeks of a calendar begin, and what years are called. */
export interface Conventions {
  /** The month, 1 to 12, with which a fiscal year begins; 1, January, when not given. */
  readonly yearStarts?: number | undefined;
  /** The calendar year that a fiscal year has its name from: that in which it ends, when not given. */
  readonly yearNamedBy?: 'start' | 'end' | undefined;
  /** The first day of a week; `'monday'`, as in ISO 8601, when not given. */
  readonly weekStartsOn?: Weekday | undefined;
}

export const CONVENTIONS: readonly (keyof Conventions)[] = ['yearStarts', 'yearNamedBy', 'weekStartsOn'];

export const WEEKDAYS: readonly Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/** The conventions that something has. */
export const conventionsOf = (from: Conventions | undefined): Conventions =>
  Object.fromEntries(CONVENTIONS.flatMap((name) => (from?.[name] === undefined ? [] : [[name, from[name]]])));

/** Refuses conventions that there are not: a `TypeError` for a wrong kind, a `RangeError` for a wrong value. */
export function checkConventions(conventions: Conventions, who?: string): void {
  const { yearStarts = 1, yearNamedBy = 'end', weekStartsOn = 'monday' } = conventions;
  if (!(Number.isInteger(yearStarts) && yearStarts >= 1 && yearStarts <= 12)) {
    throw requiresNumber('yearStarts to be a month from 1 to 12', yearStarts, who);
  }
  if (yearNamedBy !== 'start' && yearNamedBy !== 'end') {
    const kind = typeof yearNamedBy === 'string' ? RangeError : TypeError;
    throw requires(kind, "yearNamedBy to be 'start' or 'end'", yearNamedBy, who);
  }
  if (!WEEKDAYS.includes(weekStartsOn)) {
    const kind = typeof weekStartsOn === 'string' ? RangeError : TypeError;
    throw requires(kind, "weekStartsOn to be a day of the week such as 'sunday'", weekStartsOn, who);
  }
}

/**
 * What a period of the unit has to keep of them: what matters for it and is not the default, so that the same
 * period is the same data however it was asked for.
 */
export function conventionsKept(unit: Unit, conventions: Conventions): Conventions {
  const { yearStarts = 1, yearNamedBy, weekStartsOn = 'monday' } = conventions;
  if (unit === 'week' && weekStartsOn !== 'monday') return { weekStartsOn };
  if ((unit !== 'quarter' && unit !== 'year') || yearStarts === 1) return {};
  return yearNamedBy === 'start' ? { yearStarts, yearNamedBy } : { yearStarts };
}
