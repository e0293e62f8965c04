// Exact money. Amounts become whole minor units in a double, and doubles are folded into BigInt before they could
// lose a digit; nothing is ever rounded. Squares are kept for intervals: a unit count
// below 2^40 is split in two halves of 20 bits, so that the three products stay exact for thousands of rows.
import { Decimal } from 'decimal.js';
import { requires } from '../error.js';
import type { Amount, Optional } from '../records/record.js';
import {
  addTexts,
  amountText,
  MOST_DIGITS,
  parse,
  plainText,
  power,
  textOf,
  unitsOfNumber,
  unitsOfText,
} from './amount.js';
import type { Kind, Place } from './kind.js';

/** Amounts of one currency, added up exactly: plain decimal text. `currency` is null where none was given. */
export interface Money {
  readonly currency: string | null;
  readonly sum: string;
  readonly squares: string;
  readonly count: number;
}

/** The live total that marks add amounts to: `at(deal.closedAt).amount.add(deal.amount, deal.currency)`. */
export interface LiveMoney {
  /** Adds an amount; one of another currency than those before throws. */
  add(amount: Amount, currency?: Optional<string>): void;
  /** Throws what `add` would throw, and adds nothing. */
  check(amount: Amount, currency?: Optional<string>): void;
  /** What was added, as plain JSON. */
  toJSON(): Money;
}

/** Units below this are added as doubles: 4,096 of them, and of each product of their halves, stay below 2^53. */
const FITS = 2 ** 40;
const HALF = 2 ** 20;
const ROWS = 4096;
/** Decimals that are read as doubles; finer amounts are added exactly, one by one. */
const FINEST = 6;
/**
 * The kind of total for money: `totals: { amount: money }`.
 *
 * Sums are exact at any size. Two currencies in one total throw, since no sum of them means anything; no currency
 * is a currency of its own. Empty: a sum of 0 without currency.
 *
 * @example
 * import { money } from 'sales-effectiveness';
 * const total = money.open();
 * total.add('0.10', 'EUR');
 * total.add(0.2, 'EUR');
 * total.toJSON().sum // => '0.3'
 */
export const money: Kind<Money, LiveMoney> = {
  zero: { currency: null, sum: '0', squares: '0', count: 0 },
  open: (json, place) => new OpenMoney(json, place),
  merge(a, b) {
    if (a.count === 0) return b;
    if (b.count === 0) return a;
    if (a.currency !== b.currency) throw oneCurrency(a.currency, 'one of the totals', b.currency);
    return {
      currency: a.currency,
      sum: addTexts(a.sum, b.sum),
      squares: addTexts(a.squares, b.squares),
      count: a.count + b.count,
    };
  },
};

class OpenMoney implements LiveMoney {
  /** The currency of the last row as it stood there: equal means no further question. */
  private last: unknown = Number.NaN;
  private currency: string | null = null;
  private first: Place | undefined;
  private scale = 0;
  private sum = 0;
  private high = 0;
  private cross = 0;
  private low = 0;
  private pending = 0;
  private folded = 0;
  /** The exact sums' own scale: one amount with noise far behind the point must not slow all others. */
  private exactScale = 0;
  private exactSum = 0n;
  private exactSquares = 0n;

  constructor(
    json?: Money,
    private readonly place?: () => Place,
  ) {
    if (json === undefined) return;
    const { currency, count } = json ?? {};
    if (
      typeof json?.sum !== 'string' ||
      typeof json.squares !== 'string' ||
      !(currency === null || typeof currency === 'string')
    )
      throw requires(TypeError, 'money, { currency, sum, squares, count }', json);
    if (!(Number.isInteger(count) && count >= 0))
      throw requires(RangeError, 'money with a whole count', count);
    if (count === 0) return;
    const sum = parse(json.sum);
    const squares = parse(json.squares);
    this.refine(Math.max(sum.scale, Math.ceil(squares.scale / 2)));
    this.exactSum = sum.units * power(this.exactScale - sum.scale);
    this.exactSquares = squares.units * power(2 * this.exactScale - squares.scale);
    this.folded = json.count;
    this.last = this.currency = json.currency;
  }

  add(amount: Amount, currency?: Optional<string>): void {
    if (currency !== this.last) this.accept(currency);
    const units =
      typeof amount === 'string' ? unitsOfText(amount, this.scale) : unitsOfNumber(amount, this.scale);
    if (units < FITS && units > -FITS) {
      const size = units < 0 ? -units : units;
      const high = Math.floor(size / HALF);
      const low = size - high * HALF;
      this.sum += units;
      this.high += high * high;
      this.cross += high * low;
      this.low += low * low;
      if (++this.pending === ROWS) this.fold();
    } else this.addExactly(amount);
  }

  toJSON(): Money {
    this.fold();
    return {
      currency: this.currency,
      sum: textOf(this.exactSum, this.exactScale),
      squares: textOf(this.exactSquares, 2 * this.exactScale),
      count: this.folded,
    };
  }

  check(amount: Amount, currency?: Optional<string>): void {
    this.currencyOf(currency);
    plainText(amount);
  }

  private accept(given: unknown): void {
    const currency = this.currencyOf(given);
    if (this.pending + this.folded === 0) {
      this.currency = currency;
      this.first = this.place?.();
    }
    this.last = given;
  }

  private currencyOf(given: unknown): string | null {
    const currency = given === undefined || given === '' ? null : given;
    if (currency !== null && typeof currency !== 'string')
      throw requires(TypeError, 'a currency code or nothing', given);
    if (this.pending + this.folded > 0 && currency !== this.currency)
      throw oneCurrency(this.currency, placeText(this.first), currency);
    return currency;
  }

  /** An amount that is large, long, of a finer scale than those before, or no amount at all. */
  private addExactly(amount: Amount): void {
    const { units, scale } = parse(amountText(amount), MOST_DIGITS);
    this.refine(scale);
    const scaled = units * power(this.exactScale - scale);
    this.exactSum += scaled;
    this.exactSquares += scaled * scaled;
    this.folded++;
  }

  /** Makes room for so many decimals. */
  private refine(scale: number): void {
    if (scale <= this.exactScale) return;
    this.fold();
    this.exactSum *= power(scale - this.exactScale);
    this.exactSquares *= power(2 * (scale - this.exactScale));
    this.exactScale = scale;
    this.scale = Math.max(this.scale, Math.min(scale, FINEST));
  }

  private fold(): void {
    if (this.pending === 0) return;
    const shift = this.exactScale - this.scale;
    this.exactSum += BigInt(this.sum) * power(shift);
    this.exactSquares +=
      ((BigInt(this.high) << 40n) + (BigInt(this.cross) << 21n) + BigInt(this.low)) * power(2 * shift);
    this.folded += this.pending;
    this.sum = this.high = this.cross = this.low = this.pending = 0;
  }
}

const placeText = (place: Place | undefined): string =>
  place === undefined ? 'earlier rows' : `${place.table}[${place.index}]`;

function oneCurrency(currency: string | null, where: string, got: string | null): Error {
  return requires(
    RangeError,
    `${currency === null ? 'without currency' : `in ${currency}`} as ${where} is ` +
      '(convertMoney(rows, { to, rates }) brings amounts to one currency)',
    got,
  );
}

let clone: typeof Decimal | undefined;

/** An exact Decimal of decimal text, on a private clone with 40 digits: nobody's settings reach it. */
export function decimal(text: string): Decimal {
  clone ??= Decimal.clone({
    defaults: true,
    precision: 40,
    rounding: Decimal.ROUND_HALF_EVEN,
    toExpPos: 9e15,
    toExpNeg: -9e15,
  });
  return new clone(text);
}

/**
 * Sample deviation of amounts from their exact sum and squares, √((Σx² − (Σx)² ÷ n) ÷ (n − 1)): nothing cancels,
 * since the difference is exact. Null under two amounts.
 */
export function deviationOfMoney(total: Money, n: number): number | null {
  if (n < 2) return null;
  const sum = parse(total.sum);
  const squares = parse(total.squares);
  const scale = Math.max(2 * sum.scale, squares.scale);
  const spread =
    BigInt(n) * squares.units * power(scale - squares.scale) - sum.units ** 2n * power(scale - 2 * sum.scale);
  if (spread < 0n) return null;
  return decimal(textOf(spread, scale))
    .div(n)
    .div(n - 1)
    .sqrt()
    .toNumber();
}
