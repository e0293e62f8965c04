import { binomialQuantile } from './binomialQuantile.js';

/**
 * The ranks, counted from 1, of the two observations between which the population's `p`-quantile lies with
 * confidence `level` or more, whatever the distribution. Null where `n` is too small for such a pair.
 *
 * The number of observations below the quantile is binomial(n, p): the ranks are its (1 − level)/2 quantile
 * and one more than its (1 + level)/2 quantile.
 *
 * Source: Conover 1999, "Practical Nonparametric Statistics", 3rd edition, section 3.2.
 */
export function orderStatistics(n: number, p: number, level: number): { low: number; high: number } | null {
  const low = binomialQuantile((1 - level) / 2, n, p);
  const high = binomialQuantile((1 + level) / 2, n, p) + 1;
  return low < 1 || high > n ? null : { low, high };
}
