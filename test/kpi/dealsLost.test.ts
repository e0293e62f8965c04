import { dealsLost, groupBy } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from '../laws.js';

laws(dealsLost, arbitraryTables, { key: 'lostReason' });

const lost = { id: 1, createdAt: 0, closedAt: 86_400_000, status: 'lost' } as const;

describe('dealsLost(deals)', () => {
  test('counts lost deals; fewer is better', () => {
    expect(dealsLost([lost, { ...lost, status: 'won' }, { ...lost, status: 'open' }])).toStrictEqual({
      value: 1,
      unit: 'count',
      better: 'lower',
      count: 1,
      interval: null,
      excluded: {},
    });
  });

  test('of no deals is 0', () => {
    expect(dealsLost([]).value).toBe(0);
  });

  test('says why through groupBy; deals without a reason are kept', () => {
    const deals = [
      { ...lost, lostReason: 'price' },
      { ...lost, lostReason: null },
      { ...lost, lostReason: 'price' },
      { ...lost, lostReason: undefined },
    ];
    const reasons = groupBy(deals, 'lostReason', dealsLost);
    expect([...reasons].map(([reason, { value }]) => [reason, value])).toEqual([
      ['price', 2],
      [undefined, 2],
    ]);
  });

  test('counts a lost deal without closing date as left out', () => {
    expect(dealsLost([{ ...lost, closedAt: null }])).toMatchObject({
      value: 0,
      excluded: { missingClosedAt: 1 },
    });
  });
});
