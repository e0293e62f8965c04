import fc from 'fast-check';
import {
  compare,
  compareIds,
  groupBy,
  merge,
  month,
  netPromoterScore,
  type ReadingOptions,
  rowsOf,
  type SurveyAnswer,
  scorecard,
  stream,
  trend,
  year,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryOptions, laws } from '../laws.js';
import { nothing } from '../nothing.js';
import { answerTables, arbitraryAnswers } from './arbitraryAnswers.js';

const timeZone = 'Europe/Paris';
const perCustomer = netPromoterScore.with({ latestPerCustomer: true });

laws(netPromoterScore, answerTables);
laws(perCustomer, answerTables);
laws(netPromoterScore.with({ interval: 'adjusted' }), answerTables, { numRuns: 15 });

const at = (iso: string) => Date.parse(iso);
interface Answer extends SurveyAnswer {
  readonly channel?: string;
}
const answer = (
  score: number,
  answeredAt: SurveyAnswer['answeredAt'] = 0,
  more: Partial<Answer> = {},
): Answer => ({ score, answeredAt, ...more });
const split = ({ promoters, passives, detractors }: ReturnType<typeof netPromoterScore>) => [
  promoters,
  passives,
  detractors,
];

/** By its definition: each answer is worth 100, 0 or -100; the error is that of a mean, of the population. */
function worth(scores: readonly number[]) {
  const n = scores.length;
  const values = scores.map((score): number => (score > 8 ? 100 : score < 7 ? -100 : 0));
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
  return n === 0
    ? { value: null, standardError: null, count: 0 }
    : {
        value: expect.closeTo(mean, 10),
        standardError: expect.closeTo(Math.sqrt(variance / n), 10),
        count: n,
      };
}

/** The answers known and in the period, and how many are left out; each in turn, no tables. */
function counted(answers: readonly SurveyAnswer[], { during, asOf }: ReadingOptions, byCustomer: boolean) {
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  const known = answers.filter(({ answeredAt, customerId }) => {
    if (answeredAt === null || answeredAt === undefined) return leaveOut('missingAnsweredAt');
    const t = Number(answeredAt);
    if (asOf !== null && asOf !== undefined && t > Number(asOf)) return false;
    if (during && (t < Number(during.start) || t >= Number(during.end))) return false;
    if (byCustomer && (customerId === null || customerId === undefined)) return leaveOut('missingCustomerId');
    return true;
  });
  // Of ties that no id decides, the greater score: something must decide, and not the order of rows.
  const later = (a: SurveyAnswer, b: SurveyAnswer) => {
    if (Number(a.answeredAt) !== Number(b.answeredAt)) return Number(a.answeredAt) > Number(b.answeredAt);
    const [x, y] = [a.id ?? null, b.id ?? null];
    if ((x === null) !== (y === null)) return x === null;
    const order = x === null ? 0 : compareIds(x, y!);
    return order === 0 ? a.score > b.score : order > 0;
  };
  const last = known.filter((own) =>
    known.every((other) => String(other.customerId) !== String(own.customerId) || !later(other, own)),
  );
  // Equal in all that matters: one of them.
  const one = new Map(last.map((each) => [String(each.customerId), each]));
  return { scores: (byCustomer ? [...one.values()] : known).map(({ score }) => score), excluded };
}

describe('over arbitrary answers, periods and instants, by its definition', () => {
  const got = ({ value, standardError, count, excluded }: ReturnType<typeof netPromoterScore>) => ({
    value,
    standardError,
    count,
    excluded,
  });

  test.each([
    ['of each answer', netPromoterScore, false],
    ['of the last answer of each customer', perCustomer, true],
  ])('is the mean worth %s', (_, kpi, byCustomer) =>
    fc.assert(
      fc.property(arbitraryAnswers, arbitraryOptions, (answers, options) => {
        const { scores, excluded } = counted(answers, options, byCustomer);
        expect(got(kpi(answers, options))).toStrictEqual({ ...worth(scores), excluded });
      }),
      { numRuns: 300 },
    ),
  );

  test('takes the last answer of each customer in each month, and in each group', () =>
    fc.assert(
      fc.property(arbitraryAnswers, (answers) => {
        for (const { period, reading } of trend(answers, perCustomer, { every: 'month', timeZone })) {
          const { scores } = counted(answers, { during: period }, true);
          expect({ ...got(reading), excluded: {} }).toStrictEqual({ ...worth(scores), excluded: {} });
        }
        for (const [owner, reading] of groupBy(answers, ({ ownerId }) => ownerId, perCustomer)) {
          const own = answers.filter(({ ownerId }) => (ownerId ?? undefined) === owner);
          const { scores, excluded } = counted(own, {}, true);
          expect(got(reading)).toStrictEqual({ ...worth(scores), excluded });
        }
      }),
      { numRuns: 80 },
    ));

  test('of bare numbers, added one by one or in parts, equals that of rows', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(10)), fc.nat(30), (scores, cut) => {
        const whole = netPromoterScore(scores);
        expect(got(whole)).toStrictEqual({ ...worth(scores), excluded: {} });
        expect(netPromoterScore(scores.map((score) => answer(score)))).toStrictEqual(whole);
        expect(
          netPromoterScore(scores.map((score, i) => (i % 2 === 0 ? score : answer(score)))),
        ).toStrictEqual(whole);
        const parts = [scores.slice(0, cut), scores.slice(cut)].map((part) => netPromoterScore.totals(part));
        expect(netPromoterScore.of(merge(netPromoterScore, ...parts))).toStrictEqual(whole);
        const first = stream(netPromoterScore);
        for (const score of scores.slice(0, cut)) first.add(score);
        const second = stream(netPromoterScore, { from: JSON.parse(JSON.stringify(first.totals())) });
        for (const score of scores.slice(cut)) second.add('answers', score);
        expect(second.reading()).toStrictEqual(whole);
      }),
      { numRuns: 60 },
    ));
});

describe('netPromoterScore(answers)', () => {
  test('is 100 × (promoters − detractors) ÷ answers: 9 and 10 recommend, 0 to 6 warn, 7 and 8 do neither', () => {
    for (const [scores, expected] of [
      [
        [9, 10],
        [2, 0, 0],
      ],
      [
        [7, 8],
        [0, 2, 0],
      ],
      [
        [0, 1, 2, 3, 4, 5, 6],
        [0, 0, 7],
      ],
      [
        [6, 7, 8, 9],
        [1, 2, 1],
      ],
    ] as const) {
      expect(split(netPromoterScore(scores))).toEqual(expected);
      expect(split(netPromoterScore(scores.map((score) => answer(score))))).toEqual(expected);
      expect(split(perCustomer(scores.map((score, customerId) => answer(score, 0, { customerId }))))).toEqual(
        expected,
      );
    }
    expect(netPromoterScore([10, 9, 8, 7, 6]).value).toBe(20);
    expect(netPromoterScore([9]).value).toBe(100);
    expect(netPromoterScore([6]).value).toBe(-100);
    expect(Object.is(netPromoterScore([6, 9]).value, 0)).toBe(true);
  });

  test('is a plain reading', () => {
    expect(netPromoterScore([10, 10, 8, 0])).toStrictEqual({
      value: 25,
      unit: 'points',
      better: 'higher',
      promoters: 2,
      passives: 1,
      detractors: 1,
      // √((2 + 1)/4 − (1/4)²) ÷ √4 = √(11/16) ÷ 2
      standardError: expect.closeTo((100 * Math.sqrt(11 / 16)) / 2, 12),
      count: 4,
      interval: {
        low: expect.closeTo(25 - 1.959963984540054 * 50 * Math.sqrt(11 / 16), 10),
        high: expect.closeTo(25 + 1.959963984540054 * 50 * Math.sqrt(11 / 16), 10),
        level: 0.95,
      },
      excluded: {},
    });
    expect([netPromoterScore.unit, netPromoterScore.better, netPromoterScore.accumulates]).toEqual([
      'points',
      'higher',
      false,
    ]);
  });

  test('takes rows and bare numbers together, in any iterable', () => {
    const mixed = Object.freeze([9, answer(10, null), 3, answer(8, 5)]);
    expect(netPromoterScore(mixed)).toMatchObject({
      promoters: 1,
      passives: 1,
      detractors: 1,
      excluded: { missingAnsweredAt: 1 },
    });
    expect(netPromoterScore(new Set(mixed))).toStrictEqual(netPromoterScore(mixed));
    expect(netPromoterScore({ answers: mixed })).toStrictEqual(netPromoterScore(mixed));
    expect(scorecard({ answers: mixed }, { netPromoterScore }).netPromoterScore).toStrictEqual(
      netPromoterScore(mixed),
    );
  });

  test('has an interval that is not clipped, and none where all say the same', () => {
    const { low, high } = netPromoterScore([10, 10, 10, 8]).interval!;
    expect([low, high]).toEqual([
      expect.closeTo(32.56553497214356, 9),
      expect.closeTo(117.43446502785643, 9),
    ]);
    for (const same of [[9], [9, 10, 10], [7, 8], [0, 6, 3], Array(1000).fill(2)])
      expect(netPromoterScore(same)).toMatchObject({ standardError: 0, interval: null });
  });

  test("has with interval: 'adjusted' the one of Rocks 2016, clipped to ±100, its value as it is", () => {
    const options = { interval: 'adjusted' } as const;
    const few = netPromoterScore([10, 10, 10, 8], options);
    expect(few).toMatchObject({ value: 75, standardError: expect.closeTo(21.650635094610966, 10) });
    expect([few.interval!.low, few.interval!.high]).toEqual([
      expect.closeTo(-7.341536305442259, 9),
      expect.closeTo(93.05582201972797, 9),
    ]);
    expect(netPromoterScore(Array(10).fill(9), options).interval).toEqual({
      low: expect.closeTo(47.5035515447902, 9),
      high: 100,
      level: 0.95,
    });
    expect(netPromoterScore([], options)).toMatchObject({ value: null, standardError: null, interval: null });
    expect(netPromoterScore.with(options)([3], { level: 0.8 }).interval!.level).toBe(0.8);
    expect(netPromoterScore.of({ promoters: 50, passives: 30, detractors: 20 }, options).interval).toEqual({
      low: expect.closeTo(14.051130178761607, 9),
      high: expect.closeTo(44.20129700570441, 9),
      level: 0.95,
    });
  });

  test('is in each period, as of each instant, what was answered in it and known', () => {
    const answers = [
      answer(10, at('2026-01-31T22:59:59.999Z')),
      answer(0, at('2026-01-31T23:00Z')),
      answer(9, new Date('2026-02-10T00:00Z')),
      answer(8, null),
    ];
    const of = (options: ReadingOptions) => split(netPromoterScore(answers, options));
    expect(of({ during: month('2026-01', { timeZone }) })).toEqual([1, 0, 0]);
    expect(of({ during: month('2026-02', { timeZone }) })).toEqual([1, 0, 1]);
    expect(of({ asOf: at('2026-01-31T23:00Z') })).toEqual([1, 0, 1]);
    expect(of({ asOf: at('2026-01-31T23:00Z') - 1 })).toEqual([1, 0, 0]);
    expect(netPromoterScore(answers).excluded).toEqual({ missingAnsweredAt: 1 });
    const months = trend(answers, netPromoterScore, { every: 'month', timeZone });
    expect(months.map(({ period, reading }) => [period.name, reading.value])).toEqual([
      ['2026-01', 100],
      ['2026-02', 0],
    ]);
  });

  test('in groups by channel adds up to the whole', () => {
    const answers = [
      answer(10, 1, { channel: 'email' }),
      answer(3, 2, { channel: 'phone' }),
      answer(9, 3, { channel: 'phone' }),
      answer(8, 4),
    ];
    const groups = groupBy(answers, 'channel', netPromoterScore);
    expect([...groups].map(([key, reading]) => [key, reading.value, reading.count])).toEqual([
      ['email', 100, 1],
      ['phone', 0, 2],
      [undefined, 0, 1],
    ]);
    expect([...groupBy([1, 9, 10], (score) => Number(score) > 5, netPromoterScore)]).toMatchObject([
      [false, { value: -100 }],
      [true, { value: 100 }],
    ]);
    expect(rowsOf(netPromoterScore, answers).counted.detractors).toEqual([answers[1]]);
    expect(rowsOf(netPromoterScore, [1, 9, 10]).counted).toMatchObject({
      promoters: [9, 10],
      detractors: [1],
    });
  });

  test('tells whether more recommend than before, by the errors of both', () => {
    const before = netPromoterScore.of({ promoters: 50, passives: 30, detractors: 20 });
    const after = netPromoterScore.of({ promoters: 60, passives: 30, detractors: 10 });
    // By hand: 20 ± 1.959964 × √(7.8102² + 6.7082²).
    expect(compare(before, after)).toEqual({
      change: 20,
      interval: {
        low: expect.closeTo(-0.1790642744795612, 9),
        high: expect.closeTo(40.17906427447956, 9),
        level: 0.95,
      },
      verdict: 'unclear',
    });
    expect(compare(before, after, { level: 0.9 }).verdict).toBe('better');
    expect(compare(after, before, { level: 0.9 }).verdict).toBe('worse');
    // Which interval each reading carries does not matter: both have the same error.
    const adjusted = netPromoterScore.of(
      { promoters: 60, passives: 30, detractors: 10 },
      { interval: 'adjusted' },
    );
    expect(compare(before, adjusted)).toStrictEqual(compare(before, after));
    expect(compare(before, netPromoterScore([]))).toEqual({
      change: null,
      interval: null,
      verdict: 'unclear',
    });
    expect(compare(netPromoterScore([9]), netPromoterScore([1])).interval).toBeNull();
  });
});

describe('with latestPerCustomer: true', () => {
  const of = (answers: readonly object[], options?: ReadingOptions) =>
    split(perCustomer(answers as SurveyAnswer[], options));

  test('only the last answer of each customer counts, known by number and by its text as one', () => {
    const answers = [
      answer(0, 1, { customerId: 7 }),
      answer(9, 3, { customerId: '7' }),
      answer(8, 2, { customerId: 7 }),
      answer(0, 2, { customerId: '007' }),
    ];
    expect(of(answers)).toEqual([1, 0, 1]);
    expect(of([...answers].reverse())).toEqual([1, 0, 1]);
    expect(perCustomer(answers).count).toBe(2);
    expect(netPromoterScore(answers, { latestPerCustomer: true })).toStrictEqual(perCustomer(answers));
  });

  test('of answers at one instant that with the greatest id counts, one without id after all others', () => {
    for (const [earlier, later] of [
      ['9', '10'],
      [9, '10'],
      ['10', 's-1'],
      ['s-10', 's-9'],
      ['B', 'b'],
      ['18014398509481984', '18014398509481985'],
      ['z', null],
      ['z', undefined],
    ]) {
      const tied = [
        answer(0, 5, { customerId: 'a', id: earlier }),
        answer(9, new Date(5), { customerId: 'a', id: later }),
      ];
      expect(of(tied)).toEqual([1, 0, 0]);
      expect(of([...tied].reverse())).toEqual([1, 0, 0]);
    }
  });

  test('of answers at one instant without ids the highest counts, whatever the order of rows', () => {
    const tied = [0, 8, 2, 10].map((score) => answer(score, 5, { customerId: 'a' }));
    expect([of(tied), of([...tied].reverse())]).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
    const scores = perCustomer.totals(tied);
    expect(perCustomer.totals([...tied].reverse())).toStrictEqual(scores);
    expect(perCustomer(tied).count).toBe(1);
  });

  test('takes the last answer in the period: a later one does not take it away, nor does an earlier one count', () => {
    const answers = [
      answer(0, at('2026-01-10T00:00Z'), { customerId: 'a' }),
      answer(8, at('2026-01-31T22:30Z'), { customerId: 'a' }),
      answer(9, at('2026-01-31T23:30Z'), { customerId: 'a' }),
      answer(3, at('2026-03-01T00:00Z'), { customerId: 'a' }),
    ];
    const months = trend(answers, perCustomer, { every: 'month', timeZone });
    expect(months.map(({ reading }) => split(reading))).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    for (const { period, reading } of months)
      expect(perCustomer(answers, { during: period })).toStrictEqual(reading);
    expect(of(answers)).toEqual([0, 0, 1]);
    expect(of(answers, { during: year('2026', { timeZone }) })).toEqual([0, 0, 1]);
    expect(of(answers, { asOf: at('2026-02-15T00:00Z') })).toEqual([1, 0, 0]);
  });

  test('takes the last answer in each group', () => {
    const answers = [
      answer(0, 1, { customerId: 'a', ownerId: 'rep-1' }),
      answer(10, 2, { customerId: 'a', ownerId: 'rep-2' }),
      answer(7, 1, { customerId: 'a', ownerId: 'rep-2' }),
    ];
    const groups = groupBy(answers, 'ownerId', perCustomer);
    expect([...groups].map(([key, reading]) => [key, ...split(reading)])).toEqual([
      ['rep-1', 0, 0, 1],
      ['rep-2', 1, 0, 0],
    ]);
  });

  test('leaves out answers of nobody, counted where they belong', () => {
    const answers = [
      answer(9, 1, { customerId: 'a' }),
      answer(9, 2),
      answer(9, 50, { customerId: null }),
      answer(9, null, { customerId: 'b' }),
      answer(9, null),
    ];
    expect(perCustomer(answers)).toMatchObject({
      count: 1,
      excluded: { missingCustomerId: 2, missingAnsweredAt: 2 },
    });
    expect(perCustomer(answers, { during: { start: 0, end: 10 } })).toMatchObject({
      count: 1,
      excluded: { missingCustomerId: 1, missingAnsweredAt: 2 },
    });
    expect(netPromoterScore([answer(9, 1)])).toMatchObject({ count: 1, excluded: nothing });
  });

  test('merges parts that split a customer', () => {
    const answers = [1, 2, 3, 4].map((t) => answer(t === 3 ? 9 : 0, t === 3 ? 9 : t, { customerId: t % 2 }));
    const parts = [answers.slice(0, 2), answers.slice(2)].map((part) => perCustomer.totals(part));
    for (const list of [parts, [...parts].reverse(), JSON.parse(JSON.stringify(parts)) as typeof parts])
      expect(perCustomer.of(merge(perCustomer, ...list))).toStrictEqual(perCustomer(answers));
  });
});

describe('netPromoterScore throws', () => {
  test.each([
    [7.5, RangeError],
    [11, RangeError],
    [-1, RangeError],
    [Number.NaN, RangeError],
    [Number.POSITIVE_INFINITY, RangeError],
    ['9', TypeError],
    [null, TypeError],
    [undefined, TypeError],
    [true, TypeError],
    [9n, TypeError],
  ])('for a score of %s, with its row and field', (score, kind) => {
    const rows = [answer(9), answer(score as never)];
    for (const options of [{}, { during: { start: 5, end: 6 } }, { asOf: -1 }])
      for (const kpi of [netPromoterScore, perCustomer]) {
        expect(() => kpi(rows, options)).toThrow(kind);
        expect(() => kpi(rows, options)).toThrow(
          /^netPromoterScore requires answers\[1\]\.score to be a whole number from 0 to 10, got /,
        );
      }
  });

  test.each([
    [7.5, RangeError, '7.5'],
    [11, RangeError, '11'],
    [-1, RangeError, '-1'],
    [Number.NaN, RangeError, 'NaN'],
  ])('for a bare score of %s, with its place', (score, kind, got) => {
    expect(() => netPromoterScore([9, score])).toThrow(
      new kind(`netPromoterScore requires answers[1] to be a whole number from 0 to 10, got ${got}`),
    );
    const running = stream(netPromoterScore);
    running.add(9);
    expect(() => running.add(score)).toThrow(kind);
    expect(running.reading()).toStrictEqual(netPromoterScore([9]));
  });

  test.each([['9'], [null], [undefined]])('for a row that is %s: neither an answer nor a number', (row) => {
    expect(() => netPromoterScore([9, row as never])).toThrow(TypeError);
    expect(() => netPromoterScore([9, row as never])).toThrow(/^netPromoterScore requires answers\[1\]/);
  });

  // A bug of src/kpi/netPromoterScore.ts: the text's own `score` is told, `got undefined`.
  test('for a bare score that is text, telling it', () => {
    expect(() => netPromoterScore([9, '9' as never])).toThrow(/, got '9'$/);
  });

  test('for bare scores where a date or a customer is needed: they have none', () => {
    const message =
      /^netPromoterScore requires answers\[0\] to be an answer with its date and customer, got 9$/;
    for (const read of [
      () => netPromoterScore([9], { during: { start: 0, end: 1 } }),
      () => netPromoterScore([9], { during: month('2026-01', { timeZone }) }),
      () => netPromoterScore([9], { asOf: 0 }),
      () => netPromoterScore([9], { asOf: new Date() }),
      () => netPromoterScore([9], { latestPerCustomer: true }),
      () => netPromoterScore.totals([9], { asOf: 0 }),
      () => trend([9], netPromoterScore, { every: 'month', timeZone }),
      () => trend([9], netPromoterScore, { every: 'month', timeZone, asOf: 'bucketEnd' }),
      () => groupBy([9], (each) => each, netPromoterScore, { asOf: 0 }),
      () => stream(netPromoterScore, { asOf: 0 }).add(9),
    ]) {
      expect(read).toThrow(TypeError);
      expect(read).toThrow(message);
    }
    expect(netPromoterScore([9], { level: 0.5 }).count).toBe(1);
    expect(netPromoterScore([], { asOf: 0 }).value).toBeNull();
  });

  test('for options that are none', () => {
    expect(() => netPromoterScore([9], { interval: 'wald' as never })).toThrow(
      new RangeError("netPromoterScore requires interval to be 'normal' or 'adjusted', got 'wald'"),
    );
    expect(() => netPromoterScore.with({ latestPerCustomer: 1 as never })).toThrow(
      new TypeError('netPromoterScore requires latestPerCustomer to be true or false, got 1'),
    );
    expect(() => netPromoterScore.with({ scale: 5 } as never)).toThrow(TypeError);
    expect(() => netPromoterScore([9], { level: 95 })).toThrow(RangeError);
  });

  test('for instants and customers that are none', () => {
    expect(() => netPromoterScore([answer(9, '2026-01-01' as never)])).toThrow(
      /^netPromoterScore requires answers\[0\]\.answeredAt to be /,
    );
    for (const customerId of [{}, true, Number.NaN])
      expect(() => perCustomer([answer(9, 1, { customerId: customerId as never })])).toThrow(
        /^netPromoterScore requires answers\[0\]\.customerId to be a key, got /,
      );
  });
});
