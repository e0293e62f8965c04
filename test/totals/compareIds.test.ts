import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareIds } from '../../src/totals/compareIds.js';
import { ids } from './arbitraryIds.js';

describe('compareIds(a, b)', () => {
  test('puts digits first, by number, then all others by UTF-16 code unit', () => {
    const ascending = [
      '0',
      '00',
      '007',
      '7',
      9,
      10,
      '90071992547409920',
      '90071992547409921',
      '100000000000000000000',
    ];
    const others = ['', '-1', '1.5', '1e3', 'A', '__proto__', 'a', 'a10', 'a9', 'é', '\u{1F600}', '\uFF10'];
    const list = [...ascending, ...others];
    for (const shuffled of [[...list].reverse(), [...list].sort(), [...list.slice(5), ...list.slice(0, 5)]])
      expect(shuffled.sort(compareIds)).toStrictEqual(list);
  });

  test('takes a number for its text', () => {
    expect(compareIds(7, '7')).toBe(0);
    expect(compareIds(-0, '0')).toBe(0);
    expect(compareIds(1e21, '1e+21')).toBe(0);
    expect(compareIds(10, '9')).toBeGreaterThan(0);
  });

  test('orders digits as BigInt does, and equal numbers by text', () => {
    const digits = fc
      .tuple(fc.nat(3), fc.bigInt({ min: 0n, max: 10n ** 40n }))
      .map(([zeros, n]) => '0'.repeat(zeros) + n);
    fc.assert(
      fc.property(digits, fc.oneof(digits, fc.constant(null)), (a, other) => {
        const b = other ?? `0${a}`;
        const order = BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : a < b ? -1 : a > b ? 1 : 0;
        expect(Math.sign(compareIds(a, b))).toBe(order);
      }),
    );
  });

  test('is a total order: antisymmetric, transitive, and 0 for the same text only', () => {
    fc.assert(
      fc.property(ids, ids, ids, (a, b, c) => {
        expect(Math.sign(compareIds(a, b))).toBe(-Math.sign(compareIds(b, a)) + 0);
        expect(compareIds(a, b) === 0).toBe(String(a) === String(b));
        if (compareIds(a, b) <= 0 && compareIds(b, c) <= 0) expect(compareIds(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});
