import { requires } from '../error.js';
import type { Known } from '../kpi.js';

/** Which of several tables says who is a customer: the one that was said, or the first that is given. */
type Marked<T extends string> = Known<{ customersFrom: T | undefined }>;

/** Whether a table is the one; in a stream, where nobody knows which will come, each is. */
export function saysWho<T extends string>(
  table: T,
  tables: readonly T[],
  { customersFrom, present }: Marked<T>,
): boolean {
  if (customersFrom !== undefined) return table === customersFrom;
  return present === null || table === tables.find((each) => present.includes(each));
}

/** Refuses a call in which no table says who is a customer. */
export function mustSayWho<T extends string>(
  tables: readonly T[],
  { customersFrom, present }: Marked<T>,
  who: string,
): void {
  const able: readonly string[] = customersFrom === undefined ? tables : [customersFrom];
  if (present !== null && !able.some((table) => present.includes(table)))
    throw requires(TypeError, `rows of ${able.join(', ').replace(/, (?=\w+$)/, ' or ')}`, undefined, who);
}
