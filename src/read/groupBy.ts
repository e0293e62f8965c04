import { gather, tablesOf } from '../engine.js';
import type { ReadingOptions } from '../options.js';
import { asked } from '../options.js';
import type { Tables } from '../records/record.js';
import {
  type FieldOf,
  type KeyOf,
  type KeyValue,
  type Kpis,
  keysOf,
  kpisOf,
  type ReadingsOf,
  type RowOf,
  type TableNames,
  type TablesFor,
} from './verb.js';

/**
 * A reading for each group of rows, in one pass: by rep, by source, by anything.
 *
 * `key` is the name of a field or a function of the row; with an object of tables, one name that all share or a
 * key for each table. 7 and '7' are two groups: where tables have an id as a number and as text, let a key be the text of
 * it, `{ reps: (rep) => String(rep.id), deals: 'ownerId' }`. Groups come in the order of their first row. Rows without a
 * key (null or undefined) are kept under `undefined`. With a record of KPIs each group has a record of readings.
 *
 * A KPI's own options go through `with`: `groupBy(deals, 'ownerId', salesCycle.with({ days: 'calendar', timeZone }))`.
 *
 * @example
 * import { groupBy, winRate } from 'sales-effectiveness';
 * const closedAt = Date.UTC(2026, 9, 31);
 * const deals = [
 *   { id: 1, createdAt: 0, closedAt, status: 'won', ownerId: 'rep-7' },
 *   { id: 2, createdAt: 0, closedAt, status: 'lost', ownerId: 'rep-7' },
 *   { id: 3, createdAt: 0, closedAt, status: 'won', ownerId: 'rep-9' },
 * ] as const;
 * [...groupBy(deals, 'ownerId', winRate)].map(([rep, { value }]) => [rep, value]) // => [['rep-7', 0.5], ['rep-9', 1]]
 */
export function groupBy<
  const K extends Kpis,
  const I extends Iterable<Tables[TableNames<K>]>,
  const F extends KeyOf<RowOf<I>>,
>(rows: I, key: F, kpi: K, options?: ReadingOptions): Map<KeyValue<RowOf<I>, F>, ReadingsOf<K>>;
export function groupBy<
  const K extends Kpis,
  const I extends TablesFor<K>,
  const F extends
    | SharedKey<I, TableNames<K>>
    | { readonly [P in TableNames<K> & keyof I]: KeyOf<RowOf<I[P]>> },
>(
  tables: I,
  key: F,
  kpi: K,
  options?: ReadingOptions,
): Map<SharedKeyValue<I, TableNames<K>, F>, ReadingsOf<K>>;
export function groupBy(
  input: unknown,
  key: unknown,
  kpi: Kpis,
  options?: ReadingOptions,
): Map<unknown, unknown> {
  const { definitions, readings } = kpisOf(kpi, 'groupBy');
  const given = tablesOf(definitions, input, 'groupBy').map(([name]) => name);
  const by = keysOf(key, given, 'groupBy');
  const ask = asked(options, 'groupBy', [], definitions);
  const gathered = gather(definitions, input, ask, 'groupBy', { by });
  return new Map(gathered.grid.keys.map((each, group) => [each, readings(gathered, ask.level, group)]));
}

/** What each of these functions takes. */
type Common<F> = [F] extends [(field: infer K) => void] ? K : never;

/** A name that the rows of every table have, or a function of any row. */
export type SharedKey<I, N> =
  | Common<{ [P in N & keyof I]: (field: FieldOf<RowOf<I[P]>>) => void }[N & keyof I]>
  | ((row: RowOf<I[N & keyof I]>) => unknown);

/** What such a key gives over all tables. */
export type SharedKeyValue<I, N, F> = {
  [P in N & keyof I]: KeyValue<RowOf<I[P]>, F extends Readonly<Record<P, infer G>> ? G : F>;
}[N & keyof I];
