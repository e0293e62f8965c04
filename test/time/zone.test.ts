import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zone } from '../../src/time/zone.js';
import { date, dayAt, jumps, seeded, wallOf, ZONES } from './oracle.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

describe('zone(timeZone)', () => {
  test('is the same zone for the same name', () => {
    expect(zone('Europe/' + 'Paris')).toBe(zone('Europe/Paris'));
  });

  test('throws a RangeError for a text that Intl does not know', () => {
    for (const text of ['Mars/Olympus', '', 'Europe/Paris ', 'constructor']) {
      expect(() => zone(text)).toThrow(
        new RangeError(`requires a time zone such as 'Europe/Paris', got '${text}'`),
      );
    }
  });

  test('throws a TypeError for anything but a text, also for the undefined that Intl would take', () => {
    for (const [value, shown] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [2, '2'],
      [{ toString: () => 'UTC' }, 'an object with toString'],
    ]) {
      expect(() => zone(value as string)).toThrow(
        new TypeError(`requires a time zone such as 'Europe/Paris', got ${shown}`),
      );
    }
  });

  test('puts the name of the function in front when it is given', () => {
    expect(() => zone('Mars/Olympus', 'trend')).toThrow(
      "trend requires a time zone such as 'Europe/Paris', got 'Mars/Olympus'",
    );
  });
});

describe('zone.offsetAt(instant)', () => {
  test('is exact to the second and west of Greenwich in Monrovia until 1972-01-07', () => {
    const { offsetAt } = zone('Africa/Monrovia');
    const seconds44m30 = (44 * 60 + 30) * 1000;
    expect(offsetAt(Date.UTC(1971, 5, 1))).toBe(-seconds44m30);
    expect(offsetAt(Date.UTC(1972, 0, 7, 0, 44, 30) - 1)).toBe(-seconds44m30);
    expect(offsetAt(Date.UTC(1972, 0, 7, 0, 44, 30))).toBe(0);
  });

  test('knows local mean time', () => {
    expect(zone('America/New_York').offsetAt(Date.UTC(1850, 0))).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000);
    expect(zone('Asia/Manila').offsetAt(date(1, 1, 1) * DAY)).toBe(-(15 * 3600 + 56 * 60 + 8) * 1000);
  });

  test('sees summer time of less than a week: Recife in October 2000, Gaza in October 2040', () => {
    for (const [timeZone, year] of [
      ['America/Recife', 2000],
      ['Asia/Gaza', 2040],
    ] as const) {
      const { offsetAt } = zone(timeZone);
      for (let t = Date.UTC(year, 7); t < Date.UTC(year, 11); t += 6 * HOUR) {
        expect(offsetAt(t)).toBe(wallOf(timeZone, t) - t);
      }
    }
  });

  test('keeps the rules of summer time for thousands of years', () => {
    for (const timeZone of ['America/New_York', 'Europe/Dublin', 'Australia/Lord_Howe', 'America/Havana']) {
      const { offsetAt } = zone(timeZone);
      for (const year of [2107, 2109, 2300, 2526, 2527, 2528, 3000, 9999, 270_000]) {
        const changes = jumps(timeZone, date(year, 1, 1) * DAY, date(year + 1, 1, 1) * DAY, 10 * DAY);
        expect(changes).toHaveLength(2);
        for (const t of changes.flatMap((change) => [change - 1, change])) {
          expect(offsetAt(t)).toBe(wallOf(timeZone, t) - t);
        }
      }
    }
  });

  test('is -0 nowhere', () => {
    for (const timeZone of ['UTC', 'Europe/London', 'Africa/Monrovia', 'Etc/GMT']) {
      expect(Object.is(zone(timeZone).offsetAt(Date.UTC(2026, 0)), 0)).toBe(true);
    }
  });
});

describe('zone.dayOf(instant)', () => {
  test.each(ZONES)('%s: is the local date by Intl at random instants of 1850 to 2200', (timeZone) => {
    const { dayOf } = zone(timeZone);
    const random = seeded(1);
    const [from, to] = [Date.UTC(1850, 0), Date.UTC(2200, 0)];
    const wrong = Array.from({ length: 2000 }, () => from + Math.floor(random() * (to - from))).filter(
      (t) => dayOf(t) !== dayAt(timeZone, t),
    );
    expect(wrong).toEqual([]);
  });

  test.each(ZONES)('%s: changes its offset at the same millisecond as Intl, 2000 to 2028', (timeZone) => {
    const { dayOf, offsetAt } = zone(timeZone);
    for (const jump of jumps(timeZone, Date.UTC(2000, 0), Date.UTC(2028, 0), 6 * DAY)) {
      for (const t of [jump - 1, jump, jump + 1]) {
        expect(offsetAt(t)).toBe(wallOf(timeZone, t) - t);
        expect(dayOf(t)).toBe(dayAt(timeZone, t));
      }
    }
  });

  test('agrees with Intl in every zone at instants near and far, from year 1 to 270000', () => {
    const random = seeded(2);
    const wrong: [string, number][] = [];
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const { dayOf } = zone(timeZone);
      const years = [
        1 + random() * 1800,
        1900 + random() * 150,
        2400 + random() * 7600,
        1e4 + random() * 26e4,
      ];
      for (const year of years) {
        const t = date(0, 1, 1) * DAY + Math.floor(year * 365.2425 * DAY);
        if (dayOf(t) !== dayAt(timeZone, t)) wrong.push([timeZone, t]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('reaches the ends of time', () => {
    const { dayOf } = zone('Pacific/Kiritimati');
    expect(dayOf(8.64e15)).toBe(1e8);
    expect(dayOf(-8.64e15)).toBe(-1e8 - 1);
  });
});

test('NaN, an instant that has not happened, stays NaN', () => {
  for (const timeZone of ['UTC', 'Europe/Paris']) {
    const { dayOf, startOfDay, toInstant } = zone(timeZone);
    expect([dayOf(Number.NaN), startOfDay(Number.NaN), toInstant(Number.NaN)]).toEqual([NaN, NaN, NaN]);
  }
});

describe('zone.startOfDay(day)', () => {
  const start = (timeZone: string, ...at: [number, number, number]) =>
    new Date(zone(timeZone).startOfDay(date(...at))).toISOString();

  test('is 01:00 where clocks skip midnight: São Paulo, 2018-11-04', () => {
    expect(start('America/Sao_Paulo', 2018, 11, 4)).toBe('2018-11-04T03:00:00.000Z');
    expect(wallOf('America/Sao_Paulo', Date.UTC(2018, 10, 4, 3))).toBe(Date.UTC(2018, 10, 4, 1));
  });

  test('is the start of the next date where a date does not exist: Apia, 2011-12-30', () => {
    expect(start('Pacific/Apia', 2011, 12, 30)).toBe('2011-12-30T10:00:00.000Z');
    expect(start('Pacific/Apia', 2011, 12, 31)).toBe('2011-12-30T10:00:00.000Z');
    expect(zone('Pacific/Apia').dayOf(Date.UTC(2011, 11, 30, 10) - 1)).toBe(date(2011, 12, 29));
  });

  test("is the first of two midnights: Havana, and St. John's, which went back at 00:01", () => {
    expect(start('America/Havana', 2026, 11, 1)).toBe('2026-11-01T04:00:00.000Z');
    expect(start('America/St_Johns', 2006, 10, 29)).toBe('2006-10-29T02:30:00.000Z');
    expect(zone('America/St_Johns').dayOf(Date.UTC(2006, 9, 29, 2, 31))).toBe(date(2006, 10, 28));
  });

  test.each(ZONES)('%s: is the least instant t with dayOf(t) >= day', (timeZone) => {
    const { dayOf, startOfDay } = zone(timeZone);
    const jumped = jumps(timeZone, Date.UTC(2000, 0), Date.UTC(2028, 0), 6 * DAY);
    const days = fc.oneof(
      fc.integer({ min: date(1850, 1, 1), max: date(2200, 1, 1) }),
      fc.integer({ min: date(1, 1, 2), max: date(9999, 12, 31) }),
      fc
        .constantFrom(0, ...jumped)
        .chain((t) => fc.integer({ min: Math.floor(t / DAY) - 1, max: Math.floor(t / DAY) + 2 })),
    );
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 1.5 * DAY }), (day, before) => {
        const instant = startOfDay(day);
        expect(dayOf(instant)).toBeGreaterThanOrEqual(day);
        expect(dayOf(instant - 1)).toBeLessThan(day);
        expect(dayOf(instant - before)).toBeLessThan(day);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe('zone.toInstant(wall)', () => {
  test.each(ZONES)(
    '%s: comes back from the wall clock, earlier only where an hour happens twice',
    (timeZone) => {
      const { toInstant, offsetAt } = zone(timeZone);
      const jumped = jumps(timeZone, Date.UTC(2000, 0), Date.UTC(2028, 0), 6 * DAY);
      const near = fc
        .constantFrom(0, ...jumped)
        .chain((t) => fc.integer({ min: t - 2 * DAY, max: t + 2 * DAY }));
      const instants = fc.oneof(fc.integer({ min: Date.UTC(1850, 0), max: Date.UTC(2200, 0) }), near);
      fc.assert(
        fc.property(instants, (t) => {
          const wall = t + offsetAt(t);
          const back = toInstant(wall);
          expect(back).toBeLessThanOrEqual(t);
          expect(back + offsetAt(back)).toBe(wall);
        }),
        { numRuns: 200, seed: 4 },
      );
    },
  );

  test('takes the earlier of two', () => {
    expect(zone('Europe/Paris').toInstant(Date.UTC(2026, 9, 25, 2, 30))).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  test('moves a reading that does not exist forward by the length of the gap', () => {
    expect(zone('Europe/Paris').toInstant(Date.UTC(2026, 2, 29, 2, 30))).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(zone('Australia/Lord_Howe').toInstant(Date.UTC(2026, 9, 4, 2, 10))).toBe(
      Date.UTC(2026, 9, 3, 15, 40),
    );
    // A whole day is missing: noon of the 30th becomes noon of the 31st.
    expect(zone('Pacific/Apia').toInstant(Date.UTC(2011, 11, 30, 12))).toBe(Date.UTC(2011, 11, 30, 22));
  });

  test('is the wall clock itself in UTC', () => {
    for (const t of [0, -1, 8.64e15, -8.64e15]) expect(zone('UTC').toInstant(t)).toBe(t);
  });
});
