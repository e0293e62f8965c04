import { inContext, requires } from '../error.js';
import type { Deal } from '../records/record.js';
import { time } from '../time/instant.js';

/**
 * Runs a function over each row that exists at an instant. Where it throws it runs again over that row, watched, so that
 * the error can be told with the row and the field, also one of the lists in it; no time goes into that before.
 */
export function eachRow<Row extends object = Deal>(
  rows: Iterable<Row>,
  known: number,
  who: string,
  visit: (row: Row) => void,
  table = 'deals',
): void {
  if (typeof rows !== 'object' || rows === null || !(Symbol.iterator in rows))
    throw requires(TypeError, `rows of ${table}`, rows, who);
  // The other records are facts of one date: a `createdAt` that such a row carries besides is none of ours.
  const hasCreation = table === 'deals' || table === 'leads';
  let row: Row | undefined;
  let index = 0;
  const see = () => {
    if (typeof row !== 'object' || row === null) throw requires(TypeError, 'a row', row);
    if (!(hasCreation && time((row as Partial<Deal>).createdAt) > known)) visit(row);
  };
  try {
    if (Array.isArray(rows))
      // By index: a third less time than through the iterator.
      for (; index < rows.length; index++) {
        row = rows[index];
        see();
      }
    else
      for (row of rows) {
        see();
        index++;
      }
  } catch (error) {
    const reads: Reads = [];
    if (typeof row === 'object' && row !== null) {
      row = watched(row, '', reads);
      try {
        see();
      } catch (again) {
        const { got } = again as { got?: unknown };
        // Whoever threw had read its value last.
        const [place] = reads.findLast(([, value]) => Object.is(value, got)) ?? reads.at(-1) ?? [''];
        throw inContext(error, who, `${table}[${index}]${place}`);
      }
    }
    throw inContext(error, who, `${table}[${index}]`);
  }
}

type Reads = [place: string, value: unknown][];

/** A stand-in for a value that remembers what is read from it and from the lists in it. */
function watched<T extends object>(value: T, place: string, reads: Reads): T {
  return new Proxy((Array.isArray(value) ? [] : {}) as T, {
    get(_, field) {
      const own: unknown = Reflect.get(value, field);
      if (typeof field !== 'string' || typeof own === 'function' || field === 'length') return own;
      const at = Array.isArray(value) ? `${place}[${field}]` : `${place}.${field}`;
      reads.push([at, own]);
      const within = Array.isArray(own) || (Array.isArray(value) && typeof own === 'object' && own !== null);
      return within ? watched(own as object, at, reads) : own;
    },
  });
}
