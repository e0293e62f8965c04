// The engine: runs the marks of any number of KPIs over rows, block by block, each table once.
//
// Its shape is measured. A KPI's marks function gets `each` and `at` and runs its own loop; every `each` and every
// `at` comes from one literal here, so that all KPIs share one feedback cell and V8 inlines both, with the row
// function, into one loop without calls or allocations per row. Two literals, or two loops in `each`, undo that.
// What is rare (a missing date, a new cell, an error) lives in functions of its own, out of the inlining budget.
import { inContext, requires } from './error.js';
import { addTo, inOrder } from './excluded.js';
import { explained, missingField, placeOf } from './explain.js';
import type { Asked } from './options.js';
import type { Excluded, Reading } from './reading/reading.js';
import { type Instant, time } from './time/instant.js';
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
  readonly matures?: ((instant: number, options: never) => number) | undefined;
  readonly check?: ((options: never, ofRows: boolean) => void) | undefined;
  readonly totals: Readonly<Record<string, number | Kind<unknown, LiveKind>>>;
  readonly marks: Readonly<Record<string, Mark>>;
  readonly of: (totals: never, known: never) => Reading;
}

/** A row of any table; only its KPI's marks know more. */
export type Row = unknown;
type Mark = (
  each: (visit: (row: Row) => void) => void,
  at: (instant: Instant) => Cell,
  known: object,
) => void;
/** A kind's live object, as far as the engine knows it. */
export type LiveKind = { add(...values: never[]): void; check?(...values: never[]): void; toJSON(): unknown };
/** Totals as plain JSON. */
export type PlainTotals = Readonly<Record<string, unknown>> & { readonly excluded: Excluded };
/** The live totals of one group and bucket. */
export interface Cell {
  [total: string]: unknown;
  excluded: Record<string, number> | null;
}

/** How rows are sorted into cells: by a key of each table's rows, by a calendar, by both or by neither. */
export interface Sorting {
  readonly by?: Readonly<Record<string, (row: Row) => unknown>> | undefined;
  readonly calendar?: Calendar | undefined;
  /** The tables that are given, those gathered unless said; null in a stream, where nobody knows which will come. */
  readonly present?: readonly string[] | null | undefined;
  /** Whether all of it is one bucket of a trend: rows without a date are in none. */
  readonly inBucket?: boolean | undefined;
}

/** Buckets of time under the cells, which may grow with the facts. */
export interface Calendar {
  /** Begins under an empty grid. */
  begin(grid: Grid): void;
  /** Makes room for a fact outside all buckets; false when the calendar has fixed ends. */
  grow(grid: Grid, ms: number): boolean;
}

/** What is being gathered: rows go in by table, each KPI's totals come out by group and bucket. */
export interface Gathering {
  readonly grid: Grid;
  /** The store of each definition, in their order. */
  readonly storeOf: readonly Store[];
  readonly queries: Readonly<Record<string, readonly Query[]>>;
}

/** The cells of one KPI, or of several that share totals, marks and options: `group × stride + bucket`. */
export interface Store {
  readonly definition: Definition;
  readonly template: Cell;
  readonly kinds: readonly (readonly [string, Kind<unknown, LiveKind>])[];
  readonly nothing: Cell;
  readonly cells: (Cell | undefined)[];
  /** By group, what kinds with history know from outside the period. */
  readonly outside: (Cell | undefined)[];
  /** Which of the kinds have history. */
  readonly history: readonly string[];
  settled: Settled | null;
}

/** The JSON of each cell's kinds with history, by name. */
type Settled = Map<Cell | undefined, Record<string, unknown>>;

/** The groups and buckets that all stores of one call share. */
export interface Grid {
  readonly ids: Map<unknown, number>;
  readonly keys: unknown[];
  readonly calendar: Calendar | undefined;
  readonly inBucket: boolean;
  readonly present: readonly string[] | null;
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
  /** Whether a row does not exist yet; null where all rows do. */
  readonly later: ((row: Row) => boolean) | null;
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
  /** How many rows of the table come before the block. */
  base: number;
  missedAt: number;
  missed: number;
  /** The real bounds and a cell that keeps nothing, while the marks run only to see whether they throw. */
  rehearsing: { readonly start: number; readonly end: number; readonly cell: Cell } | null;
}

const BLOCK = 1024;
const NONE = /*@__PURE__*/ new Int32Array(0);
const NEVER = /*@__PURE__*/ new Float64Array(0);

const eachOf = (q: Query) => (visit: (row: Row) => void) => {
  const { rows, high, by, later } = q;
  for (let i = q.low; i < high; i++) {
    const row = rows[i];
    if (later?.(row)) continue;
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
  // 864e5 as a literal: by a named constant V8 really divides.
  let bucket = q.table[((ms - q.origin) / 864e5) | 0]!;
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
  if (q.rehearsing !== null) {
    const { start, end, cell } = q.rehearsing;
    const heard = q.store.history.length > 0 ? ms < q.grid.asked.until : ms >= start && ms < end;
    return heard ? cell : q.nothing;
  }
  if (ms >= q.start && ms < q.end) {
    const at = q.timed ? bucketCell(q, ms) : q.first;
    return (q.cells[at] = openCell(q));
  }
  const { grid, store } = q;
  if (ms >= grid.asked.until) return q.nothing;
  const group = q.first / grid.stride;
  if (ms >= grid.asked.start && ms < grid.asked.end && grid.calendar?.grow(grid, ms)) {
    q.first = group * grid.stride;
    return q.at(instant);
  }
  return store.history.length === 0 ? q.nothing : (store.outside[group] ??= openOutside(q));
}

/** Counts a row whose date is missing: in its group, and in no bucket, since nobody knows in which. */
function missing(q: Query): Cell {
  if (q.rehearsing !== null || q.grid.inBucket) return q.nothing;
  const field = missingField(q);
  const cell = (q.cells[q.first] ??= openCell(q));
  exclude(cell, `missing${field.slice(0, 1).toUpperCase()}${field.slice(1)}`);
  return q.nothing;
}

/** Marks the cells of facts outside the period: what is left out there is nobody's concern. */
const OUTSIDE: Record<string, number> = {};

function exclude(cell: Cell, reason: string): void {
  if (cell.excluded !== OUTSIDE) addTo((cell.excluded ??= {}), reason, 1);
}

function openCell(q: Query): Cell {
  const { template, kinds } = q.store;
  const cell: Cell = { ...template };
  for (const [name, kind] of kinds) cell[name] = kind.open(undefined, q.grid.place);
  return cell;
}

/** A cell that only kinds with history listen to. */
function openOutside(q: Query): Cell {
  const { nothing, kinds } = q.store;
  const cell: Cell = { ...nothing };
  for (const [name, kind] of kinds) if (kind.history) cell[name] = kind.open(undefined, q.grid.place);
  return cell;
}

/** What listens to nobody: the kinds of a fact outside the period. */
const silent: LiveKind = { add() {}, toJSON: () => null };

/** What follows from a KPI's totals alone, found once: a call over few rows should not pay for it. */
interface Shape {
  readonly zero: Readonly<Record<string, unknown>>;
  /** A new cell, its kinds not opened yet; and one that listens to nobody. */
  readonly template: Cell;
  readonly nothing: Cell;
  readonly kinds: readonly (readonly [string, Kind<unknown, LiveKind>])[];
  readonly history: readonly string[];
}

const shapes = /*@__PURE__*/ new WeakMap<Definition['totals'], Shape>();

function shapeOf({ totals }: Definition): Shape {
  let shape = shapes.get(totals);
  if (shape !== undefined) return shape;
  // Field by field: an object made by Object.fromEntries is a slow one to copy.
  const zero: Record<string, unknown> = {};
  const template: Record<string, unknown> = {};
  const nothing: Record<string, unknown> = {};
  const kinds: [string, Kind<unknown, LiveKind>][] = [];
  for (const [name, total] of Object.entries(totals)) {
    const kind = typeof total === 'number' ? null : total;
    zero[name] = kind === null ? total : kind.zero;
    template[name] = kind === null ? total : null;
    nothing[name] = kind === null ? total : silent;
    if (kind !== null) kinds.push([name, kind]);
  }
  shape = {
    zero,
    template: { ...template, excluded: null },
    nothing: { ...nothing, excluded: OUTSIDE },
    kinds,
    history: kinds.filter(([, kind]) => kind.history).map(([name]) => name),
  };
  shapes.set(totals, shape);
  return shape;
}

function openStore(definition: Definition): Store {
  const { template, nothing, kinds, history } = shapeOf(definition);
  return {
    definition,
    template,
    kinds,
    nothing: { ...nothing },
    cells: [],
    outside: [],
    history,
    settled: null,
  };
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
    later: laterThan(asked.asOf, name),
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
    missedAt: -1,
    missed: 0,
    rehearsing: null,
  };
  q.each = eachOf(q);
  q.at = atOf(q);
  // Assigned in place: a spread of many shapes is slow, and a call over few rows was mostly that.
  const known: Record<string, unknown> = {
    asOf: asked.asOf,
    during: asked.during,
    zone: asked.timeZone,
    present: grid.present,
    leaveOut: (instant: Instant, reason: string) => exclude(q.at(instant), reason),
  };
  for (const key in store.definition.options) known[key] = store.definition.options[key];
  q.known = known;
  return q;
}

/**
 * Whether a row does not exist yet at `asOf`: a lead or deal that was created later. The other records are facts of one
 * date, which their marks place; a `createdAt` that such a row carries besides is none of ours.
 */
function laterThan(asOf: number | null, table: string): ((row: Row) => boolean) | null {
  if (asOf === null || (table !== 'deals' && table !== 'leads')) return null;
  return (row) => {
    const created = (row as { createdAt?: Instant } | null | undefined)?.createdAt;
    return time(created) > asOf;
  };
}

/** Begins to gather the totals of these definitions from the tables named. */
export function gathering(
  definitions: readonly Definition[],
  tables: readonly string[],
  asked: Asked,
  sorting: Sorting = {},
): Gathering {
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
    inBucket: sorting.inBucket ?? sorting.calendar !== undefined,
    present: sorting.present === undefined ? tables : sorting.present,
    asked,
    stores,
    queries: [],
    stride: 1,
    current: null,
    place: () => placeOf(grid.current!, grid.current!.index),
  };
  const queries: Record<string, Query[]> = {};
  for (const name of tables) {
    queries[name] = stores
      .filter((store) => Object.hasOwn(store.definition.marks, name))
      .map((store) => openQuery(grid, store, name, sorting.by?.[name] ?? null));
    grid.queries.push(...queries[name]);
  }
  sorting.calendar?.begin(grid);
  if (sorting.by === undefined) newGroup(grid, undefined);
  return { grid, storeOf, queries };
}

/** A KPI's totals, by its place in the list of definitions; zero where nothing was gathered. */
export function totalsAt(
  { grid, storeOf }: Gathering,
  definition: number,
  group = 0,
  bucket = 0,
): PlainTotals {
  const store = storeOf[definition]!;
  const cell = bucket < grid.stride ? store.cells[group * grid.stride + bucket] : undefined;
  const totals = totalsOfCell(store, cell);
  return store.history.length === 0
    ? totals
    : withHistory(store, totals, cell, grid.calendar ? null : group, grid);
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
  sorting?: Sorting,
): Gathering {
  const tables = tablesOf(definitions, input, who);
  const gathered = gathering(
    definitions,
    tables.map(([name]) => name),
    asked,
    sorting,
  );
  for (const [name, rows] of tables) readRows(gathered, name, rows);
  return gathered;
}

/** The rows of each table that the definitions need. */
export function tablesOf(
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
      names.length === 1
        ? `rows of ${names}`
        : `an object with ${names.filter((name) => required[name]).join(' and ')}`,
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

/** Reads all rows of a table. */
export function readRows(gathering: Gathering, table: string, rows: Iterable<Row>): void {
  const queries = gathering.queries[table]!;
  if (Array.isArray(rows)) {
    // At least one block, also of no rows, so that marks can refuse what they cannot work with.
    for (let low = 0; low === 0 || low < rows.length; low += BLOCK)
      readBlock(queries, rows, low, Math.min(low + BLOCK, rows.length), 0);
    return;
  }
  let block: Row[] = [];
  let base = 0;
  for (const row of rows) {
    block.push(row);
    if (block.length === BLOCK) {
      readBlock(queries, block, 0, BLOCK, base);
      base += BLOCK;
      block = [];
    }
  }
  readBlock(queries, block, 0, block.length, base);
}

/** Reads some rows of a table, `base` of them before the first of `rows`. */
export function readBlock(
  queries: readonly Query[],
  rows: readonly Row[],
  low: number,
  high: number,
  base: number,
): void {
  for (const q of queries) {
    q.rows = rows;
    q.low = low;
    q.high = high;
    q.base = base;
    q.missedAt = -1;
    q.grid.current = q;
    q.store.settled = null;
    try {
      q.marks(q.each, q.at, q.known);
    } catch (error) {
      throw explained(q, error, rows, low, high);
    }
  }
}

function totalsOfCell({ definition, kinds }: Store, cell: Cell | undefined): PlainTotals {
  if (cell === undefined) return zero(definition);
  const totals: Cell & { excluded: Excluded } = { ...cell, excluded: inOrder(cell.excluded ?? {}) };
  for (const [name, kind] of kinds) totals[name] = (cell[name] as ReturnType<typeof kind.open>).toJSON();
  return totals;
}

/** The totals of a cell with each key only where it belongs, and, for a group, what is known from outside its period. */
function withHistory(
  store: Store,
  totals: PlainTotals,
  cell: Cell | undefined,
  group: number | null,
  grid: Grid,
): PlainTotals {
  const settled = (store.settled ??= settle(store, grid));
  const whole: Record<string, unknown> = { ...totals };
  for (const [name, { history, zero }] of store.kinds) {
    if (history === undefined) continue;
    const inside = settled.get(cell)?.[name] ?? zero;
    const outside = group === null ? undefined : settled.get(store.outside[group])?.[name];
    try {
      whole[name] = outside === undefined ? inside : history.join(inside, outside);
    } catch (error) {
      throw inContext(error, store.definition.name, `${name}, with what lies outside the period,`);
    }
  }
  return whole as PlainTotals;
}

/** A key as text that tells 7 from '7'. */
const textOfKey = (key: unknown): string => `${String(key)} ${typeof key}`;

function settle({ kinds, cells, outside }: Store, { keys, stride }: Grid): Settled {
  const parts = [
    ...Array.from(cells, (cell, i) => ({
      cell,
      key: textOfKey(keys[Math.floor(i / stride)]),
      isOutside: false,
    })),
    ...Array.from(outside, (cell, group) => ({ cell, key: textOfKey(keys[group]), isOutside: true })),
  ].filter(({ cell }) => cell !== undefined);
  // By key: where two groups hold the very same fact, the order of rows must not decide whose it is.
  if (keys.length > 1) parts.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const settled: Settled = new Map(parts.map(({ cell }) => [cell, {}]));
  for (const [name, { history, zero }] of kinds) {
    const jsons = parts.map(({ cell, isOutside }) => {
      const json = (cell![name] as LiveKind).toJSON();
      return history !== undefined && isOutside ? history.join(zero, json) : json;
    });
    (history?.settle?.(jsons) ?? jsons).forEach((json, i) => {
      settled.get(parts[i]!.cell)![name] = json;
    });
  }
  return settled;
}

/** Totals of nothing. */
export const zero = (definition: Definition): PlainTotals => ({ ...shapeOf(definition).zero, excluded: {} });

/** What a rule is told, by definition, for the level asked for last: groups are many, levels few. */
const rules = /*@__PURE__*/ new WeakMap<Definition, { readonly level: number }>();

function ruleOf(definition: Definition, level: number): { readonly level: number } {
  let rule = rules.get(definition);
  if (rule?.level !== level) rules.set(definition, (rule = { ...definition.options, level }));
  return rule;
}

/**
 * The rule applied: totals become a reading, with the KPI's direction and what was left out: by the marks, and by the
 * rule, which may leave out what only all totals together show.
 */
export function readingOf(definition: Definition, totals: PlainTotals, level: number): Reading {
  const reading = definition.of(totals as never, ruleOf(definition, level) as never);
  const excluded = { ...totals.excluded };
  for (const reason in reading.excluded) addTo(excluded, reason, reading.excluded[reason]!);
  return { ...reading, better: definition.better, excluded: inOrder(excluded) };
}
