import fc from 'fast-check';
import { compareIds, type Deal, type Id, stalledDeals } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals, arbitraryTimes, day, inTwoOrders, keepsTheLaws, near } from './arbitraryDeals.js';
import * as reference from './reference.js';

const asOf = day(100);
let id = 0;
/** A won deal that was in the stage for so many days, or without a stage took so many. */
const won = (days: number, stage?: string): Deal => ({
  id: ++id,
  createdAt: day(1),
  status: 'won',
  closedAt: day(1 + days),
  ...(stage === undefined ? {} : { stages: [{ stage, enteredAt: day(1) }] }),
});
/** An open one that has been there for so many days at asOf. */
const open = (name: Id, days: number, stage?: string): Deal => ({
  id: name,
  createdAt: day(100 - days),
  status: 'open',
  ...(stage === undefined ? {} : { stages: [{ stage, enteredAt: day(100 - days) }] }),
});
const stalled = (deals: readonly Deal[], at = asOf) =>
  stalledDeals(deals, { asOf: at }).map(({ deal, stage, days, limit }) => [deal.id, stage, days, limit]);

describe('stalledDeals, over arbitrary deals and instants', () => {
  test('holds the deals that it should by its definition, the furthest over its limit first', () =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryTimes, fc.boolean(), (deals, at, asDate) => {
        const rows = stalledDeals(deals, { asOf: asDate ? new Date(at) : at });
        const byId = [...rows].sort((a, b) => compareIds(a.deal.id, b.deal.id));
        const expected = reference.stalledDeals(deals, at).sort((a, b) => compareIds(a.deal.id, b.deal.id));
        expect(byId).toStrictEqual(expected.map(({ deal, ...more }) => ({ deal, ...near(more) })));
        for (const { deal } of rows) expect(deals).toContain(deal);
        rows.slice(1).forEach((row, i) => {
          const before = rows[i]!;
          const excess = [before, row].map(({ days, limit }) => days - limit);
          expect(excess[0]! - excess[1]!).toBeGreaterThan(-1e-9);
          if (excess[0] === excess[1]) expect(compareIds(before.deal.id, row.deal.id)).toBeLessThan(0);
        });
      }),
      { numRuns: 600 },
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(inTwoOrders(arbitraryDeals), arbitraryTimes, ([deals, shuffled], at) =>
        keepsTheLaws(deals, shuffled, (rows) => stalledDeals(rows, { asOf: at })),
      ),
    ));
});

describe('an open deal is stalled', () => {
  // The p90, type 7, of 1 to 11 days lies at the tenth: 10 days.
  const eleven = Array.from({ length: 11 }, (_, i) => i + 1);

  test('when it has been in its stage for longer than the p90 of won visits there', () => {
    const deals = [
      ...eleven.map((days) => won(days, 'Demo')),
      ...eleven.map((days) => won(days * 2, 'Offer')),
      open('a', 15, 'Demo'),
      open('b', 15, 'Offer'),
      open('c', 21, 'Offer'),
    ];
    expect(stalled(deals)).toEqual([
      ['a', 'Demo', 15, 10],
      ['c', 'Offer', 21, 20],
    ]);
  });

  test('when it is in no stage and has been open for longer than the p90 of won cycles', () => {
    const deals = [...eleven.map((days) => won(days)), open('a', 11), { ...open('b', 30), stages: null }];
    expect(stalled(deals)).toEqual([
      ['b', null, 30, 10],
      ['a', null, 11, 10],
    ]);
  });

  test('when it is strictly older: at the limit it is not', () => {
    const deals = [...eleven.map((days) => won(days, 'Demo')), open('a', 10, 'Demo')];
    expect(stalled(deals)).toEqual([]);
    expect(stalled(deals, asOf + 1).map(([name]) => name)).toEqual(['a']);
  });

  test('by the straight line between two won visits', () => {
    const deals = [won(10, 'Demo'), won(20, 'Demo'), open('a', 18.9, 'Demo'), open('b', 19.1, 'Demo')];
    const [row, ...more] = stalledDeals(deals, { asOf });
    expect(more).toEqual([]);
    expect(row).toMatchObject({ deal: { id: 'b' }, limit: expect.closeTo(19, 9) });
  });

  test('in its last stage, since it entered that, and not by its age or by those before', () => {
    const stages = [
      { stage: 'Demo', enteredAt: day(2) },
      { stage: 'Offer', enteredAt: day(98) },
    ];
    const deals = [won(10, 'Demo'), won(5, 'Offer'), { ...open('a', 99), stages }];
    expect(stalled(deals)).toEqual([]);
    expect(stalled(deals, day(104))).toEqual([['a', 'Offer', 6, 5]]);
  });

  test('as a whole when it has left its last stage: it is in none', () => {
    const stages = [{ stage: 'Demo', enteredAt: day(2), leftAt: day(3) }];
    const deals = [won(10), won(1, 'Demo'), { ...open('a', 99), stages }];
    // Nine tenths of the way from 1 to 10 days.
    expect(stalledDeals(deals, { asOf })).toMatchObject([
      { stage: null, days: 99, limit: expect.closeTo(9.1, 9) },
    ]);
  });

  test('never where no won deal has been: there is no limit', () => {
    const lost = { ...won(1, 'Demo'), status: 'lost' } as const;
    expect(stalled([lost, won(1, 'Offer'), open('a', 90, 'Demo')])).toEqual([]);
    expect(stalled([open('a', 90)])).toEqual([]);
  });

  test('by no visit of lost deals, of open ones, or to the closing stage', () => {
    const closing: Deal = {
      ...won(3, 'Demo'),
      stages: [
        { stage: 'Demo', enteredAt: day(1) },
        { stage: 'Closed won', enteredAt: day(4), leftAt: day(90) },
      ],
    };
    const lost = { ...won(80, 'Demo'), status: 'lost' } as const;
    const deals = [closing, lost, open('a', 4, 'Demo'), open('b', 90, 'Closed won')];
    expect(stalled(deals)).toEqual([['a', 'Demo', 4, 3]]);
  });

  test('by no won visit or cycle that cannot be timed', () => {
    const unknown = { ...won(50, 'Demo'), closedAt: null };
    const negative = { ...won(3), createdAt: day(20) };
    const undated = { ...won(3), createdAt: null };
    expect(stalled([unknown, open('a', 90, 'Demo')])).toEqual([]);
    expect(stalled([negative, undated, open('a', 90)])).toEqual([]);
    expect(stalled([won(3), { ...open('a', 90), createdAt: null }])).toEqual([]);
  });
});

describe('as known at asOf', () => {
  test('a deal won later is open and sets no limit', () => {
    const deals = [won(10, 'Demo'), { ...won(50, 'Demo'), id: 'later' }];
    expect(stalled(deals, day(30))).toEqual([['later', 'Demo', 29, 10]]);
    expect(stalled(deals, day(51))).toEqual([]);
  });

  test('a deal created later does not exist, and a stage entered later is not entered', () => {
    const moving: Deal = {
      ...open('a', 99),
      stages: [
        { stage: 'Demo', enteredAt: day(1) },
        { stage: 'Offer', enteredAt: day(40) },
      ],
    };
    const deals = [won(10, 'Demo'), won(10, 'Offer'), moving, { ...open('b', 60, 'Demo') }];
    expect(stalled(deals, day(39))).toEqual([['a', 'Demo', 38, 10]]);
    expect(stalled(deals, day(40))).toEqual([]);
    expect(stalled(deals, day(51))).toEqual([
      ['a', 'Offer', 11, 10],
      ['b', 'Demo', 11, 10],
    ]);
  });
});

describe('the worst come first', () => {
  test('by what they are over their limit, not by age', () => {
    const deals = [won(10, 'Demo'), won(50, 'Offer'), open('a', 55, 'Offer'), open('b', 30, 'Demo')];
    expect(stalled(deals).map(([name]) => name)).toEqual(['b', 'a']);
  });

  test('and by id where that is the same', () => {
    const ids = ['b', '10', 'B', 9];
    const deals = [won(10, 'Demo'), ...ids.map((name) => open(name, 30, 'Demo'))];
    expect(stalled(deals).map(([name]) => name)).toEqual([9, '10', 'B', 'b']);
  });

  test('and by id where that is the same to the millisecond, in stages of different limits', () => {
    // Each is over by a day, though 1.4 − 0.4 is less than 1.5 − 0.5 to a double.
    const tenths = Array.from({ length: 30 }, (_, i) => i + 1);
    const hours = (n: number) => n * 2.4 * 3_600_000;
    const deals = tenths.flatMap((n): Deal[] => [
      { ...won(0, `stage ${n}`), closedAt: day(1) + hours(n) },
      {
        ...open(n, 0, `stage ${n}`),
        createdAt: day(1),
        stages: [{ stage: `stage ${n}`, enteredAt: asOf - hours(n) - hours(10) }],
      },
    ]);
    expect(stalled(deals).map(([name]) => name)).toEqual(tenths);
  });

  test('with the very rows that were given', () => {
    const row = { ...open('a', 90), region: 'north' };
    const [found] = stalledDeals([{ ...won(1), region: 'south' }, row], { asOf });
    expect(found!.deal).toBe(row);
    expect(found!.deal.region).toBe('north');
  });
});

test('of no deals none is stalled', () => {
  expect(stalledDeals([], { asOf })).toEqual([]);
  expect(stalledDeals(new Set<Deal>(), { asOf: new Date(asOf) })).toEqual([]);
});

test("with visits: 'merged' a stage that is logged again does not begin anew", () => {
  const stages = [70, 95].map((n) => ({ stage: 'Demo', enteredAt: day(n) }));
  const deals = [won(10, 'Demo'), { id: 'x', createdAt: day(70), status: 'open' as const, stages }];
  expect(stalledDeals(deals, { asOf })).toEqual([]);
  expect(stalledDeals(deals, { asOf, visits: 'merged' })).toMatchObject([
    { deal: { id: 'x' }, stage: 'Demo', days: 30, limit: 10 },
  ]);
});

describe('stalledDeals throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (stalledDeals as (...args: unknown[]) => unknown)(...args);

  test('without asOf, also of no deals', () => {
    const message = 'stalledDeals requires asOf, until which open deals count, got undefined';
    expect(call([])).toThrow(new TypeError(message));
    expect(call([], {})).toThrow(new TypeError(message));
    expect(call([], { asOf: undefined })).toThrow(new TypeError(message));
    expect(call([], { asOf: null })).toThrow(TypeError);
  });

  test('for an asOf that is no instant, and for other options', () => {
    expect(call([], { asOf: '2026-01-01' })).toThrow(
      new TypeError("stalledDeals requires asOf to be a Date or epoch milliseconds, got '2026-01-01'"),
    );
    expect(call([], { asOf: new Date('x') })).toThrow(RangeError);
    expect(call([], { asOf, during: { start: 0, end: 1 } })).toThrow(
      new TypeError("stalledDeals requires no options but asOf, visits, got 'during'"),
    );
    expect(call([], { asOf, unit: 'hours' })).toThrow(TypeError);
  });

  test('for text where an instant should be, a status that is none, a stage that is no text, and says where', () => {
    const fine = { id: 1, createdAt: day(1), status: 'open' };
    const with_ = (row: object) => call([fine, { ...fine, ...row }], { asOf });
    expect(with_({ stages: [{ stage: 'Demo', enteredAt: '2026-01-01' }] })).toThrow(
      new TypeError(
        "stalledDeals requires deals[1].stages[0].enteredAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(with_({ status: 'won', closedAt: '2026-01-01' })).toThrow(
      new TypeError(
        "stalledDeals requires deals[1].closedAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(with_({ status: 'Won' })).toThrow(
      new RangeError("stalledDeals requires deals[1].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
    expect(with_({ stages: [{ stage: 7, enteredAt: 1 }] })).toThrow(
      new TypeError('stalledDeals requires deals[1].stages[0].stage to be a stage as text, got 7'),
    );
    expect(call([null], { asOf })).toThrow(
      new TypeError('stalledDeals requires deals[0] to be a row, got null'),
    );
  });
});
