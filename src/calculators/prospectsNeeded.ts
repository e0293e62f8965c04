import type { Decimal } from 'decimal.js';
import { inContext, requires, requiresNumber } from '../error.js';
import type { MoneyReading, RateReading } from '../reading/reading.js';
import type { Amount } from '../records/record.js';
import { type Fraction, leastTrials, ratio } from '../statistics/leastTrials.js';
import { checkOptions } from '../time/checkOptions.js';
import { parse, plainText } from '../totals/amount.js';

/** A rate: a reading, or a number from 0 to 1; null where it is not known. */
export type GivenRate = RateReading | number | null;

/** A goal in customers or in revenue, and the way to it. */
export type ProspectsGoal = (
  | { readonly customers: number }
  | { readonly revenue: Amount; readonly averageSaleValue: MoneyReading | Amount | null }
) & {
  /** The rate from a prospect to a customer; of several steps each rate, by name, in their order. */
  readonly rate: GivenRate | Readonly<Record<string, GivenRate>>;
  /** How sure the goal is to be reached, 0.9 when not given. */
  readonly confidence?: number | undefined;
};

/** How many must enter: on average, and to be sure enough. */
export interface Needed {
  readonly expected: number | null;
  readonly needed: number | null;
}

/** How many prospects a goal takes. */
export interface ProspectsNeeded extends Needed {
  /** The goal in customers. */
  readonly customers: number | null;
  /** The same if the rates are only as good as the lower limits of their intervals; null for bare numbers. */
  readonly atLowerLimit: Needed | null;
  /** For each step of a chain, how many must enter it. */
  readonly steps: readonly (Needed & { readonly name: string })[];
}

/**
 * How many prospects a goal takes: what a rep has to start with to end with so many customers.
 *
 * `expected` is goal ÷ rate, rounded up, by exact arithmetic (21 ÷ 0.7 is 30); with it the goal is missed about every
 * second time. `needed` is the least number of prospects of which the goal comes with the probability `confidence` or
 * more, by the binomial distribution. A revenue goal is revenue ÷ average sale value customers, rounded up.
 * The rate is a reading (also read at the lower limit of its interval: what if it is only that good?), a number, or a
 * chain of them by name: `{ meeting: 0.3, offer: 0.5, customer: 0.25 }`, each step of which is in `steps`. At the lower limit
 * bare numbers stay as they are; null where no rate is a reading.
 * Unit: prospects. A rate that is null or 0, an average that is null or 0: null. A goal of 0 takes 0.
 * Errors: a goal that is no whole number of 0 or more, a rate outside 0 to 1, a confidence that is not between.
 *
 * @example
 * import { prospectsNeeded } from 'sales-effectiveness';
 * const { expected, needed } = prospectsNeeded({ customers: 21, rate: 0.7 });
 * [expected, needed] // => [30, 35]
 * const { steps } = prospectsNeeded({ customers: 10, rate: { meeting: 0.5, customer: 0.2 } });
 * steps.map(({ name, expected }) => [name, expected]) // => [['meeting', 100], ['customer', 50]]
 */
export function prospectsNeeded(goal: ProspectsGoal): ProspectsNeeded {
  checkOptions(WHO, goal, ['customers', 'revenue', 'averageSaleValue', 'rate', 'confidence']);
  const customers = customersOf(goal);
  const confidence = confidenceOf(goal.confidence);
  const { rate } = goal;
  const chain = isChain(rate) ? Object.entries(rate) : [['rate', rate] as const];
  if (chain.length === 0) throw requires(RangeError, 'a rate', rate, WHO);
  const rates = chain.map(([name, each]) => rateOf(each, isChain(rate) ? `rate.${name}` : 'rate'));
  const of = (each: readonly (Fraction | null)[]): Needed => neededFor(customers, each, confidence);
  // A bare number is as good as it is: only readings have limits.
  const isSure = rates.every(({ low }) => low === undefined);
  const lower = rates.map(({ value, low }) => (low === undefined ? value : low));
  return {
    customers,
    ...of(rates.map(({ value }) => value)),
    atLowerLimit: isSure ? null : of(lower),
    steps: chain.map(([name], i) => ({ name, ...of(rates.slice(i).map(({ value }) => value)) })),
  };
}

const WHO = 'prospectsNeeded';

const isChain = (rate: ProspectsGoal['rate']): rate is Readonly<Record<string, GivenRate>> =>
  typeof rate === 'object' &&
  rate !== null &&
  !Array.isArray(rate) &&
  typeof (rate as RateReading).unit !== 'string';

function neededFor(
  customers: number | null,
  rates: readonly (Fraction | null)[],
  confidence: Fraction,
): Needed {
  let all: Fraction = { numerator: 1n, denominator: 1n };
  for (const rate of rates) {
    if (customers === 0) return { expected: 0, needed: 0 };
    if (rate === null || rate.numerator === 0n || customers === null) return { expected: null, needed: null };
    all = {
      numerator: all.numerator * rate.numerator,
      denominator: all.denominator * rate.denominator,
    };
  }
  const divisor = gcd(all.numerator, all.denominator);
  all = { numerator: all.numerator / divisor, denominator: all.denominator / divisor };
  const expected = Number(ceil(BigInt(customers!) * all.denominator, all.numerator));
  if (!(expected <= Number.MAX_SAFE_INTEGER / 4))
    throw requires(RangeError, 'a rate that is not next to nothing', ratio(all), WHO);
  return { expected, needed: leastTrials(customers!, all, confidence) };
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

const ceil = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** A decimal as a fraction: what was written is what is meant. */
function fraction(amount: Amount): Fraction {
  const { units, scale } = parse(plainText(amount));
  return { numerator: units, denominator: 10n ** BigInt(scale) };
}

function read(amount: unknown, what: string): Fraction {
  try {
    return fraction(amount as Amount);
  } catch (error) {
    throw inContext(error, WHO, what);
  }
}

/** The customers that a goal asks for. */
function customersOf(goal: ProspectsGoal): number | null {
  if ('customers' in goal && goal.customers !== undefined) {
    const { customers } = goal;
    if ((goal as { revenue?: unknown }).revenue !== undefined)
      throw requires(TypeError, 'customers or revenue, not both', goal, WHO);
    if (Number.isSafeInteger(customers) && customers >= 0) return customers;
    throw requiresNumber('customers to be a whole number of 0 or more', customers, WHO);
  }
  const { revenue, averageSaleValue } = goal as {
    revenue: Amount;
    averageSaleValue: MoneyReading | Amount | null;
  };
  if (revenue === undefined)
    throw requires(TypeError, 'customers, or revenue and averageSaleValue', goal, WHO);
  const average = isReading(averageSaleValue) ? averageSaleValue.value : averageSaleValue;
  if (average === undefined) throw requires(TypeError, 'averageSaleValue for revenue', average, WHO);
  const wanted = read(revenue, 'revenue');
  if (wanted.numerator < 0n) throw requires(RangeError, 'revenue of 0 or more', revenue, WHO);
  if (average === null) return null;
  const each = exactly(averageSaleValue, average);
  if (each.numerator <= 0n) return null;
  const customers = Number(ceil(wanted.numerator * each.denominator, wanted.denominator * each.numerator));
  if (Number.isSafeInteger(customers)) return customers;
  throw requires(RangeError, 'revenue of fewer than 2^53 sales', revenue, WHO);
}

const isReading = (given: unknown): given is MoneyReading =>
  typeof given === 'object' && given !== null && (given as MoneyReading).unit === 'money';

/** An average as a fraction: of a reading its sum ÷ count, since 40 digits of a third are no third. */
function exactly(given: MoneyReading | Amount | null, average: Amount): Fraction {
  const value = read(average, 'averageSaleValue');
  if (!isReading(given) || !(given.count > 0) || !given.sum.div(given.count).eq(average as Decimal))
    return value;
  const sum = fraction(given.sum);
  return { ...sum, denominator: sum.denominator * BigInt(given.count) };
}

/** A rate as an exact fraction, and its lower limit where it is a reading: null where that is not known. */
function rateOf(given: GivenRate, what: string): { value: Fraction | null; low?: Fraction | null } {
  if (given === null) return { value: null };
  if (typeof given === 'number') {
    if (!(given >= 0 && given <= 1)) throw requires(RangeError, `${what} from 0 to 1`, given, WHO);
    return { value: fraction(given) };
  }
  if (given?.unit !== 'ratio')
    throw requires(TypeError, `${what} to be a rate, or a number from 0 to 1`, given, WHO);
  const { value, numerator, denominator, interval } = given;
  if (value === null) return { value: null, low: null };
  if (!(value >= 0 && value <= 1)) throw requires(RangeError, `${what} from 0 to 1`, value, WHO);
  const above = fraction(numerator);
  const below = fraction(denominator);
  return {
    value: {
      numerator: above.numerator * below.denominator,
      denominator: above.denominator * below.numerator,
    },
    low: interval === null ? null : fraction(interval.low),
  };
}

function confidenceOf(confidence = 0.9): Fraction {
  if (typeof confidence === 'number' && confidence > 0 && confidence < 1) return fraction(confidence);
  throw requiresNumber('a confidence between 0 and 1', confidence, WHO);
}
