import { requires } from '../error.js';

/** The table that has customers; in a stream several may, and somebody has to say which counts. */
export function tableOf<T extends string>(
  customers: Readonly<Record<T, readonly unknown[]>>,
  said: T | undefined,
  who: string,
): T | null {
  const [first, ...more] = (Object.keys(customers) as T[]).filter((table) => customers[table].length > 0);
  if (said !== undefined || more.length === 0) return said ?? first ?? null;
  throw requires(
    RangeError,
    'customersFrom where customers come from several tables',
    [first, ...more].join(' and '),
    who,
  );
}
