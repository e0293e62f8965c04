import { salesCycle } from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { compareFigures, summary } from './figures.js';
import type { Folder } from './folder.js';

/** 830 orders in 2,155 lines; gives the ids of truth.json that are compared. */
export function northwind(folder: Folder, comparison: Comparison): Set<string> {
  // Leads, for they have two dates and no status.
  const { rows: lines, rejects } = parseRecords('leads', folder.csv('order_lines.csv'), {
    columns: { id: 'OrderID', createdAt: 'OrderDate', wonAt: 'ShippedDate' },
    timeZone: 'UTC',
  });
  comparison.same('lines that could not be read', rejects.length, 0);

  const orders = [...new Map(lines.map((line) => [line.id, line])).values()].map(
    ({ id, createdAt, wonAt }) => {
      return { id, createdAt, closedAt: wonAt, status: 'won' as const };
    },
  );
  const cycles = salesCycle.with({ days: 'calendar', timeZone: 'UTC' });
  const reading = cycles(orders);
  return compareFigures(folder, comparison, {
    order_to_ship_days: {
      ...summary(reading, cycles.totals(orders).cycle),
      unshipped: reading.excluded.missingClosedAt,
    },
  });
}
