import fc from 'fast-check';
import { type Amount, type Id, type Money, money } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { compareIds } from '../../src/totals/compareIds.js';
import { perKey } from '../../src/totals/perKey.js';
import { arbitraryAmounts } from '../laws.js';
import { frozen, ids, partsOf, throughJson } from './arbitraryIds.js';

interface Row {
  readonly key: Id;
  readonly amount: Amount;
}

/** Digits in euros, other keys in dollars, but for those without currency. */
const currencyOf = (key: Id) => (String(key) === '0' ? null : /^\d+$/.test(String(key)) ? 'EUR' : 'USD');
const rows: fc.Arbitrary<Row> = fc.record({ key: ids, amount: arbitraryAmounts });
const { join, settle } = perKey.history!;

const perKeyOf = (list: readonly Row[], from = perKey.zero) => {
  const total = perKey.open(from);
  for (const { key, amount } of list) total.add(key, amount, currencyOf(key));
  return frozen(total.toJSON());
};

/** The money of the rows of each key in turn. */
const oracle = (list: readonly Row[]) =>
  [...new Set(list.map(({ key }) => String(key)))].sort(compareIds).map((key): Money & { key: string } => {
    const total = money.open();
    for (const row of list) if (String(row.key) === key) total.add(row.amount, currencyOf(key));
    return { key, ...total.toJSON() };
  });

describe('perKey keeps', () => {
  test('the money of each key, ascending, in any order of rows', () => {
    fc.assert(
      fc.property(fc.array(rows, { size: 'max', maxLength: 40 }), (list) => {
        expect(perKeyOf(list)).toStrictEqual(oracle(list));
        expect(perKeyOf([...list].reverse())).toStrictEqual(oracle(list));
      }),
    );
  });

  test('one currency for each key, of which no second one is added', () => {
    const total = perKey.open(undefined, () => ({ table: 'sales', index: 0 }));
    total.add('a', '1', 'EUR');
    total.add('b', '1', 'USD');
    expect(() => total.add('a', '1', 'USD')).toThrow(/^requires in EUR as sales\[0\] is \(.*\), got 'USD'$/);
    expect(() => perKey.merge(total.toJSON(), [{ ...total.toJSON()[1]!, currency: 'CHF' }])).toThrow(
      RangeError,
    );
  });

  test('nothing of what throws', () => {
    const total = perKey.open();
    for (const key of [null, undefined, Number.NaN, true])
      expect(() => total.add(key as never, '1')).toThrow(/^requires a key, got /);
    expect(() => total.add('a', 'x')).toThrow(/^requires an amount in plain decimal text, got 'x'$/);
    expect(total.toJSON()).toStrictEqual([]);
  });

  test('a hundred thousand amounts without delay', () => {
    const started = performance.now();
    const total = perKey.open();
    for (let i = 0; i < 100_000; i++) total.add(i % 2 ? i % 10_000 : `id-${i % 10_000}`, '12.50', 'EUR');
    expect(total.toJSON()).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('perKey is JSON', () => {
  test('that merges and joins to the money of all parts, and belongs to all of them', () => {
    expect(settle).toBeUndefined();
    fc.assert(
      fc.property(partsOf(rows), (parts) => {
        const totals = parts.map((part) => perKeyOf(part));
        const whole = oracle(parts.flat());
        expect(totals.reduce(perKey.merge, perKey.zero)).toStrictEqual(whole);
        expect(totals.reduceRight((a, b) => perKey.merge(b, a), perKey.zero)).toStrictEqual(whole);
        expect([...totals].reverse().reduce(join, perKey.zero)).toStrictEqual(whole);
        expect(throughJson(whole)).toStrictEqual(whole);
      }),
    );
  });

  test('that goes on as if it never stopped', () => {
    fc.assert(
      fc.property(fc.array(rows), fc.array(rows), (a, b) => {
        const saved = frozen(throughJson(perKeyOf(a)));
        expect(perKeyOf([], saved)).toStrictEqual(saved);
        expect(perKeyOf(b, saved)).toStrictEqual(oracle([...a, ...b]));
      }),
    );
  });

  const one = { key: 'a', currency: null, sum: '1', squares: '1', count: 1 };
  const shape = 'money by key, { key, currency, sum, squares, count }[]';
  test.each([
    [{}, TypeError, `${shape}, got an object with nothing`],
    [null, TypeError, `${shape}, got null`],
    [[null], TypeError, `${shape}, got an array of 1`],
    [[{ ...one, key: 1 }], TypeError, `${shape}, got an array of 1`],
    [[one, one], RangeError, 'money by key, ascending by key, got an array of 2'],
  ])('and not %j', (json, kind, what) => {
    expect(() => perKey.open(json as never)).toThrow(new kind(`requires ${what}`));
  });

  test('whose money is money', () => {
    expect(() => perKey.open([{ ...one, sum: 1 as never }])).toThrow(/^requires money, /);
  });
});
