import type { Decimal } from 'decimal.js';
import { endOf, isBackward } from '../contract.js';
import { inContext, requires } from '../error.js';
import { addTo, inOrder } from '../excluded.js';
import { asked, oneOf, type ReadingOptions } from '../options.js';
import { type KeyOf, type KeyValue, keysOf } from '../read/verb.js';
import type { Excluded } from '../reading/reading.js';
import type { Contract } from '../records/record.js';
import { CONVENTIONS, type Conventions, checkConventions, conventionsOf } from '../time/conventions.js';
import { time } from '../time/instant.js';
import type { Period, Unit } from '../time/period.js';
import { zone } from '../time/zone.js';
import { plainText } from '../totals/amount.js';
import { money } from '../totals/money.js';
import { eachRow } from './eachRow.js';
import { Ledger } from './ledger.js';
import { type Moments, momentsOf } from './momentsOf.js';

/** How movements are read. */
export interface MovementOptions extends Omit<ReadingOptions, 'level' | 'during'>, Conventions {
  /** The length of a period. */
  readonly every: Unit;
  /** The zone whose calendar cuts the periods; that of `during` when not given. */
  readonly timeZone?: string | undefined;
  /** The range; when not given, from the first contract's start to the last known date or, if later, to `asOf`. */
  readonly during?:
    | (Pick<Period, 'start' | 'end'> & { readonly timeZone?: string | null } & Conventions)
    | undefined;
}

/** How recurring revenue changed in a period: what it began with and the five movements add up to what it ended with. */
export interface RevenueMovement {
  readonly period: Period;
  /** False where `during` cuts the period, or `asOf` lies before its end. */
  readonly complete: boolean;
  readonly currency: string | null;
  /** What is paid a month at the start. */
  readonly start: Decimal;
  /** Of customers who never paid before. */
  readonly new: Decimal;
  /** Of customers who pay more than at the start. */
  readonly expansion: Decimal;
  /** Of customers who pay less, below 0. */
  readonly contraction: Decimal;
  /** Of customers who pay no more, below 0. */
  readonly churn: Decimal;
  /** Of customers who paid before, and did not at the start. */
  readonly reactivation: Decimal;
  /** What is paid a month at the end, which is the start of the next period. */
  readonly end: Decimal;
  /** Contracts of the period that were left out, by reason. */
  readonly excluded: Excluded;
}

/**
 * Revenue movements: why recurring revenue changed, period by period. A quiet total often hides that much comes and much goes.
 *
 * Per customer, what its active contracts pay a month at the start of a period and at its end, by the rule of
 * `retentionRate`: a contract counts from `startsAt` on, so that one which starts at the very end counts there. The change is
 * `new` where the customer began to pay in that period, `reactivation` where it had paid before, `churn` where it stopped,
 * `expansion` or `contraction` where it pays more or less; the last two and churn below 0. `start` and the five add up to
 * `end`, exactly, and `end` is the next period's `start`. The last period ends at `asOf` where that comes first.
 * Unit: money a month, Decimals of one `currency`. With `by`, a Map of such lists by key, each of its own rows and currency.
 * Empty: no periods, or those of `during`, of 0. Left out: contracts without amount (`missingAmount`),
 * `missingCustomerId`, `missingStartsAt`, those that end before they start (`negativeDuration`).
 * Errors: no time zone; two currencies; an amount that is no decimal.
 *
 * @example
 * import { revenueMovements, year } from 'sales-effectiveness';
 * const day = (month: number, n: number) => Date.UTC(2026, month, n);
 * const contracts = [
 *   { id: 1, customerId: 'a', startsAt: day(0, 10), amount: '100.00' },
 *   { id: 2, customerId: 'a', startsAt: day(1, 10), amount: '20.00' },
 *   { id: 3, customerId: 'b', startsAt: day(0, 20), endsAt: day(1, 20), amount: '50.00' },
 * ];
 * const during = { start: day(0, 1), end: day(2, 1) };
 * const months = revenueMovements(contracts, { every: 'month', timeZone: 'UTC', during });
 * months.map((each) => [each.start, each.new, each.expansion, each.churn, each.end].map(Number)) // => [[0, 150, 0, 0, 150], [150, 0, 20, -50, 120]]
 */
export function revenueMovements<Row extends Contract, const F extends KeyOf<Row>>(
  contracts: Iterable<Row>,
  options: MovementOptions & { readonly by: F },
): Map<KeyValue<Row, F>, RevenueMovement[]>;
export function revenueMovements(
  contracts: Iterable<Contract>,
  options: MovementOptions & { readonly by?: undefined },
): RevenueMovement[];
export function revenueMovements(
  contracts: Iterable<Contract>,
  options: MovementOptions & { readonly by?: unknown },
): unknown {
  const ask = asked(options, WHO, ['every', 'timeZone', 'by', ...CONVENTIONS]);
  const { every, by, during } = options ?? {};
  const timeZone = options?.timeZone ?? during?.timeZone;
  oneOf(every, ['day', 'week', 'month', 'quarter', 'year'], 'every', WHO);
  if (typeof timeZone !== 'string') throw requires(TypeError, 'a timeZone', timeZone, WHO);
  zone(timeZone, WHO);
  const conventions = { ...conventionsOf(during), ...conventionsOf(options) };
  checkConventions(conventions, WHO);
  const keyOf = by === undefined ? () => undefined : keysOf(by, ['contracts'], WHO).contracts!;

  const known = ask.asOf ?? Number.POSITIVE_INFINITY;
  let index = -1;
  const seen: Seen[] = [];
  eachRow(
    contracts,
    known,
    WHO,
    (contract) => {
      index++;
      const { customerId, startsAt, amount } = contract;
      const from = time(startsAt);
      const until = endOf(contract);
      if (from > known) return;
      const reason = Number.isNaN(from)
        ? 'missingStartsAt'
        : isBackward(contract)
          ? 'negativeDuration'
          : customerId === null || customerId === undefined
            ? 'missingCustomerId'
            : amount === null || amount === undefined
              ? 'missingAmount'
              : null;
      if (reason === null) plainText(amount!);
      seen.push({ key: keyOf(contract) ?? undefined, index, contract, from, until, reason });
    },
    'contracts',
  );

  const moments = momentsOf(every, timeZone, conventions, ask, rangeOf(seen, known), WHO);
  const groups = new Map<unknown, Seen[]>(by === undefined ? [[undefined, []]] : []);
  for (const each of seen) {
    const group = groups.get(each.key);
    if (group === undefined) groups.set(each.key, [each]);
    else group.push(each);
  }
  const lists = new Map([...groups].map(([key, group]) => [key, movementsOf(group, moments)]));
  return by === undefined ? lists.get(undefined)! : lists;
}

const WHO = 'revenueMovements';

interface Seen {
  readonly key: unknown;
  readonly index: number;
  readonly contract: Contract;
  readonly from: number;
  readonly until: number;
  readonly reason: string | null;
}

/** From the first start to the last date that is known. */
function rangeOf(seen: readonly Seen[], known: number): { start: number; end: number } | null {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, until, reason } of seen) {
    if (reason === 'missingStartsAt' || reason === 'negativeDuration') continue;
    start = Math.min(start, from);
    end = Math.max(end, from, until <= known && until < Number.POSITIVE_INFINITY ? until : from);
  }
  if (start === Number.POSITIVE_INFINITY) return null;
  return { start, end: known < Number.POSITIVE_INFINITY ? Math.max(end, known) : end };
}

/** The movements of one group's contracts. */
function movementsOf(seen: readonly Seen[], moments: Moments): RevenueMovement[] {
  const { periods, instants } = moments;
  let place = 0;
  const paid = money.open(undefined, () => ({ table: 'contracts', index: place }));
  const ledger = new Ledger(periods.length);
  const excluded = periods.map((): Record<string, number> => ({}));
  for (const { index, contract, from, until, reason } of seen) {
    // Active at the instants from `first` to before `last`.
    const first = moments.firstAt(from);
    const last = moments.firstAt(until);
    if (reason === null) {
      place = index;
      try {
        if (first < last) paid.add(contract.amount!, contract.currency);
      } catch (error) {
        throw inContext(error, WHO, `contracts[${index}].currency`);
      }
      ledger.add(String(contract.customerId), contract.amount!, { from, until, first, last });
    } else
      excluded.forEach((counts, k) => {
        const isIn =
          reason === 'missingStartsAt' ||
          (reason === 'negativeDuration'
            ? from <= instants[k + 1]!
            : k >= first - 1 && k < last && first < last);
        if (isIn) addTo(counts, reason, 1);
      });
  }
  const changes = ledger.changes(instants);
  const { currency } = paid.toJSON();
  return periods.map(({ period, complete }, k) => ({
    period,
    complete,
    currency,
    ...changes[k]!,
    excluded: inOrder(excluded[k]!),
  }));
}
