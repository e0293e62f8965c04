// Amounts as whole minor units: read char code by char code where that is enough, by BigInt where it is not.
import type { Decimal } from 'decimal.js';
import { requires } from '../error.js';
import type { Amount, Optional } from '../records/record.js';

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
/** The most digits that an amount may have written out: more than money has; without a limit one exponent takes all memory. */
export const MOST_DIGITS = 1000;

/** Whole units of 10^-scale in plain decimal text of up to 15 digits; NaN for what needs a closer look. */
export function unitsOfText(text: string, scale: number): number {
  const length = text.length;
  const sign = text.charCodeAt(0);
  const start = sign === 45 || sign === 43 ? 1 : 0;
  let units = 0;
  let point = -1;
  for (let at = start; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) units = units * 10 + digit;
    else if (digit === -2 && point === -1) point = at;
    else return Number.NaN;
  }
  const decimals = point === -1 ? 0 : length - 1 - point;
  const digits = length - start - (point === -1 ? 0 : 1);
  if (digits === 0 || digits > 15 || decimals > scale || scale >= POWERS.length) return Number.NaN;
  units *= POWERS[scale - decimals]!;
  return sign === 45 ? -units : units;
}

/**
 * Whole units of 10^-scale of a number, if its shortest decimal text has no more decimals than that. If k ÷ 10^s
 * with k < 10^15 rounds to this double, no shorter text does: two decimals of 15 digits never share a double.
 */
export function unitsOfNumber(amount: Amount, scale: number): number {
  if (typeof amount !== 'number' || scale >= POWERS.length) return Number.NaN;
  const units = Math.round(amount * POWERS[scale]!);
  return units / POWERS[scale]! === amount ? units : Number.NaN;
}

/** The plain decimal text of an amount; what is none throws. */
export function amountText(amount: unknown): string {
  if (typeof amount === 'string') return amount;
  if (typeof amount === 'number') {
    if (Number.isFinite(amount)) return String(amount);
    throw requires(RangeError, 'a finite amount', amount);
  }
  if (typeof amount === 'object' && amount !== null && 'toFixed' in amount) {
    const text = (amount as Decimal).toFixed();
    if (/\d$/.test(text)) return text;
    throw Object.defineProperty(requires(RangeError, 'a finite amount', text), 'got', { value: amount });
  }
  throw requires(TypeError, 'an amount (decimal text, a number or a Decimal)', amount);
}

/** Decimal text as whole units of 10^-scale, exactly. */
export function parse(text: string, most = Number.POSITIVE_INFINITY): { units: bigint; scale: number } {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (parts === null || parts[2]! + parts[3]! === '')
    throw requires(RangeError, 'an amount in plain decimal text', text);
  const exponent = Number(parts[4] ?? 0);
  const scale = parts[3]!.length - exponent;
  if (parts[2]!.length + parts[3]!.length + Math.abs(exponent) > most)
    throw requires(RangeError, `an amount of at most ${most} digits`, text);
  const digits = BigInt(parts[2]! + parts[3]!) * power(Math.max(0, -scale));
  return { units: parts[1] === '-' ? -digits : digits, scale: Math.max(0, scale) };
}

/** Plain decimal text without trailing zeros: one text for each number. */
export function textOf(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The exact sum of two decimal texts. */
export function addTexts(a: string, b: string): string {
  const x = parse(a);
  const y = parse(b);
  const scale = Math.max(x.scale, y.scale);
  return textOf(x.units * power(scale - x.scale) + y.units * power(scale - y.scale), scale);
}

export const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** The decimal text of an amount that is certainly one. */
export function plainText(amount: Amount): string {
  const text = amountText(amount);
  if (!/^[+-]?\d{1,99}(\.\d{1,99})?$/.test(text)) parse(text, MOST_DIGITS);
  return text;
}

/** Whether an amount is below zero: a refund. However small: a sign and a digit that is not 0. */
export function isNegative(amount: Amount): boolean {
  if (typeof amount === 'number') return amount < 0;
  const text = typeof amount === 'string' ? amount : amountText(amount);
  return text.charCodeAt(0) === 45 && /^-[0.]*[1-9]/.test(text);
}

/** Whether an amount, where there is one, is below zero: a refund is no purchase. What is no amount throws. */
export function isRefund(amount: Optional<Amount>): boolean {
  if (amount === null || amount === undefined) return false;
  // Most amounts are short plain text, which needs no pattern to be looked at.
  const isPlain = typeof amount === 'string' && !Number.isNaN(unitsOfText(amount, 12));
  return isNegative(isPlain ? amount : plainText(amount));
}
