/** What the tests trust: `Intl` alone, through an independent formatter of numeric parts, and seeded chance. */

export const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Europe/Dublin',
  'America/Havana',
  'Asia/Tehran',
  'UTC',
];

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant of year 1 or later, in milliseconds as if it were UTC. */
export function wallOf(timeZone: string, instant: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const [month, day, year, hour, minute, second] = format.format(instant).match(/\d+/g)!.map(Number);
  const wall = new Date(0);
  wall.setUTCFullYear(year!, month! - 1, day!);
  wall.setUTCHours(hour!, minute!, second!, instant - Math.floor(instant / 1000) * 1000);
  return wall.getTime();
}

/** The local date of an instant, in days since 1970-01-01. */
export function dayAt(timeZone: string, instant: number): number {
  return Math.floor(wallOf(timeZone, instant) / 86_400_000);
}

/** A date, in days since 1970-01-01; `month` counts from 1. */
export function date(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

/** Numbers in [0, 1), the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The instants at which a zone's clock jumps, by `Intl` alone, looked for every `step` milliseconds. */
export function jumps(timeZone: string, from: number, to: number, step: number): number[] {
  const offset = (instant: number) => wallOf(timeZone, instant) - instant;
  const found: number[] = [];
  for (let low = from; low < to; low += step) {
    if (offset(low) === offset(low + step)) continue;
    let [before, after] = [low, low + step];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offset(middle) === offset(before)) before = middle;
      else after = middle;
    }
    found.push(after);
  }
  return found;
}
