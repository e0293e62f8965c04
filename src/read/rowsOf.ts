import { type Definition, gather, gathering, tablesOf, totalsAt, zero } from '../engine.js';
import { requires } from '../error.js';
import type { AnyKpi, Input } from '../kpi.js';
import { asked, type ReadingOptions } from '../options.js';
import type { Tables } from '../records/record.js';
import { addRow } from './addRow.js';

/** Where each row of a table went. */
export interface Sorted<Row> {
  /** The rows that add to each total, by its name; a row that adds to several is under each. */
  readonly counted: Readonly<Record<string, Row[]>>;
  /** The rows left out, by reason. */
  readonly excluded: Readonly<Record<string, Row[]>>;
  /** The rows that the reading is not about: another status or period, later than `asOf`, not the first purchase. */
  readonly outside: Row[];
}

type RowIn<I, P> =
  I extends Iterable<infer Row>
    ? Row
    : P extends keyof I
      ? NonNullable<I[P]> extends Iterable<infer Row>
        ? Row
        : never
      : never;
type SortedOf<K extends AnyKpi, I> = [K['tables'][number]] extends [infer N]
  ? IsOne<N> extends true
    ? Sorted<RowIn<I, N>>
    : { readonly [P in N & keyof I & string]: Sorted<RowIn<I, P>> }
  : never;
type IsOne<N, M = N> = N extends unknown ? ([M] extends [N] ? true : false) : never;

/**
 * The rows behind a reading: which ones it counts, which ones it leaves out and why, and which ones it is not about.
 * Every row is in exactly one of the three. Counted is what the totals hold: of a first purchase that is all of a tie. With a KPI of several tables, one such for each table.
 *
 * It runs the KPI over each row alone, so it is for looking into a number, not for hot paths. Empty: empty lists.
 * Errors: those of the KPI.
 *
 * @example
 * import { rowsOf, winRate } from 'sales-effectiveness';
 * const deals = [
 *   { id: 1, createdAt: 0, closedAt: 1, status: 'won' },
 *   { id: 2, createdAt: 0, closedAt: null, status: 'won' },
 *   { id: 3, createdAt: 0, status: 'open' },
 * ] as const;
 * const { counted, excluded, outside } = rowsOf(winRate, deals);
 * [counted.won?.length, excluded.missingClosedAt?.length, outside.length] // => [1, 1, 1]
 */
export function rowsOf<
  K extends AnyKpi,
  const I extends Input<K['tables'][number] & keyof Tables, K['optional'][number]>,
>(kpi: K, input: I, options?: ReadingOptions): SortedOf<K, I> {
  const { definition } = (kpi ?? {}) as { definition?: Definition };
  if (definition === undefined) throw requires(TypeError, 'a KPI', kpi, 'rowsOf');
  const ask = asked(options, 'rowsOf', [], [definition]);
  const tables = tablesOf([definition], input, 'rowsOf').map(([name, rows]) => [name, [...rows]] as const);
  const present = tables.map(([name]) => name);
  const whole = totalsAt(gather([definition], Object.fromEntries(tables), ask, 'rowsOf'), 0);
  const nothing = zero(definition);
  const sorted: Record<string, Sorted<unknown>> = {};
  for (const [name, rows] of tables) {
    const counted: Record<string, unknown[]> = Object.fromEntries(
      Object.keys(definition.totals).map((total) => [total, []]),
    );
    const excluded = new Map<string, unknown[]>();
    const outside: unknown[] = [];
    rows.forEach((row, index) => {
      const alone = gathering([definition], [name], ask, { present });
      addRow(alone, name, row, index);
      const { excluded: reasons, ...totals } = totalsAt(alone, 0);
      const adds = Object.keys(totals).filter((total) => {
        const kind = definition.totals[total];
        if (typeof kind !== 'object') return totals[total] !== nothing[total];
        return kind.history === undefined
          ? JSON.stringify(totals[total]) !== JSON.stringify(nothing[total])
          : kind.history.counts(totals[total], whole[total]);
      });
      const reason = Object.keys(reasons)[0];
      if (adds.length > 0) for (const total of adds) counted[total]!.push(row);
      else if (reason !== undefined) {
        if (!excluded.has(reason)) excluded.set(reason, []);
        excluded.get(reason)!.push(row);
      } else outside.push(row);
    });
    sorted[name] = { counted, excluded: Object.fromEntries(excluded), outside };
  }
  return (kpi.tables.length === 1 ? Object.values(sorted)[0] : sorted) as SortedOf<K, I>;
}
