import fc from 'fast-check';
import { bottleneck, type Deal, stageDurations } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import {
  arbitraryAsked,
  arbitraryDeals,
  arbitraryOrder,
  day,
  inTwoOrders,
  keepsTheLaws,
  near,
} from './arbitraryDeals.js';
import * as reference from './reference.js';

const BY = ['mean', 'median', 'total', 'dropOff'] as const;

const arbitraryOptions = fc
  .tuple(
    arbitraryAsked,
    arbitraryOrder,
    fc.record(
      {
        visits: fc.constantFrom('each' as const, 'perDeal' as const, 'merged' as const),
        unit: fc.constantFrom('days' as const, 'hours' as const),
        by: fc.constantFrom(...BY),
        minVisits: fc.constantFrom(0, 1, 2, 3, 5, 2.5, Number.POSITIVE_INFINITY),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([asked, order, own]) => ({ ...asked, order, ...own }));

let id = 0;
/** As many deals as there are numbers, each of which was in the stage for so many days, then won or lost. */
const stays = (stage: string, days: readonly number[], status: 'won' | 'lost' = 'won'): Deal[] =>
  days.map((n) => ({
    id: ++id,
    createdAt: day(1),
    closedAt: day(1 + n),
    status,
    stages: [{ stage, enteredAt: day(1) }],
  }));
const ranks = (deals: readonly Deal[], options?: Parameters<typeof bottleneck>[1]) =>
  bottleneck(deals, options).map(({ stage, rank }) => [stage, rank]);

describe('bottleneck, over arbitrary deals and options', () => {
  test('ranks the rows of stageDurations by its definition', () =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => {
        expect(bottleneck(deals, options)).toStrictEqual(near(reference.bottleneck(deals, options)));
      }),
      { numRuns: 400 },
    ));

  test('has the rows of stageDurations, no more and no less', () =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => {
        const { by: _, minVisits: __, ...own } = options;
        const rows = bottleneck(deals, options).map(({ rank: _, ...row }) => row);
        const expected = stageDurations(deals, own);
        expect(rows).toHaveLength(expected.length);
        expect(rows).toEqual(expect.arrayContaining(expected));
      }),
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(inTwoOrders(arbitraryDeals), arbitraryOptions, ([deals, shuffled], options) =>
        keepsTheLaws(deals, shuffled, (rows) => bottleneck(rows, options)),
      ),
    ));
});

describe('the bottleneck is the stage', () => {
  // Demo: mean 6.4, median 2, total 32; Offer: mean 4, median 4, total 24; Talk: mean 5, median 5, total 25.
  const deals = [
    ...stays('Demo', [1, 2, 2, 2, 25]),
    ...stays('Offer', [4, 4, 4, 4, 4]),
    ...stays('Offer', [4], 'lost'),
    ...stays('Talk', [5, 5, 5]),
    ...stays('Talk', [5, 5], 'lost'),
  ];

  test('of the greatest mean time, where nothing is said', () => {
    expect(ranks(deals)).toEqual([
      ['Demo', 1],
      ['Talk', 2],
      ['Offer', 3],
    ]);
  });

  test("of the greatest median time, with by: 'median'", () => {
    expect(ranks(deals, { by: 'median' })).toEqual([
      ['Talk', 1],
      ['Offer', 2],
      ['Demo', 3],
    ]);
  });

  test("of the most time in all, with by: 'total', that of open visits too", () => {
    expect(ranks(deals, { by: 'total' })).toEqual([
      ['Demo', 1],
      ['Talk', 2],
      ['Offer', 3],
    ]);
    const waiting: Deal = {
      id: 0,
      createdAt: day(1),
      status: 'open',
      stages: [{ stage: 'Offer', enteredAt: day(1) }],
    };
    expect(ranks([...deals, waiting], { by: 'total', asOf: day(41) })[0]).toEqual(['Offer', 1]);
    expect(ranks([...deals, waiting], { asOf: day(41) })[0]).toEqual(['Demo', 1]);
  });

  test("where the greatest share is lost, with by: 'dropOff'", () => {
    expect(ranks(deals, { by: 'dropOff' })).toEqual([
      ['Talk', 1],
      ['Offer', 2],
      ['Demo', 3],
    ]);
  });

  test('and never "Closed won", however long ago that was', () => {
    const closed = stays('Demo', [1, 2, 3, 4, 5]).map((deal) => ({
      ...deal,
      stages: [...deal.stages!, { stage: 'Closed won', enteredAt: deal.closedAt }],
    }));
    for (const by of BY) expect(ranks(closed, { by, asOf: day(900) })).toEqual([['Demo', 1]]);
  });
});

describe('a rank', () => {
  test('is null, and last, for a stage of fewer than minVisits ended visits: a freak must not win', () => {
    const deals = [...stays('Freak', [300, 300, 300, 300]), ...stays('Demo', [1, 2, 3, 4, 5])];
    expect(ranks(deals)).toEqual([
      ['Demo', 1],
      ['Freak', null],
    ]);
    expect(ranks(deals, { minVisits: 4 })).toEqual([
      ['Freak', 1],
      ['Demo', 2],
    ]);
  });

  test('takes no open visit for an ended one', () => {
    const open = stays('Demo', [1, 2, 3, 4, 5]).map((deal): Deal => ({ ...deal, status: 'open' }));
    expect(ranks([...open, ...stays('Demo', [1])], { asOf: day(50), by: 'total' })).toEqual([['Demo', null]]);
  });

  test('counts the visits of a deal as one where visits says so', () => {
    const [deal] = stays('Demo', [20]);
    const back = [1, 3, 5, 7, 9, 11].map((n, i) => ({ stage: i % 2 ? 'Offer' : 'Demo', enteredAt: day(n) }));
    const deals = [{ ...deal!, stages: back }];
    expect(ranks(deals, { minVisits: 3 })[0]).toEqual(['Offer', 1]);
    expect(ranks(deals, { minVisits: 3, visits: 'perDeal' }).map(([, rank]) => rank)).toEqual([null, null]);
  });

  test('is shared by stages that cost the same, in the order of stageDurations, and the next is skipped', () => {
    const five = [1, 2, 3, 4, 5];
    const deals = ['b', 'a', 'c'].flatMap((stage) => stays(stage, five));
    const longer = stays('z', [9, 9, 9, 9, 9]);
    const shorter = stays('k', [1, 1, 1, 1, 1]);
    expect(ranks([...deals, ...shorter, ...longer])).toEqual([
      ['z', 1],
      ['a', 2],
      ['b', 2],
      ['c', 2],
      ['k', 5],
    ]);
    expect(ranks([...deals, ...shorter, ...longer], { order: ['c', 'b', 'x'] })).toEqual([
      ['z', 1],
      ['c', 2],
      ['b', 2],
      ['a', 2],
      ['k', 5],
      ['x', null],
    ]);
  });

  test('is null for a stage without a value, whatever minVisits is', () => {
    const left: Deal[] = [1, 2].map((n) => ({
      id: n,
      createdAt: day(1),
      status: 'open',
      stages: [{ stage: 'Demo', enteredAt: day(1), leftAt: day(3) }],
    }));
    expect(ranks(left, { by: 'dropOff', minVisits: 0, order: ['Offer'] })).toEqual([
      ['Offer', null],
      ['Demo', null],
    ]);
    expect(ranks(left, { by: 'mean', minVisits: 0, order: ['Offer'] })).toEqual([
      ['Demo', 1],
      ['Offer', null],
    ]);
  });

  test('is 1 also where no time was lost', () => {
    const stages = [1, 2, 3, 4, 5].map((n) => ({ stage: 'Demo', enteredAt: day(n), leftAt: day(n) }));
    const deals: Deal[] = [{ id: 1, createdAt: day(1), status: 'open', stages }];
    for (const by of ['mean', 'median', 'total'] as const)
      expect(ranks(deals, { by, order: ['Offer', 'Demo'] })).toEqual([
        ['Demo', 1],
        ['Offer', null],
      ]);
  });
});

describe('of no deals', () => {
  test('there are no rows, or those of the order, without rank', () => {
    expect(bottleneck([])).toEqual([]);
    expect(bottleneck([], { order: ['Demo', 'Offer'] })).toMatchObject([
      { stage: 'Demo', rank: null, mean: null, total: 0, movedOn: { value: null } },
      { stage: 'Offer', rank: null, mean: null, total: 0, movedOn: { value: null } },
    ]);
  });
});

describe('bottleneck throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (bottleneck as (...args: unknown[]) => unknown)(...args);

  test('in its own name', () => {
    const stages = [{ stage: 'Demo', enteredAt: '2026-01-01' }];
    expect(call([{ id: 1, createdAt: 0, status: 'open', stages }])).toThrow(
      new TypeError(
        "bottleneck requires deals[0].stages[0].enteredAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(call([{ id: 1, createdAt: 0, status: 'Won' }])).toThrow(
      new RangeError("bottleneck requires deals[0].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
  });

  test('for options that there are not, and values that they do not take, also of no deals', () => {
    const messages: [object, ErrorConstructor, string][] = [
      [
        { rank: 1 },
        TypeError,
        "options among order, visits, unit, by, minVisits, during, asOf, level, got 'rank'",
      ],
      [{ by: 'p90' }, RangeError, "by to be 'mean' or 'median' or 'total' or 'dropOff', got 'p90'"],
      [{ by: null }, TypeError, "by to be 'mean' or 'median' or 'total' or 'dropOff', got null"],
      [{ minVisits: -1 }, RangeError, 'minVisits of 0 or more, got -1'],
      [{ minVisits: Number.NaN }, RangeError, 'minVisits of 0 or more, got NaN'],
      [{ minVisits: 'five' }, TypeError, "minVisits of 0 or more, got 'five'"],
      [{ visits: 'all' }, RangeError, "visits to be 'each' or 'perDeal' or 'merged', got 'all'"],
      [{ unit: 'weeks' }, RangeError, "unit to be 'days' or 'hours', got 'weeks'"],
      [{ order: ['a', 'a'] }, RangeError, "order to name a stage once, got 'a'"],
    ];
    for (const [options, kind, message] of messages)
      expect(call([], options)).toThrow(new kind(`bottleneck requires ${message}`));
  });

  test('for minVisits that is no number, also where it could be read as one', () => {
    for (const minVisits of ['5', null, [], true]) expect(call([], { minVisits })).toThrow(TypeError);
  });
});
