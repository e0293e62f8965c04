import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WorkingTimeOptions, workingTime } from '../../src/time/workingTime.js';
import { date, seeded, wallOf } from './oracle.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** The minutes of some days and what the wall clock shows at each, by `Intl` alone. */
interface Sweep {
  readonly timeZone: string;
  readonly minutes: readonly number[];
  readonly walls: readonly number[];
  /** By reading of the clock, the first minute that shows it. */
  readonly shownAt: ReadonlyMap<number, number>;
}

function sweep(timeZone: string, from: number, days: number): Sweep {
  const start = from - (((wallOf(timeZone, from) % MINUTE) + MINUTE) % MINUTE); // Paris was 9 min 21 s off
  const minutes = Array.from({ length: days * 1440 }, (_, i) => start + i * MINUTE);
  const walls = minutes.map((minute) => wallOf(timeZone, minute));
  const shownAt = new Map<number, number>();
  walls.forEach((wall, i) => {
    if (!shownAt.has(wall)) shownAt.set(wall, minutes[i]!);
  });
  return { timeZone, minutes, walls, shownAt };
}

/** The first instant that shows a reading, and for one that is skipped as long after the skip as it lies in it. */
function instantOf({ minutes, walls, shownAt }: Sweep, wall: number): number {
  const shown = shownAt.get(wall);
  if (shown !== undefined) return shown;
  const i = walls.findIndex((after, i) => i > 0 && walls[i - 1]! < wall && after > wall);
  return i === -1 ? Number.NaN : minutes[i]! + (wall - walls[i - 1]! - MINUTE);
}

const listOf = (windows: string | readonly string[] = []) => [windows].flat();
const at = (text: string) => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE;

/** For each minute of a sweep, the working minutes before it: every window marked minute by minute. */
function counted(found: Sweep, { hours, holidays = [], exceptions = {} }: Rules): number[] {
  const { minutes, walls } = found;
  const worked = new Uint8Array(minutes.length + 1);
  for (const day of new Set(walls.map((wall) => Math.floor(wall / DAY)))) {
    const name = new Date(day * DAY).toISOString().slice(0, 10);
    const weekday = WEEKDAYS[new Date(day * DAY).getUTCDay()]!;
    const usual = typeof hours === 'string' ? (/^s/.test(weekday) ? [] : [hours]) : listOf(hours[weekday]);
    for (const text of exceptions[name] ? listOf(exceptions[name]) : holidays.includes(name) ? [] : usual) {
      const [from, to] = [at(text.slice(0, 5)), at(text.slice(6))];
      const open = instantOf(found, day * DAY + from);
      const close = instantOf(found, day * DAY + to + (to < from ? DAY : 0));
      for (let i = Math.max(0, (open - minutes[0]!) / MINUTE); minutes[i]! < close; i++) worked[i] = 1;
    }
  }
  let count = 0;
  return minutes.map((_, i) => {
    count += worked[i]!;
    return count - worked[i]!;
  });
}

type Rules = Omit<WorkingTimeOptions, 'timeZone'>;

/** Compares with the sweep: `between` at every minute, `add` from random ones; two days at its ends are left out. */
function agrees(found: Sweep, rules: Rules): void {
  const { between, add } = workingTime({ timeZone: found.timeZone, ...rules });
  const count = counted(found, rules);
  const { minutes } = found;
  const [low, high] = [3 * 1440, minutes.length - 3 * 1440];
  for (let i = low; i < high; i++) {
    const expected = (count[i]! - count[low]!) * MINUTE;
    if (between(minutes[low]!, minutes[i]!) !== expected)
      expect.fail(`${JSON.stringify(rules)} ${new Date(minutes[i]!).toISOString()}`);
  }
  const random = seeded(1);
  for (let n = 0; n < 200; n++) {
    const i = low + Math.floor(random() * (high - low));
    const j = low + Math.floor(random() * (high - low));
    const worked = count[j]! - count[i]!;
    const expected =
      worked === 0
        ? i
        : worked > 0
          ? count.findIndex((c) => c >= count[j]!)
          : count.findLastIndex((c) => c <= count[j]!);
    expect(add(minutes[i]!, worked * MINUTE)).toBe(minutes[expected]);
  }
}

const always = (windows: string | readonly string[]) =>
  Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, windows]));

const RULES: Rules[] = [
  { hours: '09:00-17:00' },
  { hours: '22:00-06:00' },
  { hours: always('00:00-24:00') },
  { hours: always('18:00-17:00') },
  { hours: always(['00:00-02:00', '02:00-02:20', '02:20-03:00', '23:00-24:00']) },
  { hours: always(['22:30-01:30', '01:45-02:15', '02:30-02:45', '02:50-04:00', '12:00-12:01']) },
  { hours: { monday: ['09:00-12:00', '13:00-17:00'], saturday: '20:00-00:30', sunday: ['00:30-06:00'] } },
  { hours: { sunday: ['13:00-17:00', '01:00-02:30', '03:00-05:00'], wednesday: [], friday: '00:00-00:01' } },
];

const CHANGES: [timeZone: string, day: number][] = [
  ['Europe/Paris', date(2026, 3, 29)],
  ['Europe/Paris', date(2026, 10, 25)],
  ['America/New_York', date(2026, 3, 8)],
  ['America/New_York', date(2026, 11, 1)],
  ['Australia/Lord_Howe', date(2026, 4, 5)],
  ['Australia/Lord_Howe', date(2026, 10, 4)],
  ['America/Sao_Paulo', date(2018, 11, 4)],
  ['America/Sao_Paulo', date(2018, 2, 18)],
  ['America/Havana', date(2026, 11, 1)],
  ['Pacific/Apia', date(2011, 12, 30)],
  ['UTC', date(1970, 1, 1)],
];
const SWEEPS = CHANGES.map(([timeZone, day]) => sweep(timeZone, (day - 8) * DAY, 16));

const MINUTES = [...Array(133).keys()].map((i) => 120 + i * 10); // 02:00 to 24:00
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The windows of a day that begin at 02:00 or later; the last one may run on until then. */
const windows = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...MINUTES), { maxLength: 6 }),
    fc.option(fc.integer({ min: 0, max: 120 })),
  )
  .map(([edges, night]) => {
    edges.sort((a, b) => a - b);
    const pairs = edges.flatMap((from, i) =>
      i % 2 === 0 && i + 1 < edges.length ? [[from, edges[i + 1]!]] : [],
    );
    const last = pairs.at(-1);
    if (night !== null && last !== undefined) last[1] = night;
    return pairs.map(([from, to]) => `${clock(from!)}-${clock(to!)}`);
  });

const definitions: fc.Arbitrary<Rules> = fc.record({
  hours: fc.record(
    Object.fromEntries(
      WEEKDAYS.map((name) => [name, name === 'monday' ? windows.filter((w) => w.length > 0) : windows]),
    ),
    { requiredKeys: ['monday'] },
  ),
});

describe('workingTime counts what a clock counts, minute by minute', () => {
  test.each(SWEEPS.map((found, i) => [found.timeZone, dateOf(CHANGES[i]![1]), found] as const))(
    '%s around %s',
    (_, __, found) => {
      for (const rules of RULES) agrees(found, rules);
    },
  );

  test.each(
    SWEEPS.map((found, i) => [found.timeZone, dateOf(CHANGES[i]![1]), found, CHANGES[i]![1]] as const),
  )('%s around %s, with holidays and exceptions', (_, __, found, day) => {
    const [before, on, after] = [dateOf(day - 1), dateOf(day), dateOf(day + 1)];
    agrees(found, { hours: '22:00-06:00', holidays: [before, dateOf(day + 2)] });
    agrees(found, { hours: always('20:00-02:30'), holidays: [on], exceptions: { [after]: [] } });
    agrees(found, {
      hours: '09:00-17:00',
      holidays: [on, dateOf(day + 3)],
      exceptions: { [on]: ['00:00-02:30', '03:00-04:00'], [before]: '23:00-24:00', [dateOf(day + 4)]: [] },
    });
    agrees(found, { hours: {}, exceptions: { [before]: '22:00-12:00', [on]: ['12:00-02:30'] } });
  });

  test('over any definition', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SWEEPS), definitions, (found, rules) => agrees(found, rules)),
      { numRuns: 25, seed: 5 },
    );
  });

  test.each([
    ['Europe/Paris', 1900, 1, 1],
    ['America/New_York', 2200, 3, 9],
    ['America/New_York', 2200, 11, 2],
    ['Europe/Paris', 5000, 3, 30],
    ['Australia/Lord_Howe', 9999, 4, 4],
    ['Europe/Paris', 12000, 10, 29],
    ['Asia/Kolkata', 1760, 12, 1],
    ['Europe/Dublin', 2527, 6, 24],
    ['America/New_York', 800, 2, 28],
    ['America/New_York', 1, 1, 8],
  ])('%s in the year %i', (timeZone, year, month, day) => {
    const found = sweep(timeZone, (date(year, month, day) - 4) * DAY, 9);
    agrees(found, { hours: always('21:00-02:30') });
    agrees(found, { hours: { sunday: '01:00-03:00', tuesday: ['22:00-06:00'], friday: '09:00-17:00' } });
  });

  test('with a holiday in a year of its own: 1066, 5000', () => {
    for (const day of [date(1066, 10, 14), date(5000, 3, 30)]) {
      const found = sweep('Europe/Paris', (day - 4) * DAY, 9);
      agrees(found, { hours: always('21:00-02:30'), holidays: [dateOf(day)] });
    }
  });

  test('at the edges of its table, to which the rest of time is led back', () => {
    for (const edge of [-192, 46, 128, 513])
      for (const timeZone of ['Asia/Kolkata', 'America/New_York'])
        agrees(sweep(timeZone, edge * 2 ** 35 - 5 * DAY, 10), RULES[6]!);
  });
});

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
