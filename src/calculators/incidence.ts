import { asked } from '../options.js';
import type { Excluded } from '../reading/reading.js';
import type { Probability } from '../reading/timeToOutcome.js';
import { aalenJohansen } from '../statistics/aalenJohansen.js';
import { incidenceLimits, incidenceQuantile } from '../statistics/incidenceLimits.js';
import { normalQuantile } from '../statistics/normalQuantile.js';
import { type Sample, sizeOf } from '../statistics/sample.js';
import { TOLERANCE } from '../statistics/survivalQuantile.js';
import { sample } from '../totals/sample.js';
import {
  checkObserved,
  checkQuantiles,
  type Durations,
  type NameOrNone,
  nameOfEvent,
  type Observation,
  observe,
} from './observe.js';

/** How incidences are read. */
export interface IncidenceOptions {
  readonly level?: number | undefined;
  /** Shares of the incidence at the end, 0.25, 0.5 and 0.75 when not given. */
  readonly quantiles?: readonly number[] | undefined;
}

/** One day: how many had the event, or another one, or were last seen, and the share that has had it so far. */
export interface IncidencePoint {
  readonly days: number;
  readonly atRisk: number;
  readonly events: number;
  readonly others: number;
  readonly censored: number;
  readonly incidence: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** How likely one event is, and how long it takes. */
export interface IncidenceOfEvent {
  /** The day by which half of the incidence at the end of the data has come. */
  readonly value: number | null;
  readonly unit: 'days';
  /** Rows that had this event. */
  readonly count: number;
  readonly interval: null;
  /** The incidence at the end. */
  readonly probability: Probability;
  readonly curve: readonly IncidencePoint[];
  /** The days by which shares `p` of the incidence at the end have come. */
  readonly quantiles: readonly { readonly p: number; readonly value: number | null }[];
}

/** What is known of several events of which only the first to come counts. */
export interface Incidence {
  readonly unit: 'days';
  /** Rows behind it, with an event and without. */
  readonly count: number;
  readonly excluded: Excluded;
  /** By the name of each event that came. */
  readonly events: Readonly<Record<string, IncidenceOfEvent>>;
}

/**
 * How likely each of several outcomes is, and how soon it comes, when only the first one counts: won or lost, renewed
 * or cancelled. Kaplan-Meier would ask how many were won if none could be lost.
 *
 * Rows are observed as by `survival`, but `event` names the event (null for none yet). Or give `{ durations, events }`.
 * For each event: `probability`, its cumulative incidence at the end of the data (Aalen & Johansen 1978), 0 to 1; the
 * value, the day by which half of that has come; `quantiles` likewise; `curve`, with limits symmetric in ln(−ln F)
 * (Choudhury 2002) from the delta method's variance (Marubini & Valsecchi 1995), null at 0 and 1. Empty: no events.
 * Left out and errors: as with `survival`. `timeToWin` is this for deals.
 *
 * @example
 * import { incidence } from 'sales-effectiveness';
 * const { events } = incidence({ durations: [5, 8, 8, 20], events: ['won', 'lost', 'won', null] });
 * [events.won?.probability.value, events.won?.value] // => [0.5, 5]
 */
export function incidence<Row>(
  rows: Iterable<Row>,
  options: Observation<Row, NameOrNone> & IncidenceOptions,
): Incidence;
export function incidence(observed: Durations<NameOrNone>, options?: IncidenceOptions): Incidence;
export function incidence(input: unknown, options: IncidenceOptions = {}): Incidence {
  checkObserved(input, options, ['level', 'quantiles'], 'incidence');
  const { level } = asked({ level: options.level }, 'incidence');
  const probabilities = checkQuantiles(options.quantiles, 'incidence');
  const z = normalQuantile((1 + level) / 2);
  const { events, censored, excluded, per } = observe(input, options, nameOfEvent, 'incidence');
  const all = [...events.values()].reduce(sample.merge, sample.zero);
  const of = (own: Sample): IncidenceOfEvent => {
    const others = without(all, own);
    const steps = aalenJohansen(own, others, censored);
    const curve = steps.map((step): IncidencePoint => {
      const { time, atRisk, events, others, censored, incidence } = step;
      const limits = incidenceLimits(step, z) ?? { low: null, high: null };
      return { days: time / per, atRisk, events, others, censored, incidence, ...limits };
    });
    const dayOf = (p: number) => {
      const time = incidenceQuantile(steps, p, TOLERANCE);
      return time === null ? null : time / per;
    };
    const { incidence: value, low, high } = curve.at(-1)!;
    return {
      value: dayOf(0.5),
      unit: 'days',
      count: sizeOf(own),
      interval: null,
      probability: { value, low, high },
      curve,
      quantiles: probabilities.map((p) => ({ p, value: dayOf(p) })),
    };
  };
  const sizes = [...events.values(), censored].map(sizeOf);
  return {
    unit: 'days',
    count: sizes.reduce((sum, size) => sum + size, 0),
    excluded,
    events: Object.fromEntries(
      [...events].sort(([a], [b]) => (a < b ? -1 : 1)).map(([event, own]) => [event, of(own)]),
    ),
  };
}

/** A sample without the observations of another one that is part of it. */
function without(all: Sample, own: Sample): Sample {
  const values: number[] = [];
  const counts: number[] = [];
  let i = 0;
  all.values.forEach((value, at) => {
    const left = all.counts[at]! - (own.values[i] === value ? own.counts[i++]! : 0);
    if (left === 0) return;
    values.push(value);
    counts.push(left);
  });
  return { values, counts };
}
