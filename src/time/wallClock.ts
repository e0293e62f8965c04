/**
 * Readings of a local clock, in milliseconds as if they were UTC, by which days compare however long they are:
 * a day's first instant reads 00:00 also where clocks skip midnight, its end 24:00 also where they go back over it.
 */
import { DAY } from './instant.js';
import { localDay } from './localDay.js';
import type { Zone } from './zone.js';

/** What the clock shows from an instant on. */
export function readingFrom(local: Zone, instant: number): number {
  const day = localDay(local, instant);
  if (instant === local.startOfDay(day)) return day * DAY;
  return within(instant + local.offsetAt(instant), day * DAY, (day + 1) * DAY);
}

/** What the clock shows up to an instant: 24:00, not 00:00, at the end of a day. */
export function readingUpTo(local: Zone, instant: number): number {
  const last = instant - 1;
  const day = localDay(local, last);
  if (instant >= local.startOfDay(day + 1)) return (day + 1) * DAY;
  return within(instant + local.offsetAt(last), day * DAY, (day + 1) * DAY);
}

/** The instant of a reading: the earlier of two, and in a gap moved forward by its length, but within the day. */
export function instantOf(local: Zone, reading: number): number {
  const day = Math.floor(reading / DAY);
  const start = local.startOfDay(day);
  if (reading === day * DAY) return start;
  return within(local.toInstant(reading), start, local.startOfDay(day + 1));
}

function within(value: number, least: number, greatest: number): number {
  return Math.max(least, Math.min(greatest, value));
}
