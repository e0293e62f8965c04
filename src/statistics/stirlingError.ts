/**
 * What Stirling's formula leaves out: ln Γ(z + 1) − [(z + ½) ln z − z + ½ ln 2π], for z > 0.
 *
 * From z = 10 its asymptotic series in 1/z; a smaller z first climbs there by Γ(z + 1) = z Γ(z). Absolute
 * error about 1e-15 (it is used as an exponent, where that is a relative error of the result).
 *
 * Source: Loader 2000, "Fast and accurate computation of binomial probabilities", section 2, with more
 * terms and the climb in place of the table of half-integers.
 */
export function stirlingError(z: number): number {
  let climbed = 0;
  for (; z < 10; z++) climbed += (z + 0.5) * Math.log1p(1 / z) - 1;
  const s = 1 / (z * z);
  return (
    climbed +
    (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) / z
  );
}
