import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Buckets, buckets, indexAt } from '../../src/time/buckets.js';
import type { Conventions, Weekday } from '../../src/time/conventions.js';
import { next } from '../../src/time/neighbours.js';
import { day, month, type Period, quarter, type Unit, week, year } from '../../src/time/period.js';
import { date, ZONES } from './oracle.js';

type Options = { timeZone: string } & Conventions;

const makers: Record<Unit, (text: string, options: Options) => Period> = {
  day: (text, { timeZone }) => day(text, { timeZone }),
  week: (text, { timeZone, weekStartsOn }) => week(text, { timeZone, weekStartsOn }),
  month: (text, { timeZone }) => month(text, { timeZone }),
  quarter: (text, { timeZone, yearStarts, yearNamedBy }) =>
    quarter(text, { timeZone, yearStarts, yearNamedBy }),
  year: (text, { timeZone, yearStarts, yearNamedBy }) => year(text, { timeZone, yearStarts, yearNamedBy }),
};
const units = Object.keys(makers) as Unit[];
const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

describe('buckets(unit, timeZone, start, end)', () => {
  const ranges = fc
    .tuple(
      fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2040, 0) }),
      fc.integer({ min: 1, max: 2000 * 864e5 }),
    )
    .map(([start, length]) => [start, start + length] as const);
  const conventions = fc.record(
    {
      yearStarts: fc.integer({ min: 1, max: 12 }),
      yearNamedBy: fc.constantFrom('start' as const, 'end' as const),
      weekStartsOn: fc.constantFrom(...weekdays),
    },
    { requiredKeys: [] },
  );
  const any = fc.tuple(fc.constantFrom(...units), fc.constantFrom(...ZONES), ranges, conventions);

  test('gives the calendar periods by their names, whole and consecutive, from the start to the last moment', () => {
    fc.assert(
      fc.property(any, ([unit, timeZone, [start, end], conventions]) => {
        const { periods, starts } = buckets(unit, timeZone, start, end, conventions);
        for (const each of periods.length > 99 ? [...periods.slice(0, 50), periods.at(-1)!] : periods)
          expect(each).toStrictEqual(makers[unit](each.name, { timeZone, ...conventions }));
        expect([...starts]).toEqual([...periods.map((each) => each.start), periods.at(-1)!.end, Infinity]);
        for (const [b, each] of periods.entries()) {
          if (b > 0 && each.start !== periods[b - 1]!.end) expect.fail(`a gap before ${each.name}`);
          if (!(each.start < each.end)) expect.fail(`${each.name} is empty`);
        }
        expect(periods[0]!.start).toBeLessThanOrEqual(start);
        expect(periods[0]!.end).toBeGreaterThan(start);
        expect(periods.at(-1)!.start).toBeLessThan(end);
        expect(periods.at(-1)!.end).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test('finds, through its table, the period that holds an instant', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(any, shares, ([unit, timeZone, [start, end], conventions], parts) => {
        const made = buckets(unit, timeZone, start, end, conventions);
        const [low, high] = [made.starts[0]!, made.starts[made.periods.length]!];
        const edges = made.periods.flatMap((each) => [each.start, each.end - 1]);
        for (const t of [...parts.map((part) => Math.floor(low + part * (high - 1 - low))), ...edges]) {
          const { start: from, end: to } = made.periods[indexAt(made, t)]!;
          if (!(from <= t && t < to)) expect.fail(`${t} is not from ${from} to ${to}`);
        }
      }),
      { numRuns: 100, seed: 6 },
    );
  });

  test('are what next() gives, one after the other', () => {
    fc.assert(
      fc.property(any, ([unit, timeZone, [start, end], conventions]) => {
        const { periods } = buckets(unit, timeZone, start, Math.min(end, start + 99 * 864e5), conventions);
        for (const [b, each] of periods.entries()) if (b > 0) expect(each).toEqual(next(periods[b - 1]!));
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  test('have no bucket for a day that the zone never had', () => {
    const made = buckets('day', 'Pacific/Apia', Date.UTC(2011, 11, 29), Date.UTC(2012, 0, 1));
    expect(made.periods.map((each) => each.name)).toEqual([
      '2011-12-28',
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
    ]);
    expect(made.starts).toHaveLength(6);
    const before = buckets('day', 'Pacific/Apia', Date.UTC(2011, 11, 29, 12), Date.UTC(2011, 11, 30, 10));
    expect(before.periods.map((each) => each.name)).toEqual(['2011-12-29']);
  });

  test('keep the conventions that matter for the unit', () => {
    const all = { yearStarts: 2, yearNamedBy: 'start', weekStartsOn: 'sunday' } as const;
    const [now, later] = [Date.UTC(2026, 10, 24), Date.UTC(2026, 10, 24) + 1];
    const first = (unit: Unit) => buckets(unit, 'UTC', now, later, all).periods[0];
    expect(first('day')).toStrictEqual(day('2026-11-24', { timeZone: 'UTC' }));
    expect(first('week')).toStrictEqual(week('2026-W47', { timeZone: 'UTC', weekStartsOn: 'sunday' }));
    expect(first('month')).toStrictEqual(month('2026-11', { timeZone: 'UTC' }));
    const fiscal = { timeZone: 'UTC', yearStarts: 2, yearNamedBy: 'start' } as const;
    expect(first('quarter')).toStrictEqual(quarter('2026-Q4', fiscal));
    expect(first('year')).toStrictEqual(year('2026', fiscal));
  });

  test('starts a UTC day with the period of its first instant, from the midnight before all of them on', () => {
    const { origin, table, starts } = buckets(
      'month',
      'Asia/Tokyo',
      Date.UTC(2026, 0, 5),
      Date.UTC(2026, 2, 1),
    );
    expect(new Date(origin).toISOString()).toBe('2025-12-31T00:00:00.000Z');
    expect(new Date(starts[0]!).toISOString()).toBe('2025-12-31T15:00:00.000Z');
    // 31 December (UTC) to 30 January, 31 January to 27 February, 28 February to 30 March; changes come at 15:00.
    expect([...table]).toEqual([...Array(32).fill(0), ...Array(28).fill(1), ...Array(31).fill(2)]);
  });

  test('is one period for one moment', () => {
    for (const unit of units) {
      expect(buckets(unit, 'UTC', 0, 1).periods).toHaveLength(1);
      expect(buckets(unit, 'UTC', -1, 0).periods).toHaveLength(1);
      // 1970 began on a Thursday.
      expect(buckets(unit, 'UTC', -1, 1).periods).toHaveLength(unit === 'week' ? 1 : 2);
    }
  });

  test('puts the last hour of October that came after the first minute of November into November', () => {
    // In St. John's 2009-11-01 00:01 became 2009-10-31 23:01.
    const back = Date.UTC(2009, 10, 1, 2, 31);
    const made = buckets('month', 'America/St_Johns', back, back + 1);
    expect(made.periods.map((each) => each.name)).toEqual(['2009-11']);
    expect(made.periods[0]!.start).toBe(Date.UTC(2009, 10, 1, 2, 30));
  });

  test('reaches from year 1 to 9999, and to the ends of time', () => {
    const made: Buckets = buckets('month', 'Asia/Tehran', date(1, 1, 10) * 864e5, date(9999, 12, 10) * 864e5);
    expect(made.periods).toHaveLength(9999 * 12);
    expect(made.periods.at(-1)!.name).toBe('9999-12');
    expect(made.periods[indexAt(made, Date.UTC(2026, 10, 24))]!.name).toBe('2026-11');
    expect(buckets('year', 'Asia/Tehran', 8.64e15 - 1, 8.64e15).periods[0]!.name).toBe('+275760');
    expect(buckets('month', 'Asia/Tehran', -8.64e15, 1 - 8.64e15).periods[0]!.name).toBe('-271821-04');
  });

  test('throws for conventions that there are not, with the name of the function when it is given', () => {
    expect(() => buckets('month', 'UTC', 0, 1, { yearStarts: 13 })).toThrow(
      new RangeError('requires yearStarts to be a month from 1 to 12, got 13'),
    );
    expect(() => buckets('month', 'UTC', 0, 1, { yearStarts: 13 }, 'trend')).toThrow(
      new RangeError('trend requires yearStarts to be a month from 1 to 12, got 13'),
    );
    expect(() => buckets('month', 'Mars/Olympus', 0, 1, {}, 'trend')).toThrow(/^trend requires a time zone/);
  });

  test('throws for a zone that is none', () => {
    expect(() => buckets('month', 'Mars/Olympus', 0, 1)).toThrow(
      new RangeError("requires a time zone such as 'Europe/Paris', got 'Mars/Olympus'"),
    );
  });
});

test('indexAt(buckets, instant) is -1 outside all periods', () => {
  const made = buckets('month', 'UTC', 0, 1);
  expect([-1, 0, Date.UTC(1970, 1) - 1, Date.UTC(1970, 1), Number.NaN].map((t) => indexAt(made, t))).toEqual([
    -1, 0, 0, -1, -1,
  ]);
});
