import { requires } from '../error.js';
import type { DurationReading, Reading } from '../reading/reading.js';

/** How readings are written. */
export interface FormatOptions {
  /** A BCP 47 language tag for numbers, 'en-US' when not given; the words stay English. */
  readonly locale?: string | undefined;
}

/** Whether this is a reading: what has a unit and a better direction is; a curve has none. */
export const isReading = (reading: unknown): reading is Reading =>
  typeof reading === 'object' &&
  typeof (reading as Reading | null)?.unit === 'string' &&
  typeof (reading as Reading).better === 'string';

/**
 * A reading in one line: the value, its interval, what it rests on, and how many rows were left out. A value that is
 * not defined is a dash. An interval is written as it is: for few durations its lower limit may be below zero.
 *
 * Errors: a TypeError for what is no reading and for unknown options, a RangeError for a locale that is none.
 *
 * @example
 * import { format, rate } from 'sales-effectiveness';
 * format(rate(80, 320, 0.95), { locale: 'en-US' }) // => '25.0% (20.6%–30.0%, 80 of 320)'
 */
export function format(reading: Reading, options: FormatOptions = {}): string {
  return formatter(options, 'format')(reading);
}

const DIGITS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** How long until a win says first how likely one is. */
type Chance = DurationReading & {
  readonly winProbability: { readonly [P in 'value' | 'low' | 'high']: number | null };
};

/** A function that writes readings, which makes each number format once: making one costs more than using it. */
export function formatter(options: FormatOptions, who: string): (reading: Reading) => string {
  for (const key in options)
    if (key !== 'locale') throw requires(TypeError, 'no options but locale', key, who);
  const { locale = 'en-US' } = options;
  try {
    Intl.getCanonicalLocales(locale);
  } catch {
    throw requires(RangeError, "a locale such as 'fr-FR'", locale, who);
  }
  const formats = new Map<string, Intl.NumberFormat>();
  const number = (value: number | string, options: Intl.NumberFormatOptions): string => {
    // A limit that rounds to 0 is 0, not −0.
    const key = JSON.stringify(options);
    let format = formats.get(key);
    if (format === undefined)
      formats.set(key, (format = new Intl.NumberFormat(locale, { signDisplay: 'negative', ...options })));
    return format.format(value as number);
  };
  const range = ({ interval }: Reading, write: (value: number) => string): string[] => {
    if (interval === null) return [];
    if (interval.high === null) return [`${write(interval.low)} or more`];
    // A dash before a minus sign is hard to read.
    return [`${write(interval.low)}${interval.low < 0 ? ' to ' : '–'}${write(interval.high)}`];
  };
  const n = (reading: Reading) => `n = ${number(reading.count, {})}`;

  const tenths = (value: number) => number(value, DIGITS);
  const share = (value: number) => number(value, { style: 'percent', ...DIGITS });
  const chanceOf = (reading: Chance): [string, string[]] => {
    const { value, low, high } = reading.winProbability;
    if (value === null) return ['–', [n(reading)]];
    const days = (unit: number) =>
      number(unit, {
        style: 'unit',
        unit: reading.unit.slice(0, -1),
        unitDisplay: 'long',
        maximumFractionDigits: 1,
      });
    const limits = low === null || high === null ? [] : [`${share(low)}–${share(high)}`];
    const half = reading.median === null ? [] : [`half of them within ${days(reading.median)}`];
    const most = reading.p90 === null ? [] : [`90% within ${days(reading.p90)}`];
    return [`${share(value)} won`, [...limits, ...half, ...most, n(reading)]];
  };

  const line = (reading: Reading): [string, string[]] => {
    switch (reading.unit) {
      case 'ratio': {
        const part = (value: typeof reading.numerator) =>
          typeof value === 'number' ? number(value, {}) : number(value.toFixed(), {});
        const of = `${part(reading.numerator)} of ${part(reading.denominator)}`;
        return [reading.value === null ? '–' : share(reading.value), [...range(reading, share), of]];
      }
      case 'money': {
        const amount = (value: number | string) => money(number, value, reading.currency);
        return [
          reading.value === null ? '–' : amount(reading.value.toFixed()),
          [...range(reading, amount), n(reading)],
        ];
      }
      case 'count':
        return [number(reading.value, {}), []];
      case 'points':
      case 'stars': {
        const name = reading.unit === 'stars' ? ' stars' : '';
        const value = reading.value === null ? '–' : `${tenths(reading.value)}${name}`;
        return [value, [...range(reading, tenths), n(reading)]];
      }
      default: {
        const unit = reading.unit.slice(0, -1);
        if ('winProbability' in reading) return chanceOf(reading as Chance);
        if (reading.value === null) return ['–', [...range(reading, tenths), n(reading)]];
        const value = number(reading.value, { style: 'unit', unit, unitDisplay: 'long', ...DIGITS });
        const others = (['mean', 'median', 'p90'] as const)
          .filter((name) => name !== reading.statistic && reading[name] !== null)
          .map((name) => `${name} ${tenths(reading[name]!)}`);
        return [
          reading.statistic === 'mean' ? value : `${reading.statistic} ${value}`,
          [...range(reading, tenths), ...others, n(reading)],
        ];
      }
    }
  };
  return (reading) => {
    if (!isReading(reading)) throw requires(TypeError, 'a reading', reading, who);
    // Readings of money do not survive JSON, totals do: a Decimal became text.
    if (reading.unit === 'money' && typeof reading.value === 'string')
      throw requires(TypeError, 'a reading whose money is Decimals', reading.value, who);
    const [value, parts] = line(reading);
    const left = Object.values(reading.excluded).reduce((sum, count) => sum + count, 0);
    return `${value}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}${left === 0 ? '' : `, ${number(left, {})} left out`}`;
  };
}

/** Money in its currency's style; a currency that Intl does not know, or none, is written as plain numbers. */
function money(
  number: (value: number | string, options: Intl.NumberFormatOptions) => string,
  value: number | string,
  currency: string | null,
): string {
  if (currency !== null && /^[A-Z]{3}$/.test(currency)) return number(value, { style: 'currency', currency });
  const text = number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return currency === null ? text : `${text} ${currency}`;
}
