import type { Calendar, Gathering, Grid } from '../engine.js';
import type { Asked } from '../options.js';
import { type Buckets, buckets } from '../time/buckets.js';
import type { Conventions } from '../time/conventions.js';
import { FURTHEST } from '../time/instant.js';
import type { Period, Unit } from '../time/period.js';

/** The calendar of a trend, and the buckets that it is made of. */
export interface TrendCalendar extends Calendar {
  /** The periods of the trend in their order, each with its bucket; of a gathering, or of `during` alone. */
  range(asked: Asked, gathering?: Gathering): { period: Period; bucket: number }[];
}

/**
 * The calendar of a trend: its buckets lie under the engine's cells. With `during` it covers just that; without, it
 * follows the facts, doubling its length so that it grows only a few times.
 */
export function calendarOf(unit: Unit, timeZone: string, conventions: Conventions): TrendCalendar {
  let calendar: Buckets | null = null;

  /** Puts new buckets under the cells, which move to where their periods are now. */
  const lay = (grid: Grid, start: number, end: number) => {
    const before = calendar;
    calendar = buckets(unit, timeZone, start, end, conventions, 'trend');
    const { periods, starts, origin, table } = calendar;
    const stride = periods.length;
    const shift = before === null ? 0 : periods.findIndex((each) => each.start === before.starts[0]);
    for (const { cells } of grid.stores) {
      const old = cells.slice();
      cells.length = 0;
      for (let i = 0; i < grid.keys.length * stride; i++) cells.push(undefined);
      if (before !== null)
        for (let i = 0; i < old.length; i++)
          cells[Math.floor(i / grid.stride) * stride + shift + (i % grid.stride)] = old[i];
    }
    grid.stride = stride;
    for (const q of grid.queries) {
      q.origin = origin;
      q.table = table;
      q.starts = starts;
      q.start = Math.max(grid.asked.start, starts[0]!);
      q.end = Math.min(grid.asked.end, starts[stride]!);
    }
    return true;
  };

  const between = (start: number, end: number) =>
    buckets(unit, timeZone, start, end, conventions, 'trend').periods;

  return {
    begin(grid) {
      const { during } = grid.asked;
      if (during !== null && during.start < during.end) lay(grid, during.start, during.end);
      else for (const q of grid.queries) q.start = q.end = 0;
    },
    grow(grid, ms) {
      if (grid.asked.during !== null) return false;
      if (calendar === null) return lay(grid, ms, ms + 1);
      const start = calendar.starts[0]!;
      const end = calendar.starts[grid.stride]!;
      return ms < start
        ? lay(grid, Math.max(-FURTHEST, Math.min(ms, start - (end - start))), end)
        : lay(grid, start, Math.min(FURTHEST, Math.max(ms + 1, end + (end - start))));
    },
    range({ during, asOf }, gathering) {
      if (during !== null) {
        if (during.start === during.end) return [];
        return between(during.start, during.end).map((period, bucket) => ({ period, bucket }));
      }
      if (calendar === null || gathering === undefined) return [];
      let first = 0;
      let last = calendar.periods.length - 1;
      while (!holds(gathering, first)) first++;
      while (!holds(gathering, last)) last--;
      // Silence since the last fact is news: a trend as of an instant goes on to it.
      const end = Math.max(calendar.starts[last + 1]!, asOf === null ? 0 : asOf + 1);
      return between(calendar.starts[first]!, end).map((period, i) => ({ period, bucket: first + i }));
    },
  };
}

/** Whether any fact lies in this bucket, of whatever KPI and group. */
const holds = ({ grid: { stores, keys, stride } }: Gathering, bucket: number): boolean =>
  stores.some(({ cells }) => keys.some((_, group) => cells[group * stride + bucket] !== undefined));
