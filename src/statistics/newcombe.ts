import { wilson } from './wilson.js';

/** How many of `n` trials succeeded. */
export interface Proportion {
  readonly successes: number;
  readonly n: number;
}

/**
 * Limits for the difference of two independent shares, `after` − `before`, at a confidence `level` in (0, 1). Null
 * where one of them is of nothing.
 *
 * The hybrid score interval without continuity correction: how far each share's own Wilson limit lies from it, on the
 * side that the difference moves to, squared, added and rooted. Never beyond −1 or 1, and no point where both shares
 * are 0 or 1. The difference taken the other way round has the same limits with their signs turned, to the last bit.
 *
 * Source: Newcombe 1998, "Interval estimation for the difference between independent proportions: comparison of
 * eleven methods", Statistics in Medicine 17, method 10.
 */
export function newcombe(
  before: Proportion,
  after: Proportion,
  level: number,
): { low: number; high: number } | null {
  const first = wilson(before.successes, before.n, level);
  const second = wilson(after.successes, after.n, level);
  if (first === null || second === null) return null;
  const p = before.successes / before.n;
  const q = after.successes / after.n;
  return {
    low: q - p - Math.sqrt((q - second.low) ** 2 + (first.high - p) ** 2),
    high: q - p + Math.sqrt((second.high - q) ** 2 + (p - first.low) ** 2),
  };
}
