import { Decimal } from 'decimal.js';
import { averageSaleValue, groupBy, perKey, type Sale, salesCycle } from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { average, compareFigures, firstPurchases, ramps, summary } from './figures.js';
import type { Folder } from './folder.js';

/** 830 orders in 2,155 lines; gives the ids of truth.json that are compared. */
export function northwind(folder: Folder, comparison: Comparison): Set<string> {
  // Leads, for they have two dates and no status.
  const { rows: lines, rejects } = parseRecords('leads', folder.csv('order_lines.csv'), {
    columns: {
      id: 'OrderID',
      createdAt: 'OrderDate',
      wonAt: 'ShippedDate',
      customerId: 'CustomerID',
      ownerId: 'EmployeeID',
    },
    timeZone: 'UTC',
    keep: ['UnitPrice', 'Quantity', 'Discount'],
  });
  comparison.same('lines that could not be read', rejects.length, 0);

  const values = perKey.open();
  for (const { id, UnitPrice, Quantity, Discount } of lines)
    values.add(id, new Decimal(1).minus(Discount!).times(UnitPrice!).times(Quantity!));
  const amounts = new Map(values.toJSON().map(({ key, sum }) => [key, sum]));

  const first = [...new Map(lines.map((line) => [line.id, line])).values()];
  const orders = first.map(({ id, createdAt, wonAt }) => {
    return { id, createdAt, closedAt: wonAt, status: 'won' as const };
  });
  const sales: Sale[] = first.map(({ id, createdAt, customerId, ownerId }) => {
    return { id, soldAt: createdAt, customerId, ownerId, amount: amounts.get(id) };
  });
  const employees = parseRecords('reps', folder.csv('employees.csv'), {
    columns: { id: 'EmployeeID', hiredAt: 'HireDate' },
    timeZone: 'UTC',
  });
  comparison.same('employees that could not be read', employees.rejects.length, 0);
  // What they sell is sold on the day of the order.
  const ordered = first.map(({ id, createdAt, ownerId }) => {
    return { id, createdAt, closedAt: createdAt, status: 'won' as const, ownerId };
  });
  const { byRep, summary: ramp } = ramps({ reps: employees.rows, deals: ordered });
  const cycles = salesCycle.with({ days: 'calendar', timeZone: 'UTC' });
  const reading = cycles(orders);
  return compareFigures(folder, comparison, {
    total_revenue: averageSaleValue(sales).sum.toFixed(),
    average_order_value: average(averageSaleValue(sales)),
    average_order_value_by_employee: Object.fromEntries(
      [...groupBy(sales, 'ownerId', averageSaleValue)].map(([employee, each]) => [employee, average(each)]),
    ),
    first_purchase_value: firstPurchases(sales),
    hire_to_first_order_days: { by_employee: byRep, summary: ramp },
    order_to_ship_days: {
      ...summary(reading, cycles.totals(orders).cycle),
      unshipped: reading.excluded.missingClosedAt,
    },
  });
}
