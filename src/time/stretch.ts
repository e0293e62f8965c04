import type { Period } from './period.js';

/** What a stretch between two instants is called when it has no name: both of them in ISO 8601. */
export function stretchName(start: number, end: number): string {
  return `${new Date(start).toISOString()}/${new Date(end).toISOString()}`;
}

/**
 * The same period with an earlier end. It keeps its name and unit, so that its neighbours can still be told; only
 * the name made of two instants follows them.
 */
export function endingAt(p: Period, end: number): Period {
  if (end === p.end) return p;
  if (p.unit !== 'period' || p.name !== stretchName(p.start, p.end)) return { ...p, end };
  return { ...p, name: stretchName(p.start, end), end };
}
