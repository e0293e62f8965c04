import { stirlingError } from './stirlingError.js';

/**
 * x^a y^b ÷ B(a, b), with y = 1 − x: the beta density times x y. The beta, binomial and Student
 * distributions all begin with it.
 *
 * ln Γ(a + b) − ln Γ(a) − ln Γ(b) would lose as many digits as those numbers are long. Here the large parts
 * cancel on paper: what remains is how far x lies from the mean (two deviances, none positive) and three
 * small Stirling errors. Relative error about 1e-14 for a and b from 0.5 to 1e4, 1e-12 at 1e7.
 *
 * Source: Loader 2000, "Fast and accurate computation of binomial probabilities", for real a and b.
 */
export function betaFactor(x: number, a: number, b: number, y: number): number {
  const sum = a + b;
  const distance = a * y - b * x;
  const exponent =
    a * logarithmBelowTangent(-distance / a, (x * sum) / a) +
    b * logarithmBelowTangent(distance / b, (y * sum) / b) +
    stirlingError(sum) -
    stirlingError(a) -
    stirlingError(b);
  return Math.sqrt((a / sum) * (b / (2 * Math.PI))) * Math.exp(exponent);
}

/**
 * ln(1 + u) − u. Near u = 0, where the two cancel, by the series of artanh; elsewhere from `ratio`, which is
 * 1 + u without the rounding of that addition (near u = −1 nothing else would be left of it).
 */
function logarithmBelowTangent(u: number, ratio: number): number {
  if (Math.abs(u) > 0.3) return Math.log(ratio) - u;
  const v = u / (2 + u);
  const square = v * v;
  let sum = -u * v;
  for (let k = 3, power = 2 * v * square; Math.abs(power) > Math.abs(sum) * 1e-17; k += 2) {
    sum += power / k;
    power *= square;
  }
  return sum;
}
