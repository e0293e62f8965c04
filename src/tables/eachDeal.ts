import { inContext, requires } from '../error.js';
import type { Deal } from '../records/record.js';
import { time } from '../time/instant.js';

/**
 * Runs a function over each row that exists at an instant; an error is told with the row and the field that held what
 * was got, also one of the lists in it.
 */
export function eachDeal<Row extends object = Deal>(
  rows: Iterable<Row>,
  known: number,
  who: string,
  visit: (row: Row) => void,
  table = 'deals',
): void {
  if (typeof rows !== 'object' || rows === null || !(Symbol.iterator in rows))
    throw requires(TypeError, `rows of ${table}`, rows, who);
  let row: Row | undefined;
  let index = 0;
  const see = () => {
    if (typeof row !== 'object' || row === null) throw requires(TypeError, 'a row', row);
    if (!(time((row as Partial<Deal>).createdAt) > known)) visit(row);
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
    const { got } = error as { got?: unknown };
    const place = row === got || row === undefined || row === null ? '' : (placeIn(row, got) ?? '');
    throw inContext(error, who, `${table}[${index}]${place}`);
  }
}

/** Where a row holds a value: `.status`, `.stages[2].enteredAt`. */
function placeIn(row: object, value: unknown): string | undefined {
  for (const [field, own] of Object.entries(row)) {
    if (Object.is(own, value)) return `.${field}`;
    if (!Array.isArray(own)) continue;
    for (const [i, each] of own.entries()) {
      if (Object.is(each, value)) return `.${field}[${i}]`;
      const within = typeof each === 'object' && each !== null ? placeIn(each, value) : undefined;
      if (within !== undefined) return `.${field}[${i}]${within}`;
    }
  }
  return undefined;
}
