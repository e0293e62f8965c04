import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachStep, kaplanMeier } from '../../src/statistics/kaplanMeier.js';
import { relativeError } from './relativeError.js';
import { sampleOf } from './sampleOf.js';

// Freireich et al. 1963, Blood 21: weeks of remission under 6-MP.
const mp6 = {
  events: [6, 6, 6, 7, 10, 13, 16, 22, 23],
  censored: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
};
// Miller 1981, "Survival Analysis", p. 49: leukaemia, maintained (R's survival::aml).
const maintained = { events: [9, 13, 18, 23, 31, 34, 48], censored: [13, 28, 45, 161] };

// scipy 1.17.1: ecdf(CensoredData(uncensored=events, right=censored)).sf: quantiles, probabilities.
const golden = {
  '6-MP': {
    of: mp6,
    survival: [
      [6, 0.8571428571428571],
      [7, 0.8067226890756302],
      [9, 0.8067226890756302],
      [10, 0.7529411764705881],
      [11, 0.7529411764705881],
      [13, 0.6901960784313724],
      [16, 0.6274509803921567],
      [17, 0.6274509803921567],
      [19, 0.6274509803921567],
      [20, 0.6274509803921567],
      [22, 0.53781512605042],
      [23, 0.4481792717086834],
      [25, 0.4481792717086834],
      [32, 0.4481792717086834],
      [34, 0.4481792717086834],
      [35, 0.4481792717086834],
    ],
  },
  aml: {
    of: maintained,
    survival: [
      [9, 0.9090909090909091],
      [13, 0.8181818181818181],
      [18, 0.7159090909090908],
      [23, 0.6136363636363635],
      [28, 0.6136363636363635],
      [31, 0.49090909090909085],
      [34, 0.36818181818181817],
      [45, 0.36818181818181817],
      [48, 0.18409090909090908],
      [161, 0.18409090909090908],
    ],
  },
} as const;

// The published table of 6-MP (Kleinbaum & Klein 2012, "Survival Analysis", ch. 2; R: summary(survfit)):
// time, at risk, events, survival, standard error.
const published = [
  [6, 21, 3, '0.857', '0.0764'],
  [7, 17, 1, '0.807', '0.0869'],
  [10, 15, 1, '0.753', '0.0963'],
  [13, 12, 1, '0.690', '0.1068'],
  [16, 11, 1, '0.627', '0.1141'],
  [22, 7, 1, '0.538', '0.1282'],
  [23, 6, 1, '0.448', '0.1346'],
] as const;

type Row = readonly [time: number, event: boolean];
const rows = fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 16, size: 'max' });

const timesOf = (rows: readonly Row[], event: boolean) =>
  rows.filter((row) => row[1] === event).map(([time]) => time);
const curveOf = (rows: readonly Row[]) =>
  kaplanMeier(sampleOf(timesOf(rows, true)), sampleOf(timesOf(rows, false)));

/** Kaplan & Meier's definition, with a loop over all rows at each time. */
function definition(rows: readonly Row[]) {
  const times = [...new Set(rows.map(([time]) => time))].sort((a, b) => a - b);
  return times.map((time) => {
    const risk = (at: number) => rows.filter(([each]) => each >= at).length;
    const count = (at: number, event: boolean) =>
      rows.filter(([each, had]) => each === at && had === event).length;
    let survival = 1;
    let variance = 0;
    for (const at of times.filter((at) => at <= time)) {
      const n = risk(at);
      const d = count(at, true);
      survival *= 1 - d / n;
      if (d > 0) variance += d / (n * (n - d));
    }
    return {
      time,
      atRisk: risk(time),
      events: count(time, true),
      censored: count(time, false),
      survival: n0(survival),
      variance,
    };
  });
}
/** 1 − d ÷ n of all is 0, but for rounding. */
const n0 = (survival: number) => (survival < 1e-13 ? 0 : survival);

describe('kaplanMeier', () => {
  it.each(Object.entries(golden))(
    'kaplanMeier of %s agrees with scipy to a relative 1e-14',
    (_, expected) => {
      const { of, survival } = expected;
      const steps = kaplanMeier(sampleOf(of.events), sampleOf(of.censored));
      expect(steps.map(({ time }) => time)).toStrictEqual(survival.map(([time]) => time));
      for (const [i, step] of steps.entries())
        expect(relativeError(step.survival, survival[i]![1])).toBeLessThan(1e-14);
    },
  );

  it('kaplanMeier of 6-MP has the published table, with its standard errors', () => {
    const steps = kaplanMeier(sampleOf(mp6.events), sampleOf(mp6.censored));
    const table = steps
      .filter(({ events }) => events > 0)
      .map(({ time, atRisk, events, survival, variance }) => {
        const error = survival * Math.sqrt(variance);
        return [time, atRisk, events, survival.toFixed(3), error.toFixed(4)];
      });
    expect(table).toStrictEqual(published);
  });

  it('kaplanMeier of nothing has no steps', () => {
    expect(kaplanMeier(sampleOf([]), sampleOf([]))).toStrictEqual([]);
  });

  it('kaplanMeier of one event falls to 0 with infinite variance; of one last seen it stays at 1 with none', () => {
    expect(kaplanMeier(sampleOf([0]), sampleOf([]))).toStrictEqual([
      { time: 0, atRisk: 1, events: 1, censored: 0, survival: 0, variance: Number.POSITIVE_INFINITY },
    ]);
    expect(kaplanMeier(sampleOf([]), sampleOf([4]))).toStrictEqual([
      { time: 4, atRisk: 1, events: 0, censored: 1, survival: 1, variance: 0 },
    ]);
  });

  it('kaplanMeier takes who is last seen at the time of an event to be at risk at it', () => {
    expect(kaplanMeier(sampleOf([3]), sampleOf([3, 3, 5]))).toMatchObject([
      { time: 3, atRisk: 4, events: 1, censored: 2, survival: 0.75 },
      { time: 5, atRisk: 1, events: 0, censored: 1, survival: 0.75 },
    ]);
  });

  it('kaplanMeier agrees with a loop over all rows by its definition', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const steps = curveOf(rows);
        const expected = definition(rows);
        expect(steps.length).toBe(expected.length);
        for (const [i, { survival, variance, ...counts }] of steps.entries()) {
          const { survival: s, variance: v, ...others } = expected[i]!;
          expect(counts).toStrictEqual(others);
          expect(relativeError(survival, s)).toBeLessThan(1e-13);
          expect(relativeError(variance, v)).toBeLessThan(1e-13);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('kaplanMeier without anyone dropping out is exactly the share left, with binomial variance', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60, size: 'max' }), (times) => {
        const n = times.length;
        for (const { time, survival, variance } of kaplanMeier(sampleOf(times), sampleOf([]))) {
          expect(survival).toBe(times.filter((each) => each > time).length / n);
          if (survival > 0)
            expect(relativeError(survival ** 2 * variance, (survival * (1 - survival)) / n)).toBeLessThan(
              1e-12,
            );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('kaplanMeier counts everyone once, and ends at 0 just where the last one had the event', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const steps = curveOf(rows);
        expect(steps.reduce((sum, { events, censored }) => sum + events + censored, 0)).toBe(rows.length);
        const last = steps.at(-1);
        if (last !== undefined) expect(last.survival === 0).toBe(last.censored === 0);
        for (const { survival, variance } of steps) {
          expect(survival).toBeGreaterThanOrEqual(0);
          expect(survival).toBeLessThanOrEqual(1);
          expect(variance === Number.POSITIVE_INFINITY).toBe(survival === 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('kaplanMeier falls where someone had the event, and stays exactly where it was elsewhere', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        let before = 1;
        for (const { survival, events } of curveOf(rows)) {
          if (events > 0) expect(survival).toBeLessThan(before);
          else expect(survival).toBe(before);
          before = survival;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('kaplanMeier does not rise where only last sights come', () => {
    // 4 of 5 are left after the event; in doubles 0.8 × 3 ÷ 3 is more than 0.8.
    const steps = kaplanMeier(sampleOf([0]), sampleOf([0, 1, 1, 1]));
    expect(steps.map(({ survival }) => survival)).toStrictEqual([0.8, 0.8]);
  });

  it('kaplanMeier takes counts for rows that are listed so often', () => {
    const steps = kaplanMeier(
      { values: [1, 2], counts: [250_000_000, 1] },
      { values: [1], counts: [749_999_999] },
    );
    expect(steps.map(({ atRisk, survival }) => [atRisk, survival])).toStrictEqual([
      [1e9, 0.75],
      [1, 0],
    ]);
  });
});

describe('eachStep', () => {
  it('eachStep visits the same steps one by one, and stops where the visit gives true', () => {
    fc.assert(
      fc.property(rows, fc.nat(9), (rows, stop) => {
        const seen: number[][] = [];
        eachStep(sampleOf(timesOf(rows, true)), sampleOf(timesOf(rows, false)), (...step) => {
          seen.push(step);
          return seen.length > stop;
        });
        expect(seen).toStrictEqual(
          curveOf(rows)
            .slice(0, stop + 1)
            .map(({ time, atRisk, events, censored, survival, variance }) => [
              time,
              atRisk,
              events,
              censored,
              survival,
              variance,
            ]),
        );
      }),
      { numRuns: 100 },
    );
  });
});
