import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buckets } from '../../src/time/buckets.js';
import { lastDays } from '../../src/time/lastDays.js';
import { next, previous } from '../../src/time/neighbours.js';
import { day, month, type Period, period, quarter, type Unit, week } from '../../src/time/period.js';
import { samePartOf } from '../../src/time/samePartOf.js';
import { toDate } from '../../src/time/toDate.js';
import { dayAt, wallOf, ZONES } from './oracle.js';

const DAY = 864e5;
const newYork = { timeZone: 'America/New_York' };
const paris = { timeZone: 'Europe/Paris' };

/** The instant of a wall clock that it shows once. */
function at(timeZone: string, wall: number): number {
  const guess = wall - (wallOf(timeZone, wall) - wall);
  return guess - (wallOf(timeZone, guess) - wall);
}
const local = (timeZone: string, p: Period) => new Date(wallOf(timeZone, p.end)).toISOString().slice(0, 23);

describe('samePartOf(earlier, p, asOf)', () => {
  test('reaches the same day and time of day of the quarter, asOf included', () => {
    const q4 = Object.freeze(quarter('2026-Q4', paris));
    const asOf = at('Europe/Paris', Date.UTC(2026, 9, 24, 10, 15)); // day 24, before clocks go back
    const part = samePartOf(Object.freeze(previous(q4)), q4, asOf);
    expect(part).toStrictEqual({ ...previous(q4), end: part.end });
    expect(local('Europe/Paris', part)).toBe('2026-07-24T10:15:00.001');
    expect(samePartOf(previous(q4), toDate(q4, asOf), asOf)).toStrictEqual(part);
  });

  test('goes by the clock, not by elapsed time, where clocks change in either period', () => {
    const november = month('2026-11', newYork); // back on 1 November
    const asOf = at('America/New_York', Date.UTC(2026, 10, 24, 10, 15));
    expect(local('America/New_York', samePartOf(month('2026-10', newYork), november, asOf))).toBe(
      '2026-10-24T10:15:00.001',
    );
    const april = month('2026-04', newYork); // March: forward on the 8th
    const then = at('America/New_York', Date.UTC(2026, 3, 24, 10, 15));
    expect(local('America/New_York', samePartOf(previous(april), april, then))).toBe(
      '2026-03-24T10:15:00.001',
    );
    // A week later than one of 169 hours, a whole week each.
    const after = week('2026-W44', paris);
    const change = previous(after);
    expect(samePartOf(change, after, after.end - 1)).toStrictEqual(change);
    expect(samePartOf(after, change, change.end - 1)).toStrictEqual(after);
    // The end of a day is the end of the other, also where it lies after a second hour from 23:00 to 24:00.
    const saoPaulo = { timeZone: 'America/Sao_Paulo' };
    const back = day('2018-02-17', saoPaulo);
    expect(back.end - back.start).toBe(25 * 36e5);
    const following = next(back);
    expect(samePartOf(back, following, following.end - 1)).toStrictEqual(back);
    expect(samePartOf(following, back, back.end - 1)).toStrictEqual(following);
    // Midnight did not exist on 4 November 2018: the day began at 01:00, and 10:15 is 10:15.
    const forward = day('2018-11-04', saoPaulo);
    const morning = at('America/Sao_Paulo', Date.UTC(2018, 10, 4, 10, 15));
    expect(local('America/Sao_Paulo', samePartOf(previous(forward), forward, morning))).toBe(
      '2018-11-03T10:15:00.001',
    );
    const later = at('America/Sao_Paulo', Date.UTC(2018, 10, 5, 10, 15));
    expect(local('America/Sao_Paulo', samePartOf(forward, next(forward), later))).toBe(
      '2018-11-04T10:15:00.001',
    );
  });

  test('moves forward a reading that the earlier clock skipped, and takes the first of two', () => {
    const [gap, twice] = [day('2026-03-29', paris), day('2026-10-25', paris)];
    const halfPastTwoAfter = (p: Period) => at('Europe/Paris', wallOf('Europe/Paris', p.end) + 2.5 * 36e5);
    const skipped = samePartOf(gap, next(gap), halfPastTwoAfter(gap));
    expect(local('Europe/Paris', skipped)).toBe('2026-03-29T03:30:00.001');
    const double = samePartOf(twice, next(twice), halfPastTwoAfter(twice));
    expect(double.end).toBe(Date.UTC(2026, 9, 25, 0, 30) + 1);
  });

  test('counts days whose midnight clocks passed over: Toronto went from 23:30 to 00:30 on 30 March 1919', () => {
    const toronto = { timeZone: 'America/Toronto' };
    const short = day('1919-03-30', toronto);
    expect(short.end - short.start).toBe(23.5 * 36e5);
    expect(samePartOf(previous(short), short, short.end - 1)).toStrictEqual(previous(short));
    expect(samePartOf(short, next(short), next(short).end - 1)).toStrictEqual(short);
    const [march, april] = [month('1919-03', toronto), month('1919-04', toronto)];
    expect(samePartOf(march, april, april.end - 1).end).toBe(short.end); // 30 days
    const late = day('1919-04-30', toronto).end - 15 * 6e4; // 23:45 of day 30, which March did not have
    expect(samePartOf(march, april, late).end).toBe(short.end);
  });

  test('ends where a day that the earlier zone never had would have been', () => {
    const apia = { timeZone: 'Pacific/Apia' };
    const january = month('2012-01', apia);
    const asOf = at('Pacific/Apia', Date.UTC(2012, 0, 30, 10, 15));
    expect(samePartOf(previous(january), january, asOf).end).toBe(day('2011-12-29', apia).end);
  });

  test('is empty before a stretch that starts with the second of two hours', () => {
    const change = Date.UTC(2026, 9, 25, 1); // 03:00 became 02:00 in Paris
    const p = period(change, change + DAY, paris);
    const earlier = period(change - 9 * DAY, change - 8 * DAY, paris);
    expect(samePartOf(earlier, p, change - 1).end).toBe(earlier.start);
    expect(samePartOf(earlier, p, change).end).toBe(earlier.start + 1);
  });

  test('never reaches beyond the earlier period', () => {
    const march = month('2026-03', paris);
    const february = previous(march);
    const asOf = (d: number) => at('Europe/Paris', Date.UTC(2026, 2, d, 10, 15));
    expect(samePartOf(february, march, asOf(31))).toStrictEqual(february);
    expect(samePartOf(february, march, asOf(29))).toStrictEqual(february);
    expect(local('Europe/Paris', samePartOf(february, march, asOf(28)))).toBe('2026-02-28T10:15:00.001');
  });

  test('stays at the days that p has once p is over', () => {
    const february = month('2026-02', paris);
    const part = samePartOf(month('2026-01', paris), february, february.end + 99 * DAY);
    expect(local('Europe/Paris', part)).toBe('2026-01-29T00:00:00.000');
  });

  test('is empty before p starts, and one millisecond when it does', () => {
    const q4 = quarter('2026-Q4', paris);
    const q3 = previous(q4);
    expect(samePartOf(q3, q4, q4.start - 1)).toStrictEqual({ ...q3, end: q3.start });
    expect(samePartOf(q3, q4, q4.start)).toStrictEqual({ ...q3, end: q3.start + 1 });
  });

  test('is elapsed milliseconds without a zone', () => {
    const p = period(1000, 2000);
    expect(samePartOf(previous(p), p, 1400)).toStrictEqual(period(0, 401));
    expect(samePartOf(period(0, 100), p, 1400)).toStrictEqual(period(0, 100));
    expect(samePartOf(period(0, 500), month('2026-11', paris), Date.UTC(2026, 11))).toMatchObject({
      end: 500,
    });
  });

  test('counts from the time of day at which a stretch with a zone starts', () => {
    const zoned = (start: number, end: number) =>
      period(at('Europe/Paris', start), at('Europe/Paris', end), paris);
    const p = zoned(Date.UTC(2026, 9, 20, 15), Date.UTC(2026, 9, 30, 15));
    const earlier = zoned(Date.UTC(2026, 8, 1, 9), Date.UTC(2026, 8, 11, 9));
    const asOf = at('Europe/Paris', Date.UTC(2026, 9, 26, 16, 30)); // clocks went back on the 25th
    expect(local('Europe/Paris', samePartOf(earlier, p, asOf))).toBe('2026-09-07T10:30:00.001');
  });

  test('works on last days', () => {
    const asOf = at('Europe/Paris', Date.UTC(2026, 9, 26, 10, 15));
    const week = lastDays(7, { asOf, ...paris });
    const part = samePartOf(previous(week), week, asOf);
    expect(part.name).toBe('2026-10-13/2026-10-19');
    expect(local('Europe/Paris', part)).toBe('2026-10-19T10:15:00.001');
  });

  const cases = fc
    .tuple(
      fc.constantFrom<Unit>('day', 'week', 'month', 'quarter', 'year'),
      fc.constantFrom(...ZONES),
      fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
    )
    .map(([unit, timeZone, asOf]) => ({
      timeZone,
      asOf,
      p: buckets(unit, timeZone, asOf, asOf + 1).periods[0]!,
    }));

  test('has, by Intl, as many days and the same time of day, wherever clocks do not change that day', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, ({ timeZone, asOf, p }) => {
        const earlier = previous(p);
        const { start, end } = samePartOf(earlier, p, asOf);
        expect(start).toBe(earlier.start);
        expect(end > start && end <= earlier.end).toBe(true);
        const steady = [asOf, end - 1].every(
          (t) => wallOf(timeZone, t + DAY) - wallOf(timeZone, t - DAY) === 2 * DAY,
        );
        if (!steady || end === earlier.end) return;
        compared++;
        const elapsed = (to: number, from: number) => wallOf(timeZone, to) - dayAt(timeZone, from) * DAY;
        expect(elapsed(end - 1, start)).toBe(elapsed(asOf, p.start));
      }),
      { numRuns: 1000, seed: 13 },
    );
    expect(compared).toBeGreaterThan(800);
  });

  test('of p itself is p to date, where the clock shows asOf once', () => {
    fc.assert(
      fc.property(cases, ({ timeZone, asOf, p }) => {
        const once = [-1, 1].every((h) => {
          const other = asOf + h * 36e5;
          return wallOf(timeZone, other) - wallOf(timeZone, asOf) === h * 36e5;
        });
        if (once) expect(samePartOf(p, p, asOf)).toStrictEqual(toDate(p, asOf));
      }),
      { numRuns: 1000, seed: 14 },
    );
  });

  test('throws for what is no period and no instant', () => {
    const p = month('2026-11', paris);
    // @ts-expect-error a period is required
    expect(() => samePartOf(null, p, 0)).toThrow(
      new TypeError('samePartOf requires earlier to be a period, got null'),
    );
    // @ts-expect-error a period is required
    expect(() => samePartOf(p, {}, 0)).toThrow(
      new TypeError('samePartOf requires p to be a period, got an object with nothing'),
    );
    // @ts-expect-error asOf is required
    expect(() => samePartOf(p, p)).toThrow(
      new TypeError('samePartOf requires asOf to be a Date or epoch milliseconds, got undefined'),
    );
    expect(() => samePartOf(p, { ...p, timeZone: 'Mars/Olympus' }, p.end)).toThrow(
      /^samePartOf requires a time zone/,
    );
  });
});
