import { requiresNumber } from '../error.js';
import { oneOf } from '../options.js';
import type { Deal } from '../records/record.js';
import { type StageOptions, stagesOf } from './stageDurations.js';
import type { StageRow } from './stageRows.js';

/** How stages are ranked. */
export interface BottleneckOptions extends StageOptions {
  /** What a stage costs: its mean time (the default), median or total, or the share of deals lost there. */
  readonly by?: 'mean' | 'median' | 'total' | 'dropOff' | undefined;
  /** How many visits must have ended for a stage to be ranked, 5 when not given. */
  readonly minVisits?: number | undefined;
}

/** A stage and its place, 1 for the costliest; null for one with too few visits to say. */
export type RankedStage = StageRow & { readonly rank: number | null };

/**
 * The bottleneck: the stages of `stageDurations`, the costliest first. Time won there is won for every deal.
 *
 * `by: 'mean'` (the default) and `'median'` rank by the time of ended visits, `'total'` by the time of all, `'dropOff'` by
 * the share that is lost there (1 − `movedOn`). Stages with fewer than `minVisits` ended visits (5), or without a value,
 * have the rank null and come last: one freak visit must not win. Ties in the order of `stageDurations`, with one rank.
 * Other options, and errors, are those of `stageDurations`; a RangeError for `minVisits` below 0. Empty: no rows.
 *
 * @example
 * import { bottleneck } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const deals = [10, 14, 18].map((days, id) => ({
 *   id, createdAt: day(1), closedAt: day(5 + days), status: 'won' as const,
 *   stages: [{ stage: 'Demo', enteredAt: day(1) }, { stage: 'Offer', enteredAt: day(5) }],
 * }));
 * bottleneck(deals, { minVisits: 3 }).map(({ rank, stage, mean }) => [rank, stage, mean]) // => [[1, 'Offer', 14], [2, 'Demo', 4]]
 */
export function bottleneck<Rows extends Iterable<Deal>>(
  deals: Rows,
  options: BottleneckOptions = {},
): RankedStage[] {
  const rows = stagesOf(deals, options, 'bottleneck', ['by', 'minVisits']);
  const { by = 'mean', minVisits = 5 } = options;
  oneOf(by, ['mean', 'median', 'total', 'dropOff'], 'by', 'bottleneck');
  if (typeof minVisits !== 'number' || !(minVisits >= 0)) {
    throw requiresNumber('minVisits of 0 or more', minVisits, 'bottleneck');
  }
  const costOf = (row: StageRow) =>
    by !== 'dropOff' ? row[by] : row.movedOn.value === null ? null : 1 - row.movedOn.value;
  const cost = new Map(rows.map((row) => [row, row.ended < minVisits ? null : costOf(row)]));
  const high = (row: StageRow) => cost.get(row) ?? Number.NEGATIVE_INFINITY;
  // Sorting is stable: ties stay as they were.
  const ranked = [...rows].sort((a, b) => (high(a) === high(b) ? 0 : high(b) - high(a)));
  return ranked.map((row) => ({
    ...row,
    rank: cost.get(row) === null ? null : 1 + ranked.findIndex((other) => high(other) === high(row)),
  }));
}
