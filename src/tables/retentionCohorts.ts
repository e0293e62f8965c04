import { requires } from '../error.js';
import { addTo, inOrder } from '../excluded.js';
import { asked, oneOf } from '../options.js';
import type { Excluded } from '../reading/reading.js';
import type { Id, Sale } from '../records/record.js';
import { buckets, indexAt } from '../time/buckets.js';
import { type Instant, time } from '../time/instant.js';
import type { Period } from '../time/period.js';
import { zone } from '../time/zone.js';
import { isRefund } from '../totals/amount.js';
import { eachRow } from './eachRow.js';

/** How cohorts are made. */
export interface CohortOptions {
  /** The zone whose calendar months these are. */
  readonly timeZone: string;
  /** As known at this instant, which the months go on to; everything is known when not given. */
  readonly asOf?: Instant;
  /** As `repeatPurchaseRate` takes it. Who buys in a month is the same either way. */
  readonly sameDay?: 'once' | 'each' | undefined;
}

/** The customers who first bought in a month, and what became of them. */
export interface Cohort {
  /** The month of the first purchase. */
  readonly period: Period;
  readonly customers: number;
  /** How many of them bought so many months later; null where that month is not over, or not there yet. */
  readonly active: readonly (number | null)[];
  /** The same as a share of the customers; null for a cohort of nobody, too. */
  readonly retention: readonly (number | null)[];
  /** Sales of the month that were left out, by reason. */
  readonly excluded: Excluded;
}

/**
 * Cohorts: of the customers who first bought in a month, how many bought again one, two, three months later. Read down a
 * column, it shows whether new customers stay better than those of last year did.
 *
 * Calendar months in `timeZone`, from the first sale's to that of the last or, if later, of `asOf`, all of one length: the
 * index is the months since. `active[0]` is all customers. Months that are not over at `asOf`, and those to come, are null,
 * not 0; without `asOf` the last month is taken for whole. For many cohorts together divide the sums of `active` and
 * `customers` over those with a number there: a mean of shares would count small cohorts as much as large ones.
 * Empty: no rows. Left out, and counted in the month: `missingCustomerId`, negative amounts (`refund`); in every row
 * `missingSoldAt`. Errors: no `timeZone`; an instant that is text; an amount that is no decimal; more than 1,200 months.
 *
 * @example
 * import { retentionCohorts } from 'sales-effectiveness';
 * const sale = (customerId: string, month: number) => ({ id: `${customerId}${month}`, customerId, soldAt: Date.UTC(2026, month, 9) });
 * const sales = [sale('a', 0), sale('b', 0), sale('a', 1), sale('c', 1), sale('b', 2)];
 * const cohorts = retentionCohorts(sales, { timeZone: 'UTC', asOf: Date.UTC(2026, 2, 20) });
 * cohorts.map(({ period, active }) => [period.name, ...active]) // => [['2026-01', 2, 1, null], ['2026-02', 1, null, null], ['2026-03', null, null, null]]
 */
export function retentionCohorts(sales: Iterable<Sale>, options: CohortOptions): Cohort[] {
  const { timeZone, sameDay = 'once' } = options ?? {};
  const { asOf } = asked(options, 'retentionCohorts', ['timeZone', 'sameDay'], [], ['asOf']);
  zone(timeZone, 'retentionCohorts');
  oneOf(sameDay, ['once', 'each'], 'sameDay', 'retentionCohorts');
  const known = asOf ?? Number.POSITIVE_INFINITY;
  const indexOf = new Map<string, number>();
  // The customer of each sale, and its instant.
  const who: number[] = [];
  const when: number[] = [];
  const left: { at: number; reason: string }[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = asOf ?? Number.NEGATIVE_INFINITY;
  const visit = ({ customerId, soldAt, amount }: Sale) => {
    const at = time(soldAt);
    if (at > known) return;
    if (at < first) first = at;
    if (at > last) last = at;
    if (Number.isNaN(at)) left.push({ at, reason: 'missingSoldAt' });
    else if (customerId === null || customerId === undefined) left.push({ at, reason: 'missingCustomerId' });
    else if (isRefund(amount)) left.push({ at, reason: 'refund' });
    else {
      who.push(indexIn(indexOf, customerId));
      when.push(at);
    }
  };
  eachRow(sales, known, 'retentionCohorts', visit, 'sales');
  if (first === Number.POSITIVE_INFINITY) return [];

  const months = buckets('month', timeZone, first, last + 1, undefined, 'retentionCohorts');
  const { periods } = months;
  if (periods.length > MOST_MONTHS)
    throw requires(
      RangeError,
      `sales of at most ${MOST_MONTHS} months`,
      `${periods[0]!.name} to ${periods.at(-1)!.name}`,
      'retentionCohorts',
    );
  const excluded = periods.map((): Record<string, number> => ({}));
  for (const { at, reason } of left)
    for (const counts of Number.isNaN(at) ? excluded : [excluded[indexAt(months, at)]!])
      addTo(counts, reason, 1);
  const grid = gridOf(
    who.map((customer, i) => customer * periods.length + indexAt(months, when[i]!)),
    periods.length,
  );
  return periods.map((period, c) => {
    const active = periods.map((_, since) => {
      const month = periods[c + since];
      return month === undefined || month.end - 1 > known ? null : grid[c * periods.length + since]!;
    });
    const customers = grid[c * periods.length]!;
    const retention = active.map((n) => (n === null || customers === 0 ? null : n / customers));
    return { period, customers, active, retention, excluded: inOrder(excluded[c]!) };
  });
}

/** One far date, such as 9999-12-31 for none, must not make a grid that fills the memory. */
const MOST_MONTHS = 1200;

/** A number for each customer; ids match as text. */
function indexIn(indexOf: Map<string, number>, id: Id): number {
  if (typeof id !== 'string' && (typeof id !== 'number' || Number.isNaN(id)))
    throw requires(TypeError, 'an id', id);
  const text = String(id);
  let index = indexOf.get(text);
  if (index === undefined) indexOf.set(text, (index = indexOf.size));
  return index;
}

/**
 * By cohort × months since: how many customers bought; of customer × months + month, once a purchase. Sorted, each
 * customer's months come one after the other, the first of them being the cohort.
 */
function gridOf(purchases: readonly number[], months: number): Uint32Array {
  const grid = new Uint32Array(months * months);
  const sorted = Float64Array.from(purchases).sort();
  let customer = -1;
  let cohort = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    const own = Math.floor(sorted[i]! / months);
    const month = sorted[i]! - own * months;
    if (own !== customer) {
      customer = own;
      cohort = month;
    }
    grid[cohort * months + month - cohort]!++;
  }
  return grid;
}
