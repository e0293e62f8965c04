import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fraction, leastTrials, ratio } from '../../src/statistics/leastTrials.js';

/** Decimal text as a fraction. */
const fraction = (text: string): Fraction => {
  const [, whole, decimals = '', exponent = '0'] = /^(\d+)\.?(\d*)(?:e-(\d+))?$/.exec(text)!;
  return {
    numerator: BigInt(whole! + decimals),
    denominator: 10n ** BigInt(decimals.length + Number(exponent)),
  };
};
const of = (numerator: number, denominator: number): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

/** Whether P(Binomial(n, p) ≥ k) ≥ c, with whole numbers: Horner's rule over the terms of i < k. */
function reaches(n: number, k: number, { numerator: a, denominator: b }: Fraction, c: Fraction): boolean {
  if (n < k) return false;
  const ways = [1n];
  for (let i = 1; i < k; i++) ways.push((ways[i - 1]! * BigInt(n - i + 1)) / BigInt(i));
  let sum = 0n;
  let power = 1n;
  for (const way of ways) {
    sum = sum * (b - a) + way * power;
    power *= a;
  }
  const fewer = sum * (b - a) ** BigInt(n - k + 1);
  return fewer * c.denominator <= (c.denominator - c.numerator) * b ** BigInt(n);
}

/** From the goal on, one by one. */
function byCounting(k: number, p: Fraction, c: Fraction): number {
  let n = k;
  while (!reaches(n, k, p, c)) n++;
  return n;
}

const expectLeast = (n: number, k: number, p: Fraction, c: Fraction) =>
  expect([n, reaches(n, k, p, c), reaches(n - 1, k, p, c)]).toEqual([n, true, false]);

// By scipy 1.17.1: k + scipy.stats.nbinom.ppf(c, k, p), then moved until binom.sf(k − 1, n, p) ≥ c > binom.sf(k − 1,
// n − 1, p); each of them at least 2e-7 of the smaller tail away from a tie. k, p, c, n.
const golden = [
  [1000, 0.001, 0.05, 948586],
  [1000, 0.001, 0.5, 999667],
  [1000, 0.001, 0.8, 1026499],
  [1000, 0.001, 0.9, 1040714],
  [1000, 0.001, 0.99, 1074995],
  [1000, 0.001, 0.999999, 1157499],
  [1000, 0.03, 0.05, 31645],
  [1000, 0.03, 0.5, 33322],
  [1000, 0.03, 0.8, 34204],
  [1000, 0.03, 0.9, 34671],
  [1000, 0.03, 0.99, 35797],
  [1000, 0.03, 0.999999, 38507],
  [1000, 0.1, 0.05, 9512],
  [1000, 0.1, 0.5, 9997],
  [1000, 0.1, 0.8, 10252],
  [1000, 0.1, 0.9, 10386],
  [1000, 0.1, 0.99, 10712],
  [1000, 0.1, 0.999999, 11495],
  [1000, 0.25, 0.05, 3822],
  [1000, 0.25, 0.5, 3999],
  [1000, 0.25, 0.8, 4092],
  [1000, 0.25, 0.9, 4141],
  [1000, 0.25, 0.99, 4260],
  [1000, 0.25, 0.999999, 4546],
  [1000, 0.5, 0.05, 1927],
  [1000, 0.5, 0.8, 2037],
  [1000, 0.5, 0.9, 2058],
  [1000, 0.5, 0.99, 2106],
  [1000, 0.5, 0.999999, 2223],
  [1000, 0.7, 0.05, 1388],
  [1000, 0.7, 0.5, 1428],
  [1000, 0.7, 0.8, 1449],
  [1000, 0.7, 0.9, 1460],
  [1000, 0.7, 0.99, 1487],
  [1000, 0.7, 0.999999, 1553],
  [1000, 0.999, 0.05, 1000],
  [1000, 0.999, 0.5, 1001],
  [1000, 0.999, 0.8, 1002],
  [1000, 0.999, 0.9, 1002],
  [1000, 0.999, 0.99, 1004],
  [1000, 0.999, 0.999999, 1009],
  [5000, 0.001, 0.5, 4999667],
  [5000, 0.001, 0.9, 5090785],
  [5000, 0.001, 0.99, 5165884],
  [5000, 0.001, 0.999999, 5343173],
  [5000, 0.03, 0.5, 166656],
  [5000, 0.03, 0.9, 169649],
  [5000, 0.03, 0.99, 172115],
  [5000, 0.03, 0.999999, 177939],
  [5000, 0.1, 0.5, 49997],
  [5000, 0.1, 0.9, 50862],
  [5000, 0.1, 0.99, 51575],
  [5000, 0.1, 0.999999, 53257],
  [5000, 0.25, 0.5, 19999],
  [5000, 0.25, 0.9, 20315],
  [5000, 0.25, 0.99, 20575],
  [5000, 0.25, 0.999999, 21190],
  [5000, 0.5, 0.9, 10128],
  [5000, 0.5, 0.99, 10235],
  [5000, 0.5, 0.999999, 10486],
  [5000, 0.7, 0.5, 7143],
  [5000, 0.7, 0.9, 7214],
  [5000, 0.7, 0.99, 7273],
  [5000, 0.7, 0.999999, 7413],
  [5000, 0.999, 0.5, 5005],
  [5000, 0.999, 0.9, 5008],
  [5000, 0.999, 0.99, 5011],
  [5000, 0.999, 0.999999, 5019],
  [20000, 0.001, 0.5, 19999667],
  [20000, 0.001, 0.9, 20181361],
  [20000, 0.001, 0.99, 20330300],
  [20000, 0.001, 0.999999, 20679109],
  [20000, 0.03, 0.5, 666656],
  [20000, 0.03, 0.9, 672624],
  [20000, 0.03, 0.99, 677516],
  [20000, 0.03, 0.999999, 688973],
  [20000, 0.1, 0.5, 199997],
  [20000, 0.1, 0.9, 201721],
  [20000, 0.1, 0.99, 203135],
  [20000, 0.1, 0.999999, 206446],
  [20000, 0.25, 0.5, 79999],
  [20000, 0.25, 0.9, 80629],
  [20000, 0.25, 0.99, 81145],
  [20000, 0.25, 0.999999, 82354],
  [20000, 0.5, 0.9, 40257],
  [20000, 0.5, 0.99, 40467],
  [20000, 0.5, 0.999999, 40961],
  [20000, 0.7, 0.5, 28571],
  [20000, 0.7, 0.9, 28713],
  [20000, 0.7, 0.99, 28830],
  [20000, 0.7, 0.999999, 29104],
  [20000, 0.999, 0.5, 20020],
  [20000, 0.999, 0.9, 20026],
  [20000, 0.999, 0.99, 20031],
  [20000, 0.999, 0.999999, 20045],
  [100000, 0.001, 0.05, 99480681],
  [100000, 0.001, 0.5, 99999667],
  [100000, 0.001, 0.8, 100265913],
  [100000, 0.001, 0.9, 100405273],
  [100000, 0.001, 0.99, 100736757],
  [100000, 0.001, 0.999999, 101509614],
  [100000, 0.03, 0.05, 3316276],
  [100000, 0.03, 0.5, 3333322],
  [100000, 0.03, 0.8, 3342068],
  [100000, 0.03, 0.9, 3346645],
  [100000, 0.03, 0.99, 3357533],
  [100000, 0.03, 0.999999, 3382918],
  [100000, 0.1, 0.05, 995071],
  [100000, 0.1, 0.5, 999997],
  [100000, 0.1, 0.8, 1002524],
  [100000, 0.1, 0.9, 1003847],
  [100000, 0.1, 0.99, 1006993],
  [100000, 0.1, 0.999999, 1014329],
  [100000, 0.25, 0.05, 398200],
  [100000, 0.25, 0.5, 399999],
  [100000, 0.25, 0.8, 400922],
  [100000, 0.25, 0.9, 401405],
  [100000, 0.25, 0.99, 402554],
  [100000, 0.25, 0.999999, 405232],
  [100000, 0.5, 0.05, 199265],
  [100000, 0.5, 0.8, 200376],
  [100000, 0.5, 0.9, 200573],
  [100000, 0.5, 0.99, 201043],
  [100000, 0.5, 0.999999, 202137],
  [100000, 0.7, 0.05, 142451],
  [100000, 0.7, 0.5, 142857],
  [100000, 0.7, 0.8, 143065],
  [100000, 0.7, 0.9, 143174],
  [100000, 0.7, 0.99, 143434],
  [100000, 0.7, 0.999999, 144040],
  [100000, 0.999, 0.05, 100084],
  [100000, 0.999, 0.5, 100100],
  [100000, 0.999, 0.8, 100108],
  [100000, 0.999, 0.9, 100113],
  [100000, 0.999, 0.99, 100124],
  [100000, 0.999, 0.999999, 100151],
] as const;

describe('leastTrials(successes, probability, confidence)', () => {
  test('is the least by exact sums, counted up from the goal', () => {
    for (const k of [1, 2, 3, 5, 8])
      for (const p of ['0.9', '0.5', '0.3', '0.12', '0.99'])
        for (const c of ['0.01', '0.1', '0.5', '0.75', '0.8', '0.9', '0.95', '0.999'])
          expect([k, p, c, leastTrials(k, fraction(p), fraction(c))]).toEqual([
            k,
            p,
            c,
            byCounting(k, fraction(p), fraction(c)),
          ]);
  });

  test('is the least by exact sums for goals up to 500', () => {
    for (const k of [1, 2, 7, 10, 30, 99, 100, 250, 500])
      for (const p of ['0.01', '0.05', '0.123', '0.25', '0.3333', '0.5', '0.7', '0.95', '0.999'])
        for (const c of ['0.001', '0.2', '0.5', '0.8', '0.9', '0.99', '0.9999999'])
          expectLeast(leastTrials(k, fraction(p), fraction(c)), k, fraction(p), fraction(c));
  });

  test('is the least by exact sums for any goal, fraction and confidence', () => {
    const share = fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }))
      .map(([a, b]) => of(Math.min(a, b), Math.max(a, b) + 1));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), share, share, (k, p, c) => {
        fc.pre(Number(p.numerator) / Number(p.denominator) > 0.02);
        expectLeast(leastTrials(k, p, c), k, p, c);
      }),
      { numRuns: 500 },
    );
  });

  test('takes a tie for reached: fair coins at one half, whatever the goal', () => {
    for (const k of [1, 2, 3, 10, 49, 50, 500, 1234, 3000, 3001, 20_000, 100_000])
      expect([k, leastTrials(k, of(1, 2), of(1, 2))]).toEqual([k, 2 * k - 1]);
  });

  test('takes ties of one success for reached: 1 − (1 − p)^n', () => {
    for (let n = 1; n <= 40; n++) {
      expect(
        leastTrials(1, of(1, 2), { numerator: 2n ** BigInt(n) - 1n, denominator: 2n ** BigInt(n) }),
      ).toBe(n);
      expect(
        leastTrials(1, of(1, 3), {
          numerator: 3n ** BigInt(n) - 2n ** BigInt(n),
          denominator: 3n ** BigInt(n),
        }),
      ).toBe(n);
      // And where a hair more is asked for, one more.
      const whole = 10n * 3n ** BigInt(n);
      expect(
        leastTrials(1, of(1, 3), { numerator: whole - 10n * 2n ** BigInt(n) + 1n, denominator: whole }),
      ).toBe(n + 1);
    }
  });

  test('tells a tie from what misses it by less than a double can tell', () => {
    for (const [k, n, p] of [
      [3, 9, of(1, 3)],
      [10, 40, of(3, 10)],
      [120, 500, of(1, 4)],
      [500, 1500, of(1, 3)],
      [900, 3000, of(3, 10)],
    ] as const) {
      const { numerator: a, denominator: b } = p;
      let term = (b - a) ** BigInt(n);
      let fewer = term;
      for (let i = 1; i < k; i++) {
        term = (term * BigInt(n - i + 1) * a) / (BigInt(i) * (b - a));
        fewer += term;
      }
      const all = b ** BigInt(n);
      const tie = { numerator: all - fewer, denominator: all };
      expect(leastTrials(k, p, tie)).toBe(n);
      expect(leastTrials(k, p, { ...tie, numerator: tie.numerator + 1n })).toBe(n + 1);
      expect(leastTrials(k, p, { ...tie, numerator: tie.numerator - 1n })).toBe(n);
    }
  });

  test.each(golden)('leastTrials(%d, %d, %d) agrees with scipy', (k, p, c, expected) => {
    expect(leastTrials(k, fraction(String(p)), fraction(String(c)))).toBe(expected);
  });

  test('is the goal itself where success is certain, and 0 for a goal of 0', () => {
    expect(leastTrials(7, of(1, 1), fraction('0.999'))).toBe(7);
    expect(leastTrials(7, of(3, 3), fraction('0.999'))).toBe(7);
    expect(leastTrials(0, of(1, 2), fraction('0.999'))).toBe(0);
    expect(leastTrials(100_000, of(1, 1), of(1, 2))).toBe(100_000);
  });

  test('keeps its digits where the confidence is next to 1 or next to 0', () => {
    for (const [k, p, c] of [
      [1, '0.5', '0.999999999999999'],
      [40, '0.3', '0.9999999999999'],
      [3, '0.25', '0.99999999999999'],
      [5, '0.3', '1e-12'],
      [40, '0.3', '1e-15'],
    ] as const)
      expectLeast(leastTrials(k, fraction(p), fraction(c)), k, fraction(p), fraction(c));
  });

  test('ends also where the confidence is next to nothing', () => {
    // By mpmath with 60 digits.
    for (const [c, least] of [
      ['1e-289', 30_552],
      ['1e-300', 28_548],
    ] as const) {
      // Of a confidence that is read as 0 there is no end.
      expect(ratio(fraction(c))).toBeGreaterThan(0);
      expect(leastTrials(400, fraction('0.001'), fraction(c))).toBe(least);
    }
  });

  test('never falls as the goal or the confidence grows, nor rises with the probability', () => {
    const share = fc.integer({ min: 1, max: 999 }).map((share) => of(share, 1000));
    const goal = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(goal, goal, share, share, share, share, (k1, k2, p1, p2, c1, c2) => {
        const [more, less] = [p1, p2].sort((a, b) => Number(b.numerator - a.numerator)) as [
          Fraction,
          Fraction,
        ];
        const [low, high] = [c1, c2].sort((a, b) => Number(a.numerator - b.numerator)) as [
          Fraction,
          Fraction,
        ];
        expect(leastTrials(Math.min(k1, k2), more, low)).toBeLessThanOrEqual(
          leastTrials(Math.max(k1, k2), less, high),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('ratio(fraction)', () => {
  test('is the double that the decimal text means', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-280, max: 1, noNaN: true }), (share) => {
        expect(Math.abs(ratio(fraction(String(share))) / share - 1)).toBeLessThan(3e-16);
      }),
      { numRuns: 1000 },
    );
    for (const text of ['0.1', '0.30000000000000004', '0.3333333333333333', '0.9999999999999999', '1e-7'])
      expect(ratio(fraction(text))).toBe(Number(text));
    expect([ratio(of(1, 3)), ratio(of(0, 5)), ratio(of(5, 5))]).toEqual([1 / 3, 0, 1]);
  });

  test('is the nearest double where the fraction lies a hair above the middle of two', () => {
    expect(ratio(fraction('5.220903915236606e-227'))).toBe(5.220903915236606e-227);
  });

  test('is that double also where it is next to nothing', () => {
    for (const text of ['1e-285', '1e-292', '1e-300', '2.5e-305'])
      expect(ratio(fraction(text))).toBe(Number(text));
  });

  test('takes fractions of any length', () => {
    expect(ratio({ numerator: 10n ** 400n, denominator: 3n * 10n ** 400n })).toBe(1 / 3);
    expect(ratio({ numerator: 10n ** 400n - 1n, denominator: 10n ** 400n })).toBe(1);
  });
});
