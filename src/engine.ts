// The engine: runs the marks of any number of KPIs over rows, block by block, each table once.
//
// Its shape is measured. A KPI's marks function gets `each` and `at` and runs its own loop; every `each` and every
// `at` comes from one literal here, so that all KPIs share one feedback cell and V8 inlines both, with the row
// function, into one loop without calls or allocations per row. Two literals, or two loops in `each`, undo that.
// What is rare (a missing date, a new cell, an error) lives in functions of its own, out of the inlining budget.
import { inContext, requires } from './error.js';
import type { Asked } from './options.js';
import type { Excluded, Reading } from './reading/reading.js';
import { DAY, type Instant, time } from './time/instant.js';
import type { Kind, Place } from './totals/kind.js';

/** What a KPI is made of, as the engine sees it: without types of rows and totals. */
export interface Definition {
  readonly name: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly accumulates?: boolean | undefined;
  readonly spans?: 'period' | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly optional?: readonly string[] | undefined;
  readonly check?: ((options: never) => void) | undefined;
  readonly totals: Readonly<Record<string, number | Kind<unknown, LiveKind>>>;
  readonly marks: Readonly<Record<string, Mark>>;
  readonly of: (totals: never, known: never) => Reading;
}

type Row = unknown;
type Mark = (
  each: (visit: (row: Row) => void) => void,
  at: (instant: Instant) => Cell,
  known: object,
) => void;
type LiveKind = { add(...values: never[]): void; toJSON(): unknown };
type PlainTotals = Readonly<Record<string, unknown>> & { readonly excluded: Excluded };
interface Cell {
  [total: string]: unknown;
  excluded: Record<string, number> | null;
}

/** How rows are sorted into cells: by a key of each table's rows, by a calendar, by both or by neither. */
export interface Sorting {
  readonly by?: Readonly<Record<string, (row: Row) => unknown>> | undefined;
  readonly calendar?: Calendar | undefined;
}

/** Buckets of time under the cells, which may grow with the facts. */
export interface Calendar {
  /** Begins under an empty grid. */
  begin(grid: Grid): void;
  /** Makes room for a fact outside all buckets; false when the calendar has fixed ends. */
  grow(grid: Grid, ms: number): boolean;
}

/** What was gathered: the keys in order of appearance, and each KPI's totals by group and bucket. */
export interface Gathered {
  readonly keys: readonly unknown[];
  totals(definition: number, group?: number, bucket?: number): PlainTotals;
  /** Whether any fact lies in this bucket, of whatever KPI and group. */
  holds(bucket: number): boolean;
}

/** The cells of one KPI, or of several that share totals, marks and options: `group × stride + bucket`. */
export interface Store {
  readonly definition: Definition;
  readonly template: Cell;
  readonly kinds: readonly (readonly [string, Kind<unknown, LiveKind>])[];
  readonly nothing: Cell;
  readonly cells: (Cell | undefined)[];
}

/** The groups and buckets that all stores of one call share. */
export interface Grid {
  readonly ids: Map<unknown, number>;
  readonly keys: unknown[];
  readonly calendar: Calendar | undefined;
  readonly asked: Asked;
  readonly stores: Store[];
  readonly queries: Query[];
  stride: number;
  current: Query | null;
  readonly place: () => Place;
}

/** All that one marks function needs while it runs; hot fields first. */
export interface Query {
  rows: readonly Row[];
  low: number;
  high: number;
  index: number;
  by: ((row: Row) => unknown) | null;
  first: number;
  start: number;
  end: number;
  timed: boolean;
  origin: number;
  table: Int32Array;
  starts: Float64Array;
  readonly cells: (Cell | undefined)[];
  readonly nothing: Cell;
  readonly grid: Grid;
  readonly store: Store;
  readonly name: string;
  readonly marks: Mark;
  each: (visit: (row: Row) => void) => void;
  at: (instant: Instant) => Cell;
  known: object;
  /** Where the block's rows stand in their table: an offset, or each place when some do not exist yet. */
  base: number;
  places: readonly number[] | null;
  missedAt: number;
  missed: number;
}

const BLOCK = 1024;
const NONE = /*@__PURE__*/ new Int32Array(0);
const NEVER = /*@__PURE__*/ new Float64Array(0);

const eachOf = (q: Query) => (visit: (row: Row) => void) => {
  const { rows, high, by } = q;
  for (let i = q.low; i < high; i++) {
    const row = rows[i];
    q.index = i;
    if (by !== null) q.first = firstCell(q, by(row));
    visit(row);
  }
};

const atOf =
  (q: Query) =>
  (instant: Instant): Cell => {
    const ms = typeof instant === 'number' ? instant : time(instant);
    if (ms >= q.start && ms < q.end) {
      const cell = q.cells[q.timed ? bucketCell(q, ms) : q.first];
      if (cell !== undefined) return cell;
    }
    return elsewhere(q, instant, ms);
  };

function bucketCell(q: Query, ms: number): number {
  let bucket = q.table[((ms - q.origin) / DAY) | 0]!;
  while (ms >= q.starts[bucket + 1]!) bucket++;
  return q.first + bucket;
}

function firstCell(q: Query, key: unknown): number {
  const { ids, stride } = q.grid;
  const id = ids.get(key);
  return (id === undefined ? newGroup(q.grid, key) : id) * stride;
}

function newGroup(grid: Grid, given: unknown): number {
  const key = given === null ? undefined : given;
  let id = grid.ids.get(key);
  if (id === undefined) {
    id = grid.keys.length;
    grid.keys.push(key);
    grid.ids.set(key, id);
    for (const { cells } of grid.stores) for (let b = 0; b < grid.stride; b++) cells.push(undefined);
  }
  // Cells are made when a fact comes; null is kept under undefined, so that it has an id, too.
  grid.ids.set(given, id);
  return id;
}

/** The cell of an instant that is not simply there: not made yet, outside the period, or missing. */
function elsewhere(q: Query, instant: Instant, ms: number): Cell {
  if (instant === null || instant === undefined) return missing(q);
  time(ms);
  if (ms >= q.start && ms < q.end) {
    const at = q.timed ? bucketCell(q, ms) : q.first;
    return (q.cells[at] = openCell(q));
  }
  const { grid } = q;
  const group = q.first / grid.stride;
  if (ms < grid.asked.start || ms >= grid.asked.end || !grid.calendar?.grow(grid, ms)) return q.nothing;
  q.first = group * grid.stride;
  return q.at(instant);
}

/** Counts a row whose date is missing: in its group, and in no bucket, since nobody knows in which. */
function missing(q: Query): Cell {
  if (q.missedAt !== q.index) {
    q.missedAt = q.index;
    q.missed = 0;
  }
  const field = missingFields(q)[q.missed++] ?? 'instant';
  if (!q.timed) {
    q.cells[q.first] ??= openCell(q);
    exclude(q.cells[q.first]!, `missing${field.slice(0, 1).toUpperCase()}${field.slice(1)}`);
  }
  return q.nothing;
}

function exclude(cell: Cell, reason: string): void {
  addTo((cell.excluded ??= {}), reason, 1);
}

/** Adds to a count by reason, whatever the reason is called. */
export function addTo(counts: Record<string, number>, reason: string, n: number): void {
  counts[reason] = (Object.hasOwn(counts, reason) ? counts[reason]! : 0) + n;
}

/**
 * From which fields the missing dates of the row in hand come, in the order in which the marks place them. The marks
 * run once more over the row, watched; where several empty fields had been read, once more for each of them, to see
 * which call it reaches.
 */
function missingFields(q: Query): string[] {
  const row = q.rows[q.index];
  if (typeof row !== 'object' || row === null) return [];
  const run = (stand?: string) => {
    const { row: watched, reads } = watch(row, stand);
    const calls: { instant: unknown; empty: Set<string> }[] = [];
    const at = (instant: unknown): Cell => {
      calls.push({
        instant,
        empty: new Set(reads.filter((read) => isMissing(read[1])).map((read) => read[0])),
      });
      return q.nothing;
    };
    try {
      q.marks((visit) => visit(watched), at, { ...q.known, leaveOut: at });
    } catch {
      // A stand-in is no value of the row's own kind: then this field is not known to be the one.
    }
    return calls;
  };
  const calls = run();
  return calls.flatMap(({ instant, empty }, nth) => {
    if (!isMissing(instant)) return [];
    const fields = [...empty];
    return [
      (fields.length > 1 && fields.find((field) => run(field)[nth]?.instant === STAND)) ||
        (fields.at(-1) ?? ''),
    ];
  });
}

const isMissing = (value: unknown): boolean => value === null || value === undefined;

/** Stands in for the value of one field while the engine looks for where it goes. */
const STAND = 0.5;

/** A row that remembers which fields were read from it, and may hold a stand-in for one. */
function watch(row: object, stand?: string): { row: object; reads: [string, unknown][] } {
  const reads: [string, unknown][] = [];
  const watched = new Proxy(row, {
    get(target, field) {
      const value = field === stand ? STAND : Reflect.get(target, field);
      if (typeof field === 'string') reads.push([field, value]);
      // A method must find its own row as `this`: private fields are not to be had through a proxy.
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { row: watched, reads };
}

function openCell(q: Query): Cell {
  const { template, kinds } = q.store;
  const cell: Cell = { ...template };
  for (const [name, kind] of kinds) cell[name] = kind.open(undefined, q.grid.place);
  return cell;
}

/** What listens to nobody: the totals of a fact outside the period. */
const silent: LiveKind = { add() {}, toJSON: () => null };

function openStore(definition: Definition): Store {
  const template: Cell = { excluded: null };
  const nothing: Cell = { excluded: null };
  const kinds: [string, Kind<unknown, LiveKind>][] = [];
  for (const [name, total] of Object.entries(definition.totals)) {
    const counted = typeof total === 'number';
    template[name] = counted ? total : null;
    nothing[name] = counted ? total : silent;
    if (!counted) kinds.push([name, total]);
  }
  return { definition, template, kinds, nothing, cells: [] };
}

/** KPIs share cells, and one run over the rows, when they share totals, marks and options. */
function shares(a: Definition, b: Definition): boolean {
  return (
    a === b ||
    (a.totals === b.totals && sameFields(a.marks, b.marks) && sameFields(a.options ?? {}, b.options ?? {}))
  );
}

function sameFields(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

function openQuery(grid: Grid, store: Store, name: string, by: Query['by']): Query {
  const { asked } = grid;
  const q: Query = {
    rows: [],
    low: 0,
    high: 0,
    index: 0,
    by,
    first: 0,
    start: asked.start,
    end: asked.end,
    timed: grid.calendar !== undefined,
    origin: 0,
    table: NONE,
    starts: NEVER,
    cells: store.cells,
    nothing: store.nothing,
    grid,
    store,
    name,
    marks: store.definition.marks[name]!,
    each: undefined as never,
    at: undefined as never,
    known: undefined as never,
    base: 0,
    places: null,
    missedAt: -1,
    missed: 0,
  };
  q.each = eachOf(q);
  q.at = atOf(q);
  q.known = {
    ...store.definition.options,
    asOf: asked.asOf,
    during: asked.during,
    leaveOut: (instant: Instant, reason: string) => {
      const cell = q.at(instant);
      if (cell !== q.nothing) exclude(cell, reason);
    },
  };
  return q;
}

/**
 * Gathers the totals of these definitions over their tables, in one pass a table.
 * `input` holds the tables by name, or the rows of the only one; `who` is named in errors about it.
 */
export function gather(
  definitions: readonly Definition[],
  input: unknown,
  asked: Asked,
  who: string,
  sorting: Sorting = {},
): Gathered {
  const tables = tablesOf(definitions, input, who);
  const stores: Store[] = [];
  const storeOf = definitions.map((definition) => {
    let store = stores.find((other) => shares(other.definition, definition));
    if (store === undefined) stores.push((store = openStore(definition)));
    return store;
  });
  const grid: Grid = {
    ids: new Map(),
    keys: [],
    calendar: sorting.calendar,
    asked,
    stores,
    queries: [],
    stride: 1,
    current: null,
    place: () => placeOf(grid.current!, grid.current!.index),
  };
  for (const [name] of tables)
    for (const store of stores)
      if (Object.hasOwn(store.definition.marks, name))
        grid.queries.push(openQuery(grid, store, name, sorting.by?.[name] ?? null));
  sorting.calendar?.begin(grid);
  if (sorting.by === undefined) newGroup(grid, undefined);
  for (const [name, rows] of tables)
    read(
      grid.queries.filter((q) => q.name === name),
      rows,
      asked.asOf,
    );
  return {
    keys: grid.keys,
    holds: (bucket) =>
      stores.some(({ cells }) =>
        grid.keys.some((_, group) => cells[group * grid.stride + bucket] !== undefined),
      ),
    totals: (definition, group = 0, bucket = 0) => {
      const store = storeOf[definition]!;
      return totalsOfCell(store, store.cells[group * grid.stride + bucket]);
    },
  };
}

/** The rows of each table that the definitions need. */
function tablesOf(
  definitions: readonly Definition[],
  input: unknown,
  who: string,
): [string, Iterable<Row>][] {
  const required: Record<string, boolean> = {};
  for (const { marks, optional } of definitions)
    for (const name in marks) required[name] ||= !optional?.includes(name);
  const names = Object.keys(required);
  if (isRows(input) && names.length === 1) return [[names[0]!, input]];
  if (typeof input !== 'object' || input === null || isRows(input))
    throw requires(
      TypeError,
      names.length === 1 ? `rows of ${names}` : `an object with ${names.join(' and ')}`,
      input,
      who,
    );
  return names.flatMap((name): [string, Iterable<Row>][] => {
    const rows = (input as Record<string, unknown>)[name] ?? undefined;
    if (isRows(rows)) return [[name, rows]];
    if (required[name] || rows !== undefined)
      throw requires(TypeError, `rows of ${name}`, rows ?? input, who);
    return [];
  });
}

const isRows = (input: unknown): input is Iterable<Row> =>
  typeof input === 'object' && input !== null && Symbol.iterator in input;

function read(queries: readonly Query[], rows: Iterable<Row>, asOf: number | null): void {
  if (Array.isArray(rows)) {
    for (let low = 0; low < rows.length; low += BLOCK)
      readBlock(queries, rows, low, Math.min(low + BLOCK, rows.length), 0, asOf);
    return;
  }
  let block: Row[] = [];
  let base = 0;
  for (const row of rows) {
    block.push(row);
    if (block.length === BLOCK) {
      readBlock(queries, block, 0, BLOCK, base, asOf);
      base += BLOCK;
      block = [];
    }
  }
  readBlock(queries, block, 0, block.length, base, asOf);
}

function readBlock(
  queries: readonly Query[],
  rows: readonly Row[],
  low: number,
  high: number,
  base: number,
  asOf: number | null,
): void {
  for (const q of queries) {
    q.rows = rows;
    q.low = low;
    q.high = high;
    q.base = base;
    q.places = null;
    q.missedAt = -1;
    q.grid.current = q;
    try {
      if (asOf !== null) leaveOutLater(q, asOf);
      q.marks(q.each, q.at, q.known);
    } catch (error) {
      throw explained(q, error, rows, low, high);
    }
  }
}

/** Keeps the rows of a block that exist at `asOf`: a row whose `createdAt` is later does not exist yet. */
function leaveOutLater(q: Query, asOf: number): void {
  const { rows, low, high } = q;
  let i = low;
  while (i < high && !(createdAt(rows[i]) > asOf)) i++;
  if (i === high) return;
  const kept = rows.slice(low, i);
  const places = kept.map((_, at) => low + at);
  for (; i < high; i++)
    if (!(createdAt(rows[i]) > asOf)) {
      kept.push(rows[i]);
      places.push(i);
    }
  q.rows = kept;
  q.low = 0;
  q.high = kept.length;
  q.places = places;
}

const createdAt = (row: Row): number => time((row as { createdAt?: Instant } | null | undefined)?.createdAt);

function placeOf(q: Query, index: number): Place {
  return { table: q.name, index: q.base + (q.places === null ? index : q.places[index]!) };
}

/**
 * An error of a marks function with its row and field: the block is run again, row by row, watched. Errors that do
 * not speak this package's grammar are the caller's own, from a key function or a getter, and stay as they are.
 */
function explained(q: Query, error: unknown, rows: readonly Row[], low: number, high: number): unknown {
  const { asked } = q.grid;
  for (let i = low; i < high; i++) {
    const row = rows[i];
    const watched = typeof row === 'object' && row !== null ? watch(row) : null;
    q.rows = [watched === null ? row : watched.row];
    q.low = 0;
    q.high = 1;
    q.places = [i];
    try {
      if (row === null || row === undefined) throw requires(TypeError, 'a row', row);
      if (asked.asOf === null || !(createdAt(q.rows[0]) > asked.asOf)) q.marks(q.each, q.at, q.known);
    } catch (found) {
      const { table, index } = placeOf(q, 0);
      const got = (found as { got?: unknown } | null)?.got;
      // Whoever threw had read its value first.
      const field = (watched?.reads.find((read) => Object.is(read[1], got)) ?? watched?.reads.at(-1))?.[0];
      return inContext(found, q.store.definition.name, `${table}[${index}]${field ? `.${field}` : ''}`);
    }
  }
  return inContext(error, q.store.definition.name, q.name);
}

function totalsOfCell(store: Store, cell: Cell | undefined): PlainTotals {
  const { definition, kinds, template } = store;
  if (cell === undefined) return zero(definition);
  const totals: Record<string, unknown> = {};
  for (const name of Object.keys(definition.totals))
    totals[name] = template[name] === null ? null : cell[name];
  for (const [name] of kinds) totals[name] = (cell[name] as LiveKind).toJSON();
  return { ...totals, excluded: cell.excluded ?? {} };
}

/** Totals of nothing. */
export function zero(definition: Definition): PlainTotals {
  const totals: Record<string, unknown> = {};
  for (const [name, total] of Object.entries(definition.totals))
    totals[name] = typeof total === 'number' ? total : total.open().toJSON();
  return { ...totals, excluded: {} };
}

/** The rule applied: totals become a reading, with the KPI's direction and what was left out. */
export function readingOf(definition: Definition, totals: PlainTotals, level: number): Reading {
  const reading = definition.of(totals as never, { level, ...definition.options } as never);
  return { ...reading, better: definition.better, excluded: totals.excluded };
}
