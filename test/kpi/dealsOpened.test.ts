import { dealsOpened, month } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from '../laws.js';

laws(dealsOpened, arbitraryTables);

const created = (createdAt: number | null, status: 'open' | 'won' | 'lost' = 'open') => ({
  id: 1,
  createdAt,
  status,
});

describe('dealsOpened(deals)', () => {
  test('counts deals by their creation, whatever became of them', () => {
    const during = month('2026-03', { timeZone: 'Europe/Paris' });
    const deals = [
      created(during.start),
      created(during.end - 1, 'won'),
      created(during.start - 1),
      created(during.end, 'lost'),
    ];
    expect(dealsOpened(deals, { during })).toStrictEqual({
      value: 2,
      unit: 'count',
      better: 'higher',
      count: 2,
      interval: null,
      excluded: {},
    });
  });

  test('of no deals is 0', () => {
    expect(dealsOpened([]).value).toBe(0);
  });

  test('counts a deal without creation as left out, also with an asOf', () => {
    const reading = { value: 1, excluded: { missingCreatedAt: 1 } };
    expect(dealsOpened([created(5), created(null)])).toMatchObject(reading);
    expect(dealsOpened([created(5), created(null)], { asOf: 5 })).toMatchObject(reading);
  });

  test('does not know deals created after asOf', () => {
    expect(dealsOpened([created(5), created(6)], { asOf: 5 }).value).toBe(1);
  });

  test('accumulates: parts of a period add up', () => {
    expect(dealsOpened.accumulates).toBe(true);
  });
});
