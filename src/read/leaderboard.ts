import type { Decimal } from 'decimal.js';
import { gather, readingOf, tablesOf, totalsAt } from '../engine.js';
import { requires, requiresNumber } from '../error.js';
import type { AnyKpi, ReadingOf } from '../kpi.js';
import { merge } from '../merge.js';
import { asked, type ReadingOptions } from '../options.js';
import type { Reading } from '../reading/reading.js';
import type { Tables } from '../records/record.js';
import { compareIds } from '../totals/compareIds.js';
import type { SharedKey, SharedKeyValue } from './groupBy.js';
import { type KeyOf, type KeyValue, keysOf, type RowOf, type TableNames, type TablesFor } from './verb.js';

/** How reps are ranked. */
export interface LeaderboardOptions<F> extends ReadingOptions {
  /** What is ranked: a field's name, a function of the row, or one of these for each table; `'ownerId'` when not given. */
  readonly key?: F | undefined;
  /** How many observations a rank takes, 5 when not given. */
  readonly minimum?: number | undefined;
}

/** Where somebody stands. */
export interface LeaderboardRow<K, R extends Reading = Reading> {
  /** From 1, the best, shared by equal values; null without a value, and with fewer observations than `minimum`. */
  readonly rank: number | null;
  readonly key: K;
  readonly reading: R;
  /** Better or worse than the team by more than chance; null where there is no rank, or no interval to tell by. */
  readonly standing: 'above' | 'within' | 'below' | null;
  /** How much the value is short of the top quartile, in its unit: 0 for those in it, null without a rank. */
  readonly gap: GapOf<R>;
}

type GapOf<R extends Reading> = R extends { unit: 'money' } ? Decimal | null : number | null;

/**
 * A ranking that does not rank noise: who is best, and who is so by more than chance.
 *
 * Of each `key` a reading, as `groupBy` gives it, the best value first (the least where lower is better); equal values share a
 * rank, the next one is left out; those with fewer than `minimum` observations (the reading's `count`) come after them
 * without a rank, then those without value, rows without a key last. `standing` says whether the reading's interval leaves
 * out the value of all rows together: `'above'` is better than the team, `'below'` worse, also where lower is better. That
 * interval is wider than the reading's own, at level 1 − (1 − level) ÷ k for k ranks (Bonferroni): of 30 equal reps a plain
 * one calls somebody different in three of four quarters, this one in one of 25 (40 trials at a rate of 0.3; at 0.1 in one
 * of 13, at 0.05 in one of 8). A t interval of few, skewed values (the mean of cycles or amounts) is too narrow that far out
 * and calls more of them different: rank by the median, `salesCycle.with({ statistic: 'median' })`, and NPS with
 * `interval: 'adjusted'`. The team's value has the rep's own rows in it. `gap` is the distance to the top quartile (type 7)
 * of the ranked.
 * Sums and counts have no interval and so no standing; give `minimum: 0` to rank them all.
 * Empty: no rows. Errors: those of the KPI; a `minimum` that is no number of 0 or more.
 *
 * @example
 * import { leaderboard, winRate } from 'sales-effectiveness';
 * const closedAt = Date.UTC(2026, 9, 31);
 * const deals = (ownerId: string, won: number, lost: number) =>
 *   Array.from({ length: won + lost }, (_, i) => ({ id: i, createdAt: 0, closedAt, status: i < won ? 'won' : 'lost', ownerId }) as const);
 * const rows = [...deals('Ada', 30, 10), ...deals('Bela', 12, 28), ...deals('Cleo', 2, 0)];
 * leaderboard(rows, winRate).map(({ rank, key, standing }) => [rank, key, standing]) // => [[1, 'Ada', 'above'], [2, 'Bela', 'below'], [null, 'Cleo', null]]
 */
export function leaderboard<
  const K extends AnyKpi,
  const I extends Iterable<Tables[TableNames<K>]>,
  const F extends KeyOf<RowOf<I>>,
>(
  rows: I,
  kpi: K,
  options: LeaderboardOptions<F> & { readonly key: F },
): LeaderboardRow<KeyValue<RowOf<I>, F>, ReadingOf<K>>[];
export function leaderboard<const K extends AnyKpi, const I extends Iterable<Tables[TableNames<K>]>>(
  rows: I,
  kpi: K,
  options?: LeaderboardOptions<undefined>,
): LeaderboardRow<KeyValue<RowOf<I>, 'ownerId'>, ReadingOf<K>>[];
export function leaderboard<
  const K extends AnyKpi,
  const I extends TablesFor<K>,
  const F extends
    | SharedKey<I, TableNames<K>>
    | { readonly [P in TableNames<K> & keyof I]: KeyOf<RowOf<I[P]>> },
>(
  tables: I,
  kpi: K,
  options?: LeaderboardOptions<F>,
): LeaderboardRow<SharedKeyValue<I, TableNames<K>, F>, ReadingOf<K>>[];
export function leaderboard(
  input: unknown,
  kpi: AnyKpi,
  options: LeaderboardOptions<unknown> = {},
  // biome-ignore lint/suspicious/noExplicitAny: the overloads tell the types
): LeaderboardRow<any, any>[] {
  const { definition } = kpi ?? {};
  if (definition === undefined) throw requires(TypeError, 'a KPI', kpi, WHO);
  const ask = asked(options, WHO, ['key', 'minimum'], [definition]);
  const { key = 'ownerId', minimum = 5 } = options;
  if (!(typeof minimum === 'number' && minimum >= 0))
    throw requiresNumber('a minimum of 0 or more', minimum, WHO);
  const tables = tablesOf([definition], input, WHO);
  const by = keysOf(
    key,
    tables.map(([name]) => name),
    WHO,
  );
  const gathered = gather([definition], Object.fromEntries(tables), ask, WHO, { by });
  const groups = gathered.grid.keys.map((key, group) => {
    const totals = totalsAt(gathered, 0, group);
    return { key, totals, reading: readingOf(definition, totals, ask.level) };
  });

  const direction = definition.better === 'higher' ? -1 : 1;
  const compare = (a: Value, b: Value) => direction * difference(a, b);
  const isRanked = ({ key, reading }: (typeof groups)[number]) =>
    key !== undefined && reading.value !== null && reading.count >= minimum;
  const ranked = groups
    .filter(isRanked)
    .map((each) => ({ ...each, value: each.reading.value! }))
    .sort((a, b) => compare(a.value, b.value) || compareKeys(a.key, b.key));
  const others = groups
    .filter((each) => !isRanked(each))
    .sort(
      (a, b) =>
        Number(a.key === undefined) - Number(b.key === undefined) ||
        Number(a.reading.value === null) - Number(b.reading.value === null) ||
        (a.reading.value === null ? 0 : compare(a.reading.value, b.reading.value!)) ||
        compareKeys(a.key, b.key),
    );

  const whole = merge(kpi, ...(groups.map(({ totals }) => totals) as never[]));
  const team = readingOf(definition, whole as never, ask.level).value;
  // Next to 1 there is no double left to tell the ranks apart.
  const level = Math.min(1 - (1 - ask.level) / ranked.length, Math.max(ask.level, 1 - 2 ** -50));
  const top = topQuartile(ranked.map(({ value }) => value));
  let rank = 1;
  return [
    ...ranked.map(({ key, reading, totals, value }, i) => ({
      rank: i > 0 && difference(ranked[i - 1]!.value, value) === 0 ? rank : (rank = i + 1),
      key,
      reading,
      standing: standingOf(readingOf(definition, totals, level), team),
      gap: gapOf(value, top!, direction),
    })),
    ...others.map(({ key, reading }) => ({ rank: null, key, reading, standing: null, gap: null })),
  ];
}

const WHO = 'leaderboard';

type Value = number | Decimal;

const difference = (a: Value, b: Value): number => (typeof a === 'number' ? a - Number(b) : a.comparedTo(b));

const compareKeys = (a: unknown, b: unknown): number =>
  compareIds(String(a), String(b)) || (typeof a < typeof b ? -1 : 1);

/** The value that a quarter of all are at least as good as (type 7), of values from the best on. */
function topQuartile(values: readonly Value[]): Value | undefined {
  const position = (values.length - 1) * 0.25;
  const before = values[Math.floor(position)];
  const after = values[Math.ceil(position)];
  if (before === undefined || after === undefined) return undefined;
  const share = position - Math.floor(position);
  return typeof before === 'number'
    ? before + (Number(after) - before) * share
    : before.plus((after as Decimal).minus(before).times(share));
}

/** How much a value is worse than another. */
function gapOf(value: Value, top: Value, direction: 1 | -1): Value {
  if (typeof value === 'number') return Math.max(0, direction * (value - Number(top)));
  const gap = value.minus(top).times(direction);
  return gap.isNegative() ? gap.times(0).abs() : gap;
}

/** Where a reading's interval lies beside the team's value. */
function standingOf(
  { interval, better }: Reading,
  team: Reading['value'],
): LeaderboardRow<unknown>['standing'] {
  // An interval without width is no knowledge: five equal ratings do not tell what the sixth will be.
  if (interval === null || team === null || interval.low === interval.high) return null;
  const value = Number(team);
  const isMore = interval.low > value;
  const isLess = interval.high !== null && interval.high < value;
  if (!isMore && !isLess) return 'within';
  return isMore === (better === 'higher') ? 'above' : 'below';
}
