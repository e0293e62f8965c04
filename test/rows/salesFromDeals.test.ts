import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  averageDealValue,
  averageSaleValue,
  type Deal,
  firstPurchaseValue,
  groupBy,
  type Sale,
  salesFromDeals,
} from 'sales-effectiveness';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { arbitraryDeals, arbitraryOptions } from '../laws.js';
import { frozen } from '../totals/arbitraryIds.js';

const day = (n: number) => Date.UTC(2026, 0, n);
const won = (row: Partial<Deal> = {}): Deal => ({
  id: 1,
  createdAt: day(1),
  status: 'won',
  closedAt: day(5),
  ...row,
});

describe('salesFromDeals, over arbitrary deals', () => {
  // A deal that came after asOf does not exist yet; a sale has no creation, only its own date.
  const inOrder = (deals: readonly Deal[]) =>
    deals.filter(({ createdAt, closedAt }) => !(Number(createdAt ?? 0) > Number(closedAt ?? 0)));

  test.each(['net', 'exclude'] as const)(
    'gives sales whose average is that of the deals, refunds: %s',
    (refunds) =>
      fc.assert(
        fc.property(arbitraryDeals, arbitraryOptions, (rows, asked) => {
          const deals = asked.asOf === undefined ? rows : inOrder(rows);
          const options = { ...asked, refunds };
          const { excluded, ...reading } = averageDealValue(deals, options);
          const { missingClosedAt: missingSoldAt, ...others } = excluded;
          expect(averageSaleValue(salesFromDeals(deals), options)).toStrictEqual({
            ...reading,
            excluded: { ...others, ...(missingSoldAt === undefined ? {} : { missingSoldAt }) },
          });
        }),
        { numRuns: 200 },
      ),
  );

  test('makes one sale of each won deal, in their order, and changes none', () =>
    fc.assert(
      fc.property(arbitraryDeals, (deals) => {
        const sales = salesFromDeals(frozen(deals));
        const wins = deals.filter(({ status }) => status === 'won');
        expect(sales.map(({ id, soldAt, amount, currency }) => [id, soldAt, amount, currency])).toEqual(
          wins.map(({ id, closedAt, amount, currency }) => [id, closedAt, amount, currency]),
        );
        const some = new Set(deals);
        expect(salesFromDeals(some)).toStrictEqual(sales);
      }),
      { numRuns: 100 },
    ));
});

describe('salesFromDeals(deals)', () => {
  test('makes a sale of a won deal, sold when it was closed', () => {
    expect(salesFromDeals([won({ amount: '99.50' })])).toStrictEqual([
      { id: 1, soldAt: day(5), amount: '99.50' },
    ]);
  });

  test('carries over id, customer, amount, currency, owner and source, and nothing else', () => {
    const deal = {
      ...won({ id: 'd-1', customerId: 'c-1', amount: 7, currency: 'EUR', ownerId: 9, source: 'web' }),
      lostReason: 'price',
      stages: [{ stage: 'Demo', enteredAt: 0 }],
      region: 'north',
    };
    expect(salesFromDeals([deal])).toStrictEqual([
      {
        id: 'd-1',
        soldAt: day(5),
        customerId: 'c-1',
        amount: 7,
        currency: 'EUR',
        ownerId: 9,
        source: 'web',
      },
    ]);
  });

  test('carries fields over as they are: null, zero, empty text, a Date, a Decimal', () => {
    const closedAt = new Date(day(5));
    const amount = new Decimal('1.10');
    const [sale] = salesFromDeals([won({ closedAt, amount, customerId: null, source: '', ownerId: 0 })]);
    expect(sale).toStrictEqual({ id: 1, soldAt: closedAt, amount, customerId: null, source: '', ownerId: 0 });
    expect([sale!.soldAt, sale!.amount]).toEqual([closedAt, amount]);
    expect(sale!.soldAt).toBe(closedAt);
  });

  test('leaves out fields that the deal does not have, rather than setting undefined', () => {
    const sales = salesFromDeals([
      won({ amount: undefined, currency: undefined }),
      won({ closedAt: undefined }),
      won({ closedAt: null }),
    ]);
    expect(sales.map((sale) => Object.keys(sale))).toEqual([['id', 'soldAt'], ['id'], ['id', 'soldAt']]);
  });

  test('makes none of open and lost deals, whatever they say of amounts and dates', () => {
    const others = [won({ status: 'open', amount: '5' }), won({ status: 'lost', amount: '5' })];
    expect(salesFromDeals([...others, won({ id: 2 })])).toEqual([{ id: 2, soldAt: day(5) }]);
    expect(salesFromDeals(others)).toEqual([]);
  });

  test('of no deals is no sales', () => {
    expect(salesFromDeals([])).toEqual([]);
  });

  test('makes a sale without a date of a won deal without one, which is counted later', () => {
    const sales = salesFromDeals([
      won({ closedAt: null, amount: '5' }),
      won({ closedAt: undefined, amount: '5' }),
      won({ amount: '7' }),
    ]);
    const { value, excluded } = averageSaleValue(sales);
    expect([value?.toFixed(), excluded]).toEqual(['7', { missingSoldAt: 2 }]);
  });

  test('makes one sale of each row, also of two with one id', () => {
    expect(salesFromDeals([won(), won()])).toHaveLength(2);
  });

  test('gives the KPIs of sales what they read', () => {
    const deals = [
      won({ id: 1, customerId: 'a', amount: '10', source: 'web' }),
      won({ id: 2, customerId: 'a', amount: '30', closedAt: day(9), source: 'web' }),
      won({ id: 3, customerId: 'b', amount: '50', source: 'fair' }),
      won({ id: 4, customerId: 'b', amount: '-5', source: 'fair' }),
    ];
    const sales = salesFromDeals(deals);
    expect(firstPurchaseValue(sales).value?.toFixed()).toBe('30');
    expect(averageSaleValue(sales).value?.toFixed(2)).toBe('28.33');
    expect(averageSaleValue(sales)).toStrictEqual(averageDealValue(deals));
    const bySource = groupBy(sales, 'source', averageSaleValue);
    expect([...bySource].map(([source, { value }]) => [source, value?.toFixed()])).toEqual([
      ['web', '20'],
      ['fair', '45'],
    ]);
  });

  test('gives sales that can be changed without changing deals', () => {
    const deals = frozen([won({ amount: '5' })]);
    const [sale] = salesFromDeals(deals);
    (sale as { amount: string }).amount = '7';
    expect(deals[0]!.amount).toBe('5');
  });

  test('takes deals with more fields, any iterable, and gives sales', () => {
    function* each() {
      yield { ...won(), region: 'north' };
    }
    expect(salesFromDeals(each())).toHaveLength(1);
    expectTypeOf(salesFromDeals(each())).toEqualTypeOf<Sale[]>();
    const typed = () => {
      salesFromDeals([{ id: 1, createdAt: 0, status: 'won', region: 'north' }]);
      // @ts-expect-error a deal has a status
      salesFromDeals([{ id: 1, createdAt: 0 }]);
      // @ts-expect-error there is no such status
      salesFromDeals([{ id: 1, createdAt: 0, status: 'Won' }]);
    };
    expect(typed).toBeTypeOf('function');
  });
});

describe('salesFromDeals throws', () => {
  const call = (deals: unknown) => () => (salesFromDeals as (deals: unknown) => unknown)(deals);

  test('for a status that is none, with the row', () => {
    const place = "salesFromDeals requires deals[1].status to be 'open', 'won' or 'lost', got";
    expect(call([won(), { ...won(), status: 'Won' }])).toThrow(new RangeError(`${place} 'Won'`));
    expect(call([won(), { ...won(), status: undefined }])).toThrow(new TypeError(`${place} undefined`));
    expect(call([won(), { ...won(), status: 1 }])).toThrow(new TypeError(`${place} 1`));
  });

  test('for rows that are none', () => {
    expect(call([won(), null])).toThrow(
      new TypeError('salesFromDeals requires deals[1] to be a row, got null'),
    );
    expect(call(['won'])).toThrow(new TypeError("salesFromDeals requires deals[0] to be a row, got 'won'"));
    for (const [deals, got] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [5, '5'],
      ['deals', "'deals'"],
      [{}, 'an object with nothing'],
    ])
      expect(call(deals)).toThrow(new TypeError(`salesFromDeals requires rows of deals, got ${got}`));
  });

  test('not for dates and amounts that are none: whoever reads them does, with the sale', () => {
    const sales = salesFromDeals([
      won({ status: 'lost' }),
      won({ closedAt: '2026-01-05' as never, amount: 1 }),
    ]);
    expect(() => averageSaleValue(sales)).toThrow(
      new TypeError(
        "averageSaleValue requires sales[0].soldAt to be a Date or epoch milliseconds, got '2026-01-05'",
      ),
    );
  });
});
