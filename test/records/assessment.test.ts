import {
  type Assessment,
  assessmentJsonSchema,
  assessmentSchema,
  parseRecords,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ repId: 7, skill: 'Demo', takenAt: '2026-05-29T04:21:51Z', score: 0.8 });

describe('assessmentSchema', () => {
  test('makes an assessment of JSON: epoch milliseconds, the id as text, scores as numbers', () => {
    const assessment: Assessment = assessmentSchema.parse({ ...wire, score: '8.0', maxScore: 10 });
    expect(assessment).toStrictEqual({
      repId: '7',
      skill: 'Demo',
      takenAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      score: 8,
      maxScore: 10,
    });
    expect(Object.keys(assessmentSchema.parse(wire))).toEqual(['repId', 'skill', 'takenAt', 'score']);
    expect(assessmentSchema.parse({ ...wire, score: 0, maxScore: null })).toMatchObject({
      score: 0,
      maxScore: null,
    });
  });

  test.each([
    ['an assessment of nobody', { repId: undefined }],
    ['an assessment of no skill', { skill: null }],
    ['an empty skill', { skill: '' }],
    ['an assessment without a time', { takenAt: null }],
    ['a date alone', { takenAt: '2026-05-29' }],
    ['an assessment without a score', { score: undefined }],
    ['a score below zero', { score: -1 }],
    ['a score in percent', { score: '80%' }],
    ['a highest score of zero', { maxScore: 0 }],
    ['a highest score of zero as text', { maxScore: '0' }],
  ])('refuses %s', (_, more) => {
    expect(assessmentSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('assessmentJsonSchema describes what assessmentSchema takes, in plain JSON', () => {
  expect(assessmentJsonSchema).toMatchObject({ required: ['repId', 'skill', 'takenAt', 'score'] });
  expect(Object.keys(assessmentJsonSchema.properties!)).toEqual(Object.keys(assessmentSchema.shape));
  expect(JSON.parse(JSON.stringify(assessmentJsonSchema))).toEqual(assessmentJsonSchema);
});

describe('parseRecords of assessments', () => {
  const { rows, rejects } = parseRecords(
    'assessments',
    [
      { Rep: '007', Skill: ' Demo ', Day: '8/3/2026', Score: '8', Of: '10' },
      { Rep: '007', Skill: 'Pricing', Day: '8/3/2026', Score: '0', Of: '' },
      { Rep: '007', Skill: '', Day: '8/3/2026', Score: '8', Of: '10' },
      { Rep: '008', Skill: 'Demo', Day: '8/3/2026', Score: '', Of: '10' },
      { Rep: '008', Skill: 'Demo', Day: '8/3/2026', Score: '8', Of: '0' },
      { Rep: '', Skill: 'Demo', Day: '3/8', Score: '8', Of: '10' },
    ],
    {
      columns: { repId: 'Rep', skill: 'Skill', takenAt: 'Day', score: 'Score', maxScore: 'Of' },
      dates: ['M/d/yyyy'],
      timeZone: 'Europe/Paris',
    },
  );

  test('returns assessments with the fields that have a value', () => {
    const takenAt = Date.UTC(2026, 7, 2, 22);
    expect(rows).toStrictEqual([
      { repId: '007', skill: 'Demo', takenAt, score: 8, maxScore: 10 },
      { repId: '007', skill: 'Pricing', takenAt, score: 0 },
    ]);
  });

  test('rejects the others by the id of the rep; a blank score is not 0', () => {
    expect(rejects.map(({ index, id, field, value }) => [index, id, field, value])).toEqual([
      [2, '007', 'skill', ''],
      [3, '008', 'score', ''],
      [4, '008', 'maxScore', '0'],
      [5, null, 'repId', ''],
    ]);
    expect(rejects.map(({ message }) => message).slice(1, 3)).toEqual([
      'score requires a plain decimal of at least 0 in the column Score, got nothing',
      "maxScore requires a plain decimal of more than 0 in the column Of, got '0'",
    ]);
  });
});
