import { dealsWon, month } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from '../laws.js';

laws(dealsWon, arbitraryTables);
laws(dealsWon, arbitraryTables, { timeZone: 'Asia/Kathmandu', key: 'id', numRuns: 20 });

const deal = { id: 1, createdAt: Date.UTC(2026, 0, 1), closedAt: Date.UTC(2026, 2, 31, 21, 59) } as const;

describe('dealsWon(deals)', () => {
  test('counts won deals in the month of the zone in which they closed', () => {
    const deals = [
      { ...deal, status: 'won' }, // 23:59 on March 31 in Paris
      { ...deal, status: 'won', closedAt: deal.closedAt + 60_000 }, // midnight: April
      { ...deal, status: 'lost' },
      { ...deal, status: 'open' },
    ] as const;
    const during = month('2026-03', { timeZone: 'Europe/Paris' });
    expect(dealsWon(deals, { during })).toStrictEqual({
      value: 1,
      unit: 'count',
      better: 'higher',
      count: 1,
      interval: null,
      excluded: {},
    });
    expect(dealsWon(deals).value).toBe(2);
  });

  test('of no deals is 0', () => {
    expect(dealsWon([]).value).toBe(0);
  });

  test('counts a deal twice that is there twice: rows are not merged by id', () => {
    const won = { ...deal, status: 'won' } as const;
    expect(dealsWon([won, won]).value).toBe(2);
  });

  test('counts a won deal without closing date as left out, and says nothing about lost ones', () => {
    const deals = [
      { ...deal, status: 'won', closedAt: undefined },
      { ...deal, status: 'lost', closedAt: null },
    ] as const;
    expect(dealsWon(deals)).toMatchObject({ value: 0, excluded: { missingClosedAt: 1 } });
  });

  test('accumulates, and more is better', () => {
    expect([dealsWon.accumulates, dealsWon.better, dealsWon.unit]).toEqual([true, 'higher', 'count']);
  });
});
