import fc from 'fast-check';
import {
  compare,
  type Deal,
  format,
  groupBy,
  merge,
  month,
  rowsOf,
  salesCycle,
  scorecard,
  stream,
  survival,
  timeToClose,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryDeals, arbitraryOptions, arbitraryTables, laws } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

const late = Date.UTC(2027, 5, 1);
const timeZone = 'Europe/Paris';

laws(timeToClose, arbitraryTables, { asOf: late });
laws(timeToClose.with({ days: 'calendar', timeZone }), arbitraryTables, { asOf: late });
laws(timeToClose.with({ limits: 'plain' }), arbitraryTables, { asOf: late, numRuns: 20 });

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2026, 0, n);
const asOf = day(101);
let id = 0;
/** A deal that took so many days, or, when open, has been open for them at `asOf`. */
const deal = (days: number, status: Deal['status'] = 'won', row: Partial<Deal> = {}): Deal =>
  status === 'open'
    ? { id: ++id, createdAt: asOf - days * DAY, status, ...row }
    : { id: ++id, createdAt: day(1), closedAt: day(1) + days * DAY, status, ...row };
/** An instant of Paris, given with its offset. */
const at = (iso: string) => new Date(iso);
/** Equal but for the rounding of a few operations on doubles. */
const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

describe('over arbitrary deals, periods and instants, by its definition', () => {
  test.each([
    {},
    { limits: 'log' },
    { limits: 'plain' },
    { days: 'calendar', timeZone },
    { days: 'calendar', timeZone: 'America/Sao_Paulo' },
  ] as const)('with %j', (own) =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, (deals, options) => {
        const asked = { asOf: late, ...options };
        const { low, high, curve, value, p90, ...expected } = reference.timeToClose(deals, asked, own);
        expect(timeToClose(deals, { ...asked, ...own })).toStrictEqual({
          ...expected,
          value: close(value),
          unit: 'days',
          better: 'lower',
          statistic: 'median',
          mean: null,
          median: close(value),
          p90: close(p90),
          deviation: null,
          interval:
            low === null ? null : { low: close(low), high: close(high), level: options.level ?? 0.95 },
          curve: curve.map((point) => ({
            ...point,
            survival: close(point.survival),
            low: close(point.low),
            high: close(point.high),
          })),
        });
      }),
      { numRuns: 120 },
    ),
  );

  test('as survival of the same deals', () =>
    fc.assert(
      fc.property(arbitraryDeals, arbitraryOptions, (deals, { level, asOf = late }) => {
        const { value, interval, curve, count } = timeToClose(deals, { asOf, level });
        const known = deals.filter(
          ({ status, closedAt }) => status === 'open' || (closedAt ?? null) !== null,
        );
        const same = survival(known, {
          start: 'createdAt',
          end: (each) => (each.status === 'open' ? null : each.closedAt),
          event: (each) => each.status !== 'open',
          asOf,
          level,
        });
        expect({ value, interval, curve, count }).toStrictEqual({
          value: same.value,
          interval: same.interval,
          curve: same.curve,
          count: same.count,
        });
      }),
      { numRuns: 100 },
    ));
});

describe('timeToClose(deals)', () => {
  // Freireich et al. 1963, remission of leukemia, as in every textbook; intervals by SAS LIFETEST (log-log) and R's
  // survfit (log).
  const treated = [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((days) => deal(days)),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((days) => deal(days, 'open')),
  ];
  const control = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map((days, i) =>
    deal(days, i % 2 ? 'lost' : 'won'),
  );

  test('is the Kaplan-Meier median, open deals counted for as long as they have been', () => {
    const reading = timeToClose(treated, { asOf });
    expect(reading).toMatchObject({
      value: 23,
      median: 23,
      mean: null,
      p90: null,
      deviation: null,
      count: 21,
    });
    expect(reading).toMatchObject({ unit: 'days', better: 'lower', statistic: 'median', excluded: nothing });
    const events = reading.curve.filter((point) => point.events > 0);
    expect(events.map(({ days, atRisk, survival }) => [days, atRisk, survival.toFixed(4)])).toEqual([
      [6, 21, '0.8571'],
      [7, 17, '0.8067'],
      [10, 15, '0.7529'],
      [13, 12, '0.6902'],
      [16, 11, '0.6275'],
      [22, 7, '0.5378'],
      [23, 6, '0.4482'],
    ]);
    expect(reading.curve[0]).toMatchObject({ events: 3, censored: 1, survival: 18 / 21 });
  });

  test('has an interval without upper end where only the lower limit is reached', () => {
    expect(timeToClose(treated, { asOf }).interval).toEqual({ low: 13, high: null, level: 0.95 });
    expect(timeToClose(treated, { asOf, limits: 'log' }).interval).toEqual({
      low: 16,
      high: null,
      level: 0.95,
    });
  });

  test('counts won and lost deals alike, with both limits where they are reached', () => {
    expect(timeToClose(control, { asOf })).toMatchObject({
      value: 8,
      interval: { low: 4, high: 11, level: 0.95 },
    });
    expect(timeToClose(control, { asOf, limits: 'log' }).interval).toMatchObject({ low: 4, high: 12 });
    expect(timeToClose(control, { asOf, level: 0.5 }).interval).toMatchObject({ level: 0.5 });
  });

  test('is longer than the mean of the won: the slow ones are not in that one yet', () => {
    const deals = [deal(10), deal(20, 'lost'), deal(40), deal(90, 'open'), deal(90, 'open')];
    expect([salesCycle(deals).value, timeToClose(deals, { asOf }).value]).toEqual([25, 40]);
  });

  test('is null where the median is not reached, though its lower limit may be', () => {
    const few = timeToClose([deal(5), deal(9, 'open'), deal(9, 'open')], { asOf });
    expect(few).toMatchObject({ value: null, median: null, p90: null, count: 3 });
    expect(few.interval).toEqual({ low: 5, high: null, level: 0.95 });
    const closed = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((days) => deal(days));
    const many = timeToClose([...closed, ...Array.from({ length: 11 }, () => deal(50, 'open'))], { asOf });
    expect(many).toMatchObject({ value: null, interval: { low: expect.any(Number), high: null } });
    expect(many.interval!.low).toBe(many.curve.find(({ low }) => low !== null && low <= 0.5)!.days);
  });

  test('takes the middle of a stretch that lies on a half, to the next closing or the end of the data', () => {
    const deals = [deal(10), deal(20), deal(30), deal(40)];
    expect(timeToClose(deals, { asOf }).value).toBe(25);
    const open = [deal(10), deal(20), deal(60, 'open'), deal(80, 'open')];
    expect(timeToClose(open, { asOf }).value).toBe(50);
  });

  test('does not jump to a later day where the curve only goes on flat', () => {
    // 6 of 10 closed, the curve at 0.5 from day 4 to day 5. Later days change nothing, however 0.4 × 3 ÷ 3 is rounded.
    const closed = [1, 1, 2, 3, 4, 5].map((days) => deal(days));
    const open = [6, 7, 7, 8].map((days) => deal(days, 'open'));
    const { value, curve } = timeToClose([...closed, ...open], { asOf });
    expect(curve.map((point) => point.survival).slice(-4)).toEqual([0.4, 0.4, 0.4, 0.4]);
    expect(value).toBe(4.5);
  });

  test('of one deal is its days, or null as long as it is open', () => {
    expect(timeToClose([deal(5)], { asOf })).toMatchObject({ value: 5, p90: 5, interval: null, count: 1 });
    const open = timeToClose([deal(5, 'open')], { asOf });
    expect(open).toMatchObject({ value: null, p90: null, interval: null, count: 1 });
    expect(open.curve).toEqual([
      { days: 5, atRisk: 1, events: 0, censored: 1, survival: 1, low: null, high: null },
    ]);
  });

  test('of no deals is null, with an empty curve', () => {
    expect(timeToClose([], { asOf })).toMatchObject({ value: null, count: 0, interval: null, curve: [] });
  });

  test('knows a deal that closes tomorrow as open today', () => {
    const deals = [deal(10), deal(20)];
    const seen = (asOf: number | Date) => timeToClose(deals, { asOf });
    expect(seen(day(21))).toMatchObject({ count: 2, p90: 20 });
    const before = seen(day(21) - 1);
    expect(before.curve.at(-1)).toMatchObject({ events: 0, censored: 1, days: 20 - 1 / DAY });
    expect(seen(new Date(day(11))).curve).toMatchObject([{ days: 10, events: 1, censored: 1 }]);
  });

  test('never reads the closing date of an open deal, which is a forecast', () => {
    const forecast = { closedAt: 'next spring' as never };
    const past = { closedAt: day(2) };
    for (const row of [forecast, past])
      expect(timeToClose([deal(30, 'open', row)], { asOf }).curve).toMatchObject([{ days: 30, censored: 1 }]);
  });

  test('does not know a deal that was created after asOf', () => {
    const later = { ...deal(1), createdAt: asOf + 1, closedAt: asOf };
    expect(timeToClose([deal(3), later], { asOf })).toMatchObject({ count: 1, excluded: nothing });
  });

  test('takes zero days for a closing, and leaves out one before the creation', () => {
    const deals = [deal(0), deal(4, 'lost'), deal(-1 / DAY), deal(-3, 'lost')];
    const reading = timeToClose(deals, { asOf });
    expect(reading).toMatchObject({ value: 2, count: 2, excluded: { negativeDuration: 2 } });
    expect(reading.curve[0]).toMatchObject({ days: 0, atRisk: 2, events: 1 });
  });

  test('leaves out a missing date with its name; a missing closing at the creation', () => {
    const deals = [
      deal(2),
      deal(2, 'won', { createdAt: null }),
      deal(2, 'open', { createdAt: undefined }),
      deal(2, 'lost', { closedAt: null }),
      deal(2, 'won', { createdAt: undefined, closedAt: undefined }),
      deal(2, 'open', { closedAt: undefined }),
    ];
    expect(timeToClose(deals, { asOf })).toMatchObject({
      count: 2,
      excluded: { missingCreatedAt: 3, missingClosedAt: 1 },
    });
    const during = (n: number) => ({ during: { start: day(n), end: day(n + 1) }, asOf });
    expect(timeToClose([deals[3]!], during(1)).excluded).toEqual({ missingClosedAt: 1 });
    expect(timeToClose([deals[3]!], during(2)).excluded).toEqual({});
    expect(timeToClose([deal(-9)], during(1)).excluded).toEqual({ negativeDuration: 1 });
  });

  test('places a deal at its creation, whenever it closes', () => {
    const january = month('2026-01', { timeZone });
    const deals = [deal(80), deal(3, 'won', { createdAt: january.end, closedAt: january.end + 3 * DAY })];
    expect(timeToClose(deals, { during: january, asOf })).toMatchObject({ value: 80, count: 1 });
  });

  test("keeps a date-only closing on the day of the creation with days: 'calendar' alone", () => {
    const deals = [
      deal(0, 'won', { createdAt: at('2026-02-01T16:20+01:00'), closedAt: at('2026-02-01T00:00+01:00') }),
    ];
    expect(timeToClose(deals, { asOf })).toMatchObject({ value: null, excluded: { negativeDuration: 1 } });
    const calendar = timeToClose(deals, { asOf, days: 'calendar', timeZone });
    expect(calendar).toMatchObject({ value: 0, count: 1, excluded: nothing });
  });

  test("counts local dates with days: 'calendar', of open deals up to that of asOf", () => {
    const deals = [
      deal(0, 'won', { createdAt: at('2026-03-28T23:30+01:00'), closedAt: at('2026-03-30T00:30+02:00') }),
      deal(0, 'open', { createdAt: at('2026-03-01T12:00+01:00') }),
    ];
    const days = (zone: string) =>
      timeToClose(deals, {
        asOf: at('2026-03-31T23:30+02:00'),
        days: 'calendar',
        timeZone: zone,
      }).curve.map((point) => point.days);
    expect(days(timeZone)).toEqual([2, 30]);
    expect(days('Asia/Tokyo')).toEqual([1, 31]);
  });

  const message = 'timeToClose requires asOf, until which open deals count, got undefined';

  test('needs to know until when open deals count, in every verb and also of no deals', () => {
    for (const rows of [[], [deal(1)]])
      for (const read of [
        () => timeToClose(rows),
        () => timeToClose(rows, { asOf: null }),
        () => timeToClose.totals(rows),
        () => groupBy(rows, 'ownerId', timeToClose),
        () => trend(rows, timeToClose, { every: 'month', timeZone }),
        () => scorecard({ deals: rows }, { timeToClose }),
        () => rowsOf(timeToClose, [deal(1)]),
        () => stream(timeToClose),
      ])
        expect(read).toThrow(new TypeError(message));
  });

  test('refuses what it cannot take', () => {
    expect(() => timeToClose([], { asOf, limits: 'loglog' as never })).toThrow(
      new RangeError("timeToClose requires limits to be 'log-log' or 'log' or 'plain', got 'loglog'"),
    );
    expect(() => timeToClose.with({ days: 'calendar' })).toThrow(
      new TypeError("timeToClose requires a timeZone for days: 'calendar', got undefined"),
    );
    expect(() => timeToClose([], { asOf, within: 5 } as never)).toThrow(
      /^timeToClose requires options among days, timeZone, limits, during, asOf, level, got 'within'$/,
    );
    expect(() => timeToClose([deal(1), deal(1, 'Won' as never)], { asOf })).toThrow(
      new RangeError("timeToClose requires deals[1].status to be 'open', 'won' or 'lost', got 'Won'"),
    );
    expect(() => timeToClose([deal(1, 'won', { closedAt: '2026-01-02' as never })], { asOf })).toThrow(
      new TypeError(
        "timeToClose requires deals[0].closedAt to be a Date or epoch milliseconds, got '2026-01-02'",
      ),
    );
  });

  test('in a trend is that of the deals created in each month, as known now or at its end', () => {
    const deals = [
      deal(10),
      deal(45),
      deal(3, 'lost', { createdAt: day(40), closedAt: day(43) }),
      deal(60, 'open', { createdAt: day(41) }),
    ];
    const options = { every: 'month', timeZone, during: { start: day(1), end: day(59) } } as const;
    const months = (known: { asOf: number | 'bucketEnd' }) =>
      trend(deals, timeToClose, { ...options, ...known }).map(({ reading: { count, curve } }) => [
        count,
        ...curve.filter(({ events }) => events > 0).map(({ days }) => days),
      ]);
    expect(months({ asOf })).toEqual([
      [2, 10, 45],
      [2, 3],
    ]);
    expect(months({ asOf: 'bucketEnd' })).toEqual([
      [2, 10],
      [2, 3],
    ]);
  });

  test('by owner is that of the deals of each', () => {
    const deals = treated.concat(control).map((row, i) => ({ ...row, ownerId: `rep-${i % 3}` }));
    const groups = groupBy(deals, 'ownerId', timeToClose, { asOf });
    expect([...groups.keys()].sort()).toEqual(['rep-0', 'rep-1', 'rep-2']);
    for (const [owner, reading] of groups)
      expect(reading).toStrictEqual(
        timeToClose(
          deals.filter(({ ownerId }) => ownerId === owner),
          { asOf },
        ),
      );
  });

  test('of parts that merge, through JSON, is that of the whole', () => {
    const parts = [treated.slice(0, 5), [], treated.slice(5), control].map((rows) =>
      timeToClose.totals(rows, { asOf }),
    );
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    const whole = timeToClose([...treated, ...control], { asOf });
    expect(timeToClose.of(merge(timeToClose, ...saved))).toStrictEqual(whole);
    expect(timeToClose.of({ won: { values: [2 * DAY], counts: [1] } }).value).toBe(2);
    const calendar = timeToClose.with({ days: 'calendar', timeZone });
    expect(calendar.totals([deal(3)], { asOf }).won).toEqual({ values: [3], counts: [1] });
    expect(calendar.of(calendar.totals([deal(3)], { asOf })).value).toBe(3);
  });

  test('is written with what is not reached', () => {
    const write = (rows: readonly Deal[]) => format(timeToClose(rows, { asOf }), { locale: 'en-US' });
    expect(write(control)).toBe('median 8.0 days (4.0–11.0, p90 17.0, n = 21)');
    expect(write(treated)).toBe('median 23.0 days (13.0 or more, n = 21)');
    expect(write([deal(9, 'open')])).toBe('– (n = 1)');
    expect(write([deal(5), deal(9, 'open'), deal(9, 'open')])).toBe('– (5.0 or more, n = 3)');
    const closed = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((days) => deal(days));
    const many = [...closed, ...Array.from({ length: 11 }, () => deal(50, 'open'))];
    expect(write([...many, deal(-1)])).toMatch(/^– \(\d\.0 or more, n = 20\), 1 left out$/);
  });

  test('compares by the change alone: two medians have no interval of their difference', () => {
    const [before, after] = [timeToClose(treated, { asOf }), timeToClose(control, { asOf })];
    expect(compare(before, after)).toEqual({ change: -15, interval: null, verdict: 'unclear' });
    const open = timeToClose([deal(5, 'open')], { asOf });
    expect(compare(before, open)).toEqual({ change: null, interval: null, verdict: 'unclear' });
  });

  test('puts each row where it counts', () => {
    const deals = [deal(1), deal(2, 'lost'), deal(3, 'open'), deal(-1), deal(1, 'won', { closedAt: null })];
    const { counted, excluded, outside } = rowsOf(timeToClose, deals, { asOf });
    expect(counted).toEqual({ won: [deals[0]], lost: [deals[1]], open: [deals[2]] });
    expect(excluded).toEqual({ negativeDuration: [deals[3]], missingClosedAt: [deals[4]] });
    expect(outside).toEqual([]);
  });
});
