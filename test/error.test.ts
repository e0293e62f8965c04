import { describe, expect, test } from 'vitest';
import { inContext, mustBeFinite, requires, requiresNumber, show } from '../src/error.js';

describe('requiresNumber', () => {
  test('is a RangeError for a number that cannot be, a TypeError for what is no number', () => {
    for (const number of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const error = requiresNumber('a share', number, 'rate');
      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toBe(`rate requires a share, got ${number}`);
    }
    for (const [other, shown] of [
      ['9', "'9'"],
      [null, 'null'],
      [undefined, 'undefined'],
      [true, 'true'],
      [9n, '9'],
      [{}, 'an object with nothing'],
    ]) {
      const error = requiresNumber('a share', other);
      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toBe(`requires a share, got ${shown}`);
    }
  });
});

describe('mustBeFinite', () => {
  test('lets finite numbers pass', () => {
    for (const number of [0, -0, 1.5, -1e308, Number.MIN_VALUE])
      expect(() => mustBeFinite(number)).not.toThrow();
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])(
    'throws a RangeError for %d',
    (number) => {
      expect(() => mustBeFinite(number)).toThrow(new RangeError(`requires a finite number, got ${number}`));
    },
  );

  test.each([['1'], [null], [undefined], [true], [1n], [new Date(0)], [[1]]])(
    'throws a TypeError for %o',
    (other) => {
      expect(() => mustBeFinite(other)).toThrow(TypeError);
      expect(() => mustBeFinite(other)).toThrow(/^requires a finite number, got /);
    },
  );
});

describe('requires', () => {
  test('says who requires what and what it got, and remembers that without printing it', () => {
    const got = { a: 1 };
    const error = requires(TypeError, 'a row', got, 'winRate');
    expect(error.message).toBe('winRate requires a row, got an object with a');
    expect((error as unknown as { got: unknown }).got).toBe(got);
    expect(Object.keys(error)).toEqual([]);
  });
});

describe('inContext', () => {
  test('puts the function and the place in front of what is in the grammar', () => {
    for (const kind of [TypeError, RangeError]) {
      const told = inContext(requires(kind, 'a key', null), 'winRate', 'deals[3].ownerId') as Error;
      expect(told).toBeInstanceOf(kind);
      expect(told.message).toBe('winRate requires deals[3].ownerId to be a key, got null');
    }
    const own = inContext(new Error('requires more'), 'mine', 'deals[0]') as Error;
    expect(own).toBeInstanceOf(TypeError);
  });

  test('leaves what is not as it is', () => {
    for (const other of [
      new Error('boom'),
      new SyntaxError('winRate requires x'),
      'text',
      null,
      undefined,
      5,
    ])
      expect(inContext(other, 'winRate', 'deals[0]')).toBe(other);
  });
});

test.each([
  ['text', "'text'"],
  ['x'.repeat(60), `'${'x'.repeat(60)}'`],
  ['x'.repeat(61), `'${'x'.repeat(57)}…'`],
  [() => 0, 'a function'],
  [Math.max, 'a function named max'],
  [[1, 2], 'an array of 2'],
  [Promise.resolve(1), 'a promise (await it first)'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [new Date(Number.NaN), 'an invalid Date'],
  [{}, 'an object with nothing'],
  [
    Object.fromEntries('abcdefghij'.split('').map((key) => [key, 1])),
    'an object with a, b, c, d, e, f, g, h',
  ],
  [null, 'null'],
  [undefined, 'undefined'],
  [-0, '0'],
  [Symbol('s'), 'Symbol(s)'],
])('show(%o) is %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});
