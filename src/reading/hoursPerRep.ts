import { DAY } from '../time/instant.js';
import { sample } from '../totals/sample.js';
import type { KeySeries } from '../totals/series.js';
import { duration } from './duration.js';
import type { DurationReading } from './reading.js';

/** The reading of hours per rep: of those that are known, and of those that were trained. */
export function hoursPerRep(
  { reps, minutes }: { reps: readonly KeySeries[]; minutes: readonly KeySeries[] },
  { firstDays, level }: { firstDays: number | undefined; level: number },
): DurationReading<'hours'> {
  const known = new Set(reps.map(({ key }) => key));
  // Of those who count, the first hire that does.
  const hired = new Map(
    reps.flatMap(({ key, at, values }) => {
      const first = values.indexOf(0);
      return first === -1 ? [] : [[key, at[first]!] as const];
    }),
  );
  const totals = new Map<string, number>(Array.from(hired.keys(), (key) => [key, 0]));
  let unknown = 0;
  for (const { key, at, values } of minutes) {
    const hire = hired.get(key);
    if (firstDays !== undefined && hire === undefined) {
      if (!known.has(key)) unknown += at.length;
      continue;
    }
    const isIn = (instant: number) =>
      firstDays === undefined || (instant >= hire! && instant <= hire! + Math.round(firstDays * DAY));
    totals.set(
      key,
      values.reduce((sum, value, i) => (isIn(at[i]!) ? sum + value : sum), 0),
    );
  }
  const perRep = sample.open();
  for (const total of totals.values()) perRep.add(total);
  return {
    ...duration(perRep.toJSON(), { unit: 'hours', per: 60, statistic: 'mean', level }),
    excluded: unknown === 0 ? {} : { unknownRep: unknown },
  };
}
