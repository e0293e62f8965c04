import { requires } from '../error.js';
import type { Sample } from '../statistics/sample.js';
import { sortAscending } from '../statistics/sortAscending.js';
import type { Kind } from './kind.js';

/** The live total that marks add numbers to: `at(deal.closedAt).cycle.add(milliseconds)`. */
export interface LiveSample {
  /** Adds an observation, a finite number. */
  add(value: number): void;
  /** What was added, as plain JSON, ascending. */
  toJSON(): Sample;
}

/** Up to 64 bytes V8 keeps in its own heap; more is a buffer of its own, which costs as much as a small sample. */
const SMALLEST_CHUNK = 8;
const LARGEST_CHUNK = 65_536;
const EMPTY = /*@__PURE__*/ new Float64Array(0);

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

/** Grows by chunks: copying one ever larger buffer costs more than all the rest. */
class OpenSample implements LiveSample {
  private full: Float64Array[] = [];
  private chunk = EMPTY;
  private used = 0;

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
    if (!Number.isFinite(value))
      throw requires(typeof value === 'number' ? RangeError : TypeError, 'a finite number', value);
    if (this.used === this.chunk.length) this.grow();
    this.chunk[this.used++] = value;
  }

  toJSON(): Sample {
    const all = new Float64Array(this.full.reduce((size, chunk) => size + chunk.length, this.used));
    let at = 0;
    for (const chunk of this.full) {
      all.set(chunk, at);
      at += chunk.length;
    }
    all.set(this.chunk.subarray(0, this.used), at);
    sortAscending(all);
    let distinct = 0;
    for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) distinct++;
    // Of the right length from the start: arrays that grow are copied again and again.
    const values: number[] = new Array(distinct);
    const counts: number[] = new Array(distinct);
    let last = -1;
    for (let i = 0; i < all.length; i++)
      if (i > 0 && all[i] === all[i - 1]) counts[last]!++;
      else {
        last++;
        values[last] = all[i]! + 0;
        counts[last] = 1;
      }
    return sample.merge(this.base, { values, counts });
  }

  private grow(): void {
    this.full.push(this.chunk);
    this.chunk = new Float64Array(Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, this.chunk.length * 2)));
    this.used = 0;
  }
}
