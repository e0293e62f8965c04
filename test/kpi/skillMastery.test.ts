import fc from 'fast-check';
import {
  type Assessment,
  groupBy,
  type Instant,
  merge,
  rowsOf,
  skillMastery,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, laws } from '../laws.js';
import { frozen } from '../totals/arbitraryIds.js';
import { arbitraryAssessments, assessmentTables, DAY } from './arbitraryTeam.js';
import * as reference from './referenceTeam.js';

laws(skillMastery, assessmentTables, { key: 'who' });
laws(skillMastery.with({ threshold: 0.5 }), assessmentTables, { key: 'skill', numRuns: 25 });
laws(skillMastery, assessmentTables, { key: 'repId', asOf: Date.UTC(2026, 6, 1), numRuns: 25 });

describe('over arbitrary assessments, periods and instants, by its definition', () => {
  test.each([0.8, 0.5, 1, 0.79])('with the threshold %d', (threshold) =>
    fc.assert(
      fc.property(arbitraryAssessments, arbitraryOptions, (assessments, options) => {
        const { pairs, excluded } = reference.pairsOf(assessments, options);
        const mastered = pairs.filter(({ taken }) => taken.at(-1)!.share >= threshold).length;
        expect(skillMastery(assessments, { ...options, threshold })).toStrictEqual({
          value: pairs.length === 0 ? null : mastered / pairs.length,
          unit: 'ratio',
          better: 'higher',
          numerator: mastered,
          denominator: pairs.length,
          count: pairs.length,
          interval: null,
          excluded,
        });
      }),
      { numRuns: 150 },
    ),
  );
});

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
const taken = (score: number, row: Partial<Assessment> = {}): Assessment => ({
  repId: 'ada',
  skill: 'demo',
  takenAt: day(1),
  score,
  ...row,
});
const mastery = (assessments: Assessment[], options: Parameters<typeof skillMastery>[1] = {}) =>
  skillMastery(frozen(assessments), options);

describe('skillMastery(assessments)', () => {
  test('is the share of the pairs of a rep and a skill whose latest score reaches the threshold', () => {
    const assessments = [
      taken(0.9, { takenAt: day(1) }),
      taken(0.5, { takenAt: day(2) }),
      taken(85, { skill: 'closing', maxScore: 100 }),
      taken(1, { repId: 'bela' }),
      taken(0.1, { repId: 'bela', skill: 'closing', takenAt: day(2) }),
      taken(0.9, { repId: 'bela', skill: 'closing', takenAt: day(3) }),
    ];
    for (const list of [assessments, [...assessments].reverse()])
      expect(mastery(list)).toStrictEqual({
        value: 0.75,
        unit: 'ratio',
        better: 'higher',
        numerator: 3,
        denominator: 4,
        count: 4,
        interval: null,
        excluded: {},
      });
  });

  test.each([
    [8, 10],
    [56, 70],
    [0.8, undefined],
    [0.8, null],
    [4, 5],
    [80, 100],
    [120, 150],
    [1.6, 2],
  ])('takes %d of %o as just mastered at 0.8', (score, maxScore) => {
    expect(mastery([taken(score, { maxScore })]).value).toBe(1);
    const under = maxScore ? score - maxScore / 1e9 : score - 1e-9;
    expect(mastery([taken(under, { maxScore })]).value).toBe(0);
  });

  // KPIS.md: "latest score ÷ maxScore reaches `threshold`". 2.4 of 3 is 0.8; the quotient of the doubles is
  // 0.7999999999999999. The same of 39 scores with one digit after the point, of at most 100; of no whole ones.
  test.each([
    [2.4, 3],
    [5.6, 7],
    [36.8, 46],
  ])('takes %d of %d, which is 0.8 to the point, as just mastered', (score, maxScore) => {
    expect(mastery([taken(score, { maxScore })]).value).toBe(1);
  });

  test('takes another threshold', () => {
    expect(mastery([taken(0.8)], { threshold: 0.9 }).value).toBe(0);
    expect(mastery([taken(0.8)], { threshold: 0.8 }).value).toBe(1);
    expect(mastery([taken(1)], { threshold: 1 }).value).toBe(1);
    expect(skillMastery.with({ threshold: 0.5 })([taken(0.5)]).value).toBe(1);
    expect(mastery([taken(0)], { threshold: Number.MIN_VALUE }).value).toBe(0);
  });

  test('takes the best of several at one instant', () => {
    const tied = [taken(0.2), taken(0.9), taken(0.5), taken(0.3, { takenAt: new Date(day(1)) })];
    for (const list of [tied, [...tied].reverse()])
      expect(mastery(list)).toMatchObject({ value: 1, count: 1 });
    expect(mastery([...tied, taken(0.1, { takenAt: day(1) + 1 })]).value).toBe(0);
  });

  test('takes 7 and "7" for one rep, and skills as they are written', () => {
    expect(mastery([taken(1, { repId: 7 }), taken(0, { repId: '7', takenAt: day(2) })])).toMatchObject({
      value: 0,
      count: 1,
    });
    expect(mastery([taken(1), taken(0, { skill: 'Demo' })])).toMatchObject({ value: 0.5, count: 2 });
    const glued = [taken(1, { repId: 'a","b', skill: 'c' }), taken(1, { repId: 'a', skill: 'b","c' })];
    expect(mastery(glued).count).toBe(2);
  });

  test('reads the latest of the period, and the state at an instant', () => {
    const assessments = [0.9, 0.2, 0.95].map((score, i) => taken(score, { takenAt: day(10 * i) }));
    expect(mastery(assessments, { during: { start: day(0), end: day(10) } }).value).toBe(1);
    expect(mastery(assessments, { during: { start: day(10), end: day(20) } }).value).toBe(0);
    expect(mastery(assessments, { asOf: day(20) - 1 }).value).toBe(0);
    expect(mastery(assessments, { asOf: day(20) }).value).toBe(1);
    expect(mastery(assessments, { during: { start: day(30), end: day(40) } }).value).toBeNull();
  });

  test('leaves out what is missing', () => {
    const missing: Partial<Assessment>[] = [
      { repId: null as never },
      { skill: null as never },
      { skill: '' },
      { takenAt: null },
      { takenAt: null, repId: null as never },
    ];
    expect(mastery([taken(1), ...missing.map((row) => taken(0, row))])).toMatchObject({
      value: 1,
      count: 1,
      excluded: { missingRepId: 1, missingSkill: 2, missingTakenAt: 2 },
    });
  });

  test('of nothing is null', () => {
    expect(mastery([])).toStrictEqual({
      value: null,
      unit: 'ratio',
      better: 'higher',
      numerator: 0,
      denominator: 0,
      count: 0,
      interval: null,
      excluded: {},
    });
  });
});

describe('by rep, by skill and over time', () => {
  const assessments = [
    taken(0.9),
    taken(0.4, { skill: 'closing' }),
    taken(0.3, { repId: 'bela' }),
    taken(0.85, { repId: 'bela', takenAt: day(40) }),
  ];
  const values = (groups: Map<unknown, { value: number | null; count: number }>) =>
    [...groups].map(([key, { value, count }]) => [key, value, count]);

  test('groups', () => {
    expect(values(groupBy(assessments, 'repId', skillMastery))).toEqual([
      ['ada', 0.5, 2],
      ['bela', 1, 1],
    ]);
    expect(values(groupBy(assessments, 'skill', skillMastery))).toEqual([
      ['demo', 1, 2],
      ['closing', 0, 1],
    ]);
  });

  test('trends, each bucket with its own latest, and as known at the end of each', () => {
    const asked = { every: 'month', timeZone: 'UTC', during: { start: day(0), end: day(59) } } as const;
    const shown = (points: readonly { reading: { value: number | null } }[]) =>
      points.map(({ reading }) => reading.value);
    expect(shown(trend(assessments, skillMastery, asked))).toEqual([1 / 3, 1]);
    expect(shown(trend(assessments, skillMastery, { ...asked, asOf: 'bucketEnd' }))).toEqual([1 / 3, 1]);
  });

  test('streams, and merges', () => {
    const running = stream(skillMastery);
    for (const row of [...assessments].reverse()) running.add(row);
    expect(running.reading()).toStrictEqual(mastery(assessments));
    const parts = assessments.map((row) => skillMastery.totals([row]));
    expect(skillMastery.of(merge(skillMastery, ...parts))).toStrictEqual(mastery(assessments));
    // The same totals under another threshold.
    expect(skillMastery.of(skillMastery.totals(assessments), { threshold: 0.4 }).value).toBe(1);
  });

  test('rowsOf names as counted what the totals of a row alone hold: earlier assessments too', () => {
    expect(rowsOf(skillMastery, assessments).counted.latest).toEqual(assessments);
  });
});

describe('skillMastery throws', () => {
  test.each([
    [
      { score: 1.2 },
      RangeError,
      'assessments[1].score to be a number from 0 to 1 where there is no maxScore',
    ],
    [{ score: -0.1 }, RangeError, 'assessments[1].score '],
    [{ score: 11, maxScore: 10 }, RangeError, 'assessments[1].score to be a number from 0 to 10'],
    [{ score: Number.NaN }, RangeError, 'assessments[1].score '],
    [{ score: '0.5' as never }, TypeError, 'assessments[1].score '],
    [{ score: null as never }, TypeError, 'assessments[1].score '],
    [{ maxScore: 0 }, RangeError, 'assessments[1].maxScore '],
    [{ maxScore: Number.POSITIVE_INFINITY }, RangeError, 'assessments[1].maxScore '],
    [{ maxScore: '10' as never }, TypeError, 'assessments[1].maxScore '],
    [{ takenAt: '2026-01-01' as unknown as Instant }, TypeError, 'assessments[1].takenAt '],
  ])('for %o, with its row and field', (row, kind, message) => {
    const read = () => mastery([taken(0.5), { ...taken(0.5), ...row }]);
    expect(read).toThrow(kind);
    expect(read).toThrow(`skillMastery requires ${message}`);
  });

  test.each([
    [0, RangeError],
    [-0.5, RangeError],
    [1.01, RangeError],
    [80, RangeError],
    [Number.NaN, RangeError],
    ['0.8', TypeError],
    [null, TypeError],
  ])('for a threshold of %o', (threshold, kind) => {
    const read = () => mastery([], { threshold: threshold as never });
    expect(read).toThrow(kind);
    expect(read).toThrow('skillMastery requires threshold to be a share above 0, up to 1, got ');
  });
});
