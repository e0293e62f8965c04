import { parseRecords, type Training, trainingJsonSchema, trainingSchema } from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ repId: 7, at: '2026-05-29T04:21:51Z', minutes: 90 });

describe('trainingSchema', () => {
  test('makes a training of JSON: epoch milliseconds, the id as text, minutes as a number', () => {
    const training: Training = trainingSchema.parse({ ...wire, minutes: '90.50', skill: 'Demo' });
    expect(training).toStrictEqual({
      repId: '7',
      at: Date.UTC(2026, 4, 29, 4, 21, 51),
      minutes: 90.5,
      skill: 'Demo',
    });
    expect(trainingSchema.parse({ ...wire, minutes: -0 }).minutes).toBe(0);
    expect(Object.keys(trainingSchema.parse(wire))).toEqual(['repId', 'at', 'minutes']);
  });

  test.each([
    ['a training of nobody', { repId: null }],
    ['a training without a time', { at: undefined }],
    ['a date alone', { at: '2026-05-29' }],
    ['a training without minutes', { minutes: null }],
    ['minutes below zero', { minutes: -1 }],
    ['minutes as a duration', { minutes: '1:30' }],
  ])('refuses %s', (_, more) => {
    expect(trainingSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('trainingJsonSchema describes what trainingSchema takes, in plain JSON', () => {
  expect(trainingJsonSchema).toMatchObject({
    required: ['repId', 'at', 'minutes'],
    properties: { minutes: { anyOf: [{ type: 'string' }, { type: 'number', minimum: 0 }] } },
  });
  expect(Object.keys(trainingJsonSchema.properties!)).toEqual(Object.keys(trainingSchema.shape));
  expect(JSON.parse(JSON.stringify(trainingJsonSchema))).toEqual(trainingJsonSchema);
});

describe('parseRecords of trainings', () => {
  const { rows, rejects } = parseRecords(
    'trainings',
    [
      { Rep: '007', Day: '2026-08-03', Minutes: ' 90 ', Topic: 'Demo' },
      { Rep: '007', Day: '2026-08-04', Minutes: '0', Topic: '' },
      { Rep: '007', Day: '2026-08-05', Minutes: '', Topic: 'Demo' },
      { Rep: '008', Day: '2026-08-06', Minutes: '1:30', Topic: 'Demo' },
      { Rep: '', Day: '2026-08-07', Minutes: '30', Topic: 'Demo' },
    ],
    {
      columns: { repId: 'Rep', at: 'Day', minutes: 'Minutes', skill: 'Topic' },
      timeZone: 'Europe/Paris',
    },
  );

  test('returns trainings with the fields that have a value', () => {
    expect(rows).toStrictEqual([
      { repId: '007', at: Date.UTC(2026, 7, 2, 22), minutes: 90, skill: 'Demo' },
      { repId: '007', at: Date.UTC(2026, 7, 3, 22), minutes: 0 },
    ]);
  });

  test('rejects the others by the id of the rep; blank minutes are not 0', () => {
    const what = 'minutes requires a plain decimal of at least 0 in the column Minutes';
    expect(rejects).toStrictEqual([
      { index: 2, id: '007', field: 'minutes', message: `${what}, got nothing`, value: '' },
      { index: 3, id: '008', field: 'minutes', message: `${what}, got '1:30'`, value: '1:30' },
      {
        index: 4,
        id: null,
        field: 'repId',
        message: 'repId requires text in the column Rep, got nothing',
        value: '',
      },
    ]);
  });
});
