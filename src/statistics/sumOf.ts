import type { Sample } from './sample.js';

/**
 * The sum of `term(value)` over all observations, each distinct value once, times its count.
 *
 * Adds in the sample's own ascending order and keeps what each addition rounds away, so that the result is
 * as good as if computed in twice the precision and rounded once, and the same multiset gives the same bits.
 *
 * Source: Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54.
 */
export function sumOf({ values, counts }: Sample, from = 0, power: 1 | 2 = 1): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = values[i]! - from;
    const next = (power === 1 ? distance : distance * distance) * counts[i]!;
    const total = sum + next;
    lost += Math.abs(sum) >= Math.abs(next) ? sum - total + next : next - total + sum;
    sum = total;
  }
  return sum + lost;
}
