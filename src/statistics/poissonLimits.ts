/**
 * Limits for the mean of a Poisson count of which `n` were seen, `z` standard errors wide: n + z²÷2 ± z √(n + z²÷4). The
 * lower limit of 0 is exactly 0.
 *
 * Source: Rao 1948, "Large sample tests of statistical hypotheses concerning several parameters", the score test turned
 * into an interval, Mathematical Proceedings of the Cambridge Philosophical Society 44.
 */
export function poissonLimits(n: number, z: number): { low: number; high: number } {
  const centre = n + (z * z) / 2;
  const half = z * Math.sqrt(n + (z * z) / 4);
  // The product of both is n²: a difference would lose digits where few were seen.
  return { low: (n * n) / (centre + half), high: centre + half };
}
