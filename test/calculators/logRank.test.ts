import { logRank } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { frozen } from '../totals/arbitraryIds.js';

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;

interface Trial {
  readonly from: Date | number | null;
  readonly until?: Date | number | null;
  readonly bought?: boolean | 0 | 1 | null;
}
const fields = { start: 'from', end: 'until', event: 'bought' } as const;

/** The message of the error that a call throws, with its kind in front. */
function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'nothing thrown';
}
// biome-ignore lint/suspicious/noExplicitAny: what types forbid is tested, too
const any = logRank as (...given: any[]) => unknown;

const durations = (events: readonly number[], censored: readonly number[] = []) => ({
  durations: [...events, ...censored],
  events: [...events.map(() => true), ...censored.map(() => false)],
});
/** The same as rows: each begins on another day. */
const rows = (group: { durations: readonly number[]; events: readonly boolean[] }): Trial[] =>
  group.durations.map((days, i) => ({
    from: day(i),
    until: new Date(day(i + days)),
    bought: group.events[i]!,
  }));

// Freireich et al. 1963, Blood 21: weeks of remission under 6-MP and placebo.
const mp6 = durations([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
const placebo = durations([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);
// scipy 1.17.1: logrank(CensoredData(…), CensoredData(…)): statistic², pvalue; R's survdiff prints 16.8.
const expected = {
  chiSquare: expect.closeTo(16.792940989216536, 11),
  degreesOfFreedom: 1,
  p: expect.closeTo(4.168809109334529e-5, 15),
  excluded: {},
};

describe('logRank(groups)', () => {
  test('of durations is as published', () => {
    expect(logRank([mp6, placebo])).toStrictEqual(expected);
    expect(logRank([placebo, mp6])).toStrictEqual(expected);
  });

  test('of rows is that of their durations', () => {
    expect(logRank([rows(mp6), rows(placebo)], fields)).toStrictEqual(logRank([mp6, placebo]));
    expect(
      logRank(new Map([mp6, placebo].map((group, g) => [g, new Set(rows(group))])).values(), {
        start: ({ from }) => from,
        end: ({ until }) => until,
        event: ({ bought }) => bought,
      }),
    ).toStrictEqual(logRank([mp6, placebo]));
  });

  test('of three groups has two degrees of freedom', () => {
    const { degreesOfFreedom, chiSquare, p } = logRank([mp6, placebo, durations([5, 6, 30], [31])]);
    expect(degreesOfFreedom).toBe(2);
    // With 2 degrees of freedom the tail is exp(−x ÷ 2).
    expect(p).toBeCloseTo(Math.exp(-chiSquare! / 2), 14);
  });

  test('of a group and itself finds no difference', () => {
    const { chiSquare, p } = logRank([placebo, placebo]);
    expect(chiSquare).toBeCloseTo(0, 20);
    expect(p).toBeCloseTo(1, 9);
  });

  test('is null where no event came, and of empty groups', () => {
    const nothing = { chiSquare: null, degreesOfFreedom: 0, p: null, excluded: {} };
    expect(logRank([durations([], [3, 4]), durations([], [5])])).toStrictEqual(nothing);
    expect(logRank([durations([]), durations([])])).toStrictEqual(nothing);
    expect(logRank([[], []], fields)).toStrictEqual(nothing);
  });

  test('is not changed by a group without rows', () => {
    expect(logRank([mp6, durations([]), placebo])).toStrictEqual(logRank([mp6, placebo]));
  });

  test('counts what it leaves out over all groups', () => {
    const bad: Trial[] = [
      { from: null, until: day(3), bought: true },
      { from: day(0), until: null, bought: true },
      { from: day(3), until: day(2), bought: true },
    ];
    const { excluded, ...test } = logRank(
      [
        [...rows(mp6), ...bad],
        [...bad.slice(1), ...rows(placebo)],
      ],
      fields,
    );
    expect(excluded).toStrictEqual({ missingFrom: 1, missingUntil: 2, negativeDuration: 2 });
    expect({ ...test, excluded: {} }).toStrictEqual(logRank([mp6, placebo]));
    expect(
      logRank([
        { durations: [1, null, -2], events: [true, true, true] },
        { durations: [undefined, 4], events: [true, true] },
      ]).excluded,
    ).toStrictEqual({ missingDuration: 2, negativeDuration: 1 });
  });

  test('asOf: knows no row that starts later and no event that comes later', () => {
    const groups = [
      [
        { from: day(0), until: day(3), bought: true },
        { from: day(0), until: day(12), bought: true },
        { from: day(11), until: day(12), bought: true },
      ],
      [
        { from: day(2), until: day(10), bought: true },
        { from: day(4), until: null, bought: false },
        { from: day(5), until: day(6), bought: false },
      ],
    ];
    for (const asOf of [day(10), new Date(day(10))])
      expect(logRank(groups, { ...fields, asOf })).toStrictEqual(
        logRank([durations([3], [10]), durations([8], [6, 1])]),
      );
  });

  test('changes neither groups nor options', () => {
    const groups = frozen([[...rows(mp6)], [...rows(placebo)]]);
    expect(logRank(groups, frozen({ ...fields }))).toStrictEqual(expected);
  });
});

describe('logRank, its errors', () => {
  const row = { from: day(0), until: day(1), bought: true };

  test('need two groups or more, in a list', () => {
    expect(thrown(() => logRank([mp6]))).toBe(
      'RangeError: logRank requires two groups or more, got an array of 1',
    );
    expect(thrown(() => any(mp6))).toBe(
      'TypeError: logRank requires a list of groups, got an object with durations, events',
    );
    expect(thrown(() => any(null))).toBe('TypeError: logRank requires a list of groups, got null');
  });

  test('name the function, the group, the place and what was got', () => {
    expect(thrown(() => any([[row], [row, { ...row, bought: 'yes' }]], fields))).toBe(
      "TypeError: logRank requires groups[1][1].bought to be true or false, got 'yes'",
    );
    expect(thrown(() => any([[{ ...row, from: '2026-01-01' }], [row]], fields))).toBe(
      "TypeError: logRank requires groups[0][0].from to be a Date or epoch milliseconds, got '2026-01-01'",
    );
    expect(thrown(() => any([[row], [null]], fields))).toBe(
      'TypeError: logRank requires groups[1][0] to be a row, got null',
    );
    expect(thrown(() => any([mp6, { durations: [1, Number.NaN], events: [true, true] }]))).toBe(
      'RangeError: logRank requires groups[1].durations[1] to be a finite number of days, got NaN',
    );
    expect(thrown(() => any([mp6, { durations: [1], events: [2] }]))).toBe(
      'TypeError: logRank requires groups[1].events[0] to be true or false, got 2',
    );
  });

  test('name the group that is none, or whose lists are of unlike lengths', () => {
    expect(thrown(() => any([mp6, null]))).toMatch(/^TypeError: logRank requires groups\[1\].*, got null$/);
    expect(thrown(() => any([mp6, { durations: [1, 2], events: [true] }]))).toMatch(
      /^RangeError: logRank requires .*groups\[1\].*, got an array of 1$/,
    );
  });

  test('refuse options that there are not', () => {
    expect(thrown(() => any([[row], [row]], { ...fields, level: 0.9 }))).toBe(
      "TypeError: logRank requires no options but start, end, event, asOf, got 'level'",
    );
    expect(thrown(() => any([[row], [row]], { start: 'from', end: 'until' }))).toBe(
      'TypeError: logRank requires event (the name of a field or a function of the row), got undefined',
    );
  });

  test('refuse any options where the groups are durations, in a sentence', () => {
    const message = thrown(() => any([mp6, placebo], { level: 0.9 }));
    expect(message).toMatch(/^TypeError: logRank requires no options\b.*, got 'level'$/);
    expect(message).not.toContain('but ,');
  });

  test('say that a row without event and end needs asOf', () => {
    expect(thrown(() => any([[row], [{ from: day(0) }]], fields))).toBe(
      'TypeError: logRank requires groups[1][0].until to be an instant, or asOf, got undefined',
    );
  });
});
