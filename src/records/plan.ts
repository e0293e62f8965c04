import * as z from 'zod';
import { requires } from '../error.js';
import { zone } from '../time/zone.js';
import { byName, listOf, only, refuse, trimmed, WHO } from './checks.js';
import { instants } from './dates.js';
import { type Readers, textReaders } from './readers.js';
import { tables } from './tables.js';

/** A column, under the name that the record gives it. */
export interface Cell {
  readonly field: string;
  readonly column: string;
  /** Where the options name the column. */
  readonly place: string;
}

/** What one call does with each row, made of its options once. */
export interface Plan {
  readonly cells: readonly Cell[];
  readonly deleted: readonly (Cell & { readonly texts: ReadonlySet<unknown> })[];
  readonly schema: z.ZodObject;
}

/** What all tables have in common. */
interface Table {
  readonly fields: (read: Readers<string, string, string>) => z.ZodObject;
  readonly schema: z.ZodObject;
}

const OPTIONS = ['columns', 'dates', 'timeZone', 'deleted', 'keep'];

/** Checks everything that does not depend on the rows. Options may come from code without types. */
export function plan(table: keyof typeof tables, given: unknown): Plan {
  if (!Object.hasOwn(tables, table)) throw refuse(`a table among ${Object.keys(tables).join(', ')}`, table);
  const { fields, schema }: Table = tables[table];
  const options = byName(given, 'options', 'columns, timeZone and more');
  // A field of fixed values has an option of its name: the texts that mean each value.
  const fixed = Object.keys(schema.shape).filter((field) => schema.shape[field] instanceof z.ZodEnum);
  const names = [...OPTIONS, ...fixed];
  only(names, options, `options for ${table} among ${names.join(', ')}`);

  const dated: string[] = [];
  const dates = dateReader(options.dates, options.timeZone as string);
  const { shape } = fields(
    textReaders({
      dates: (field) => {
        dated.push(field);
        return dates(field);
      },
      values: (field, values) => meanings(byName(options[field], field, 'lists of texts'), field, values),
    }),
  );
  if (!Array.isArray(options.dates))
    only(dated, options.dates ?? {}, `a field with a date in dates (${dated.join(', ')})`);

  const columns = byName(options.columns, 'columns', 'a column for each field');
  const known = Object.keys(shape);
  only(known, columns, `a field of ${table} in columns (${known.join(', ')})`);
  const mapped = known.filter(
    (field) => Object.hasOwn(columns, field) || !(shape[field] instanceof z.ZodOptional),
  );
  const cells = mapped.map((field) => {
    const column = columns[field];
    if (typeof column !== 'string') throw refuse(`the name of a column for ${field} in columns`, column);
    return { field, column, place: `columns.${field}` };
  });

  const { keep = [] } = options;
  const kept = Array.isArray(keep) && keep.length === 0 ? [] : listOf(keep, 'keep');
  for (const column of kept)
    if (column === '__proto__' || Object.hasOwn(schema.shape, column))
      throw requires(
        RangeError,
        `names in keep that no field of ${table} has (map it in columns)`,
        column,
        WHO,
      );

  const text = z.string({ error: 'text' }).nullish();
  return {
    schema: z.object({
      ...Object.fromEntries(mapped.map((field) => [field, shape[field]!])),
      ...Object.fromEntries(kept.map((column) => [column, text])),
    }),
    cells: [...cells, ...kept.map((column) => ({ field: column, column, place: 'keep' }))],
    deleted: Object.entries(byName(options.deleted ?? {}, 'deleted', 'lists of texts by column')).map(
      ([column, texts]) => {
        const place = `deleted.${column}`;
        return { field: column, column, place, texts: new Set(trimmed(texts, place)) };
      },
    ),
  };
}

/** How the dates of each field are read; the fields that share their formats share what has been read. */
function dateReader(dates: unknown, timeZone: string) {
  const local = zone(timeZone, WHO);
  const reader = (given: unknown, place: string) => {
    const formats = given === undefined ? undefined : listOf(given, place);
    const what =
      formats === undefined
        ? 'an ISO 8601 date, or its format in dates,'
        : `a date as ${formats.join(' or ')}`;
    return { read: instants(formats, local), what };
  };
  const perField = Array.isArray(dates) ? {} : byName(dates ?? {}, 'dates', 'lists of formats by field');
  const shared = reader(Array.isArray(dates) ? dates : undefined, 'dates');
  return (field: string) =>
    perField[field] === undefined ? shared : reader(perField[field], `dates.${field}`);
}

/** The value that each text means. */
function meanings(
  lists: Record<string, unknown>,
  field: string,
  values: readonly string[],
): Map<string, string> {
  only(values, lists, `${field} among ${values.join(', ')}`);
  const found = new Map<string, string>();
  for (const [value, list] of Object.entries(lists)) {
    if (list === undefined || (Array.isArray(list) && list.length === 0)) continue;
    for (const text of trimmed(list, `${field}.${value}`)) {
      if (found.has(text)) throw requires(RangeError, `each text of ${field} once`, text, WHO);
      found.set(text, value);
    }
  }
  if (found.size === 0) throw requires(RangeError, `a text of at least one ${field}`, lists, WHO);
  return found;
}
