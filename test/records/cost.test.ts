import { customerAcquisitionCost } from 'sales-effectiveness';
import { type Cost, costJsonSchema, costSchema, parseRecords } from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ incurredAt: '2026-05-29T04:21:51Z', amount: '99.90', category: 'marketing' });

describe('costSchema', () => {
  test('makes a cost of JSON: epoch milliseconds, the amount as text', () => {
    const cost: Cost = costSchema.parse({ ...wire, amount: 99.9, source: 'ads', ownerId: 7 });
    expect(cost).toStrictEqual({
      incurredAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      amount: '99.9',
      category: 'marketing',
      source: 'ads',
      ownerId: '7',
    });
  });

  test.each([
    ['a cost without an amount', { amount: null }],
    ['a cost without a date', { incurredAt: undefined }],
    ['a category that there is not', { category: 'travel' }],
    ['an amount with a separator', { amount: '1,234.50' }],
  ])('refuses %s', (_, more) => {
    expect(costSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('costJsonSchema describes what costSchema takes, in plain JSON', () => {
  expect(costJsonSchema).toMatchObject({ required: ['incurredAt', 'amount', 'category'] });
  expect(JSON.parse(JSON.stringify(costJsonSchema))).toEqual(costJsonSchema);
});

test('parseRecords reads costs, their categories by the texts that mean them', () => {
  const { rows, rejects } = parseRecords(
    'costs',
    [
      { Day: '2026-05-01', Spend: '1200.50', Kind: 'Ads', Channel: 'web' },
      { Day: '2026-05-02', Spend: '', Kind: 'Ads', Channel: 'web' },
      { Day: '2026-05-03', Spend: '80', Kind: 'Travel', Channel: '' },
      { Day: '2026-05-04', Spend: '10', Kind: 'Lunch', Channel: '' },
    ],
    {
      columns: { incurredAt: 'Day', amount: 'Spend', category: 'Kind', source: 'Channel' },
      timeZone: 'UTC',
      category: { marketing: ['Ads'], sales: ['Travel'] },
    },
  );
  expect(rows).toStrictEqual([
    { incurredAt: Date.UTC(2026, 4, 1), amount: '1200.50', category: 'marketing', source: 'web' },
    { incurredAt: Date.UTC(2026, 4, 3), amount: '80', category: 'sales' },
  ]);
  expect(rejects.map(({ index, id, field }) => [index, id, field])).toEqual([
    [1, null, 'amount'],
    [3, null, 'category'],
  ]);
  const deals = [{ id: 1, createdAt: 0, closedAt: 1, status: 'won' as const, customerId: 'c' }];
  expect(customerAcquisitionCost({ costs: rows, deals }).value?.toFixed(2)).toBe('1280.50');
});
