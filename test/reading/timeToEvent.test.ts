import { describe, expect, test } from 'vitest';
import { timeToEvent } from '../../src/reading/timeToEvent.js';
import { timeToOutcome } from '../../src/reading/timeToOutcome.js';
import { sampleOf } from '../statistics/sampleOf.js';

const DAY = 86_400_000;
const options = { per: 1, limits: 'log-log', level: 0.95 } as const;

// Freireich et al. 1963, Blood 21: 6-MP.
const mp6 = {
  events: [6, 6, 6, 7, 10, 13, 16, 22, 23],
  censored: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
};

describe('timeToEvent(events, censored, { per, limits, level })', () => {
  // scipy 1.17.1: ecdf(CensoredData(…)).sf and its confidence_interval(0.95, method="log-log"): the curve is first below
  // one half at 23, its low limit at 13, its high one never.
  test('is the Kaplan-Meier median with its curve, and says nothing that nobody has seen yet', () => {
    const { curve, ...reading } = timeToEvent(sampleOf(mp6.events), sampleOf(mp6.censored), options);
    expect(reading).toStrictEqual({
      value: 23,
      unit: 'days',
      better: 'lower',
      statistic: 'median',
      mean: null,
      median: 23,
      p90: null,
      deviation: null,
      count: 21,
      interval: { low: 13, high: null, level: 0.95 },
      excluded: {},
    });
    expect(curve).toHaveLength(16);
    expect(curve[0]).toMatchObject({ days: 6, atRisk: 21, events: 3, censored: 1 });
    expect(curve.find(({ days }) => days === 23)).toStrictEqual({
      days: 23,
      atRisk: 6,
      events: 1,
      censored: 0,
      survival: expect.closeTo(0.4481792717086834, 14),
      low: expect.closeTo(0.18805200595923235, 12),
      high: expect.closeTo(0.6801426284952414, 12),
    });
  });

  test('reads days from smaller units, by per', () => {
    const inMs = (days: readonly number[]) => sampleOf(days.map((each) => each * DAY));
    expect(timeToEvent(inMs(mp6.events), inMs(mp6.censored), { ...options, per: DAY })).toStrictEqual(
      timeToEvent(sampleOf(mp6.events), sampleOf(mp6.censored), options),
    );
  });

  // R: print(survfit(Surv(time, status) ~ 1)), which takes "log": 0.95LCL 16.
  test('has limits on the scale and at the level that are asked for', () => {
    const of = (more: object) =>
      timeToEvent(sampleOf(mp6.events), sampleOf(mp6.censored), { ...options, ...more });
    expect(of({ limits: 'log' }).interval).toStrictEqual({ low: 16, high: null, level: 0.95 });
    expect(of({ level: 0.5 }).interval).toMatchObject({ level: 0.5, low: 22 });
    expect(of({ limits: 'plain' }).curve[0]).toMatchObject({
      low: expect.closeTo(0.7074793118252003, 12),
      high: 1,
    });
  });

  test('has p90 where the curve comes down so far', () => {
    const tenth = sampleOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(timeToEvent(tenth, sampleOf([]), options)).toMatchObject({ value: 5.5, median: 5.5, p90: 9.5 });
  });

  test('has no interval where not even its low limit is reached', () => {
    expect(timeToEvent(sampleOf([4]), sampleOf([]), options)).toMatchObject({ value: 4, interval: null });
    expect(timeToEvent(sampleOf([4]), sampleOf([5, 5, 5]), options)).toMatchObject({ value: null, count: 4 });
  });

  test('of nothing is null, with an empty curve', () => {
    expect(timeToEvent(sampleOf([]), sampleOf([]), options)).toStrictEqual({
      value: null,
      unit: 'days',
      better: 'lower',
      statistic: 'median',
      mean: null,
      median: null,
      p90: null,
      deviation: null,
      count: 0,
      interval: null,
      excluded: {},
      curve: [],
    });
  });

  test('knows no limits before the first event and after the last one is gone', () => {
    const { curve } = timeToEvent(sampleOf([2, 3]), sampleOf([1]), options);
    expect(curve.map(({ survival, low, high }) => [survival, low === null, high === null])).toStrictEqual([
      [1, true, true],
      [0.5, false, false],
      [0, true, true],
    ]);
  });
});

describe('timeToOutcome(won, lost, open, { per, within, level })', () => {
  const given = { per: 1, within: undefined, level: 0.95 };
  // Won at 2, 4 and 6, lost at 3, open until 1 and 10: 1/5 of 5, then 1/5 lost, 1/5 and 1/5 won; 1/5 stays open.
  const won = sampleOf([2, 4, 6]);
  const lost = sampleOf([3]);
  const open = sampleOf([1, 10]);

  test('is the day by which half of all wins that the data show have come, without mean and interval', () => {
    const { curve, winProbability, ...reading } = timeToOutcome(won, lost, open, given);
    expect(reading).toStrictEqual({
      value: 4,
      unit: 'days',
      better: 'lower',
      statistic: 'median',
      mean: null,
      median: 4,
      p90: 6,
      deviation: null,
      count: 6,
      interval: null,
      excluded: {},
    });
    const share = (fifths: number) => expect.closeTo(fifths / 5, 14);
    expect(curve.map(({ days, won, lost, open }) => ({ days, won, lost, open }))).toStrictEqual([
      { days: 1, won: 0, lost: 0, open: 1 },
      { days: 2, won: share(1), lost: 0, open: share(4) },
      { days: 3, won: share(1), lost: share(1), open: share(3) },
      { days: 4, won: share(2), lost: share(1), open: share(2) },
      { days: 6, won: share(3), lost: share(1), open: share(1) },
      { days: 10, won: share(3), lost: share(1), open: share(1) },
    ]);
    const { won: value, low, high } = curve.at(-1)!;
    expect(winProbability).toStrictEqual({ value, low, high });
  });

  test('has limits of the share won that are symmetric in ln(−ln F)', () => {
    // Of 5 from day 1 on nobody drops out: variance F (1 − F) ÷ 5; z(0.975) = 1.959963984540054.
    const { low, high } = timeToOutcome(won, lost, open, given).winProbability;
    const spread = (1.959963984540054 * Math.sqrt((0.6 * 0.4) / 5)) / (0.6 * Math.log(0.6));
    expect(low).toBeCloseTo(0.6 ** Math.exp(-spread), 12);
    expect(high).toBeCloseTo(0.6 ** Math.exp(spread), 12);
  });

  test('has no wonWithin unless days are asked for', () => {
    expect(timeToOutcome(won, lost, open, given)).not.toHaveProperty('wonWithin');
  });

  test('has as wonWithin the incidence at that day, that of the step before where none falls on it', () => {
    const of = (within: number) => timeToOutcome(won, lost, open, { ...given, within }).wonWithin!;
    const { curve } = timeToOutcome(won, lost, open, given);
    const at = (days: number) => {
      const { won, low, high } = curve.find((point) => point.days === days)!;
      return { value: won, low, high };
    };
    expect(of(2)).toStrictEqual(at(2));
    expect(of(3.9)).toStrictEqual(at(3));
    expect(of(4)).toStrictEqual(at(4));
    expect(of(10)).toStrictEqual(at(10));
  });

  test('has as wonWithin 0 without limits before the first day, and nothing beyond what was seen', () => {
    const of = (within: number) => timeToOutcome(won, lost, open, { ...given, within }).wonWithin!;
    expect(of(0.5)).toStrictEqual({ value: 0, low: null, high: null });
    expect(of(1)).toStrictEqual({ value: 0, low: null, high: null });
    expect(of(10.1)).toStrictEqual({ value: null, low: null, high: null });
  });

  test('has as wonWithin the end for ever where nobody is left who might be won', () => {
    const { wonWithin, winProbability } = timeToOutcome(won, lost, sampleOf([]), { ...given, within: 999 });
    expect(wonWithin).toStrictEqual(winProbability);
    expect(wonWithin!.value).toBe(3 / 4);
  });

  test('counts within in days, whatever unit the samples have', () => {
    const inMs = (days: readonly number[]) => sampleOf(days.map((each) => each * DAY));
    expect(
      timeToOutcome(inMs([2, 4, 6]), inMs([3]), inMs([1, 10]), { ...given, per: DAY, within: 4 }),
    ).toStrictEqual(timeToOutcome(won, lost, open, { ...given, within: 4 }));
  });

  test('where nothing was won has no day, and probability 0 without limits', () => {
    expect(timeToOutcome(sampleOf([]), lost, open, { ...given, within: 2 })).toMatchObject({
      value: null,
      median: null,
      p90: null,
      count: 3,
      winProbability: { value: 0, low: null, high: null },
      wonWithin: { value: 0, low: null, high: null },
    });
  });

  test('of nothing is null, with an empty curve', () => {
    const nothing = sampleOf([]);
    expect(timeToOutcome(nothing, nothing, nothing, { ...given, within: 30 })).toMatchObject({
      value: null,
      median: null,
      p90: null,
      count: 0,
      winProbability: { value: null, low: null, high: null },
      wonWithin: { value: null, low: null, high: null },
      curve: [],
    });
  });

  test('reaches its ninth tenth only with the last win of few', () => {
    const ten = sampleOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(timeToOutcome(ten, lost, sampleOf([20]), given)).toMatchObject({ value: 5, p90: 9 });
  });
});
