import type { Decimal } from 'decimal.js';
import { decimal, deviationOfMoney, type Money } from '../totals/money.js';
import type { MoneyReading } from './reading.js';

/**
 * The reading of an exact sum of money. A sum of nothing is 0, without currency.
 *
 * @example
 * import { money, moneySum } from 'sales-effectiveness';
 * const total = money.open();
 * total.add('19.99', 'EUR');
 * total.add('0.01', 'EUR');
 * moneySum(total.toJSON()).value.toFixed(2) // => '20.00'
 */
export function moneySum(total: Money): MoneyReading<Decimal> {
  const sum = decimal(total.sum);
  return {
    value: sum,
    unit: 'money',
    better: 'higher',
    currency: total.currency,
    sum,
    deviation: deviationOfMoney(total, total.count),
    count: total.count,
    interval: null,
    excluded: {},
  };
}
