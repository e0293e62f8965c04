import { gather } from '../engine.js';
import { requires } from '../error.js';
import { asked, oneOf, type ReadingOptions } from '../options.js';
import type { Tables } from '../records/record.js';
import { CONVENTIONS, type Conventions, checkConventions } from '../time/conventions.js';
import type { Period, Unit } from '../time/period.js';
import { zone } from '../time/zone.js';
import { calendarOf } from './calendar.js';
import {
  type KeyOf,
  type KeyValue,
  type Kpis,
  keysOf,
  kpisOf,
  type ReadingsOf,
  type RowOf,
  type TableNames,
  type TablesFor,
  tableNames,
} from './verb.js';

/** How a trend is asked for, besides the reading options. */
export interface TrendOptions extends Omit<ReadingOptions, 'during'>, Conventions {
  /** The length of a bucket. */
  readonly every: Unit;
  /** The zone whose calendar cuts the buckets; that of `during` when not given. */
  readonly timeZone?: string | undefined;
  /** The range of the trend; from the first to the last fact when not given. */
  readonly during?: (Pick<Period, 'start' | 'end'> & { readonly timeZone?: string | null }) | undefined;
}

/** One bucket of a trend. */
export interface TrendPoint<R> {
  /** The calendar period, clipped to `during`. */
  readonly period: Period;
  /** False where `during` cuts the bucket or `asOf` lies before its end: more may come. */
  readonly complete: boolean;
  readonly reading: R;
}

/**
 * A reading for each day, week, month, quarter or year of a zone's calendar, in one pass. Fiscal years and other
 * weeks by `yearStarts`, `yearNamedBy` and `weekStartsOn`, as for `year` and `week`.
 *
 * Buckets without facts are kept; `complete` is false for those that `during` or `asOf` cuts. Rows without a date
 * are in no bucket. With `by`, a Map of such lists by key, all of the same buckets; with a record of KPIs each
 * point has a record of readings. A KPI's own options go through `with`.
 *
 * @example
 * import { dealsWon, trend } from 'sales-effectiveness';
 * const won = { createdAt: 0, status: 'won' } as const;
 * const deals = [
 *   { ...won, id: 1, closedAt: Date.UTC(2026, 0, 31, 23, 30) },
 *   { ...won, id: 2, closedAt: Date.UTC(2026, 2, 5) },
 * ];
 * const points = trend(deals, dealsWon, { every: 'month', timeZone: 'Europe/Paris' });
 * points.map(({ period, reading }) => [period.name, reading.value]) // => [['2026-02', 1], ['2026-03', 1]]
 */
export function trend<
  const K extends Kpis,
  I extends Iterable<Tables[TableNames<K>]> | TablesFor<K>,
  const F extends KeyOf<AnyRowOf<I, K>>,
>(
  input: I,
  kpi: K,
  options: TrendOptions & { readonly by: F },
): Map<KeyValue<AnyRowOf<I, K>, F>, TrendPoint<ReadingsOf<K>>[]>;
export function trend<const K extends Kpis, I extends Iterable<Tables[TableNames<K>]> | TablesFor<K>>(
  input: I,
  kpi: K,
  options: TrendOptions & { readonly by?: undefined },
): TrendPoint<ReadingsOf<K>>[];
export function trend(input: unknown, kpi: Kpis, options: TrendOptions & { readonly by?: unknown }): unknown {
  const { definitions, readings } = kpisOf(kpi, 'trend');
  const ask = asked(options ?? {}, 'trend', ['every', 'timeZone', 'by', ...CONVENTIONS]);
  const { every, by } = options ?? {};
  const timeZone = options?.timeZone ?? options?.during?.timeZone;
  oneOf(every, ['day', 'week', 'month', 'quarter', 'year'], 'every', 'trend');
  if (typeof timeZone !== 'string') throw requires(TypeError, 'a timeZone', timeZone, 'trend');
  zone(timeZone, 'trend');
  checkConventions(options, 'trend');
  for (const { name, spans } of definitions)
    if (spans === 'period')
      throw requires(TypeError, 'KPIs of dated facts', `${name}, which spans a period`, 'trend');
  const calendar = calendarOf(every, timeZone, options);
  const gathered = gather(definitions, input, ask, 'trend', {
    calendar,
    by: by === undefined ? undefined : keysOf(by, tableNames(definitions), 'trend'),
  });
  const periods = calendar.periods();
  let first = 0;
  let last = periods.length - 1;
  if (ask.during === null) {
    while (first <= last && !gathered.holds(first)) first++;
    while (last >= first && !gathered.holds(last)) last--;
  }
  const points = (group: number) =>
    periods.slice(first, last + 1).map((period, i) => ({
      ...clipped(period, ask.during, ask.asOf),
      reading: readings(gathered, ask.level, group, first + i),
    }));
  if (by === undefined) return points(0);
  return new Map(gathered.keys.map((key, group) => [key, points(group)]));
}

type AnyRowOf<I, K> = I extends Iterable<infer Row> ? Row : RowOf<I[TableNames<K> & keyof I]>;

function clipped(whole: Period, during: Pick<Period, 'start' | 'end'> | null, asOf: number | null) {
  const start = during === null ? whole.start : Math.max(whole.start, during.start);
  const end = during === null ? whole.end : Math.min(whole.end, during.end);
  return {
    period: start === whole.start && end === whole.end ? whole : { ...whole, start, end },
    complete: start === whole.start && end === whole.end && (asOf === null || asOf >= end - 1),
  };
}
