/**
 * ln(1 + u) − u. Near u = 0, where the two cancel, by the series of artanh; elsewhere from `ratio`, which is
 * 1 + u without the rounding of that addition (near u = −1 nothing else would be left of it).
 */
export function logarithmBelowTangent(u: number, ratio: number): number {
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
