import { chiSquareTail } from './chiSquareTail.js';
import { eachValue } from './eachValue.js';
import { type Sample, sizeOf } from './sample.js';

/** One group: the times of its events, and those at which the others were last seen. */
export interface Observed {
  readonly events: Sample;
  readonly censored: Sample;
}

/** What the test says; null where no event tells groups apart. */
export interface LogRank {
  readonly chiSquare: number | null;
  readonly degreesOfFreedom: number;
  readonly p: number | null;
}

/**
 * The log-rank test: whether the groups' events come equally fast.
 *
 * At each time of an event, each group is expected to have its share, by those at risk, of all events at that time;
 * chi-square is u' V⁻¹ u of the differences u, over the groups that are expected any event but one, with the
 * hypergeometric variance V of ties. Directions in which V is 0 tell nothing and take no degree of freedom.
 *
 * Takes time in proportion to the times of events and the square of the number of groups.
 *
 * Source: Mantel 1966, "Evaluation of survival data and two new rank order statistics arising in its consideration";
 * Peto & Peto 1972. Degrees of freedom as in R's survival::survdiff.
 */
export function logRankTest(groups: readonly Observed[]): LogRank {
  const k = groups.length;
  const atRisk = groups.map(({ events, censored }) => sizeOf(events) + sizeOf(censored));
  const observed = groups.map(({ events }) => sizeOf(events));
  const expected = groups.map(() => 0);
  const variance = groups.map(() => groups.map(() => 0));
  const samples = groups.flatMap(({ events, censored }) => [events, censored]);
  eachValue(samples, (_, counts) => {
    let n = 0;
    let d = 0;
    for (let g = 0; g < k; g++) {
      n += atRisk[g]!;
      d += counts[2 * g]!;
    }
    if (d > 0)
      for (let g = 0; g < k; g++) {
        const share = atRisk[g]! / n;
        expected[g]! += d * share;
        if (n === 1 || share === 0) continue;
        const spread = (d * share * (n - d)) / (n - 1);
        const row = variance[g]!;
        row[g]! += spread * (1 - share);
        // The matrix is symmetric: half of it is enough.
        for (let h = 0; h < g; h++) row[h]! -= (spread * atRisk[h]!) / n;
      }
    for (let g = 0; g < k; g++) atRisk[g]! -= counts[2 * g]! + counts[2 * g + 1]!;
    return false;
  });
  const expecting = expected.flatMap((value, g) => (value > 0 ? [g] : []));
  // The differences add up to 0: one group follows from the others.
  const free = expecting.slice(1);
  const { square, rank } = inverseForm(
    free.map((g) => free.map((h) => variance[Math.max(g, h)]![Math.min(g, h)]!)),
    free.map((g) => observed[g]! - expected[g]!),
  );
  if (rank === 0) return { chiSquare: null, degreesOfFreedom: 0, p: null };
  return { chiSquare: square, degreesOfFreedom: rank, p: chiSquareTail(square, rank) };
}

/** u' V⁻¹ u for a V that is symmetric and positive, by Cholesky's method; directions without variance are left out. */
function inverseForm(
  v: readonly (readonly number[])[],
  u: readonly number[],
): { square: number; rank: number } {
  const rows: number[][] = [];
  const solved: number[] = [];
  const kept: number[] = [];
  let square = 0;
  for (let g = 0; g < u.length; g++) {
    const row: number[] = [];
    for (let i = 0; i < kept.length; i++) {
      let value = v[g]![kept[i]!]!;
      for (let j = 0; j < i; j++) value -= row[j]! * rows[i]![j]!;
      row.push(value / rows[i]![i]!);
    }
    const rest = row.reduce((left, value) => left - value * value, v[g]![g]!);
    if (!(rest > 1e-9 * v[g]![g]!)) continue;
    row.push(Math.sqrt(rest));
    const value = row.slice(0, -1).reduce((left, each, i) => left - each * solved[i]!, u[g]!) / row.at(-1)!;
    rows.push(row);
    solved.push(value);
    kept.push(g);
    square += value * value;
  }
  return { square, rank: kept.length };
}
