import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf, isBackward } from '../src/contract.js';
import { arbitraryContracts, isActive, isFlawed, ms } from './kpi/arbitraryContracts.js';

describe('endOf(contract)', () => {
  test.each([
    [5, 9, 5],
    [9, 5, 5],
    [5, 5, 5],
    [5, null, 5],
    [5, undefined, 5],
    [null, 5, 5],
    [undefined, 5, 5],
    [0, 5, 0],
    [5, 0, 0],
    [null, 0, 0],
    [-5, null, -5],
    [null, null, Number.POSITIVE_INFINITY],
    [undefined, undefined, Number.POSITIVE_INFINITY],
    [new Date(5), 9, 5],
    [9, new Date(5), 5],
    [new Date(9), new Date(5), 5],
  ])(
    'of endsAt %j and cancelledAt %j is %j: the earlier, later than any instant where neither is known',
    (endsAt, cancelledAt, end) => {
      expect(endOf({ endsAt, cancelledAt })).toBe(end);
    },
  );

  test('refuses text, and a Date that is none', () => {
    expect(() => endOf({ endsAt: '2026-01-01' as never })).toThrow(TypeError);
    expect(() => endOf({ cancelledAt: '2026-01-01' as never })).toThrow(TypeError);
    expect(() => endOf({ cancelledAt: new Date('x') })).toThrow(RangeError);
  });
});

describe('isBackward(contract)', () => {
  test.each([
    [5, 4, true],
    [5, 5, false],
    [5, 6, false],
    [5, null, false],
    [null, 4, false],
    [undefined, undefined, false],
    [0, -1, true],
    [new Date(5), 4, true],
    [5, new Date(5), false],
  ])('of startsAt %j and endsAt %j is %j', (startsAt, endsAt, is) => {
    expect(isBackward({ startsAt, endsAt } as never)).toBe(is);
  });

  test('says nothing of a cancellation before the start, which is no flaw', () => {
    expect(isBackward({ startsAt: 5, endsAt: 9, cancelledAt: 1 } as never)).toBe(false);
  });
});

test('both say of arbitrary contracts what their definitions say', () =>
  fc.assert(
    fc.property(arbitraryContracts, (contracts) => {
      for (const contract of contracts) {
        expect(isBackward(contract)).toBe(isFlawed(contract));
        const end = endOf(contract);
        const from = ms(contract.startsAt);
        if (from === null || isBackward(contract)) continue;
        if (from >= end) expect(isActive(contract, from)).toBe(false);
        else {
          expect([isActive(contract, from - 1), isActive(contract, from)]).toEqual([false, true]);
          const last = end === Number.POSITIVE_INFINITY ? 8.64e15 : end - 1;
          expect([isActive(contract, last), isActive(contract, end)]).toEqual([
            true,
            end === Number.POSITIVE_INFINITY,
          ]);
        }
      }
    }),
  ));
