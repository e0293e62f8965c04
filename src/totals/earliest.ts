import { type FactsKind, factsCount, joinFacts, mergeFacts, settleFacts } from './facts.js';
import { openFacts } from './openFacts.js';

/** The kind `earliest` with values of type V: `totals: { first: earliest as Earliest<Amount> }`. */
export type Earliest<V> = FactsKind<V>;

/**
 * The kind of total for what came first: per key (a customer) the facts with the least instant, also those outside
 * the period, marked `outside`, since a customer who bought last year is not new this year.
 *
 * All facts at that instant are kept, ascending by id (see `compareIds`; those without id last, then by value), so
 * that the order of rows never matters: `facts[0]` is the first. Values are anything that JSON knows;
 * `earliest as Earliest<V>` tells their type. Empty: no keys. A key that is neither text nor a number, an instant
 * that is no finite number and an undefined value throw.
 *
 * @example
 * import { earliest } from 'sales-effectiveness';
 * const first = earliest.open();
 * first.add('customer-7', 2000, 'sale-2', '90.00');
 * first.add('customer-7', 1000, 'sale-1', '50.00');
 * first.toJSON() // => [{ key: 'customer-7', at: 1000, facts: [{ id: 'sale-1', value: '50.00' }] }]
 */
export const earliest: Earliest<unknown> = {
  zero: [],
  open: (json) => openFacts(1, json),
  merge: (a, b) => mergeFacts(1, a, b),
  history: {
    join: (inside, outside) => joinFacts(1, inside, outside),
    settle: (parts) => settleFacts(1, parts),
    counts: factsCount,
  },
};
