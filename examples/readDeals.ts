import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Deal } from 'sales-effectiveness';
import { type ParseOptions, parseRecords, type Reject } from 'sales-effectiveness/records';
import type { RejectedRow } from './report.js';

/** Something that whoever runs the demo can put right: its message is all that they need to see. */
export class Problem extends Error {}

export type DealColumns = ParseOptions<'deals'>['columns'];

export interface DealFile {
  readonly deals: readonly Deal[];
  readonly rejects: readonly RejectedRow[];
  /** The line of the file on which each of the deals starts. */
  readonly lines: readonly number[];
}

/** A row of a CSV file, by the names in its header. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * The deals of a CSV file.
 *
 * Strict where a number could be wrong without anybody noticing: text that is there but is no date or no amount,
 * an id that occurs twice, a status that is most likely misspelt are problems. A row without an id, a creation
 * date or a known status is a reject, with its line and the reason.
 */
export async function readDeals(path: string, options: ParseOptions<'deals'>): Promise<DealFile> {
  return parseDeals(await readText(path), options);
}

/** The deals of a CSV text: {@link readDeals} without the file. */
export function parseDeals(text: string, options: ParseOptions<'deals'>): DealFile {
  const rows = parseCsv(text);
  checkColumns(rows, options.columns, OPTION_OF);
  checkStatuses(rows, options);
  const parsed = parseRecords(
    'deals',
    rows.map(({ cells }) => cells),
    options,
  );

  refuseUnreadable(
    rows,
    parsed.rejects.filter(({ field }) => field !== 'status'),
  );
  const rejected = new Set(parsed.rejects.map(({ index }) => index));
  const lines = rows.filter((_, index) => !rejected.has(index)).map(({ line }) => line);
  checkIds(parsed.rows, lines);
  const rejects = parsed.rejects.map(({ index, id, field, value }): RejectedRow => {
    const column = options.columns[field as keyof DealColumns] as string;
    const { line, cells } = rows[index]!;
    const status = cells[options.columns.status]!.trim();
    return { line, id, column, value, reason: reasonOf(field, column, status) };
  });
  if (lines.length === 0) {
    const reasons = [...new Set(rejects.map(({ reason }) => reason))];
    throw new Problem(`none of the ${rows.length} rows is a deal: ${reasons.slice(0, 3).join('; ')}`);
  }
  return { deals: parsed.rows, rejects, lines };
}

/** Text that is there and cannot be read is a problem, a cell that is blank is a reject. */
export function refuseUnreadable(rows: readonly Row[], rejects: readonly Reject[]): void {
  const [first, ...others] = rejects.filter(({ value }) => String(value ?? '').trim() !== '');
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more rows like it)`;
  throw new Problem(`line ${rows[first.index]!.line}: ${first.message}${more}`);
}

/** UTF-8 text, with or without a byte order mark. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const what = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' };
    throw new Problem(`cannot read ${path}: ${what[error.code as keyof typeof what] ?? error.message}`);
  });
  try {
    if (!bytes.includes(0)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {}
  throw new Problem(`${path} is no text in UTF-8: export it as CSV UTF-8`);
}

export function parseCsv(csv: string): Row[] {
  if (csv.trim() === '') throw new Problem('the file is empty');
  // papaparse takes the first line for the header, also where it is blank.
  const [blank] = /^\uFEFF?(?:[^\S\r\n]*(?:\r\n|\n|\r))*/.exec(csv)!;
  const text = csv.slice(blank.length);
  const names = new Map<string, number>();
  const rows: Row[] = [];
  const first = 1 + breaks(blank);
  let line = first;
  let cursor = 0;
  Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    dynamicTyping: false,
    transformHeader(header, index) {
      const name = header.trim() || `(column ${index + 1})`;
      const before = names.get(name);
      if (before !== undefined)
        throw new Problem(`columns ${before + 1} and ${index + 1} have the same name, '${name}'`);
      names.set(name, index);
      return name;
    },
    step({ data, errors, meta }) {
      const passed = text.slice(cursor, meta.cursor);
      cursor = meta.cursor;
      line += breaks(passed);
      // The line on which the row starts: blank lines before it and line breaks in its quotes are lines, too.
      const within = Object.values(data).reduce((sum, cell) => sum + breaks(String(cell)), 0);
      const start = line - within - (/[\r\n]$/.test(passed) ? 1 : 0);
      const error = errors.find(({ type }) => type !== 'Delimiter');
      if (error !== undefined) {
        const at = error.index === undefined ? start : first + breaks(text.slice(0, error.index));
        throw new Problem(`line ${at}: ${error.message}`);
      }
      rows.push({ line: start, cells: data });
    },
  });
  if (rows.length === 0) throw new Problem('the file has a header but no rows');
  return rows;
}

const breaks = (text: string) => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** The option of the demo that names the column of each field. */
export const OPTION_OF = {
  id: 'id',
  createdAt: 'created',
  status: 'status',
  closedAt: 'closed',
  amount: 'amount',
  currency: 'currency',
  customerId: 'customer',
  source: 'source',
  ownerId: 'owner',
} as const;

/** Each field has a column of the file, and none shares it; `optionOf` has the option that names it. */
export function checkColumns(
  rows: readonly Row[],
  columns: Readonly<Record<string, string | undefined>>,
  optionOf: Readonly<Record<string, string>>,
): void {
  const known = Object.keys(rows[0]!.cells);
  const used = new Map<string, string>();
  for (const [field, column] of Object.entries(columns)) {
    const option = `--${optionOf[field]}`;
    if (column === undefined) continue;
    if (!known.includes(column))
      throw new Problem(`${option} names no column of the file: '${column}'. There are ${known.join(', ')}`);
    const other = used.get(column);
    if (other !== undefined) throw new Problem(`${other} and ${option} name the same column, '${column}'`);
    used.set(column, option);
  }
}

/** A won or lost text that no row has, while rows have a text that nobody named, is a typo: the win rate would be wrong. */
function checkStatuses(rows: readonly Row[], { columns, status }: ParseOptions<'deals'>): void {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const text = cells[columns.status]!.trim();
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const named = Object.values(status).flat();
  const typo = [...(status.won ?? []), ...(status.lost ?? [])].find((text) => !counts.has(text));
  if (typo === undefined || [...counts.keys()].every((text) => named.includes(text))) return;
  const found = [...counts].map(([text, count]) => `'${text}' (${count})`);
  throw new Problem(`no row has the status '${typo}'. The column ${columns.status} has ${found.join(', ')}`);
}

function checkIds(deals: readonly Deal[], lines: readonly number[]): void {
  const seen = new Map<unknown, number>();
  for (const [i, { id }] of deals.entries()) {
    const first = seen.get(id);
    if (first !== undefined)
      throw new Problem(`lines ${lines[first]} and ${lines[i]} have the same id, '${id}': which one counts?`);
    seen.set(id, i);
  }
}

/** The status is part of the reason: rejects of won deals alone would make the win rate too low. */
function reasonOf(field: string, column: string, status: string): string {
  if (field === 'status')
    return status === '' ? `no status in ${column}` : `unknown status '${status}' in ${column}`;
  return `no ${field === 'id' ? 'id' : 'creation date'} in ${column}, status '${status}'`;
}
