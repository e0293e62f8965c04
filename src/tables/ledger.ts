import type { Decimal } from 'decimal.js';
import type { Amount } from '../records/record.js';
import { amountText, MOST_DIGITS, parse, power, textOf } from '../totals/amount.js';
import { decimal } from '../totals/money.js';

/** What changed between two instants, by why. */
export interface Changes {
  readonly start: Decimal;
  readonly new: Decimal;
  readonly expansion: Decimal;
  readonly contraction: Decimal;
  readonly churn: Decimal;
  readonly reactivation: Decimal;
  readonly end: Decimal;
}

/** From when to when something is paid, and at which instants: from `first` to before `last`. */
interface Span {
  readonly from: number;
  readonly until: number;
  readonly first: number;
  readonly last: number;
}

interface Entry extends Span {
  readonly units: bigint;
  readonly scale: number;
}

const MOVEMENTS = ['start', 'new', 'expansion', 'contraction', 'churn', 'reactivation', 'end'] as const;

/** What each customer pays at each of some instants: exact, in whole units of the finest amount. */
export class Ledger {
  private readonly customers = new Map<string, Entry[]>();
  private scale = 0;

  constructor(private readonly periods: number) {}

  add(customer: string, amount: Amount, span: Span): void {
    // One that was cancelled before its start was never there.
    if (!(span.from < span.until)) return;
    const { units, scale } = parse(amountText(amount), MOST_DIGITS);
    this.scale = Math.max(this.scale, scale);
    const entries = this.customers.get(customer);
    const entry = { ...span, units, scale };
    if (entries === undefined) this.customers.set(customer, [entry]);
    else entries.push(entry);
  }

  /** The changes from each instant to the next. */
  changes(instants: readonly number[]): Changes[] {
    const sums = Array.from({ length: this.periods }, () => ({
      start: 0n,
      new: 0n,
      expansion: 0n,
      contraction: 0n,
      churn: 0n,
      reactivation: 0n,
      end: 0n,
    }));
    // What one customer's payment changes by at each instant; cleared for the next customer.
    const steps = new Array<bigint>(this.periods + 2).fill(0n);
    for (const entries of this.customers.values()) {
      const paidSince = this.paidSince(entries);
      let lowest = steps.length;
      for (const { units, scale, first, last } of entries) {
        const scaled = units * power(this.scale - scale);
        steps[first]! += scaled;
        steps[last]! -= scaled;
        if (first < lowest) lowest = first;
      }
      let before = 0n;
      for (let k = Math.max(0, lowest - 1); k < sums.length; k++) {
        before += steps[k]!;
        const after = before + steps[k + 1]!;
        const sum = sums[k]!;
        sum.start += before;
        sum.end += after;
        sum[reasonOf(before, after, paidSince > instants[k]!)] += after - before;
      }
      steps.fill(0n, lowest);
    }
    return sums.map((sum) => {
      const exact = MOVEMENTS.map((name) => [name, decimal(textOf(sum[name], this.scale))]);
      return Object.fromEntries(exact) as unknown as Changes;
    });
  }

  /** When a customer first paid anything: credits may go against what it is billed. */
  private paidSince(entries: readonly Entry[]): number {
    if (entries.every(({ units }) => units >= 0n))
      return Math.min(...entries.flatMap(({ units, from }) => (units > 0n ? [from] : [])));
    const steps = entries.flatMap(({ units, scale, from, until }) => {
      const scaled = units * power(this.scale - scale);
      return [
        { at: from, by: scaled },
        { at: until, by: -scaled },
      ];
    });
    steps.sort((a, b) => (a.at < b.at ? -1 : 1));
    let paid = 0n;
    for (let i = 0; i < steps.length; i++) {
      paid += steps[i]!.by;
      if (paid > 0n && steps[i + 1]?.at !== steps[i]!.at) return steps[i]!.at;
    }
    return Number.POSITIVE_INFINITY;
  }
}

/** Why a customer's payment changed. */
function reasonOf(before: bigint, after: bigint, isFirst: boolean) {
  if (before === 0n && after !== 0n) return isFirst ? 'new' : 'reactivation';
  if (after === 0n && before !== 0n) return 'churn';
  return after >= before ? 'expansion' : 'contraction';
}
