import { normalQuantile } from '../statistics/normalQuantile.js';
import { poissonLimits } from '../statistics/poissonLimits.js';
import type { Fact } from '../totals/facts.js';
import { decimal, type Money } from '../totals/money.js';
import type { MoneyReading } from './reading.js';
import { tableOf } from './tableOf.js';

/** The tables that can say who is a customer. */
export type CustomerTable = 'deals' | 'sales' | 'leads';

/** What a new customer costs: `sum` is the spend, `count` the new customers. */
export interface AcquisitionReading extends MoneyReading {
  /** The table that said who is a customer; null where it says of nobody. */
  readonly customersFrom: CustomerTable | null;
}

type Firsts = Readonly<Record<CustomerTable, readonly Fact<string | null>[]>>;

/** The reading of spend ÷ new customers; `paidSources` limits the customers to those that came from them. */
export function acquisition(
  spend: Money,
  firsts: Firsts,
  options: {
    level: number;
    customersFrom: CustomerTable | undefined;
    paidSources: readonly string[] | undefined;
  },
): AcquisitionReading {
  const { level, paidSources } = options;
  const table = tableOf(firsts, options.customersFrom, 'customerAcquisitionCost');
  const inside = table === null ? [] : firsts[table].filter(({ outside }) => !outside);
  const paid = ({ facts }: Fact<string | null>) =>
    paidSources === undefined || paidSources.includes(facts[0]!.value as string);
  const n = inside.filter(paid).length;
  const others = inside.length - n;
  const sum = decimal(spend.sum);
  const defined = spend.count > 0 && n > 0;
  const customers = poissonLimits(n, normalQuantile((1 + level) / 2));
  const [a, b] = [sum.toNumber() / customers.high, sum.toNumber() / customers.low];
  // Credits above costs make a negative spend, which more customers bring nearer to 0.
  const limits = { low: Math.min(a, b), high: Math.max(a, b) };
  return {
    value: defined ? sum.div(n) : null,
    unit: 'money',
    better: 'lower',
    currency: spend.currency,
    sum,
    deviation: null,
    count: n,
    interval: defined ? { ...limits, level } : null,
    excluded: others === 0 ? {} : { otherSource: others },
    customersFrom: options.customersFrom ?? (inside.length > 0 ? table : null),
  };
}
