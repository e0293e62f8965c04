import fc from 'fast-check';
import { points } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const of = (
  [promoters, passives, detractors]: readonly [number, number, number],
  level = 0.95,
  interval: 'normal' | 'adjusted' = 'normal',
) => points({ promoters, passives, detractors }, { level, interval });

// By hand, with numpy and scipy 1.17: s = P/N − D/N, error √((P/N + D/N − s²)/N), limits 100 (s ± z error) with
// z = scipy.stats.norm.ppf((1 + level)/2). Normal: the counts as they are. Adjusted (Rocks 2016, "Interval estimation for
// the Net Promoter Score"): P + ¾, D + ¾ of N + 3, clipped to ±100.
const golden = [
  [
    [50, 30, 20],
    0.8,
    30,
    7.810249675906654,
    19.990762300547622,
    40.00923769945238,
    19.2691463697537,
    38.983280814712316,
  ],
  [
    [50, 30, 20],
    0.95,
    30,
    7.810249675906654,
    14.69219192495733,
    45.307808075042665,
    14.051130178761607,
    44.20129700570441,
  ],
  [
    [50, 30, 20],
    0.99,
    30,
    7.810249675906654,
    9.882130016766338,
    50.11786998323367,
    9.314195659170792,
    48.93823152529522,
  ],
  [
    [5, 2, 3],
    0.8,
    20,
    27.568097504180443,
    -15.329938515568637,
    55.32993851556864,
    -14.503945853778855,
    45.273176623009626,
  ],
  [
    [5, 2, 3],
    0.95,
    20,
    27.568097504180443,
    -34.032478230482226,
    74.03247823048223,
    -30.32599443550416,
    61.09522520473494,
  ],
  [
    [5, 2, 3],
    0.99,
    20,
    27.568097504180443,
    -51.0107133943613,
    91.01071339436129,
    -44.68930902751346,
    75.45853979674423,
  ],
  [
    [3, 1, 0],
    0.8,
    75,
    21.650635094610966,
    47.25359469946645,
    102.74640530053354,
    10.033990811224552,
    75.68029490306117,
  ],
  [
    [3, 1, 0],
    0.95,
    75,
    21.650635094610966,
    32.56553497214356,
    117.43446502785643,
    -7.341536305442259,
    93.05582201972797,
  ],
  [[3, 1, 0], 0.99, 75, 21.650635094610966, 19.23165968285686, 130.76834031714313, -23.11510449350425, 100],
  [
    [0, 1, 2],
    0.95,
    -200 / 3,
    27.216552697590867,
    -120.01012973728122,
    -13.323203596052114,
    -88.31851650242804,
    21.651849835761368,
  ],
  [
    [0, 1, 2],
    0.99,
    -200 / 3,
    27.216552697590867,
    -136.7718606467041,
    3.438527313370765,
    -100,
    38.92944658769409,
  ],
  [
    [120, 340, 90],
    0.95,
    60 / 11,
    2.624510258060666,
    0.31059987169062486,
    10.598491037400281,
    0.2904242483692261,
    10.559485335717572,
  ],
] as const;

describe('points(answers, { level, interval })', () => {
  test.each(golden)('of %j at %d agrees with the definition', (counts, level, score, error, ...limits) => {
    const [low, high, lowAdjusted, highAdjusted] = limits.map((limit) => expect.closeTo(limit, 9));
    const normal = of(counts, level);
    const adjusted = of(counts, level, 'adjusted');
    expect(normal.value).toBeCloseTo(score, 12);
    expect(normal.standardError).toBeCloseTo(error, 11);
    expect(normal.interval).toEqual({ low, high, level });
    expect(adjusted).toEqual({ ...normal, interval: { low: lowAdjusted, high: highAdjusted, level } });
  });

  // The same script; the normal interval is null: the error is 0.
  test.each([
    [[10, 0, 0], 100, 47.5035515447902, 100],
    [[0, 0, 7], -100, -100, -32.81229806172632],
    [[1, 0, 0], 100, -48.49864942025203, 98.49864942025202],
    [[0, 4, 0], 0, -34.29222625968079, 34.29222625968079],
  ] as const)('of %j, who all say the same, has only the adjusted interval', (counts, score, low, high) => {
    expect(of(counts)).toMatchObject({ value: score, standardError: 0, interval: null });
    expect(of(counts, 0.95, 'adjusted')).toMatchObject({
      value: score,
      standardError: 0,
      interval: { low: expect.closeTo(low, 9), high: expect.closeTo(high, 9), level: 0.95 },
    });
  });

  test('is a plain reading', () => {
    expect(of([2, 1, 1])).toStrictEqual({
      value: 25,
      unit: 'points',
      better: 'higher',
      promoters: 2,
      passives: 1,
      detractors: 1,
      standardError: expect.any(Number),
      count: 4,
      interval: { low: expect.any(Number), high: expect.any(Number), level: 0.95 },
      excluded: {},
    });
  });

  test('of no answers is null, with either interval', () => {
    for (const kind of ['normal', 'adjusted'] as const)
      expect(of([0, 0, 0], 0.95, kind)).toMatchObject({
        value: null,
        standardError: null,
        count: 0,
        interval: null,
      });
  });

  test('has an error of exactly 0 where all say the same, however many', () => {
    for (const n of [1, 2, 3, 7, 49, 1000, 123_457, 94_906_267])
      for (const counts of [
        [n, 0, 0],
        [0, n, 0],
        [0, 0, n],
      ] as const)
        expect(of(counts)).toMatchObject({ standardError: 0, interval: null });
  });

  const counts = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500)).filter(([a, b, c]) => a + b + c > 0);

  test('has the mean and the standard error of answers worth 100, 0 and -100', () => {
    fc.assert(
      fc.property(counts, ([promoters, passives, detractors]) => {
        const n = promoters + passives + detractors;
        const score = (100 * promoters - 100 * detractors) / n;
        const variance =
          (promoters * (100 - score) ** 2 + passives * score ** 2 + detractors * (-100 - score) ** 2) / n;
        const { value, standardError } = of([promoters, passives, detractors]);
        expect(value).toBeCloseTo(score, 10);
        expect(standardError).toBeCloseTo(Math.sqrt(variance / n), 8);
      }),
    );
  });

  test('with promoters and detractors changed round is mirrored', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom('normal', 'adjusted'), ([a, b, c], kind) => {
        const there = of([a, b, c], 0.95, kind);
        const back = of([c, b, a], 0.95, kind);
        expect(back.value).toBe(0 - there.value!);
        expect(back.standardError).toBe(there.standardError);
        const mirrored = there.interval && [0 - there.interval.high, 0 - there.interval.low];
        expect(back.interval && [back.interval.low, back.interval.high]).toEqual(mirrored);
      }),
    );
  });

  test('adjusted stays within ±100, wider the surer it is; normal is centred on the score', () => {
    fc.assert(
      fc.property(counts, (own) => {
        const [narrow, wide] = [0.8, 0.99].map((level) => of(own, level, 'adjusted').interval!);
        expect(wide!.low).toBeLessThanOrEqual(narrow!.low);
        expect(wide!.high).toBeGreaterThanOrEqual(narrow!.high);
        expect(wide!.low).toBeGreaterThanOrEqual(-100);
        expect(wide!.high).toBeLessThanOrEqual(100);
        const { value, interval } = of(own);
        if (interval !== null) expect((interval.low + interval.high) / 2).toBeCloseTo(value!, 9);
      }),
    );
  });

  test.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY]])('throws for a count of %d', (wrong) => {
    const error = new RangeError(`points requires counts of 0 or more, got ${wrong}`);
    expect(() => of([wrong, 1, 1])).toThrow(error);
    expect(() => of([1, wrong, 1])).toThrow(error);
    expect(() => of([1, 1, wrong])).toThrow(error);
  });

  // A bug of src/reading/points.ts: '1' + 0 + 1 answers are 101, and the reading is one of text and numbers.
  test('throws for a count that is text', () => {
    expect(() => of(['1' as never, 0, 1])).toThrow(TypeError);
  });

  // A bug of src/reading/points.ts: where `rate` throws, limits are NaN ("never NaN"), or those of another method.
  test.each([[0], [1], [95], [Number.NaN]])('throws for a level of %d, as rate does', (level) => {
    expect(() => of([2, 1, 1], level)).toThrow(RangeError);
  });
  test('throws for an interval that is none', () => {
    expect(() => of([2, 1, 1], 0.95, 'wald' as never)).toThrow(RangeError);
  });
});
