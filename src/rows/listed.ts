import { requires } from '../error.js';

/** Rows as a list, each of them an object; `name` is what they are called in messages of `who`. */
export function listed<Row>(rows: Iterable<Row>, name: string, who: string): Row[] {
  if (typeof rows !== 'object' || rows === null || !(Symbol.iterator in rows))
    throw requires(TypeError, `rows of ${name}`, rows, who);
  const list = [...rows];
  const wrong = list.findIndex((row) => typeof row !== 'object' || row === null);
  if (wrong !== -1) throw requires(TypeError, `${name}[${wrong}] to be a row`, list[wrong], who);
  return list;
}
