import fc from 'fast-check';
import { type Deal, type StageRow, stageDurations } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { nothing } from '../nothing.js';
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

type Visit = NonNullable<Deal['stages']>[number];
/** A visit from one day of January to another. */
const at = (stage: string, entered: number | null, left?: number): Visit => ({
  stage,
  enteredAt: entered === null ? null : day(entered),
  ...(left === undefined ? {} : { leftAt: day(left) }),
});
let id = 0;
const deal = (status: Deal['status'], closed: number | null, ...stages: Visit[]): Deal => ({
  id: ++id,
  createdAt: day(1),
  status,
  closedAt: closed === null ? null : day(closed),
  stages,
});
const won = (closed: number, ...stages: Visit[]) => deal('won', closed, ...stages);
const lost = (closed: number, ...stages: Visit[]) => deal('lost', closed, ...stages);
const open = (...stages: Visit[]) => deal('open', null, ...stages);
/** Each stage with what it says of some columns. */
const read = <C extends keyof StageRow>(
  deals: readonly Deal[],
  columns: readonly C[],
  options?: Parameters<typeof stageDurations>[1],
) => Object.fromEntries(stageDurations(deals, options).map((row) => [row.stage, columns.map((c) => row[c])]));

const UNITS = ['each', 'perDeal', 'merged'] as const;
const arbitraryOptions = fc
  .tuple(arbitraryAsked, arbitraryOrder, fc.constantFrom(undefined, 'days' as const, 'hours' as const))
  .map(([asked, order, unit]) => ({ ...asked, order, unit }));

describe('stageDurations, over arbitrary deals, periods, orders and instants, by its definition', () => {
  test.each(UNITS)("with visits: '%s'", (visits) =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => {
        const asked = { ...options, visits };
        expect(stageDurations(deals, asked)).toStrictEqual(near(reference.stageDurations(deals, asked)));
      }),
      { numRuns: 400 },
    ),
  );

  test("takes visits: 'each', days and a level of 0.95 where nothing is said", () =>
    fc.assert(
      fc.property(arbitraryDeals, (deals) => {
        expect(stageDurations(deals)).toStrictEqual(near(reference.stageDurations(deals, {})));
        expect(stageDurations(deals)).toStrictEqual(
          stageDurations(deals, { visits: 'each', unit: 'days', level: 0.95, order: [] }),
        );
      }),
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(
        inTwoOrders(arbitraryDeals),
        arbitraryOptions,
        fc.constantFrom(...UNITS),
        ([deals, shuffled], options, visits) =>
          keepsTheLaws(deals, shuffled, (rows) => stageDurations(rows, { ...options, visits })),
      ),
    ));

  test('says nothing of what is after asOf: as if it had not been written yet', () =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, fc.constantFrom(...UNITS), (deals, options, visits) => {
        const asOf = options.asOf ?? day(15);
        const later = (instant: Deal['closedAt']) => Number(instant ?? Number.NaN) > Number(asOf);
        const then = deals
          .filter(({ createdAt }) => !later(createdAt))
          .map(
            (each): Deal => ({
              ...each,
              status: later(each.closedAt) ? 'open' : each.status,
              stages: each.stages
                ?.filter(({ enteredAt }) => !later(enteredAt))
                .map((visit) => (later(visit.leftAt) ? { ...visit, leftAt: null } : visit)),
            }),
          );
        const asked = { ...options, visits, asOf };
        expect(stageDurations(deals, asked)).toStrictEqual(stageDurations(then, asked));
      }),
    ));

  test('shares add up to 1, and every visit is counted or left out', () =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryAsked, (deals, { asOf }) => {
        const rows = stageDurations(deals, { asOf });
        const shares = rows.map(({ share }) => share);
        if (shares.some((share) => share !== null))
          expect(shares.reduce((a, b) => a! + b!, 0)).toBeCloseTo(1, 12);
        else expect(rows.every(({ total }) => total === 0)).toBe(true);
        for (const { visits, ended, open, movedOn } of rows) {
          expect(visits).toBe(ended + open);
          expect(movedOn.denominator).toBeLessThanOrEqual(ended);
        }
        const counted = rows.flatMap(({ visits, excluded }) => [visits, ...Object.values(excluded)]);
        const there = deals
          .filter(({ createdAt }) => asOf === undefined || !(Number(createdAt ?? 0) > Number(asOf)))
          .flatMap((each) => reference.visitsOf(each, asOf === undefined ? null : Number(asOf)));
        expect(counted.reduce((a, b) => a + b, 0)).toBe(there.length);
      }),
    ));
});

describe('a visit ends', () => {
  test('when it was left, else at the next visit, else when the deal was closed', () => {
    const deals = [won(20, at('Demo', 1, 3), at('Offer', 5), at('Talk', 9))];
    expect(read(deals, ['mean', 'ended', 'open'])).toEqual({
      Demo: [2, 1, 0],
      Offer: [4, 1, 0],
      Talk: [11, 1, 0],
    });
  });

  test('when it was left, also where that is after the next visit, or after the closing', () => {
    const deals = [won(20, at('Demo', 1, 8), at('Offer', 5, 25))];
    expect(read(deals, ['mean'])).toEqual({ Demo: [7], Offer: [20] });
  });

  test('at the next visit in time, however they are listed', () => {
    const deals = [won(20, at('Talk', 9), at('Demo', 1), at('Offer', 5))];
    expect(read(deals, ['mean'])).toEqual({ Demo: [4], Offer: [4], Talk: [11] });
  });

  test('as listed where visits begin at one instant, and no time counts too', () => {
    const deals = [won(20, at('Demo', 1), at('Offer', 5), at('Talk', 5))];
    expect(read(deals, ['ended', 'mean'])).toEqual({ Demo: [1, 4], Offer: [1, 0], Talk: [1, 15] });
    const other = [won(20, at('Demo', 1), at('Talk', 5), at('Offer', 5))];
    expect(read(other, ['ended', 'mean'])).toEqual({ Demo: [1, 4], Talk: [1, 0], Offer: [1, 15] });
  });

  test('on an open deal at asOf for the time being, and else is only counted', () => {
    const deals = [open(at('Demo', 1), at('Offer', 5))];
    const columns = ['visits', 'ended', 'open', 'mean', 'total', 'share'] as const;
    expect(read(deals, columns)).toEqual({ Demo: [1, 1, 0, 4, 4, 1], Offer: [1, 0, 1, null, 0, 0] });
    expect(read(deals, columns, { asOf: day(21) })).toEqual({
      Demo: [1, 1, 0, 4, 4, 0.2],
      Offer: [1, 0, 1, null, 16, 0.8],
    });
  });

  test('on an open deal never at its closedAt, which is a forecast', () => {
    expect(read([deal('open', 9, at('Demo', 1), at('Offer', 12))], ['ended', 'open'])).toEqual({
      Demo: [1, 0],
      Offer: [0, 1],
    });
  });
});

describe('a stage entered at the closing or later', () => {
  test('is no visit: "Closed won" is never where the time goes', () => {
    const deals = [
      won(20, at('Demo', 1), at('Closed won', 20)),
      won(20, at('Demo', 1), at('Closed won', 21)),
      lost(20, at('Demo', 1), at('Closed lost', 20, 30)),
    ];
    expect(read(deals, ['visits', 'mean'], { asOf: day(300) })).toEqual({ Demo: [3, 19] });
  });

  test('does not end the visit before it: the closing does', () => {
    expect(read([won(10, at('Demo', 1), at('Closed won', 15))], ['mean'])).toEqual({ Demo: [9] });
  });

  test('is one while the closing is not known yet, or nobody says when it was', () => {
    const deals = [won(20, at('Demo', 1), at('Closed won', 20))];
    expect(read(deals, ['ended', 'open'], { asOf: day(19) })).toEqual({ Demo: [0, 1] });
    const unknown = [deal('won', null, at('Demo', 1), at('Closed won', 20))];
    expect(read(unknown, ['ended', 'excluded'])).toEqual({
      Demo: [1, {}],
      'Closed won': [0, { missingClosedAt: 1 }],
    });
  });

  test('of a deal that was opened again is a visit, the last closing aside', () => {
    const reopened = [at('Demo', 1), at('Closed lost', 5), at('Demo', 8), at('Closed won', 12)];
    expect(read([won(12, ...reopened)], ['visits', 'total'])).toEqual({
      Demo: [2, 8],
      'Closed lost': [1, 3],
    });
    const again = [deal('open', 5, at('Demo', 1), at('Closed lost', 5), at('Demo', 8))];
    expect(read(again, ['ended', 'open', 'total'], { asOf: day(10) })).toEqual({
      Demo: [1, 1, 6],
      'Closed lost': [1, 0, 3],
    });
  });
});

describe('as known at asOf', () => {
  const deals = [won(20, at('Demo', 1, 4), at('Offer', 5, 18), at('Talk', 9))];
  const then = (n: number) => read(deals, ['ended', 'open', 'total'], { asOf: day(n) });

  test('what was left later is not left yet', () => {
    expect(then(3)).toEqual({ Demo: [0, 1, 2] });
    expect(then(4)).toEqual({ Demo: [1, 0, 3] });
  });

  test('what was entered later is not entered yet', () => {
    expect(then(8)).toEqual({ Demo: [1, 0, 3], Offer: [0, 1, 3] });
    // Its end is not known, but what came next is.
    expect(then(9)).toEqual({ Demo: [1, 0, 3], Offer: [1, 0, 4], Talk: [0, 1, 0] });
  });

  test('a deal closed later is open, and one created later does not exist', () => {
    expect(then(19)).toEqual({ Demo: [1, 0, 3], Offer: [1, 0, 13], Talk: [0, 1, 10] });
    expect(then(20)).toEqual({ Demo: [1, 0, 3], Offer: [1, 0, 13], Talk: [1, 0, 11] });
    expect(stageDurations([{ ...deals[0]!, createdAt: day(2) }], { asOf: day(1) })).toEqual([]);
  });

  test('a deal that nobody knows when it was created exists', () => {
    expect(stageDurations([{ ...deals[0]!, createdAt: null }], { asOf: day(4) })).toHaveLength(1);
  });
});

describe('what cannot be timed is left out and counted in the row of its stage', () => {
  test('as negativeDuration where it was left before it was entered', () => {
    const deals = [won(20, at('Demo', 1), at('Offer', 9, 5), at('Talk', 12))];
    expect(read(deals, ['visits', 'mean', 'excluded'])).toEqual({
      Demo: [1, 8, {}],
      Offer: [0, null, { negativeDuration: 1 }],
      Talk: [1, 8, {}],
    });
  });

  test('as missingEnteredAt where nobody knows when it began; it ends none before it', () => {
    const deals = [won(20, at('Demo', 1), at('Offer', null, 9), at('Talk', 12))];
    expect(read(deals, ['visits', 'mean', 'excluded'])).toEqual({
      Demo: [1, 11, {}],
      Offer: [0, null, { missingEnteredAt: 1 }],
      Talk: [1, 8, {}],
    });
  });

  test('as missingClosedAt where only that could end it', () => {
    const deals = [
      deal('lost', null, at('Demo', 1), at('Offer', 9)),
      deal('lost', null, at('Demo', 1), at('Offer', 9, 12)),
    ];
    expect(read(deals, ['ended', 'mean', 'excluded'])).toEqual({
      Demo: [2, 8, {}],
      Offer: [1, 3, { missingClosedAt: 1 }],
    });
  });

  test('and has a row also where nothing else was there', () => {
    const [row] = stageDurations([won(20, at('Demo', null))]);
    expect(row).toMatchObject({ stage: 'Demo', visits: 0, total: 0, share: null });
    expect(row!.movedOn.value).toBeNull();
  });
});

describe('the columns', () => {
  test('mean, median and p90 (type 7) are of ended visits', () => {
    const deals = [1, 2, 3, 4, 10].map((days) => won(1 + days, at('Demo', 1)));
    const [row] = stageDurations([...deals, open(at('Demo', 1))], { asOf: day(200) });
    expect(row).toMatchObject({ visits: 6, ended: 5, open: 1, mean: 4, median: 3, total: 20 + 199 });
    expect(row!.p90).toBeCloseTo(7.6, 12);
  });

  test('medianWithOpen has the open visits in view', () => {
    const ended = (...days: number[]) => days.map((n) => won(1 + n, at('Demo', 1)));
    const since = (...days: number[]) => days.map((n) => open(at('Demo', 51 - n)));
    const median = (deals: Deal[], options = { asOf: day(51) as number | undefined }) =>
      stageDurations(deals, options)[0]!.medianWithOpen;
    expect(median([...ended(2, 4), ...since(10)])).toBe(4);
    // Half are left after 2: the middle from there to the next end.
    expect(median(ended(2, 4))).toBe(3);
    // Half are left after 4, and nothing follows: the middle from there to the last that was seen.
    expect(median([...ended(2, 4), ...since(10, 10)])).toBe(7);
    expect(median([...ended(2), ...since(3, 3, 3)])).toBeNull();
    // Who has been there for 2 days was there when another left after 2.
    expect(median([...ended(2, 3), ...since(2)])).toBe(3);
    expect(median([...ended(2, 4), ...since(10)], { asOf: undefined })).toBeNull();
    expect(median(since(1))).toBeNull();
  });

  test('movedOn is of ended visits those that went on or were won, the others being lost there', () => {
    const deals = [
      won(20, at('Demo', 1), at('Offer', 5)),
      lost(20, at('Demo', 1), at('Offer', 5)),
      lost(20, at('Demo', 1)),
      open(at('Demo', 1), at('Offer', 5)),
      // Left, and nobody knows where to.
      open(at('Offer', 1, 5)),
    ];
    const [demo, offer] = stageDurations(deals, { asOf: day(30), level: 0.9 });
    expect(demo!.movedOn).toMatchObject({ numerator: 3, denominator: 4, value: 0.75, excluded: nothing });
    expect(demo!.movedOn.interval!.level).toBe(0.9);
    expect(offer).toMatchObject({ visits: 4, ended: 3, open: 1 });
    expect(offer!.movedOn).toMatchObject({ numerator: 1, denominator: 2, unit: 'ratio', better: 'higher' });
  });

  test('times are days, or hours', () => {
    const deals = [won(3, at('Demo', 1)), open(at('Demo', 2))];
    const asOf = day(3);
    const times = { mean: 2, median: 2, p90: 2, medianWithOpen: 2, total: 3, share: 1 };
    expect(stageDurations(deals, { asOf })[0]).toMatchObject(times);
    const hours = { mean: 48, median: 48, p90: 48, medianWithOpen: 48, total: 72, share: 1 };
    expect(stageDurations(deals, { asOf, unit: 'hours' })[0]).toMatchObject(hours);
  });

  test('share is null where no time has passed at all', () => {
    const none = [won(5, at('Demo', 1), at('Offer', 1, 1)), open(at('Talk', 3))];
    expect(read(none, ['total', 'share'])).toEqual({ Demo: [0, null], Offer: [0, null], Talk: [0, null] });
  });
});

describe('the rows', () => {
  const deals = [won(9, at('b', 1), at('10', 2), at('B', 3), at('9', 4), at('Offer', 5), at('Demo', 6))];
  const stages = (order?: string[]) => stageDurations(deals, { order }).map(({ stage }) => stage);

  test('are in the order given, others after, by name', () => {
    expect(stages()).toEqual(['9', '10', 'B', 'Demo', 'Offer', 'b']);
    expect(stages(['Offer', 'Demo', '10'])).toEqual(['Offer', 'Demo', '10', '9', 'B', 'b']);
  });

  test('hold each stage of the order, also those that no deal has visited', () => {
    const [row] = stageDurations([], { order: ['Demo'] });
    expect(row).toStrictEqual({
      stage: 'Demo',
      visits: 0,
      ended: 0,
      open: 0,
      mean: null,
      median: null,
      p90: null,
      medianWithOpen: null,
      total: 0,
      share: null,
      movedOn: {
        value: null,
        unit: 'ratio',
        better: 'higher',
        numerator: 0,
        denominator: 0,
        count: 0,
        interval: null,
        excluded: {},
      },
      excluded: {},
    });
    expect(stages(['Never'])[0]).toBe('Never');
  });

  test('are none for no deals, and for deals without stages', () => {
    expect(stageDurations([])).toEqual([]);
    const { stages: _, ...bare } = won(3);
    expect(stageDurations([bare, { ...bare, stages: null }, { ...bare, stages: [] }])).toEqual([]);
  });

  test('are of visits entered in the period, its start included, its end not', () => {
    const during = { start: day(5), end: day(9) };
    const deals = [won(20, at('Demo', 4), at('Offer', 5), at('Talk', 8), at('Signing', 9))];
    expect(read(deals, ['mean', 'share'], { during })).toEqual({ Offer: [3, 0.75], Talk: [1, 0.25] });
    expect(read(deals, ['visits'], { during, order: ['Demo'] })).toEqual({
      Demo: [0],
      Offer: [1],
      Talk: [1],
    });
  });
});

describe('a stage that a deal comes back to', () => {
  const back = [at('Demo', 1), at('Offer', 5), at('Demo', 9)];
  const columns = ['ended', 'open', 'total'] as const;

  test("has each visit for itself, or with visits: 'perDeal' one of the deal", () => {
    expect(read([won(20, ...back)], columns)).toEqual({ Demo: [2, 0, 15], Offer: [1, 0, 4] });
    expect(read([won(20, ...back)], ['ended', 'mean'], { visits: 'perDeal' })).toEqual({
      Demo: [1, 15],
      Offer: [1, 4],
    });
    // The last of them says what became of it.
    const [demo] = stageDurations([lost(20, ...back)], { visits: 'perDeal' });
    expect(demo!.movedOn).toMatchObject({ numerator: 0, denominator: 1 });
  });

  test('counts for what has ended while it is there again and nobody can time it', () => {
    expect(read([open(...back)], columns, { visits: 'perDeal' })).toEqual({
      Demo: [1, 0, 4],
      Offer: [1, 0, 4],
    });
    expect(read([open(at('Demo', 1))], columns, { visits: 'perDeal' })).toEqual({ Demo: [0, 1, 0] });
  });

  test('is open for all its time where it is there again and asOf says until when', () => {
    const asked = { visits: 'perDeal', asOf: day(20) } as const;
    expect(read([open(...back)], columns, asked)).toEqual({ Demo: [0, 1, 15], Offer: [1, 0, 4] });
  });

  test("adds up with visits: 'perDeal' what was entered in the period, and nothing else", () => {
    const during = { start: day(2), end: day(30) };
    expect(read([won(20, ...back)], columns, { visits: 'perDeal', during })).toEqual({
      Demo: [1, 0, 11],
      Offer: [1, 0, 4],
    });
  });

  test("leaves out with visits: 'perDeal' what cannot be timed, and keeps the rest", () => {
    const stages = [at('Demo', 1), at('Offer', 5), at('Demo', 9, 8), at('Demo', 10)];
    expect(
      read([deal('won', null, ...stages)], ['ended', 'total', 'excluded'], { visits: 'perDeal' }),
    ).toEqual({
      Demo: [1, 4, { negativeDuration: 1, missingClosedAt: 1 }],
      Offer: [1, 4, {}],
    });
  });
});

describe("visits: 'merged'", () => {
  const merged = (deals: Deal[], options = {}) =>
    read(deals, ['ended', 'open', 'total'], { visits: 'merged', ...options });

  test('makes one visit of consecutive ones, gaps included, and of no others', () => {
    const deals = [won(20, at('Demo', 3, 5), at('Demo', 1, 2), at('Offer', 6), at('Demo', 9))];
    expect(merged(deals)).toEqual({ Demo: [2, 0, 15], Offer: [1, 0, 3] });
  });

  test('lasts until the latest end, and takes no visit in that was left before it was entered', () => {
    expect(merged([open(at('Demo', 1, 20), at('Demo', 5, 10), at('Offer', 21))])).toMatchObject({
      Demo: [1, 0, 19],
    });
    const deals = [open(at('Demo', 1, 5), at('Demo', 6, 4), at('Demo', 7, 8), at('Offer', 9))];
    expect(merged(deals)).toMatchObject({ Demo: [1, 0, 7] });
    expect(stageDurations(deals, { visits: 'merged' })[0]!.excluded).toEqual({ negativeDuration: 1 });
  });

  test('is open as its last visit is, from the first entry on', () => {
    const deals = [open(at('Demo', 1, 3), at('Demo', 5))];
    expect(merged(deals)).toEqual({ Demo: [0, 1, 0] });
    expect(merged(deals, { asOf: day(11) })).toEqual({ Demo: [0, 1, 10] });
  });

  test('places it at its first entry', () => {
    const deals = [won(20, at('Demo', 1), at('Demo', 5), at('Offer', 9))];
    expect(merged(deals, { during: { start: day(1), end: day(2) } })).toEqual({ Demo: [1, 0, 8] });
    expect(merged(deals, { during: { start: day(2), end: day(30) } })).toEqual({ Offer: [1, 0, 11] });
  });

  test('says of it what became of the last', () => {
    const [demo] = stageDurations([lost(9, at('Demo', 1), at('Demo', 5))], { visits: 'merged' });
    expect(demo!.movedOn).toMatchObject({ numerator: 0, denominator: 1 });
  });
});

describe('stageDurations throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (stageDurations as (...args: unknown[]) => unknown)(...args);
  const fine = { id: 1, createdAt: day(1), status: 'open' };
  const with_ = (row: object) => call([fine, { ...fine, ...row }]);

  test('for text where an instant should be, and says where', () => {
    const stages = [at('Demo', 1), at('Offer', 2), { stage: 'Talk', enteredAt: '2026-01-01' }];
    expect(with_({ stages })).toThrow(
      new TypeError(
        "stageDurations requires deals[1].stages[2].enteredAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    const left = [{ stage: 'Talk', enteredAt: 1, leftAt: '2026-01-01' }];
    expect(with_({ stages: left })).toThrow(
      new TypeError(
        "stageDurations requires deals[1].stages[0].leftAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(with_({ createdAt: '2026-01-01' })).toThrow(
      new TypeError(
        "stageDurations requires deals[1].createdAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(with_({ status: 'won', closedAt: '2026-01-01' })).toThrow(
      new TypeError(
        "stageDurations requires deals[1].closedAt to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(with_({ status: 'open', closedAt: 'soon' })).not.toThrow();
  });

  test('for an instant that no Date can hold', () => {
    expect(with_({ stages: [{ stage: 'Demo', enteredAt: Number.NaN }] })).toThrow(
      new RangeError(
        'stageDurations requires deals[1].stages[0].enteredAt to be epoch milliseconds that a Date can hold, got NaN',
      ),
    );
    expect(with_({ stages: [{ stage: 'Demo', enteredAt: 1, leftAt: new Date('x') }] })).toThrow(
      new RangeError(
        'stageDurations requires deals[1].stages[0].leftAt to be a valid Date, got an invalid Date',
      ),
    );
  });

  test('for a stage that is no text, a visit that is none, and no list of them', () => {
    const messages = [
      [[{ stage: 5, enteredAt: 1 }], 'deals[1].stages[0].stage to be a stage as text, got 5'],
      [[{ stage: null, enteredAt: 1 }], /deals\[1\]\.stages\[0\].* to be a stage as text, got/],
      [[at('Demo', 1), null], 'deals[1].stages[1] to be a visit, got null'],
      [['Demo'], "deals[1].stages[0] to be a visit, got 'Demo'"],
      ['Demo', "deals[1].stages to be a list of visits, got 'Demo'"],
      [{ Demo: 1 }, 'deals[1].stages to be a list of visits, got an object with Demo'],
    ] as const;
    for (const [stages, message] of messages) {
      expect(with_({ stages })).toThrow(TypeError);
      expect(with_({ stages })).toThrow(message);
    }
  });

  test('for a status that is none', () => {
    expect(with_({ status: 'Won' })).toThrow(
      new RangeError("stageDurations requires deals[1].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
    expect(with_({ status: 5 })).toThrow(
      new TypeError("stageDurations requires deals[1].status to be 'open', 'won' or 'lost', got 5"),
    );
  });

  test('and names the field that is wrong, not another that holds the same', () => {
    const row = { id: 1, createdAt: 0, stages: [{ stage: 'Won', enteredAt: 1 }], status: 'Won' };
    expect(call([row])).toThrow(
      "stageDurations requires deals[0].status to be 'open', 'won' or 'lost', got 'Won'",
    );
    expect(call([{ id: 1, createdAt: 0, amount: null, status: null }])).toThrow(
      "stageDurations requires deals[0].status to be 'open', 'won' or 'lost', got null",
    );
    expect(with_({ closedAt: null, stages: [at('Demo', 1), null] })).toThrow(
      'stageDurations requires deals[1].stages[1] to be a visit, got null',
    );
    const note = { id: 1, note: '2026-01-01', createdAt: 0, status: 'open' };
    expect(call([{ ...note, stages: [{ stage: 'Demo', enteredAt: '2026-01-01' }] }])).toThrow(
      "stageDurations requires deals[0].stages[0].enteredAt to be a Date or epoch milliseconds, got '2026-01-01'",
    );
  });

  test('and names the place also in rows that refer to each other', () => {
    const row: Record<string, unknown> = { id: 1, createdAt: 0, contacts: [], status: 'Won' };
    row.contacts = [{ name: 'Ada', deals: [row] }];
    expect(call([row])).toThrow(
      "stageDurations requires deals[0].status to be 'open', 'won' or 'lost', got 'Won'",
    );
  });

  test('for rows that are none', () => {
    expect(call([fine, null])).toThrow(
      new TypeError('stageDurations requires deals[1] to be a row, got null'),
    );
    expect(call({ deals: [] })).toThrow(
      new TypeError('stageDurations requires rows of deals, got an object with deals'),
    );
    for (const rows of [undefined, null, 5, 'deals']) expect(call(rows)).toThrow(TypeError);
    expect(call(Promise.resolve([]))).toThrow(
      'stageDurations requires rows of deals, got a promise (await it first)',
    );
  });

  test('for options that there are not, and values that they do not take, also of no deals', () => {
    const messages: [object, ErrorConstructor, string][] = [
      [{ by: 'mean' }, TypeError, "options among order, visits, unit, during, asOf, level, got 'by'"],
      [{ visits: 'all' }, RangeError, "visits to be 'each' or 'perDeal' or 'merged', got 'all'"],
      [{ visits: 1 }, TypeError, "visits to be 'each' or 'perDeal' or 'merged', got 1"],
      [{ unit: 'weeks' }, RangeError, "unit to be 'days' or 'hours', got 'weeks'"],
      [{ unit: null }, TypeError, "unit to be 'days' or 'hours', got null"],
      [{ order: ['a', 'b', 'a'] }, RangeError, "order to name a stage once, got 'a'"],
      [{ order: 'Demo' }, TypeError, "order (a list of stages), got 'Demo'"],
      [{ order: ['a', 1] }, TypeError, 'order (a list of stages), got an array of 2'],
      [{ asOf: '2026-01-01' }, TypeError, "asOf to be a Date or epoch milliseconds, got '2026-01-01'"],
      [{ level: 1 }, RangeError, 'a level between 0 and 1, got 1'],
      [
        { during: { start: 2, end: 1 } },
        RangeError,
        'during to end after its start, got an object with start, end',
      ],
    ];
    for (const [options, kind, message] of messages)
      expect(call([], options)).toThrow(new kind(`stageDurations requires ${message}`));
    expect(call([], null)).toThrow(new TypeError('stageDurations requires an object of options, got null'));
  });
});
