import { parseRecords, type Rep, repJsonSchema, repSchema } from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ id: 7, hiredAt: '2026-05-29T04:21:51Z' });

describe('repSchema', () => {
  test('makes a rep of JSON: epoch milliseconds, the id as text', () => {
    const rep: Rep = repSchema.parse({ ...wire, leftAt: '2026-07-01T12:00:00+02:00' });
    expect(rep).toStrictEqual({
      id: '7',
      hiredAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      leftAt: Date.UTC(2026, 6, 1, 10),
    });
    expect(Object.keys(repSchema.parse(wire))).toEqual(['id', 'hiredAt']);
  });

  test.each([
    ['a rep without an id', { id: undefined }],
    ['a rep who was not hired', { hiredAt: null }],
    ['a date alone', { leftAt: '2026-05-29' }],
  ])('refuses %s', (_, more) => {
    expect(repSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('repJsonSchema describes what repSchema takes, in plain JSON', () => {
  expect(repJsonSchema).toMatchObject({ required: ['id', 'hiredAt'] });
  expect(Object.keys(repJsonSchema.properties!)).toEqual(Object.keys(repSchema.shape));
  expect(JSON.parse(JSON.stringify(repJsonSchema))).toEqual(repJsonSchema);
});

test('parseRecords reads reps, their days in the zone', () => {
  const { rows, excluded, rejects } = parseRecords(
    'reps',
    [
      { Rep: '007', Hired: '01/02/2026', Left: '', Test: '' },
      { Rep: '008', Hired: '01/02/2026', Left: '01/09/2026', Test: '' },
      { Rep: '009', Hired: '', Left: '', Test: '' },
      { Rep: '', Hired: '01/02/2026', Left: '', Test: '' },
      { Rep: '010', Hired: '01/02/2026', Left: '31/06/2026', Test: '' },
      { Rep: '011', Hired: '', Left: '', Test: 'x' },
    ],
    {
      columns: { id: 'Rep', hiredAt: 'Hired', leftAt: 'Left' },
      dates: ['dd/MM/yyyy'],
      timeZone: 'Europe/Paris',
      deleted: { Test: ['x'] },
    },
  );
  expect(rows).toStrictEqual([
    { id: '007', hiredAt: Date.UTC(2026, 0, 31, 23) },
    { id: '008', hiredAt: Date.UTC(2026, 0, 31, 23), leftAt: Date.UTC(2026, 7, 31, 22) },
  ]);
  expect(excluded).toEqual({ deleted: 1 });
  expect(rejects.map(({ index, id, field, value }) => [index, id, field, value])).toEqual([
    [2, '009', 'hiredAt', ''],
    [3, null, 'id', ''],
    [4, '010', 'leftAt', '31/06/2026'],
  ]);
  expect(rejects[2]!.message).toBe(
    "leftAt requires a date as dd/MM/yyyy in the column Left, got '31/06/2026'",
  );
});
