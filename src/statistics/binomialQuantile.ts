import { incompleteBeta } from './incompleteBeta.js';
import { normalQuantile } from './normalQuantile.js';

/**
 * The least k such that at most k of `n` trials succeed with probability `p` or more, where each trial
 * succeeds with the given `probability`: a whole number from 0 to n, for n up to 1e7 and beyond.
 *
 * Starts at the Cornish-Fisher approximation (the normal quantile corrected for skewness), mostly right or
 * one off, and walks to the answer on the distribution function itself: on its upper tail where p > 0.5, so
 * that a p near 1 keeps its digits. Rounding must not decide a tie, so a probability within a relative
 * 64 ulps of the one asked for counts as reaching it: the median of 3 fair coins is 1, not 2.
 *
 * Source: R's qbinom (nmath/qbinom.c), its start, walk and tolerance; Cornish & Fisher 1938.
 */
export function binomialQuantile(p: number, n: number, probability: number): number {
  if (p <= 0 || probability <= 0) return 0;
  if (p >= 1 || probability >= 1) return n;
  const failure = 1 - probability;
  const tolerance = 64 * Number.EPSILON;
  const isTooLow = (k: number) =>
    k < n &&
    (p > 0.5
      ? incompleteBeta(probability, k + 1, n - k, failure) > (1 - p) * (1 + tolerance)
      : incompleteBeta(failure, n - k, k + 1, probability) < p * (1 - tolerance));
  const z = normalQuantile(p);
  const skewness = ((failure - probability) * (z * z - 1)) / 6;
  const start = Math.round(n * probability + z * Math.sqrt(n * probability * failure) + skewness);
  let k = Math.max(0, Math.min(n, start));
  if (isTooLow(k)) {
    do k++;
    while (isTooLow(k));
  } else {
    while (k > 0 && !isTooLow(k - 1)) k--;
  }
  return k;
}
