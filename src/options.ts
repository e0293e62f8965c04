import { inContext, requires, requiresNumber } from './error.js';
import { DAY, FURTHEST, type Instant, time } from './time/instant.js';
import type { Period } from './time/period.js';

/** How a reading is asked for: which facts, known when, and how sure its interval is. */
export interface ReadingOptions {
  /** Facts in this period alone; all of them when not given. */
  readonly during?: Pick<Period, 'start' | 'end'> | undefined;
  /** As known at this instant, it included; everything is known when not given. */
  readonly asOf?: Instant;
  /** The level of intervals, 0.95 when not given. */
  readonly level?: number | undefined;
}

/** Reading options, checked, with the half-open range of facts that they let in. */
export interface Asked {
  readonly during: Pick<Period, 'start' | 'end'> | null;
  /** The zone of the period, or of the trend, where there is one. */
  readonly timeZone: string | null;
  readonly asOf: number | null;
  readonly level: number;
  readonly start: number;
  readonly end: number;
  /** The first instant that is not known. */
  readonly until: number;
}

const KEYS = ['during', 'asOf', 'level'];

/** Nothing asked: every fact, as known by now. */
const ALL: Asked = {
  during: null,
  timeZone: null,
  asOf: null,
  level: 0.95,
  start: -FURTHEST,
  end: FURTHEST + 1,
  until: FURTHEST + 1,
};

/** A KPI, as far as its own options go. */
interface WithOptions {
  readonly name: string;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

/** Where an option goes that a verb does not take, but a KPI does. */
function ownOf(kpis: readonly WithOptions[], key: string): string {
  const kpi = kpis.find(({ options }) => options !== undefined && Object.hasOwn(options, key));
  return kpi === undefined ? '' : ` (${key} goes to ${kpi.name}.with)`;
}

/**
 * Checks reading options; `more` names further options that the caller takes, `kpis` are those whose own options its
 * caller may have given it by mistake, `reading` which of the reading options it takes: all unless given.
 */
export function asked(
  options: object | undefined,
  who: string,
  more: readonly string[] = [],
  kpis: readonly WithOptions[] = [],
  reading: readonly string[] = KEYS,
): Asked {
  if (options === undefined) return ALL;
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw requires(TypeError, 'an object of options', options, who);
  for (const key in options)
    if (!reading.includes(key) && !more.includes(key))
      throw requires(
        TypeError,
        `options among ${[...more, ...reading].join(', ')}${ownOf(kpis, key)}`,
        key,
        who,
      );
  const { during, asOf, level = 0.95 } = options as ReadingOptions;
  // At 1 − 2⁻⁵³ and above, half of what is left out is nothing to a double.
  if (typeof level !== 'number' || !(level > 0 && (1 + level) / 2 < 1))
    throw requiresNumber('a level between 0 and 1', level, who);
  const known = asOf === undefined || asOf === null ? null : instantOf(asOf, 'asOf', who);
  let start = -FURTHEST;
  let end = FURTHEST + 1;
  if (during !== undefined && during !== null) {
    start = instantOf(during.start, 'during.start', who);
    end = instantOf(during.end, 'during.end', who);
    if (end < start) throw requires(RangeError, 'during to end after its start', during, who);
  }
  const until = known === null ? FURTHEST + 1 : justAfter(known);
  return {
    during: during ? { start, end } : null,
    timeZone: (during as Partial<Period> | undefined)?.timeZone ?? null,
    asOf: known,
    level,
    start,
    end: Math.min(end, until),
    until,
  };
}

/** The next double: asOf is inclusive, so facts at that very instant are known, and none later is. */
const justAfter = (ms: number): number =>
  ms + Math.max(Math.abs(ms) * Number.EPSILON * 0.5000001, Number.MIN_VALUE);

/** Epoch milliseconds of an option that must be an instant. */
export function instantOf(instant: Instant, what: string, who: string): number {
  try {
    const ms = time(instant);
    if (!Number.isNaN(ms)) return ms;
  } catch (error) {
    throw inContext(error, who, what);
  }
  throw requires(TypeError, `${what} to be a Date or epoch milliseconds`, instant, who);
}

/** Refuses a value of an option that is not one of those there are. */
export function oneOf(value: unknown, values: readonly string[], option: string, who: string): void {
  if (!values.includes(value as string))
    throw requires(
      typeof value === 'string' ? RangeError : TypeError,
      `${option} to be ${values.map((each) => `'${each}'`).join(' or ')}`,
      value,
      who,
    );
}

/** Refuses an option that is no list of names. */
export function namesOf(value: unknown, option: string, who: string): asserts value is readonly string[] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw requires(TypeError, `${option} (a list of names)`, value, who);
}

/** Refuses an option that is given and is no positive number of days. */
export function positiveDays(days: number | undefined, option: string, who: string): void {
  if (days === undefined || (typeof days === 'number' && days > 0 && days < Number.POSITIVE_INFINITY)) return;
  throw requiresNumber(`${option} to be a positive number of days`, days, who);
}

/** When facts count: all those of rows created in a period, or each at its own date; the former also within days. */
export interface BasisOptions {
  readonly basis: 'cohort' | 'period';
  readonly within: number | undefined;
}

/** Refuses a basis that is none, and days that are none or count from nowhere. */
export function checkBasis({ basis, within }: BasisOptions, who: string): void {
  oneOf(basis, ['cohort', 'period'], 'basis', who);
  positiveDays(within, 'within', who);
  if (within !== undefined && basis === 'period')
    throw requires(RangeError, "basis: 'cohort' for within", basis, who);
}

/** When a row of an instant is old enough for `within`, rounded as whoever counts it does: at once without it. */
export const maturesWithin = (
  instant: number,
  { within = 0 }: { readonly within?: number | undefined },
): number => instant + Math.round(within * DAY);

/** The basis where none is given, for a KPI that counts each fact at its own date: days from the creation are a cohort's. */
export const basisFor = (within: number | undefined): 'cohort' | 'period' =>
  within === undefined ? 'period' : 'cohort';
