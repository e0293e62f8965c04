import { DAY, FURTHEST } from './instant.js';
import type { WorkingHours } from './workingHours.js';
import { workingStretches } from './workingStretches.js';
import { CHUNK, type WorkingTable, workingTable } from './workingTable.js';
import type { Zone } from './zone.js';

// Outside 1761 to 2527 (the range of zone.ts, wider where special days are) nothing new happens: before, the
// zone has one offset and every week is alike; after, zones and weeks repeat every 400 years. So the table is
// bounded, however strange the instants.
const FIRST = -192;
const LAST = 512;
const WEEK = 604_800_000;
const CYCLE = 12_622_780_800_000; // 146,097 days

/**
 * The working time of hours in their zone, for all instants: {@link WorkingTable} in its range, and outside the
 * same weeks or the same 400 years over and over. It is `NaN` up to what no `Date` can hold.
 *
 * `instantOf` is `NaN` where there is no such instant; others may be further than a `Date` goes.
 */
export function workingCycle(hours: WorkingHours, zone: Zone): WorkingTable {
  const chunkOf = (day: number): number => Math.floor((day * DAY) / CHUNK);
  // A chunk of its usual weeks before the special days, 400 years of them after.
  const first = Math.min(FIRST, chunkOf(hours.specialDays[0] ?? 0) - 1);
  const last = Math.max(LAST, chunkOf(hours.specialDays.at(-1) ?? 0) + 2 + Math.ceil(CYCLE / CHUNK));
  const [start, end] = [first * CHUNK, last * CHUNK];

  const { workedAt, instantOf: found } = workingTable(
    (from, to) => workingStretches(hours, zone, from, to),
    first,
    last,
    (instant) => {
      if (!(Math.abs(instant) <= FURTHEST)) return Number.NaN;
      const { edge, length, work } = lapAt(instant > end);
      const laps = Math.floor((instant - edge) / length) + (instant > end ? 1 : 0);
      return workedAt(instant - laps * length) + laps * work;
    },
  );

  const instantOf = (worked: number, latest: boolean, near: number): number => {
    const instant = found(worked, latest, Math.min(Math.max(near, start), end));
    if (Number.isFinite(instant)) return instant;
    const { edge, length, work } = lapAt(instant > 0);
    if (work === 0) return Number.NaN;
    const laps = Math.max(1, Math.floor(Math.abs(worked - workedAt(edge)) / work)) * Math.sign(instant);
    return instantOf(worked - laps * work, latest, edge) + laps * length;
  };

  /** What repeats after the table's end, or before its start. */
  const lapAt = (late: boolean): { edge: number; length: number; work: number } =>
    late
      ? { edge: end, length: CYCLE, work: workedAt(end) - workedAt(end - CYCLE) }
      : { edge: start, length: WEEK, work: workedAt(start + WEEK) - workedAt(start) };

  return { workedAt, instantOf };
}
