import { type Definition, gather, tablesOf } from '../engine.js';
import { asked, type ReadingOptions } from '../options.js';
import type { Tables } from '../records/record.js';
import { clipped } from '../time/clipped.js';
import { CONVENTIONS } from '../time/conventions.js';
import { FURTHEST, type Instant } from '../time/instant.js';
import type { Period } from '../time/period.js';
import { calendarOf } from './calendar.js';
import { type CutOptions, cutBy } from './cutBy.js';
import type { SharedKeyValue } from './groupBy.js';
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
} from './verb.js';

/** How a trend is asked for, besides the reading options. */
export interface TrendOptions extends Omit<ReadingOptions, 'during' | 'asOf'>, CutOptions {
  /** As known at this instant; `'bucketEnd'` reads each bucket as it was known at its own end. */
  readonly asOf?: Instant | 'bucketEnd';
}

/** One bucket of a trend. */
export interface TrendPoint<R> {
  /** The calendar period, clipped to `during`. */
  readonly period: Period;
  /** False where `during` cuts the bucket, or where more may come: `asOf` lies before its end, or too soon after it. */
  readonly complete: boolean;
  readonly reading: R;
}

/**
 * A reading for each day, week, month, quarter or year of a zone's calendar, in one pass. Fiscal years and other
 * weeks by `yearStarts`, `yearNamedBy` and `weekStartsOn`, as for `year` and `week`; those of `during` when not given.
 *
 * Buckets without facts are kept; `complete` is false for those that `during`, `asOf` or a KPI's `within` and the like cut. Rows
 * without a date are in no bucket. With `by`, a Map of such lists by key, all of the same buckets; with a record of
 * KPIs each point has a record of readings. A KPI's own options go through `with`. KPIs that compare two instants,
 * and all with `asOf: 'bucketEnd'`, read the rows once a bucket.
 *
 * Empty: no buckets, or those of `during`. Errors: a TypeError without a time zone and for unknown options, a
 * RangeError for impossible ones; those of the KPI.
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
  const I extends Iterable<Tables[TableNames<K>]> | TablesFor<K>,
  const F extends TrendKey<I, K>,
>(
  input: I,
  kpi: K,
  options: TrendOptions & { readonly by: F },
): Map<
  F extends KeyOf<AnyRowOf<I, K>> ? KeyValue<AnyRowOf<I, K>, F> : SharedKeyValue<I, TableNames<K>, F>,
  TrendPoint<ReadingsOf<K>>[]
>;
export function trend<const K extends Kpis, const I extends Iterable<Tables[TableNames<K>]> | TablesFor<K>>(
  input: I,
  kpi: K,
  options: TrendOptions & { readonly by?: undefined },
): TrendPoint<ReadingsOf<K>>[];
export function trend(input: unknown, kpi: Kpis, options: TrendOptions & { readonly by?: unknown }): unknown {
  const { definitions, readings } = kpisOf(kpi, 'trend');
  const { asOf, ...rest } = options ?? {};
  const atBucketEnd = asOf === 'bucketEnd';
  const asking = atBucketEnd ? rest : { ...rest, asOf };
  const own = ['every', 'timeZone', 'by', ...CONVENTIONS];
  const ask = asked(asking, 'trend', own, definitions);
  const { by } = rest;
  const { every, timeZone, conventions } = cutBy(rest, 'trend');

  const tables = Object.fromEntries(tablesOf(definitions, input, 'trend'));
  const keys = by === undefined ? undefined : keysOf(by, Object.keys(tables), 'trend');
  const spanning = definitions.some(({ spans }) => spans === 'period');
  const unsettled = definitions.some(({ totals }) =>
    Object.values(totals).some((kind) => typeof kind === 'object' && kind.history && !kind.history.settle),
  );
  const anew = atBucketEnd || spanning || unsettled;
  if (anew) for (const name in tables) tables[name] = [...tables[name]!];

  const calendar = calendarOf(every, timeZone, conventions);
  // What is read anew for each bucket needs all facts once, without a period, to see how far the trend reaches.
  const known = atBucketEnd ? asked({ ...asking, asOf: FURTHEST }, 'trend', own) : ask;
  const whole =
    anew && ask.during !== null
      ? undefined
      : gather(definitions, tables, { ...known, timeZone }, 'trend', { calendar, by: keys });
  const buckets = calendar.range(ask, whole).map(({ period: full, bucket }) => {
    const period = clipped(full, ask.during);
    const { start, end } = period;
    const asOf = atBucketEnd ? end - 1 : ask.asOf;
    const complete =
      period === full && (asOf === null || definitions.every((each) => asOf >= maturityOf(each, end - 1)));
    if (!anew) return { period, complete, bucket, gathered: whole! };
    const reading = { during: { start, end }, asOf, level: ask.level };
    const asking = { ...asked(reading, 'trend'), timeZone };
    const gathered = gather(definitions, tables, asking, 'trend', { by: keys, inBucket: true });
    return { period, complete, bucket: 0, gathered };
  });
  const list = (key: unknown) =>
    buckets.map(({ period, complete, bucket, gathered }) => ({
      period,
      complete,
      reading: readings(gathered, ask.level, gathered.grid.ids.get(key) ?? -1, bucket),
    }));
  if (by === undefined) return list(undefined);
  const groups = whole?.grid.keys ?? new Set(buckets.flatMap(({ gathered }) => gathered.grid.keys));
  return new Map([...groups].map((key) => [key, list(key)]));
}

/** A key of the rows; where tables are named, also one for each. */
type TrendKey<I, K> =
  | KeyOf<AnyRowOf<I, K>>
  | (I extends Iterable<unknown> ? never : { readonly [P in TableNames<K> & keyof I]: KeyOf<RowOf<I[P]>> });

type AnyRowOf<I, K> = I extends Iterable<infer Row> ? Row : RowOf<I[TableNames<K> & keyof I]>;

/** When a row of this instant is old enough to count: at once, unless the KPI says more. */
const maturityOf = ({ matures, options }: Definition, instant: number): number =>
  matures === undefined ? instant : matures(instant, options as never);
