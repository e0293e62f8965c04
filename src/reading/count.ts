import type { CountReading } from './reading.js';

/**
 * The reading of a count. A count of nothing is 0, never null.
 *
 * @example
 * import { count } from 'sales-effectiveness';
 * count(12).value // => 12
 */
export function count(value: number): CountReading {
  return { value, unit: 'count', better: 'higher', count: value, interval: null, excluded: {} };
}
