// Trends by every unit of the calendar: each fact in the bucket that its period's function names.
import fc from 'fast-check';
import { type Deal, day, dealsWon, month, quarter, trend, week, year } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTimes } from '../laws.js';

const timeZone = 'Europe/Paris';
const won = (closedAt: number | Date): Deal => ({ id: 1, createdAt: 0, status: 'won', closedAt });
const at = (iso: string) => won(new Date(iso));
type Options = Parameters<typeof trend>[2];
const named = (deals: readonly Deal[], options: Omit<Options, 'by'>) =>
  trend(deals, dealsWon, options).map(({ period, reading }) => [period.name, reading.value]);

/** Whether a convention is one of the unit's: week starts of weeks, year starts of quarters and years. */
const matters = (every: string, own: object) =>
  'weekStartsOn' in own ? every === 'week' : every === 'quarter' || every === 'year';

describe('trend by', () => {
  test('day knows days of 23 and 25 hours', () => {
    const deals = [
      at('2026-03-28T23:59:59.999+01:00'),
      at('2026-03-29T00:00+01:00'),
      at('2026-03-29T23:59+02:00'),
      at('2026-03-30T00:00+02:00'),
    ];
    expect(named(deals, { every: 'day', timeZone })).toEqual([
      ['2026-03-28', 1],
      ['2026-03-29', 2],
      ['2026-03-30', 1],
    ]);
    const [, sunday] = trend(deals, dealsWon, { every: 'day', timeZone });
    expect(sunday!.period).toStrictEqual(day('2026-03-29', { timeZone }));
    const autumn = [at('2026-10-25T00:30+02:00'), at('2026-10-25T23:30+01:00')];
    expect(named(autumn, { every: 'day', timeZone })).toEqual([['2026-10-25', 2]]);
  });

  test('day skips a day that never was', () => {
    const apia = { every: 'day', timeZone: 'Pacific/Apia' } as const;
    expect(named([at('2011-12-29T12:00-10:00'), at('2011-12-31T12:00+14:00')], apia)).toEqual([
      ['2011-12-29', 1],
      ['2011-12-31', 1],
    ]);
  });

  test('day begins a day without midnight at its first instant', () => {
    const { period } = trend([at('2018-11-04T01:00-02:00')], dealsWon, {
      every: 'day',
      timeZone: 'America/Sao_Paulo',
    })[0]!;
    expect([period.name, new Date(period.start).toISOString()]).toEqual([
      '2018-11-04',
      '2018-11-04T03:00:00.000Z',
    ]);
  });

  test('week begins on Monday, or on Sunday, also over the turn of the year', () => {
    const deals = [at('2026-12-27T23:59+01:00'), at('2026-12-28T00:00+01:00'), at('2027-01-03T12:00+01:00')];
    expect(named(deals, { every: 'week', timeZone })).toEqual([
      ['2026-W52', 1],
      ['2026-W53', 2],
    ]);
    const sundays = trend(deals, dealsWon, { every: 'week', timeZone, weekStartsOn: 'sunday' });
    expect(sundays.map(({ reading }) => reading.value)).toEqual([2, 1]);
    for (const { period } of sundays)
      expect(period).toStrictEqual(week(period.name, { timeZone, weekStartsOn: 'sunday' }));
  });

  test('fiscal year and quarter, named by the year they end in, or start in', () => {
    const deals = [at('2026-01-31T23:59+01:00'), at('2026-02-01T00:00+01:00'), at('2027-01-31T23:59+01:00')];
    expect(named(deals, { every: 'year', timeZone, yearStarts: 2 })).toEqual([
      ['2026', 1],
      ['2027', 2],
    ]);
    expect(named(deals, { every: 'year', timeZone, yearStarts: 2, yearNamedBy: 'start' })).toEqual([
      ['2025', 1],
      ['2026', 2],
    ]);
    expect(named(deals, { every: 'quarter', timeZone, yearStarts: 2 })).toEqual([
      ['2026-Q4', 1],
      ['2027-Q1', 1],
      ['2027-Q2', 0],
      ['2027-Q3', 0],
      ['2027-Q4', 1],
    ]);
    const [first] = trend(deals, dealsWon, { every: 'year', timeZone, yearStarts: 2 });
    expect(first!.period).toStrictEqual(year('2026', { timeZone, yearStarts: 2 }));
  });

  test('a month, which year starts do not concern, takes them and lets them be', () => {
    expect(named([at('2026-02-01T00:00+01:00')], { every: 'month', timeZone, yearStarts: 2 })).toEqual([
      ['2026-02', 1],
    ]);
  });

  test('any unit has periods of its own kind, one after the other, that hold their facts', () => {
    const makers = { day, week, month, quarter, year };
    const units = fc.constantFrom(...(Object.keys(makers) as (keyof typeof makers)[]));
    const zones = fc.constantFrom(timeZone, 'America/New_York', 'Asia/Kathmandu', 'Africa/Cairo', 'UTC');
    const conventions = fc.constantFrom<Partial<Options>>({}, { weekStartsOn: 'sunday' }, { yearStarts: 4 });
    const instants = fc.array(arbitraryTimes, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(units, zones, conventions, instants, fc.boolean(), (every, zone, given, times, known) => {
        const own = matters(every, given) ? given : {};
        const options = { every, timeZone: zone, ...own, ...(known ? { asOf: 'bucketEnd' as const } : {}) };
        const points = trend(times.map(won), dealsWon, options);
        points.forEach(({ period, reading, complete }, i) => {
          expect(period).toStrictEqual(makers[every](period.name, { timeZone: zone, ...own } as never));
          expect(reading.value).toBe(times.filter((t) => t >= period.start && t < period.end).length);
          expect(complete).toBe(true);
          if (i > 0) expect(period.start).toBe(points[i - 1]!.period.end);
        });
        expect(points.reduce((n, { reading }) => n + reading.value, 0)).toBe(times.length);
      }),
      { numRuns: 60 },
    );
  });
});
