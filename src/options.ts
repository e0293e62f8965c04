import { requires } from './error.js';
import { FURTHEST, type Instant, time } from './time/instant.js';
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
  readonly asOf: number | null;
  readonly level: number;
  readonly start: number;
  readonly end: number;
}

const KEYS = ['during', 'asOf', 'level'];

/** Checks reading options; `more` names further options that the caller takes. */
export function asked(options: object | undefined, who: string, more: readonly string[] = []): Asked {
  if (options === undefined)
    return { during: null, asOf: null, level: 0.95, start: -FURTHEST, end: FURTHEST + 1 };
  if (typeof options !== 'object' || options === null)
    throw requires(TypeError, 'an object of options', options, who);
  for (const key of Object.keys(options))
    if (!KEYS.includes(key) && !more.includes(key))
      throw requires(TypeError, `options among ${[...more, ...KEYS].join(', ')}`, key, who);
  const { during = null, asOf: instant = null, level = 0.95 } = options as ReadingOptions;
  if (typeof level !== 'number') throw requires(TypeError, 'a level between 0 and 1', level, who);
  if (!(level > 0 && level < 1)) throw requires(RangeError, 'a level between 0 and 1', level, who);
  const asOf = instant === null ? null : instantOf(instant, 'asOf', who);
  let start = -FURTHEST;
  let end = FURTHEST + 1;
  if (during !== null) {
    if (typeof during !== 'object') throw requires(TypeError, 'a period for during', during, who);
    start = instantOf(during.start, 'during.start', who);
    end = instantOf(during.end, 'during.end', who);
    if (end < start) throw requires(RangeError, 'a period that ends after its start for during', end, who);
  }
  // asOf is inclusive: facts at that very instant are known, one step of a double later none is.
  if (asOf !== null) end = Math.min(end, asOf + Math.max(Math.abs(asOf) * Number.EPSILON, Number.MIN_VALUE));
  return { during, asOf, level, start, end };
}

function instantOf(instant: Instant, what: string, who: string): number {
  const wanted = `a Date or epoch milliseconds for ${what}`;
  let ms: number;
  try {
    ms = time(instant);
  } catch (error) {
    throw requires(error instanceof RangeError ? RangeError : TypeError, wanted, instant, who);
  }
  if (Number.isNaN(ms)) throw requires(TypeError, wanted, instant, who);
  return ms;
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
