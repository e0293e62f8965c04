import type { Id } from '../records/record.js';

/**
 * The order of ids, which breaks ties where the order of rows must not: negative, 0 or positive, for `sort`.
 *
 * Ids are text or numbers and match as text. Ids of digits alone come first, by number, however many digits (equal
 * numbers such as '7' and '007' then by text), then all others by UTF-16 code unit. 0 only for the same text.
 *
 * @example
 * import { compareIds } from 'sales-effectiveness';
 * ['b', '10', 'B', 9].sort(compareIds) // => [9, '10', 'B', 'b']
 */
export function compareIds(a: Id, b: Id): number {
  const x = String(a);
  const y = String(b);
  if (x === y) return 0;
  const numeric = isDigits(x);
  if (numeric !== isDigits(y)) return numeric ? -1 : 1;
  return (numeric && compareDigits(x, y)) || (x < y ? -1 : 1);
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text !== '';
}

/** By number: without leading zeros the longer is the greater, and of one length the greater text. */
function compareDigits(a: string, b: string): number {
  const x = withoutZeros(a);
  const y = withoutZeros(b);
  if (x.length !== y.length) return x.length - y.length;
  return x === y ? 0 : x < y ? -1 : 1;
}

function withoutZeros(digits: string): string {
  let start = 0;
  while (digits.charCodeAt(start) === 48) start++;
  return digits.slice(start);
}
