import { month, salesCycle } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from '../laws.js';
import { nothing } from '../nothing.js';

const timeZone = 'Europe/Paris';

laws(salesCycle, arbitraryTables);
laws(salesCycle.with({ deals: 'closed', statistic: 'p90' }), arbitraryTables);
laws(salesCycle.with({ days: 'calendar', timeZone, statistic: 'median' }), arbitraryTables);

const DAY = 86_400_000;
const start = Date.UTC(2026, 4, 1);
const cycle = (days: number, status: 'open' | 'won' | 'lost' = 'won') => ({
  id: days,
  createdAt: start,
  closedAt: start + days * DAY,
  status,
});
const oneToTen = [7, 3, 10, 1, 9, 2, 8, 4, 6, 5].map((days) => cycle(days));
/** An instant of Paris, given with its offset. */
const at = (iso: string) => new Date(iso);

describe('salesCycle(deals)', () => {
  // R: t.test(1:10), sd(1:10), quantile(1:10, 0.9, type = 7).
  test('is the mean of won deals in days, with median, p90, deviation and t interval', () => {
    expect(salesCycle(oneToTen)).toStrictEqual({
      value: 5.5,
      unit: 'days',
      better: 'lower',
      statistic: 'mean',
      mean: 5.5,
      median: 5.5,
      p90: expect.closeTo(9.1, 14),
      deviation: expect.closeTo(3.0276503540974917, 14),
      count: 10,
      interval: { low: expect.closeTo(3.334149, 6), high: expect.closeTo(7.665851, 6), level: 0.95 },
      excluded: {},
    });
  });

  // Conover 1999, table A3: of ten observations the second and the ninth, P(2 <= B(10, 1/2) <= 8) = 0.979.
  test('has, as a median, the interval of order statistics', () => {
    const reading = salesCycle(oneToTen, { statistic: 'median' });
    expect(reading).toMatchObject({
      value: 5.5,
      statistic: 'median',
      interval: { low: 2, high: 9, level: 0.95 },
    });
  });

  test('has no interval of a median where no pair of observations is sure enough: under six at 95%', () => {
    const of = (n: number) => salesCycle(oneToTen.slice(0, n), { statistic: 'median' }).interval;
    expect(of(5)).toBeNull();
    expect(of(6)).toMatchObject({ low: 1, high: 10 });
  });

  test('can be the p90, null as an interval of ten', () => {
    expect(salesCycle(oneToTen, { statistic: 'p90' })).toMatchObject({
      value: expect.closeTo(9.1, 14),
      interval: null,
    });
  });

  test('has neither deviation nor interval of one deal, and of none no value', () => {
    expect(salesCycle([cycle(3)])).toMatchObject({
      value: 3,
      median: 3,
      p90: 3,
      deviation: null,
      interval: null,
      count: 1,
    });
    expect(salesCycle([])).toMatchObject({ value: null, mean: null, median: null, p90: null, count: 0 });
  });

  test("takes won deals; with deals: 'closed' lost ones, too; open ones never", () => {
    const deals = [cycle(10), cycle(20, 'lost'), cycle(99, 'open')];
    expect(salesCycle(deals)).toMatchObject({ value: 10, count: 1 });
    expect(salesCycle(deals, { deals: 'closed' })).toMatchObject({ value: 15, count: 2 });
  });

  test('keeps a closing at the creation and leaves out one before it', () => {
    const deals = [cycle(0), cycle(4), cycle(-1 / DAY)];
    expect(salesCycle(deals)).toMatchObject({ value: 2, count: 2, excluded: { negativeDuration: 1 } });
  });

  test('leaves out a missing date of either side, with its name', () => {
    const deals = [
      cycle(2),
      { ...cycle(2), createdAt: null },
      { ...cycle(2), closedAt: null },
      { ...cycle(2), createdAt: undefined, closedAt: undefined },
    ];
    expect(salesCycle(deals)).toMatchObject({
      value: 2,
      excluded: { missingCreatedAt: 1, missingClosedAt: 2 },
    });
  });

  test('places a deal at its closing', () => {
    const deals = [{ ...cycle(0), createdAt: at('2025-12-31T12:00Z'), closedAt: at('2026-01-02T12:00Z') }];
    expect(salesCycle(deals, { during: month('2026-01', { timeZone }) }).value).toBe(2);
    expect(salesCycle(deals, { during: month('2025-12', { timeZone }) }).count).toBe(0);
  });

  test("in elapsed days is an hour short over the clock change of spring, 'calendar' counts dates", () => {
    const deals = [
      { ...cycle(0), createdAt: at('2026-03-28T12:00+01:00'), closedAt: at('2026-03-30T12:00+02:00') },
    ];
    expect(salesCycle(deals).value).toBe(47 / 24);
    expect(salesCycle(deals, { days: 'calendar', timeZone }).value).toBe(2);
  });

  test("of a day of 25 hours is more than a day in elapsed time and no day in 'calendar'", () => {
    const deals = [
      { ...cycle(0), createdAt: at('2026-10-25T00:15+02:00'), closedAt: at('2026-10-25T23:45+01:00') },
    ];
    expect(salesCycle(deals).value).toBe(24.5 / 24);
    expect(salesCycle(deals, { days: 'calendar', timeZone }).value).toBe(0);
  });

  test("keeps a date-only closing on the day of the creation with 'calendar' alone", () => {
    const deals = [
      { ...cycle(0), createdAt: at('2026-07-01T16:20+02:00'), closedAt: at('2026-07-01T00:00+02:00') },
    ];
    expect(salesCycle(deals)).toMatchObject({ value: null, excluded: { negativeDuration: 1 } });
    expect(salesCycle(deals, { days: 'calendar', timeZone })).toMatchObject({ value: 0, excluded: nothing });
  });

  test("counts another date a minute over midnight with 'calendar', in the zone that is named", () => {
    const deals = [
      { ...cycle(0), createdAt: at('2026-07-01T23:59+02:00'), closedAt: at('2026-07-02T00:00+02:00') },
    ];
    const days = (zone: string) => salesCycle(deals, { days: 'calendar', timeZone: zone }).value;
    expect([days('Europe/Paris'), days('UTC')]).toEqual([1, 0]);
  });

  test("assumes no zone for days: 'calendar'", () => {
    const message = "salesCycle requires a timeZone for days: 'calendar', got undefined";
    expect(() => salesCycle([], { days: 'calendar' })).toThrow(new TypeError(message));
    expect(() => salesCycle.with({ days: 'calendar' })).toThrow(new TypeError(message));
    expect(salesCycle.with({ timeZone }).with({ days: 'calendar' })([]).value).toBeNull();
  });

  test('refuses options that there are none of', () => {
    expect(() => salesCycle([], { deals: 'lost' as never })).toThrow(
      new RangeError("salesCycle requires deals to be 'won' or 'closed', got 'lost'"),
    );
    expect(() => salesCycle([], { days: 5 as never })).toThrow(
      new TypeError("salesCycle requires days to be 'elapsed' or 'calendar', got 5"),
    );
    expect(() => salesCycle([], { statistic: 'mode' as never })).toThrow(RangeError);
    expect(() => salesCycle([], { days: 'calendar', timeZone: 'Mars/Olympus' })).toThrow(
      new RangeError("salesCycle requires a time zone such as 'Europe/Paris', got 'Mars/Olympus'"),
    );
  });

  test('with(options) is another KPI, the first one stays', () => {
    const median = salesCycle.with({ statistic: 'median' });
    expect(median(oneToTen)).toStrictEqual(salesCycle(oneToTen, { statistic: 'median' }));
    expect(salesCycle(oneToTen).statistic).toBe('mean');
    expect(median(oneToTen, { statistic: 'p90' }).statistic).toBe('p90');
    expect(median.with({ statistic: undefined })(oneToTen).statistic).toBe('median');
  });

  test('of(totals) reads milliseconds, or dates where days are those of the calendar', () => {
    expect(salesCycle.of({ cycle: { values: [DAY], counts: [2] } }).value).toBe(1);
    const calendar = salesCycle.with({ days: 'calendar', timeZone });
    expect(calendar.of(calendar.totals([cycle(3)])).value).toBe(3);
    expect(calendar.totals([cycle(3)]).cycle).toEqual({ values: [3], counts: [1] });
  });

  test('as of an instant knows a deal won later as open', () => {
    expect(salesCycle([cycle(2), cycle(9)], { asOf: start + 2 * DAY })).toMatchObject({ value: 2, count: 1 });
  });
});
