import { mustBeFinite, requires } from '../error.js';
import type { Id, Optional } from '../records/record.js';
import { ascends } from './ascending.js';
import { compareTied, type Fact, type Order } from './facts.js';
import { Keyed } from './keyed.js';

/** The live total that marks add facts to: `at(sale.soldAt).first.add(sale.customerId, ms, sale.id, sale.amount)`. */
export interface LiveFacts<V> {
  /**
   * Adds a fact about a key: when (epoch milliseconds), under which id, if any, and what is to be known of it; where
   * all of a day are given the same instant, `after` so many milliseconds of it.
   */
  add(key: Id, at: number, id: Optional<Id>, value: V, after?: number): void;
  /** What counts for each key, as plain JSON, ascending by key. */
  toJSON(): readonly Fact<V>[];
}

/** Opens facts by key, empty or from JSON, for `earliest` (order 1) and `latest` (-1). */
export const openFacts = (order: Order, json?: readonly Fact<unknown>[]): LiveFacts<unknown> =>
  new OpenFacts(order, json);

interface Tie {
  readonly id: Optional<Id>;
  readonly value: unknown;
  readonly after: number;
  readonly outside: boolean;
}

/** What counts for a key so far: one fact, as most keys have, and a list of those at the same instant. */
class Held {
  /** The instant times the order: the least wins. */
  when = Number.POSITIVE_INFINITY;
  id: Optional<Id> = null;
  value: unknown = null;
  after = 0;
  ties: Tie[] | null = null;
  outside = false;
}

class OpenFacts implements LiveFacts<unknown> {
  private readonly keys = new Keyed(() => new Held());

  constructor(
    private readonly order: Order,
    json: readonly Fact<unknown>[] = [],
  ) {
    check(json);
    for (const { key, at, facts, outside } of json) {
      const held = new Held();
      held.when = at * order;
      held.id = facts[0]!.id;
      held.value = facts[0]!.value;
      held.after = facts[0]!.after ?? 0;
      held.outside = outside === true;
      if (facts.length > 1)
        held.ties = facts
          .slice(1)
          .map(({ id, value, after = 0 }) => ({ id, value, after, outside: held.outside }));
      this.keys.set(key, held);
    }
  }

  add(key: Id, at: number, id: Optional<Id>, value: unknown, after = 0): void {
    mustBeFinite(at);
    if (id !== null && id !== undefined && typeof id !== 'string' && typeof id !== 'number')
      throw requires(TypeError, 'an id or nothing', id);
    if (!isJson(value)) throw requires(TypeError, 'a value that JSON knows, null for none', value);
    const held = this.keys.get(key);
    const when = at * this.order;
    if (when > held.when) return;
    if (when < held.when) {
      held.when = when;
      held.id = id;
      held.value = value;
      held.after = after;
      held.ties = null;
      held.outside = false;
    } else (held.ties ??= []).push({ id, value, after, outside: false });
  }

  toJSON(): readonly Fact<unknown>[] {
    return this.keys.ascending().map(([key, { when, id, value, after, ties, outside }]) => {
      const at = when * this.order + 0;
      if (ties === null) {
        const facts = [tied(id, value, after)];
        return outside ? { key, at, facts, outside } : { key, at, facts };
      }
      const all = [{ id, value, after, outside }, ...ties]
        .map((tie) => ({ fact: tied(tie.id, tie.value, tie.after), outside: tie.outside }))
        .sort((a, b) => compareTied(a.fact, b.fact));
      // The one that wins decides, those equal to it included.
      const winner = all.at(this.order === 1 ? 0 : -1)!;
      const facts = all.map(({ fact }) => fact);
      return all.some((tie) => tie.outside && compareTied(tie.fact, winner.fact) === 0)
        ? { key, at, facts, outside: true as const }
        : { key, at, facts };
    });
  }
}

/** What is not checked: what lies within objects and arrays. */
const isJson = (value: unknown): boolean =>
  typeof value === 'object' ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  Number.isFinite(value);

/** What is left of a value in JSON: of flat objects, of which there are most, without the detour. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return isPlain(value) ? value : throughJson(value);
  if (Array.isArray(value) || Object.getPrototypeOf(value) !== Object.prototype || 'toJSON' in value)
    return throughJson(value);
  for (const own of Object.values(value)) if (!isPlain(own)) return throughJson(value);
  return { ...value };
}

const isPlain = (value: unknown): boolean =>
  typeof value === 'string' ||
  value === null ||
  typeof value === 'boolean' ||
  (Number.isFinite(value) && !Object.is(value, -0));

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A fact of its own, with nothing in it that JSON would change. */
const tied = (id: Optional<Id>, value: unknown, after: number) => ({
  id: id === null || id === undefined ? null : String(id),
  value: copyOf(value),
  ...(after !== 0 && { after }),
});

function check(json: readonly Fact<unknown>[]): void {
  if (!Array.isArray(json) || !json.every(isFact))
    throw requires(TypeError, 'facts by key, { key, at, facts: { id, value }[] }[]', json);
  if (!ascends(json, (fact) => fact.key) || !json.every(isInOrder))
    throw requires(RangeError, 'facts by key, ascending by key and id', json);
}

const isFact = (fact: Fact<unknown> | null): boolean =>
  typeof fact?.key === 'string' &&
  Number.isFinite(fact.at) &&
  Array.isArray(fact.facts) &&
  fact.facts.length > 0 &&
  fact.facts.every(isTied) &&
  (fact.outside === undefined || fact.outside === true);

const isTied = (fact: Fact<unknown>['facts'][number] | null): boolean =>
  (fact?.id === null || typeof fact?.id === 'string') &&
  isJson(fact.value) &&
  (fact.after === undefined || Number.isFinite(fact.after));

const isInOrder = ({ facts }: Fact<unknown>): boolean =>
  facts.every((fact, i) => i === 0 || compareTied(facts[i - 1]!, fact) <= 0);
