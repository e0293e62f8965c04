import { month, winRate } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from '../laws.js';

laws(winRate, arbitraryTables);

const timeZone = 'Europe/Paris';
const deal = { id: 1, createdAt: Date.UTC(2026, 0, 1), closedAt: Date.UTC(2026, 0, 10) } as const;
const decided = (won: number, lost: number) => [
  ...Array.from({ length: won }, () => ({ ...deal, status: 'won' }) as const),
  ...Array.from({ length: lost }, () => ({ ...deal, status: 'lost' }) as const),
];

describe('winRate(deals)', () => {
  test('is won ÷ (won + lost), with all that stands behind it', () => {
    const reading = winRate(decided(1, 3));
    expect(reading).toStrictEqual({
      value: 0.25,
      unit: 'ratio',
      better: 'higher',
      numerator: 1,
      denominator: 4,
      count: 4,
      interval: { low: expect.closeTo(0.045587, 6), high: expect.closeTo(0.699358, 6), level: 0.95 },
      excluded: {},
    });
  });

  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('has the score interval: %i of %i is %f to %f', (won, n, low, high) => {
    const { interval } = winRate(decided(won, n - won));
    expect(interval!.low).toBeCloseTo(low, 4);
    expect(interval!.high).toBeCloseTo(high, 4);
  });

  test('has a lower limit of exactly 0 when nothing was won, an upper of exactly 1 when all was', () => {
    expect(winRate(decided(0, 7)).interval!.low).toBe(0);
    expect(winRate(decided(7, 0)).interval!.high).toBe(1);
  });

  test('of no decided deals is null, without interval', () => {
    expect(winRate([])).toMatchObject({
      value: null,
      interval: null,
      count: 0,
      numerator: 0,
      denominator: 0,
    });
    expect(winRate([{ ...deal, status: 'open' }]).value).toBeNull();
  });

  test('takes a closing at the first instant of the period and none at its end', () => {
    const during = month('2026-01', { timeZone });
    const at = (closedAt: number) => winRate([{ ...deal, closedAt, status: 'won' }], { during }).count;
    expect([during.start - 1, during.start, during.end - 1, during.end].map(at)).toEqual([0, 1, 1, 0]);
  });

  test('never reads the closing date of an open deal, which is a forecast', () => {
    const forecast = 'next spring' as never;
    expect(winRate([...decided(1, 0), { ...deal, closedAt: forecast, status: 'open' }]).count).toBe(1);
  });

  test('counts decided deals without a closing date as left out', () => {
    const deals = [...decided(1, 1), { ...deal, closedAt: null, status: 'won' } as const];
    expect(winRate(deals)).toMatchObject({ value: 0.5, count: 2, excluded: { missingClosedAt: 1 } });
  });

  test('as of an instant does not know later closings nor deals created later', () => {
    const asOf = deal.closedAt;
    const later = { ...deal, closedAt: asOf + 1, status: 'lost' } as const;
    const notYet = { ...deal, createdAt: asOf + 1, closedAt: asOf, status: 'lost' } as const;
    expect(winRate([...decided(1, 0), later, notYet], { asOf })).toMatchObject({ value: 1, count: 1 });
    expect(winRate(decided(1, 0), { asOf: new Date(asOf) }).count).toBe(1);
    expect(winRate(decided(1, 0), { asOf: asOf - 1 }).count).toBe(0);
  });

  test('refuses a status that it does not know, so that none vanishes', () => {
    expect(() => winRate([...decided(1, 0), { ...deal, status: 'Won' as never }])).toThrow(
      new RangeError("winRate requires deals[1].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
    expect(() => winRate([{ ...deal, status: null as never }])).toThrow(
      new TypeError("winRate requires deals[0].status to be 'open', 'won' or 'lost', got null"),
    );
  });

  test('refuses a closing date of text', () => {
    expect(() => winRate([{ ...deal, status: 'won', closedAt: '2026-01-10' as never }])).toThrow(
      new TypeError(
        "winRate requires deals[0].closedAt to be a Date or epoch milliseconds, got '2026-01-10'",
      ),
    );
  });
});

describe('winRate.of(totals)', () => {
  test('reads totals that someone has, at any level', () => {
    expect(winRate.of({ won: 120, lost: 80 }, { level: 0.9 })).toMatchObject({
      value: 0.6,
      interval: { level: 0.9 },
    });
  });

  test('takes totals not given as zero', () => {
    expect(winRate.of({ won: 3 }).value).toBe(1);
    expect(winRate.of({}).value).toBeNull();
    expect(winRate.of({ won: 3, lost: undefined } as never)).toMatchObject({ value: 1, excluded: {} });
  });
});
