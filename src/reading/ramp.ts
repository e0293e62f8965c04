import { sizeOf } from '../statistics/sample.js';
import { kaplanMeierQuantile } from '../statistics/survivalQuantile.js';
import { BEYOND } from '../time/instant.js';
import { sample } from '../totals/sample.js';
import type { KeySeries } from '../totals/series.js';
import { duration } from './duration.js';
import type { DurationReading, Statistic } from './reading.js';

/** How long new reps take to their first sale. */
export interface RampReading extends DurationReading<'days'> {
  /** How many reps have not sold. */
  readonly waiting: number;
  /** The median with those who have not sold in view; null where it is not reached, or some of them are not timed. */
  readonly medianWithOpen: number | null;
}

/** The reading of the time from each rep's hire to the first win since; of several hires of a rep the first counts. */
export function ramp(
  { hired, won }: { hired: readonly KeySeries[]; won: readonly KeySeries[] },
  { per, statistic, level }: { per: number; statistic: Statistic; level: number },
): RampReading {
  const wins = new Map(won.map(({ key, at }) => [key, at]));
  const sold = sample.open();
  const unsold = sample.open();
  let waiting = 0;
  let beforeHire = 0;
  for (const { key, at, values } of hired) {
    const [hire, seen] = [at[0]!, values[0]!];
    const own = wins.get(key) ?? [];
    const first = own.findIndex((win) => win >= hire);
    beforeHire += first === -1 ? own.length : first;
    if (first !== -1) sold.add(own[first]! - hire);
    else {
      waiting++;
      if (seen < BEYOND) unsold.add(Math.max(0, seen - hire));
    }
  }
  const [times, censored] = [sold.toJSON(), unsold.toJSON()];
  const withOpen = sizeOf(censored) === waiting ? kaplanMeierQuantile(times, censored, 0.5) : null;
  return {
    ...duration(times, { unit: 'days', per, statistic, level }),
    excluded: beforeHire === 0 ? {} : { beforeHire },
    waiting,
    medianWithOpen: withOpen === null ? null : withOpen / per,
  };
}
