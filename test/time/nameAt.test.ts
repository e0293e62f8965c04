import { expect, test } from 'vitest';
import { nameAt } from '../../src/time/nameAt.js';

test('nameAt(unit, timeZone, instant) is the name of the period that holds the instant', () => {
  const lastOfQ3 = Date.UTC(2026, 8, 30, 22) - 1;
  const names = (instant: number) =>
    (['day', 'week', 'month', 'quarter', 'year'] as const).map((unit) =>
      nameAt(unit, 'Europe/Paris', instant),
    );
  expect(names(lastOfQ3)).toEqual(['2026-09-30', '2026-W40', '2026-09', '2026-Q3', '2026']);
  expect(names(lastOfQ3 + 1)).toEqual(['2026-10-01', '2026-W40', '2026-10', '2026-Q4', '2026']);
  expect(nameAt('quarter', 'Europe/Paris', lastOfQ3, { yearStarts: 10 })).toBe('2026-Q4');
  expect(nameAt('quarter', 'Europe/Paris', lastOfQ3 + 1, { yearStarts: 10 })).toBe('2027-Q1');
  expect(nameAt('day', 'America/St_Johns', Date.UTC(2009, 10, 1, 2, 31))).toBe('2009-11-01');
});
