import { requires } from '../error.js';

/** A moment in a record: a `Date` or epoch milliseconds; `null` or `undefined` when it has not happened. */
export type Instant = Date | number | null | undefined;

/** The furthest moment that a `Date` can hold, in milliseconds from 1970 (ECMA-262, time values). */
export const FURTHEST = 8.64e15;

/** Later than any moment that a `Date` can hold: what is known, or lasts, without end. Literal: sums at module scope stay in bundles. */
export const BEYOND = 8_640_000_000_000_001;

/** Milliseconds in a day of 24 hours. */
export const DAY = 86_400_000;

/**
 * Epoch milliseconds of an instant, and `NaN` when it has not happened.
 *
 * Marks subtract and compare through it: `time(deal.closedAt) - time(deal.createdAt)`.
 * Text, other kinds, `NaN`, infinities and invalid dates throw.
 *
 * @example
 * import { time } from 'sales-effectiveness';
 * time(new Date('2026-11-24T00:00:00Z')) // => 1_795_478_400_000
 */
export function time(instant: Instant): number {
  // As short as can be, so that it is inlined wherever marks read a date.
  return typeof instant === 'number' && instant >= -8.64e15 && instant <= 8.64e15
    ? instant
    : lookedAt(instant);
}

function lookedAt(instant: Instant): number {
  if (typeof instant === 'number')
    throw requires(RangeError, 'epoch milliseconds that a Date can hold', instant);
  if (instant === null || instant === undefined) return Number.NaN;
  // By tag as well as by class: a Date of another realm (a frame, a test sandbox) is a Date.
  if (instant instanceof Date || Object.prototype.toString.call(instant) === '[object Date]') {
    const ms = Date.prototype.getTime.call(instant);
    if (!Number.isNaN(ms)) return ms;
    throw requires(RangeError, 'a valid Date', instant);
  }
  throw requires(TypeError, 'a Date or epoch milliseconds', instant);
}
