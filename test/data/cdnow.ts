import {
  averageSaleValue,
  distinct,
  firstPurchaseValue,
  next,
  type RateReading,
  repeatPurchaseRate,
  retentionCohorts,
  retentionRate,
  type Sale,
  type TrendPoint,
  trend,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { average, compareFigures, share } from './figures.js';
import type { Folder } from './folder.js';

const MONTHS = { every: 'month', timeZone: 'UTC' } as const;

/** 69,659 purchases of 23,544 customers; gives the ids of truth.json that are compared. */
export function cdnow(folder: Folder, comparison: Comparison): Set<string> {
  // Ids in the order of the file, which says what came first on a day.
  const listed = folder
    .spaced('CDNOW_master.txt.gz', ['customer', 'date', 'units', 'amount'])
    .map((row, i) => ({ ...row, id: i + 1 }));
  const { rows: sales, rejects } = parseRecords('sales', listed, {
    columns: { id: 'id', soldAt: 'date', customerId: 'customer', amount: 'amount' },
    dates: ['yyyyMMdd'],
    timeZone: 'UTC',
    keep: ['units'],
  });
  comparison.same('purchases that could not be read', rejects.length, 0);

  const customers = distinct.open();
  const different = distinct.open();
  for (const { customerId, soldAt, units, amount } of sales) {
    customers.add(customerId!);
    different.add([customerId, soldAt, units, amount].join());
  }
  // A contract for the month of each purchase: who buys in the next month, too, is still there at its start.
  const contracts = sales.map(({ id, customerId, soldAt }) => {
    const on = new Date(soldAt);
    const month = (after: number) => Date.UTC(on.getUTCFullYear(), on.getUTCMonth() + after);
    return { id, customerId: customerId!, startsAt: month(0), endsAt: month(1) };
  });
  const pairs = trend(contracts, retentionRate, {
    ...MONTHS,
    during: { start: Date.UTC(2021, 0), end: Date.UTC(2022, 5) },
  });
  compareCohorts(comparison, sales, pairs);

  const days = trend(sales, averageSaleValue, { every: 'day', timeZone: 'UTC' });
  const dayAt = (i: number) => days.at(i)?.period.name?.replaceAll('-', '');
  const reading = averageSaleValue(sales);
  return compareFigures(folder, comparison, {
    rows: {
      rows: reading.count,
      customers: customers.toJSON().length,
      first: dayAt(0),
      last: dayAt(-1),
      zero_amount_rows: averageSaleValue(sales.filter(({ amount }) => Number(amount) === 0)).count,
      duplicate_rows: reading.count - different.toJSON().length,
    },
    average_sale_value: average(reading),
    first_purchase_row: average(firstPurchaseValue(sales)),
    repeat_customers: share(repeatPurchaseRate(sales, { timeZone: 'UTC' })),
    retention_month_to_month: Object.fromEntries(
      pairs.map(({ period, reading }) => [`${period.name} -> ${next(period).name}`, share(reading)]),
    ),
  });
}

/** Cohorts are counted on their own: of all of them together, in a month, as many bought as the pairs say. */
function compareCohorts(
  comparison: Comparison,
  sales: readonly Sale[],
  pairs: readonly TrendPoint<RateReading<number>>[],
): void {
  const cohorts = retentionCohorts(sales, { timeZone: 'UTC' });
  for (const [i, { period, reading }] of pairs.entries())
    comparison.same(
      `retention_month_to_month, cohorts active in ${period.name}`,
      cohorts.slice(0, i + 1).reduce((sum, { active }, cohort) => sum + active[i - cohort]!, 0),
      reading.denominator,
    );
  for (const [i, { period, reading }] of trend(sales, repeatPurchaseRate, MONTHS).entries())
    comparison.same(`repeat_customers, cohort of ${period.name}`, cohorts[i]?.customers, reading.denominator);
}
