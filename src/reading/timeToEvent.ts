import { type Sample, sizeOf } from '../statistics/sample.js';
import type { LimitsOfSurvival } from '../statistics/survivalLimits.js';
import type { DurationReading } from './reading.js';
import { curveQuantiles, type SurvivalPoint, survivalCurve } from './survivalCurve.js';

/** How long until something happens, with those in view to whom it has not happened yet. */
export interface TimeToEventReading extends DurationReading<'days', number | null> {
  readonly curve: readonly SurvivalPoint[];
}

/**
 * The reading of the days until an event, from those that had it and those that are without it so far: Kaplan-Meier
 * median as value, null where it is not reached. No mean: it would need the days that nobody has seen yet.
 */
export function timeToEvent(
  events: Sample,
  censored: Sample,
  options: { per: number; limits: LimitsOfSurvival; level: number },
): TimeToEventReading {
  const curve = survivalCurve(events, censored, options);
  const [median, p90] = curveQuantiles(curve, [0.5, 0.9]);
  const { value, low, high } = median!;
  return {
    value,
    unit: 'days',
    better: 'lower',
    statistic: 'median',
    mean: null,
    median: value,
    p90: p90!.value,
    deviation: null,
    count: sizeOf(events) + sizeOf(censored),
    interval: low === null ? null : { low, high, level: options.level },
    excluded: {},
    curve,
  };
}
