import { studentQuantile } from './studentQuantile.js';

/** What a sample says of the mean of its population. */
export interface Spread {
  /** Standard deviation, divisor n − 1. */
  readonly deviation: number;
  readonly n: number;
}

/**
 * Half the width of the interval for the difference of two means at a confidence `level` in (0, 1), whatever the two
 * variances are: Student's t times √(s₁² ÷ n₁ + s₂² ÷ n₂). Null under 2 observations on either side, and where
 * neither sample varies.
 *
 * Degrees of freedom, not whole: 1 ÷ (c² ÷ (n₁ − 1) + (1 − c)² ÷ (n₂ − 1)), with c the first sample's share of the
 * variance. Computed from the quotient of the two standard errors, so that their squares neither overflow nor vanish
 * and the order of the two makes no difference.
 *
 * Sources: Welch 1947, "The generalization of 'Student's' problem when several different population variances are
 * involved", Biometrika 34; Satterthwaite 1946, Biometrics Bulletin 2.
 */
export function welch(a: Spread, b: Spread, level: number): number | null {
  if (a.n < 2 || b.n < 2) return null;
  const first = a.deviation / Math.sqrt(a.n);
  const second = b.deviation / Math.sqrt(b.n);
  const larger = Math.max(first, second);
  if (larger === 0) return null;
  const error = larger * Math.sqrt(1 + (Math.min(first, second) / larger) ** 2);
  const degreesOfFreedom = 1 / ((first / error) ** 4 / (a.n - 1) + (second / error) ** 4 / (b.n - 1));
  return studentQuantile((1 + level) / 2, degreesOfFreedom) * error;
}
