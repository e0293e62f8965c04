import { addMonths as addMonthsByDateFns } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths } from '../../src/time/addMonths.js';
import { zone } from '../../src/time/zone.js';
import { jumps, wallOf } from './oracle.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const ZONES = ['Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'];

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();
const months = fc.integer({ min: -240, max: 240 });
/** Of 1930 to 2090; some at the ends of months. */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(1930), max: Date.UTC(2090) }),
  fc
    .tuple(fc.integer({ min: -480, max: 1440 }), fc.integer({ min: -4 * DAY, max: DAY }))
    .map(([month, more]) => Date.UTC(1970, month) + more),
);

/** The same wall clock so many months later: Date.UTC and its own last day of the month. */
function wallLater(wall: number, more: number): number {
  const from = new Date(wall);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + more + 1, 0));
  const day = Math.min(from.getUTCDate(), last.getUTCDate());
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), day) + (((wall % DAY) + DAY) % DAY);
}

/** Every instant at which the clock shows that wall, the first one first. */
function shownAt(timeZone: string, wall: number): number[] {
  const offsets = new Set(
    [-2 * DAY, -DAY, 0, DAY, 2 * DAY].map((off) => wallOf(timeZone, wall + off) - (wall + off)),
  );
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => wallOf(timeZone, instant) === wall)
    .sort((a, b) => a - b);
}

describe('addMonths(zone, instant, months)', () => {
  test('agrees with date-fns about the date, in UTC and forward as backward', () => {
    const { dayOf } = zone('UTC');
    fc.assert(
      fc.property(instants, months, (instant, more) => {
        const from = new Date(instant);
        // date-fns adds in the zone of the machine: at noon a date is that date in every zone.
        const noon = new Date(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate(), 12);
        const to = addMonthsByDateFns(noon, more);
        const found = addMonths(zone('UTC'), instant, more);
        expect(dayOf(found)).toBe(Date.UTC(to.getFullYear(), to.getMonth(), to.getDate()) / DAY);
        expect(found - dayOf(found) * DAY).toBe(instant - dayOf(instant) * DAY);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(ZONES)(
    'shows in %s, by Intl, the same local time on the same day or the last of a shorter month',
    (timeZone) => {
      fc.assert(
        fc.property(instants, months, (instant, more) => {
          const wall = wallLater(wallOf(timeZone, instant), more);
          const found = addMonths(zone(timeZone), instant, more);
          const [first] = shownAt(timeZone, wall);
          if (first !== undefined) expect(found).toBe(first);
          else {
            // In a gap of the clock: moved forward by its length.
            const before = wallOf(timeZone, wall - 2 * DAY) - (wall - 2 * DAY);
            expect(found).toBe(wall - before);
            expect(wallOf(timeZone, found)).toBeGreaterThan(wall);
          }
        }),
        { numRuns: 400 },
      );
    },
  );

  test.each(ZONES)(
    'moves local times that a change of clocks in %s skips forward by the length of the gap',
    (timeZone) => {
      const offset = (instant: number) => wallOf(timeZone, instant) - instant;
      const changes = jumps(timeZone, Date.UTC(1990), Date.UTC(2030), 10 * DAY);
      const gaps = changes.filter((change) => offset(change) > offset(change - 1));
      expect(gaps.length).toBe(
        { 'Europe/Paris': 40, 'America/New_York': 40, 'Asia/Kolkata': 0 }[timeZone] ?? 12,
      );
      for (const change of gaps) {
        const length = offset(change) - offset(change - 1);
        for (const share of [0, 0.25, 0.999]) {
          const wall = change + offset(change - 1) + Math.floor(length * share);
          for (const back of [1, 5, 12]) {
            const day = new Date(wall).getUTCDate();
            const from = shownAt(timeZone, wallLater(wall, -back))[0];
            if (from === undefined || new Date(wallOf(timeZone, from)).getUTCDate() !== day) continue;
            expect(wallOf(timeZone, addMonths(zone(timeZone), from, back))).toBe(wall + length);
          }
        }
      }
    },
  );

  test('takes the last day of a shorter month, of leap years also', () => {
    const later = (from: string, more: number) => iso(addMonths(zone('UTC'), at(from), more));
    expect(later('2026-01-31T23:30:00.001Z', 1)).toBe('2026-02-28T23:30:00.001Z');
    expect(later('2024-01-31T00:00Z', 1)).toBe('2024-02-29T00:00:00.000Z');
    expect(later('2024-02-29T12:00Z', 12)).toBe('2025-02-28T12:00:00.000Z');
    expect(later('2024-02-29T12:00Z', -48)).toBe('2020-02-29T12:00:00.000Z');
    expect(later('2026-03-31T12:00Z', -1)).toBe('2026-02-28T12:00:00.000Z');
    expect(later('2026-12-31T12:00Z', 2)).toBe('2027-02-28T12:00:00.000Z');
    expect(later('1969-12-31T23:59:59.999Z', 1)).toBe('1970-01-31T23:59:59.999Z');
    expect(later('2000-01-30T00:00Z', 1)).toBe('2000-02-29T00:00:00.000Z');
    expect(later('1900-01-30T00:00Z', 1)).toBe('1900-02-28T00:00:00.000Z');
  });

  test('keeps the local time, not the elapsed one, over a change of clocks', () => {
    const paris = zone('Europe/Paris');
    expect(addMonths(paris, at('2026-02-28T23:30+01:00'), 2)).toBe(at('2026-04-28T23:30+02:00'));
    expect(addMonths(paris, at('2026-01-31T23:30+01:00'), 1)).toBe(at('2026-02-28T23:30+01:00'));
    // 2026-03-29 has no 02:30, 2026-10-25 has it twice: the first of both.
    expect(addMonths(paris, at('2026-02-28T02:30+01:00'), 1)).toBe(at('2026-03-28T02:30+01:00'));
    expect(addMonths(paris, at('2026-04-29T02:30+02:00'), -1)).toBe(at('2026-03-29T03:30+02:00'));
    expect(addMonths(paris, at('2026-09-25T02:30+02:00'), 1)).toBe(at('2026-10-25T02:30+02:00'));
    // Apia had no 30 December 2011.
    expect(addMonths(zone('Pacific/Apia'), at('2011-11-30T12:00-10:00'), 1)).toBe(
      at('2011-12-31T12:00+14:00'),
    );
  });

  test('moves every instant of a month into the month asked for, and none into another', () => {
    for (const timeZone of ZONES)
      fc.assert(
        fc.property(instants, months, (instant, more) => {
          const month = (t: number) => {
            const wall = new Date(wallOf(timeZone, t));
            return wall.getUTCFullYear() * 12 + wall.getUTCMonth();
          };
          expect(month(addMonths(zone(timeZone), instant, more))).toBe(month(instant) + more);
        }),
        { numRuns: 200 },
      );
  });

  test('never turns the order of two instants of one offset around', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 * DAY }), months, (instant, more, by) => {
        const utc = zone('UTC');
        const [first, second] = [instant, instant + more].map((each) => addMonths(utc, each, by));
        // Of the days that one last day stands for, the time of day alone decides.
        if (Math.floor(first! / DAY) !== Math.floor(second! / DAY)) expect(first).toBeLessThan(second!);
      }),
    );
  });

  test('moves nothing by no months, but an hour that comes twice to its first time', () => {
    const paris = zone('Europe/Paris');
    fc.assert(
      fc.property(instants, (instant) => {
        const [first] = shownAt('Europe/Paris', wallOf('Europe/Paris', instant));
        expect(addMonths(paris, instant, 0)).toBe(first);
      }),
    );
    expect(addMonths(paris, at('2026-10-25T02:30+01:00'), 0)).toBe(at('2026-10-25T02:30+01:00') - HOUR);
  });

  test('is not a number for what is none', () => {
    expect(addMonths(zone('Europe/Paris'), Number.NaN, 1)).toBeNaN();
  });
});
