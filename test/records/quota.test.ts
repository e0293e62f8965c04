import { parseRecords, type Quota, quotaJsonSchema, quotaSchema } from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ repId: 7, amount: '50000.00' });

describe('quotaSchema', () => {
  test('makes a quota of JSON: epoch milliseconds, the id and the amount as text', () => {
    const quota: Quota = quotaSchema.parse({
      ...wire,
      amount: 50000.5,
      currency: 'EUR',
      startsAt: '2026-07-01T00:00:00+02:00',
      endsAt: null,
    });
    expect(quota).toStrictEqual({
      repId: '7',
      amount: '50000.5',
      currency: 'EUR',
      startsAt: Date.UTC(2026, 5, 30, 22),
      endsAt: null,
    });
    expect(quotaSchema.parse(wire)).toStrictEqual({ repId: '7', amount: '50000.00' });
  });

  test.each([
    ['a quota of nobody', { repId: null }],
    ['a quota without an amount', { amount: undefined }],
    ['an amount with a separator', { amount: '50,000' }],
    ['a date alone', { startsAt: '2026-07-01' }],
  ])('refuses %s', (_, more) => {
    expect(quotaSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('quotaJsonSchema describes what quotaSchema takes, in plain JSON', () => {
  expect(quotaJsonSchema).toMatchObject({ required: ['repId', 'amount'] });
  expect(Object.keys(quotaJsonSchema.properties!)).toEqual(Object.keys(quotaSchema.shape));
  expect(JSON.parse(JSON.stringify(quotaJsonSchema))).toEqual(quotaJsonSchema);
});

describe('parseRecords of quotas', () => {
  const { rows, rejects } = parseRecords(
    'quotas',
    [
      { Rep: '007', Quota: '50000.00', Currency: 'EUR', From: '2026-07-01', To: '2026-10-01' },
      { Rep: '008', Quota: '40000', Currency: '', From: '', To: '' },
      { Rep: '009', Quota: '', Currency: 'EUR', From: '', To: '' },
      { Rep: '010', Quota: '40,000', Currency: 'EUR', From: '', To: '' },
      { Rep: '011', Quota: '40000', Currency: 'EUR', From: 'Q3', To: '' },
      { Rep: '', Quota: '40000', Currency: 'EUR', From: '', To: '' },
    ],
    {
      columns: { repId: 'Rep', amount: 'Quota', currency: 'Currency', startsAt: 'From', endsAt: 'To' },
      timeZone: 'Europe/Paris',
    },
  );

  test('returns quotas with the fields that have a value, the amount as it was written', () => {
    expect(rows).toStrictEqual([
      {
        repId: '007',
        amount: '50000.00',
        currency: 'EUR',
        startsAt: Date.UTC(2026, 5, 30, 22),
        endsAt: Date.UTC(2026, 8, 30, 22),
      },
      { repId: '008', amount: '40000' },
    ]);
  });

  test('rejects the others by the id of the rep; a blank amount is not 0', () => {
    expect(rejects.map(({ index, id, field, value }) => [index, id, field, value])).toEqual([
      [2, '009', 'amount', ''],
      [3, '010', 'amount', '40,000'],
      [4, '011', 'startsAt', 'Q3'],
      [5, null, 'repId', ''],
    ]);
    expect(rejects[0]!.message).toBe('amount requires a plain decimal in the column Quota, got nothing');
  });
});
