import { type Definition, gather, readingOf, totalsAt } from './engine.js';
import { requires } from './error.js';
import { complete } from './merge.js';
import { asked, type ReadingOptions } from './options.js';
import type { Excluded, Reading } from './reading/reading.js';
import type { Tables } from './records/record.js';
import type { Instant } from './time/instant.js';
import type { Period } from './time/period.js';
import type { Kind } from './totals/kind.js';

/** What adds up: a flat record of zeros and kinds such as `money` and `sample`. */
// biome-ignore lint/suspicious/noExplicitAny: a kind's live object is known to its own marks only
export type Totals = Readonly<Record<string, number | Kind<any, any>>>;

/** Totals as plain JSON: what is stored and merged, and what a rule reads. */
// biome-ignore lint/suspicious/noExplicitAny: only the JSON is inferred
export type Json<T> = { [P in keyof T]: T[P] extends Kind<infer J, any> ? J : number };

/** Totals as marks see them: numbers to add to, and kinds' live objects. */
export type Live<T> = {
  // biome-ignore lint/suspicious/noExplicitAny: only the live object is inferred
  -readonly [P in keyof T]: T[P] extends Kind<any, infer L> ? L : number;
};

/** A KPI's totals with what was left out: plain JSON that merges with others of the same KPI. */
export type TotalsOf<T> = Json<T> & { readonly excluded?: Excluded };

/** Runs a function over each row. */
export type Each<Row> = (visit: (row: Row) => void) => void;

/** The totals that a fact at this instant adds to; `at(null)` counts the row as missing that date. */
export type At<T> = (instant: Instant) => Live<T>;

/** What a mark is told besides the rows: the KPI's options, and how the reading was asked for. */
export type Known<O> = Readonly<O> & {
  readonly asOf: number | null;
  readonly during: Pick<Period, 'start' | 'end'> | null;
  /** The zone of the period, or of the trend, where there is one. */
  readonly zone: string | null;
  /** The names of the tables that are given; null in a stream. */
  readonly present: readonly string[] | null;
  /** Leaves a row out, counted under `reason` where the instant belongs. */
  readonly leaveOut: (instant: Instant, reason: string) => void;
};

type IsUnion<N, M = N> = N extends unknown ? ([M] extends [N] ? false : true) : never;

/** A KPI's tables by name; `Opt` may be absent. */
export type NamedTables<N extends keyof Tables, Opt extends keyof Tables = never> = {
  readonly [P in Exclude<N, Opt>]: Iterable<Tables[P]>;
} & { readonly [P in Opt]?: Iterable<Tables[P]> | undefined };

/** What a KPI reads: its rows, or an object of its tables by name (the only form for a KPI of several). */
export type Input<N extends keyof Tables, Opt extends keyof Tables = never> =
  | NamedTables<N, Opt>
  | (IsUnion<N> extends true ? never : Iterable<Tables[N]>);

/** The options that a KPI takes of its own; a KPI without any takes none. */
export type OwnOptions<O extends object> = keyof O extends never
  ? Record<string, never>
  : { readonly [P in keyof O]?: O[P] | undefined };

/**
 * A KPI: call it with rows for a reading, or ask it for its totals and read those later.
 *
 * `N` names its tables, `T` its totals, `R` its reading, `O` its options, `Opt` the tables that may be absent.
 */
export interface Kpi<
  N extends keyof Tables,
  T extends Totals,
  R extends Reading,
  O extends object = {},
  Opt extends N = never,
> {
  /** The reading of these rows. */
  <I extends Input<N, Opt>>(
    input: I,
    options?: ReadingOptions & { readonly [P in keyof O]?: O[P] | undefined },
  ): R;
  /** The totals of these rows: plain JSON, to store or to merge with others. */
  totals<I extends Input<N, Opt>>(
    input: I,
    options?: ReadingOptions & { readonly [P in keyof O]?: O[P] | undefined },
  ): TotalsOf<T>;
  /** A reading of totals that someone already has; those not given are zero. */
  of(
    totals: Partial<TotalsOf<T>>,
    options?: Pick<ReadingOptions, 'level'> & { readonly [P in keyof O]?: O[P] | undefined },
  ): R;
  /** The same KPI with other options of its own. */
  with(options: OwnOptions<O>): Kpi<N, T, R, O, Opt>;
  readonly name: string;
  readonly unit: R['unit'];
  readonly better: 'higher' | 'lower';
  /** Whether its value grows through a period (a count, a sum), so that parts of a period add up. */
  readonly accumulates: boolean;
  /** `'period'` when it compares two instants, so that readings of parts say nothing about the whole. */
  readonly spans: 'period' | undefined;
  /** The names of its tables, and of those that may be absent. */
  readonly tables: readonly N[];
  readonly optional: readonly Opt[];
  /** What it is made of, for verbs that work with any KPI. */
  readonly definition: Definition;
}

// biome-ignore lint/suspicious/noExplicitAny: verbs work with every KPI
export type AnyKpi = Kpi<any, any, any, any, any>;

/** The reading that a KPI gives. */
export type ReadingOf<K> = K extends { of(...input: never): infer R } ? R : never;

/**
 * Makes a KPI from three things: totals (what adds up), marks (which dated fact of a row adds to which total) and
 * a rule, `of` (how totals become a reading). Calls, groups, trends, scorecards and merging then work with it.
 *
 * `options` are the KPI's own options with their defaults, which give their types, and `check` refuses impossible
 * ones (those that only rows need are none of its business where `ofRows` is false); `optional` names tables that may be absent; `accumulates` says that the value grows through a period;
 * `matures` gives the instant at which a row of an instant is old enough to count, for the `complete` of a trend. A
 * mark may throw `requires <what>, got <value>`: the KPI, the row and the field are put in front.
 *
 * @example
 * import { kpi, rate } from 'sales-effectiveness';
 * const bigDeals = kpi({
 *   name: 'bigDeals', unit: 'ratio', better: 'higher',
 *   totals: { big: 0, won: 0 },
 *   marks: {
 *     deals: (each, at) => each((deal) => {
 *       if (deal.status !== 'won') return;
 *       at(deal.closedAt).won++;
 *       if (Number(deal.amount) >= 10_000) at(deal.closedAt).big++;
 *     }),
 *   },
 *   of: ({ big, won }, { level }) => rate(big, won, level),
 * });
 * bigDeals([
 *   { id: 1, createdAt: 0, closedAt: 86_400_000, status: 'won', amount: '12000' },
 *   { id: 2, createdAt: 0, closedAt: 86_400_000, status: 'won', amount: '2000' },
 * ]).value // => 0.5
 */
export function kpi<
  const T extends Totals,
  N extends keyof Tables,
  R extends Reading,
  O extends object = {},
  Opt extends N = never,
>(definition: {
  name: string;
  unit: R['unit'];
  better: 'higher' | 'lower';
  accumulates?: boolean;
  spans?: 'period';
  options?: O;
  optional?: readonly Opt[];
  check?: (options: O, ofRows: boolean) => void;
  matures?: (instant: number, options: O) => number;
  totals: T;
  marks: { readonly [P in N]: (each: Each<Tables[P]>, at: At<T>, known: Known<O>) => void };
  of: (totals: TotalsOf<T>, known: O & { level: number }) => R;
}): Kpi<N, T, R, O, Opt> {
  return build(definition as unknown as Definition) as unknown as Kpi<N, T, R, O, Opt>;
}

const PARTS = { name: 'string', totals: 'object', marks: 'object', of: 'function' };

/** What a KPI's own options may not be called: every KPI has these. */
const TAKEN = ['during', 'asOf', 'level', 'leaveOut'];

function build(definition: Definition) {
  for (const [part, kind] of Object.entries(PARTS))
    if (typeof definition?.[part as 'name'] !== kind)
      throw requires(
        TypeError,
        `a definition with ${part}`,
        definition?.[part as 'name'] ?? definition,
        'kpi',
      );
  const { name, options = {}, totals } = definition;
  const keys = Object.keys(options);
  const taken = keys.find((key) => TAKEN.includes(key));
  if (taken !== undefined)
    throw requires(RangeError, 'options not named as those of every KPI', taken, 'kpi');
  if ('excluded' in totals)
    throw requires(RangeError, "totals not named 'excluded', as every KPI has them", 'excluded', 'kpi');

  /** What the KPI is made of with other options of its own; of rows, or of totals that have read them already. */
  const changed = (own: Record<string, unknown> | undefined, ofRows = true): Definition => {
    const given = own === undefined ? [] : keys.filter((key) => own[key] !== undefined);
    if (own === undefined || given.length === 0) return definition;
    const all = { ...options, ...Object.fromEntries(given.map((key) => [key, own[key]])) };
    definition.check?.(all as never, ofRows);
    return { ...definition, options: all };
  };
  const self = Object.assign(
    (input: unknown, given?: Record<string, unknown>) => {
      const ask = asked(given, name, keys);
      const kpi = changed(given);
      return readingOf(kpi, totalsAt(gather([kpi], input, ask, name), 0), ask.level);
    },
    {
      totals: (input: unknown, given?: Record<string, unknown>) => {
        const ask = asked(given, name, keys);
        return totalsAt(gather([changed(given)], input, ask, name), 0);
      },
      of: (totals: Record<string, unknown>, given?: Record<string, unknown>) => {
        const { level } = asked(given, name, keys);
        return readingOf(changed(given, false), complete(definition, totals, name), level);
      },
      with(own: Record<string, unknown> = {}): ReturnType<typeof build> {
        for (const key in own)
          if (!keys.includes(key)) {
            const hint = TAKEN.includes(key) ? ` (${key} goes to each call)` : '';
            throw requires(TypeError, `options among ${keys.join(', ') || 'none'}${hint}`, key, name);
          }
        return build(changed(own));
      },
      unit: definition.unit,
      better: definition.better,
      accumulates: definition.accumulates ?? false,
      spans: definition.spans,
      tables: Object.keys(definition.marks),
      optional: definition.optional ?? [],
      definition,
    },
  );
  return Object.defineProperty(self, 'name', { value: name });
}
