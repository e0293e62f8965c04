import fc from 'fast-check';
import {
  type Deal,
  type FunnelOptions,
  type FunnelRows,
  type FunnelStep,
  funnel,
  type Lead,
  rate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { nothing } from '../nothing.js';
import {
  arbitraryAsked,
  arbitraryDeals,
  arbitraryLeads,
  day,
  inTwoOrders,
  keepsTheLaws,
  near,
  STAGES,
} from './arbitraryDeals.js';
import * as reference from './reference.js';

const LEAD_STEPS = ['firstContactedAt', 'qualifiedAt', 'wonAt'];
const stageOrders = fc.shuffledSubarray([...STAGES, 'Never entered'], { minLength: 1 });
const leadOrders = fc.shuffledSubarray(['createdAt', ...LEAD_STEPS], { minLength: 1 });
const anyWays = fc.record(
  {
    skips: fc.constantFrom('count' as const, 'break' as const),
    backward: fc.constantFrom('count' as const, 'break' as const),
  },
  { requiredKeys: [] },
);
const ways = anyWays.filter(({ skips, backward }) => skips === 'break' || backward !== 'break');
const arbitraryOptions = fc.tuple(arbitraryAsked, ways).map(([asked, way]) => ({ ...asked, ...way }));

let id = 0;
/** A deal that entered stages on these days of January. */
const deal = (stages: readonly (readonly [string, number | null])[], more: Partial<Deal> = {}): Deal => ({
  id: ++id,
  createdAt: day(1),
  status: 'open',
  stages: stages.map(([stage, n]) => ({ stage, enteredAt: n === null ? null : day(n) })),
  ...more,
});
const lead = (row: Partial<Lead>): Lead => ({ id: ++id, createdAt: day(1), ...row });
const order = ['Demo', 'Offer', 'Talk'];
const read: (rows: FunnelRows, options: FunnelOptions) => FunnelStep[] = funnel as never;
const reached = (rows: FunnelRows, options: FunnelOptions = { order }) =>
  read(rows, options).map(({ reached }) => reached);
const pending = (rows: FunnelRows, options: FunnelOptions = { order }) =>
  read(rows, options).map(({ pending }) => pending);

describe('funnel, over arbitrary rows, orders, periods and instants, by its definition', () => {
  test('of deals, bare or by the name of their table', () =>
    fc.assert(
      fc.property(arbitraryDeals, stageOrders, arbitraryOptions, (deals, order, options) => {
        const expected = near(reference.funnelOfDeals(deals, order, options));
        expect(funnel(deals, { ...options, order })).toStrictEqual(expected);
        expect(funnel({ deals }, { ...options, order })).toStrictEqual(expected);
      }),
      { numRuns: 400 },
    ));

  test('of leads, bare or by the name of their table', () =>
    fc.assert(
      fc.property(arbitraryLeads, leadOrders, arbitraryOptions, (leads, order, options) => {
        const expected = near(reference.funnelOfLeads(leads, order, options));
        expect(funnel(leads, { ...options, order })).toStrictEqual(expected);
        expect(funnel({ leads }, { ...options, order })).toStrictEqual(expected);
      }),
      { numRuns: 400 },
    ));

  test('each step is reached by no more than the one before it, and pending are among those who stopped there', () =>
    fc.assert(
      fc.property(arbitraryDeals, stageOrders, arbitraryOptions, (deals, order, options) => {
        const steps = funnel(deals, { ...options, order });
        expect(steps.map(({ stage }) => stage)).toEqual(order);
        steps.forEach(({ reached, next, cumulative, pending }, i) => {
          const further = steps[i + 1]?.reached ?? 0;
          expect(further).toBeLessThanOrEqual(reached);
          expect(pending).toBeLessThanOrEqual(reached - further);
          expect(cumulative).toMatchObject({ numerator: reached, denominator: steps[0]!.cumulative.count });
          if (i === order.length - 1) expect(next).toBeNull();
          else expect(next).toMatchObject({ numerator: further, denominator: reached, excluded: nothing });
        });
      }),
    ));

  test("no more get anywhere with skips: 'break', and no more yet with backward: 'break'", () =>
    fc.assert(
      fc.property(arbitraryDeals, stageOrders, arbitraryAsked, (deals, order, asked) => {
        const all = reached(deals, { ...asked, order });
        const unbroken = reached(deals, { ...asked, order, skips: 'break' });
        const inTime = reached(deals, { ...asked, order, skips: 'break', backward: 'break' });
        order.forEach((_, i) => {
          expect(unbroken[i]).toBeLessThanOrEqual(all[i]!);
          expect(inTime[i]).toBeLessThanOrEqual(unbroken[i]!);
        });
        expect(unbroken[0]).toBe(inTime[0]);
      }),
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(
        inTwoOrders(arbitraryDeals),
        inTwoOrders(arbitraryLeads),
        stageOrders,
        arbitraryOptions,
        ([deals, shuffledDeals], [leads, shuffledLeads], order, options) => {
          keepsTheLaws(deals, shuffledDeals, (rows) => funnel(rows, { ...options, order }));
          keepsTheLaws(deals, shuffledDeals, (deals) => funnel({ deals }, { ...options, order }));
          keepsTheLaws(leads, shuffledLeads, (leads) => funnel({ leads }, options));
        },
      ),
    ));
});

describe('a step of the funnel', () => {
  const deals = [
    deal([]),
    deal([['Other', 1]]),
    deal([['Demo', 1]]),
    deal([['Demo', 1]], { status: 'lost', closedAt: day(5) }),
    deal([
      ['Demo', 1],
      ['Offer', 2],
    ]),
    deal(
      [
        ['Demo', 1],
        ['Offer', 2],
        ['Talk', 3],
      ],
      { status: 'won', closedAt: day(5) },
    ),
  ];

  test('has who reached it, the share that went on, the share of all, and who still may go on', () => {
    expect(reached(deals)).toEqual([4, 2, 1]);
    expect(pending(deals)).toEqual([1, 1, 0]);
    const [demo, offer, talk] = funnel(deals, { order, level: 0.9 });
    const excluded = { missingStages: 1 };
    expect(demo!.next).toStrictEqual(rate(2, 4, 0.9));
    expect(offer!.next).toStrictEqual(rate(1, 2, 0.9));
    expect(talk!.next).toBeNull();
    // Of the five that have stages: the one that is in none of these came in too.
    expect(demo!.cumulative).toStrictEqual({ ...rate(4, 5, 0.9), excluded });
    expect(offer!.cumulative).toStrictEqual({ ...rate(2, 5, 0.9), excluded });
    expect(talk!.cumulative).toStrictEqual({ ...rate(1, 5, 0.9), excluded });
  });

  test("has Wilson's intervals, at a level of 0.95 where nothing is said", () => {
    const rows = Array.from({ length: 320 }, (_, i) =>
      deal([['Demo', 1], ...(i < 80 ? [['Offer', 2] as const] : [])]),
    );
    const [demo] = funnel(rows, { order });
    expect(demo!.next).toMatchObject({
      value: 0.25,
      numerator: 80,
      denominator: 320,
      unit: 'ratio',
      better: 'higher',
      // The worked example of the field's text books: 25.0% (20.6%–30.0%).
      interval: { low: expect.closeTo(0.206, 3), high: expect.closeTo(0.3, 3), level: 0.95 },
    });
    expect(demo!.cumulative.interval!.high).toBe(1);
  });

  test('counts the last step as pending while the deal is open', () => {
    expect(pending([deal([['Talk', 1]]), deal([['Talk', 1]], { status: 'won', closedAt: day(2) })])).toEqual([
      0, 0, 1,
    ]);
  });

  test('counts once who was there more than once', () => {
    const back = deal([
      ['Demo', 1],
      ['Offer', 2],
      ['Demo', 3],
      ['Offer', 4],
    ]);
    expect(reached([back])).toEqual([1, 1, 0]);
  });

  test('may be the closing one, which is no visit but is entered', () => {
    const won = deal(
      [
        ['Demo', 1],
        ['Closed won', 9],
      ],
      { status: 'won', closedAt: day(9) },
    );
    expect(reached([won], { order: ['Demo', 'Closed won'] })).toEqual([1, 1]);
  });
});

describe('who skipped a step', () => {
  const skipped = [
    deal([
      ['Demo', 1],
      ['Talk', 5],
    ]),
    deal([['Talk', 5]]),
  ];

  test('reached it all the same, where nothing is said', () => {
    expect(reached(skipped)).toEqual([2, 2, 2]);
    expect(reached(skipped, { order, skips: 'count' })).toEqual([2, 2, 2]);
  });

  test("did not, nor any step after it, with skips: 'break'", () => {
    expect(reached(skipped, { order, skips: 'break' })).toEqual([1, 0, 0]);
    expect(pending(skipped, { order, skips: 'break' })).toEqual([1, 0, 0]);
  });
});

describe('steps reached in another order of time', () => {
  const back = [
    deal([
      ['Offer', 1],
      ['Demo', 5],
      ['Talk', 9],
    ]),
  ];

  test('count, in any of them', () => {
    expect(reached(back)).toEqual([1, 1, 1]);
    expect(reached(back, { order, skips: 'break' })).toEqual([1, 1, 1]);
  });

  test("end the way with backward: 'break'", () => {
    expect(reached(back, { order, skips: 'break', backward: 'break' })).toEqual([1, 0, 0]);
  });

  test('count when they were reached again in time, or at the same instant', () => {
    const asked = { order, skips: 'break', backward: 'break' } as const;
    const again = deal([
      ['Offer', 1],
      ['Demo', 5],
      ['Offer', 6],
      ['Talk', 6],
    ]);
    expect(reached([again], asked)).toEqual([1, 1, 1]);
    // The first time that it was in Demo is early enough.
    const twice = deal([
      ['Demo', 7],
      ['Offer', 3],
      ['Demo', 2],
    ]);
    expect(reached([twice], asked)).toEqual([1, 1, 0]);
  });
});

describe('the funnel of leads', () => {
  const leads = [
    lead({ firstContactedAt: day(2), qualifiedAt: day(3), wonAt: day(9) }),
    lead({ firstContactedAt: day(2), disqualifiedAt: day(4) }),
    lead({ firstContactedAt: day(3) }),
    lead({ wonAt: day(5) }),
    lead({}),
  ];

  test('has the steps contacted, qualified and won where none are given by name', () => {
    const steps = funnel({ leads });
    expect(steps.map(({ stage, reached, pending }) => [stage, reached, pending])).toEqual([
      ['firstContactedAt', 4, 1],
      ['qualifiedAt', 2, 0],
      ['wonAt', 2, 0],
    ]);
    expect(steps[0]!.cumulative).toStrictEqual(rate(4, 5, 0.95));
    expect(steps).toStrictEqual(funnel(leads, { order: LEAD_STEPS }));
  });

  test("breaks off where a step is missing, with skips: 'break'", () => {
    expect(reached({ leads }, { skips: 'break' })).toEqual([3, 1, 1]);
  });

  test('may begin with those that came in', () => {
    expect(reached({ leads }, { order: ['createdAt', 'wonAt'] })).toEqual([5, 2]);
  });

  test('takes a lead for pending until it is won or disqualified, as known at asOf', () => {
    expect(pending({ leads }, { asOf: day(3) })).toEqual([2, 1, 0]);
    expect(pending({ leads }, { asOf: day(4) })).toEqual([1, 1, 0]);
    expect(pending({ leads }, { asOf: day(9) })).toEqual([1, 0, 0]);
  });
});

describe('as known at asOf', () => {
  const deals = [
    deal(
      [
        ['Demo', 1],
        ['Offer', 5],
      ],
      { status: 'lost', closedAt: day(9) },
    ),
    deal([['Demo', 6]], { createdAt: day(6) }),
  ];

  test('steps reached later are not reached, deals closed later are open, those created later are not there', () => {
    const at = (n: number) => {
      const steps = funnel(deals, { order: ['Demo', 'Offer'], asOf: day(n) });
      return steps.map(({ reached, pending, cumulative }) => [reached, pending, cumulative.denominator]);
    };
    expect(at(4)).toEqual([
      [1, 1, 1],
      [0, 0, 1],
    ]);
    expect(at(5)).toEqual([
      [1, 0, 1],
      [1, 1, 1],
    ]);
    expect(at(6)).toEqual([
      [2, 1, 2],
      [1, 1, 2],
    ]);
    expect(at(9)).toEqual([
      [2, 1, 2],
      [1, 0, 2],
    ]);
  });

  test('during picks deals by createdAt, whenever they got on', () => {
    const during = { start: day(1), end: day(6) };
    expect(reached(deals, { order: ['Demo', 'Offer'], during })).toEqual([1, 1]);
    expect(reached(deals, { order: ['Demo'], during: { start: day(2), end: day(6) } })).toEqual([0]);
  });
});

describe('what is left out is counted in cumulative.excluded', () => {
  test('deals without stages, deals and leads that came nobody knows when, visits without a date', () => {
    const deals = [
      deal([]),
      deal([], { stages: null }),
      deal([['Demo', 1]], { createdAt: null }),
      deal([
        ['Demo', null],
        ['Other', null],
        ['Offer', 3],
      ]),
      deal([['Demo', null]]),
    ];
    const excluded = { missingStages: 2, missingCreatedAt: 1, missingEnteredAt: 3 };
    const steps = funnel(deals, { order });
    expect(steps.map(({ reached }) => reached)).toEqual([1, 1, 0]);
    for (const { cumulative, next } of steps) {
      expect(cumulative).toMatchObject({ denominator: 2, excluded });
      expect(next?.excluded ?? {}).toEqual({});
    }
    expect(reached(deals, { order, skips: 'break' })).toEqual([0, 0, 0]);
    const [step] = funnel({ leads: [lead({ createdAt: null, wonAt: day(1) })] });
    expect(step!.cumulative).toMatchObject({ denominator: 0, excluded: { missingCreatedAt: 1 } });
  });
});

describe('of nothing', () => {
  test('each step is reached by none, and its shares are null', () => {
    for (const rows of [[], { deals: [] }]) {
      const none = rate(0, 0, 0.95);
      expect(funnel(rows, { order: ['Demo', 'Offer'] })).toStrictEqual([
        { stage: 'Demo', reached: 0, next: none, cumulative: none, pending: 0 },
        { stage: 'Offer', reached: 0, next: null, cumulative: none, pending: 0 },
      ]);
    }
    expect(funnel({ leads: [] }).map(({ next }) => next?.value ?? null)).toEqual([null, null, null]);
    expect(funnel([], { order: [] })).toEqual([]);
  });
});

describe('funnel throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (funnel as (...args: unknown[]) => unknown)(...args);
  const fine = { id: 1, createdAt: day(1), status: 'open' };
  const with_ = (row: object) => call([fine, { ...fine, ...row }], { order });

  test('without an order for deals, or for rows of which nobody says what they are', () => {
    const message = 'funnel requires order (a list of stages), got undefined';
    expect(call([])).toThrow(new TypeError(message));
    expect(call({ deals: [] })).toThrow(new TypeError(message));
    expect(call({ deals: [] }, {})).toThrow(new TypeError(message));
  });

  test('for options that there are not, and values that they do not take, also of no rows', () => {
    const messages: [object, ErrorConstructor, string][] = [
      [
        { order, by: 'mean' },
        TypeError,
        "options among order, skips, backward, during, asOf, level, got 'by'",
      ],
      [{ order: ['a', 'b', 'a'] }, RangeError, "order to name a stage once, got 'a'"],
      [{ order: 'Demo' }, TypeError, "order (a list of stages), got 'Demo'"],
      [{ order: [5] }, TypeError, 'order (a list of stages), got an array of 1'],
      [{ order, skips: true }, TypeError, "skips to be 'count' or 'break', got true"],
      [{ order, skips: 'stop' }, RangeError, "skips to be 'count' or 'break', got 'stop'"],
      [{ order, backward: 'break' }, RangeError, "skips: 'break' for backward: 'break', got 'count'"],
      [{ order, backward: 'stop' }, RangeError, "backward to be 'count' or 'break', got 'stop'"],
      [{ order, asOf: 'now' }, TypeError, "asOf to be a Date or epoch milliseconds, got 'now'"],
    ];
    for (const [options, kind, message] of messages)
      expect(call([], options)).toThrow(new kind(`funnel requires ${message}`));
  });

  test('for a step that leads do not have, and one that is named twice', () => {
    expect(call({ leads: [] }, { order: ['contactedAt', 'wonAt'] })).toThrow(
      new RangeError(
        "funnel requires order among createdAt, firstContactedAt, qualifiedAt, wonAt, got 'contactedAt, wonAt'",
      ),
    );
    expect(call({ leads: [] }, { order: ['wonAt', 'wonAt'] })).toThrow(
      new RangeError("funnel requires order to name a stage once, got 'wonAt'"),
    );
  });

  test('for tables that it does not read, two of them, and rows that are none', () => {
    expect(call({ sales: [] }, { order })).toThrow(
      new TypeError('funnel requires deals or leads, got an object with sales'),
    );
    expect(call({}, { order })).toThrow(
      new TypeError('funnel requires deals or leads, got an object with nothing'),
    );
    expect(call({ deals: [], leads: [] }, { order })).toThrow(
      new TypeError('funnel requires deals or leads, got an object with deals, leads'),
    );
    for (const rows of [undefined, null, 5, { deals: null }, { deals: 5 }])
      expect(call(rows, { order })).toThrow(TypeError);
    expect(call({ leads: undefined })).toThrow(new TypeError('funnel requires rows of leads, got undefined'));
    expect(call([null], { order })).toThrow(new TypeError('funnel requires deals[0] to be a row, got null'));
  });

  test('for text where an instant should be, a status that is none, and says where', () => {
    const stages = [
      { stage: 'Demo', enteredAt: 1 },
      { stage: 'Other', enteredAt: '2026-01-01' },
    ];
    expect(with_({ stages })).toThrow(
      new TypeError(
        "funnel requires deals[1].stages[1].enteredAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(with_({ status: 'Won' })).toThrow(
      new RangeError("funnel requires deals[1].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
    expect(call({ leads: [{ id: 1, createdAt: 1, qualifiedAt: '2026-01-01' }] })).toThrow(
      new TypeError(
        "funnel requires leads[0].qualifiedAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(call([{ id: 1, createdAt: '2026-01-01' }], { order: LEAD_STEPS })).toThrow(
      new TypeError(
        "funnel requires leads[0].createdAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
  });

  test('as stageDurations does, for a stage that is no text, a visit that is none, and no list of them', () => {
    for (const stages of [[{ stage: 5, enteredAt: 1 }], [null], ['Demo'], 'Demo', 5, { Demo: 1 }]) {
      expect(with_({ stages }), JSON.stringify(stages)).toThrow(TypeError);
      expect(with_({ stages }), JSON.stringify(stages)).toThrow(/^funnel requires deals\[1\]\.stages/);
    }
  });
});
