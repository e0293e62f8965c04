import fc from 'fast-check';
import { type Id, type KeySeries, series } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { compareIds } from '../../src/totals/compareIds.js';
import { frozen, ids, partsOf, throughJson } from './arbitraryIds.js';

interface Row {
  readonly key: Id;
  readonly at: number;
  readonly value: number;
}
const rows: fc.Arbitrary<Row> = fc.record({
  key: fc.oneof(fc.nat(3), fc.nat(3).map(String), ids),
  at: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-0, 0.5, 1e300)),
  value: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-0, 1.5, -1e300)),
});
const seriesOf = (list: readonly Row[], from = series.zero) => {
  const total = series.open(from);
  for (const { key, at, value } of list) total.add(key, at, value);
  return frozen(total.toJSON());
};

/** By a search through all rows for each key. */
const oracle = (list: readonly Row[]): readonly KeySeries[] =>
  [...new Set(list.map(({ key }) => String(key)))].sort(compareIds).map((key) => {
    const own = list
      .filter((row) => String(row.key) === key)
      .sort((a, b) => a.at - b.at || a.value - b.value);
    return { key, at: own.map(({ at }) => at + 0), values: own.map(({ value }) => value + 0) };
  });

describe('series keeps', () => {
  test('all numbers of each key by instant, then by number, in any order of rows', () => {
    fc.assert(
      fc.property(fc.array(rows, { size: 'max', maxLength: 40 }), (list) => {
        const json = seriesOf(frozen(list));
        expect(json).toStrictEqual(oracle(list));
        expect(seriesOf([...list].reverse())).toStrictEqual(json);
        expect(throughJson(json)).toStrictEqual(json);
      }),
    );
  });

  test('7 and its text as one key, and one called __proto__', () => {
    const list = [
      { key: 7, at: 2, value: 45 },
      { key: '7', at: 1, value: 90 },
      { key: '007', at: 1, value: 5 },
      { key: '__proto__', at: 1, value: 5 },
      { key: 7, at: 2, value: 45 },
    ];
    expect(seriesOf(list)).toStrictEqual([
      { key: '007', at: [1], values: [5] },
      { key: '7', at: [1, 2, 2], values: [90, 45, 45] },
      { key: '__proto__', at: [1], values: [5] },
    ]);
  });

  test('nothing at first', () => {
    expect(series.zero).toStrictEqual([]);
    expect(series.open().toJSON()).toStrictEqual([]);
    expect(series.merge(series.zero, series.zero)).toStrictEqual([]);
    expect(series.history).toBeUndefined();
  });

  test('nothing of what throws', () => {
    const total = series.open();
    for (const key of [null, undefined, Number.NaN, true, {}])
      expect(() => total.add(key as never, 1, 1)).toThrow(/^requires a key, got /);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => total.add('a', wrong, 1)).toThrow(
        new RangeError(`requires a finite number, got ${wrong}`),
      );
      expect(() => total.add('a', 1, wrong)).toThrow(
        new RangeError(`requires a finite number, got ${wrong}`),
      );
    }
    for (const wrong of ['1', null, undefined, new Date(0), 1n]) {
      expect(() => total.add('a', wrong as never, 1)).toThrow(TypeError);
      expect(() => total.add('a', 1, wrong as never)).toThrow(TypeError);
    }
    expect(total.toJSON()).toStrictEqual([]);
  });
});

describe('series of several parts', () => {
  test('merge to those of all rows, however they are split and put together', () => {
    fc.assert(
      fc.property(partsOf(rows), (parts) => {
        const totals = parts.map((part) => seriesOf(part));
        const whole = oracle(parts.flat());
        expect(totals.reduce(series.merge, series.zero)).toStrictEqual(whole);
        expect(totals.reduceRight((a, b) => series.merge(b, a), series.zero)).toStrictEqual(whole);
        expect([...totals].reverse().reduce(series.merge, series.zero)).toStrictEqual(whole);
      }),
    );
  });

  test('go on from their JSON as if they never stopped', () => {
    fc.assert(
      fc.property(partsOf(rows), ([a = [], b = []]) => {
        const saved = frozen(throughJson(seriesOf(a)));
        expect(series.open(saved).toJSON()).toStrictEqual(saved);
        expect(seriesOf(b, saved)).toStrictEqual(oracle([...a, ...b]));
      }),
    );
  });

  test('are JSON of their own: changing it changes nothing live', () => {
    const from: KeySeries[] = [{ key: 'a', at: [1], values: [2] }];
    const total = series.open(from);
    total.add('a', 3, 4);
    (total.toJSON()[0]!.values as number[])[0] = 99;
    (from[0]!.values as number[])[0] = 99;
    expect(total.toJSON()).toStrictEqual([{ key: 'a', at: [1, 3], values: [2, 4] }]);
  });
});

describe('series.open does not open', () => {
  const shape = 'numbers by key, { key, at, values }[]';
  const order = 'numbers by key, ascending by key and instant';
  const one = { key: 'a', at: [1, 2], values: [3, 4] };
  test.each([
    [{}, TypeError, shape],
    [null, TypeError, shape],
    ['[]', TypeError, shape],
    [[null], TypeError, shape],
    [[{ ...one, key: 1 }], TypeError, shape],
    [[{ ...one, at: 1 }], TypeError, shape],
    [[{ ...one, values: undefined }], TypeError, shape],
    [[{ ...one, at: [1] }], TypeError, shape],
    [[{ ...one, at: [], values: [] }], TypeError, shape],
    [[{ ...one, at: [1, null] }], TypeError, shape],
    [[{ ...one, values: [1, '2'] }], TypeError, shape],
    [[{ ...one, values: [1, Number.NaN] }], TypeError, shape],
    [[{ ...one, at: [2, 1] }], RangeError, order],
    [[{ ...one, at: [1, 1], values: [4, 3] }], RangeError, order],
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
    expect(() => series.open(json as never)).toThrow(kind);
    expect(() => series.open(json as never)).toThrow(`requires ${what}, got `);
  });
});
