// What the engine says of single rows: which field a missing date or an error comes from.
// The hot loop pays nothing for it: the marks run again, over one row, through a Proxy that remembers what was read.
import type { Query } from './engine.js';
import { inContext, requires } from './error.js';
import type { Place } from './totals/kind.js';

/** Where a row of the block in hand comes from. */
export function placeOf(q: Query, index: number): Place {
  return { table: q.name, index: q.base + index };
}

/** The field of the missing date that the row in hand has just been placed at. */
export function missingField(q: Query): string {
  if (q.missedAt !== q.index) {
    q.missedAt = q.index;
    q.missed = 0;
  }
  return missingFields(q)[q.missed++] ?? 'instant';
}

/**
 * The fields of the row's missing dates, in the order in which the marks place them. Where several empty fields had
 * been read, the marks run once more for each of them, with a stand-in for its value, to see which call it changes.
 */
function missingFields(q: Query): string[] {
  const row = q.rows[q.index];
  if (typeof row !== 'object' || row === null) throw requires(TypeError, 'a row', row);
  const run = (stand?: string) => {
    let threw = false;
    const { row: watched, reads } = watch(row, stand);
    const calls: { instant: unknown; empty: Set<string> }[] = [];
    const at = (instant: unknown) => {
      const empty = reads.filter(([, value]) => isMissing(value)).map(([field]) => field);
      calls.push({ instant, empty: new Set(empty) });
      return q.nothing;
    };
    try {
      q.marks((visit) => visit(watched), at, { ...q.known, leaveOut: at });
    } catch {
      // A stand-in is no value of the row's own kind: then this field is not known to be the one.
      threw = true;
    }
    return { calls, threw };
  };
  return run().calls.flatMap(({ instant, empty }, nth) => {
    if (!isMissing(instant)) return [];
    const fields = [...empty];
    const changes = (field: string) => {
      const { calls, threw } = run(field);
      const call = calls[nth];
      return call === undefined ? !threw : !isMissing(call.instant);
    };
    return [(fields.length > 1 && fields.find(changes)) || (fields.at(-1) ?? '')];
  });
}

const isMissing = (value: unknown): boolean => value === null || value === undefined;

/** Stands in for the value of one field while the engine looks for where it goes. */
const STAND = 0.5;

/** A row that remembers which fields were read from it, and may hold a stand-in for one. */
function watch(row: object, stand?: string): { row: object; reads: [string, unknown][] } {
  const reads: [string, unknown][] = [];
  // Of an heir of the row: a proxy of a frozen object may not tell another value than its own.
  const watched = new Proxy(Object.create(row) as object, {
    get(_, field) {
      const value = field === stand ? STAND : Reflect.get(row, field);
      if (typeof field === 'string') reads.push([field, value]);
      // A method must find its own row as `this`: private fields are not to be had through a proxy.
      return typeof value === 'function' ? value.bind(row) : value;
    },
  });
  return { row: watched, reads };
}

/**
 * An error of a marks function with its row and field: the block is run again, row by row, watched. Errors that do
 * not speak this package's grammar are the caller's own, from a key function or a getter, and stay as they are.
 */
export function explained(
  q: Query,
  error: unknown,
  rows: readonly unknown[],
  low: number,
  high: number,
): unknown {
  const { name } = q.store.definition;
  const { base } = q;
  for (let i = low; i < high; i++) {
    const row = rows[i];
    const watched = typeof row === 'object' && row !== null ? watch(row) : null;
    q.rows = [watched === null ? row : watched.row];
    q.low = 0;
    q.high = 1;
    q.base = base + i;
    try {
      if (row === null || row === undefined) throw requires(TypeError, 'a row', row);
      q.marks(q.each, q.at, q.known);
    } catch (found) {
      const { table, index } = placeOf(q, 0);
      const got = (found as { got?: unknown } | null)?.got;
      // Whoever threw had read its value first.
      const field = (watched?.reads.find((read) => Object.is(read[1], got)) ?? watched?.reads.at(-1))?.[0];
      return inContext(found, name, `${table}[${index}]${field ? `.${field}` : ''}`);
    }
  }
  return inContext(error, name, q.name);
}
