import fc from 'fast-check';
import { type Deal, incidence, survival, timeToWin } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals } from '../laws.js';
import { frozen } from '../totals/arbitraryIds.js';

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;

interface Contract {
  readonly from: Date | number | null;
  readonly until?: Date | number | null;
  readonly outcome?: string | number | null | false;
}
const fields = { start: 'from', end: 'until', event: 'outcome' } as const;

/** The message of the error that a call throws, with its kind in front. */
function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'nothing thrown';
}
// biome-ignore lint/suspicious/noExplicitAny: what types forbid is tested, too
const any = incidence as (...given: any[]) => unknown;

const four = { durations: [5, 8, 8, 20], events: ['won', 'lost', 'won', null] };
const observed = fc
  .array(fc.tuple(fc.nat(12), fc.constantFrom('won', 'lost', 'gone', null)), { maxLength: 16, size: 'max' })
  .map((rows) => ({ durations: rows.map(([days]) => days), events: rows.map(([, event]) => event) }));

describe('incidence({ durations, events })', () => {
  test('has for each event its probability, its curve, and the day by which half of it has come', () => {
    const { events, ...rest } = incidence(four);
    expect(rest).toStrictEqual({ unit: 'days', count: 4, excluded: {} });
    expect(Object.keys(events)).toStrictEqual(['lost', 'won']);
    const { curve, probability, ...won } = events.won!;
    expect(won).toStrictEqual({
      value: 5,
      unit: 'days',
      count: 2,
      interval: null,
      quantiles: [
        { p: 0.25, value: 5 },
        { p: 0.5, value: 5 },
        { p: 0.75, value: 8 },
      ],
    });
    // Nobody drops out until the end: variance F (1 − F) ÷ 4; z(0.975) = 1.959963984540054.
    const limits = (f: number) => {
      const spread = (1.959963984540054 * Math.sqrt((f * (1 - f)) / 4)) / (f * Math.log(f));
      return {
        low: expect.closeTo(f ** Math.exp(-spread), 12),
        high: expect.closeTo(f ** Math.exp(spread), 12),
      };
    };
    expect(curve).toStrictEqual([
      { days: 5, atRisk: 4, events: 1, others: 0, censored: 0, incidence: 0.25, ...limits(0.25) },
      { days: 8, atRisk: 3, events: 1, others: 1, censored: 0, incidence: 0.5, ...limits(0.5) },
      { days: 20, atRisk: 1, events: 0, others: 0, censored: 1, incidence: 0.5, ...limits(0.5) },
    ]);
    expect(probability).toStrictEqual({ value: 0.5, ...limits(0.5) });
    expect(events.lost!.probability.value).toBe(0.25);
    expect(events.lost!.curve[0]).toMatchObject({
      events: 0,
      others: 1,
      incidence: 0,
      low: null,
      high: null,
    });
  });

  test('shares out 1 among all events and none yet', () => {
    fc.assert(
      fc.property(observed, (observed) => {
        const { events, count } = incidence(observed);
        const curves = Object.values(events).map(({ curve }) => curve);
        const left = survival({ ...observed, events: observed.events.map((event) => event !== null) });
        expect(count).toBe(observed.durations.length);
        for (const [i, { days, survival, atRisk, censored }] of left.curve.entries()) {
          const points = curves.map((curve) => curve[i]!);
          const sum = points.reduce((sum, { incidence }) => sum + incidence, survival);
          if (points.length > 0) expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
          for (const point of points) expect(point).toMatchObject({ days, atRisk, censored });
        }
      }),
      { numRuns: 100 },
    );
  });

  test('without anyone dropping out has exactly the shares of all', () => {
    fc.assert(
      fc.property(observed, ({ durations, events: all }) => {
        const events = all.map((event) => event ?? 'won');
        for (const [event, { probability, count }] of Object.entries(
          incidence({ durations, events }).events,
        )) {
          expect(count).toBe(events.filter((each) => each === event).length);
          expect(probability.value).toBe(count / events.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('takes whole numbers from 1 for names; 0, false, null and undefined for none', () => {
    const { events, count } = incidence({
      durations: [1, 2, 3, 4, 5, 6, 7],
      events: [1, 2, '2', 0, false, null, undefined],
    });
    expect(count).toBe(7);
    expect(Object.entries(events).map(([name, { count }]) => [name, count])).toStrictEqual([
      ['1', 1],
      ['2', 2],
    ]);
  });

  test('keeps events with any name apart', () => {
    const names = ['__proto__', 'constructor', 'toString', 'won'];
    const { events } = incidence({ durations: [1, 2, 3, 4], events: names });
    expect(Object.keys(events).sort()).toStrictEqual([...names].sort());
    for (const each of Object.values(events))
      expect(each).toMatchObject({ count: 1, probability: { value: 0.25 } });
  });

  test('leaves out durations that are missing or negative, and counts them', () => {
    const { count, excluded, events } = incidence({
      durations: [5, null, undefined, -1],
      events: ['won', 'won', null, 'lost'],
    });
    expect({ count, excluded, names: Object.keys(events) }).toStrictEqual({
      count: 1,
      excluded: { missingDuration: 2, negativeDuration: 1 },
      names: ['won'],
    });
  });

  test('of nothing, and where nothing came, has no events', () => {
    expect(incidence({ durations: [], events: [] })).toStrictEqual({
      unit: 'days',
      count: 0,
      excluded: {},
      events: {},
    });
    expect(incidence({ durations: [3, 4], events: [null, null] })).toMatchObject({ count: 2, events: {} });
  });
});

describe('incidence(rows, { start, end, event, asOf })', () => {
  const rows: Contract[] = [
    { from: day(0), until: day(5), outcome: 'won' },
    { from: new Date(day(1)), until: new Date(day(9)), outcome: 'lost' },
    { from: day(2), until: new Date(day(10)), outcome: 'won' },
    { from: day(0), until: day(20), outcome: null },
  ];

  test('reads fields by their names and functions of the row, Dates as numbers', () => {
    expect(incidence(rows, fields)).toStrictEqual(incidence(four));
    expect(
      incidence(rows, {
        start: ({ from }) => from,
        end: ({ until }) => until,
        event: ({ outcome }) => outcome,
      }),
    ).toStrictEqual(incidence(four));
    expect(incidence(new Set(rows), fields)).toStrictEqual(incidence(four));
  });

  test('asOf: knows no row that starts later and no event that comes later', () => {
    const known = incidence(rows, { ...fields, asOf: day(9) });
    expect(known).toStrictEqual(incidence({ durations: [5, 8, 7, 9], events: ['won', 'lost', null, null] }));
    expect(incidence(rows, { ...fields, asOf: new Date(day(1) - 1) })).toMatchObject({
      count: 2,
      events: {},
    });
  });

  test('asOf: rows without an event were seen until their end, at most until then', () => {
    const open: Contract[] = [
      { from: day(0), until: day(4) },
      { from: day(0), until: day(99) },
      { from: day(0) },
      { from: day(0), until: day(1), outcome: 'won' },
    ];
    expect(incidence(open, { ...fields, asOf: day(30) })).toStrictEqual(
      incidence({ durations: [4, 30, 30, 1], events: [null, null, null, 'won'] }),
    );
  });

  test('leaves out and counts rows without a start, with an event but no end, and that end before they start', () => {
    const bad: Contract[] = [
      { from: null, until: day(3), outcome: 'won' },
      { from: day(0), outcome: 'won' },
      { from: day(3), until: day(2), outcome: 'lost' },
    ];
    expect(incidence(bad, fields)).toStrictEqual({
      unit: 'days',
      count: 0,
      excluded: { missingFrom: 1, missingUntil: 1, negativeDuration: 1 },
      events: {},
    });
  });

  test('changes neither rows nor options', () => {
    const asked = frozen({ ...fields, asOf: new Date(day(50)), quantiles: [0.9, 0.1] });
    expect(incidence(frozen([...rows]), asked)).toMatchObject({ count: 4 });
    expect(incidence(frozen(structuredClone(four)))).toStrictEqual(incidence(four));
  });
});

describe('incidence, its options and errors', () => {
  test('level is that of all limits', () => {
    const { curve, probability } = incidence(four, { level: 0.5 }).events.won!;
    const wide = incidence(four).events.won!;
    expect(probability.low!).toBeGreaterThan(wide.probability.low!);
    expect(probability.high!).toBeLessThan(wide.probability.high!);
    expect(curve[0]!.low!).toBeGreaterThan(wide.curve[0]!.low!);
  });

  test('quantiles are the days by which those shares of the incidence at the end have come', () => {
    const of = (quantiles: number[]) => incidence(four, { quantiles }).events.won!.quantiles;
    expect(of([1, 0.5, 0.51])).toStrictEqual([
      { p: 1, value: 8 },
      { p: 0.5, value: 5 },
      { p: 0.51, value: 8 },
    ]);
    expect(of([])).toStrictEqual([]);
  });

  test('impossible ones are refused, limits among them', () => {
    const refused = (options: object) => thrown(() => any(four, options));
    expect(refused({ limits: 'log' })).toBe(
      "TypeError: incidence requires no options but level, quantiles, got 'limits'",
    );
    expect(refused({ level: 1 })).toBe('RangeError: incidence requires a level between 0 and 1, got 1');
    expect(refused({ quantiles: [-0.1] })).toBe(
      'RangeError: incidence requires quantiles from 0 to 1, got -0.1',
    );
    expect(thrown(() => any([], { ...fields, within: 30 }))).toBe(
      "TypeError: incidence requires no options but start, end, event, asOf, level, quantiles, got 'within'",
    );
    expect(thrown(() => any([], { start: 'from', end: 'until' }))).toBe(
      'TypeError: incidence requires event (the name of a field or a function of the row), got undefined',
    );
  });

  test('name the function, the place and what was got', () => {
    const of = (row: object) => thrown(() => any([{ from: day(0), until: day(1) }, row], fields));
    expect(of({ from: day(0), until: day(1), outcome: '' })).toBe(
      "TypeError: incidence requires rows[1].outcome to be the name of an event, or null for none, got ''",
    );
    expect(of({ from: day(0), until: day(1), outcome: true })).toBe(
      'TypeError: incidence requires rows[1].outcome to be the name of an event, or null for none, got true',
    );
    expect(of({ from: day(0), until: '2026-01-02', outcome: 'won' })).toBe(
      "TypeError: incidence requires rows[1].until to be a Date or epoch milliseconds, got '2026-01-02'",
    );
    expect(thrown(() => any({ durations: [1, 2], events: ['won', 1.5] }))).toBe(
      'TypeError: incidence requires events[1] to be the name of an event, or null for none, got 1.5',
    );
    expect(thrown(() => any({ durations: [Number.POSITIVE_INFINITY], events: ['won'] }))).toBe(
      'RangeError: incidence requires durations[0] to be a finite number of days, got Infinity',
    );
    expect(thrown(() => any(undefined))).toBe(
      'TypeError: incidence requires rows, or { durations, events }, got undefined',
    );
  });
});

describe('incidence of deals', () => {
  const outcomes = {
    start: 'createdAt',
    // An open deal's closedAt is a forecast.
    end: ({ status, closedAt }: Deal) => (status === 'open' ? null : closedAt),
    event: ({ status }: Deal) => (status === 'open' ? null : status),
  } as const;

  test('is timeToWin: its value, p90, curve and probability to be won', () => {
    fc.assert(
      fc.property(arbitraryDeals, fc.nat(24), (deals, months) => {
        const asOf = Date.UTC(2025, months, 15);
        const dated = deals.filter(({ createdAt }) => createdAt !== null && createdAt !== undefined);
        const reading = timeToWin(dated, { asOf, level: 0.9 });
        const { events, count } = incidence(dated, { ...outcomes, asOf, level: 0.9, quantiles: [0.9] });
        expect(count).toBe(reading.count);
        expect(events.won === undefined).toBe(reading.value === null);
        if (events.won !== undefined) {
          const { value, probability, curve, quantiles } = events.won;
          expect(value).toBe(reading.value);
          expect(quantiles[0]!.value).toBe(reading.p90);
          expect(probability).toStrictEqual(reading.winProbability);
          expect(
            curve.map(({ days, incidence, low, high }) => ({ days, won: incidence, low, high })),
          ).toStrictEqual(reading.curve.map(({ days, won, low, high }) => ({ days, won, low, high })));
        }
        if (events.lost !== undefined)
          expect(events.lost.curve.map(({ incidence }) => incidence)).toStrictEqual(
            reading.curve.map(({ lost }) => lost),
          );
      }),
      { numRuns: 100 },
    );
  });
});
