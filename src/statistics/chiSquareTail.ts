import { logarithmBelowTangent } from './logarithmBelowTangent.js';
import { stirlingError } from './stirlingError.js';

/**
 * The probability that chi-square with so many degrees of freedom is at least `x`: the upper regularised incomplete
 * gamma function Q(degrees ÷ 2, x ÷ 2). By the series of P below the mean, by the continued fraction of Q above, so
 * that small probabilities keep their digits.
 *
 * Source: Abramowitz & Stegun 1964, 6.5.29 and 6.5.31 (evaluated by Lentz's method, Thompson & Barnett 1986); the
 * factor in front as in Loader 2000, "Fast and accurate computation of binomial probabilities".
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (x <= 0) return 1;
  if (Number.isNaN(x)) return x;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const a = degrees / 2;
  const t = x / 2;
  // t^a e^−t ÷ Γ(a).
  const factor =
    Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * logarithmBelowTangent((t - a) / a, t / a) - stirlingError(a));
  if (t < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = a + 1; term > sum * 1e-17; k++) {
      term *= t / k;
      sum += term;
    }
    return 1 - factor * sum;
  }
  let b = t + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 10_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return factor * fraction;
}
