import { requires } from '../error.js';
import type { Id } from '../records/record.js';
import { ascends, mergeAscending } from './ascending.js';
import { compareIds } from './compareIds.js';
import type { Kind } from './kind.js';

/** The live total that marks add ids to: `at(deal.closedAt).customers.add(deal.customerId)`. */
export interface LiveDistinct {
  /** Adds an id, which counts once however often it is added. */
  add(id: Id): void;
  /** The ids as text, ascending, none of them twice. */
  toJSON(): readonly string[];
}

/**
 * The kind of total for how many different ones there are: `totals: { customers: distinct }`, in the rule
 * `customers.length`. Counts of parts do not add up where parts share a customer; ids do.
 *
 * Ids match as text: 7 is '7'. Empty: no ids. What is neither text nor a number throws.
 *
 * @example
 * import { distinct } from 'sales-effectiveness';
 * const customers = distinct.open();
 * for (const id of ['b', 10, '9', '10']) customers.add(id);
 * customers.toJSON() // => ['9', '10', 'b']
 */
export const distinct: Kind<readonly string[], LiveDistinct> = {
  zero: [],
  open: (json) => new OpenDistinct(json),
  merge: (a, b) => mergeAscending(a, b, itself, itself),
};

const itself = (id: string): string => id;

class OpenDistinct implements LiveDistinct {
  private readonly ids: Set<Id>;

  constructor(json: readonly string[] = []) {
    if (!Array.isArray(json) || !json.every((id) => typeof id === 'string'))
      throw requires(TypeError, 'a list of ids as text', json);
    if (!ascends(json, itself)) throw requires(RangeError, 'a list of ids ascending, none twice', json);
    this.ids = new Set(json);
  }

  add(id: Id): void {
    if (typeof id !== 'string' && (typeof id !== 'number' || Number.isNaN(id)))
      throw requires(TypeError, 'an id', id);
    this.ids.add(id);
  }

  toJSON(): readonly string[] {
    return [...new Set(Array.from(this.ids, String))].sort(compareIds);
  }
}
