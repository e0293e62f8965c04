import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { FURTHEST, type Instant, time } from '../../src/time/instant.js';

test('time(instant) gives epoch milliseconds of a Date or of themselves', () => {
  expect(time(new Date(5))).toBe(5);
  expect(time(-1.5)).toBe(-1.5);
  expect(time(FURTHEST)).toBe(new Date(FURTHEST).getTime());
  expect(time(runInNewContext('new Date(7)'))).toBe(7);
});

test('time(instant) is NaN for what has not happened', () => {
  expect(time(null)).toBeNaN();
  expect(time(undefined)).toBeNaN();
});

test('time(instant) throws for anything else', () => {
  expect(() => time('2026-01-01' as unknown as Instant)).toThrow(
    new TypeError("requires a Date or epoch milliseconds, got '2026-01-01'"),
  );
  expect(() => time(new Date(Number.NaN))).toThrow(
    new RangeError('requires a valid Date, got an invalid Date'),
  );
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, FURTHEST + 1]) {
    expect(() => time(value)).toThrow(RangeError);
  }
});
