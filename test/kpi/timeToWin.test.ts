import fc from 'fast-check';
import {
  compare,
  type Deal,
  format,
  groupBy,
  incidence,
  merge,
  month,
  rowsOf,
  salesCycle,
  scorecard,
  stream,
  survival,
  timeToClose,
  timeToWin,
  trend,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals, arbitraryOptions, arbitraryTables, laws } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

const late = Date.UTC(2027, 5, 1);
const timeZone = 'Europe/Paris';

laws(timeToWin, arbitraryTables, { asOf: late });
laws(timeToWin.with({ within: 30 }), arbitraryTables, { asOf: late });
laws(timeToWin.with({ days: 'calendar', timeZone, within: 30 }), arbitraryTables, {
  asOf: late,
  numRuns: 20,
});

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, n);
const asOf = day(101);
let id = 0;
/** A deal that took so many days, or, when open, has been open for them at `asOf`. */
const deal = (days: number, status: Deal['status'] = 'won', row: Partial<Deal> = {}): Deal =>
  status === 'open'
    ? { id: ++id, createdAt: asOf - days * DAY, status, ...row }
    : { id: ++id, createdAt: day(1), closedAt: day(1) + days * DAY, status, ...row };
/** Equal but for the rounding of a few operations on doubles. */
const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));
const closeAll = <T extends Readonly<Record<string, number | null>>>(of: T) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, close(value)]));

describe('over arbitrary deals, periods and instants, by its definition', () => {
  test.each([
    {},
    { within: 30 },
    { within: 0.5 },
    { within: 400 },
    { days: 'calendar', timeZone, within: 30 },
    { days: 'calendar', timeZone: 'America/Sao_Paulo' },
  ] as const)('with %j', (own) =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => {
        const asked = { asOf: late, ...options };
        const { curve, value, p90, winProbability, wonWithin, ...expected } = reference.timeToWin(
          deals,
          asked,
          own,
        );
        expect(timeToWin(deals, { ...asked, ...own })).toStrictEqual({
          ...expected,
          value: close(value),
          unit: 'days',
          better: 'lower',
          statistic: 'median',
          mean: null,
          median: close(value),
          p90: close(p90),
          deviation: null,
          interval: null,
          winProbability: closeAll(winProbability),
          ...(wonWithin === undefined ? {} : { wonWithin: closeAll(wonWithin) }),
          curve: curve.map(closeAll),
        });
      }),
      { numRuns: 120 },
    ),
  );

  test('as incidence of the same deals', () =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, (deals, { level, asOf = late }) => {
        const { value, winProbability, count } = timeToWin(deals, { asOf, level });
        const known = deals.filter(
          ({ status, closedAt }) => status === 'open' || (closedAt ?? null) !== null,
        );
        const same = incidence(known, {
          start: 'createdAt',
          end: (each) => (each.status === 'open' ? null : each.closedAt),
          event: (each) => (each.status === 'open' ? null : each.status),
          asOf,
          level,
        });
        expect(count).toBe(same.count);
        if (same.events.won !== undefined)
          expect([value, winProbability]).toStrictEqual([same.events.won.value, same.events.won.probability]);
        else expect(value).toBeNull();
      }),
      { numRuns: 100 },
    ));

  test('won, lost and open shares add up to one on every day', () =>
    fc.assert(
      fc.property(arbitraryDeals, (deals) => {
        for (const { won, lost, open, low, high } of timeToWin(deals, { asOf: late }).curve) {
          expect(won + lost + open).toBeCloseTo(1, 12);
          if (low !== null && high !== null)
            expect(0 < low && low <= won && won <= high && high < 1).toBe(true);
        }
      }),
      { numRuns: 100 },
    ));
});

describe('timeToWin(deals)', () => {
  // By hand: of 5, one is won at 10 (1/5), one lost at 20 (of 4 left), one open since 25; of 2 left one is won at 40.
  const deals = [deal(10), deal(20, 'lost'), deal(25, 'open'), deal(40), deal(60, 'open')];

  test('is the day by which half of the wins have come, with the shares won, lost and open after each day', () => {
    const reading = timeToWin(deals, { asOf });
    expect(reading).toMatchObject({
      value: 40,
      unit: 'days',
      better: 'lower',
      statistic: 'median',
      mean: null,
      median: 40,
      p90: 40,
      deviation: null,
      count: 5,
      interval: null,
      excluded: nothing,
    });
    expect(reading.winProbability.value).toBeCloseTo(0.5, 14);
    expect('wonWithin' in reading).toBe(false);
    const shares = reading.curve.map(({ days, won, lost, open }) => [days, won, lost, open]);
    expect(shares).toEqual([
      [10, 0.2, 0, 0.8],
      [20, 0.2, 0.2, close(0.6)],
      [25, 0.2, 0.2, close(0.6)],
      [40, close(0.5), 0.2, close(0.3)],
      [60, close(0.5), 0.2, close(0.3)],
    ]);
  });

  test('has limits of the share won by Choudhury: of one in five after the first day those of a plain share', () => {
    const { low, high } = timeToWin(deals, { asOf }).curve[0]!;
    const wide = (1.959963984540054 * Math.sqrt((0.2 * 0.8) / 5)) / (0.2 * Math.log(5));
    expect([low, high]).toEqual([close(0.2 ** Math.exp(wide)), close(0.2 ** Math.exp(-wide))]);
    const narrow = timeToWin(deals, { asOf, level: 0.5 }).winProbability;
    const wider = timeToWin(deals, { asOf }).winProbability;
    expect([narrow.low! > wider.low!, narrow.high! < wider.high!]).toEqual([true, true]);
  });

  test('of lost deals alone is null, with a probability of 0 that has no limits', () => {
    const reading = timeToWin([deal(3, 'lost'), deal(5, 'lost')], { asOf, within: 4 });
    expect(reading).toMatchObject({ value: null, median: null, p90: null, interval: null, count: 2 });
    expect(reading.winProbability).toEqual({ value: 0, low: null, high: null });
    expect(reading.wonWithin).toEqual({ value: 0, low: null, high: null });
  });

  test('of won deals alone has a probability of 1 that has no limits', () => {
    const reading = timeToWin([deal(3), deal(5), deal(9)], { asOf });
    expect(reading).toMatchObject({ value: 5, p90: 9, winProbability: { value: 1, low: null, high: null } });
  });

  test('is sure to win where the last ones at risk are won and none was lost, however shares are rounded', () => {
    const won = [0, 1, 2, 3, 5].map((days) => deal(days));
    const { winProbability } = timeToWin([...won, deal(0, 'open'), deal(4, 'open')], { asOf });
    expect(winProbability).toEqual({ value: 1, low: null, high: null });
  });

  test('of one deal is its days, or null as long as it is open', () => {
    expect(timeToWin([deal(5)], { asOf })).toMatchObject({ value: 5, p90: 5, count: 1 });
    const open = timeToWin([deal(5, 'open')], { asOf });
    expect(open).toMatchObject({
      value: null,
      count: 1,
      winProbability: { value: 0, low: null, high: null },
    });
    expect(open.curve).toEqual([{ days: 5, won: 0, low: null, high: null, lost: 0, open: 1 }]);
  });

  test('of no deals is null, and so are its probabilities', () => {
    const unknown = { value: null, low: null, high: null };
    const reading = timeToWin([], { asOf, within: 30 });
    expect(reading).toMatchObject({ value: null, count: 0, curve: [] });
    expect([reading.winProbability, reading.wonWithin]).toEqual([unknown, unknown]);
  });

  test('once all deals are decided is the win rate, and half of the wins', () => {
    const decided = [deal(3), deal(5, 'lost'), deal(9), deal(12), deal(2, 'lost'), deal(7), deal(30, 'lost')];
    const reading = timeToWin(decided, { asOf });
    expect(reading.winProbability.value).toBe(winRate(decided).value);
    expect([reading.value, reading.p90]).toEqual([7, 12]);
  });

  test('within days is the share won by then, the last day included', () => {
    const won = (within: number) => timeToWin(deals, { asOf, within }).wonWithin;
    expect(won(10 - 1 / DAY)).toEqual({ value: 0, low: null, high: null });
    expect(won(10)).toEqual({ value: 0.2, low: expect.any(Number), high: expect.any(Number) });
    expect(won(39.9)!.value).toBe(0.2);
    expect([won(40)!.value, won(60)!.value]).toEqual([close(0.5), close(0.5)]);
    expect(won(60)).toEqual(timeToWin(deals, { asOf }).winProbability);
  });

  test('within more days than were observed is null, unless nobody is left', () => {
    const beyond = (rows: readonly Deal[]) => timeToWin(rows, { asOf, within: 61 }).wonWithin;
    expect(beyond(deals)).toEqual({ value: null, low: null, high: null });
    const decided = deals.filter(({ status }) => status !== 'open');
    expect(beyond(decided)!.value).toBeCloseTo(2 / 3, 14);
    // The longest is decided, so that the open one before it does not matter.
    expect(beyond([...decided, deal(15, 'open')])!.value).toBe(
      timeToWin([...decided, deal(15, 'open')], { asOf }).winProbability.value,
    );
    expect(beyond([...decided, deal(40, 'open')])!.value).toBeNull();
  });

  test('within counts local dates where days do', () => {
    const row = deal(0, 'won', { createdAt: day(1) + 22 * 3_600_000, closedAt: day(3) + 1 });
    const of = (within: number) =>
      timeToWin([row], { asOf, within, days: 'calendar', timeZone }).wonWithin!.value;
    expect([of(1), of(2)]).toEqual([0, 1]);
    expect(timeToWin([row], { asOf, within: 1.1 }).wonWithin!.value).toBe(1);
  });

  test('knows a deal that is won tomorrow as open today, and never reads a forecast', () => {
    const rows = [deal(10), deal(20, 'lost')];
    expect(timeToWin(rows, { asOf: day(11) - 1 })).toMatchObject({ value: null, count: 2 });
    expect(timeToWin(rows, { asOf: day(11) }).curve).toMatchObject([
      { days: 10, won: 0.5, lost: 0, open: 0.5 },
    ]);
    const forecast = deal(30, 'open', { closedAt: 'next spring' as never });
    expect(timeToWin([forecast], { asOf }).curve).toMatchObject([{ days: 30, open: 1 }]);
  });

  test('leaves out closings before the creation and missing dates; zero days count', () => {
    const rows = [
      deal(0),
      deal(-1 / DAY),
      deal(-5, 'lost'),
      deal(1, 'won', { closedAt: null }),
      deal(1, 'won', { createdAt: null }),
      deal(1, 'open', { createdAt: undefined }),
    ];
    expect(timeToWin(rows, { asOf })).toMatchObject({
      value: 0,
      count: 1,
      excluded: { negativeDuration: 2, missingClosedAt: 1, missingCreatedAt: 2 },
    });
    const calendar = timeToWin(
      [deal(-1 / 24, 'won', { createdAt: day(1) + 12 * 3_600_000, closedAt: day(1) })],
      {
        asOf,
        days: 'calendar',
        timeZone,
      },
    );
    expect(calendar).toMatchObject({ value: 0, count: 1, excluded: nothing });
  });

  test('places a deal at its creation, whenever it closes', () => {
    const january = month('2026-01', { timeZone });
    const rows = [deal(80), deal(3, 'won', { createdAt: january.end, closedAt: january.end + 3 * DAY })];
    expect(timeToWin(rows, { during: january, asOf })).toMatchObject({ value: 80, count: 1 });
  });

  const message = 'timeToWin requires asOf, until which open deals count, got undefined';

  test('needs to know until when open deals count, in every verb and also of no deals', () => {
    const within = timeToWin.with({ within: 30 });
    for (const rows of [[], [deal(1)]])
      for (const read of [
        () => timeToWin(rows),
        () => within(rows),
        () => timeToWin.totals(rows),
        () => groupBy(rows, 'ownerId', timeToWin),
        () => trend(rows, within, { every: 'month', timeZone }),
        () => scorecard({ deals: rows }, { timeToWin }),
        () => stream(timeToWin),
      ])
        expect(read).toThrow(new TypeError(message));
  });

  test('refuses what it cannot take', () => {
    for (const within of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => timeToWin.with({ within })).toThrow(
        new RangeError(`timeToWin requires within to be a positive number of days, got ${within}`),
      );
    expect(() => timeToWin([], { asOf, within: '30' as never })).toThrow(
      new TypeError("timeToWin requires within to be a positive number of days, got '30'"),
    );
    expect(() => timeToWin([], { asOf, limits: 'log' } as never)).toThrow(TypeError);
    expect(() => timeToWin([], { asOf, days: 'calendar' })).toThrow(
      new TypeError("timeToWin requires a timeZone for days: 'calendar', got undefined"),
    );
    expect(() => timeToWin([deal(1, 'Lost' as never)], { asOf })).toThrow(
      new RangeError("timeToWin requires deals[0].status to be 'open', 'won' or 'lost', got 'Lost'"),
    );
  });

  test('in a trend is that of the deals created in each month, as known now or at its end', () => {
    const rows = [deal(10), deal(45), deal(3, 'lost', { createdAt: day(40), closedAt: day(43) })];
    const options = { every: 'month', timeZone, during: { start: day(1), end: day(59) } } as const;
    const months = (known: { asOf: number | 'bucketEnd' }) =>
      trend(rows, timeToWin, { ...options, ...known }).map(({ reading }) => [
        reading.count,
        reading.p90,
        reading.winProbability.value,
      ]);
    expect(months({ asOf })).toEqual([
      [2, 45, 1],
      [1, null, 0],
    ]);
    expect(months({ asOf: 'bucketEnd' })).toEqual([
      [2, 10, 0.5],
      [1, null, 0],
    ]);
  });

  test('by owner is that of the deals of each', () => {
    const rows = deals.map((row, i) => ({ ...row, ownerId: `rep-${i % 2}` }));
    for (const [owner, reading] of groupBy(rows, 'ownerId', timeToWin, { asOf }))
      expect(reading).toStrictEqual(
        timeToWin(
          rows.filter(({ ownerId }) => ownerId === owner),
          { asOf },
        ),
      );
  });

  test('of parts that merge, through JSON, is that of the whole', () => {
    const within = timeToWin.with({ within: 30 });
    const parts = [deals.slice(0, 2), [], deals.slice(2)].map((rows) => within.totals(rows, { asOf }));
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    expect(within.of(merge(within, ...saved))).toStrictEqual(within(deals, { asOf }));
    expect(timeToWin.totals(deals, { asOf })).toStrictEqual(within.totals(deals, { asOf }));
    expect(timeToClose.totals(deals, { asOf })).toStrictEqual(timeToWin.totals(deals, { asOf }));
  });

  test('is written, compared and sorted as other durations are', () => {
    const reading = timeToWin(deals, { asOf });
    expect(format(reading, { locale: 'en-US' })).toBe(
      '50.0% won (5.3%–84.9%, half of them within 40 days, 90% within 40 days, n = 5)',
    );
    const lost = timeToWin([deal(3, 'lost')], { asOf });
    expect(format(lost, { locale: 'en-US' })).toBe('0.0% won (n = 1)');
    expect(compare(reading, lost)).toEqual({ change: null, interval: null, verdict: 'unclear' });
    expect(compare(reading, timeToWin([deal(4)], { asOf }))).toEqual({
      change: -36,
      interval: null,
      verdict: 'unclear',
    });
    const { counted, excluded } = rowsOf(timeToWin, [...deals, deal(-1)], { asOf });
    expect([counted.won?.length, counted.lost?.length, counted.open?.length]).toEqual([2, 1, 2]);
    expect(excluded.negativeDuration).toHaveLength(1);
  });
});

test('within days is complete in a trend as without: open deals count as far as they go, none is too recent', () => {
  const monthly = { every: 'month', timeZone: 'UTC', asOf: Date.UTC(2026, 1, 1) } as const;
  const rows = [{ id: 1, createdAt: Date.UTC(2026, 0, 5), status: 'open' as const }];
  for (const kpi of [timeToWin, timeToWin.with({ within: 90 })])
    expect(trend(rows, kpi, monthly).map(({ complete }) => complete)).toEqual([true, false]);
});

describe('why 52% and not 68%', () => {
  /** Mulberry32: the same deals on every run. */
  let state = 20_260_101;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const today = day(1);
  const years = today + 1000 * DAY;
  // 2,000 deals of the last year, more and more of them. What becomes of each is known here alone: 45% are won after weeks to
  // eight months, 25% are lost in the first weeks, the others linger and are lost after ten months or more.
  const truth = Array.from({ length: 2000 }, (_, i) => {
    const createdAt = today - 365 * random() ** 1.5 * DAY;
    const fate = random();
    const days = fate < 0.45 ? 20 + 220 * random() : fate < 0.7 ? 3 + 25 * random() : 300 + 100 * random();
    const status = fate < 0.45 ? 'won' : 'lost';
    return {
      id: i,
      createdAt: Math.round(createdAt),
      closedAt: Math.round(createdAt + days * DAY),
      status,
    } as const;
  });
  /** The same deals as a CRM shows them today: those that are not closed yet are open, with a forecast. */
  const seen: Deal[] = truth.map((row) =>
    row.closedAt <= today ? row : { ...row, status: 'open', closedAt: today + 7 * DAY },
  );
  const share = truth.filter(({ status }) => status === 'won').length / truth.length;

  test('some of the deals are won, some lost, some open', () => {
    for (const status of ['open', 'won', 'lost'] as const)
      expect(seen.filter((row) => row.status === status).length).toBeGreaterThan(300);
    expect(timeToWin(seen, { asOf: today })).toStrictEqual(timeToWin(truth, { asOf: today }));
  });

  test('lost deals taken for censored ones promise far more wins than come', () => {
    const promised = survival(seen, {
      start: 'createdAt',
      end: (row) => (row.status === 'open' ? null : row.closedAt),
      event: (row) => row.status === 'won',
      asOf: today,
    });
    expect(1 - promised.curve.at(-1)!.survival - share).toBeGreaterThan(0.12);
    // Even its interval leaves the truth out.
    expect(1 - promised.curve.findLast(({ high }) => high !== null)!.high!).toBeGreaterThan(share);
  });

  test('winProbability is, already today, about the share that will be won', () => {
    const { value, low, high } = timeToWin(seen, { asOf: today, within: 250 }).winProbability;
    expect(Math.abs(value! - share)).toBeLessThan(0.04);
    expect(low! < share && share < high!).toBe(true);
    const { wonWithin } = timeToWin(seen, { asOf: today, within: 90 });
    const soon = truth.filter((row) => row.status === 'won' && row.closedAt - row.createdAt <= 90 * DAY);
    expect(Math.abs(wonWithin!.value! - soon.length / truth.length)).toBeLessThan(0.04);
    // The win rate of today has more of the quickly lost in it.
    expect(Math.abs(winRate(seen).value! - share)).toBeGreaterThan(Math.abs(value! - share));
  });

  test('winProbability is the plain share won once all deals are closed', () => {
    expect(timeToWin(truth, { asOf: years }).winProbability.value).toBe(share);
    expect(winRate(truth).value).toBe(share);
  });

  test('the mean of won deals is shorter than the time to close, today and in the end, and grows', () => {
    const mean = salesCycle(seen).value!;
    const { value, interval } = timeToClose(seen, { asOf: today });
    expect(mean).toBeLessThan(value!);
    expect(mean).toBeLessThan(interval!.low);
    const inTheEnd = timeToClose(truth, { asOf: years }).value!;
    expect(interval!.low <= inTheEnd && inTheEnd <= interval!.high!).toBe(true);
    expect(mean).toBeLessThan(salesCycle(truth).value!);
  });
});
