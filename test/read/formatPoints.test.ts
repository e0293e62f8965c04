import { format, groupBy, netPromoterScore, points, stars, table } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

/** Editions of Unicode's locale data differ in which space they put: any of them is one here. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ').replace(/\u2212/g, '-');
const written = (reading: Parameters<typeof format>[0], locale?: string) =>
  plain(format(reading, locale === undefined ? {} : { locale }));
const score = (
  promoters: number,
  passives: number,
  detractors: number,
  interval: 'normal' | 'adjusted' = 'normal',
) => points({ promoters, passives, detractors }, { level: 0.95, interval });
const rated = (values: number[], counts = values.map(() => 1)) => stars({ values, counts }, { level: 0.95 });

describe('format of points', () => {
  test('writes a score with its interval and the number of answers', () => {
    expect(written(score(50, 30, 20))).toBe('30.0 (14.7–45.3, n = 100)');
    expect(written(score(50, 30, 20), 'en-US')).toBe('30.0 (14.7–45.3, n = 100)');
    expect(written(score(50, 30, 20), 'de-DE')).toBe('30,0 (14,7–45,3, n = 100)');
    expect(written(score(50, 30, 20), 'fr-FR')).toBe('30,0 (14,7–45,3, n = 100)');
  });

  test('writes one below zero, and limits below zero, so that they can be read', () => {
    expect(written(score(20, 30, 50))).toBe('-30.0 (-45.3 to -14.7, n = 100)');
    expect(written(score(5, 2, 3))).toBe('20.0 (-34.0 to 74.0, n = 10)');
    expect(written(score(20, 30, 50), 'de-DE')).toBe('-30,0 (-45,3 to -14,7, n = 100)');
    expect(written(score(20, 30, 50), 'sv-SE')).toBe('-30,0 (-45,3 to -14,7, n = 100)');
  });

  test('writes a normal interval beyond 100 as it is, an adjusted one up to 100', () => {
    expect(written(score(3, 1, 0))).toBe('75.0 (32.6–117.4, n = 4)');
    expect(written(score(10, 0, 0, 'adjusted'))).toBe('100.0 (47.5–100.0, n = 10)');
  });

  test('writes no interval where there is none, and a dash for nothing', () => {
    expect(written(score(1, 0, 0))).toBe('100.0 (n = 1)');
    expect(written(score(0, 1234, 0))).toBe('0.0 (n = 1,234)');
    expect(written(score(0, 0, 0))).toBe('– (n = 0)');
    expect(written(netPromoterScore([]), 'fr-FR')).toBe('– (n = 0)');
  });

  test('writes 0 without a sign where a score rounds to it', () => {
    expect(written({ ...score(1, 0, 1), value: -0.04, interval: null })).toBe('0.0 (n = 2)');
    expect(written({ ...score(1, 0, 1), value: -0, interval: null })).toBe('0.0 (n = 2)');
  });

  test('says how many answers were left out', () => {
    expect(written({ ...score(1, 0, 0), excluded: { missingAnsweredAt: 2, missingCustomerId: 1 } })).toBe(
      '100.0 (n = 1), 3 left out',
    );
  });
});

describe('format of stars', () => {
  test('writes a mean in stars, with its interval and the number of ratings', () => {
    expect(written(rated([1, 2, 3, 4, 5], [1, 1, 1, 4, 3]))).toBe('3.7 stars (2.7–4.7, n = 10)');
    expect(written(rated([1, 2, 3, 4, 5], [1, 1, 1, 4, 3]), 'de-DE')).toBe('3,7 stars (2,7–4,7, n = 10)');
    expect(written(rated([1, 2, 3, 4, 5], [1, 1, 1, 4, 3]), 'fr-FR')).toBe('3,7 stars (2,7–4,7, n = 10)');
  });

  test('writes limits below zero so that they can be read', () => {
    expect(written(rated([0, 5]))).toBe('2.5 stars (-29.3 to 34.3, n = 2)');
  });

  test('writes no interval where there is none, and a dash for nothing', () => {
    expect(written(rated([4.5]))).toBe('4.5 stars (n = 1)');
    expect(written(rated([0]))).toBe('0.0 stars (n = 1)');
    expect(written(rated([]))).toBe('– (n = 0)');
  });
});

test('table has plain numbers of scores by channel', () => {
  const answers = [9, 10, 3].map((score, i) => ({
    score,
    answeredAt: 0,
    channel: i < 2 ? 'email' : 'phone',
  }));
  const channelOf = (answer: object) => (answer as { channel: string }).channel;
  expect(table(groupBy(answers, channelOf, netPromoterScore))).toEqual([
    { key: 'email', value: 100, low: null, high: null, n: 2, text: '100.0 (n = 2)' },
    { key: 'phone', value: -100, low: null, high: null, n: 1, text: '-100.0 (n = 1)' },
  ]);
});
