import fc from 'fast-check';
import type { Id } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { compareIds } from '../../src/totals/compareIds.js';
import { distinct } from '../../src/totals/distinct.js';
import { frozen, ids, partsOf, throughJson } from './arbitraryIds.js';

const distinctOf = (list: Iterable<Id>, from = distinct.zero) => {
  const total = distinct.open(from);
  for (const id of list) total.add(id);
  return frozen(total.toJSON());
};

/** What is not the same as one before it, one by one. */
const oracle = (list: readonly Id[]) =>
  list
    .map(String)
    .filter((id, i, all) => all.indexOf(id) === i)
    .sort(compareIds);

describe('distinct keeps', () => {
  test('each id once, as text, ascending, in any order of rows', () => {
    fc.assert(
      fc.property(fc.array(ids, { size: 'max', maxLength: 60 }), (list) => {
        expect(distinctOf(list)).toStrictEqual(oracle(list));
        expect(distinctOf([...list].reverse())).toStrictEqual(oracle(list));
      }),
    );
  });

  test('nothing that is no id: null and others throw, and leave no trace', () => {
    const total = distinct.open();
    for (const id of [null, undefined, true, Number.NaN, {}, new Date(0)])
      expect(() => total.add(id as never)).toThrow(/^requires an id, got /);
    expect(() => total.add(null as never)).toThrow(new TypeError('requires an id, got null'));
    expect(total.toJSON()).toStrictEqual(distinct.zero);
  });

  test('a hundred thousand ids without delay', () => {
    const started = performance.now();
    const list = Array.from({ length: 100_000 }, (_, i) => (i % 2 ? i % 20_000 : `id-${i % 20_000}`));
    expect(distinctOf(list)).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('distinct is JSON', () => {
  test('that merges to the ids of all parts, however they are split and put together', () => {
    fc.assert(
      fc.property(partsOf(ids), (parts) => {
        const totals = parts.map((part) => distinctOf(part));
        const whole = distinctOf(parts.flat());
        expect(totals.reduce(distinct.merge, distinct.zero)).toStrictEqual(whole);
        expect(totals.reduceRight((a, b) => distinct.merge(b, a), distinct.zero)).toStrictEqual(whole);
        expect([...totals].reverse().reduce(distinct.merge, distinct.zero)).toStrictEqual(whole);
        expect(throughJson(whole)).toStrictEqual(whole);
        expect(distinctOf(parts[1] ?? [], distinctOf(parts[0] ?? []))).toStrictEqual(
          distinctOf(parts.slice(0, 2).flat()),
        );
      }),
    );
  });

  test('of its own: changing it changes nothing live', () => {
    const total = distinct.open(['1']);
    (total.toJSON() as string[]).push('2');
    expect(total.toJSON()).toStrictEqual(['1']);
  });

  test.each([
    [{}, TypeError, 'a list of ids as text, got an object with nothing'],
    [[1], TypeError, 'a list of ids as text, got an array of 1'],
    [null, TypeError, 'a list of ids as text, got null'],
    [['10', '9'], RangeError, 'a list of ids ascending, none twice, got an array of 2'],
    [['a', 'a'], RangeError, 'a list of ids ascending, none twice, got an array of 2'],
  ])('and not %j', (json, kind, what) => {
    expect(() => distinct.open(json as never)).toThrow(new kind(`requires ${what}`));
  });
});
