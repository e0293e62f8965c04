import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { type Deal, dealsWon, groupBy, type Lead } from 'sales-effectiveness';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { inherit } from '../../src/rows/inherit.js';

/** Frozen through and through: writing to it throws. */
function frozen<T>(rows: readonly T[]): readonly T[] {
  for (const row of rows) Object.freeze(row);
  return Object.freeze(rows);
}

type Row = { id: number; leadId?: string | number | null; source?: string | null; ownerId?: string | null };
const leads = frozen([
  { id: 7, source: 'fair', ownerId: 'Ada', createdAt: 0 },
  { id: '8', source: 'web', ownerId: null, createdAt: 0 },
  { id: 9, source: null, ownerId: null, createdAt: 0 },
]);
const options = { key: 'leadId', fields: ['source', 'ownerId'] } as const;
const one = (row: Row) => inherit(frozen([row]), leads, options)[0];

describe('inherit(rows, parents, { key, fields })', () => {
  test("gives rows their parent's fields, and no others", () => {
    expect(one({ id: 1, leadId: 7 })).toStrictEqual({ id: 1, leadId: 7, source: 'fair', ownerId: 'Ada' });
  });

  test('matches ids as text', () => {
    expect(one({ id: 1, leadId: '7' })?.source).toBe('fair');
    expect(one({ id: 1, leadId: 8 })?.source).toBe('web');
    expect(one({ id: 1, leadId: '07' })?.source).toBeUndefined();
  });

  test('lets a value of its own win, each field for itself', () => {
    const own = { id: 1, leadId: 7, source: 'referral', ownerId: null };
    expect(one(own)).toStrictEqual({ id: 1, leadId: 7, source: 'referral', ownerId: 'Ada' });
    expect(one({ id: 1, leadId: 7, source: '' })?.source).toBe('');
  });

  test('passes on rows without key, without parent, or with nothing to inherit as they are', () => {
    const rows: Row[] = [
      { id: 1 },
      { id: 2, leadId: null },
      { id: 3, leadId: 99 },
      { id: 4, leadId: 9, source: null },
      { id: 5, leadId: 7, source: 'web', ownerId: 'Bob' },
    ];
    const inherited = inherit(rows, leads, options);
    expect(inherited.length).toBe(5);
    inherited.forEach((row, i) => {
      expect(row).toBe(rows[i]);
    });
  });

  test('keeps order and number', () => {
    const rows: Row[] = [8, 7, 8, 99, 7].map((leadId, id) => ({ id, leadId }));
    expect(inherit(rows, leads, options).map(({ id, source }) => [id, source])).toEqual([
      [0, 'web'],
      [1, 'fair'],
      [2, 'web'],
      [3, undefined],
      [4, 'fair'],
    ]);
    expect(inherit([], leads, { key: 'leadId', fields: ['source'] })).toEqual([]);
    expect(inherit(rows, [], { key: 'leadId', fields: [] })).toEqual(rows);
  });

  test('takes functions, another parentKey, and any iterables once', () => {
    const customers = new Map([['c1', { customerId: 'c1', createdAt: 0, source: 'fair' }]]);
    const sales = new Set([{ id: 1, buyer: { id: 'C1' } }]);
    let pulled = 0;
    function* each<T>(rows: Iterable<T>) {
      for (const row of rows) {
        pulled++;
        yield row;
      }
    }
    const inherited = inherit(each(sales), each(customers.values()), {
      key: (sale) => sale.buyer.id.toLowerCase(),
      parentKey: 'customerId',
      fields: ['source'],
    });
    expect(inherited).toStrictEqual([{ id: 1, buyer: { id: 'C1' }, source: 'fair' }]);
    expect(pulled).toBe(2);
    const byFunction = inherit(sales, customers.values(), {
      key: (sale) => sale.buyer.id,
      parentKey: (customer) => customer.customerId.toUpperCase(),
      fields: ['createdAt'],
    });
    expect(byFunction[0]!.createdAt).toBe(0);
  });

  test('ignores parents without an id', () => {
    const parents = [{ customerId: null, source: 'fair' }, { source: 'web' }];
    expect(
      inherit([{ id: 1, customerId: null }], parents, {
        key: 'customerId',
        parentKey: 'customerId',
        fields: ['source'],
      }),
    ).toEqual([{ id: 1, customerId: null }]);
  });

  test('takes ids that are names of what every object has', () => {
    const parents = [{ id: '__proto__', source: 'fair' }];
    const rows = [{ of: 'constructor' }, { of: '__proto__' }];
    expect(inherit(rows, parents, { key: 'of', fields: ['source'] })).toStrictEqual([
      { of: 'constructor' },
      { of: '__proto__', source: 'fair' },
    ]);
  });
});

describe('inherit from several parents of one id', () => {
  const from = (...parents: { id: string | number; source?: unknown; ownerId?: unknown }[]) =>
    inherit([{ id: 1, leadId: 7 }], parents, { key: 'leadId', fields: ['source', 'ownerId'] })[0];

  test('takes each field from one that has it, whatever their order', () => {
    const web = { id: 7, source: 'web', ownerId: null };
    const ada = { id: '7', ownerId: 'Ada' };
    const expected = { id: 1, leadId: 7, source: 'web', ownerId: 'Ada' };
    expect(from(web, ada)).toStrictEqual(expected);
    expect(from(ada, web)).toStrictEqual(expected);
    expect(from(web, web)?.source).toBe('web');
  });

  test('takes Dates of one instant and equal Decimals for one value', () => {
    expect(from({ id: 7, source: new Date(5) }, { id: 7, source: new Date(5) })?.source).toEqual(new Date(5));
    expect(
      String(from({ id: 7, source: new Decimal('1.0') }, { id: 7, source: new Decimal(1) })?.source),
    ).toBe('1');
    expect(() => from({ id: 7, source: new Date(5) }, { id: 7, source: new Date(6) })).toThrow(RangeError);
  });

  test('throws where they do not agree, and names both', () => {
    const disagree = () => from({ id: 7, source: 'web' }, { id: 8 }, { id: '7', source: 'fair' });
    expect(disagree).toThrow(RangeError);
    expect(disagree).toThrow(
      "inherit requires parents of one id to agree, parents[2].source with parents[0].source (id '7'), got 'fair'",
    );
  });
});

describe('inherit throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (inherit as (...args: unknown[]) => unknown)(...args);

  test('for what are no rows', () => {
    for (const wrong of [undefined, null, 5, {}]) {
      expect(call(wrong, leads, options)).toThrow(TypeError);
      expect(call(wrong, leads, options)).toThrow(
        /^inherit requires rows in an array or another iterable, got/,
      );
      expect(call([], wrong, options)).toThrow(
        /^inherit requires parents in an array or another iterable, got/,
      );
    }
    expect(call([{}, null], leads, options)).toThrow('inherit requires rows[1] to be an object, got null');
    expect(call([], ['x'], options)).toThrow("inherit requires parents[0] to be an object, got 'x'");
  });

  test('for ids that are neither text nor a number', () => {
    expect(call([{ leadId: 7 }, { leadId: { value: 7 } }], leads, options)).toThrow(
      'inherit requires rows[1].leadId to be an id (text or a number), got an object with value',
    );
    expect(call([{ leadId: true }], leads, options)).toThrow(TypeError);
    expect(call([{ leadId: Number.NaN }], leads, options)).toThrow(RangeError);
    expect(call([], [{ id: new Date(0) }], options)).toThrow(
      /^inherit requires parents\[0\]\.id to be an id/,
    );
    expect(call([{}], leads, { ...options, key: () => [] })).toThrow(
      'inherit requires the key of rows[0] to be an id (text or a number), got an array of 0',
    );
  });

  test('for options that are missing, misspelt or of another kind', () => {
    for (const wrong of [
      undefined,
      null,
      {},
      { key: 'leadId' },
      { fields: ['source'] },
      { ...options, by: 'id' },
    ])
      expect(call([], leads, wrong)).toThrow(TypeError);
    expect(call([], leads, { ...options, by: 'id' })).toThrow(
      "inherit requires no options but key, parentKey, fields, got 'by'",
    );
    expect(call([], leads, { ...options, fields: 'source' })).toThrow(
      "inherit requires fields (a list of names), got 'source'",
    );
    expect(call([], leads, { ...options, fields: [1] })).toThrow(TypeError);
    expect(call([], leads, { ...options, key: 5 })).toThrow(
      'inherit requires a key for rows (the name of a field or a function of the row), got 5',
    );
    expect(call([], leads, { ...options, parentKey: null })).toThrow(TypeError);
  });
});

describe('inherit', () => {
  const source = fc.option(fc.constantFrom('web', 'fair'), { nil: null });
  const id = fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 8 }).map(String));
  const row = fc.record({ id: fc.nat(), leadId: fc.option(id, { nil: undefined }), source });
  const parents = fc.uniqueArray(fc.record({ id, source }), { selector: (parent) => String(parent.id) });
  const once = { key: 'leadId', fields: ['source'] } as const;

  test('agrees with a look-up of each row, twice changes nothing, and inputs stay as they are', () => {
    fc.assert(
      fc.property(fc.array(row), parents, (rows, parents) => {
        const inherited = inherit(frozen(rows), frozen(parents), once);
        expect(inherited).toEqual(
          rows.map((row) => ({
            ...row,
            source:
              row.source ??
              parents.find((parent) => `${parent.id}` === `${row.leadId}`)?.source ??
              row.source,
          })),
        );
        expect(inherit(inherited, parents, once)).toEqual(inherited);
      }),
    );
  });

  test('groups deals by the source of their lead', () => {
    const own = { createdAt: 0, closedAt: 1, status: 'won' } as const;
    const deals = [7, 8, null].map((leadId, id) => ({ ...own, id, leadId }));
    const bySource = groupBy(
      inherit(deals, leads, { key: 'leadId', fields: ['source'] }),
      'source',
      dealsWon,
    );
    expect([...bySource].map(([source, { value }]) => [source, value])).toEqual([
      ['fair', 1],
      ['web', 1],
      [undefined, 1],
    ]);
  });

  test('knows the fields and their types', () => {
    type Own = Deal & { readonly leadId: string };
    const typed = (deals: readonly Own[], leads: ReadonlySet<Lead>) => {
      const inherited = inherit(deals, leads, { key: 'leadId', fields: ['source', 'qualifiedAt'] });
      expectTypeOf(inherited).toExtend<Own[]>();
      expectTypeOf(inherited[0]!.source).toEqualTypeOf<string | null | undefined>();
      expectTypeOf(inherited[0]!.qualifiedAt).toEqualTypeOf<Date | number | undefined>();
      const codes = [{ of: 1, code: null as 1 | null }];
      const [coded] = inherit(codes, [{ id: 1, code: 'x' }], { key: 'of', fields: ['code'] });
      expectTypeOf(coded!.code).toEqualTypeOf<1 | string | null>();
      // @ts-expect-error a key that no row has
      inherit(deals, leads, { key: 'leadID', fields: ['source'] });
      // @ts-expect-error a field that no parent has
      inherit(deals, leads, { key: 'leadId', fields: ['region'] });
      // @ts-expect-error an id that no parent has
      inherit(deals, leads, { key: 'leadId', parentKey: 'key', fields: ['source'] });
      // @ts-expect-error parents without an id need a parentKey
      inherit(deals, [{ customerId: 'c1', source: 'web' }], { key: 'customerId', fields: ['source'] });
      // @ts-expect-error fields must be said
      inherit(deals, leads, { key: 'leadId' });
    };
    expect(typed).toBeTypeOf('function');
  });
});
