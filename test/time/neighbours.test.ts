import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buckets } from '../../src/time/buckets.js';
import { WEEKDAYS } from '../../src/time/conventions.js';
import { lastDays } from '../../src/time/lastDays.js';
import { next, previous } from '../../src/time/neighbours.js';
import { day, month, type Period, period, quarter, type Unit, week, year } from '../../src/time/period.js';
import { toDate } from '../../src/time/toDate.js';
import { date, jumps, ZONES } from './oracle.js';

const timeZone = 'Europe/Paris';
const paris = { timeZone };
const names = (...periods: Period[]) => periods.map((each) => each.name);
const frozen = (p: Period) => Object.freeze(JSON.parse(JSON.stringify(p)) as Period);

describe('previous(p) and next(p)', () => {
  test('give the calendar period before and after', () => {
    expect(names(previous(day('2026-03-01', paris)), next(day('2026-12-31', paris)))).toEqual([
      '2026-02-28',
      '2027-01-01',
    ]);
    expect(names(previous(week('2027-W01', paris)), next(week('2025-W52', paris)))).toEqual([
      '2026-W53',
      '2026-W01',
    ]);
    expect(previous(month('2026-01', paris))).toStrictEqual(month('2025-12', paris));
    expect(next(quarter('2026-Q4', paris))).toStrictEqual(quarter('2027-Q1', paris));
    expect(next(year('9998', paris))).toStrictEqual(year('9999', paris));
    expect(names(next(year('9999', paris)), previous(year('0000', paris)))).toEqual(['+010000', '-000001']);
    expect(previous(next(day('9999-12-31', paris)))).toStrictEqual(day('9999-12-31', paris));
  });

  test('keep fiscal years and weeks through JSON', () => {
    const fiscal = { timeZone, yearStarts: 2 };
    expect(next(frozen(quarter('2027-Q4', fiscal)))).toStrictEqual(quarter('2028-Q1', fiscal));
    const byStart = { ...fiscal, yearNamedBy: 'start' } as const;
    expect(previous(frozen(year('2027', byStart)))).toStrictEqual(year('2026', byStart));
    const sundays = { timeZone, weekStartsOn: 'sunday' } as const;
    expect(previous(frozen(week('2027-W01', sundays)))).toStrictEqual(week('2026-W52', sundays));
  });

  const units = fc.constantFrom<Unit>('day', 'week', 'month', 'quarter', 'year');
  const conventions = fc.record(
    {
      yearStarts: fc.integer({ min: 1, max: 12 }),
      yearNamedBy: fc.constantFrom('start' as const, 'end' as const),
      weekStartsOn: fc.constantFrom(...WEEKDAYS),
    },
    { requiredKeys: [] },
  );
  const instants = fc.oneof(
    fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
    fc.integer({ min: date(1, 2, 1) * 864e5, max: date(9999, 11, 1) * 864e5 }),
  );
  const calendarPeriods = fc
    .tuple(units, fc.constantFrom(...ZONES), instants, conventions)
    .map(([unit, zone, at, given]) => buckets(unit, zone, at, at + 1, given).periods[0]!);
  const daysPeriods = fc
    .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(...ZONES), instants)
    .map(([n, zone, asOf]) => lastDays(n, { asOf, timeZone: zone }));
  const stretches = fc
    .tuple(instants, fc.integer({ min: 0, max: 1e11 }), fc.constantFrom(undefined, ...ZONES))
    .map(([start, length, zone]) =>
      period(start, start + length, zone === undefined ? {} : { timeZone: zone }),
    );
  const any = fc.oneof(calendarPeriods, daysPeriods, stretches);

  test('undo each other and leave no gap', () => {
    fc.assert(
      fc.property(any, (p) => {
        const [before, after] = [previous(frozen(p)), next(frozen(p))];
        expect(before.end).toBe(p.start);
        expect(after.start).toBe(p.end);
        expect(next(before)).toStrictEqual(p);
        expect(previous(after)).toStrictEqual(p);
      }),
      { numRuns: 700, seed: 11 },
    );
  });

  test.each(ZONES)('%s: undo each other where its clocks change', (zone) => {
    for (const at of jumps(zone, Date.UTC(2005, 0), Date.UTC(2015, 0), 864e5)) {
      for (const unit of ['day', 'week', 'month'] as const) {
        for (let p = buckets(unit, zone, at - 864e5, at).periods[0]!; p.start < at + 864e5; p = next(p)) {
          expect(previous(next(p))).toStrictEqual(p);
          expect(next(p).start).toBe(p.end);
        }
      }
    }
  });

  test('go by name and unit where a period is clipped', () => {
    const november = month('2026-11', paris);
    const clipped = { ...november, start: november.start + 5, end: november.end - 7 };
    expect(previous(clipped)).toStrictEqual(month('2026-10', paris));
    expect(next(clipped)).toStrictEqual(month('2026-12', paris));
    expect(previous(toDate(november, november.start - 1))).toStrictEqual(month('2026-10', paris));
  });

  test('pass over the day that a zone never had, and find their way out of it', () => {
    const apia = { timeZone: 'Pacific/Apia' };
    expect(next(day('2011-12-29', apia))).toStrictEqual(day('2011-12-31', apia));
    expect(previous(day('2011-12-31', apia))).toStrictEqual(day('2011-12-29', apia));
    const never = day('2011-12-30', apia);
    expect(names(previous(never), next(never))).toEqual(['2011-12-29', '2011-12-31']);
  });

  test('give as many local days beside the last days, across a clock change', () => {
    const week = lastDays(7, { asOf: Date.UTC(2026, 9, 26, 12), ...paris });
    expect(week.name).toBe('2026-10-20/2026-10-26');
    expect(week.end - week.start).toBe(7 * 864e5 + 36e5);
    expect(previous(week)).toStrictEqual({
      name: '2026-10-13/2026-10-19',
      unit: 'days',
      start: Date.UTC(2026, 9, 12, 22),
      end: Date.UTC(2026, 9, 19, 22),
      timeZone,
    });
  });

  test('give the stretch of as many milliseconds, named by its instants', () => {
    const third = period(2000, 3000, { name: 'the third', timeZone: 'UTC' });
    expect(next(third)).toStrictEqual(period(3000, 4000, { timeZone: 'UTC' }));
    expect(previous(third)).toStrictEqual(period(1000, 2000, { timeZone: 'UTC' }));
  });

  test('throw for what has no neighbour', () => {
    // @ts-expect-error a period is required
    expect(() => previous(undefined)).toThrow(
      new TypeError('previous requires p to be a period, got undefined'),
    );
    // @ts-expect-error two instants make no period
    expect(() => next({ start: 0, end: 1 })).toThrow(
      new TypeError('next requires p to be a period, got an object with start, end'),
    );
    const november = month('2026-11', paris);
    expect(() => next({ ...november, end: 0 })).toThrow(
      new RangeError(
        'next requires p to end at or after its start, got an object with name, unit, start, end, timeZone',
      ),
    );
    expect(() => next({ ...november, name: 'November' })).toThrow(
      new RangeError("next requires p to have the name of a month, got 'November'"),
    );
    expect(() => next({ ...november, name: '2026-11', unit: 'days' })).toThrow(RangeError);
    expect(() => next({ ...november, name: '2026-11-02/2026-11-01', unit: 'days' })).toThrow(
      new RangeError(
        "next requires p to have the name of days such as '2026-11-18/2026-11-24', got '2026-11-02/2026-11-01'",
      ),
    );
    expect(() => next({ ...november, timeZone: null })).toThrow(
      new TypeError('next requires p to have a timeZone, got null'),
    );
    expect(() => next({ ...november, timeZone: 'Mars/Olympus' })).toThrow(RangeError);
    // @ts-expect-error there is no such unit
    expect(() => next({ ...november, unit: 'decade' })).toThrow(RangeError);
    expect(() => next({ ...quarter('2026-Q1', paris), yearStarts: 13 })).toThrow(RangeError);
    expect(() => next(period(0, 8e15, { name: 'an age' }))).toThrow(
      new RangeError("next requires a stretch that a Date can hold, got 'an age'"),
    );
  });
});
