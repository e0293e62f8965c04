import type { Stretch } from './workingStretches.js';

/** Working time as a function of instants that never falls. It counts from a moment in 2020, either way. */
export interface WorkingTable {
  /** The working time up to an instant; negative before 2020. */
  readonly workedAt: (instant: number) => number;
  /**
   * The earliest instant up to which so much was worked, or the latest. An infinity where that is not in the
   * table. The search begins at `near`.
   */
  readonly instantOf: (worked: number, latest: boolean, near: number) => number;
}

/** 2 ** 35 ms, about 398 days: what is compiled at once, when an instant first falls into it. */
export const CHUNK = 34_359_738_368;

// The chunk at whose start, 2020-02-16, the count is 0: few chunks lie between it and most data.
const ORIGIN = 46;

// 1970 to 2109 in slots of 2 ** 25 ms, 9.3 hours: powers of two, so that finding one takes no division. Memory
// that was never written costs nothing, so only the years in use do.
const SLOT = 33_554_432;
const SLOTS = 131_072;

/**
 * The table of the chunks from `first` to `last`, both included; empty at first. What was worked up to other
 * instants, `NaN` among them, is said by `outside`.
 */
export function workingTable(
  stretchesIn: (start: number, end: number) => readonly Stretch[],
  first: number,
  last: number,
  outside: (instant: number) => number,
): WorkingTable {
  // In pairs: the start of a stretch of work and the count there. A chunk's pairs begin with its own start, an
  // empty stretch, and end with its last count at Infinity.
  const pairs = [Number.POSITIVE_INFINITY, 0];
  const places = new Map<number, { readonly from: number; readonly to: number }>();
  // By slot: the pair of the first stretch that ends after the slot's start; 0 where nothing is compiled yet.
  const slots = new Int32Array(SLOTS);

  // SLOTS * SLOT and SLOT as literals: V8 divides by a constant only where it sees one, and does not see it in a
  // closure of which there are several.
  const workedAt = (instant: number): number => {
    let p = instant >= 0 && instant < 4_398_046_511_104 ? slots[(instant / 33_554_432) | 0]! : 0;
    if (p === 0) {
      const chunk = Math.floor(instant / CHUNK);
      if (!(chunk >= first && chunk <= last)) return outside(instant);
      p = searched(chunk, instant);
    }
    while (instant >= pairs[p + 2]!) p += 2;
    // The time since the stretch's start, held between 0 and its length. Math.min and Math.max would branch, and
    // nothing predicts whether an instant is before, in or after its stretch (28 ns instead of 19).
    const count = pairs[p + 1]!;
    const since = instant - pairs[p]!;
    const length = pairs[p + 3]! - count;
    return count + (Math.abs(since) - Math.abs(since - length) + length) / 2;
  };

  // A function of its own, so that workedAt makes no closure.
  const searched = (chunk: number, instant: number): number => search(chunk, (p) => pairs[p]! <= instant);

  const instantOf = (worked: number, latest: boolean, near: number): number => {
    const behind = (count: number): boolean => (latest ? count <= worked : count < worked);
    let chunk = Math.floor(near / CHUNK);
    while (chunk <= last && behind(countAt(chunk + 1))) chunk++;
    while (chunk >= first && !behind(countAt(chunk))) chunk--;
    if (chunk < first) return Number.NEGATIVE_INFINITY;
    if (chunk > last) return Number.POSITIVE_INFINITY;
    const p = search(chunk, (p) => behind(pairs[p + 1]!));
    return pairs[p]! + (worked - pairs[p + 1]!);
  };

  /** The last pair of a chunk that has what its first one has. */
  const search = (chunk: number, has: (p: number) => boolean): number => {
    let { from, to } = places.get(chunk) ?? compile(chunk);
    while (to - from > 2) {
      const middle = from + ((to - from) >> 2) * 2;
      if (has(middle)) from = middle;
      else to = middle;
    }
    return from;
  };

  const compile = (chunk: number): { readonly from: number; readonly to: number } => {
    const start = chunk * CHUNK;
    const stretches = stretchesIn(start, start + CHUNK);
    const from = pairs.length;
    const to = from + 2 + 2 * stretches.length;
    let count = countAt(chunk);
    pairs.push(start, count);
    for (const [open, close] of stretches) {
      pairs.push(open, count);
      count += close - open;
    }
    pairs.push(Number.POSITIVE_INFINITY, count);
    places.set(chunk, { from, to });

    let slot = start / SLOT;
    const end = slot + CHUNK / SLOT;
    if (slot >= 0 && end <= SLOTS) {
      stretches.forEach(([, close], i) => {
        while (slot < end && slot * SLOT < close) slots[slot++] = from + 2 + 2 * i;
      });
      slots.fill(to - 2, slot, end);
    }
    return { from, to };
  };

  // The count at the start of a chunk; known from `low` to `high`.
  const counts = new Float64Array(last - first + 2);
  let [low, high] = [ORIGIN, ORIGIN];
  const workOf = (chunk: number): number =>
    stretchesIn(chunk * CHUNK, (chunk + 1) * CHUNK).reduce((sum, [open, close]) => sum + close - open, 0);
  const countAt = (chunk: number): number => {
    for (; high < chunk; high++) counts[high + 1 - first] = counts[high - first]! + workOf(high);
    for (; low > chunk; low--) counts[low - 1 - first] = counts[low - first]! - workOf(low - 1);
    return counts[chunk - first]!;
  };

  return { workedAt, instantOf };
}
