import fc from 'fast-check';
import { type Id, type Occurrence, occurrences } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { compareIds } from '../../src/totals/compareIds.js';
import { frozen, ids, partsOf, throughJson } from './arbitraryIds.js';

type Occurrences = readonly Occurrence[];
interface Row {
  readonly key: Id;
  readonly at: number;
  readonly id: Id | null | undefined;
  readonly when: number | undefined;
  readonly outside?: boolean;
}
const rows: fc.Arbitrary<Row> = fc.record({
  key: fc.oneof(fc.nat(3), fc.nat(3).map(String), ids),
  at: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-0, 0.5, 1e300)),
  id: fc.oneof(fc.constantFrom(null, undefined), fc.nat(2), ids),
  when: fc.oneof(fc.constantFrom(undefined, -0), fc.integer({ min: -2, max: 2 })),
});
const { join, counts } = occurrences.history!;
const settle = occurrences.history!.settle!;
const occurrencesOf = (list: readonly Row[], from: Occurrences = occurrences.zero): Occurrences => {
  const total = occurrences.open(from);
  for (const { key, at, id, when } of list) total.add(key, at, id, when);
  return frozen(total.toJSON());
};
const merged = (parts: readonly Occurrences[]) => parts.reduce(occurrences.merge, occurrences.zero);
const textOf = (id: Row['id']) => (id === null || id === undefined ? null : String(id));

/** By a search through all rows for each key. */
const oracle = (list: readonly Row[]): Occurrences =>
  [...new Set(list.map(({ key }) => String(key)))].sort(compareIds).map((key) => {
    const own = list.filter((row) => String(row.key) === key);
    const at = Math.min(...own.map((row) => row.at)) + 0;
    const tied = own.filter((row) => row.at === at).map((row) => ({ ...row, id: textOf(row.id) }));
    const named = tied.flatMap(({ id }) => (id === null ? [] : [id])).sort(compareIds);
    const id = named[0] ?? null;
    // The first one decides, with all that equal it.
    const outside = tied.some((row) => row.outside && row.id === id);
    const whens = own.map(({ at, when = at }) => when);
    return {
      key,
      at,
      id,
      from: Math.min(...whens) + 0,
      to: Math.max(...whens) + 0,
      count: own.length,
      ...(outside && { outside: true as const }),
    };
  });

describe('occurrences keep', () => {
  test('for each key the first, from when to when and how often, in any order of rows', () => {
    fc.assert(
      fc.property(fc.array(rows, { size: 'max', maxLength: 40 }), (list) => {
        const json = occurrencesOf(frozen(list));
        expect(json).toStrictEqual(oracle(list));
        expect(occurrencesOf([...list].reverse())).toStrictEqual(json);
        expect(throughJson(json)).toStrictEqual(json);
      }),
    );
  });

  test('7 and its text as one key, and one called __proto__', () => {
    const total = occurrences.open();
    total.add(7, 20, 'b', 2);
    total.add('7', 10, 'a', 1);
    total.add('__proto__', 5, null);
    expect(total.toJSON()).toStrictEqual([
      { key: '7', at: 10, id: 'a', from: 1, to: 2, count: 2 },
      { key: '__proto__', at: 5, id: null, from: 5, to: 5, count: 1 },
    ]);
  });

  test('of ties the least id: digits by number, before text, and none last', () => {
    for (const tied of [
      ['9', '10'],
      [10, 's-1'],
      ['B', 'b'],
      ['s-10', 's-9'],
      ['z', null],
      ['z', undefined],
    ])
      for (const list of [tied, [...tied].reverse()])
        expect(occurrencesOf(list.map((id) => ({ key: 'k', at: 5, id, when: 1 })))).toStrictEqual([
          { key: 'k', at: 5, id: String(tied[0]), from: 1, to: 1, count: 2 },
        ]);
  });

  test('nothing at first', () => {
    expect(occurrences.zero).toStrictEqual([]);
    expect(occurrences.open().toJSON()).toStrictEqual([]);
    expect(occurrences.merge(occurrences.zero, occurrences.zero)).toStrictEqual([]);
  });

  test('nothing of what throws', () => {
    const total = occurrences.open();
    for (const key of [null, undefined, Number.NaN, true, {}])
      expect(() => total.add(key as never, 1, 1)).toThrow(/^requires a key, got /);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const error = new RangeError(`requires a finite number, got ${wrong}`);
      expect(() => total.add('a', wrong, 1)).toThrow(error);
      expect(() => total.add('a', 1, 1, wrong)).toThrow(error);
    }
    for (const wrong of ['1', null, new Date(0)]) {
      expect(() => total.add('a', wrong as never, 1)).toThrow(TypeError);
      expect(() => total.add('a', 1, 1, wrong as never)).toThrow(TypeError);
    }
    for (const id of [{}, true, 1n])
      expect(() => total.add('a', 1, id as never)).toThrow(/^requires an id or nothing, got /);
    expect(total.toJSON()).toStrictEqual([]);
  });
});

describe('occurrences of several parts', () => {
  test('merge to those of all rows, however they are split and put together', () => {
    fc.assert(
      fc.property(partsOf(rows), (parts) => {
        const totals = parts.map((part) => occurrencesOf(part));
        const whole = oracle(parts.flat());
        expect(merged(totals)).toStrictEqual(whole);
        expect(totals.reduceRight((a, b) => occurrences.merge(b, a), occurrences.zero)).toStrictEqual(whole);
        expect(merged([...totals].reverse())).toStrictEqual(whole);
      }),
    );
  });

  test('go on from their JSON as if they never stopped, also from what is outside', () => {
    fc.assert(
      fc.property(partsOf(rows), ([a = [], b = [], c = []]) => {
        const joined = frozen(join(occurrencesOf(a), occurrencesOf(b)));
        const saved = frozen(throughJson(joined));
        expect(saved).toStrictEqual(joined);
        expect(occurrences.open(saved).toJSON()).toStrictEqual(joined);
        expect(occurrencesOf(c, saved)).toStrictEqual(occurrences.merge(joined, occurrencesOf(c)));
      }),
    );
  });

  test('are JSON of their own: changing it changes nothing live', () => {
    const total = occurrences.open([{ key: 'a', at: 1, id: null, from: 1, to: 1, count: 1 }]);
    (total.toJSON()[0] as { count: number }).count = 99;
    expect(total.toJSON()[0]!.count).toBe(1);
  });
});

describe('the history of occurrences', () => {
  test('joins what is outside, marked where the first one lies there, and counts all', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 20 }), fc.array(rows, { maxLength: 20 }), (inside, outside) => {
        const all = [...inside, ...outside.map((row) => ({ ...row, outside: true }))];
        expect(join(occurrencesOf(inside), occurrencesOf(outside))).toStrictEqual(oracle(all));
      }),
    );
  });

  test('by hand: who came before is outside, who comes again later is not', () => {
    const inside = occurrencesOf([
      { key: 'a', at: 20, id: 1, when: undefined },
      { key: 'b', at: 20, id: 2, when: undefined },
    ]);
    const outside = occurrencesOf([
      { key: 'a', at: 10, id: 3, when: undefined },
      { key: 'b', at: 30, id: 4, when: undefined },
      { key: 'c', at: 30, id: 5, when: undefined },
    ]);
    expect(join(inside, outside)).toStrictEqual([
      { key: 'a', at: 10, id: '3', from: 10, to: 20, count: 2, outside: true },
      { key: 'b', at: 20, id: '2', from: 20, to: 30, count: 2 },
      { key: 'c', at: 30, id: '5', from: 30, to: 30, count: 1, outside: true },
    ]);
  });

  test('settles each key, with all of it, in the one part that holds the first, and loses nothing', () => {
    fc.assert(
      fc.property(partsOf(rows), partsOf(rows), (parts, elsewhere) => {
        const totals = parts.map((part, i) =>
          frozen(join(occurrencesOf(part), occurrencesOf(elsewhere[i] ?? []))),
        );
        const settled = frozen(settle(frozen(totals)));
        const whole = merged(totals);
        expect(settled).toHaveLength(parts.length);
        expect(merged(settled)).toStrictEqual(whole);
        expect(
          settled
            .flat()
            .map(({ key }) => key)
            .sort(compareIds),
        ).toStrictEqual(whole.map(({ key }) => key));
        for (const each of whole) {
          const first = totals.findIndex((total) =>
            total.some(({ key, at, id }) => key === each.key && at === each.at && id === each.id),
          );
          expect(settled[first]!.find(({ key }) => key === each.key)).toStrictEqual(each);
        }
        for (const part of settled) expect(part).toStrictEqual(occurrences.open(part).toJSON());
        expect(settle(settled)).toStrictEqual(settled);
      }),
    );
  });

  test('settles on the part with the least id, and on the first of two that are the same', () => {
    const at = (id: Id | null) => occurrencesOf([{ key: 'k', at: 1, id, when: undefined }]);
    const both = (id: string | null) => [{ key: 'k', at: 1, id, from: 1, to: 1, count: 2 }];
    expect(settle([at('10'), at('9')])).toStrictEqual([[], both('9')]);
    expect(settle([at(null), at('z')])).toStrictEqual([[], both('z')]);
    expect(settle([[], at('1'), at('1')])).toStrictEqual([[], both('1'), []]);
    expect(settle([at(null), at(null)])).toStrictEqual([both(null), []]);
    expect(settle([])).toStrictEqual([]);
  });

  test('counts what belongs to a key whose first one lies in the period', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 12 }), fc.array(rows, { maxLength: 12 }), (inside, outside) => {
        const whole = join(occurrencesOf(inside), occurrencesOf(outside));
        const isIn = (row: Row) => whole.find(({ key }) => key === String(row.key))!.outside === undefined;
        for (const row of inside) expect(counts(occurrencesOf([row]), whole)).toBe(isIn(row));
        for (const row of outside)
          expect(counts(join(occurrences.zero, occurrencesOf([row])), whole)).toBe(isIn(row));
        expect(counts(occurrences.zero, whole)).toBe(false);
      }),
    );
  });

  test('counts nothing of nothing, and one in itself', () => {
    const one = occurrencesOf([{ key: 'a', at: 1, id: 1, when: undefined }]);
    expect(counts(one, one)).toBe(true);
    expect(counts(occurrences.zero, one)).toBe(false);
  });

  // A bug of src/totals/occurrences.ts, unseen so far: `?.outside === undefined` is true of a key that is not there.
  test('counts nothing of a key that the whole does not hold, as earliest does', () => {
    const one = occurrencesOf([{ key: 'a', at: 1, id: 1, when: undefined }]);
    expect(counts(one, occurrencesOf([{ key: 'b', at: 1, id: 1, when: undefined }]))).toBe(false);
  });
});

describe('occurrences.open does not open', () => {
  const shape = 'occurrences by key, { key, at, id, from, to, count }[]';
  const order = 'occurrences by key, ascending by key';
  const one = { key: 'a', at: 1, id: '1', from: 1, to: 2, count: 2 };
  test.each([
    [{}, TypeError, shape],
    [null, TypeError, shape],
    [[null], TypeError, shape],
    [[{ ...one, key: 1 }], TypeError, shape],
    [[{ ...one, at: null }], TypeError, shape],
    [[{ ...one, id: 1 }], TypeError, shape],
    [[{ ...one, id: undefined }], TypeError, shape],
    [[{ ...one, from: '1' }], TypeError, shape],
    [[{ ...one, from: 3 }], TypeError, shape],
    [[{ ...one, count: 0 }], TypeError, shape],
    [[{ ...one, count: 1.5 }], TypeError, shape],
    [[{ ...one, outside: false }], TypeError, shape],
    [[one, one], RangeError, order],
    [[{ ...one, key: 'b' }, one], RangeError, order],
    [
      [
        { ...one, key: '10' },
        { ...one, key: '9' },
      ],
      RangeError,
      order,
    ],
  ])('%j', (json, kind, what) => {
    expect(() => occurrences.open(json as never)).toThrow(kind);
    expect(() => occurrences.open(json as never)).toThrow(`requires ${what}, got `);
  });
});
