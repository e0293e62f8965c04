import {
  type Complaint,
  complaintJsonSchema,
  complaintSchema,
  parseRecords,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ openedAt: '2026-05-29T04:21:51Z' });

describe('complaintSchema', () => {
  test('makes a complaint of JSON: epoch milliseconds, the id as text', () => {
    const complaint: Complaint = complaintSchema.parse({
      ...wire,
      customerId: 5,
      resolvedAt: '2026-05-29T06:51:51+02:00',
    });
    expect(complaint).toStrictEqual({
      openedAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      customerId: '5',
      resolvedAt: Date.UTC(2026, 4, 29, 4, 51, 51),
    });
    expect(Object.keys(complaintSchema.parse(wire))).toEqual(['openedAt']);
  });

  test.each([
    ['a complaint without a time', { openedAt: null }],
    ['a date alone', { resolvedAt: '2026-05-29' }],
    ['an empty id', { customerId: '' }],
  ])('refuses %s', (_, more) => {
    expect(complaintSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('complaintJsonSchema describes what complaintSchema takes, in plain JSON', () => {
  expect(complaintJsonSchema).toMatchObject({ required: ['openedAt'] });
  expect(Object.keys(complaintJsonSchema.properties!)).toEqual(Object.keys(complaintSchema.shape));
  expect(JSON.parse(JSON.stringify(complaintJsonSchema))).toEqual(complaintJsonSchema);
});

describe('parseRecords of complaints', () => {
  const options = {
    columns: { openedAt: 'Opened', customerId: 'Customer', resolvedAt: 'Resolved' },
    timeZone: 'Asia/Tokyo',
  };
  const rows = [
    { Ticket: 'T-1', Opened: '2026-08-03 09:15', Customer: '007', Resolved: '2026-08-04T09:15Z' },
    { Ticket: 'T-2', Opened: '2026-08-03', Customer: '', Resolved: '' },
    { Ticket: 'T-3', Opened: '', Customer: '007', Resolved: '' },
    { Ticket: 'T-4', Opened: '2026-08-03', Customer: '', Resolved: 'open' },
  ];

  test('returns complaints with the fields that have a value, their times in the zone', () => {
    expect(parseRecords('complaints', rows, options).rows).toStrictEqual([
      { openedAt: Date.UTC(2026, 7, 3, 0, 15), customerId: '007', resolvedAt: Date.UTC(2026, 7, 4, 9, 15) },
      { openedAt: Date.UTC(2026, 7, 2, 15) },
    ]);
  });

  test('rejects what has no time, without an id: a complaint has none', () => {
    expect(parseRecords('complaints', rows, options).rejects).toStrictEqual([
      {
        index: 2,
        id: null,
        field: 'openedAt',
        message:
          'openedAt requires an ISO 8601 date, or its format in dates, in the column Opened, got nothing',
        value: '',
      },
      {
        index: 3,
        id: null,
        field: 'resolvedAt',
        message:
          "resolvedAt requires an ISO 8601 date, or its format in dates, in the column Resolved, got 'open'",
        value: 'open',
      },
    ]);
  });

  test('names a reject by a kept column id', () => {
    const tickets = rows.map(({ Ticket, ...rest }) => ({ id: Ticket, ...rest }));
    const { rejects } = parseRecords('complaints', tickets, { ...options, keep: ['id'] });
    expect(rejects.map(({ id }) => id)).toEqual(['T-3', 'T-4']);
  });
});
