import type { Decimal } from 'decimal.js';
import { requires } from '../error.js';
import { type Sample, sizeOf } from '../statistics/sample.js';
import { sumOf } from '../statistics/sumOf.js';
import { parse, plainText, textOf } from '../totals/amount.js';
import { decimal, type Money } from '../totals/money.js';
import type { MoneyReading } from './reading.js';

/** Money a day, and the four factors that make it; those that are not defined are null. */
export interface VelocityReading extends MoneyReading {
  /** Deals created. */
  readonly opportunities: number;
  readonly winRate: number | null;
  /** Of won deals. */
  readonly averageDealValue: Decimal | null;
  /** Mean of won deals, in days. */
  readonly cycle: number | null;
}

/** The product of the four factors, as one quotient of exact numbers; null where one is not defined. */
export function velocity(
  {
    created,
    won,
    lost,
    cycle,
    per,
  }: { created: number; won: number; lost: number; cycle: Sample; per: number },
  amount: Money,
): VelocityReading {
  const decided = won + lost;
  const sum = decimal(amount.sum);
  const length = sumOf(cycle);
  const cycles = sizeOf(cycle);
  const defined = decided > 0 && amount.count > 0 && length > 0;
  const above = product(amount.sum, [created, won, cycles, per]);
  const below = product(wholeSum(cycle)?.toString() ?? plainText(length), [decided, amount.count]);
  return {
    value: defined ? above.div(below) : null,
    unit: 'money',
    better: 'higher',
    currency: amount.currency,
    sum,
    deviation: null,
    count: created,
    interval: null,
    excluded: {},
    opportunities: created,
    winRate: decided === 0 ? null : won / decided,
    averageDealValue: amount.count === 0 ? null : sum.div(amount.count),
    cycle: cycles === 0 ? null : length / cycles / per,
  };
}

/** The exact sum of whole values; null where one is not whole. */
function wholeSum({ values, counts }: Sample): bigint | null {
  let sum = 0n;
  let pending = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isInteger(value)) return null;
    const term = value * counts[i]!;
    if (Math.abs(term) < SAFE) pending += term;
    else sum += BigInt(value) * BigInt(counts[i]!);
    if (Math.abs(pending) >= SAFE) {
      sum += BigInt(pending);
      pending = 0;
    }
  }
  return sum + BigInt(pending);
}

const SAFE = 2 ** 52;

/** A decimal times whole numbers, every digit of it: what is rounded is the quotient, once. */
function product(text: string, factors: readonly number[]): Decimal {
  const { units, scale } = parse(text);
  return decimal(
    textOf(
      factors.reduce((all, factor) => all * BigInt(whole(factor)), units),
      scale,
    ),
  );
}

function whole(count: number): number {
  if (Number.isInteger(count)) return count;
  throw requires(RangeError, 'whole counts', count, 'salesVelocity');
}
