import {
  type ParseOptions,
  parseRecords,
  type Sale,
  saleJsonSchema,
  saleSchema,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ id: 'S-7', soldAt: '2026-05-29T04:21:51Z' });

describe('saleSchema', () => {
  test('makes a sale of JSON: epoch milliseconds, ids and amounts as text', () => {
    const sale: Sale = saleSchema.parse({
      ...wire,
      customerId: 5,
      amount: -19.9,
      currency: 'EUR',
      ownerId: null,
    });
    expect(sale).toStrictEqual({
      id: 'S-7',
      soldAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      customerId: '5',
      amount: '-19.9',
      currency: 'EUR',
      ownerId: null,
    });
  });

  test.each([
    ['a sale without an id', { id: null }],
    ['a sale without a time', { soldAt: undefined }],
    ['a date alone', { soldAt: '2026-05-29' }],
    ['an amount with a separator', { amount: '1,234.50' }],
    ['an amount without an end', { amount: Number.POSITIVE_INFINITY }],
  ])('refuses %s', (_, more) => {
    expect(saleSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('saleJsonSchema describes what saleSchema takes, in plain JSON', () => {
  expect(saleJsonSchema).toMatchObject({
    required: ['id', 'soldAt'],
    properties: { soldAt: { type: 'string', format: 'date-time' } },
  });
  expect(Object.keys(saleJsonSchema.properties!)).toEqual(Object.keys(saleSchema.shape));
  expect(JSON.parse(JSON.stringify(saleJsonSchema))).toEqual(saleJsonSchema);
});

describe('parseRecords of sales', () => {
  const options: ParseOptions<'sales'> = {
    columns: { id: 'Id', soldAt: 'Sold', amount: 'Total', currency: 'Currency' },
    timeZone: 'Europe/Paris',
  };
  const row = (more: object = {}): object =>
    Object.freeze({ Id: '007', Sold: '2026-08-03', Total: '19.90', Currency: 'EUR', ...more });
  const only = (more: object) => parseRecords('sales', [row(more)], options);

  test('returns sales, a refund with its negative amount', () => {
    expect(only({ Total: ' -19.90' }).rows).toStrictEqual([
      { id: '007', soldAt: Date.UTC(2026, 7, 2, 22), amount: '-19.90', currency: 'EUR' },
    ]);
  });

  test('counts deleted rows and copies kept columns', () => {
    const rows = [row({ Gone: '1' }), row({ Shop: 'Lyon' })];
    const parsed = parseRecords('sales', rows, { ...options, deleted: { Gone: ['1'] }, keep: ['Shop'] });
    expect(parsed.excluded).toEqual({ deleted: 1 });
    expect(parsed.rows.map((sale) => sale.Shop)).toEqual(['Lyon']);
  });

  test('rejects a row without an id or a time', () => {
    expect(only({ Id: ' ' }).rejects[0]!.field).toBe('id');
    expect(only({ Sold: null }).rejects[0]).toMatchObject({
      id: '007',
      message: 'soldAt requires an ISO 8601 date, or its format in dates, in the column Sold, got nothing',
    });
  });

  test.each([
    [
      { status: { won: ['Won'] } },
      /^parseRecords requires options for sales among columns, .*, got 'status'$/,
    ],
    [{ columns: { id: 'Id' } }, /^parseRecords requires the name of a column for soldAt in columns/],
    [
      { columns: { ...options.columns, createdAt: 'Sold' } },
      /^parseRecords requires a field of sales in columns \(id, soldAt, .*\), got 'createdAt'$/,
    ],
  ])('throws a TypeError for %j', (more: object, message) => {
    const run = () => parseRecords('sales', [row()], { ...options, ...more });
    expect(run).toThrow(TypeError);
    expect(run).toThrow(message);
  });
});
