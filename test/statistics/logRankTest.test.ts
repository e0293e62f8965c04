import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../src/statistics/chiSquareTail.js';
import { logRankTest, type Observed } from '../../src/statistics/logRankTest.js';
import { relativeError } from './relativeError.js';
import { sampleOf } from './sampleOf.js';

type Row = readonly [time: number, event: boolean];
const group = (events: readonly number[], censored: readonly number[] = []): Observed => ({
  events: sampleOf(events),
  censored: sampleOf(censored),
});
const groupOf = (rows: readonly Row[]) =>
  group(
    rows.filter(([, event]) => event).map(([time]) => time),
    rows.filter(([, event]) => !event).map(([time]) => time),
  );

// Freireich et al. 1963, Blood 21: 6-MP and placebo. Miller 1981 (survival::aml): maintained and not.
const mp6 = group([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
const placebo = group([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);
const maintained = group([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161]);
const not = group([5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45], [16]);

// scipy 1.17.1: logrank(CensoredData(uncensored=…, right=…), CensoredData(…)): statistic², pvalue. The last three are
// made up, with ties, zeros, and groups of unlike sizes.
const golden: readonly (readonly [string, Observed, Observed, number, number])[] = [
  ['6-MP and placebo', mp6, placebo, 16.792940989216536, 4.168809109334529e-5],
  ['aml, maintained and not', maintained, not, 3.396388698977599, 0.06533932204050502],
  [
    'one without events',
    group([], [0, 2, 3]),
    group([1, 3, 3, 6, 6], [0]),
    1.058823529411765,
    0.30348366402484206,
  ],
  [
    'many ties',
    group([9, 9, 0, 2, 2, 9, 10, 9, 3], [3, 9, 0]),
    group([2, 6, 14, 14, 7, 9, 9, 2, 13, 10, 15], [13, 7, 10, 2]),
    3.5851818444973844,
    0.05829703602798078,
  ],
  [
    'like groups',
    group(
      [20, 22, 17, 4, 28, 22, 29, 39, 3, 18, 15, 31, 28, 9, 9, 14, 37, 18, 26, 39, 3, 35, 25, 3, 13, 7, 3],
      [36, 37, 4, 19, 24, 17, 27, 17, 22, 24, 8, 32, 30],
    ),
    group(
      [
        36, 39, 13, 9, 22, 30, 29, 19, 16, 44, 1, 33, 44, 5, 16, 10, 14, 32, 14, 14, 31, 17, 12, 22, 23, 6,
        12, 30, 12,
      ],
      [6, 31, 6, 1, 19, 12, 25, 1, 22, 39, 30, 22, 5, 7],
    ),
    0.022658718667546308,
    0.8803479570891937,
  ],
];

/**
 * Observed less expected and its covariance, by the definition: at each time of an event a loop over all rows. The form
 * u' V⁻¹ u over all groups by elimination with the largest pivot, where directions without variance are left out.
 */
function definition(groups: readonly (readonly Row[])[]) {
  const all = groups.flat();
  const times = [...new Set(all.filter(([, event]) => event).map(([time]) => time))];
  const k = groups.length;
  const u = groups.map(() => 0);
  const v = groups.map(() => groups.map(() => 0));
  for (const time of times) {
    const risk = (rows: readonly Row[]) => rows.filter(([each]) => each >= time).length;
    const dead = (rows: readonly Row[]) => rows.filter(([each, event]) => event && each === time).length;
    const n = risk(all);
    const d = dead(all);
    for (let g = 0; g < k; g++) {
      u[g]! += dead(groups[g]!) - (d * risk(groups[g]!)) / n;
      for (let h = 0; h < k && n > 1; h++) {
        const [a, b] = [risk(groups[g]!) / n, risk(groups[h]!) / n];
        v[g]![h]! += (d * (n - d) * (g === h ? a * (1 - a) : -a * b)) / (n - 1);
      }
    }
  }
  return eliminated(v, u);
}

function eliminated(v: readonly (readonly number[])[], u: readonly number[]) {
  const m = v.map((row, g) => [...row, u[g]!]);
  const largest = Math.max(...v.flat(), 0);
  const pivots: number[] = [];
  for (;;) {
    const left = m.map((_, i) => i).filter((i) => !pivots.includes(i));
    const pivot = left.reduce((best, i) => (best < 0 || m[i]![i]! > m[best]![best]! ? i : best), -1);
    if (pivot < 0 || !(m[pivot]![pivot]! > 1e-9 * largest)) break;
    pivots.push(pivot);
    m[pivot] = m[pivot]!.map((value) => value / m[pivot]![pivot]!);
    for (let i = 0; i < m.length; i++)
      if (i !== pivot) m[i] = m[i]!.map((value, j) => value - m[i]![pivot]! * m[pivot]![j]!);
  }
  // With the groups that are left out at 0, the others' column is V⁻¹ u.
  return {
    chiSquare: pivots.reduce((sum, i) => sum + u[i]! * m[i]!.at(-1)!, 0),
    rank: pivots.length,
  };
}

const rows = fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 9, size: 'max' });
const severalGroups = fc.array(rows, { minLength: 2, maxLength: 5, size: 'max' });

describe('logRankTest', () => {
  it.each(golden)('logRankTest of %s agrees with scipy to a relative 1e-12', (_, a, b, chiSquare, p) => {
    const test = logRankTest([a, b]);
    expect(relativeError(test.chiSquare!, chiSquare)).toBeLessThan(1e-12);
    expect(relativeError(test.p!, p)).toBeLessThan(1e-12);
    expect(test.degreesOfFreedom).toBe(1);
  });

  // R: survdiff(Surv(time, status) ~ group): Chisq = 16.8 (16.79) and 3.4, as printed in textbooks and its manual.
  it('logRankTest has the published chi-squares of 6-MP and of aml', () => {
    expect(logRankTest([mp6, placebo]).chiSquare!.toFixed(2)).toBe('16.79');
    expect(logRankTest([maintained, not]).chiSquare!.toFixed(1)).toBe('3.4');
  });

  it('logRankTest of two rows is as by hand', () => {
    // At 1, of two at risk, one had it: 1 − 1/2 observed less expected, variance 1/4; at 2 only one is left.
    const test = logRankTest([group([1]), group([2])]);
    expect(test).toStrictEqual({
      chiSquare: 1,
      degreesOfFreedom: 1,
      p: expect.closeTo(0.31731050786291415, 14),
    });
  });

  it('logRankTest of any number of groups agrees with loops over all rows and an elimination', () => {
    fc.assert(
      fc.property(severalGroups, (groups) => {
        const test = logRankTest(groups.map(groupOf));
        const { chiSquare, rank } = definition(groups);
        expect(test.degreesOfFreedom).toBe(rank);
        if (rank === 0) {
          expect(test).toStrictEqual({ chiSquare: null, degreesOfFreedom: 0, p: null });
          return;
        }
        expect(Math.abs(test.chiSquare! - chiSquare)).toBeLessThan(1e-11 * Math.max(1, chiSquare));
        expect(test.p).toBe(chiSquareTail(test.chiSquare!, rank));
      }),
      { numRuns: 200 },
    );
  });

  it('logRankTest does not depend on the order of the groups', () => {
    fc.assert(
      fc.property(
        severalGroups.chain((groups) =>
          fc.tuple(
            fc.constant(groups),
            fc.shuffledSubarray(groups, { minLength: groups.length, maxLength: groups.length }),
          ),
        ),
        ([groups, shuffled]) => {
          const a = logRankTest(groups.map(groupOf));
          const b = logRankTest(shuffled.map(groupOf));
          expect(b.degreesOfFreedom).toBe(a.degreesOfFreedom);
          expect(b.chiSquare === null).toBe(a.chiSquare === null);
          if (a.chiSquare === null) return;
          expect(Math.abs(a.chiSquare - b.chiSquare!)).toBeLessThan(1e-11 * Math.max(1, a.chiSquare));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('logRankTest depends on the order of the times alone', () => {
    fc.assert(
      fc.property(severalGroups, (groups) => {
        const squared = groups.map((rows) => rows.map(([time, event]): Row => [time ** 2 / 7 - 3, event]));
        expect(logRankTest(squared.map(groupOf))).toStrictEqual(logRankTest(groups.map(groupOf)));
      }),
      { numRuns: 100 },
    );
  });

  it('logRankTest of a group and itself finds no difference', () => {
    for (const [of, k] of [
      [mp6, 2],
      [placebo, 3],
      [not, 5],
    ] as const) {
      const test = logRankTest(Array.from({ length: k }, () => of));
      expect(test.degreesOfFreedom).toBe(k - 1);
      expect(test.chiSquare!).toBeLessThan(1e-20);
      expect(test.p!).toBeCloseTo(1, 9);
    }
  });

  it('logRankTest without any event is null, whatever was seen', () => {
    const nothing = { chiSquare: null, degreesOfFreedom: 0, p: null };
    expect(logRankTest([group([], [1, 2]), group([], [3])])).toStrictEqual(nothing);
    expect(logRankTest([group([]), group([])])).toStrictEqual(nothing);
    expect(logRankTest([])).toStrictEqual(nothing);
  });

  it('logRankTest is null where every event comes to all at risk, or in one group alone', () => {
    const nothing = { chiSquare: null, degreesOfFreedom: 0, p: null };
    expect(logRankTest([group([4, 4]), group([4])])).toStrictEqual(nothing);
    expect(logRankTest([group([4, 5]), group([], [1, 2])])).toStrictEqual(nothing);
    expect(logRankTest([mp6])).toStrictEqual(nothing);
  });

  it('logRankTest leaves out a group that is never at risk when an event comes', () => {
    const expected = logRankTest([mp6, placebo]);
    for (const out of [group([]), group([], [0, 0.5])])
      for (const groups of [
        [out, mp6, placebo],
        [mp6, out, placebo],
        [mp6, placebo, out, out],
      ])
        expect(logRankTest(groups)).toStrictEqual(expected);
  });

  it('logRankTest takes counts for rows that are listed so often', () => {
    const twice = ({ events, censored }: Observed): Observed => ({
      events: { ...events, counts: events.counts.map((count) => 2 * count) },
      censored: { ...censored, counts: censored.counts.map((count) => 2 * count) },
    });
    const listed = (times: readonly number[]) => group([...times, ...times], [8, 8]);
    expect(logRankTest([twice(group([1, 5], [8])), twice(group([2, 9], [8]))])).toStrictEqual(
      logRankTest([listed([1, 5]), listed([2, 9])]),
    );
  });
});
