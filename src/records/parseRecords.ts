import type * as z from 'zod';
import { requires, show } from '../error.js';
import { WHO } from './checks.js';
import { type Cell, plan } from './plan.js';
import type { tables } from './tables.js';

/** The byte order mark that Excel writes before the first column's name. */
const BOM = '\uFEFF';

/** The fields that name a row in a reject: its own id, or that of what it is about. */
const NAMES = ['id', 'dealId', 'repId'];

/** A row of each table as {@link parseRecords} makes it: instants in epoch milliseconds, ids and amounts as text. */
export type ParsedTables = {
  [T in keyof typeof tables]: z.output<ReturnType<(typeof tables)[T]['fields']>>;
};

/** The date-fns tokens of the formats in which dates may be written, tried in their order. */
export type Formats = readonly string[];

/** How {@link parseRecords} reads a table. Nothing is guessed: columns, formats, zone and texts are named here. */
export type ParseOptions<T extends keyof ParsedTables, K extends string = never> = {
  /** The column of each field. */
  readonly columns: { readonly [F in keyof ParsedTables[T]]: string };
  /** The formats of all dates, or those of each field by its name; ISO 8601 where none is named. */
  readonly dates?: Formats | { readonly [F in keyof ParsedTables[T]]?: Formats } | undefined;
  /** The zone of dates and times without an offset, such as `'Europe/Paris'`. */
  readonly timeZone: string;
  /** By column, the texts that mark a row as deleted: it is left out and counted. */
  readonly deleted?: { readonly [column: string]: readonly string[] } | undefined;
  /** Columns to copy as text under their own names. */
  readonly keep?: readonly K[] | undefined;
} & {
  /** For a field of fixed values, `status` of deals and `category` of costs: the texts that mean each, in the case in which they are written. */
  readonly [F in keyof ParsedTables[T] as string extends ParsedTables[T][F]
    ? never
    : ParsedTables[T][F] extends string
      ? F
      : never]: { readonly [V in ParsedTables[T][F] & string]?: readonly string[] };
};

/** A row that could not be read, by the first field that failed, in the order of the record's fields. */
export interface Reject {
  /** The row's place in the input, from 0. */
  readonly index: number;
  /** The text of its id, or of its deal or rep where it has no id of its own; null where there is none. */
  readonly id: string | null;
  /** Our name of the field, or the name of a kept column. */
  readonly field: string;
  /** What the field requires, its column and what it got, in a sentence. */
  readonly message: string;
  /** What the row held, as it was; null where it held nothing. */
  readonly value: unknown;
}

/** Every row of the input, in one of three places. */
export interface Parsed<Row> {
  readonly rows: Row[];
  /** How many rows were left out, by reason; empty when none was. */
  readonly excluded: { readonly [reason: string]: number };
  readonly rejects: Reject[];
}

/**
 * The records of a table from rows of text, as a CSV parser or a JSON export gives them. No row disappears: each is in
 * `rows`, is counted in `excluded`, or is in `rejects` with the reason.
 *
 * - Rows are plain objects by column. Text is trimmed; a number or boolean is read as its text; blank text,
 *   null and undefined are absent, and absent fields are absent from the record too. A byte order mark before
 *   the name of a column is ignored.
 * - Ids stay text: `'00123'` keeps its zeros. An amount is a plain decimal and stays as it was written;
 *   `'1,234.50'` and `'USD 12'` are rejects. Minutes, stars and the scores of assessments are plain decimals of at
 *   least 0, their `scale` and `maxScore` of more than 0, the score of an answer is a whole number from 0 to 10: they
 *   become numbers. Blank is never 0.
 * - Dates are read by `dates`, in date-fns tokens with English names. They must hold a year, a month and a day.
 *   A year of two digits (`yy`) is one of 1950 to 2049; `yyyy` takes four. Without `dates`, text is ISO 8601:
 *   a date, or a date and time with or without an offset (`+0200`, `+02:00` and `Z` alike).
 * - Without an offset a time is a local one of `timeZone`: the earlier where clocks go back over it, moved
 *   forward where they skip it. A date alone is the first instant of that local day. The zone of the machine
 *   never matters, nor does its clock.
 * - Deals have a `status` and costs a `category`, read by the texts that mean each; the other tables have none such.
 *
 * Throws a `TypeError` or `RangeError` where it was asked the impossible: a table, field or option that is
 * not known, a required field without a column, a column that no row has, a format that names no day, a zone
 * that does not exist, a text that means two statuses.
 *
 * @example
 * ```ts
 * import { parseRecords } from 'sales-effectiveness/records';
 *
 * const exported = [
 *   { Id: '007', Opened: '10/20/2016', Closed: '3/1/2017', Stage: 'Won', Value: '1054', Gone: 'no' },
 *   { Id: '008', Opened: '13/45/2017', Closed: '', Stage: 'Prospecting', Value: '', Gone: 'no' },
 *   { Id: '009', Opened: '10/25/2016', Closed: '', Stage: 'Engaging', Value: '', Gone: 'yes' },
 * ];
 * const deals = parseRecords('deals', exported, {
 *   columns: { id: 'Id', createdAt: 'Opened', closedAt: 'Closed', status: 'Stage', amount: 'Value' },
 *   dates: ['M/d/yyyy'],
 *   timeZone: 'UTC',
 *   status: { won: ['Won'], lost: ['Lost'], open: ['Engaging', 'Prospecting'] },
 *   deleted: { Gone: ['yes'] },
 * });
 * deals.rows // => [{ id: '007', createdAt: 1476921600000, status: 'won', closedAt: 1488326400000, amount: '1054' }]
 * deals.excluded // => { deleted: 1 }
 * deals.rejects[0].message // => "createdAt requires a date as M/d/yyyy in the column Opened, got '13/45/2017'"
 * ```
 */
export function parseRecords<T extends keyof ParsedTables, const K extends string = never>(
  table: T,
  rows: Iterable<object>,
  options: ParseOptions<T, K>,
): Parsed<ParsedTables[T] & { readonly [P in K]?: string }>;
export function parseRecords(
  table: keyof ParsedTables,
  rows: Iterable<object>,
  options: object,
): Parsed<object> {
  const { schema, cells, deleted } = plan(table, options);
  const given = listed(rows);
  const name = NAMES.find((field) => cells.some((cell) => cell.field === field));
  for (const cell of [...cells, ...deleted]) requireColumn(given, cell);

  const parsed: object[] = [];
  const rejects: Reject[] = [];
  let left = 0;
  for (const [index, row] of given.entries()) {
    if (deleted.some(({ column, texts }) => texts.has(textOf(valueIn(row, column))))) {
      left++;
      continue;
    }
    const picked: Record<string, unknown> = {};
    for (const { field, column } of cells) {
      const text = textOf(valueIn(row, column));
      if (text !== undefined) picked[field] = text;
    }
    const result = schema.safeParse(picked);
    if (result.success) {
      parsed.push(result.data);
      continue;
    }
    const { path, message: what } = result.error.issues[0]!;
    const { field, column } = cells.find((cell) => cell.field === path[0])!;
    const got = field in picked ? show(picked[field]) : 'nothing';
    const message = `${field} requires ${what} in the column ${column}, got ${got}`;
    const named = name && picked[name];
    const id = typeof named === 'string' ? named : null;
    rejects.push({ index, id, field, message, value: valueIn(row, column) ?? null });
  }
  return { rows: parsed, excluded: left === 0 ? {} : { deleted: left }, rejects };
}

/** What a row holds in a column of its own: never what its prototype does. */
function valueIn(row: object, column: string): unknown {
  const key = Object.hasOwn(row, column) ? column : BOM + column;
  return Object.hasOwn(row, key) ? (row as Record<string, unknown>)[key] : undefined;
}

/** Trimmed text, undefined where it is blank or absent; an object or list as it is, which no field takes. */
function textOf(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol') return value;
  return String(value).trim() || undefined;
}

function listed(rows: Iterable<object>): readonly object[] {
  if (typeof rows !== 'object' || rows === null || !(Symbol.iterator in rows))
    throw requires(TypeError, 'rows in an array or another iterable', rows, WHO);
  const given = Array.from(rows);
  for (const [i, row] of given.entries())
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      throw requires(TypeError, `rows[${i}] to be an object of texts by column`, row, WHO);
  return given;
}

/** Rows may leave a column out where it is blank, so one row that has it is enough. */
function requireColumn(rows: readonly object[], { column, place }: Cell): void {
  if (rows.length === 0 || rows.some((row) => Object.hasOwn(row, column) || Object.hasOwn(row, BOM + column)))
    return;
  const columns = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) columns.add(key.replace(BOM, ''));
  throw requires(
    RangeError,
    `${place} to name a column of the rows (${[...columns].join(', ')})`,
    column,
    WHO,
  );
}
