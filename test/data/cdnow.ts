import { averageSaleValue, distinct, firstPurchaseValue, trend } from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { average, compareFigures } from './figures.js';
import type { Folder } from './folder.js';

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
  });
}
