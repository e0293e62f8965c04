import { mustBeFinite, requires } from '../error.js';
import type { Sample } from '../statistics/sample.js';
import { sortAscending } from '../statistics/sortAscending.js';
import { DAY } from '../time/instant.js';
import type { Kind } from './kind.js';

/** The live total that marks add numbers to: `at(deal.closedAt).cycle.add(milliseconds)`. */
export interface LiveSample {
  /** Adds an observation, a finite number. */
  add(value: number): void;
  /** What was added, as plain JSON, ascending. */
  toJSON(): Sample;
}

const SMALLEST_CHUNK = 8;
const LARGEST_CHUNK = 65_536;
/** With so many values it is worth a look whether they are whole days. */
const MANY = 512;
/** Days that are counted, up to 44 years; more are kept as they are. */
const MOST_DAYS = 16_384;
const NONE = /*@__PURE__*/ new Uint32Array(0);

/**
 * The kind of total for observations whose median or mean is wanted: every value, with how often it occurs,
 * ascending. Empty: no values. Values that are not finite numbers throw.
 *
 * @example
 * import { sample } from 'sales-effectiveness';
 * const days = sample.open();
 * for (const value of [12, 5, 12]) days.add(value);
 * days.toJSON() // => { values: [5, 12], counts: [1, 2] }
 */
export const sample: Kind<Sample, LiveSample> = {
  zero: { values: /*@__PURE__*/ Object.freeze([]), counts: /*@__PURE__*/ Object.freeze([]) },
  open: (json) => new OpenSample(json),
  merge(a, b) {
    if (a.values.length === 0) return b;
    if (b.values.length === 0) return a;
    const values: number[] = [];
    const counts: number[] = [];
    let i = 0;
    let j = 0;
    while (i < a.values.length || j < b.values.length) {
      const x = i < a.values.length ? a.values[i]! : Number.POSITIVE_INFINITY;
      const y = j < b.values.length ? b.values[j]! : Number.POSITIVE_INFINITY;
      values.push(Math.min(x, y));
      counts.push((x <= y ? a.counts[i++]! : 0) + (y <= x ? b.counts[j++]! : 0));
    }
    return { values, counts };
  },
};

/**
 * Whole days are counted, since few of them differ; other values are kept, in chunks: copying one ever larger buffer
 * costs more than all the rest. Chunks are plain lists of doubles: as buffers outside V8's heap, some sixty megabytes of
 * them start a full garbage collection, which takes as long as five million rows.
 */
class OpenSample implements LiveSample {
  private full: number[][] = [];
  private chunk: number[] = [];
  private used = 0;
  /** How many values are `n` units, for each `n`; no unit while nothing is counted. */
  private tally: Uint32Array = NONE;
  private unit = Number.NaN;
  private perUnit = Number.NaN;

  constructor(private readonly base: Sample = { values: [], counts: [] }) {
    const { values, counts } = base ?? {};
    if (!Array.isArray(values) || !Array.isArray(counts) || values.length !== counts.length)
      throw requires(TypeError, 'a sample, { values, counts } of one length', base);
    for (let i = 0; i < values.length; i++)
      if (
        !(
          Number.isFinite(values[i]) &&
          Number.isInteger(counts[i]) &&
          counts[i]! > 0 &&
          !(values[i]! <= values[i - 1]!)
        )
      )
        throw requires(RangeError, 'a sample with ascending values and whole counts', base);
  }

  add(value: number): void {
    // Multiplying is faster than dividing, and what comes out is looked at: text and null are not equal to it.
    const n = Math.floor(value * this.perUnit + 0.5);
    if (n >= 0 && n < this.tally.length && n * this.unit === value) this.tally[n]!++;
    else if (this.used < this.chunk.length && Number.isFinite(value)) this.chunk[this.used++] = value;
    else this.addMore(value);
  }

  toJSON(): Sample {
    const all = new Float64Array(this.full.reduce((size, chunk) => size + chunk.length, this.used));
    let at = 0;
    for (const chunk of this.full) {
      all.set(chunk, at);
      at += chunk.length;
    }
    for (let i = 0; i < this.used; i++) all[at + i] = this.chunk[i]!;
    return sample.merge(
      this.base,
      sample.merge(counted(this.tally, this.unit), distinctOf(sortAscending(all))),
    );
  }

  /** Adds to a new chunk, or throws: what is rare is not inlined. */
  private addMore(value: number): void {
    mustBeFinite(value);
    const n = value / this.unit;
    if (isCounted(n)) {
      this.tally = tallyFor(n, this.tally);
      this.tally[n]!++;
      return;
    }
    if (this.chunk.length === MANY && Number.isNaN(this.unit)) this.count();
    else this.full.push(this.chunk);
    this.chunk = new Array(Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, this.chunk.length * 2))).fill(
      0.5,
    );
    this.used = 0;
    this.add(value);
  }

  /** Begins to count, where all of a chunk are whole days: milliseconds, or plain numbers. */
  private count(): void {
    const chunk = this.chunk;
    const unit = [DAY, 1].find((unit) => chunk.every((value) => isCounted(value / unit)));
    this.unit = unit ?? 0;
    this.perUnit = unit === undefined ? Number.NaN : 1 / unit;
    if (unit === undefined) return void this.full.push(chunk);
    this.tally = tallyFor(Math.max(...chunk) / unit, NONE);
    for (const value of chunk) this.tally[value / unit]!++;
  }
}

/** A tally with room for `n`, which begins with another: few cycles are longer than a year, and samples are many. */
function tallyFor(n: number, from: Uint32Array): Uint32Array {
  let size = 256;
  while (size <= n) size *= 2;
  const tally = new Uint32Array(size);
  tally.set(from);
  return tally;
}

const isCounted = (n: number): boolean => n >= 0 && n < MOST_DAYS && n === Math.floor(n);

/** The sample of a tally. */
function counted(tally: Uint32Array, unit: number): Sample {
  const values: number[] = [];
  const counts: number[] = [];
  for (let n = 0; n < tally.length; n++)
    if (tally[n]! > 0) {
      values.push(n * unit);
      counts.push(tally[n]!);
    }
  return { values, counts };
}

/** The sample of sorted values. */
function distinctOf(sorted: Float64Array): Sample {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  // Of the right length from the start: arrays that grow are copied again and again.
  const values: number[] = new Array(distinct);
  const counts: number[] = new Array(distinct);
  let last = -1;
  for (let i = 0; i < sorted.length; i++)
    if (i > 0 && sorted[i] === sorted[i - 1]) counts[last]!++;
    else {
      last++;
      values[last] = sorted[i]! + 0;
      counts[last] = 1;
    }
  return { values, counts };
}
