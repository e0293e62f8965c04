import { aalenJohansen, type IncidenceStep } from '../statistics/aalenJohansen.js';
import { incidenceLimits, incidenceQuantile } from '../statistics/incidenceLimits.js';
import { normalQuantile } from '../statistics/normalQuantile.js';
import { type Sample, sizeOf } from '../statistics/sample.js';
import { TOLERANCE } from '../statistics/survivalQuantile.js';
import type { DurationReading } from './reading.js';

/** A probability and its limits; null where the data do not tell. */
export interface Probability {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** One day: the shares that are won, lost and open after it, with the limits of the share won. */
export interface OutcomePoint {
  readonly days: number;
  readonly won: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly lost: number;
  readonly open: number;
}

/** How long until a win, where a loss may come first. */
export interface TimeToOutcomeReading extends DurationReading<'days'> {
  /** The probability to be won in the end, as far as the data go. */
  readonly winProbability: Probability;
  /** The probability to be won `within` so many days; only where that is given. */
  readonly wonWithin?: Probability;
  readonly curve: readonly OutcomePoint[];
}

/** The reading of cumulative incidence: the day by which half of all wins that the data show have come as value. */
export function timeToOutcome(
  won: Sample,
  lost: Sample,
  open: Sample,
  { per, within, level }: { per: number; within: number | undefined; level: number },
): TimeToOutcomeReading {
  const steps = aalenJohansen(won, lost, open);
  const z = normalQuantile((1 + level) / 2);
  const limits = (step: IncidenceStep) => incidenceLimits(step, z) ?? { low: null, high: null };
  const dayOf = (p: number) => {
    const time = incidenceQuantile(steps, p, TOLERANCE);
    return time === null ? null : time / per;
  };
  const probability = (step: IncidenceStep | undefined): Probability =>
    step === undefined ? { value: null, low: null, high: null } : { value: step.incidence, ...limits(step) };
  const half = dayOf(0.5);
  return {
    value: half,
    unit: 'days',
    better: 'lower',
    statistic: 'median',
    mean: null,
    median: half,
    p90: dayOf(0.9),
    deviation: null,
    count: sizeOf(won) + sizeOf(lost) + sizeOf(open),
    interval: null,
    excluded: {},
    winProbability: probability(steps.at(-1)),
    ...(within === undefined ? {} : { wonWithin: probability(stepAt(steps, within * per)) }),
    curve: steps.map((step) => ({
      days: step.time / per,
      won: step.incidence,
      ...limits(step),
      lost: step.competing,
      open: step.survival,
    })),
  };
}

/** The step that holds at a time; none after the last one, unless nobody is left to whom anything might happen. */
function stepAt(steps: readonly IncidenceStep[], time: number): IncidenceStep | undefined {
  const last = steps.at(-1);
  if (last !== undefined && time > last.time) return last.survival > 0 ? undefined : last;
  const step = steps.findLast((step) => step.time <= time);
  return step ?? (last && { ...last, incidence: 0, variance: 0 });
}
