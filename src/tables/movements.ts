import type { Decimal } from 'decimal.js';
import { type parse, power, textOf } from '../totals/amount.js';
import { decimal } from '../totals/money.js';

/** What changed between two instants, by why. */
export interface Movements {
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
}

/** An amount a customer pays from one date to before another: at the instants from `first` to before `last`. */
export interface Payment {
  readonly customer: string;
  readonly amount: ReturnType<typeof parse>;
  readonly from: number;
  readonly until: number;
  readonly first: number;
  readonly last: number;
}

/** What a customer's payment changes by, at an instant or a date. */
interface Step {
  readonly at: number;
  readonly by: bigint;
}

const REASONS = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;

/** The movements from each of some instants to the next: exact, in whole units of the finest amount. */
export function movements(payments: readonly Payment[], instants: readonly number[]): Movements[] {
  const scale = payments.reduce((finest, { amount }) => Math.max(finest, amount.scale), 0);
  const sums = Array.from({ length: Math.max(0, instants.length - 1) }, () => ({
    new: 0n,
    expansion: 0n,
    contraction: 0n,
    churn: 0n,
    reactivation: 0n,
  }));
  let paid = 0n;
  for (const own of byCustomer(payments).values()) {
    const scaled = own.map((each) => ({
      ...each,
      units: each.amount.units * power(scale - each.amount.scale),
    }));
    const dates = scaled.flatMap(({ from, until, units }) => stepsOf(from, until, units));
    const since = dates.length === 0 ? Number.POSITIVE_INFINITY : paidSince(inTime(dates));
    let before = 0n;
    // Only where a payment changes is there anything to tell: most customers change twice in years.
    for (const { at, by } of inTime(
      scaled.flatMap(({ first, last, units }) => stepsOf(first, last, units)),
    )) {
      const after = before + by;
      if (at === 0) paid += by;
      else if (at < instants.length) sums[at - 1]![reasonOf(before, after, since > instants[at - 1]!)] += by;
      before = after;
    }
  }
  const exact = (units: bigint) => decimal(textOf(units, scale));
  return sums.map((sum) => {
    const start = paid;
    paid = REASONS.reduce((total, reason) => total + sum[reason], paid);
    const moved = Object.fromEntries(REASONS.map((reason) => [reason, exact(sum[reason])]));
    return { start: exact(start), ...(moved as Record<(typeof REASONS)[number], Decimal>), end: exact(paid) };
  });
}

function byCustomer(payments: readonly Payment[]): Map<string, Payment[]> {
  const customers = new Map<string, Payment[]>();
  for (const payment of payments) {
    // One that was cancelled before its start was never there.
    if (!(payment.from < payment.until)) continue;
    const own = customers.get(payment.customer);
    if (own === undefined) customers.set(payment.customer, [payment]);
    else own.push(payment);
  }
  return customers;
}

const stepsOf = (from: number, until: number, units: bigint): Step[] =>
  from < until
    ? [
        { at: from, by: units },
        { at: until, by: -units },
      ]
    : [];

/** Steps in the order of time, those at one place as one, and none that changes nothing. */
function inTime(steps: readonly Step[]): Step[] {
  const at = new Map<number, bigint>();
  for (const step of steps) at.set(step.at, (at.get(step.at) ?? 0n) + step.by);
  return [...at]
    .filter(([, by]) => by !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([at, by]) => ({ at, by }));
}

/** When a customer first paid anything: credits may go against what it is billed. */
function paidSince(steps: readonly Step[]): number {
  let paid = 0n;
  for (const { at, by } of steps) if ((paid += by) > 0n) return at;
  return Number.POSITIVE_INFINITY;
}

/** Why a customer's payment changed. */
function reasonOf(before: bigint, after: bigint, isFirst: boolean): (typeof REASONS)[number] {
  if (before === 0n) return isFirst ? 'new' : 'reactivation';
  if (after === 0n) return 'churn';
  return after > before ? 'expansion' : 'contraction';
}
