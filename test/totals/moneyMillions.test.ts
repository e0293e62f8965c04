// Two million amounts of every shape against decimal.js with so many digits that nothing is rounded.
import { Decimal } from 'decimal.js';
import { money, moneyMean } from 'sales-effectiveness';
import { expect, test } from 'vitest';

const settings = { defaults: true, toExpPos: 9e15, toExpNeg: -9e15 } as const;
const Exact = Decimal.clone({ ...settings, precision: 400 });
const Rounded = Decimal.clone({ ...settings, precision: 40, rounding: Decimal.ROUND_HALF_EVEN });

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Text of few and many digits, with and without signs and exponents; numbers, small, large and whole. */
function amount(next: () => number): string | number {
  const whole = (below: number) => Math.floor(next() * below);
  const digits = (n: number) => Array.from({ length: n }, () => whole(10)).join('');
  const shape = next();
  const sign = next() < 0.3 ? '-' : next() < 0.05 ? '+' : '';
  if (shape < 0.5) return `${sign}${whole(1e6)}.${digits(2)}`;
  if (shape < 0.6) return `${sign}${digits(1 + whole(30))}.${digits(whole(20))}`;
  if (shape < 0.7) return `${sign}${digits(1 + whole(5))}e${next() < 0.5 ? '-' : ''}${whole(25)}`;
  if (shape < 0.8) return (next() - 0.5) * 10 ** (whole(30) - 10);
  if (shape < 0.9) return whole(2 ** 53);
  return `.${digits(1 + whole(10))}`;
}

test('sums, squares and means of two million amounts are exact', { timeout: 120_000 }, () => {
  const next = random(7);
  for (let batch = 0; batch < 1400; batch++) {
    const total = money.open();
    let sum = new Exact(0);
    let squares = new Exact(0);
    for (let i = 0; i < 1500; i++) {
      const each = amount(next);
      total.add(each, 'EUR');
      const exact = new Exact(String(each).replace(/^\+/, ''));
      sum = sum.plus(exact);
      squares = squares.plus(exact.times(exact));
    }
    const totals = total.toJSON();
    expect([totals.sum, totals.squares, totals.count]).toEqual([sum.toFixed(), squares.toFixed(), 1500]);
    const mean = new Rounded(sum.toFixed()).div(1500);
    expect(moneyMean(totals, { level: 0.95 }).value!.toFixed()).toBe(mean.toFixed());
  }
});
