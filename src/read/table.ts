import { requires } from '../error.js';
import type { Reading } from '../reading/reading.js';
import { type FormatOptions, formatter, isReading } from './format.js';
import type { TrendPoint } from './trend.js';

/** One line of a table: plain numbers (of money the nearest doubles), and the reading as text. */
export interface TableRow<K = unknown> {
  readonly key: K;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly text: string;
}

type Readings = Reading | Readonly<Record<string, Reading>>;
type RowsOf<K, R> = R extends Reading ? TableRow<K>[] : (TableRow<K> & { readonly kpi: keyof R & string })[];

/**
 * Readings as plain rows, for `console.table`, CSV and plots: those of `groupBy`, with the key of each group, or
 * of `trend`, with the name of each period. With a record of KPIs there is a row for each key and KPI. Of a trend
 * `by` a key, give the list of one key. Empty: no rows. Errors: a TypeError for anything else, as `format`'s.
 *
 * @example
 * import { rate, table } from 'sales-effectiveness';
 * const [row] = table(new Map([['rep-7', rate(80, 320, 0.95)]]), { locale: 'en-US' });
 * [row?.key, row?.value, row?.n, row?.text] // => ['rep-7', 0.25, 320, '25.0% (20.6%–30.0%, 80 of 320)']
 */
export function table<K, R extends Readings>(
  groups: ReadonlyMap<K, R>,
  options?: FormatOptions,
): RowsOf<K, R>;
export function table<R extends Readings>(
  points: readonly TrendPoint<R>[],
  options?: FormatOptions,
): RowsOf<string, R>;
export function table(
  readings: ReadonlyMap<unknown, Readings> | readonly TrendPoint<Readings>[],
  options: FormatOptions = {},
): unknown {
  const write = formatter(options, 'table');
  const row = (key: unknown, reading: Reading, kpi?: string): TableRow => ({
    key,
    ...(kpi === undefined ? {} : { kpi }),
    value: reading.value === null ? null : Number(reading.value),
    low: reading.interval?.low ?? null,
    high: reading.interval?.high ?? null,
    n: reading.count,
    text: write(reading),
  });
  if (!(readings instanceof Map) && !Array.isArray(readings))
    throw requires(TypeError, 'the result of groupBy or trend', readings, 'table');
  const keyed: Iterable<readonly [unknown, Readings]> =
    readings instanceof Map
      ? readings
      : (readings as readonly TrendPoint<Readings>[]).map((point) => {
          if (point?.period === undefined)
            throw requires(TypeError, 'the result of groupBy or trend', readings, 'table');
          return [point.period.name, point.reading];
        });
  return [...keyed].flatMap(([key, reading]) =>
    isReading(reading)
      ? [row(key, reading)]
      : Object.entries(mustBeReadings(reading)).map(([kpi, each]) => row(key, each, kpi)),
  );
}

function mustBeReadings(readings: Readings): Readings {
  if (typeof readings === 'object' && readings !== null && !Array.isArray(readings)) return readings;
  throw requires(TypeError, 'readings, or records of them, for each key', readings, 'table');
}
