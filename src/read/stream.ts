import {
  type Cell,
  type Gathering,
  gathering,
  type PlainTotals,
  readingOf,
  readRows,
  totalsAt,
} from '../engine.js';
import { requires } from '../error.js';
import type { Kpi, Totals, TotalsOf } from '../kpi.js';
import { complete } from '../merge.js';
import { asked, type ReadingOptions } from '../options.js';
import type { Reading } from '../reading/reading.js';
import type { Tables } from '../records/record.js';
import { addRow } from './addRow.js';

/** A reading that grows row by row. */
export interface Stream<N extends keyof Tables, T extends Totals, R extends Reading> {
  /** Adds a row, of the KPI's only table or of the table named. A row that throws is not counted. */
  add<const Row extends Tables[N]>(row: Row): void;
  /** Adds a row of the table named. */
  add<P extends N, const Row extends Tables[P]>(table: P, row: Row): void;
  /** The reading of all rows so far. */
  reading(): R;
  /** The totals of all rows so far: plain JSON, to save, and to go on `from`. */
  totals(): TotalsOf<T>;
}

/**
 * A running KPI: rows are added as they come, and its reading can be had at any time. Adding a row costs a fraction
 * of a microsecond; the rows are not kept.
 *
 * The reading is that of all rows at once. `from` goes on with totals saved earlier, as if it had never stopped. A
 * KPI's own options go through `with`.
 *
 * Errors: those of the KPI; a TypeError for a table that it has not, for a row without a table's name where it has
 * several, and for broken totals.
 *
 * @example
 * import { stream, winRate } from 'sales-effectiveness';
 * const yesterday = stream(winRate);
 * yesterday.add({ id: 1, createdAt: 0, closedAt: 1, status: 'won' });
 * const today = stream(winRate, { from: yesterday.totals() });
 * today.add('deals', { id: 2, createdAt: 0, closedAt: 2, status: 'lost' });
 * today.reading().value // => 0.5
 */
export function stream<
  N extends keyof Tables,
  T extends Totals,
  R extends Reading,
  O extends object,
  Opt extends N,
>(
  kpi: Kpi<N, T, R, O, Opt>,
  options?: ReadingOptions & { readonly from?: NoInfer<TotalsOf<T>> | undefined },
): Stream<N, T, R> {
  if (kpi?.definition === undefined) throw requires(TypeError, 'a KPI', kpi, 'stream');
  const { definition, tables } = kpi;
  const ask = asked(options, 'stream', ['from'], [definition]);
  const rows = gathering([definition], tables, ask, { present: null });
  if (options?.from !== undefined) resume(rows, complete(definition, options.from, 'stream'));
  // Marks refuse what they cannot work with before the first row.
  for (const table of tables) readRows(rows, table, []);
  const seen = new Map<string, number>();
  const totals = (): PlainTotals => totalsAt(rows, 0);
  return {
    add(...given: unknown[]) {
      const [table, row] = given.length === 1 && tables.length === 1 ? [tables[0], given[0]] : given;
      if (!tables.includes(table as N))
        throw requires(TypeError, `a table among ${tables.join(', ')} before the row`, table, 'stream');
      const index = seen.get(table as string) ?? 0;
      seen.set(table as string, index + 1);
      addRow(rows, table as string, row, index);
    },
    reading: () => readingOf(definition, totals(), ask.level) as R,
    totals: () => totals() as TotalsOf<T>,
  };
}

/** Goes on from totals gathered earlier. */
function resume({ storeOf: [store] }: Gathering, { excluded, ...totals }: PlainTotals): void {
  const { cells, template, kinds } = store!;
  const cell: Cell = { ...template, ...totals, excluded: { ...excluded } };
  for (const [name, kind] of kinds) cell[name] = kind.open(totals[name]);
  cells[0] = cell;
}
