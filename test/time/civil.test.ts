import { expect, test } from 'vitest';
import { firstDayOf, monthOf } from '../../src/time/civil.js';
import { date } from './oracle.js';

test('firstDayOf(month) is the date that Date gives, in every month of years -400 to 4000', () => {
  for (let month = -400 * 12; month < 4000 * 12; month++) {
    const year = Math.floor(month / 12);
    if (firstDayOf(month) !== date(year, month - year * 12 + 1, 1)) expect.fail(`month ${month}`);
  }
});

test('monthOf(day) holds the first and the last day of every month of years -400 to 4000', () => {
  for (let month = -400 * 12; month < 4000 * 12; month++) {
    if (monthOf(firstDayOf(month)) !== month) expect.fail(`first day of month ${month}`);
    if (monthOf(firstDayOf(month + 1) - 1) !== month) expect.fail(`last day of month ${month}`);
  }
});

test('monthOf(day) reaches the last day that a Date can hold', () => {
  expect(monthOf(1e8)).toBe(275760 * 12 + 8);
  expect(monthOf(-1e8)).toBe(-271821 * 12 + 3);
});
