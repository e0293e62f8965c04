import {
  type ParseOptions,
  parseRecords,
  type SurveyAnswer,
  surveyAnswerJsonSchema,
  surveyAnswerSchema,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ score: 9, answeredAt: '2026-05-29T04:21:51Z' });

describe('surveyAnswerSchema', () => {
  test('makes an answer of JSON: epoch milliseconds, ids as text, the score as a number', () => {
    const answer: SurveyAnswer = surveyAnswerSchema.parse({ ...wire, id: 1, customerId: 5, ownerId: null });
    expect(answer).toStrictEqual({
      score: 9,
      answeredAt: Date.UTC(2026, 4, 29, 4, 21, 51),
      id: '1',
      customerId: '5',
      ownerId: null,
    });
  });

  test('takes a score as a number or as its decimal text, from 0 to 10', () => {
    const scoreOf = (score: unknown) => surveyAnswerSchema.parse({ ...wire, score }).score;
    for (const zero of [0, -0, '0', '-0', '0.0']) expect(scoreOf(zero)).toBe(0);
    for (const ten of [10, '10', '10.0', '1e1', '+10']) expect(scoreOf(ten)).toBe(10);
  });

  test.each([
    ['a score between two', { score: 9.5 }],
    ['a score between two as text', { score: '9.5' }],
    ['a score above ten', { score: 11 }],
    ['a score above ten as text', { score: '11' }],
    ['a score below zero', { score: -1 }],
    ['a score below zero as text', { score: '-1' }],
    ['a blank score', { score: '' }],
    ['a score that is not a number', { score: Number.NaN }],
    ['a score in words', { score: 'ten' }],
    ['no score', { score: null }],
    ['an answer without a time', { answeredAt: undefined }],
    ['a date alone', { answeredAt: '2026-05-29' }],
  ])('refuses %s', (_, more) => {
    expect(surveyAnswerSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('surveyAnswerJsonSchema describes what surveyAnswerSchema takes, in plain JSON', () => {
  expect(surveyAnswerJsonSchema).toMatchObject({
    required: ['score', 'answeredAt'],
    properties: { score: { anyOf: [{ type: 'string' }, { type: 'integer', minimum: 0, maximum: 10 }] } },
  });
  expect(Object.keys(surveyAnswerJsonSchema.properties!)).toEqual(Object.keys(surveyAnswerSchema.shape));
  expect(JSON.parse(JSON.stringify(surveyAnswerJsonSchema))).toEqual(surveyAnswerJsonSchema);
});

describe('parseRecords of answers', () => {
  const options: ParseOptions<'answers'> = {
    columns: { score: 'Score', answeredAt: 'Date', customerId: 'Customer' },
    dates: ['M/d/yyyy'],
    timeZone: 'America/New_York',
  };
  const row = (more: object = {}): object =>
    Object.freeze({ Score: '9', Date: '10/20/2016', Customer: '007', ...more });
  const only = (more: object) => parseRecords('answers', [row(more)], options);

  test('returns answers with the fields that have a value', () => {
    const answeredAt = Date.UTC(2016, 9, 20, 4);
    expect(only({}).rows).toStrictEqual([{ score: 9, answeredAt, customerId: '007' }]);
    expect(only({ Customer: '' }).rows).toStrictEqual([{ score: 9, answeredAt }]);
  });

  test.each([
    ['9', 9],
    ['9.0', 9],
    [' 10 ', 10],
    ['0', 0],
    ['-0', 0],
    [7, 7],
  ])('reads the score %j', (score, expected) => {
    expect(only({ Score: score }).rows[0]!.score).toBe(expected);
  });

  test.each(['9.5', '11', '-1', '9/10', 'ten', '1e999', true])('rejects a row for the score %j', (score) => {
    expect(only({ Score: score })).toStrictEqual({
      rows: [],
      excluded: {},
      rejects: [
        {
          index: 0,
          id: null,
          field: 'score',
          message: `score requires a whole number from 0 to 10 in the column Score, got '${score}'`,
          value: score,
        },
      ],
    });
  });

  test.each(['', '  ', null, undefined])('rejects a row for the blank score %j: it is never 0', (score) => {
    expect(only({ Score: score })).toMatchObject({
      rows: [],
      rejects: [
        { message: 'score requires a whole number from 0 to 10 in the column Score, got nothing', id: null },
      ],
    });
  });

  test('names a reject by the id of the answer where there is a column of it', () => {
    const parsed = parseRecords('answers', [row({ Response: 'R-1', Score: '' })], {
      ...options,
      columns: { ...options.columns, id: 'Response' },
    });
    expect(parsed.rejects.map(({ id, field }) => [id, field])).toEqual([['R-1', 'score']]);
  });
});
