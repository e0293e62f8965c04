import { requires } from '../error.js';
import { studentQuantile } from '../statistics/studentQuantile.js';
import { decimal, deviationOfMoney, type Money } from '../totals/money.js';
import type { MoneyReading } from './reading.js';

/**
 * The reading of a mean of money: exact sum ÷ `over` (the number of amounts unless given), 40 significant digits,
 * half-even, never rounded to cents. Null when there is nothing to divide by. Errors: a RangeError for `over` below 0.
 *
 * Interval at `level`: Student's t, with the deviation taken from the exact sum of squares.
 *
 * @example
 * import { money, moneyMean } from 'sales-effectiveness';
 * const total = money.open();
 * for (const amount of ['10.00', '20.00', '60.00']) total.add(amount, 'EUR');
 * moneyMean(total.toJSON(), { level: 0.95 }).value?.toFixed() // => '30'
 */
export function moneyMean(total: Money, options: { level: number; over?: number }): MoneyReading {
  const { level, over = total.count } = options;
  if (!(over >= 0)) throw requires(RangeError, 'a divisor of 0 or more', over, 'moneyMean');
  const sum = decimal(total.sum);
  const value = over === 0 ? null : sum.div(over);
  const deviation = deviationOfMoney(total, over);
  const mean = value === null ? Number.NaN : value.toNumber();
  const half =
    deviation === null ? null : (studentQuantile((1 + level) / 2, over - 1) * deviation) / Math.sqrt(over);
  return {
    value,
    unit: 'money',
    better: 'higher',
    currency: total.currency,
    sum,
    deviation,
    count: over,
    interval: half === null ? null : { low: mean - half, high: mean + half, level },
    excluded: {},
  };
}
