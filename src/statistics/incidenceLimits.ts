import type { IncidenceStep } from './aalenJohansen.js';
import { logLogLimits } from './survivalLimits.js';

/**
 * Limits of a cumulative incidence F with standard error s, symmetric in ln(−ln F): F to the power
 * exp(± z s ÷ (F ln F)). Null where F is 0 or 1.
 *
 * Source: Choudhury 2002, "Non-parametric confidence interval estimation for competing risks analysis", Statistics in
 * Medicine 21.
 */
export function incidenceLimits(
  { incidence, variance }: IncidenceStep,
  z: number,
): { low: number; high: number } | null {
  return logLogLimits(incidence, (z * Math.sqrt(variance)) / (incidence * Math.log(incidence)));
}

/** The first time by which a share `p` of the incidence at the end has come; null where there is none. */
export function incidenceQuantile(
  steps: readonly IncidenceStep[],
  p: number,
  tolerance: number,
): number | null {
  const end = steps.at(-1)?.incidence ?? 0;
  if (end === 0) return null;
  if (p === 0) return 0;
  return steps.find(({ incidence }) => incidence >= p * end * (1 - tolerance))!.time;
}
