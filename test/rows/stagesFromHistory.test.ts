import fc from 'fast-check';
import {
  bottleneck,
  type Deal,
  funnel,
  type StageChange,
  type StageVisit,
  stageDurations,
  stagesFromHistory,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryAsked, arbitraryDeals, arbitraryTimes, day, STAGES } from '../tables/arbitraryDeals.js';
import { frozen } from '../totals/arbitraryIds.js';

const deal = (id: Deal['id'], more: Partial<Deal> = {}): Deal => ({
  id,
  createdAt: day(1),
  status: 'won',
  closedAt: day(20),
  ...more,
});
const change = (dealId: Deal['id'], stage: string, n: number | null): StageChange => ({
  dealId,
  stage,
  at: n === null ? null : day(n),
});
/** The stages that the one deal gets, each with its day of January. */
const stages = (history: readonly StageChange[], own: Deal = deal(7)) =>
  stagesFromHistory([own], history)[0]!.stages?.map(({ stage, enteredAt }) => [
    stage,
    typeof enteredAt === 'number' ? (enteredAt - day(1)) / 864e5 + 1 : enteredAt,
  ]);

const histories: fc.Arbitrary<StageChange[]> = fc.array(
  fc.record({
    dealId: fc.oneof(fc.nat(12), fc.nat(12).map(String), fc.constantFrom('a', 'B', '007', '__proto__')),
    stage: fc.constantFrom(...STAGES),
    at: fc.oneof(
      { weight: 8, arbitrary: arbitraryTimes },
      { weight: 4, arbitrary: arbitraryTimes.map((ms) => new Date(ms)) },
      { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    ),
  }),
  { maxLength: 40, size: 'max' },
);

/** The same deals with the lines of the log that are theirs, as they are listed. */
const nested = (deals: readonly Deal[], history: readonly StageChange[]): Deal[] =>
  deals.map((row) => {
    const own = history.filter(({ dealId }) => String(dealId) === String(row.id));
    return own.length === 0
      ? row
      : { ...row, stages: own.map(({ stage, at }) => ({ stage, enteredAt: at })) };
  });

describe('stagesFromHistory, over arbitrary deals and logs', () => {
  test('gives what the tables read as they read nested stages', () =>
    fc.assert(
      fc.property(
        arbitraryDeals,
        histories,
        arbitraryAsked,
        fc.constantFrom('each', 'perDeal', 'merged'),
        (deals, history, asked, visits) => {
          const flat = stagesFromHistory(deals, history);
          const expected = nested(deals, history);
          const options = { ...asked, visits };
          expect(stageDurations(flat, options)).toStrictEqual(stageDurations(expected, options));
          expect(bottleneck(flat, options)).toStrictEqual(bottleneck(expected, options));
          expect(funnel(flat, { ...asked, order: STAGES })).toStrictEqual(
            funnel(expected, { ...asked, order: STAGES }),
          );
        },
      ),
      { numRuns: 200 },
    ));

  test('keeps deals in their order, all their other fields, and each line of the log that is theirs', () =>
    fc.assert(
      fc.property(arbitraryDeals, histories, (deals, history) => {
        const rows = stagesFromHistory(frozen(deals), frozen(history));
        const expected = nested(deals, history);
        expect(rows).toHaveLength(deals.length);
        const at = ({ enteredAt }: StageVisit) => Number(enteredAt ?? Number.NEGATIVE_INFINITY);
        rows.forEach((row, i) => {
          const own = expected[i]!;
          if (own === deals[i]) expect(row).toBe(own);
          // Sorting is stable: at one instant as listed.
          else
            expect(row).toStrictEqual({
              ...own,
              stages: [...own.stages!].sort((a, b) => at(a) - at(b) || 0),
            });
        });
      }),
    ));

  test('takes the lines of different deals in any order', () =>
    fc.assert(
      fc.property(arbitraryDeals, histories, (deals, history) => {
        const byDeal = [...history].sort((a, b) =>
          String(a.dealId) < String(b.dealId) ? -1 : +(String(a.dealId) !== String(b.dealId)),
        );
        expect(stagesFromHistory(deals, byDeal)).toStrictEqual(stagesFromHistory(deals, history));
      }),
    ));

  test('reads each deal and each line once', () =>
    fc.assert(
      fc.property(arbitraryDeals, histories, (deals, history) => {
        let pulled = 0;
        function* once<T>(rows: Iterable<T>) {
          for (const row of rows) {
            pulled++;
            yield row;
          }
        }
        expect(stagesFromHistory(once(deals), once(history))).toStrictEqual(
          stagesFromHistory(deals, history),
        );
        expect(pulled).toBe(deals.length + history.length);
      }),
    ));
});

describe('stagesFromHistory(deals, history)', () => {
  test('makes a visit of each change, in the order of time', () => {
    const history = [change(7, 'Talk', 9), change(7, 'Demo', 1), change(7, 'Offer', 5)];
    expect(stages(history)).toEqual([
      ['Demo', 1],
      ['Offer', 5],
      ['Talk', 9],
    ]);
  });

  test('gives visits a stage and an entry, and nothing else', () => {
    const history = [{ ...change(7, 'Demo', 1), by: 'Ada', leftAt: day(2) }];
    expect(stagesFromHistory([deal(7)], history)).toStrictEqual([
      { ...deal(7), stages: [{ stage: 'Demo', enteredAt: day(1) }] },
    ]);
  });

  test('takes changes at one instant as listed', () => {
    const one = [change(7, 'Offer', 5), change(7, 'Demo', 5), change(7, 'Talk', 1)];
    expect(stages(one)).toEqual([
      ['Talk', 1],
      ['Offer', 5],
      ['Demo', 5],
    ]);
  });

  test('takes the same stage again for a new visit', () => {
    const history = [change(7, 'Demo', 1), change(7, 'Demo', 3), change(7, 'Offer', 5), change(7, 'Demo', 9)];
    const deals = stagesFromHistory([deal(7)], history);
    const total = (visits: 'each' | 'merged' | 'perDeal') =>
      stageDurations(deals, { visits, order: ['Demo'] }).map((row) => [row.visits, row.total])[0];
    expect(total('each')).toEqual([3, 15]);
    expect(total('merged')).toEqual([2, 15]);
    expect(total('perDeal')).toEqual([1, 15]);
  });

  test('matches ids as text', () => {
    const history = [change('7', 'Demo', 1), change(7, 'Offer', 5), change('07', 'Talk', 9)];
    expect(stages(history, deal(7))).toHaveLength(2);
    expect(stages(history, deal('7'))).toHaveLength(2);
    expect(stages(history, deal('07'))).toEqual([['Talk', 9]]);
    expect(stages([change('__proto__', 'Demo', 1)], deal('constructor'))).toBeUndefined();
  });

  test('leaves a deal without changes as it is, with the stages that it has', () => {
    const own = deal(8, { stages: [{ stage: 'Talk', enteredAt: day(2), leftAt: day(3) }] });
    const [row] = stagesFromHistory([own], [change(7, 'Demo', 1)]);
    expect(row).toBe(own);
    expect(stagesFromHistory([deal(9)], [])).toEqual([deal(9)]);
  });

  test('puts the log in place of the stages that a deal had', () => {
    const own = deal(7, { stages: [{ stage: 'Talk', enteredAt: day(2) }] });
    expect(stages([change(7, 'Demo', 1)], own)).toEqual([['Demo', 1]]);
  });

  test('ignores changes of deals that are not given', () => {
    expect(stagesFromHistory([], [change(7, 'Demo', 1)])).toEqual([]);
    expect(stages([change(8, 'Demo', 1)])).toBeUndefined();
  });

  test('keeps a change that nobody knows when it was: a visit that stageDurations leaves out and counts', () => {
    const history = [
      change(7, 'Demo', 1),
      change(7, 'Offer', null),
      { dealId: 7, stage: 'Talk', at: undefined },
    ];
    expect(stages(history)).toEqual([
      ['Offer', null],
      ['Talk', undefined],
      ['Demo', 1],
    ]);
    const rows = stageDurations(stagesFromHistory([deal(7)], history));
    expect(rows.map(({ stage, total, excluded }) => [stage, total, excluded])).toEqual([
      ['Demo', 19, {}],
      ['Offer', 0, { missingEnteredAt: 1 }],
      ['Talk', 0, { missingEnteredAt: 1 }],
    ]);
  });

  test('keeps instants as they are, and the other fields of a row', () => {
    const at = new Date(day(3));
    const [row] = stagesFromHistory([{ ...deal(7), region: 'north' }], [{ dealId: 7, stage: 'Demo', at }]);
    expect(row!.region).toBe('north');
    expect(row!.stages![0]!.enteredAt).toBe(at);
  });

  test('changes neither deals nor log, and shares no list with them', () => {
    const deals = frozen([deal(7, { stages: [] })]);
    const history = frozen([change(7, 'Offer', 5), change(7, 'Demo', 1)]);
    const rows = stagesFromHistory(deals, history);
    expect(deals[0]!.stages).toEqual([]);
    expect(history[0]!.stage).toBe('Offer');
    expect(stagesFromHistory(deals, history)).toStrictEqual(rows);
  });

  test('gives the same stages to two rows of one id', () => {
    const rows = stagesFromHistory([deal(7), deal('7')], [change(7, 'Offer', 5), change(7, 'Demo', 1)]);
    expect(rows[0]!.stages).toStrictEqual(rows[1]!.stages);
  });
});

describe('stagesFromHistory throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (stagesFromHistory as (...args: unknown[]) => unknown)(...args);
  const before = [change(7, 'Demo', 1), change(7, 'Offer', 2), change(7, 'Talk', 3)];
  const with_ = (line: unknown) => call([deal(7)], [...before, line]);

  test('for a line with what is no instant, no stage or no id, and says where', () => {
    expect(with_({ dealId: 7, stage: 'Demo', at: '2026-01-01' })).toThrow(
      new TypeError(
        "stagesFromHistory requires history[3].at to be a Date or epoch milliseconds, got '2026-01-01'",
      ),
    );
    expect(with_({ dealId: 7, stage: 'Demo', at: Number.NaN })).toThrow(
      new RangeError(
        'stagesFromHistory requires history[3].at to be epoch milliseconds that a Date can hold, got NaN',
      ),
    );
    expect(with_({ dealId: 7, stage: 5, at: 1 })).toThrow(
      new TypeError('stagesFromHistory requires history[3].stage to be a stage as text, got 5'),
    );
    expect(with_({ dealId: 7, at: 1 })).toThrow(
      new TypeError('stagesFromHistory requires history[3].stage to be a stage as text, got undefined'),
    );
    expect(with_({ dealId: null, stage: 'Demo', at: 1 })).toThrow(
      new TypeError('stagesFromHistory requires history[3].dealId to be an id, got null'),
    );
    expect(with_({ stage: 'Demo', at: 1 })).toThrow(
      new TypeError('stagesFromHistory requires history[3].dealId to be an id, got undefined'),
    );
  });

  test('also for lines of deals that are not given', () => {
    expect(call([], [{ dealId: 1, stage: 'Demo', at: '2026' }])).toThrow(TypeError);
  });

  test('in the words of the package for lines and deals that are none', () => {
    for (const line of [null, undefined, 5])
      expect(with_(line)).toThrow(/^stagesFromHistory requires history\[3\].*, got (null|undefined|5)$/);
    expect(call([deal(7), null], before)).toThrow(/^stagesFromHistory requires deals\[1\].*, got null$/);
  });

  test('in the words of the package for what are no rows', () => {
    for (const wrong of [undefined, null, 5, {}]) {
      expect(call(wrong, [])).toThrow(TypeError);
      expect(call([], wrong)).toThrow(TypeError);
      expect(call(wrong, [])).toThrow(/^stagesFromHistory requires .*deals.*, got /);
      expect(call([], wrong)).toThrow(/^stagesFromHistory requires .*history.*, got /);
    }
  });
});
