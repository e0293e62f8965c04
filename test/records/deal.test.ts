import { type Deal, dealJsonSchema, dealSchema } from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ id: 4711, createdAt: '2026-05-29T04:21:51Z', status: 'won' });

describe('dealSchema', () => {
  test('makes a deal of JSON: epoch milliseconds, ids and amounts as text', () => {
    const deal: Deal = dealSchema.parse({
      ...wire,
      closedAt: '2026-07-01T12:00:00.123456+02:00',
      amount: 5000,
      customerId: '005',
      ownerId: null,
      stages: [{ stage: 'Engaging', enteredAt: '2026-05-29T04:21:51Z', leftAt: '2026-07-01T10:00:00Z' }],
    });
    expect(deal).toStrictEqual({
      id: '4711',
      createdAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      status: 'won',
      closedAt: Date.UTC(2026, 6, 1, 10, 0, 0, 123),
      amount: '5000',
      customerId: '005',
      ownerId: null,
      stages: [
        {
          stage: 'Engaging',
          enteredAt: Date.UTC(2026, 4, 29, 4, 21, 51),
          leftAt: Date.UTC(2026, 6, 1, 10),
        },
      ],
    });
  });

  test('leaves absent fields absent', () => {
    expect(Object.keys(dealSchema.parse(wire))).toEqual(['id', 'createdAt', 'status']);
  });

  test.each([
    ['a time without an offset', { createdAt: '2026-05-29T04:21:51' }],
    ['a date alone', { createdAt: '2026-05-29' }],
    ['epoch milliseconds', { createdAt: 1780028511000 }],
    ['an amount with a separator', { amount: '1,234.50' }],
    ['an amount that is not a number', { amount: Number.NaN }],
    ['an id that a double has rounded', { id: 9007199254740992 }],
    ['an empty id', { id: '' }],
    ['a status of its own', { status: 'pending' }],
    ['a stage without a time', { stages: [{ stage: 'Engaging' }] }],
  ])('refuses %s', (_, more) => {
    expect(dealSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

describe('dealJsonSchema', () => {
  test('describes what dealSchema takes', () => {
    expect(dealJsonSchema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['id', 'createdAt', 'status'],
      properties: {
        id: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'integer' }] },
        createdAt: { type: 'string', format: 'date-time' },
        status: { type: 'string', enum: ['open', 'won', 'lost'] },
        amount: { anyOf: [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, { type: 'null' }] },
        stages: { anyOf: [{ type: 'array', items: { required: ['stage', 'enteredAt'] } }, { type: 'null' }] },
      },
    });
    expect(Object.keys(dealJsonSchema.properties!)).toEqual(Object.keys(dealSchema.shape));
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(dealJsonSchema))).toEqual(dealJsonSchema);
  });
});
