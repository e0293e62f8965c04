import type { Decimal } from 'decimal.js';
import { inContext } from '../error.js';
import { parse } from '../totals/amount.js';
import { decimal, type LiveMoney, money } from '../totals/money.js';
import type { KeyMoney } from '../totals/perKey.js';
import type { RateReading } from './reading.js';

/**
 * The reading of what customers pay at the end ÷ what the same customers paid at the start, of those who paid anything;
 * `capped` takes from each at most what it paid at the start.
 */
export function revenueRetention(
  start: readonly KeyMoney[],
  end: readonly KeyMoney[],
  { capped, who }: { capped: boolean; who: string },
): RateReading<Decimal> {
  let customer = '';
  const place = () => ({ table: 'contracts', index: `of customer ${customer}` });
  const [before, after] = [money.open(undefined, place), money.open(undefined, place)];
  const then = new Map(end.map((each) => [each.key, each]));
  const add = (total: LiveMoney, sum: string, currency: string | null) => {
    try {
      before.check(sum, currency);
      total.add(sum, currency);
    } catch (error) {
      throw inContext(error, who, `contracts[of customer ${customer}].currency`);
    }
  };
  let count = 0;
  for (const { key, sum, currency } of start) {
    if (!(parse(sum).units > 0n)) continue;
    customer = key;
    count++;
    add(before, sum, currency);
    const now = then.get(key);
    if (now === undefined) continue;
    const isMore = capped && decimal(now.sum).gt(sum);
    add(after, isMore ? sum : now.sum, now.currency);
  }
  const denominator = decimal(before.toJSON().sum);
  const numerator = decimal(after.toJSON().sum);
  return {
    value: count === 0 ? null : numerator.div(denominator).toNumber(),
    unit: 'ratio',
    better: 'higher',
    numerator,
    denominator,
    count,
    interval: null,
    excluded: {},
  };
}
