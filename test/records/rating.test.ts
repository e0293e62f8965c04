import {
  type ParseOptions,
  parseRecords,
  type Rating,
  ratingJsonSchema,
  ratingSchema,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ stars: 4.5, ratedAt: '2026-05-29T04:21:51Z' });

describe('ratingSchema', () => {
  test('makes a rating of JSON: epoch milliseconds, stars and scale as numbers', () => {
    const rating: Rating = ratingSchema.parse({ ...wire, stars: '4.50', scale: '10' });
    expect(rating).toStrictEqual({ stars: 4.5, ratedAt: Date.UTC(2026, 4, 29, 4, 21, 51), scale: 10 });
    expect(ratingSchema.parse({ ...wire, stars: 0, scale: null })).toMatchObject({ stars: 0, scale: null });
    expect(ratingSchema.parse({ ...wire, scale: 0.5 }).scale).toBe(0.5);
  });

  test.each([
    ['a rating without stars', { stars: null }],
    ['stars below zero', { stars: -1 }],
    ['stars as a fraction', { stars: '4/5' }],
    ['a rating without a time', { ratedAt: undefined }],
    ['a date alone', { ratedAt: '2026-05-29' }],
    ['a scale of zero', { scale: 0 }],
    ['a scale of zero as text', { scale: '0.0' }],
    ['a scale below zero', { scale: '-5' }],
    ['a scale without an end', { scale: Number.POSITIVE_INFINITY }],
  ])('refuses %s', (_, more) => {
    expect(ratingSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('ratingJsonSchema describes what ratingSchema takes, in plain JSON', () => {
  expect(ratingJsonSchema).toMatchObject({
    required: ['stars', 'ratedAt'],
    properties: {
      stars: { anyOf: [{ type: 'string' }, { type: 'number', minimum: 0 }] },
      scale: {
        anyOf: [{ anyOf: [{ type: 'string' }, { type: 'number', exclusiveMinimum: 0 }] }, { type: 'null' }],
      },
    },
  });
  expect(Object.keys(ratingJsonSchema.properties!)).toEqual(Object.keys(ratingSchema.shape));
  expect(JSON.parse(JSON.stringify(ratingJsonSchema))).toEqual(ratingJsonSchema);
});

describe('parseRecords of ratings', () => {
  const options: ParseOptions<'ratings'> = {
    columns: { stars: 'Stars', ratedAt: 'Day', scale: 'Of' },
    dates: ['d MMM yyyy'],
    timeZone: 'UTC',
  };
  const row = (more: object = {}): object =>
    Object.freeze({ Stars: '4', Day: '3 Aug 2026', Of: '', ...more });
  const only = (more: object) => parseRecords('ratings', [row(more)], options);

  test('returns ratings with the fields that have a value', () => {
    const ratedAt = Date.UTC(2026, 7, 3);
    expect(only({ Stars: ' 4.5 ', Of: '10' }).rows).toStrictEqual([{ stars: 4.5, ratedAt, scale: 10 }]);
    expect(only({ Stars: 0 }).rows).toStrictEqual([{ stars: 0, ratedAt }]);
  });

  test.each([
    [{ Stars: '' }, 'stars', 'stars requires a plain decimal of at least 0 in the column Stars, got nothing'],
    [
      { Stars: '****' },
      'stars',
      "stars requires a plain decimal of at least 0 in the column Stars, got '****'",
    ],
    [
      { Day: '3.8.2026' },
      'ratedAt',
      "ratedAt requires a date as d MMM yyyy in the column Day, got '3.8.2026'",
    ],
    [{ Of: '0' }, 'scale', "scale requires a plain decimal of more than 0 in the column Of, got '0'"],
    [{ Of: '-0' }, 'scale', "scale requires a plain decimal of more than 0 in the column Of, got '-0'"],
    [{ Of: 'five' }, 'scale', "scale requires a plain decimal of more than 0 in the column Of, got 'five'"],
  ])('rejects %j', (more: object, field, message) => {
    expect(only(more).rejects).toStrictEqual([
      { index: 0, id: null, field, message, value: Object.values(more)[0] },
    ]);
  });
});
