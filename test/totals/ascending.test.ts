import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascends, findAscending, mergeAscending } from '../../src/totals/ascending.js';
import { compareIds } from '../../src/totals/compareIds.js';
import { frozen, ids } from './arbitraryIds.js';

interface Item {
  readonly key: string;
  readonly n: number;
}
const keyOf = ({ key }: Item) => key;
/** Lists that ascend by key, each once. */
const lists = fc
  .uniqueArray(ids.map(String), { maxLength: 30, size: 'max' })
  .map((keys) => frozen(keys.sort(compareIds).map((key, i): Item => ({ key, n: i + 1 }))));

describe('findAscending', () => {
  test('finds what a search through all finds, and nothing else', () => {
    fc.assert(
      fc.property(lists, ids.map(String), (items, key) => {
        expect(findAscending(items, key, keyOf)).toBe(items.find((item) => item.key === key));
        for (const item of items) expect(findAscending(items, item.key, keyOf)).toBe(item);
      }),
    );
  });

  test('finds nothing in nothing, before all, between two or after all', () => {
    const items = ['2', '10', 'B', 'b'].map((key, n) => ({ key, n }));
    for (const key of ['', '1', '02', '3', '11', 'A', 'a', 'c', '__proto__'])
      expect(findAscending(items, key, keyOf)).toBeUndefined();
    expect(findAscending([], 'a', keyOf)).toBeUndefined();
    expect(findAscending(items, '10', keyOf)).toBe(items[1]);
  });

  test('looks at few of a million', () => {
    const items = Array.from({ length: 1_000_000 }, (_, n) => ({ key: String(n), n }));
    let looks = 0;
    const found = findAscending(items, '765432', (item) => {
      looks++;
      return item.key;
    });
    expect(found).toBe(items[765_432]);
    expect(looks).toBeLessThanOrEqual(22);
  });
});

describe('mergeAscending', () => {
  test('holds each key of both once, ascending, with what unite says where both do', () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const both = mergeAscending(a, b, keyOf, (x, y) => ({ key: x.key, n: x.n + y.n }));
        expect(ascends(both, keyOf)).toBe(true);
        const keys = new Set([...a, ...b].map(keyOf));
        expect(both.map(keyOf)).toStrictEqual([...keys].sort(compareIds));
        for (const { key, n } of both) {
          const sum = [...a, ...b]
            .filter((item) => item.key === key)
            .reduce((total, item) => total + item.n, 0);
          expect(n).toBe(sum);
        }
      }),
    );
  });
});

test('ascends says whether keys ascend, none of them twice', () => {
  const of = (...keys: string[]) => ascends(keys, (key) => key);
  expect([of(), of('a'), of('9', '10', 'B', 'b'), of('007', '7')]).toEqual([true, true, true, true]);
  expect([of('a', 'a'), of('10', '9'), of('a', '1'), of('b', 'B')]).toEqual([false, false, false, false]);
});
