import { type FactsKind, factsCount, joinFacts, mergeFacts, settleFacts } from './facts.js';
import { openFacts } from './openFacts.js';

/** The kind `latest` with values of type V: `totals: { last: latest as Latest<Amount> }`. */
export type Latest<V> = FactsKind<V>;

/**
 * The kind of total for what came last: per key (a customer) the facts with the greatest instant, also those outside
 * the period, marked `outside`.
 *
 * All facts at that instant are kept, ascending by id (see `compareIds`; those without id last, then by value), so
 * that the order of rows never matters: `facts.at(-1)` is the last. Values are anything that JSON knows;
 * `latest as Latest<V>` tells their type. Empty: no keys. A key that is neither text nor a number, an instant that
 * is no finite number and an undefined value throw.
 *
 * @example
 * import { latest } from 'sales-effectiveness';
 * const last = latest.open();
 * last.add('customer-7', 2000, 'sale-2', '90.00');
 * last.add('customer-7', 1000, 'sale-1', '50.00');
 * last.toJSON() // => [{ key: 'customer-7', at: 2000, facts: [{ id: 'sale-2', value: '90.00' }] }]
 */
export const latest: Latest<unknown> = {
  zero: [],
  open: (json) => openFacts(-1, json),
  merge: (a, b) => mergeFacts(-1, a, b),
  history: {
    join: (inside, outside) => joinFacts(-1, inside, outside),
    settle: (parts) => settleFacts(-1, parts),
    counts: factsCount,
  },
};
