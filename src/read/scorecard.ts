import { gather } from '../engine.js';
import type { AnyKpi } from '../kpi.js';
import { asked, type ReadingOptions } from '../options.js';
import { kpisOf, type ReadingsOf, type TablesFor } from './verb.js';

/**
 * Readings of several KPIs at once, in one pass over each table.
 *
 * @example
 * import { dealsWon, scorecard, winRate } from 'sales-effectiveness';
 * const closedAt = Date.UTC(2026, 9, 31);
 * const deals = [
 *   { id: 1, createdAt: 0, closedAt, status: 'won' },
 *   { id: 2, createdAt: 0, closedAt, status: 'lost' },
 * ] as const;
 * const card = scorecard({ deals }, { winRate, dealsWon });
 * [card.winRate.value, card.dealsWon.value] // => [0.5, 1]
 */
export function scorecard<const K extends Readonly<Record<string, AnyKpi>>, const I extends TablesFor<K>>(
  tables: I,
  kpis: K,
  options?: ReadingOptions,
): ReadingsOf<K> {
  const { definitions, readings } = kpisOf(kpis, 'scorecard');
  const ask = asked(options, 'scorecard', [], definitions);
  return readings(gather(definitions, tables, ask, 'scorecard'), ask.level) as ReadingsOf<K>;
}
