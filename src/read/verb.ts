// What the verbs share: which KPIs they were given, and how they name readings.
import { type Definition, type Gathering, readingOf, totalsAt } from '../engine.js';
import { requires } from '../error.js';
import type { AnyKpi, ReadingOf } from '../kpi.js';
import type { Reading } from '../reading/reading.js';
import type { Tables } from '../records/record.js';

/** One KPI, or several by name. */
export type Kpis = AnyKpi | Readonly<Record<string, AnyKpi>>;

/** The reading of one KPI; of a record of KPIs a record of readings. */
export type ReadingsOf<K> = K extends AnyKpi ? ReadingOf<K> : { readonly [P in keyof K]: ReadingOf<K[P]> };

type Each<K> = K extends AnyKpi ? K : K[keyof K];
type TablesOf<K> = K extends AnyKpi ? K['tables'][number] : never;
type RequiredOf<K> = K extends AnyKpi ? Exclude<K['tables'][number], K['optional'][number]> : never;

/** The names of all tables that these KPIs read, and of those that none of them may miss. */
export type TableNames<K> = TablesOf<Each<K>> & keyof Tables;
export type RequiredNames<K> = RequiredOf<Each<K>> & keyof Tables;

/** Rows by table, as these KPIs need them. */
export type TablesFor<K> = { readonly [P in RequiredNames<K>]: Iterable<Tables[P]> } & {
  readonly [P in Exclude<TableNames<K>, RequiredNames<K>>]?: Iterable<Tables[P]> | undefined;
};

/** The row of an iterable. */
export type RowOf<I> = I extends Iterable<infer Row> ? Row : never;

/** A key of a row: the name of a field, or a function of the row. */
export type KeyOf<Row> = FieldOf<Row> | ((row: Row) => unknown);

/** The fields of any of these rows: of a list of unlike rows, those that some of them have. */
export type FieldOf<Row> = [Row] extends [never] ? string : Row extends unknown ? keyof Row & string : never;

/** What a key gives; null is kept under undefined. */
export type KeyValue<Row, F> = F extends (row: never) => infer V ? NullAsUndefined<V> : FieldValue<Row, F>;
type FieldValue<Row, F> = Row extends unknown
  ? F extends keyof Row
    ? NullAsUndefined<Row[F]>
    : undefined
  : never;
type NullAsUndefined<V> = V extends null ? undefined : V;

/** The definitions of one KPI or a record of them, and a way back from readings to the same shape. */
export function kpisOf(kpis: unknown, who: string) {
  const one = typeof kpis === 'function';
  const some = typeof kpis === 'object' && kpis !== null && !Array.isArray(kpis);
  const named: [string, unknown][] = one ? [['', kpis]] : some ? Object.entries(kpis) : [];
  if (named.length === 0) throw requires(TypeError, 'a KPI, or an object of KPIs by name', kpis, who);
  const definitions = named.map(([name, each]): Definition => {
    const definition = (each as AnyKpi | null | undefined)?.definition;
    if (definition === undefined)
      throw requires(TypeError, `a KPI${name === '' ? '' : ` as ${name}`}`, each, who);
    return definition;
  });
  // Most cells of many groups are empty: their reading is made once a call, and shared.
  const empty: (Reading | undefined)[] = [];
  const readingAt = (gathered: Gathering, level: number, i: number, group: number, bucket: number) => {
    const read = () => readingOf(definitions[i]!, totalsAt(gathered, i, group, bucket), level);
    return isEmpty(gathered, i, group, bucket) ? (empty[i] ??= read()) : read();
  };
  const readings = (gathered: Gathering, level: number, group = 0, bucket = 0) =>
    one
      ? readingAt(gathered, level, 0, group, bucket)
      : byName(named.map(([name], i) => [name, readingAt(gathered, level, i, group, bucket)]));
  return { definitions, readings };
}

/** Whether no fact of this KPI lies there. */
function isEmpty({ grid, storeOf }: Gathering, i: number, group: number, bucket: number): boolean {
  const { cells, history } = storeOf[i]!;
  return history.length === 0 && (bucket >= grid.stride || cells[group * grid.stride + bucket] === undefined);
}

function byName(readings: [string, Reading][]): Record<string, Reading> {
  return Object.fromEntries(readings);
}

/** A function for each table's key: a field's name becomes one that reads the field. */
export function keysOf(key: unknown, tables: readonly string[], who: string) {
  const by: Record<string, (row: unknown) => unknown> = {};
  for (const table of tables) {
    const each = typeof key === 'object' && key !== null ? (key as Record<string, unknown>)[table] : key;
    if (typeof each === 'function') by[table] = each as (row: unknown) => unknown;
    else if (typeof each === 'string') by[table] = (row) => (row as Record<string, unknown>)[each];
    else
      throw requires(
        TypeError,
        `a key for ${table} (the name of a field or a function of the row)`,
        each,
        who,
      );
  }
  return by;
}
