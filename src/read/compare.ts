import { requires } from '../error.js';
import { asked } from '../options.js';
import type { Interval, MoneyReading, RateReading, Reading } from '../reading/reading.js';
import { newcombe } from '../statistics/newcombe.js';
import { normalQuantile } from '../statistics/normalQuantile.js';
import { welch } from '../statistics/welch.js';
import { wilson } from '../statistics/wilson.js';
import { checkOptions } from '../time/checkOptions.js';

/** What changed between two readings, and whether it is more than chance. */
export interface Comparison<R extends Reading = Reading> {
  /** The value after − the value before, a Decimal for money; null where one of them is. */
  readonly change: R['value'];
  /** The range of the true change: of the means where the values are medians or p90s. */
  readonly interval: Interval | null;
  /** Better or worse where the interval leaves 0 out. Unclear does not mean unchanged. */
  readonly verdict: 'better' | 'worse' | 'unclear';
}

/** How readings are compared. */
export interface CompareOptions {
  /** The level of the interval, 0.95 when not given; that of the two readings does not matter. */
  readonly level?: number | undefined;
}

/**
 * Whether a KPI has changed by more than chance: did the training help, do top performers really do otherwise?
 *
 * `before` and `after` are readings of one KPI over different rows: two periods, two teams, two sources. The change
 * is `after.value` − `before.value`, in their unit (money: a Decimal of up to 40 digits). The interval at `level`:
 * - rates whose numerator is part of the denominator, which have Wilson's interval: Newcombe's hybrid score interval;
 * - durations, means of money and of stars: Welch's t, always of the means, since medians have no such interval. With the median
 *   or p90 as `statistic`, `change` is of that statistic all the same, and may lie outside the interval: where a few
 *   very long cases drive the mean, it may even have the other sign;
 * - readings with a `standardError` (points): normal, of √(before² + after²);
 * - counts, sums of money and other rates: null, as for means where a side has under 2 values or neither side varies.
 *
 * The verdict reads the interval in the KPI's better direction: `'better'` or `'worse'` where it leaves 0 out, else,
 * or without one, `'unclear'`. At level 0.95 one comparison in 20 is called better or worse where nothing changed.
 * Empty: a value of null gives null, null and `'unclear'`.
 * Errors: a TypeError for what is no reading, and for two of different units or better directions; a RangeError for two
 * currencies (a sum of nothing has none and goes with all), two statistics of a duration, and an impossible level.
 *
 * Sources: Newcombe 1998, Statistics in Medicine 17, method 10; Welch 1947, Biometrika 34.
 *
 * @example
 * import { compare, winRate } from 'sales-effectiveness';
 * const before = winRate.of({ won: 48, lost: 32 });
 * const after = winRate.of({ won: 56, lost: 14 });
 * const { change, interval, verdict } = compare(before, after);
 * const text = [change, interval?.low, interval?.high].map((value) => value?.toFixed(3));
 * [...text, verdict] // => ['0.200', '0.052', '0.334', 'better']
 */
export function compare<R extends Reading>(before: R, after: R, options: CompareOptions = {}): Comparison<R> {
  checkOptions('compare', options, ['level']);
  const { level } = asked({ level: options.level }, 'compare');
  checkPair(before, after);
  if (before.value === null || after.value === null)
    return { change: null, interval: null, verdict: 'unclear' };
  const change =
    typeof after.value === 'number' ? after.value - Number(before.value) : after.value.minus(before.value);
  const limits = limitsOf(before, after, Number(change), level);
  const interval = limits === null ? null : { ...limits, level };
  return { change, interval, verdict: verdictOf(interval, after.better) };
}

function verdictOf(interval: Interval | null, better: Reading['better']): Comparison['verdict'] {
  if (interval === null || (interval.low <= 0 && interval.high >= 0)) return 'unclear';
  return interval.low > 0 === (better === 'higher') ? 'better' : 'worse';
}

/** What a reading may tell about its spread; which kinds of readings do is theirs to say. */
type Told = Reading & {
  readonly standardError?: number | null;
  readonly mean?: number | null;
  readonly deviation?: number | null;
};

function limitsOf(before: Told, after: Told, change: number, level: number) {
  if (before.unit === 'ratio') return limitsOfRates(before, after as RateReading, level);
  const first = before.standardError;
  const second = after.standardError;
  if (typeof first === 'number' && typeof second === 'number') {
    const half = normalQuantile((1 + level) / 2) * Math.sqrt(first * first + second * second);
    return half === 0 ? null : around(change, half);
  }
  const a = spreadOf(before);
  const b = spreadOf(after);
  const half = a === null || b === null ? null : welch(a, b, level);
  if (half === null) return null;
  return around(typeof before.mean === 'number' ? after.mean! - before.mean : change, half);
}

const around = (centre: number, half: number) => ({ low: centre - half, high: centre + half });

/** A rate whose interval is Wilson's is a share of independent trials: other ratios are not, even where they are below 1. */
function limitsOfRates(before: RateReading, after: RateReading, level: number) {
  const [p, q] = [before, after].map(({ interval, numerator, denominator }) => {
    if (
      interval === null ||
      typeof numerator !== 'number' ||
      !(numerator >= 0 && numerator <= Number(denominator))
    )
      return null;
    const own = wilson(numerator, Number(denominator), interval.level);
    const isShare = own?.low === interval.low && own.high === interval.high;
    return isShare ? { successes: numerator, n: Number(denominator) } : null;
  });
  return p && q ? newcombe(p, q, level) : null;
}

/** A mean has an interval of its own, or names itself beside a median; a sum has neither. */
function spreadOf({ interval, mean, deviation, count }: Told) {
  const isMean = interval !== null || typeof mean === 'number';
  return isMean && typeof deviation === 'number' ? { deviation, n: count } : null;
}

const CURRENCY = 'currency (convertMoney(rows, { to, rates }) brings amounts to one)';

function checkPair(before: Reading, after: Reading): void {
  for (const [name, reading] of Object.entries({ before, after }))
    if (typeof reading?.unit !== 'string' || reading.value === undefined)
      throw requires(TypeError, `a reading as ${name}`, reading, 'compare');
  const same = (kind: typeof TypeError, what: string, a: unknown, b: unknown) => {
    if (a !== b) throw requires(kind, `two readings of one ${what}, ${String(a)} as before`, b, 'compare');
  };
  same(TypeError, 'unit', before.unit, after.unit);
  same(TypeError, 'better direction', before.better, after.better);
  if ('statistic' in before && 'statistic' in after)
    same(RangeError, 'statistic', before.statistic, after.statistic);
  if (before.unit === 'money' && !isNothing(before) && !isNothing(after as MoneyReading))
    same(RangeError, CURRENCY, before.currency, (after as MoneyReading).currency);
}

/** Money that nothing was added to: it has no currency because nobody could say which. */
const isNothing = ({ count, currency }: MoneyReading) => count === 0 && currency === null;
