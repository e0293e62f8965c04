import {
  type Contract,
  contractJsonSchema,
  contractSchema,
  type ParseOptions,
  parseRecords,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ id: 'C-7', customerId: 5, startsAt: '2026-05-29T04:21:51Z' });

describe('contractSchema', () => {
  test('makes a contract of JSON: epoch milliseconds, ids and amounts as text', () => {
    const contract: Contract = contractSchema.parse({
      ...wire,
      endsAt: '2027-05-29T06:21:51+02:00',
      renewedAt: null,
      cancelledAt: '2026-07-01T10:00:00Z',
      amount: 99.9,
      currency: 'EUR',
      ownerId: 3,
    });
    expect(contract).toStrictEqual({
      id: 'C-7',
      customerId: '5',
      startsAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      endsAt: Date.UTC(2027, 4, 29, 4, 21, 51),
      renewedAt: null,
      cancelledAt: Date.UTC(2026, 6, 1, 10),
      amount: '99.9',
      currency: 'EUR',
      ownerId: '3',
    });
  });

  test('leaves absent fields absent', () => {
    expect(Object.keys(contractSchema.parse(wire))).toEqual(['id', 'customerId', 'startsAt']);
  });

  test.each([
    ['a contract without an id', { id: null }],
    ['a contract of nobody', { customerId: undefined }],
    ['a contract without a start', { startsAt: null }],
    ['a date alone', { endsAt: '2027-05-29' }],
    ['an amount with a separator', { amount: '1,234.50' }],
  ])('refuses %s', (_, more) => {
    expect(contractSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('contractJsonSchema describes what contractSchema takes, in plain JSON', () => {
  expect(contractJsonSchema).toMatchObject({
    required: ['id', 'customerId', 'startsAt'],
    properties: { startsAt: { type: 'string', format: 'date-time' } },
  });
  expect(Object.keys(contractJsonSchema.properties!)).toEqual(Object.keys(contractSchema.shape));
  expect(JSON.parse(JSON.stringify(contractJsonSchema))).toEqual(contractJsonSchema);
});

describe('parseRecords of contracts', () => {
  const options: ParseOptions<'contracts'> = {
    columns: {
      id: 'Id',
      customerId: 'Customer',
      startsAt: 'From',
      endsAt: 'To',
      renewedAt: 'Renewed',
      cancelledAt: 'Cancelled',
      amount: 'MRR',
    },
    dates: { startsAt: ['dd.MM.yyyy'], endsAt: ['dd.MM.yyyy'] },
    timeZone: 'Europe/Paris',
  };
  const row = (more: object = {}): object =>
    Object.freeze({
      ...{ Id: '007', Customer: '05', From: '01.08.2026', To: '', Renewed: '', Cancelled: '', MRR: '' },
      ...more,
    });
  const only = (more: object) => parseRecords('contracts', [row(more)], options);

  test('returns contracts with the fields that have a value, their days in the zone', () => {
    expect(
      only({ To: '01.12.2026', Renewed: '2026-11-01T09:00Z', Cancelled: '2026-11-02', MRR: '49.90' }).rows,
    ).toStrictEqual([
      {
        id: '007',
        customerId: '05',
        startsAt: Date.UTC(2026, 6, 31, 22),
        endsAt: Date.UTC(2026, 10, 30, 23),
        renewedAt: Date.UTC(2026, 10, 1, 9),
        cancelledAt: Date.UTC(2026, 10, 1, 23),
        amount: '49.90',
      },
    ]);
    expect(Object.keys(only({}).rows[0]!)).toEqual(['id', 'customerId', 'startsAt']);
  });

  test.each([
    [{ Id: '' }, 'id', null, 'id requires text in the column Id, got nothing'],
    [{ Customer: ' ' }, 'customerId', '007', 'customerId requires text in the column Customer, got nothing'],
    [
      { From: '2026-08-01' },
      'startsAt',
      '007',
      "startsAt requires a date as dd.MM.yyyy in the column From, got '2026-08-01'",
    ],
    [
      { Cancelled: '01.08.2026' },
      'cancelledAt',
      '007',
      "cancelledAt requires an ISO 8601 date, or its format in dates, in the column Cancelled, got '01.08.2026'",
    ],
    [{ MRR: '49,90' }, 'amount', '007', "amount requires a plain decimal in the column MRR, got '49,90'"],
  ])('rejects %j', (more: object, field, id, message) => {
    expect(only(more).rejects).toStrictEqual([
      { index: 0, id, field, message, value: Object.values(more)[0] },
    ]);
  });
});
