import fc from 'fast-check';
import { type Amount, count, type Id, kpi } from 'sales-effectiveness';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { compareIds } from '../../src/totals/compareIds.js';
import { type Earliest, earliest } from '../../src/totals/earliest.js';
import type { Fact } from '../../src/totals/facts.js';
import { type Latest, latest } from '../../src/totals/latest.js';
import { frozen, ids, partsOf, throughJson } from './arbitraryIds.js';

type Facts = readonly Fact<unknown>[];
interface Row {
  readonly key: Id;
  readonly at: number;
  readonly id: Id | null | undefined;
  readonly value: unknown;
  readonly outside?: boolean;
}

const rows: fc.Arbitrary<Row> = fc.record({
  key: fc.oneof(fc.nat(3), fc.nat(3).map(String), ids),
  at: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-0, 0.5, 1e300)),
  id: fc.oneof(fc.constantFrom(null, undefined), fc.nat(2), ids),
  value: fc.oneof(
    fc.constantFrom(null, true, 0, 1.5, 'a', 'b', '"'),
    fc.constantFrom({ a: 1, b: [] }, { b: 1 }, [], [0, null]),
  ),
});

const kinds = [
  ['earliest', earliest, Math.min, 0],
  ['latest', latest, Math.max, -1],
] as const;

describe.each(kinds)('%s', (_name, kind, extreme, end) => {
  const join = kind.history!.join;
  const settle = kind.history!.settle!;
  const factsOf = (list: readonly Row[], from: Facts = kind.zero): Facts => {
    const total = kind.open(from);
    for (const { key, at, id, value } of list) total.add(key, at, id, value);
    return frozen(total.toJSON());
  };
  const merged = (parts: readonly Facts[]) => parts.reduce(kind.merge, kind.zero);

  /** By a search through all rows for each key. */
  const oracle = (list: readonly Row[]): Facts =>
    [...new Set(list.map(({ key }) => String(key)))].sort(compareIds).map((key) => {
      const own = list.filter((row) => String(row.key) === key);
      const at = extreme(...own.map((row) => row.at)) + 0;
      const tied = own.filter((row) => row.at === at);
      const facts = tied
        .map(({ id, value }) => ({ id: id === null || id === undefined ? null : String(id), value }))
        .sort(
          (a, b) =>
            Number(a.id === null) - Number(b.id === null) ||
            compareIds(a.id ?? '', b.id ?? '') ||
            (JSON.stringify(a.value) < JSON.stringify(b.value) ? -1 : 1),
        );
      // The winning one decides, with all that equal it.
      const winner = JSON.stringify(facts.at(end));
      const outside = tied.some(
        (row) =>
          row.outside &&
          JSON.stringify({
            id: row.id === null || row.id === undefined ? null : String(row.id),
            value: row.value,
          }) === winner,
      );
      return { key, at, facts, ...(outside && { outside: true as const }) };
    });

  test('keeps what wins for each key, all ties by id and value, in any order of rows', () => {
    fc.assert(
      fc.property(fc.array(rows, { size: 'max', maxLength: 40 }), (list) => {
        const facts = factsOf(frozen(list));
        expect(facts).toStrictEqual(oracle(list));
        expect(factsOf([...list].reverse())).toStrictEqual(facts);
        expect(throughJson(facts)).toStrictEqual(facts);
      }),
    );
  });

  test('merges to the facts of all parts, however they are split and put together', () => {
    fc.assert(
      fc.property(partsOf(rows), (parts) => {
        const totals = parts.map((part) => factsOf(part));
        const whole = oracle(parts.flat());
        expect(merged(totals)).toStrictEqual(whole);
        expect(totals.reduceRight((a, b) => kind.merge(b, a), kind.zero)).toStrictEqual(whole);
        expect(merged([...totals].reverse())).toStrictEqual(whole);
      }),
    );
  });

  test('goes on from its JSON as if it never stopped, also from facts outside', () => {
    fc.assert(
      fc.property(partsOf(rows), ([a = [], b = [], c = []]) => {
        const joined = frozen(join(factsOf(a), factsOf(b)));
        const saved = frozen(throughJson(joined));
        expect(saved).toStrictEqual(joined);
        expect(kind.open(saved).toJSON()).toStrictEqual(joined);
        expect(factsOf(c, saved)).toStrictEqual(kind.merge(joined, factsOf(c)));
      }),
    );
  });

  test('joins what is outside, marked where it wins or ties', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 20 }), fc.array(rows, { maxLength: 20 }), (inside, outside) => {
        const all = [...inside, ...outside.map((row) => ({ ...row, outside: true }))];
        expect(join(factsOf(inside), factsOf(outside))).toStrictEqual(oracle(all));
      }),
    );
  });

  test('settles each key in the one part with its winning fact, and loses nothing', () => {
    fc.assert(
      fc.property(partsOf(rows), partsOf(rows), (parts, elsewhere) => {
        const totals = parts.map((part, i) => frozen(join(factsOf(part), factsOf(elsewhere[i] ?? []))));
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
        for (const fact of whole) {
          const winner = JSON.stringify([fact.at, fact.facts.at(end)]);
          const first = totals.findIndex((total) =>
            total.some(
              ({ key, at, facts }) => key === fact.key && JSON.stringify([at, facts.at(end)]) === winner,
            ),
          );
          expect(settled[first]!.find(({ key }) => key === fact.key)).toStrictEqual(fact);
        }
        for (const part of settled) expect(part).toStrictEqual(kind.open(part).toJSON());
        expect(settle(settled)).toStrictEqual(settled);
      }),
    );
  });

  /** Whether a row is among the facts of a key that counts, as one tied with the winner is. */
  const holds = (whole: Facts, row: Row) =>
    whole.some(
      ({ key, outside, at, facts }) =>
        key === String(row.key) &&
        !outside &&
        at === row.at &&
        facts.some((each) => JSON.stringify(each) === JSON.stringify(factsOf([row])[0]!.facts[0])),
    );

  test('counts what is among the winning facts of the period', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 12 }), fc.array(rows, { maxLength: 12 }), (inside, outside) => {
        const whole = join(factsOf(inside), factsOf(outside));
        for (const row of inside) {
          const own = whole.find(({ key }) => key === String(row.key))!;
          expect(kind.history!.counts(factsOf([row]), whole)).toBe(own.at === row.at && !own.outside);
        }
        for (const row of outside)
          expect(kind.history!.counts(join(kind.zero, factsOf([row])), whole)).toBe(holds(whole, row));
        expect(kind.history!.counts(kind.zero, whole)).toBe(false);
      }),
    );
  });

  test('is JSON of its own: changing it, or the values that were added, changes nothing live', () => {
    const value = { amount: '1' };
    const from: Facts = [{ key: 'b', at: 0, facts: [{ id: null, value: { amount: '2' } }] }];
    const total = kind.open(from);
    total.add('a', 0, 1, value);
    total.add('a', 0, 2, value);
    const before = throughJson(total.toJSON());
    for (const { facts } of total.toJSON()) {
      (facts[0]!.value as { amount: string }).amount = 'changed';
      (facts as unknown[]).pop();
    }
    expect(total.toJSON()).toStrictEqual(before);
    expect([value, from[0]!.facts]).toStrictEqual([{ amount: '1' }, [{ id: null, value: { amount: '2' } }]]);
  });

  test('throws on what is no key, instant, id or value, and keeps no trace of it', () => {
    const total = kind.open();
    const add = (...row: unknown[]) => total.add(...(row as Parameters<typeof total.add>));
    for (const key of [null, undefined, Number.NaN, {}])
      expect(() => add(key, 0, 1, null)).toThrow(/^requires a key, got /);
    expect(() => add(null, 0, 1, null)).toThrow(TypeError);
    for (const at of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => add('a', at, 1, null)).toThrow(new RangeError(`requires a finite number, got ${at}`));
    for (const at of ['0', null, undefined, new Date(0)])
      expect(() => add('a', at, 1, null)).toThrow(TypeError);
    expect(() => add('a', 0, {}, null)).toThrow(/^requires an id or nothing, got an object with nothing$/);
    for (const value of [undefined, Number.NaN, 1n, Symbol('s'), () => 0])
      expect(() => add('a', 0, 1, value)).toThrow(/^requires a value that JSON knows, null for none, got /);
    expect(total.toJSON()).toStrictEqual([]);
  });

  const shape = 'facts by key, { key, at, facts: { id, value }[] }[]';
  const order = 'facts by key, ascending by key and id';
  const fact = (key: string, ...tied: (string | null)[]) => ({
    key,
    at: 0,
    facts: tied.map((id) => ({ id, value: null })),
  });
  test.each([
    [{}, TypeError, shape],
    [null, TypeError, shape],
    [[null], TypeError, shape],
    [[{ ...fact('a', '1'), key: 1 }], TypeError, shape],
    [[{ ...fact('a', '1'), at: null }], TypeError, shape],
    [[{ ...fact('a', '1'), outside: false }], TypeError, shape],
    [[fact('a')], TypeError, shape],
    [[{ ...fact('a'), facts: [null] }], TypeError, shape],
    [[{ ...fact('a'), facts: [{ id: 1, value: 1 }] }], TypeError, shape],
    [[{ ...fact('a'), facts: [{ id: '1' }] }], TypeError, shape],
    [[fact('b', '1'), fact('a', '1')], RangeError, order],
    [[fact('a', '1'), fact('a', '1')], RangeError, order],
    [[fact('a', '10', '9')], RangeError, order],
    [[fact('a', null, '9')], RangeError, order],
  ])('does not open %j', (json, error, what) => {
    const got =
      json === null ? 'null' : Array.isArray(json) ? `an array of ${json.length}` : 'an object with nothing';
    expect(() => kind.open(json as never)).toThrow(new error(`requires ${what}, got ${got}`));
  });

  test('takes a hundred thousand facts without delay, also all at one instant', () => {
    const started = performance.now();
    const total = kind.open();
    for (let i = 0; i < 100_000; i++) total.add(`customer-${i % 10_000}`, (i * 7919) % 100_003, i, i);
    for (let i = 0; i < 100_000; i++) total.add('one', 5, i, i);
    expect(total.toJSON()).toHaveLength(10_001);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('of facts in several parts at one instant', () => {
  const at = (...tied: [id: string, value: string][]): Facts => [
    { key: 'k', at: 1, facts: tied.map(([id, value]) => ({ id, value })) },
  ];
  const parts = [at(['2', 'x']), at(['1', 'y'], ['3', 'z']), at(['2', 'w'])];
  const all = at(['1', 'y'], ['2', 'w'], ['2', 'x'], ['3', 'z']);

  test('earliest settles on the part with the least id, latest on that with the greatest', () => {
    expect(earliest.history!.settle!(parts)).toStrictEqual([[], all, []]);
    expect(latest.history!.settle!(parts)).toStrictEqual([[], all, []]);
    const apart = [at(['1', 'y']), at(['2', 'x'])];
    const both = at(['1', 'y'], ['2', 'x']);
    expect(earliest.history!.settle!(apart)).toStrictEqual([both, []]);
    expect(latest.history!.settle!(apart)).toStrictEqual([[], both]);
  });

  test('the first part keeps what is the same in two', () => {
    const twice = at(['1', 'y'], ['1', 'y']);
    for (const { history } of [earliest, latest])
      expect(history!.settle!([[], at(['1', 'y']), at(['1', 'y'])])).toStrictEqual([[], twice, []]);
  });
});

describe('a KPI of facts', () => {
  const firsts = kpi({
    name: 'firsts',
    unit: 'count',
    better: 'higher',
    totals: {
      first: earliest as Earliest<Amount>,
      last: latest as Latest<{ amount: Amount }>,
      any: earliest,
    },
    marks: {
      deals: (each, at) =>
        each((deal) => {
          const totals = at(deal.closedAt);
          totals.first.add(deal.ownerId!, Number(deal.closedAt), deal.id, deal.amount!);
          totals.last.add(deal.ownerId!, Number(deal.closedAt), deal.id, { amount: deal.amount! });
          // @ts-expect-error: its values are amounts
          if (deal.id === -1) totals.first.add('k', 0, 1, true);
        }),
    },
    of: ({ first, last, any }) => {
      expectTypeOf(first[0]!.facts[0]!.value).toEqualTypeOf<Amount>();
      expectTypeOf(last[0]!.facts.at(-1)!.value.amount).toEqualTypeOf<Amount>();
      expectTypeOf(any).toEqualTypeOf<readonly Fact<unknown>[]>();
      return count(first.filter(({ facts }) => Number(facts[0]!.value) > 50).length);
    },
  });
  const deal = { createdAt: 0, status: 'won' } as const;

  test('knows the type of its values', () => {
    const deals = [
      { ...deal, id: 1, closedAt: 5, ownerId: 7, amount: '60' },
      { ...deal, id: 2, closedAt: 4, ownerId: '7', amount: '40' },
      { ...deal, id: 3, closedAt: 4, ownerId: '__proto__', amount: '90' },
    ];
    expect(firsts(deals).value).toBe(1);
  });

  test('names the row and field of what is missing', () => {
    const deals = [{ ...deal, id: 1, closedAt: 5, ownerId: null, amount: '60' }];
    expect(() => firsts(deals)).toThrow(
      new TypeError('firsts requires deals[0].ownerId to be a key, got null'),
    );
  });
});
