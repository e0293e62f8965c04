import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aalenJohansen, type IncidenceStep } from '../../src/statistics/aalenJohansen.js';
import { incidenceLimits, incidenceQuantile } from '../../src/statistics/incidenceLimits.js';
import { normalQuantile } from '../../src/statistics/normalQuantile.js';
import { relativeError } from './relativeError.js';
import { sampleOf } from './sampleOf.js';

// The paper's formula with 40 digits (mpmath 1.3), rounded to doubles: incidence, variance, level, low, high.
const golden = [
  [0.1, 0.004, 0.95, 0.0193565137363159, 0.26078808247236746],
  [0.5, 0.01, 0.95, 0.2951717160849096, 0.6745226381822923],
  [0.52, 0.0001, 0.95, 0.500210880316171, 0.5393985634730329],
  [0.9, 0.02, 0.8, 0.4904459458123751, 0.9845393310326288],
  [0.999, 1e-5, 0.99, 0.03131681583933431, 0.9999997109941245],
  [0.0001, 1e-8, 0.95, 1.1257690237333614e-5, 0.0005844267809701595],
] as const;

const zOf = (level: number) => normalQuantile((1 + level) / 2);
const stepOf = (incidence: number, variance: number): IncidenceStep => ({
  time: 1,
  atRisk: 10,
  events: 1,
  others: 0,
  censored: 0,
  incidence,
  competing: 0,
  survival: 1 - incidence,
  variance,
});

const samples = fc
  .array(fc.tuple(fc.nat(12), fc.constantFrom(0, 1, 2)), { maxLength: 16, size: 'max' })
  .map((rows) =>
    [1, 2, 0].map((event) => sampleOf(rows.filter((row) => row[1] === event).map(([time]) => time))),
  );

describe('incidenceLimits', () => {
  it.each(golden)('incidenceLimits of %d with variance %d at %d agree with 40 digits', (...row) => {
    const [incidence, variance, level, low, high] = row;
    const limits = incidenceLimits(stepOf(incidence, variance), zOf(level))!;
    expect(relativeError(limits.low, low)).toBeLessThan(1e-12);
    expect(relativeError(limits.high, high)).toBeLessThan(1e-12);
  });

  it('incidenceLimits hold the incidence, stay within 0 and 1, and widen with the level', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 0.9999, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.25, noNaN: true }),
        (incidence, variance) => {
          const narrow = incidenceLimits(stepOf(incidence, variance), zOf(0.8))!;
          const wide = incidenceLimits(stepOf(incidence, variance), zOf(0.95))!;
          const order = [0, wide.low, narrow.low, incidence, narrow.high, wide.high, 1];
          expect(order).toStrictEqual([...order].sort((a, b) => a - b));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('incidenceLimits are unknown at 0 and at 1', () => {
    expect(incidenceLimits(stepOf(0, 0), 1.96)).toBeNull();
    expect(incidenceLimits(stepOf(1, 0), 1.96)).toBeNull();
  });

  it('incidenceLimits are unknown at the end where all who were not seen off had the event', () => {
    const end = (events: number[], censored: number[]) =>
      incidenceLimits(aalenJohansen(sampleOf(events), sampleOf([]), sampleOf(censored)).at(-1)!, 1.96);
    expect(end([1, 2, 3], [1])).toBeNull();
    expect(end([1, 11], [3, 9, 9])).toBeNull();
    expect(end([3, 7, 9, 10, 11], [3, 8])).toBeNull();
  });
});

describe('incidenceQuantile', () => {
  const steps = aalenJohansen(sampleOf([2, 4, 6, 8]), sampleOf([1, 3, 5, 7]), sampleOf([9, 9]));

  it('incidenceQuantile is the first time by which that share of the incidence at the end has come', () => {
    const at = (p: number) => incidenceQuantile(steps, p, 1.5e-8);
    expect([at(0.25), at(0.26), at(0.5), at(0.51), at(0.75), at(0.9), at(1)]).toStrictEqual([
      2, 4, 4, 6, 6, 8, 8,
    ]);
  });

  it('incidenceQuantile takes a share that is short of it by no more than the tolerance', () => {
    // The incidence at the end is 0.4: at 2 a tenth has come, a quarter of that.
    const at = (p: number, tolerance: number) => incidenceQuantile(steps, p, tolerance);
    expect([at(0.25 * (1 + 1e-8), 1.5e-8), at(0.25 * (1 + 1e-8), 1e-9)]).toStrictEqual([2, 4]);
  });

  it('incidenceQuantile is null where the event never came', () => {
    expect(incidenceQuantile([], 0.5, 1.5e-8)).toBeNull();
    expect(
      incidenceQuantile(aalenJohansen(sampleOf([]), sampleOf([1]), sampleOf([2])), 0.5, 1.5e-8),
    ).toBeNull();
  });

  it('incidenceQuantile is a time of the event, with less than its share before and enough from then on', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0.01, max: 1, noNaN: true }), ([own, other, censored], p) => {
        const steps = aalenJohansen(own!, other!, censored!);
        const time = incidenceQuantile(steps, p, 1.5e-8);
        expect(time === null).toBe(own!.values.length === 0);
        if (time === null) return;
        expect(own!.values).toContain(time);
        const end = steps.at(-1)!.incidence;
        for (const step of steps) expect(step.incidence >= p * end - 1.5e-8).toBe(step.time >= time);
      }),
      { numRuns: 100 },
    );
  });
});
