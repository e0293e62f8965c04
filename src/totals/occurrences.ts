import { mustBeFinite, requires } from '../error.js';
import type { Id, Optional } from '../records/record.js';
import { ascends, findAscending, mergeAscending } from './ascending.js';
import { compareIds } from './compareIds.js';
import { Keyed } from './keyed.js';
import type { Kind } from './kind.js';

/** What is known of one key, as plain JSON: when it first occurred and under which id, from when to when, and how often. */
export interface Occurrence {
  readonly key: string;
  readonly at: number;
  readonly id: string | null;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Whether its first occurrence lies outside the period that was asked for. */
  readonly outside?: true;
}

/** The live total that marks add to: `at(sale.soldAt).purchases.add(sale.customerId, ms, sale.id)`. */
export interface LiveOccurrences {
  /** Adds an occurrence of a key: its instant, its id, and the number that says when, the instant unless given. */
  add(key: Id, at: number, id: Optional<Id>, when?: number): void;
  /** Each key, as plain JSON, ascending by key. */
  toJSON(): readonly Occurrence[];
}

/**
 * The kind of total for who came once and who came again: per key the first occurrence, from when to when, and how often,
 * also outside the period. `when` may be coarser than the instant, such as the local day: then `to` is after `from` only
 * where a key came on another day.
 *
 * A key belongs to the period, and the group, of its first occurrence (ties by id, see `compareIds`; without id last), with
 * all that came later. Empty: no keys. A key that is neither text nor a number, and what is no finite number, throw.
 *
 * @example
 * import { occurrences } from 'sales-effectiveness';
 * const purchases = occurrences.open();
 * purchases.add('customer-7', 2000, 'sale-2');
 * purchases.add('customer-7', 1000, 'sale-1');
 * purchases.toJSON() // => [{ key: 'customer-7', at: 1000, id: 'sale-1', from: 1000, to: 2000, count: 2 }]
 */
export const occurrences: Kind<readonly Occurrence[], LiveOccurrences> = {
  zero: [],
  open: (json) => new OpenOccurrences(json),
  merge,
  history: {
    join: (inside, outside) =>
      merge(
        inside,
        outside.map((each) => ({ ...each, outside: true })),
      ),
    settle,
    counts: (part, whole) => part.some(({ key }) => isInside(findAscending(whole, key, keyOf))),
  },
};

const keyOf = ({ key }: Occurrence): string => key;

const isInside = (found: Occurrence | undefined): boolean => found !== undefined && !found.outside;

function merge(a: readonly Occurrence[], b: readonly Occurrence[]): readonly Occurrence[] {
  return mergeAscending(a, b, keyOf, unite);
}

function unite(a: Occurrence, b: Occurrence): Occurrence {
  const order = compareFirst(a, b);
  const first = order <= 0 ? a : b;
  const outside = first.outside ?? (order === 0 ? b.outside : undefined);
  return {
    key: a.key,
    at: first.at,
    id: first.id,
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    count: a.count + b.count,
    ...(outside && { outside }),
  };
}

/** Which of two came first: by instant, then by id, without id last. */
function compareFirst(a: Pick<Occurrence, 'at' | 'id'>, b: Pick<Occurrence, 'at' | 'id'>): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.id === null || b.id === null) return a.id === b.id ? 0 : a.id === null ? 1 : -1;
  return compareIds(a.id, b.id);
}

/** Each key with all its occurrences, only in the part that holds the first one. */
function settle(parts: readonly (readonly Occurrence[])[]): (readonly Occurrence[])[] {
  const settled = new Map<string, { part: number; first: Occurrence; all: Occurrence }>();
  parts.forEach((part, i) => {
    for (const each of part) {
      const found = settled.get(each.key);
      if (found === undefined) settled.set(each.key, { part: i, first: each, all: each });
      else {
        if (compareFirst(each, found.first) < 0) Object.assign(found, { part: i, first: each });
        found.all = unite(found.all, each);
      }
    }
  });
  return parts.map((part, i) =>
    part.flatMap(({ key }) => {
      const found = settled.get(key)!;
      return found.part === i ? [found.all] : [];
    }),
  );
}

/** What counts for a key so far. */
class Held {
  at = Number.POSITIVE_INFINITY;
  id: Optional<Id> = null;
  from = Number.POSITIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;
  count = 0;
  outside = false;
}

class OpenOccurrences implements LiveOccurrences {
  private readonly keys = new Keyed(() => new Held());

  constructor(json: readonly Occurrence[] = []) {
    if (!Array.isArray(json) || !json.every(isOccurrence))
      throw requires(TypeError, 'occurrences by key, { key, at, id, from, to, count }[]', json);
    if (!ascends(json, keyOf)) throw requires(RangeError, 'occurrences by key, ascending by key', json);
    for (const { outside = false, ...each } of json)
      this.keys.set(each.key, Object.assign(new Held(), { ...each, outside }));
  }

  add(key: Id, at: number, id: Optional<Id>, when = at): void {
    mustBeFinite(at);
    mustBeFinite(when);
    if (id !== null && id !== undefined && typeof id !== 'string' && typeof id !== 'number')
      throw requires(TypeError, 'an id or nothing', id);
    const held = this.keys.get(key);
    if (
      at < held.at ||
      (at === held.at && compareFirst({ at, id: textOf(id) }, { at, id: textOf(held.id) }) < 0)
    ) {
      held.at = at;
      held.id = id;
      held.outside = false;
    }
    if (when < held.from) held.from = when;
    if (when > held.to) held.to = when;
    held.count++;
  }

  toJSON(): readonly Occurrence[] {
    return this.keys.ascending().map(([key, { at, id, from, to, count, outside }]) => ({
      key,
      at: at + 0,
      id: textOf(id),
      from: from + 0,
      to: to + 0,
      count,
      ...(outside && { outside }),
    }));
  }
}

const textOf = (id: Optional<Id>): string | null => (id === null || id === undefined ? null : String(id));

const isOccurrence = (item: Occurrence | null): boolean =>
  typeof item?.key === 'string' &&
  (item.id === null || typeof item.id === 'string') &&
  [item.at, item.from, item.to].every(Number.isFinite) &&
  item.from <= item.to &&
  Number.isInteger(item.count) &&
  item.count > 0 &&
  (item.outside === undefined || item.outside === true);
