import fc from 'fast-check';
import type { Id } from 'sales-effectiveness';

/** Ids that often match, as text or number, and those that an object or a sort would get wrong. */
export const ids: fc.Arbitrary<Id> = fc.oneof(
  fc.nat(12),
  fc.nat(12).map(String),
  fc.constantFrom<Id>('007', '00', '', 'a', 'B', 'a10', 'a9', '1.5', -1, 1.5, 'é', '\u{1F600}', '\uFF10'),
  fc.constantFrom('__proto__', 'constructor', 'toString', '9007199254740993', '9007199254740992'),
);

/** Rows in parts: from no part at all to four, any of them empty. */
export const partsOf = <T>(row: fc.Arbitrary<T>): fc.Arbitrary<T[][]> =>
  fc.array(fc.array(row, { maxLength: 12, size: 'max' }), { maxLength: 4, size: 'max' });

/** The same object, frozen to its depth: whoever changes it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) frozen(each);
  }
  return value;
}

export const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));
