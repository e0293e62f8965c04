import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aalenJohansen } from '../../src/statistics/aalenJohansen.js';
import { kaplanMeier } from '../../src/statistics/kaplanMeier.js';
import { relativeError } from './relativeError.js';
import { sampleOf } from './sampleOf.js';

/** 1 is the event, 2 the competing one, 0 none. */
type Row = readonly [time: number, event: 0 | 1 | 2];
const anyEvent = fc.constantFrom(0, 1, 2);
const rowsOf = (event: fc.Arbitrary<0 | 1 | 2>) =>
  fc.array(fc.tuple(fc.nat(9), event), { maxLength: 16, size: 'max' });

const timesOf = (rows: readonly Row[], event: number) =>
  sampleOf(rows.filter((row) => row[1] === event).map(([time]) => time));
const curveOf = (rows: readonly Row[]) => aalenJohansen(timesOf(rows, 1), timesOf(rows, 2), timesOf(rows, 0));

/**
 * Aalen & Johansen's definition, with a loop over all rows at each time, and the variance of Marubini & Valsecchi by its
 * three sums over all times up to it. `scale` is what the sums are made of, without their signs.
 */
function definition(rows: readonly Row[]) {
  const times = [...new Set(rows.map(([time]) => time))].sort((a, b) => a - b);
  const at = times.map((time) => {
    const n = rows.filter(([each]) => each >= time).length;
    const count = (event: number) => rows.filter(([each, which]) => each === time && which === event).length;
    return { time, n, own: count(1), other: count(2), censored: count(0) };
  });
  const survivalBefore = (j: number) =>
    at.slice(0, j).reduce((product, { n, own, other }) => product * ((n - own - other) / n), 1);
  const incidenceAt = (j: number, kind: 'own' | 'other') =>
    at.slice(0, j + 1).reduce((sum, step, i) => sum + (survivalBefore(i) * step[kind]) / step.n, 0);
  return at.map(({ time, n, own, other, censored }, k) => {
    let first = 0;
    let second = 0;
    let third = 0;
    for (let j = 0; j <= k; j++) {
      const { n, own, other } = at[j]!;
      const d = own + other;
      const distance = incidenceAt(k, 'own') - incidenceAt(j, 'own');
      const before = survivalBefore(j);
      // Where nobody is left, F does not grow any more.
      if (n > d) first += (distance ** 2 * d) / (n * (n - d));
      second += (before ** 2 * ((n - own) * own)) / n ** 3;
      third += (distance * before * own) / n ** 2;
    }
    return {
      counts: { time, atRisk: n, events: own, others: other, censored },
      incidence: incidenceAt(k, 'own'),
      competing: incidenceAt(k, 'other'),
      survival: survivalBefore(k + 1),
      variance: first + second - 2 * third,
      scale: first + second + 2 * third,
    };
  });
}

describe('aalenJohansen', () => {
  it('aalenJohansen of four rows is as by hand', () => {
    // At 5 one of 4 is won; at 8 one of 3 each is won and lost; the last one is seen until 20.
    const steps = aalenJohansen(sampleOf([5, 8]), sampleOf([8]), sampleOf([20]));
    expect(steps).toMatchObject([
      {
        time: 5,
        atRisk: 4,
        events: 1,
        others: 0,
        censored: 0,
        incidence: 0.25,
        competing: 0,
        survival: 0.75,
      },
      {
        time: 8,
        atRisk: 3,
        events: 1,
        others: 1,
        censored: 0,
        incidence: 0.5,
        competing: 0.25,
        survival: 0.25,
      },
      {
        time: 20,
        atRisk: 1,
        events: 0,
        others: 0,
        censored: 1,
        incidence: 0.5,
        competing: 0.25,
        survival: 0.25,
      },
    ]);
  });

  // scipy 1.17.1: S by ecdf(CensoredData(uncensored=[6, 6, 6, 7, 10, 13, 16, 22, 23], right=[6, 9, 10, 11, 17, 19, 20,
  // 25, 32, 32, 34, 35])).sf, the leukaemia trial of Freireich et al. 1963, whatever kind each event is.
  it('aalenJohansen leaves to both kinds of event together what scipy takes from 1', () => {
    const survival = new Map([
      [6, 0.8571428571428571],
      [7, 0.8067226890756302],
      [10, 0.7529411764705881],
      [13, 0.6901960784313724],
      [16, 0.6274509803921567],
      [20, 0.6274509803921567],
      [22, 0.53781512605042],
      [23, 0.4481792717086834],
      [35, 0.4481792717086834],
    ]);
    const steps = aalenJohansen(
      sampleOf([6, 6, 10, 16, 23]),
      sampleOf([6, 7, 13, 22]),
      sampleOf([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]),
    );
    for (const [time, expected] of survival) {
      const step = steps.find((step) => step.time === time)!;
      expect(relativeError(step.survival, expected)).toBeLessThan(1e-14);
      expect(relativeError(1 - step.incidence - step.competing, expected)).toBeLessThan(1e-14);
    }
  });

  it('aalenJohansen of nothing has no steps', () => {
    expect(aalenJohansen(sampleOf([]), sampleOf([]), sampleOf([]))).toStrictEqual([]);
  });

  it('aalenJohansen of one row is all of it at once, or nothing', () => {
    expect(curveOf([[0, 1]])).toMatchObject([{ incidence: 1, competing: 0, survival: 0, variance: 0 }]);
    expect(curveOf([[0, 2]])).toMatchObject([{ incidence: 0, competing: 1, survival: 0, variance: 0 }]);
    expect(curveOf([[0, 0]])).toMatchObject([{ incidence: 0, competing: 0, survival: 1, variance: 0 }]);
  });

  it('aalenJohansen agrees with loops over all rows and the three sums of its variance', () => {
    fc.assert(
      fc.property(rowsOf(anyEvent), (rows) => {
        const steps = curveOf(rows);
        const expected = definition(rows);
        expect(steps.length).toBe(expected.length);
        for (const [i, { incidence, competing, survival, variance, ...counts }] of steps.entries()) {
          const step = expected[i]!;
          expect(counts).toStrictEqual(step.counts);
          expect(Math.abs(incidence - step.incidence)).toBeLessThan(1e-14);
          expect(Math.abs(competing - step.competing)).toBeLessThan(1e-14);
          expect(Math.abs(survival - step.survival)).toBeLessThan(1e-14);
          expect(Math.abs(variance - step.variance)).toBeLessThanOrEqual(1e-12 * step.scale);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('aalenJohansen shares out 1 among the event, the competing one and neither', () => {
    fc.assert(
      fc.property(rowsOf(anyEvent), (rows) => {
        for (const { incidence, competing, survival } of curveOf(rows))
          expect(Math.abs(incidence + competing + survival - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 200 },
    );
  });

  it('aalenJohansen without anyone dropping out is exactly the shares of all, with binomial variance', () => {
    fc.assert(
      fc.property(rowsOf(fc.constantFrom(1, 2)), (rows) => {
        const n = rows.length;
        for (const { time, incidence, competing, survival, variance } of curveOf(rows)) {
          const by = (event: number) =>
            rows.filter(([each, which]) => each <= time && which === event).length;
          expect([incidence, competing, survival]).toStrictEqual([
            by(1) / n,
            by(2) / n,
            (n - by(1) - by(2)) / n,
          ]);
          expect(Math.abs(variance - (incidence * (1 - incidence)) / n)).toBeLessThan(1e-14);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('aalenJohansen without a competing event is one less the Kaplan-Meier curve, with the same variance', () => {
    fc.assert(
      fc.property(rowsOf(fc.constantFrom(0, 1)), (rows) => {
        const survival = kaplanMeier(timesOf(rows, 1), timesOf(rows, 0));
        for (const [i, step] of curveOf(rows).entries()) {
          const { survival: s, variance } = survival[i]!;
          expect(step.survival).toBe(s);
          expect(Math.abs(step.incidence - (1 - s))).toBeLessThan(1e-14);
          if (s > 0) expect(Math.abs(step.variance - s ** 2 * variance)).toBeLessThan(1e-13);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('aalenJohansen with the two events swapped has their shares swapped', () => {
    fc.assert(
      fc.property(rowsOf(anyEvent), (rows) => {
        const swapped = curveOf(
          rows.map(([time, event]): Row => [time, event === 0 ? 0 : event === 1 ? 2 : 1]),
        );
        for (const [i, step] of curveOf(rows).entries()) {
          const { incidence, competing, survival, events, others } = swapped[i]!;
          expect(step).toMatchObject({
            incidence: competing,
            competing: incidence,
            survival,
            events: others,
            others: events,
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('aalenJohansen never falls, has no negative variance, and none before the first event', () => {
    fc.assert(
      fc.property(rowsOf(anyEvent), (rows) => {
        let before = 0;
        for (const { incidence, variance } of curveOf(rows)) {
          expect(incidence).toBeGreaterThanOrEqual(before);
          expect(variance).toBeGreaterThanOrEqual(0);
          if (incidence === 0) expect(variance).toBe(0);
          before = incidence;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('aalenJohansen has shares from 0 to 1', () => {
    fc.assert(
      fc.property(rowsOf(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 1) }, anyEvent)), (rows) => {
        for (const { incidence, competing, survival } of curveOf(rows))
          for (const share of [incidence, competing, survival]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
      }),
      { numRuns: 200 },
    );
  });

  it('aalenJohansen ends at exactly 1 where all who were not seen off had the event', () => {
    const end = (events: number[], censored: number[]) =>
      aalenJohansen(sampleOf(events), sampleOf([]), sampleOf(censored)).at(-1)!.incidence;
    expect(end([1, 2, 3], [1])).toBe(1);
    expect(end([1, 11], [3, 9, 9])).toBe(1);
    expect(end([3, 7, 9, 10, 11], [3, 8])).toBe(1);
  });

  it('aalenJohansen keeps the digits of its variance over many times', () => {
    // Without anyone dropping out the variance is binomial, however many sums were carried along.
    const n = 20_000;
    const even = Array.from({ length: n / 2 }, (_, i) => 2 * i);
    const odd = Array.from({ length: n / 2 }, (_, i) => 2 * i + 1);
    for (const { incidence, variance } of aalenJohansen(sampleOf(even), sampleOf(odd), sampleOf([])))
      if (relativeError(variance, (incidence * (1 - incidence)) / n) > 1e-10)
        expect(variance).toBe((incidence * (1 - incidence)) / n);
  });
});
