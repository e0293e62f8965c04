// The facts that count for each key: those at its least instant (order 1: earliest) or its greatest (-1: latest).
import { findAscending, mergeAscending } from './ascending.js';
import { compareIds } from './compareIds.js';
import type { Kind } from './kind.js';
import type { LiveFacts } from './openFacts.js';

/** What counts for one key: an instant, and every fact at that instant, ascending by id (those without id last). */
export interface Fact<V> {
  readonly key: string;
  readonly at: number;
  readonly facts: readonly Tied<V>[];
  /** Whether the one that wins lies outside the period that was asked for. */
  readonly outside?: true;
}

/** One of the facts at an instant. */
export interface Tied<V> {
  readonly id: string | null;
  readonly value: V;
  /** Milliseconds after the instant, where facts of a whole day are tied and still come one after the other. */
  readonly after?: number;
}

/** A kind of facts by key: `earliest` and `latest`. */
export type FactsKind<V> = Kind<readonly Fact<V>[], LiveFacts<V>>;

/** 1 where the least instant wins, -1 where the greatest does. */
export type Order = 1 | -1;

type Facts = readonly Fact<unknown>[];

/**
 * By what comes after, then by id, those without id last, then by the value, numbers as numbers and others by their text:
 * nothing is left for the order of rows to decide.
 */
export function compareTied(a: Tied<unknown>, b: Tied<unknown>): number {
  if (a.after !== b.after) return (a.after ?? 0) - (b.after ?? 0);
  if (a.id === null || b.id === null) {
    if (a.id !== b.id) return a.id === null ? 1 : -1;
  } else if (a.id !== b.id) return compareIds(a.id, b.id);
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value - b.value;
  const x = JSON.stringify(a.value);
  const y = JSON.stringify(b.value);
  return x === y ? 0 : x < y ? -1 : 1;
}

/** Per key the winning instant; at the same instant the facts of both. */
export function mergeFacts(order: Order, a: Facts, b: Facts): Facts {
  return mergeAscending(a, b, keyOf, (x, y) => unite(order, x, y));
}

/** Facts of the period and of everything else, whose facts are marked as being from outside. */
export function joinFacts(order: Order, inside: Facts, outside: Facts): Facts {
  const marked = outside.map((fact): Fact<unknown> => ({ ...fact, outside: true }));
  return mergeFacts(order, inside, marked);
}

/** Each key with all facts at its winning instant, only in the part that holds the very first (latest: last) one. */
export function settleFacts(order: Order, parts: readonly Facts[]): Facts[] {
  const settled = new Map<string, { part: number; fact: Fact<unknown> }>();
  parts.forEach((facts, part) => {
    for (const fact of facts) {
      const found = settled.get(fact.key);
      if (found === undefined) settled.set(fact.key, { part, fact });
      else {
        if (precedes(order, fact, found.fact)) found.part = part;
        found.fact = unite(order, found.fact, fact);
      }
    }
  });
  return parts.map((facts, part) =>
    facts.flatMap(({ key }) => {
      const found = settled.get(key)!;
      return found.part === part ? [found.fact] : [];
    }),
  );
}

/** Whether any of these facts is among those that count, inside the period. */
export function factsCount(part: Facts, whole: Facts): boolean {
  return part.some(({ key, at, facts }) => {
    const fact = findAscending(whole, key, keyOf);
    if (fact === undefined || fact.outside || fact.at !== at) return false;
    return facts.some((one) => fact.facts.some((other) => compareTied(one, other) === 0));
  });
}

const keyOf = (fact: Fact<unknown>): string => fact.key;

function unite(order: Order, a: Fact<unknown>, b: Fact<unknown>): Fact<unknown> {
  if (a.at !== b.at) return a.at * order < b.at * order ? a : b;
  const facts = [...a.facts, ...b.facts].sort(compareTied);
  // Of facts at one instant, one inside the period and one outside, the winning one decides.
  const end = order === 1 ? 0 : -1;
  const first = compareTied(a.facts.at(end)!, b.facts.at(end)!) * order;
  const outside = first < 0 ? a.outside : first > 0 ? b.outside : a.outside || b.outside;
  return { key: a.key, at: a.at, facts, ...(outside && { outside }) };
}

/** Whether a's winning fact comes before b's (latest: after it). */
function precedes(order: Order, a: Fact<unknown>, b: Fact<unknown>): boolean {
  if (a.at !== b.at) return a.at * order < b.at * order;
  const end = order === 1 ? 0 : -1;
  return compareTied(a.facts.at(end)!, b.facts.at(end)!) * order < 0;
}
