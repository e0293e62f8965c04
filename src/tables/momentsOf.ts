import type { Asked } from '../options.js';
import { buckets } from '../time/buckets.js';
import { clipped } from '../time/clipped.js';
import type { Conventions } from '../time/conventions.js';
import type { Period, Unit } from '../time/period.js';

/** Periods, and the instants between them. */
export interface Moments {
  readonly periods: readonly { readonly period: Period; readonly complete: boolean }[];
  /** The start of each period, and the end of the last or, where that comes first, `asOf`. */
  readonly instants: readonly number[];
  /** The place of the first instant that is not before a date; their number where there is none. */
  readonly firstAt: (date: number) => number;
}

/** The calendar periods of `during`, or of a range, that begin by `asOf`; each clipped to `during`. */
export function momentsOf(
  { every, timeZone, conventions }: { every: Unit; timeZone: string; conventions: Conventions },
  { during, asOf }: Pick<Asked, 'during' | 'asOf'>,
  range: { start: number; end: number } | null,
  who: string,
): Moments {
  const { start, end } = during ?? (range === null ? { start: 0, end: 0 } : { ...range, end: range.end + 1 });
  const all = start < end ? buckets(every, timeZone, start, end, conventions, who).periods : [];
  const known = asOf ?? Number.POSITIVE_INFINITY;
  const periods = all
    .map((full) => ({ full, period: clipped(full, during) }))
    .filter(({ period }) => period.start <= known)
    .map(({ full, period }) => ({ period, complete: period === full && known >= full.end - 1 }));
  const last = periods.at(-1)?.period.end;
  const instants = periods.map(({ period }) => period.start);
  if (last !== undefined) instants.push(Math.min(last, known));
  return {
    periods,
    instants,
    firstAt(date) {
      let low = 0;
      let high = instants.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (instants[middle]! < date) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
