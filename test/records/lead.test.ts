import {
  type Lead,
  leadJsonSchema,
  leadSchema,
  type ParseOptions,
  parseRecords,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ id: 4711, createdAt: '2026-05-29T04:21:51Z' });

describe('leadSchema', () => {
  test('makes a lead of JSON: epoch milliseconds, ids as text, minutes as a number', () => {
    const lead: Lead = leadSchema.parse({
      ...wire,
      firstContactedAt: '2026-05-29T06:51:51+02:00',
      personalizationMinutes: '12.50',
      qualifiedAt: null,
      wonAt: '2026-07-01T10:00:00Z',
      customerId: 5,
      source: 'Webinar',
    });
    expect(lead).toStrictEqual({
      id: '4711',
      createdAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      firstContactedAt: Date.UTC(2026, 4, 29, 4, 51, 51),
      personalizationMinutes: 12.5,
      qualifiedAt: null,
      wonAt: Date.UTC(2026, 6, 1, 10),
      customerId: '5',
      source: 'Webinar',
    });
  });

  test('takes minutes as a number or as its decimal text, zero included', () => {
    for (const minutes of [0, -0, '0', '-0', '0.00'])
      expect(leadSchema.parse({ ...wire, personalizationMinutes: minutes }).personalizationMinutes).toBe(0);
    expect(leadSchema.parse({ ...wire, personalizationMinutes: 7.25 }).personalizationMinutes).toBe(7.25);
  });

  test.each([
    ['a lead without an id', { id: undefined }],
    ['a lead without a time', { createdAt: null }],
    ['a date alone', { wonAt: '2026-05-29' }],
    ['minutes below zero', { personalizationMinutes: -1 }],
    ['minutes below zero as text', { personalizationMinutes: '-0.5' }],
    ['minutes without an end', { personalizationMinutes: '1e999' }],
    ['minutes that are not a number', { personalizationMinutes: Number.NaN }],
    ['minutes as a duration', { personalizationMinutes: '0:12:30' }],
  ])('refuses %s', (_, more) => {
    expect(leadSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('leadJsonSchema describes what leadSchema takes, in plain JSON', () => {
  expect(leadJsonSchema).toMatchObject({
    required: ['id', 'createdAt'],
    properties: {
      personalizationMinutes: {
        anyOf: [{ anyOf: [{ type: 'string' }, { type: 'number', minimum: 0 }] }, { type: 'null' }],
      },
    },
  });
  expect(Object.keys(leadJsonSchema.properties!)).toEqual(Object.keys(leadSchema.shape));
  expect(JSON.parse(JSON.stringify(leadJsonSchema))).toEqual(leadJsonSchema);
});

describe('parseRecords of leads', () => {
  const options: ParseOptions<'leads'> = {
    columns: { id: 'Id', createdAt: 'Created', wonAt: 'Won', personalizationMinutes: 'Minutes' },
    dates: ['M/d/yyyy'],
    timeZone: 'UTC',
  };
  const row = (more: object = {}): object =>
    Object.freeze({ Id: '007', Created: '10/20/2016', Won: '', Minutes: '', ...more });
  const only = (more: object) => parseRecords('leads', [row(more)], options);

  test('returns leads with the fields that have a value', () => {
    expect(only({ Won: '3/1/2017', Minutes: ' 12.5 ' }).rows).toStrictEqual([
      {
        id: '007',
        createdAt: Date.UTC(2016, 9, 20),
        personalizationMinutes: 12.5,
        wonAt: Date.UTC(2017, 2, 1),
      },
    ]);
    expect(only({}).rows).toStrictEqual([{ id: '007', createdAt: Date.UTC(2016, 9, 20) }]);
  });

  test.each(['-1', '-0.5', '1,5', '12 min', '0:12:30', 'NaN', '1e999', '0x10', '.5', true])(
    'rejects a row for the minutes %s',
    (minutes) => {
      expect(only({ Minutes: minutes }).rejects).toMatchObject([
        {
          id: '007',
          field: 'personalizationMinutes',
          message: expect.stringMatching(
            /^personalizationMinutes requires a plain decimal of at least 0 in the column Minutes, got /,
          ),
          value: minutes,
        },
      ]);
    },
  );

  test.each([
    ['0', 0],
    ['-0', 0],
    ['12.5', 12.5],
    ['+3', 3],
    [90, 90],
    ['1e2', 100],
  ])('reads the minutes %s', (minutes, expected) => {
    expect(only({ Minutes: minutes }).rows[0]!.personalizationMinutes).toBe(expected);
  });

  test('rejects a row without an id or a time', () => {
    expect(only({ Id: '' }).rejects[0]!.field).toBe('id');
    expect(only({ Created: '' }).rejects[0]!.field).toBe('createdAt');
  });

  test.each([
    [
      { status: { won: ['Won'] } },
      /^parseRecords requires options for leads among columns, .*, got 'status'$/,
    ],
    [{ columns: { id: 'Id' } }, /^parseRecords requires the name of a column for createdAt in columns/],
    [
      { columns: { ...options.columns, amount: 'Minutes' } },
      /^parseRecords requires a field of leads in columns \(id, createdAt, firstContactedAt, .*\), got 'amount'$/,
    ],
    [
      { dates: { personalizationMinutes: ['m'] } },
      /^parseRecords requires a field with a date in dates \(createdAt, firstContactedAt, qualifiedAt, disqualifiedAt, wonAt\)/,
    ],
  ])('throws a TypeError for %j', (more: object, message) => {
    const run = () => parseRecords('leads', [row()], { ...options, ...more });
    expect(run).toThrow(TypeError);
    expect(run).toThrow(message);
  });
});
