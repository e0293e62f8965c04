import { expect, test } from 'vitest';
import { lastDays } from '../../src/time/lastDays.js';
import { period, quarter } from '../../src/time/period.js';
import { toDate } from '../../src/time/toDate.js';

const q4 = Object.freeze(quarter('2026-Q4', { timeZone: 'Europe/Paris', yearStarts: 1 }));

test('toDate(p, asOf) ends with the millisecond of asOf, which is part of it', () => {
  const asOf = Date.UTC(2026, 10, 24, 9, 15);
  expect(toDate(q4, asOf)).toStrictEqual({ ...q4, end: asOf + 1 });
  expect(toDate(q4, new Date(asOf))).toStrictEqual({ ...q4, end: asOf + 1 });
  expect(toDate(q4, asOf + 0.5)).toStrictEqual({ ...q4, end: asOf + 1 });
  expect(toDate(q4, q4.start)).toStrictEqual({ ...q4, end: q4.start + 1 });
});

test('toDate(p, asOf) is empty before p starts', () => {
  for (const asOf of [q4.start - 0.5, q4.start - 1, -8.64e15]) {
    expect(toDate(q4, asOf)).toStrictEqual({ ...q4, end: q4.start });
  }
});

test('toDate(p, asOf) is p from its last millisecond on', () => {
  for (const asOf of [q4.end - 1, q4.end, 8.64e15]) expect(toDate(q4, asOf)).toStrictEqual(q4);
  expect(toDate(q4, q4.end - 2)).toStrictEqual({ ...q4, end: q4.end - 1 });
});

test('toDate(p, asOf) again is the earlier of both', () => {
  const [early, late] = [q4.start + 1000, q4.start + 5000];
  expect(toDate(toDate(q4, early), late)).toStrictEqual(toDate(q4, early));
  expect(toDate(toDate(q4, late), early)).toStrictEqual(toDate(q4, early));
});

test('toDate(p, asOf) keeps the name, but for one made of two instants', () => {
  expect(toDate(period(0, 9, { name: 'launch' }), 4)).toStrictEqual(period(0, 5, { name: 'launch' }));
  expect(toDate(period(0, 9), 4)).toStrictEqual(period(0, 5));
  const week = lastDays(7, { asOf: 0, timeZone: 'UTC' });
  expect(toDate(week, 4)).toStrictEqual({ ...week, end: 5 });
});

test('toDate(p, asOf) throws for what is no period and no instant', () => {
  // @ts-expect-error a period is required
  expect(() => toDate('2026-Q4', 0)).toThrow(
    new TypeError("toDate requires p to be a period, got '2026-Q4'"),
  );
  // @ts-expect-error an instant is required
  expect(() => toDate(q4, null)).toThrow(
    new TypeError('toDate requires asOf to be a Date or epoch milliseconds, got null'),
  );
  expect(() => toDate(q4, Number.NaN)).toThrow(RangeError);
});
