import { normalQuantile } from '../statistics/normalQuantile.js';
import { poissonLimits } from '../statistics/poissonLimits.js';
import type { RateReading } from './reading.js';
import { tableOf } from './tableOf.js';

/** The tables that can say who is an active customer. */
export type ActiveTable = 'contracts' | 'sales';

/** How many complaints come for each customer. */
export interface ComplaintReading extends RateReading<number> {
  /** The table that said who is a customer; null where it says of nobody. */
  readonly customersFrom: ActiveTable | null;
}

/** The reading of complaints ÷ customers, complaints as a Poisson count. */
export function complaintsPerCustomer(
  complaints: number,
  ids: Readonly<Record<ActiveTable, readonly string[]>>,
  options: { level: number; customersFrom: ActiveTable | undefined },
): ComplaintReading {
  const table = tableOf(ids, options.customersFrom, 'complaintRate');
  const customers = table === null ? 0 : ids[table].length;
  const { level } = options;
  const { low, high } = poissonLimits(complaints, normalQuantile((1 + level) / 2));
  return {
    value: customers === 0 ? null : complaints / customers,
    unit: 'ratio',
    better: 'lower',
    numerator: complaints,
    denominator: customers,
    count: customers,
    interval: customers === 0 ? null : { low: low / customers, high: high / customers, level },
    excluded: {},
    customersFrom: table,
  };
}
