import { normalQuantile } from './normalQuantile.js';

/**
 * Limits for a share: which true rates are compatible with `successes` out of `n`, at a confidence `level`
 * in (0, 1). Null when n = 0.
 *
 * The score interval without continuity correction: the rates whose distance from the observed share is at
 * most z of their own standard errors. Those limits are the roots of a quadratic equation. The lower is
 * taken from the product of the two, so that nothing cancels: it is exactly 0 for 0 successes. The upper
 * limit of n successes is exactly 1. Relative error of the limits about 1e-15.
 *
 * Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22.
 */
export function wilson(successes: number, n: number, level: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const z = normalQuantile((1 + level) / 2);
  const square = z * z;
  const upper = successes + square / 2 + z * Math.sqrt((successes * (n - successes)) / n + square / 4);
  return {
    low: (successes * (successes / n)) / upper,
    // Rounding must not move a limit that is 1 by definition, nor past it.
    high: successes === n ? 1 : Math.min(1, upper / (n + square)),
  };
}
