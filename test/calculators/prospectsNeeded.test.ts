import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  averageSaleValue,
  conversionRate,
  firstPurchaseValue,
  kpi,
  type Lead,
  type MoneyReading,
  prospectsNeeded,
  type RateReading,
  rate,
  revenueWon,
  type Sale,
  winRateByAmount,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

/** P(Binomial(n, a ÷ b) ≥ k) ≥ c ÷ d, by whole numbers alone. */
function reaches(n: bigint, k: bigint, [a, b]: Share, [c, d]: Share): boolean {
  let ways = 1n;
  let fewer = 0n;
  for (let i = 0n; i < k && i <= n; i++) {
    fewer += ways * a ** i * (b - a) ** (n - i);
    ways = (ways * (n - i)) / (i + 1n);
  }
  return fewer * d <= (d - c) * b ** n;
}
type Share = readonly [bigint, bigint];
/** A number as its decimal text says it. */
function share(value: number): Share {
  const [digits, exponent = '0'] = String(value).split('e-') as [string, string?];
  const [whole, decimals = ''] = digits.split('.') as [string, string?];
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length + Number(exponent))];
}
const ceil = (a: bigint, b: bigint) => Number((a + b - 1n) / b);
function byCounting(customers: number, of: Share, confidence: Share): number {
  let n = customers;
  while (!reaches(BigInt(n), BigInt(customers), of, confidence)) n++;
  return n;
}

const needed = (customers: number, rate: number, confidence?: number) =>
  prospectsNeeded({ customers, rate, confidence }).needed!;

describe('expected', () => {
  test.each([
    [21, 0.7, 30],
    [3, 0.1, 30],
    [9, 0.3, 30],
    [63, 0.9, 70],
    [29, 0.29, 100],
    [57, 0.57, 100],
    [115, 1.15e-2, 10_000],
    [1, 0.3, 4],
    [1, 0.1 + 0.2, 4], // 0.30000000000000004 as written
    [3, 0.1 + 0.2, 10], // a hair less than 10
    [300, 0.3, 1000],
    [301, 0.3, 1004],
    [1, 0.3333333333333333, 4], // a hair more than 3
    [1, 1e-7, 10_000_000],
    [7, 1, 7],
    [100_000, 0.7, 142_858],
  ])('of %d customers at a rate of %d is %d', (customers, rate, expected) => {
    expect(prospectsNeeded({ customers, rate }).expected).toBe(expected);
  });

  test('is goal ÷ rate rounded up, for the rate that is written', () => {
    const rates = fc.oneof(
      fc.integer({ min: 1, max: 1000 }).map((each) => each / 1000),
      fc.double({ min: 1e-6, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.nat(100_000), rates, (customers, rate) => {
        const [a, b] = share(rate);
        expect(prospectsNeeded({ customers, rate, confidence: 0.5 }).expected).toBe(
          ceil(BigInt(customers) * b, a),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('needed', () => {
  test('is the least number of prospects that reaches the goal with the confidence, by exact sums', () => {
    for (const customers of [1, 2, 3, 7, 12])
      for (const rate of [0.05, 0.1, 0.25, 0.3, 0.5, 0.7, 0.95])
        for (const confidence of [0.1, 0.5, 0.75, 0.8, 0.875, 0.9, 0.99])
          expect([customers, rate, confidence, needed(customers, rate, confidence)]).toEqual([
            customers,
            rate,
            confidence,
            byCounting(customers, share(rate), share(confidence)),
          ]);
  });

  test('is that least number for any goal up to 500, any rate and any confidence', () => {
    const rates = fc.oneof(
      fc.integer({ min: 5, max: 99 }).map((each) => each / 100),
      fc.double({ min: 0.05, max: 0.999, noNaN: true }),
    );
    const confidences = fc.oneof(
      fc.constantFrom(0.5, 0.75, 0.8, 0.9, 0.95),
      fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), rates, confidences, (customers, rate, confidence) => {
        // What comes of longer decimals is too long to be added up quickly for many.
        fc.pre(customers < 60 || String(rate).length < 6);
        const least = BigInt(needed(customers, rate, confidence));
        const goal = BigInt(customers);
        expect(reaches(least, goal, share(rate), share(confidence))).toBe(true);
        expect(least === goal || !reaches(least - 1n, goal, share(rate), share(confidence))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('is 2 k − 1 coins for k heads with confidence 0.5: an exact tie reaches it', () => {
    for (const customers of [1, 2, 3, 4, 10, 75, 250, 500, 2500, 50_000])
      expect(needed(customers, 0.5, 0.5)).toBe(2 * customers - 1);
  });

  test('takes every tie of few coins for reached, and asks for one more a hair above', () => {
    const hair = 2 ** -40;
    for (let n = 1; n <= 10; n++) {
      let ways = 1;
      let fewer = 0;
      for (let k = 1; k <= n; k++) {
        fewer += ways;
        ways = (ways * (n - k + 1)) / k;
        const tie = 1 - fewer / 2 ** n; // exact in a double
        if (tie < 1e-12) continue;
        expect([n, k, needed(k, 0.5, tie)]).toEqual([n, k, n]);
        expect([n, k, needed(k, 0.5, tie + hair)]).toEqual([n, k, n + 1]);
        expect([n, k, needed(k, 0.5, tie - hair)]).toEqual([n, k, n]);
      }
    }
  });

  test('takes ties of decimal rates for reached, as they are written', () => {
    for (const [customers, rate, confidence, least] of [
      [1, 0.5, 0.75, 2],
      [1, 0.5, 0.875, 3],
      [1, 0.5, 0.9375, 4],
      [1, 0.1, 0.19, 2],
      [1, 0.1, 0.271, 3],
      [1, 0.1, 0.3439, 4],
      [1, 0.3, 0.51, 2],
      [1, 0.3, 0.657, 3],
      [2, 0.9, 0.81, 2],
      [2, 0.9, 0.972, 3],
      [2, 0.1, 0.01, 2],
      [2, 0.1, 0.028, 3],
      [3, 0.7, 0.343, 3],
      [2, 0.2, 0.104, 3],
    ] as const) {
      expect([customers, rate, confidence, needed(customers, rate, confidence)]).toEqual([
        customers,
        rate,
        confidence,
        least,
      ]);
      expect(needed(customers, rate, confidence * (1 + 2 ** -52))).toBe(least + 1);
    }
  });

  // By scipy 1.17.1, as in test/statistics/leastTrials.test.ts, where there are more of them.
  test.each([
    [1000, 0.03, 0.9, 34_671],
    [5000, 0.25, 0.99, 20_575],
    [20_000, 0.1, 0.95, 202_212],
    [100_000, 0.001, 0.9, 100_405_273],
    [100_000, 0.25, 0.8, 400_922],
    [100_000, 0.5, 0.9, 200_573],
    [100_000, 0.7, 0.999999, 144_040],
    [100_000, 0.999, 0.99, 100_124],
  ])('of %d customers at %d with confidence %d is %d', (customers, rate, confidence, least) => {
    expect(needed(customers, rate, confidence)).toBe(least);
  });

  test('has a confidence of 0.9 unless another is given', () => {
    const { expected, needed } = prospectsNeeded({ customers: 30, rate: 0.25 });
    expect([expected, needed]).toEqual([120, byCounting(30, [1n, 4n], [9n, 10n])]);
    expect(prospectsNeeded({ customers: 30, rate: 0.25, confidence: undefined }).needed).toBe(needed);
  });

  test('is never less than what goal ÷ rate is, from one half on, but for the goal that 0.5 just reaches', () => {
    for (const rate of [0.1, 0.3, 0.5, 0.8])
      for (const customers of [1, 5, 40]) {
        const { expected, needed } = prospectsNeeded({ customers, rate, confidence: 0.6 });
        expect(needed).toBeGreaterThanOrEqual(expected! - 1);
      }
  });
});

const lead = (id: number, wins: boolean): Lead => ({ id, createdAt: 0, wonAt: wins ? 1 : null });
const leads = (won: number, all: number) => Array.from({ length: all }, (_, i) => lead(i, i < won));
const sale = (id: number, amount: Sale['amount']): Sale => ({ id, soldAt: 0, customerId: id, amount });

describe('a rate that is a reading', () => {
  test('is taken as its exact fraction, not as the double beside it', () => {
    const third = conversionRate(leads(1, 3));
    expect(prospectsNeeded({ customers: 100, rate: third }).expected).toBe(300);
    expect(prospectsNeeded({ customers: 100, rate: third.value! }).expected).toBe(301);
    expect(prospectsNeeded({ customers: 1, rate: third, confidence: 1 / 3 }).needed).toBe(1);
    // 5 ÷ 9 of a third: a double of it lies above or below, so that the tie is no tie.
    const tie = prospectsNeeded({ customers: 6, rate: conversionRate(leads(6, 7)) });
    expect(tie.expected).toBe(7);
  });

  test('is also read at the lower limit of its interval, as that double is written', () => {
    const reading = conversionRate(leads(12, 80), { level: 0.9 });
    const { low } = reading.interval!;
    const { atLowerLimit, expected, needed } = prospectsNeeded({ customers: 30, rate: reading });
    const bare = prospectsNeeded({ customers: 30, rate: low });
    expect(atLowerLimit).toStrictEqual({ expected: bare.expected, needed: bare.needed });
    const [a, b] = share(low);
    expect(atLowerLimit!.expected).toBe(ceil(30n * b, a));
    expect(atLowerLimit!.expected).toBeGreaterThan(expected!);
    expect(atLowerLimit!.needed).toBeGreaterThan(needed!);
  });

  test('has nothing to say at its lower limit where that is 0, or where it has no interval', () => {
    const nobody = prospectsNeeded({ customers: 3, rate: conversionRate(leads(0, 20)) });
    expect(nobody).toStrictEqual({
      customers: 3,
      expected: null,
      needed: null,
      atLowerLimit: { expected: null, needed: null },
      steps: [{ name: 'rate', expected: null, needed: null }],
    });
    const byPeriod = conversionRate(leads(5, 20), { basis: 'period' });
    expect(byPeriod.interval).toBeNull();
    expect(prospectsNeeded({ customers: 3, rate: byPeriod })).toMatchObject({
      expected: 12,
      atLowerLimit: { expected: null, needed: null },
    });
  });

  test('is null where the reading is null', () => {
    expect(prospectsNeeded({ customers: 3, rate: conversionRate([]) })).toStrictEqual({
      customers: 3,
      expected: null,
      needed: null,
      atLowerLimit: { expected: null, needed: null },
      steps: [{ name: 'rate', expected: null, needed: null }],
    });
  });

  test('may be one of money', () => {
    const deals = [
      { id: 1, createdAt: 0, closedAt: 1, status: 'won', amount: '0.1' },
      { id: 2, createdAt: 0, closedAt: 1, status: 'lost', amount: '0.2' },
    ] as const;
    const reading = winRateByAmount(deals);
    expect(reading.numerator).toBeInstanceOf(Object);
    expect(prospectsNeeded({ customers: 100, rate: reading }).expected).toBe(300);
  });

  test('may be one of a KPI of one’s own', () => {
    const own = kpi({
      name: 'won',
      unit: 'ratio',
      better: 'higher',
      totals: { won: 0, all: 0 },
      marks: {
        leads: (each, at) =>
          each(({ createdAt, wonAt }) => {
            at(createdAt).all++;
            if (wonAt) at(createdAt).won++;
          }),
      },
      of: ({ won, all }, { level }) => rate(won, all, level),
    });
    expect(prospectsNeeded({ customers: 21, rate: own(leads(7, 10)) }).expected).toBe(30);
  });

  test('refuses a ratio above 1, and readings that are no rate', () => {
    const over = { ...conversionRate(leads(1, 2)), value: 1.5, numerator: 3, denominator: 2 };
    expect(() => prospectsNeeded({ customers: 1, rate: over })).toThrow(
      new RangeError('prospectsNeeded requires rate from 0 to 1, got 1.5'),
    );
    const money = revenueWon([]) as unknown as RateReading;
    expect(() => prospectsNeeded({ customers: 1, rate: money })).toThrow(TypeError);
    expect(() => prospectsNeeded({ customers: 1, rate: money })).toThrow(
      /^prospectsNeeded requires rate to be a rate, or a number from 0 to 1, got an object with /,
    );
  });
});

describe('a rate that is a number', () => {
  test('has no lower limit', () => {
    expect(prospectsNeeded({ customers: 21, rate: 0.7 })).toStrictEqual({
      customers: 21,
      expected: 30,
      needed: 35,
      atLowerLimit: null,
      steps: [{ name: 'rate', expected: 30, needed: 35 }],
    });
  });

  test('of 1 takes as many prospects as customers, of 0 or null no number is enough', () => {
    expect(prospectsNeeded({ customers: 7, rate: 1 })).toMatchObject({ expected: 7, needed: 7 });
    for (const rate of [0, -0, null])
      expect(prospectsNeeded({ customers: 7, rate })).toStrictEqual({
        customers: 7,
        expected: null,
        needed: null,
        atLowerLimit: null,
        steps: [{ name: 'rate', expected: null, needed: null }],
      });
  });

  test('takes nobody for a goal of 0', () => {
    expect(prospectsNeeded({ customers: 0, rate: 0.3 })).toStrictEqual({
      customers: 0,
      expected: 0,
      needed: 0,
      atLowerLimit: null,
      steps: [{ name: 'rate', expected: 0, needed: 0 }],
    });
    expect(prospectsNeeded({ revenue: 0, averageSaleValue: 5, rate: 0.3 })).toMatchObject({
      expected: 0,
      needed: 0,
    });
  });
});

describe('a chain of rates', () => {
  test('is the product of its steps, and says how many must enter each', () => {
    const { expected, needed, steps } = prospectsNeeded({
      customers: 10,
      rate: { meeting: 0.3, offer: 0.5, customer: 0.25 },
    });
    expect([expected, steps.map(({ name, expected }) => [name, expected])]).toEqual([
      267, // 266.67
      [
        ['meeting', 267],
        ['offer', 80],
        ['customer', 40],
      ],
    ]);
    expect(steps[0]).toStrictEqual({ name: 'meeting', expected, needed });
    expect(needed).toBe(byCounting(10, [375n, 10_000n], [9n, 10n]));
    for (const [i, [a, b]] of (
      [
        [375, 10_000],
        [125, 1000],
        [25, 100],
      ] as const
    ).entries())
      expect(steps[i]!.needed).toBe(byCounting(10, [BigInt(a), BigInt(b)], [9n, 10n]));
  });

  test('multiplies exactly: 0.1 × 0.7 is 0.07', () => {
    expect(prospectsNeeded({ customers: 7, rate: { a: 0.1, b: 0.7 } }).expected).toBe(100);
    expect(prospectsNeeded({ customers: 7, rate: 0.1 * 0.7 }).expected).toBe(101); // 0.06999999999999999
    expect(prospectsNeeded({ customers: 14, rate: { a: 0.1, b: 0.7 } }).expected).toBe(200);
    const thirds = { a: conversionRate(leads(1, 3)), b: conversionRate(leads(3, 7)) };
    expect(prospectsNeeded({ customers: 5, rate: thirds }).expected).toBe(35);
  });

  test('has one step with a chain of one', () => {
    const { steps, ...whole } = prospectsNeeded({ customers: 21, rate: { customer: 0.7 } });
    expect(whole).toStrictEqual({ customers: 21, expected: 30, needed: 35, atLowerLimit: null });
    expect(steps).toStrictEqual([{ name: 'customer', expected: 30, needed: 35 }]);
  });

  test('is read at the lower limits of all its readings, bare numbers as they are', () => {
    const [a, b] = [conversionRate(leads(30, 100)), conversionRate(leads(45, 90))];
    const { atLowerLimit } = prospectsNeeded({ customers: 20, rate: { a, b } });
    const lows = { a: a.interval!.low, b: b.interval!.low };
    const bare = prospectsNeeded({ customers: 20, rate: lows });
    expect(atLowerLimit).toStrictEqual({ expected: bare.expected, needed: bare.needed });
    const mixed = prospectsNeeded({ customers: 20, rate: { a, b: 0.5 } });
    const { expected, needed } = prospectsNeeded({ customers: 20, rate: { a: lows.a, b: 0.5 } });
    expect(mixed.atLowerLimit).toStrictEqual({ expected, needed });
  });

  test('says what is known behind a step that is not', () => {
    const { expected, needed, steps } = prospectsNeeded({ customers: 3, rate: { a: 0.5, b: null, c: 0.25 } });
    expect([expected, needed, steps.map(({ expected }) => expected)]).toEqual([null, null, [null, null, 12]]);
    const none = prospectsNeeded({ customers: 3, rate: { a: 0.5, b: conversionRate([]), c: 0 } });
    expect(none.steps.map(({ needed }) => needed)).toEqual([null, null, null]);
  });
});

describe('a revenue goal', () => {
  const customers = (
    revenue: string | number | Decimal,
    averageSaleValue: MoneyReading | string | number | Decimal | null,
  ) => prospectsNeeded({ revenue, averageSaleValue, rate: 0.5 }).customers;

  test('is revenue ÷ average sale value customers, rounded up, exact', () => {
    expect(customers('100000', '2500')).toBe(40);
    expect(customers('100000.01', '2500')).toBe(41);
    expect(customers(0.3, 0.1)).toBe(3);
    expect(customers(2.1, '0.7')).toBe(3);
    expect(customers(new Decimal('0.3'), new Decimal('0.1'))).toBe(3);
    expect(customers('1e3', 1e2)).toBe(10);
    expect(customers('12345678901234567890.5', '12345678901234567890.25')).toBe(2);
    expect(customers('5', '7')).toBe(1);
    const { expected, needed } = prospectsNeeded({ revenue: '100000', averageSaleValue: '2500', rate: 0.25 });
    expect([expected, needed]).toEqual([160, byCounting(40, [1n, 4n], [9n, 10n])]);
  });

  test('takes the reading of an average', () => {
    const average = averageSaleValue([sale(1, '10'), sale(2, '20')]);
    expect(customers('100', average)).toBe(7);
    expect(customers('90', average)).toBe(6);
    expect(customers('90', firstPurchaseValue([sale(1, '10'), sale(2, '20')]))).toBe(6);
  });

  test('takes the reading of an average that has no end in decimals for the fraction that it is', () => {
    // 100 ÷ 3, 20 ÷ 3 and 50 ÷ 7 have no decimal text: 40 digits of them are a hair too few, or too many.
    for (const [amounts, times] of [
      [['33.34', '33.33', '33.33'], 3],
      [['6.67', '6.67', '6.66'], 3],
      [['7', '7', '7', '7', '7', '7', '8'], 7],
    ] as const) {
      const average = averageSaleValue(amounts.map((amount, i) => sale(i, amount)));
      expect(customers(average.sum, average)).toBe(times);
      expect(customers(average.sum.times(10), average)).toBe(10 * times);
    }
  });

  test('is null where the average is null, 0 or less', () => {
    for (const average of [null, averageSaleValue([]), 0, '0.00', -5, '-0.01', new Decimal(0)])
      expect(
        prospectsNeeded({ revenue: '100', averageSaleValue: average, rate: conversionRate(leads(1, 2)) }),
      ).toStrictEqual({
        customers: null,
        expected: null,
        needed: null,
        atLowerLimit: { expected: null, needed: null },
        steps: [{ name: 'rate', expected: null, needed: null }],
      });
  });
});

describe('prospectsNeeded throws', () => {
  const goal = { customers: 10, rate: 0.5 };
  test.each([
    [
      'a goal that is not whole',
      { ...goal, customers: 2.5 },
      RangeError,
      'customers to be a whole number of 0 or more, got 2.5',
    ],
    [
      'a negative goal',
      { ...goal, customers: -1 },
      RangeError,
      'customers to be a whole number of 0 or more, got -1',
    ],
    [
      'no number',
      { ...goal, customers: Number.NaN },
      RangeError,
      'customers to be a whole number of 0 or more, got NaN',
    ],
    [
      'a goal without end',
      { ...goal, customers: Number.POSITIVE_INFINITY },
      RangeError,
      'customers to be a whole number of 0 or more, got Infinity',
    ],
    [
      'text',
      { ...goal, customers: '10' },
      TypeError,
      "customers to be a whole number of 0 or more, got '10'",
    ],
    [
      'null',
      { ...goal, customers: null },
      TypeError,
      'customers to be a whole number of 0 or more, got null',
    ],
    [
      'no goal',
      { rate: 0.5 },
      TypeError,
      'customers, or revenue and averageSaleValue, got an object with rate',
    ],
    ['no average', { rate: 0.5, revenue: '5' }, TypeError, 'averageSaleValue for revenue, got undefined'],
    [
      'a negative revenue',
      { rate: 0.5, revenue: '-5', averageSaleValue: 1 },
      RangeError,
      "revenue of 0 or more, got '-5'",
    ],
    [
      'a revenue that is no amount',
      { rate: 0.5, revenue: 'much', averageSaleValue: 1 },
      RangeError,
      "revenue to be an amount in plain decimal text, got 'much'",
    ],
    ['no rate', { customers: 10 }, TypeError, 'rate to be a rate, or a number from 0 to 1, got undefined'],
    ['a percentage', { ...goal, rate: 25 }, RangeError, 'rate from 0 to 1, got 25'],
    ['a negative rate', { ...goal, rate: -0.1 }, RangeError, 'rate from 0 to 1, got -0.1'],
    ['a rate of no number', { ...goal, rate: Number.NaN }, RangeError, 'rate from 0 to 1, got NaN'],
    [
      'a rate as text',
      { ...goal, rate: '0.5' },
      TypeError,
      "rate to be a rate, or a number from 0 to 1, got '0.5'",
    ],
    ['an empty chain', { ...goal, rate: {} }, RangeError, 'a rate, got an object with nothing'],
    ['a step above 1', { ...goal, rate: { a: 0.5, b: 2 } }, RangeError, 'rate.b from 0 to 1, got 2'],
    [
      'a step that is missing',
      { ...goal, rate: { a: 0.5, b: undefined } },
      TypeError,
      'rate.b to be a rate, or a number from 0 to 1, got undefined',
    ],
    ['a confidence of 1', { ...goal, confidence: 1 }, RangeError, 'a confidence between 0 and 1, got 1'],
    ['a confidence of 0', { ...goal, confidence: 0 }, RangeError, 'a confidence between 0 and 1, got 0'],
    [
      'a confidence in percent',
      { ...goal, confidence: 90 },
      RangeError,
      'a confidence between 0 and 1, got 90',
    ],
    [
      'a confidence of no number',
      { ...goal, confidence: Number.NaN },
      RangeError,
      'a confidence between 0 and 1, got NaN',
    ],
    [
      'a confidence as text',
      { ...goal, confidence: '0.9' },
      TypeError,
      "a confidence between 0 and 1, got '0.9'",
    ],
    [
      'a confidence of null',
      { ...goal, confidence: null },
      TypeError,
      'a confidence between 0 and 1, got null',
    ],
    [
      'a misspelt option',
      { ...goal, confidense: 0.9 },
      TypeError,
      "no options but customers, revenue, averageSaleValue, rate, confidence, got 'confidense'",
    ],
    [
      'nothing',
      undefined,
      TypeError,
      'an object with customers, revenue, averageSaleValue, rate, confidence, got undefined',
    ],
    [
      'a rate next to nothing',
      { ...goal, rate: 1e-20 },
      RangeError,
      'a rate that is not next to nothing, got 1e-20',
    ],
    [
      'a rate even nearer',
      { ...goal, rate: 1e-300 },
      RangeError,
      'a rate that is not next to nothing, got 1e-300',
    ],
  ])('for %s', (_, wrong, kind, message) => {
    expect(() => prospectsNeeded(wrong as never)).toThrow(new kind(`prospectsNeeded requires ${message}`));
  });

  test('for an average that is no amount, and names it', () => {
    for (const averageSaleValue of ['ten', Number.NaN, {}])
      expect(() => prospectsNeeded({ revenue: '5', averageSaleValue, rate: 1 } as never)).toThrow(
        /^prospectsNeeded requires averageSaleValue to be /,
      );
  });
});

test('prospectsNeeded changes nothing that it is given', () => {
  const given = Object.freeze({
    customers: 10,
    rate: Object.freeze({ a: 0.5, b: Object.freeze(conversionRate(leads(3, 9))) }),
  });
  const first = prospectsNeeded(given);
  expect(prospectsNeeded(given)).toStrictEqual(first);
  expect(JSON.parse(JSON.stringify(first))).toStrictEqual(first);
});
