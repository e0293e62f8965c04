// Chance that is the same for the same seed, for the example's data.

export const DAY = 86_400_000;

/** The one whose share holds this number between 0 and 1. */
export function pick<T>(all: readonly T[], shareOf: (each: T) => number, at: number): T {
  let rest = at;
  return all.find((each) => (rest -= shareOf(each)) < 0) ?? all[0]!;
}

/** A whole minute between 9:00 and 17:00 UTC of a day; of the Friday before where it is a weekend. */
export function workingHour(day: number, random: () => number): number {
  const weekday = new Date(day).getUTCDay();
  const start = day - (day % DAY) - (weekday === 6 ? 1 : weekday === 0 ? 2 : 0) * DAY;
  return start + (9 * 60 + Math.floor(random() * 480)) * 60_000;
}

/** A number of the standard normal distribution (Box and Muller 1958). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32, Tommy Ettinger 2017, public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
