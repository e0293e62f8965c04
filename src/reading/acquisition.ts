import { requires } from '../error.js';
import { normalQuantile } from '../statistics/normalQuantile.js';
import type { Fact } from '../totals/facts.js';
import { decimal, type Money } from '../totals/money.js';
import type { MoneyReading } from './reading.js';

/** The tables that can say who is a customer. */
export type CustomerTable = 'deals' | 'sales' | 'leads';

/** What is known of how a customer came. */
export interface Came {
  readonly from: CustomerTable;
  readonly source: string | null;
}

/** What a new customer costs: `sum` is the spend, `count` the new customers. */
export interface AcquisitionReading extends MoneyReading {
  /** The table that said who is a customer; null where it says of nobody. */
  readonly customersFrom: CustomerTable | null;
}

/** The reading of spend ÷ new customers; `sources` limits the customers to those that came from them. */
export function acquisition(
  spend: Money,
  customers: readonly Fact<Came>[],
  { level, sources }: { level: number; sources: readonly string[] | undefined },
): AcquisitionReading {
  const tables = new Set(customers.flatMap(({ facts }) => facts.map(({ value }) => value.from)));
  if (tables.size > 1)
    throw requires(
      RangeError,
      'customersFrom where customers come from several tables',
      [...tables].join(' and '),
      'customerAcquisitionCost',
    );
  const n = customers.filter(
    ({ outside, facts }) =>
      !outside && (sources === undefined || sources.includes(facts[0]!.value.source as string)),
  ).length;
  const sum = decimal(spend.sum);
  const defined = spend.count > 0 && n > 0;
  const z = normalQuantile((1 + level) / 2);
  const half = z * Math.sqrt(n + (z * z) / 4);
  const limit = (customers: number) => sum.toNumber() / customers;
  return {
    value: defined ? sum.div(n) : null,
    unit: 'money',
    better: 'lower',
    currency: spend.currency,
    sum,
    deviation: null,
    count: n,
    interval: defined
      ? { low: limit(n + (z * z) / 2 + half), high: limit(n + (z * z) / 2 - half), level }
      : null,
    excluded: {},
    customersFrom: [...tables][0] ?? null,
  };
}
