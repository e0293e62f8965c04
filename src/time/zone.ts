import { DAY } from './instant.js';
import { offsetReader } from './offset.js';

/**
 * A time zone compiled into tables. Instants and offsets are milliseconds, days are local dates counted from
 * 1970-01-01; instants are those that a `Date` can hold, or `NaN`, of which the day is `NaN` too.
 */
export interface Zone {
  /** The offset from UTC: local time is `instant + offsetAt(instant)`. */
  readonly offsetAt: (instant: number) => number;
  /** The local date of an instant, as whole days since 1970-01-01. */
  readonly dayOf: (instant: number) => number;
  /**
   * The least instant `t` with `dayOf(t) >= day`: the first of two midnights where clocks go back over it,
   * 01:00 where they skip it, the start of the next date where a date does not exist.
   */
  readonly startOfDay: (day: number) => number;
  /**
   * The instant of a wall-clock reading, given as milliseconds as if it were UTC: the earlier of two, and in
   * a gap moved forward by the gap's length ("compatible" in Temporal's `ZonedDateTime.from`).
   */
  readonly toInstant: (wall: number) => number;
}

/**
 * The zone of that name, compiled once; `Intl` decides what is a zone.
 *
 * Throws `requires a time zone such as 'Europe/Paris', got …`, with the name of the function in front when
 * `who` is given: a `RangeError` for an unknown zone, a `TypeError` for anything but a text.
 *
 * `zone('Europe/Paris').offsetAt(0)` is `3_600_000`.
 */
export function zone(timeZone: string, who?: string): Zone {
  let known = zones.get(timeZone);
  if (known === undefined) {
    // UTC runs through the same closures as every zone: call sites in hot loops then see one function.
    known = compile(timeZone === 'UTC' ? () => 0 : offsetReader(timeZone, who));
    zones.set(timeZone, known);
  }
  return known;
}

const zones = /*@__PURE__*/ new Map<string, Zone>();

/** 2 ** 35 ms, about 398 days. */
interface Chunk {
  /** The instants at which the offset changes, ascending. */
  readonly at: readonly number[];
  /** The offsets before the first change and after each. */
  readonly offsets: readonly number[];
}

const CHUNK = 34_359_738_368; // 2 ** 35

// The table has a slot for each 2 ** 26 ms (18.6 hours) of 1970 to 2109: powers of two, so that finding one
// takes no division. Memory that was never written costs nothing, so only the years in use do.
const SLOT = 67_108_864; // 2 ** 26
const SLOTS = 65_536;
const TABLE = 4_398_046_511_104; // SLOTS * SLOT

// What lies outside 1761 to 2527 is read from inside. The zone database begins in 1844 and lists its last
// irregular change in 2087 (Morocco's); after that come yearly rules in the Gregorian calendar, which repeats
// every 400 years (146,097 days, whole weeks). So memory is bounded, however strange the instants.
const FIRST = -6_597_069_766_656; // -192 chunks
const LAST = 17_592_186_044_416; // 512 chunks
const CYCLE = 12_622_780_800_000;

function compile(read: (instant: number) => number): Zone {
  const chunks = new Map<number, Chunk>();
  // A slot in which the offset does not change holds that offset plus a day, which is more than 0.
  const table = new Int32Array(SLOTS);

  // TABLE, SLOT and DAY as literals: V8 divides by a constant only where it sees one, and does not see it in
  // a closure of which there are several (one per zone): 5 ns a call instead of 8.
  const offsetAt = (instant: number): number => {
    if (instant >= 0 && instant < 4_398_046_511_104) {
      const dayMore = table[(instant / 67_108_864) | 0]!;
      if (dayMore !== 0) return dayMore - 864e5;
    }
    return searched(instant);
  };

  const dayOf = (instant: number): number => Math.floor((instant + offsetAt(instant)) / 864e5);

  /** The offset where the table does not tell: in chunks to scan, in slots of a change, outside 1970 to 2109. */
  const searched = (instant: number): number => {
    const near = folded(instant);
    const { at, offsets } = chunkOf(near);
    let i = 0;
    while (near >= at[i]!) i++;
    return offsets[i]!;
  };

  /** The end of a stretch of one offset that holds the instant (not always of the longest such stretch). */
  const until = (instant: number): number => {
    if (instant < FIRST) return FIRST;
    const near = folded(instant);
    const end = chunkOf(near).at.find((change) => change > near) ?? (Math.floor(near / CHUNK) + 1) * CHUNK;
    return instant + (end - near);
  };

  const chunkOf = (near: number): Chunk => {
    const index = Math.floor(near / CHUNK);
    let chunk = chunks.get(index);
    if (chunk === undefined) {
      chunk = scan(read, index * CHUNK);
      chunks.set(index, chunk);
      if (index >= 0 && index < TABLE / CHUNK) enter(table, index * CHUNK, chunk);
    }
    return chunk;
  };

  // Both below walk the stretches of one offset from a day before, which no offset reaches (the largest
  // known is 15:56:08). The comparisons are written so that NaN ends them.
  const startOfDay = (day: number): number => {
    const wall = day * DAY;
    for (let from = wall - DAY; ; from = until(from)) {
      const instant = Math.max(from, wall - offsetAt(from));
      if (!(instant >= until(from))) return instant;
    }
  };

  const toInstant = (wall: number): number => {
    let before = 0;
    for (let from = wall - DAY; ; from = until(from)) {
      const offset = offsetAt(from);
      if (!(wall - offset >= until(from))) return wall - offset < from ? wall - before : wall - offset;
      before = offset;
    }
  };

  return { offsetAt, dayOf, startOfDay, toInstant };
}

/** An instant between FIRST and LAST at which the zone has the same offset; any for NaN. */
function folded(instant: number): number {
  if (!(instant >= FIRST)) return FIRST;
  return instant < LAST ? instant : LAST - CYCLE + ((instant - LAST) % CYCLE);
}

// Recife had summer time for 6 days and 23 hours in 2000; Freetown, in editions of the zone database with its
// own past, lost it for 4 days in 1939: the shortest stretches of all. Looking every third day misses none.
const STEP = 259_200_000;

/** The changes of the chunk from `start` on, each bisected to the millisecond. */
function scan(read: (instant: number) => number, start: number): Chunk {
  const at: number[] = [];
  const offsets = [read(start)];
  for (let from = start; from < start + CHUNK; from += STEP) {
    const to = Math.min(from + STEP, start + CHUNK);
    const there = read(to);
    for (let known = offsets.at(-1)!; known !== there; known = offsets.at(-1)!) {
      let low = Math.max(from, at.at(-1) ?? from);
      let high = to;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (read(middle) === known) low = middle;
        else high = middle;
      }
      at.push(high);
      offsets.push(read(high));
    }
  }
  return { at, offsets };
}

/** Writes a chunk into the table: its offsets plus a day, and 0 for the slots that hold a change. */
function enter(table: Int32Array, start: number, { at, offsets }: Chunk): void {
  const end = (start + CHUNK) / SLOT;
  table.fill(offsets[0]! + DAY, start / SLOT, end);
  at.forEach((change, i) => {
    table.fill(offsets[i + 1]! + DAY, Math.ceil(change / SLOT), end);
    if (change % SLOT !== 0) table[Math.floor(change / SLOT)] = 0;
  });
}
