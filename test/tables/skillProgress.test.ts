import fc from 'fast-check';
import {
  type Assessment,
  compareIds,
  retentionCohorts,
  revenueMovements,
  skillMatrix,
  skillProgress,
} from 'sales-effectiveness';
import { mean, median } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { arbitraryAssessments, DAY } from '../kpi/arbitraryTeam.js';
import * as reference from '../kpi/referenceTeam.js';
import { arbitraryOptions } from '../laws.js';
import { inTwoOrders, keepsTheLaws } from './arbitraryDeals.js';

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
/** The scores of a rep in a skill, day by day. */
const course = (repId: Assessment['repId'], skill: string, ...scores: number[]): Assessment[] =>
  scores.map((score, i) => ({ repId, skill, takenAt: day(i), score }));
const close = (value: number | undefined) => (value === undefined ? null : expect.closeTo(value, 12));

describe('skillProgress, over arbitrary assessments, periods and instants', () => {
  test('is the mean and median of what was gained of what could be, for each rep and skill', () =>
    fc.assert(
      fc.property(arbitraryAssessments, arbitraryOptions, (rows, { level: _, ...options }) => {
        const { pairs, excluded } = reference.pairsOf(rows, options);
        const found = skillProgress(rows, options);
        const gains = pairs.flatMap(({ rep, skill, taken }) => {
          const [first, latest] = [taken[0]!.share, taken.at(-1)!.share];
          const reason = taken.length < 2 ? 'singleAssessment' : first === 1 ? 'fullFirstScore' : null;
          if (reason !== null) excluded[reason] = (excluded[reason] ?? 0) + 1;
          return reason === null ? [{ rep, skill, first, latest, gain: (latest - first) / (1 - first) }] : [];
        });
        gains.sort((a, b) => compareIds(a.rep, b.rep) || (a.skill < b.skill ? -1 : 1));
        expect(found).toStrictEqual({
          mean: gains.length === 0 ? null : close(mean(gains.map(({ gain }) => gain))),
          median: gains.length === 0 ? null : close(median(gains.map(({ gain }) => gain))),
          count: gains.length,
          excluded: expect.anything(),
          pairs: gains.map(({ rep: _, ...gain }) => ({ repId: expect.anything(), ...gain })),
        });
        expect(found.pairs.map(({ repId }) => String(repId))).toEqual(gains.map(({ rep }) => rep));
        expect(found.excluded).toStrictEqual(excluded);
      }),
      { numRuns: 400 },
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(inTwoOrders(arbitraryAssessments), ([rows, shuffled]) =>
        keepsTheLaws(rows, shuffled, (each) => skillProgress(each)),
      ),
    ));
});

describe('skillProgress(assessments)', () => {
  test('takes the first and the latest, whatever lies between, and each pair with one weight', () => {
    const rows = [
      ...course('ada', 'demo', 0.5, 0.1, 0.75),
      ...course('ada', 'closing', 0.2, 0.6),
      ...course('bela', 'demo', 0.5, 0.25),
    ];
    expect(skillProgress(rows)).toStrictEqual({
      mean: expect.closeTo((0.5 + 0.5 - 0.5) / 3, 12),
      median: expect.closeTo(0.5, 12),
      count: 3,
      excluded: {},
      pairs: [
        { repId: 'ada', skill: 'closing', first: 0.2, latest: 0.6, gain: expect.closeTo(0.5, 12) },
        { repId: 'ada', skill: 'demo', first: 0.5, latest: 0.75, gain: 0.5 },
        { repId: 'bela', skill: 'demo', first: 0.5, latest: 0.25, gain: -0.5 },
      ],
    });
  });

  test('is 1 for everything gained, 0 for nothing, and below −1 where most is lost', () => {
    const gains = (...scores: number[]) => skillProgress(course('a', 'x', ...scores)).mean;
    expect(gains(0.3, 1)).toBe(1);
    expect(gains(0.3, 0.9, 0.3)).toBe(0);
    expect(gains(0, 0)).toBe(0);
    expect(gains(0.75, 0)).toBe(-3);
  });

  test('takes scores of other scales as shares', () => {
    const [first, second] = [course('a', 'x', 40)[0]!, { ...course('a', 'x', 0.7)[0]!, takenAt: day(9) }];
    expect(skillProgress([second, { ...first, maxScore: 100 }]).mean).toBeCloseTo(0.5, 12);
  });

  test('leaves out, by pair, who was assessed once and who began with the full score', () => {
    const rows = [
      ...course('a', 'x', 0.5),
      ...course('a', 'y', 1, 0.5),
      ...course('a', 'z', 1),
      ...course('b', 'x', 1, 1, 1),
      ...course('b', 'y', 0.5, 1),
    ];
    expect(skillProgress(rows)).toMatchObject({
      mean: 1,
      count: 1,
      excluded: { fullFirstScore: 2, singleAssessment: 2 },
    });
  });

  test('takes several at one instant for one assessment, the best of them', () => {
    const tied = [0.2, 0.6, 0.4].map((score) => ({ repId: 'a', skill: 'x', takenAt: day(0), score }));
    expect(skillProgress(tied)).toMatchObject({ mean: null, excluded: { singleAssessment: 1 } });
    expect(skillProgress([...tied, { ...tied[0]!, takenAt: new Date(day(1)), score: 0.8 }]).mean).toBeCloseTo(
      0.5,
      12,
    );
  });

  test('counts by row what is missing, of rows that are nobody’s too', () => {
    const rows = [
      { repId: 'a', skill: 'x', takenAt: null, score: 1 },
      { repId: 'a', skill: '', takenAt: day(1), score: 1 },
      { repId: 'a', skill: '', takenAt: null, score: 1 },
      { repId: null as never, skill: 'x', takenAt: day(1), score: 1 },
    ];
    expect(skillProgress(rows).excluded).toStrictEqual({
      missingRepId: 1,
      missingSkill: 1,
      missingTakenAt: 2,
    });
  });

  test('reads the first and latest of the period, and what was known at an instant', () => {
    const rows = course('a', 'x', 0, 0.5, 0.75, 1);
    const of = (options: Parameters<typeof skillProgress>[1]) => skillProgress(rows, options).mean;
    expect(of({})).toBe(1);
    expect(of({ asOf: day(2) })).toBe(0.75);
    expect(of({ asOf: day(2) - 1 })).toBe(0.5);
    expect(of({ during: { start: day(1), end: day(3) } })).toBe(0.5);
    expect(of({ during: { start: day(1), end: day(2) } })).toBeNull();
  });

  test('takes 7 and "7" for one rep, and reps in the order of ids', () => {
    const rows = [...course('7', 'x', 0.5), ...course(7, 'x', 0, 1).slice(1), ...course(10, 'x', 0.5, 0.5)];
    expect(skillProgress(rows).pairs.map(({ repId, gain }) => [repId, gain])).toEqual([
      ['7', 1],
      [10, 0],
    ]);
  });

  test('of nothing is null', () => {
    const none = { mean: null, median: null, count: 0, excluded: {}, pairs: [] };
    expect(skillProgress([])).toStrictEqual(none);
    expect(skillProgress(new Set<Assessment>(), { asOf: 0 })).toStrictEqual(none);
  });
});

test('skillProgress throws for what is no assessment or no option, with its name', () => {
  const rows = course('a', 'x', 0.5, 0.5);
  expect(() => skillProgress([rows[0]!, { ...rows[1]!, score: -1 }])).toThrow(
    'skillProgress requires assessments[1].score to be a number from 0 to 1 where there is no maxScore, got -1',
  );
  expect(() => skillProgress(5 as never)).toThrow(
    new TypeError('skillProgress requires rows of assessments, got 5'),
  );
  expect(() => skillProgress([], { threshold: 0.5 } as never)).toThrow(
    "skillProgress requires options among during, asOf, got 'threshold'",
  );
});

test.each([
  ['skillProgress', () => skillProgress([], { level: 0.9 } as never)],
  ['skillMatrix', () => skillMatrix([], { level: 0.9 } as never)],
  [
    'retentionCohorts',
    () => retentionCohorts([], { timeZone: 'UTC', during: { start: 0, end: 1 } } as never),
  ],
  ['revenueMovements', () => revenueMovements([], { every: 'month', timeZone: 'UTC', level: 0.9 } as never)],
])('%s refuses reading options that it would not read', (name, call) => {
  expect(call).toThrow(new RegExp(`^${name} requires options among .*, got '(level|during)'$`));
});
