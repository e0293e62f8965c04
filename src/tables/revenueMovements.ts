import { endOf, isBackward } from '../contract.js';
import { inContext } from '../error.js';
import { addTo, inOrder } from '../excluded.js';
import { asked, type ReadingOptions } from '../options.js';
import { type CutOptions, cutBy } from '../read/cutBy.js';
import { type KeyOf, type KeyValue, keysOf } from '../read/verb.js';
import type { Excluded } from '../reading/reading.js';
import type { Contract } from '../records/record.js';
import { CONVENTIONS } from '../time/conventions.js';
import { BEYOND, FURTHEST, time } from '../time/instant.js';
import type { Period } from '../time/period.js';
import { amountText, MOST_DIGITS, parse, plainText } from '../totals/amount.js';
import { money } from '../totals/money.js';
import { eachRow } from './eachRow.js';
import { type Moments, momentsOf } from './momentsOf.js';
import { type Movements, movements, type Payment } from './movements.js';

/** How movements are read. */
export interface MovementOptions extends Omit<ReadingOptions, 'level' | 'during'>, CutOptions {}

/** How recurring revenue changed in a period: what it began with and the five movements add up to what it ended with. */
export interface RevenueMovement extends Movements {
  readonly period: Period;
  /** False where `during` cuts the period, or `asOf` lies before its end. */
  readonly complete: boolean;
  readonly currency: string | null;
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
  const ask = asked(options, WHO, ['every', 'timeZone', 'by', ...CONVENTIONS], [], ['during', 'asOf']);
  const cut = cutBy(options, WHO);
  const { by } = options;
  const keyOf = by === undefined ? () => undefined : keysOf(by, ['contracts'], WHO).contracts!;
  const known = ask.asOf ?? BEYOND;
  const seen = new Map<unknown, Seen[]>(by === undefined ? [[undefined, []]] : []);
  let index = -1;
  const visit = (contract: Contract) => {
    index++;
    const from = time(contract.startsAt);
    const until = endOf(contract);
    if (from > known) return;
    const reason = reasonOf(contract);
    if (reason === null) plainText(contract.amount!);
    const key = keyOf(contract) ?? undefined;
    const group = seen.get(key);
    const each = { index, contract, from, until, reason };
    if (group === undefined) seen.set(key, [each]);
    else group.push(each);
  };
  eachRow(contracts, known, WHO, visit, 'contracts');
  const moments = momentsOf(cut, ask, rangeOf(seen.values(), known), WHO);
  const lists = new Map([...seen].map(([key, group]) => [key, movementsOf(group, moments)]));
  return by === undefined ? lists.get(undefined)! : lists;
}

const WHO = 'revenueMovements';

interface Seen {
  readonly index: number;
  readonly contract: Contract;
  readonly from: number;
  readonly until: number;
  readonly reason: string | null;
}

/** Why a contract is left out; null where it counts. */
function reasonOf(contract: Contract): string | null {
  const { customerId, startsAt, amount } = contract;
  if (startsAt === null || startsAt === undefined) return 'missingStartsAt';
  if (isBackward(contract)) return 'negativeDuration';
  if (customerId === null || customerId === undefined) return 'missingCustomerId';
  return amount === null || amount === undefined ? 'missingAmount' : null;
}

/**
 * From the first start to the last date that is known. It begins a moment before: what starts at the very start of a period
 * is in the end of the one before, and would be new in none.
 */
function rangeOf(groups: Iterable<readonly Seen[]>, known: number): { start: number; end: number } | null {
  let start = Number.POSITIVE_INFINITY;
  let end = known < BEYOND ? known : Number.NEGATIVE_INFINITY;
  for (const group of groups)
    for (const { from, until, reason } of group) {
      if (reason === 'missingStartsAt' || reason === 'negativeDuration') continue;
      start = Math.min(start, from);
      end = Math.max(end, from, until <= Math.min(known, FURTHEST) ? until : from);
    }
  return start === Number.POSITIVE_INFINITY ? null : { start: Math.max(-FURTHEST, start - 1), end };
}

/** The movements of one group's contracts. */
function movementsOf(seen: readonly Seen[], moments: Moments): RevenueMovement[] {
  const { periods, instants } = moments;
  let place = 0;
  const paid = money.open(undefined, () => ({ table: 'contracts', index: place }));
  const payments: Payment[] = [];
  const left = new LeftOut(periods.length);
  for (const { index, contract, from, until, reason } of seen) {
    // Active at the instants from `first` to before `last`.
    const first = moments.firstAt(from);
    const last = moments.firstAt(until);
    if (reason === 'missingStartsAt') left.add(reason, 0, periods.length);
    else if (reason === 'negativeDuration') left.add(reason, first - 1, periods.length);
    else if (reason !== null) left.add(reason, first - 1, first < last ? last : 0);
    else {
      place = index;
      try {
        if (first < last) paid.add(contract.amount!, contract.currency);
      } catch (error) {
        throw inContext(error, WHO, `contracts[${index}].currency`);
      }
      const amount = parse(amountText(contract.amount), MOST_DIGITS);
      payments.push({ customer: String(contract.customerId), amount, from, until, first, last });
    }
  }
  const moved = movements(payments, instants);
  const { currency } = paid.toJSON();
  const excluded = left.byPeriod();
  return periods.map(({ period, complete }, k) => ({
    period,
    complete,
    currency,
    ...moved[k]!,
    excluded: excluded[k]!,
  }));
}

/** How many were left out in each period, by reason, from what changes at its ends: most lie in many periods. */
class LeftOut {
  private readonly changes = new Map<string, Int32Array>();

  constructor(private readonly periods: number) {}

  /** Counts one in the periods from `first` to before `last`. */
  add(reason: string, first: number, last: number): void {
    const from = Math.max(0, first);
    if (from >= Math.min(last, this.periods)) return;
    let changes = this.changes.get(reason);
    if (changes === undefined) this.changes.set(reason, (changes = new Int32Array(this.periods + 1)));
    changes[from]!++;
    changes[Math.min(last, this.periods)]!--;
  }

  byPeriod(): Excluded[] {
    const counts = [...this.changes].map(([reason, changes]) => ({ reason, changes, count: 0 }));
    return Array.from({ length: this.periods }, (_, k) => {
      const excluded: Record<string, number> = {};
      for (const each of counts)
        if ((each.count += each.changes[k]!) > 0) addTo(excluded, each.reason, each.count);
      return inOrder(excluded);
    });
  }
}
