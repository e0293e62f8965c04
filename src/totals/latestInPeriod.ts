import { mergeFacts } from './facts.js';
import type { Latest } from './latest.js';
import { openFacts } from './openFacts.js';

/**
 * The kind of total for what came last in a period: as `latest`, without a memory of other periods. What a customer says
 * next quarter does not take this quarter's answer away.
 *
 * `latestInPeriod as Latest<V>` tells the type of the values. In groups each has its own last facts.
 *
 * @example
 * import { latestInPeriod } from 'sales-effectiveness';
 * const last = latestInPeriod.open();
 * last.add('customer-7', 1000, 'answer-1', 6);
 * last.add('customer-7', 2000, 'answer-2', 9);
 * last.toJSON() // => [{ key: 'customer-7', at: 2000, facts: [{ id: 'answer-2', value: 9 }] }]
 */
export const latestInPeriod: Latest<unknown> = {
  zero: [],
  open: (json) => openFacts(-1, json),
  merge: (a, b) => mergeFacts(-1, a, b),
};
