import { asked, oneOf } from '../options.js';
import type { Excluded, Interval } from '../reading/reading.js';
import {
  curveQuantiles,
  type SurvivalPoint,
  type SurvivalQuantile,
  survivalCurve,
} from '../reading/survivalCurve.js';
import { sizeOf } from '../statistics/sample.js';
import type { LimitsOfSurvival } from '../statistics/survivalLimits.js';
import {
  checkObserved,
  checkQuantiles,
  type Durations,
  type Observation,
  observe,
  type YesOrNo,
  yesOrNo,
} from './observe.js';

/** How a survival curve is read. */
export interface SurvivalOptions {
  /** The scale of the limits, 'log-log' when not given. */
  readonly limits?: LimitsOfSurvival | undefined;
  readonly level?: number | undefined;
  /** Shares that have had the event, 0.25, 0.5 and 0.75 when not given. */
  readonly quantiles?: readonly number[] | undefined;
}

/** How long until an event. */
export interface Survival {
  /** The median; null where it is not reached. */
  readonly value: number | null;
  readonly unit: 'days';
  /** Rows behind it, with the event and without. */
  readonly count: number;
  readonly interval: Interval<number | null> | null;
  readonly excluded: Excluded;
  readonly curve: readonly SurvivalPoint[];
  readonly quantiles: readonly SurvivalQuantile[];
}

/**
 * How long until something happens, for any rows: Kaplan-Meier's curve, with those in view to whom it has not happened.
 *
 * Rows are observed by three accessors (a field's name or a function): `start`, `end`, and `event`, whether it came. A
 * row without the event was last seen at its `end`, or at `asOf` where that is null or later; an open deal's forecast
 * is no such `end`. Or give `{ durations, events }`, in days.
 * Value: the median in days, by R's conventions (quantile.survfit), null where it is not reached; `quantiles` and
 * `interval` with limits, null where those are not reached; `curve` with Greenwood's limits, `'log-log'` (the default),
 * `'log'` or `'plain'`. An event and a last sight at the same time: the event came first. Empty: null.
 * Left out: ends before the start (`negativeDuration`); `missingStart`, or that of the field's name; an event without
 * its `end` likewise; of durations `missingDuration`.
 * Errors: a row without event and `end` where there is no `asOf`; an instant that is text; an event that is neither.
 * Source: Kaplan & Meier 1958; see `timeToClose`, which is this for deals.
 *
 * @example
 * import { survival } from 'sales-effectiveness';
 * const { value, curve } = survival({ durations: [6, 6, 6, 7, 10, 13], events: [true, true, false, true, false, true] });
 * [value, curve[0]?.survival, curve[0]?.atRisk] // => [7, 2 / 3, 6]
 */
export function survival<Row>(
  rows: Iterable<Row>,
  options: Observation<Row, YesOrNo> & SurvivalOptions,
): Survival;
export function survival(observed: Durations<YesOrNo>, options?: SurvivalOptions): Survival;
export function survival(input: unknown, options: SurvivalOptions = {}): Survival {
  checkObserved(input, options, ['limits', 'level', 'quantiles'], 'survival');
  const { limits = 'log-log' } = options;
  oneOf(limits, ['log-log', 'log', 'plain'], 'limits', 'survival');
  const { level } = asked({ level: options.level }, 'survival');
  const probabilities = checkQuantiles(options.quantiles, 'survival');
  const { events, censored, excluded, per } = observe(input, options, yesOrNo, 'survival');
  const had = events.get('event') ?? { values: [], counts: [] };
  const curve = survivalCurve(had, censored, { per, limits, level });
  const [{ value, low, high }, ...quantiles] = curveQuantiles(curve, [0.5, ...probabilities]) as [
    SurvivalQuantile,
    ...SurvivalQuantile[],
  ];
  return {
    value,
    unit: 'days',
    count: sizeOf(had) + sizeOf(censored),
    interval: low === null ? null : { low, high, level },
    excluded,
    curve,
    quantiles,
  };
}
