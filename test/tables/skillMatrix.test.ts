import fc from 'fast-check';
import { type Assessment, compareIds, skillMastery, skillMatrix } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryAssessments, DAY } from '../kpi/arbitraryTeam.js';
import * as reference from '../kpi/referenceTeam.js';
import { arbitraryOptions } from '../laws.js';
import { inTwoOrders, keepsTheLaws } from './arbitraryDeals.js';

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
const taken = (skill: string, score: number, row: Partial<Assessment> = {}): Assessment => ({
  repId: 'ada',
  skill,
  takenAt: day(1),
  score,
  ...row,
});
/** Own fields of an object as a list, also where one is called __proto__. */
const entries = (of: object) => Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
describe('skillMatrix, over arbitrary assessments, periods and instants', () => {
  test('has the latest score of each rep in each skill, and those below the threshold, the lowest first', () =>
    fc.assert(
      fc.property(
        arbitraryAssessments,
        arbitraryOptions,
        fc.constantFrom(undefined, 0.5, 1),
        (given, { level: _, ...options }, threshold) => {
          // What of a row without date and skill is counted is tested by hand.
          const rows = given.filter((row) => row.skill || (row.takenAt ?? null) !== null);
          const { pairs } = reference.pairsOf(rows, options);
          const found = skillMatrix(rows, { ...options, threshold });
          const names = found.map(({ repId }) => repId);
          expect(names).toStrictEqual([...names].sort(compareIds));
          expect(new Set(names.map(String)).size).toBe(names.length);
          for (const { rep } of pairs) expect(names.map(String)).toContain(rep);
          for (const { repId, skills, below, excluded } of found) {
            const own = pairs.filter(({ rep }) => rep === String(repId));
            const rowsOfIt = rows.filter(
              (row) => (row.repId ?? null) !== null && String(row.repId) === String(repId),
            );
            const expected = own.map(({ skill, taken }) => {
              const { at, share } = taken.at(-1)!;
              return [skill, { score: share, takenAt: at, mastered: share >= (threshold ?? 0.8) }] as const;
            });
            expect(entries(skills)).toStrictEqual(entries(Object.fromEntries(expected)));
            const low = expected.filter(([, { mastered }]) => !mastered);
            low.sort(([a, x], [b, y]) => x.score - y.score || (a < b ? -1 : 1));
            expect(below).toStrictEqual(low.map(([skill]) => skill));
            expect(excluded).toStrictEqual(reference.pairsOf(rowsOfIt, options).excluded);
          }
          const mastery = skillMastery(rows, {
            ...options,
            ...(threshold === undefined ? {} : { threshold }),
          });
          const all = found.flatMap(({ skills }) => Object.values(skills));
          expect([all.filter(({ mastered }) => mastered).length, all.length]).toEqual([
            mastery.numerator,
            mastery.denominator,
          ]);
        },
      ),
      { numRuns: 400 },
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(inTwoOrders(arbitraryAssessments), ([rows, shuffled]) =>
        keepsTheLaws(rows, shuffled, (each) =>
          // As lists: toStrictEqual takes a skill called constructor for the class of its object.
          skillMatrix(each).map((row) => ({ ...row, skills: Object.entries(row.skills) })),
        ),
      ),
    ));
});

describe('skillMatrix(assessments)', () => {
  test('has a row for each rep, with skills and what to work on', () => {
    const rows = [
      taken('demo', 90, { maxScore: 100 }),
      taken('closing', 55, { maxScore: 100, takenAt: new Date(day(3)) }),
      taken('closing', 95, { maxScore: 100, takenAt: day(2) }),
      taken('pricing', 0.1),
      taken('demo', 0.8, { repId: 9 }),
      taken('demo', 0.2, { repId: '10' }),
    ];
    expect(skillMatrix(rows)).toStrictEqual([
      {
        repId: 9,
        skills: { demo: { score: 0.8, takenAt: day(1), mastered: true } },
        below: [],
        excluded: {},
      },
      {
        repId: '10',
        skills: { demo: { score: 0.2, takenAt: day(1), mastered: false } },
        below: ['demo'],
        excluded: {},
      },
      {
        repId: 'ada',
        skills: {
          closing: { score: 0.55, takenAt: day(3), mastered: false },
          demo: { score: 0.9, takenAt: day(1), mastered: true },
          pricing: { score: 0.1, takenAt: day(1), mastered: false },
        },
        below: ['pricing', 'closing'],
        excluded: {},
      },
    ]);
  });

  test('takes 7 and "7" for one rep, by text where some rows have text', () => {
    const [seven, ...more] = skillMatrix([
      taken('demo', 1, { repId: 7 }),
      taken('pricing', 1, { repId: '7' }),
    ]);
    expect(more).toEqual([]);
    expect(seven!.repId).toBe('7');
    expect(Object.keys(seven!.skills)).toEqual(['demo', 'pricing']);
    expect(skillMatrix([taken('demo', 1, { repId: 7 })])[0]!.repId).toBe(7);
  });

  test('takes the best of ties, and names skills of one score in the order of their names', () => {
    const rows = [taken('b', 0.1), taken('a', 0.1), taken('b', 0.4), taken('a', 0.4), taken('B', 0.4)];
    expect(skillMatrix(rows)[0]!.below).toEqual(['B', 'a', 'b']);
    expect(skillMatrix(rows)[0]!.skills.a!.score).toBe(0.4);
  });

  test('reads a period, and what was known at an instant', () => {
    const rows = [0.9, 0.2].map((score, i) => taken('demo', score, { takenAt: day(10 * i) }));
    const shown = (options: Parameters<typeof skillMatrix>[1]) =>
      skillMatrix(rows, options).map(({ skills }) => skills.demo!.score);
    expect(shown({ asOf: day(10) - 1 })).toEqual([0.9]);
    expect(shown({ asOf: day(10) })).toEqual([0.2]);
    expect(shown({ during: { start: day(0), end: day(10) } })).toEqual([0.9]);
    expect(shown({ during: { start: day(20), end: day(30) } })).toEqual([]);
  });

  test('counts for each rep what is left out, also where nothing else is known of the rep', () => {
    const rows = [
      taken('demo', 1, { takenAt: null }),
      taken('', 1),
      taken(null as never, 1, { takenAt: undefined }),
      taken('demo', 1, { repId: null as never }),
    ];
    expect(skillMatrix(rows)).toStrictEqual([
      { repId: 'ada', skills: {}, below: [], excluded: { missingSkill: 1, missingTakenAt: 2 } },
    ]);
  });

  test('keeps a skill whose name every object has', () => {
    const [row] = skillMatrix([taken('__proto__', 0.3), taken('constructor', 0.2)]);
    expect(Object.entries(row!.skills).map(([skill, { score }]) => [skill, score])).toEqual([
      ['__proto__', 0.3],
      ['constructor', 0.2],
    ]);
    expect(row!.below).toEqual(['constructor', '__proto__']);
  });

  test('of nothing has no rows', () => {
    expect(skillMatrix([])).toEqual([]);
    expect(skillMatrix(new Set<Assessment>(), { threshold: 0.5, asOf: 0 })).toEqual([]);
  });
});

describe('skillMatrix throws', () => {
  test('for rows and scores that are none, with the row and the field', () => {
    const call = (rows: unknown) => () => skillMatrix(rows as Assessment[]);
    expect(call([taken('a', 1), taken('a', 2)])).toThrow(
      new RangeError(
        'skillMatrix requires assessments[1].score to be a number from 0 to 1 where there is no maxScore, got 2',
      ),
    );
    expect(call([taken('a', 1, { maxScore: -1 })])).toThrow('skillMatrix requires assessments[0].maxScore ');
    expect(call([taken('a', 1, { takenAt: 'x' as never })])).toThrow(
      "skillMatrix requires assessments[0].takenAt to be a Date or epoch milliseconds, got 'x'",
    );
    expect(call([null])).toThrow(new TypeError('skillMatrix requires assessments[0] to be a row, got null'));
    expect(call('x')).toThrow(TypeError);
    expect(call(undefined)).toThrow(new TypeError('skillMatrix requires rows of assessments, got undefined'));
  });

  test('for options that there are none of', () => {
    const call = (options: unknown) => () => skillMatrix([], options as never);
    expect(call({ threshold: 80 })).toThrow(
      new RangeError('skillMatrix requires threshold to be a share above 0, up to 1, got 80'),
    );
    expect(call({ treshold: 0.5 })).toThrow(TypeError);
    expect(call({ asOf: '2026' })).toThrow('skillMatrix requires asOf to be ');
    expect(call({ during: { start: 1, end: 0 } })).toThrow('skillMatrix requires during to end ');
  });
});
