import fc from 'fast-check';
import { type Id, type Latest, latest, latestInPeriod } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { frozen, ids, partsOf, throughJson } from './arbitraryIds.js';

interface Row {
  readonly key: Id;
  readonly at: number;
  readonly id: Id | null | undefined;
  readonly value: unknown;
}
const rows: fc.Arbitrary<Row> = fc.record({
  key: fc.oneof(fc.nat(3), fc.nat(3).map(String), ids),
  at: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-0, 0.5)),
  id: fc.oneof(fc.constantFrom(null, undefined), fc.nat(2), ids),
  value: fc.constantFrom(null, true, 0, 9, 10, 'a', { a: 1 }),
});
const factsOf = (list: readonly Row[], kind: Latest<unknown> = latestInPeriod, from = kind.zero) => {
  const total = kind.open(from);
  for (const { key, at, id, value } of list) total.add(key, at, id, value);
  return frozen(total.toJSON());
};
const merged = (parts: readonly ReturnType<typeof factsOf>[]) =>
  parts.reduce(latestInPeriod.merge, latestInPeriod.zero);

describe('latestInPeriod', () => {
  test('keeps for each key the facts at its greatest instant, as latest does, in any order of rows', () => {
    fc.assert(
      fc.property(fc.array(rows, { size: 'max', maxLength: 40 }), (list) => {
        const facts = factsOf(frozen(list));
        expect(facts).toStrictEqual(factsOf(list, latest));
        expect(factsOf([...list].reverse())).toStrictEqual(facts);
        expect(throughJson(facts)).toStrictEqual(facts);
        for (const { key, at, facts: tied } of facts) {
          const own = list.filter((row) => String(row.key) === key);
          expect(at).toBe(Math.max(...own.map((row) => row.at)) + 0);
          expect(tied).toHaveLength(own.filter((row) => row.at === at).length);
        }
      }),
    );
  });

  test('merges to the facts of all parts, however they are split and put together', () => {
    fc.assert(
      fc.property(partsOf(rows), (parts) => {
        const totals = parts.map((part) => factsOf(part));
        const whole = factsOf(parts.flat());
        expect(merged(totals)).toStrictEqual(whole);
        expect(totals.reduceRight((a, b) => latestInPeriod.merge(b, a), latestInPeriod.zero)).toStrictEqual(
          whole,
        );
        expect(merged([...totals].reverse())).toStrictEqual(whole);
      }),
    );
  });

  test('goes on from its JSON as if it never stopped', () => {
    fc.assert(
      fc.property(partsOf(rows), ([a = [], b = []]) => {
        const saved = frozen(throughJson(factsOf(a)));
        expect(latestInPeriod.open(saved).toJSON()).toStrictEqual(saved);
        expect(factsOf(b, latestInPeriod, saved)).toStrictEqual(factsOf([...a, ...b]));
      }),
    );
  });

  test('knows 7 and its text as one key, and one called __proto__', () => {
    const list = [
      { key: 7, at: 1, id: 'a', value: 6 },
      { key: '7', at: 2, id: 'b', value: 9 },
      { key: '__proto__', at: 1, id: null, value: 0 },
    ];
    expect(factsOf(list)).toStrictEqual([
      { key: '7', at: 2, facts: [{ id: 'b', value: 9 }] },
      { key: '__proto__', at: 1, facts: [{ id: null, value: 0 }] },
    ]);
  });

  test('has no memory of other periods, and begins with nothing', () => {
    expect(latestInPeriod.history).toBeUndefined();
    expect(latestInPeriod.zero).toStrictEqual([]);
    expect(latestInPeriod.open().toJSON()).toStrictEqual([]);
  });

  test.each([
    [{}, TypeError],
    [[{ key: 'a', at: 0, facts: [] }], TypeError],
    [[{ key: 'a', at: 0, facts: [{ id: '1' }] }], TypeError],
    [[{ key: 'a', at: 0, facts: ['9', '10'].reverse().map((id) => ({ id, value: 1 })) }], RangeError],
  ])('does not open %j', (json, kind) => {
    expect(() => latestInPeriod.open(json as never)).toThrow(kind);
    expect(() => latestInPeriod.open(json as never)).toThrow(/^requires facts by key, /);
  });
});
