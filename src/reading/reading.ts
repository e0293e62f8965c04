import type { Decimal } from 'decimal.js';

/**
 * The range that the true value lies in with probability `level`; for money the nearest doubles. Where what was observed
 * does not reach far enough to say how high it may be, `high` is null: from `low` on.
 */
export interface Interval<H extends number | null = number> {
  readonly low: number;
  readonly high: H;
  readonly level: number;
}

/** How many rows were left out, by reason: `{ missingClosedAt: 2 }`. */
export type Excluded = Readonly<Record<string, number>>;

/** Which of a duration's statistics is its value. */
export type Statistic = 'mean' | 'median' | 'p90';

interface Read<H extends number | null = number> {
  readonly better: 'higher' | 'lower';
  /** Observations behind the value. */
  readonly count: number;
  readonly interval: Interval<H> | null;
  readonly excluded: Excluded;
}

/** A share, 0.25 for 25%. `value` is null when there is nothing to divide by. */
export interface RateReading<V extends number | Decimal = number | Decimal> extends Read {
  readonly value: number | null;
  readonly unit: 'ratio';
  /** What is counted, and of what: Decimals where they are money. */
  readonly numerator: V;
  readonly denominator: V;
  /** Of a cohort: how many are not decided yet. */
  readonly pending?: number;
}

/** The units of durations. */
export type DurationUnit = 'days' | 'hours' | 'minutes';

/** How long something takes. `value` is the `statistic` named; null when nothing was observed, or it is not reached. */
export interface DurationReading<U extends DurationUnit = DurationUnit, H extends number | null = number>
  extends Read<H> {
  readonly value: number | null;
  readonly unit: U;
  readonly statistic: Statistic;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  /** Standard deviation of the sample (n − 1); null under two observations. */
  readonly deviation: number | null;
}

/** An exact amount of money, or a mean of amounts with 40 digits. */
export interface MoneyReading<V extends Decimal | null = Decimal | null> extends Read {
  readonly value: V;
  readonly unit: 'money';
  readonly currency: string | null;
  readonly sum: Decimal;
  /** Standard deviation of the amounts (n − 1); null under two. */
  readonly deviation: number | null;
}

/** How many. */
export interface CountReading extends Read {
  readonly value: number;
  readonly unit: 'count';
}

/** A net score, -100 to 100. `value` is null when nobody answered. */
export interface PointsReading extends Read {
  readonly value: number | null;
  readonly unit: 'points';
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** Of the score, with divisor n; null when nobody answered. */
  readonly standardError: number | null;
}

/** A mean of ratings on a scale of five stars. `value` is null when there are none. */
export interface StarsReading extends Read {
  readonly value: number | null;
  readonly unit: 'stars';
  /** Standard deviation of the ratings (n − 1); null under two. */
  readonly deviation: number | null;
}

/** What a KPI says: plain data, told apart by `unit`. */
export type Reading =
  | RateReading
  | DurationReading<DurationUnit, number | null>
  | MoneyReading
  | CountReading
  | PointsReading
  | StarsReading;
