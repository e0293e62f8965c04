import { mustBeFinite, requires } from '../error.js';
import type { Id } from '../records/record.js';
import { ascends, mergeAscending } from './ascending.js';
import { Keyed } from './keyed.js';
import type { Kind } from './kind.js';

/** The numbers of one key, as plain JSON: ascending by instant, then by number, those that are equal included. */
export interface KeySeries {
  readonly key: string;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** The live total that marks add to: `at(training.at).minutes.add(training.repId, ms, training.minutes)`. */
export interface LiveSeries {
  /** Adds a number to a key's, with the instant that it belongs to; both are finite. */
  add(key: Id, at: number, value: number): void;
  /** The numbers of each key, as plain JSON, ascending by key. */
  toJSON(): readonly KeySeries[];
}

/**
 * The kind of total for numbers by key and instant, all of them: how long each rep was trained and when, or when each won.
 *
 * For rules that only all of a key's facts together can decide. Keys match as text: 7 is '7'. Empty: no keys. A key that
 * is neither text nor a number, and what is no finite number, throw.
 *
 * @example
 * import { series } from 'sales-effectiveness';
 * const minutes = series.open();
 * minutes.add('rep-7', 2000, 45);
 * minutes.add('rep-7', 1000, 90);
 * minutes.toJSON() // => [{ key: 'rep-7', at: [1000, 2000], values: [90, 45] }]
 */
export const series: Kind<readonly KeySeries[], LiveSeries> = {
  zero: [],
  open: (json) => new OpenSeries(json),
  merge: (a, b) => mergeAscending(a, b, keyOf, unite),
};

const keyOf = ({ key }: KeySeries): string => key;

interface Pairs {
  at: number[];
  values: number[];
}

class OpenSeries implements LiveSeries {
  private readonly keys = new Keyed<Pairs>(() => ({ at: [], values: [] }));

  constructor(json: readonly KeySeries[] = []) {
    if (!Array.isArray(json) || !json.every(isSeries))
      throw requires(TypeError, 'numbers by key, { key, at, values }[]', json);
    if (!ascends(json, keyOf) || !json.every(isAscending))
      throw requires(RangeError, 'numbers by key, ascending by key and instant', json);
    for (const { key, at, values } of json) this.keys.set(key, { at: [...at], values: [...values] });
  }

  add(key: Id, at: number, value: number): void {
    mustBeFinite(at);
    mustBeFinite(value);
    const pairs = this.keys.get(key);
    pairs.at.push(at + 0);
    pairs.values.push(value + 0);
  }

  toJSON(): readonly KeySeries[] {
    return this.keys.ascending().map(([key, { at, values }]) => {
      const order = at.map((_, i) => i).sort((i, j) => at[i]! - at[j]! || values[i]! - values[j]!);
      return { key, at: order.map((i) => at[i]!), values: order.map((i) => values[i]!) };
    });
  }
}

function unite(a: KeySeries, b: KeySeries): KeySeries {
  const at: number[] = [];
  const values: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.at.length || j < b.at.length) {
    const order =
      i === a.at.length ? 1 : j === b.at.length ? -1 : a.at[i]! - b.at[j]! || a.values[i]! - b.values[j]!;
    const [from, k] = order <= 0 ? [a, i++] : [b, j++];
    at.push(from.at[k]!);
    values.push(from.values[k]!);
  }
  return { key: a.key, at, values };
}

const isSeries = (item: KeySeries | null): boolean =>
  typeof item?.key === 'string' &&
  Array.isArray(item.at) &&
  Array.isArray(item.values) &&
  item.at.length === item.values.length &&
  item.at.length > 0 &&
  [...item.at, ...item.values].every(Number.isFinite);

const isAscending = ({ at, values }: KeySeries): boolean =>
  at.every(
    (instant, i) =>
      i === 0 || instant > at[i - 1]! || (instant === at[i - 1] && values[i]! >= values[i - 1]!),
  );
