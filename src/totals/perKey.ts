import { requires } from '../error.js';
import type { Amount, Id, Optional } from '../records/record.js';
import { ascends, mergeAscending } from './ascending.js';
import { Keyed } from './keyed.js';
import type { Kind, Place } from './kind.js';
import { type LiveMoney, type Money, money } from './money.js';

/** The money of one key, as plain JSON. */
export interface KeyMoney extends Money {
  readonly key: string;
}

/** The live total that marks add amounts to: `at(sale.soldAt).spent.add(sale.customerId, sale.amount)`. */
export interface LivePerKey {
  /** Adds an amount to a key's money; one of another currency than that key's before throws. */
  add(key: Id, amount: Amount, currency?: Optional<string>): void;
  /** Throws what `add` would throw, and adds nothing. */
  check(key: Id, amount: Amount, currency?: Optional<string>): void;
  /** The money of each key, as plain JSON, ascending by key. */
  toJSON(): readonly KeyMoney[];
}

/**
 * The kind of total for money by key: what each customer spent, also outside the period.
 *
 * Exact as `money` is. Each key has a currency of its own, and no second one. Keys match as text: 7 is '7'. Empty:
 * no keys. A key that is neither text nor a number and what is no amount throw.
 *
 * @example
 * import { perKey } from 'sales-effectiveness';
 * const spent = perKey.open();
 * spent.add('customer-7', '0.10', 'EUR');
 * spent.add('customer-7', '0.20', 'EUR');
 * spent.toJSON() // => [{ key: 'customer-7', currency: 'EUR', sum: '0.3', squares: '0.05', count: 2 }]
 */
export const perKey: Kind<readonly KeyMoney[], LivePerKey> = {
  zero: [],
  open: (json, place) => new OpenPerKey(json, place),
  merge,
  history: { join: merge, counts: (part) => part.length > 0 },
};

function merge(a: readonly KeyMoney[], b: readonly KeyMoney[]): readonly KeyMoney[] {
  return mergeAscending(a, b, keyOf, (x, y) => ({ key: x.key, ...money.merge(x, y) }));
}

const keyOf = (item: KeyMoney): string => item.key;

class OpenPerKey implements LivePerKey {
  private readonly keys: Keyed<LiveMoney>;

  constructor(json: readonly KeyMoney[] = [], place?: () => Place) {
    if (!Array.isArray(json) || !json.every((item: KeyMoney | null) => typeof item?.key === 'string'))
      throw requires(TypeError, 'money by key, { key, currency, sum, squares, count }[]', json);
    if (!ascends(json, keyOf)) throw requires(RangeError, 'money by key, ascending by key', json);
    this.keys = new Keyed(() => money.open(undefined, place));
    for (const item of json) this.keys.set(item.key, money.open(item, place));
  }

  add(key: Id, amount: Amount, currency?: Optional<string>): void {
    this.keys.get(key).add(amount, currency);
  }

  check(key: Id, amount: Amount, currency?: Optional<string>): void {
    this.keys.get(key).check(amount, currency);
  }

  toJSON(): readonly KeyMoney[] {
    // A key without any amount is one whose first amount threw.
    return this.keys
      .ascending()
      .map(([key, total]) => ({ key, ...total.toJSON() }))
      .filter(({ count }) => count > 0);
  }
}
