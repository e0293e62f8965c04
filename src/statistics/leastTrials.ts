import { incompleteBeta } from './incompleteBeta.js';
import { normalQuantile } from './normalQuantile.js';

/** A probability as an exact fraction. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** So many trials can still be added up exactly within a second, of fractions of any length. */
const EXACT = 6000;

/**
 * The least number of trials of which at least `successes` succeed with probability `confidence` or more.
 *
 * P(X ≥ k) of n trials is the incomplete beta function I_p(k, n − k + 1), and grows with n: from the normal approximation
 * the answer is bracketed and bisected, on the tail that is the smaller one, so that a confidence near 1 keeps its digits.
 * Where the function is too close to call, exact sums of binomial terms decide, up to 6,000 trials; beyond that a
 * probability within 1e-12 of the confidence counts as reaching it.
 *
 * Source of the identity: Abramowitz & Stegun 1964, 26.5.24.
 */
export function leastTrials(successes: number, probability: Fraction, confidence: Fraction): number {
  const k = successes;
  if (k === 0 || probability.numerator === probability.denominator) return k;
  const p = ratio(probability);
  const q = ratio({ ...probability, numerator: probability.denominator - probability.numerator });
  const level = ratio(confidence);
  const doubt = ratio({ ...confidence, numerator: confidence.denominator - confidence.numerator });
  const reaches = (n: number): boolean => {
    if (n < k) return false;
    const excess =
      level > 0.5
        ? 1 - incompleteBeta(q, n - k + 1, k, p) / doubt
        : incompleteBeta(p, k, n - k + 1, q) / level - 1;
    if (Math.abs(excess) > 1e-10) return excess > 0;
    return n <= EXACT ? reachesExactly(n, k, probability, confidence) : excess >= -1e-12;
  };
  const z = normalQuantile(level);
  const root = (z * Math.sqrt(q) + Math.sqrt(z * z * q + 4 * Math.max(k - 0.5, 0.5))) / 2;
  let high = Math.max(k, Math.ceil((root * root) / p));
  let step = Math.max(1, Math.floor(high / 1024));
  while (!reaches(high)) {
    high += step;
    step *= 2;
  }
  step = Math.max(1, Math.floor(high / 1024));
  let low = high;
  do {
    low = Math.max(k - 1, low - step);
    step *= 2;
  } while (low >= k && reaches(low));
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The nearest double of a fraction. */
export function ratio({ numerator, denominator }: Fraction): number {
  if (numerator === 0n) return 0;
  const shift = BigInt(Math.max(0, denominator.toString(2).length - numerator.toString(2).length + 64));
  const quotient = (numerator << shift) / denominator;
  const rest = (numerator << shift) % denominator;
  // A last bit for whatever is left, so that the one rounding is right; two powers, since one alone may be infinite.
  const bits = Number((quotient << 1n) | (rest === 0n ? 0n : 1n));
  const half = Math.floor((Number(shift) + 1) / 2);
  return bits / 2 ** half / 2 ** (Number(shift) + 1 - half);
}

/** The sum of the terms of failure, with whole numbers: Σ over i < k of C(n, i) a^i (b − a)^(n − i) ≤ (1 − c) b^n. */
function reachesExactly(
  n: number,
  k: number,
  { numerator: a, denominator: b }: Fraction,
  c: Fraction,
): boolean {
  const failure = b - a;
  let term = failure ** BigInt(n);
  let sum = term;
  for (let i = 1; i < k; i++) {
    // Whole at every step: each term is a binomial coefficient times powers.
    term = (term * BigInt(n - i + 1) * a) / (BigInt(i) * failure);
    sum += term;
  }
  return sum * c.denominator <= (c.denominator - c.numerator) * b ** BigInt(n);
}
