import { averageDealValue, groupBy, salesCycle, winRate } from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { average, compareFigures, share, summary } from './figures.js';
import type { Folder } from './folder.js';

const CYCLE = 'salesforce_cycle_calendar_days_including_deleted';

/** Ten opportunities as Salesforce exports them, all of them deleted; gives the ids of truth.json that are compared. */
export function crmConnectorSamples(folder: Folder, comparison: Comparison): Set<string> {
  const exported = folder.csv('salesforce_opportunity_data.csv');
  const columns = {
    id: 'id',
    createdAt: 'created_date',
    closedAt: 'close_date',
    status: 'is_won',
    amount: 'amount',
  } as const;
  const status = { won: ['true'], lost: ['false'] };
  const keep = ['is_closed'] as const;
  const live = parseRecords('deals', exported, {
    columns,
    timeZone: 'UTC',
    status,
    deleted: { is_deleted: ['true'] },
  });
  comparison.same('rows left out as deleted', live.excluded.deleted, exported.length);

  const { rows, rejects } = parseRecords('deals', exported, { columns, timeZone: 'UTC', status, keep });
  comparison.same('rows that could not be read', rejects.length, 0);
  const deals = rows.map((row) => (row.is_closed === 'true' ? row : { ...row, status: 'open' as const }));
  const compared = compareFigures(folder, comparison, {
    salesforce_live: share(winRate(live.rows)),
    salesforce_win_rate_including_deleted: share(winRate(deals)),
    salesforce_average_amount_including_deleted: average(averageDealValue(deals)),
  });

  const cycles = salesCycle.with({ days: 'calendar', timeZone: 'UTC' });
  const reading = cycles(deals);
  const { by_row, without_negative } = folder.values().get(CYCLE);
  const negative = Object.keys(by_row).filter((id) => by_row[id] < 0);
  const won = deals.filter((deal) => deal.status === 'won');
  comparison.all(
    `${CYCLE}.by_row`,
    Object.fromEntries([...groupBy(won, 'id', cycles)].map(([id, { value }]) => [id, value])),
    { ...by_row, ...Object.fromEntries(negative.map((id) => [id, null])) },
  );
  comparison.all(`${CYCLE}.without_negative`, summary(reading, cycles.totals(deals).cycle), without_negative);
  comparison.same(`${CYCLE}, left out`, reading.excluded.negativeDuration, negative.length);
  comparison.notes.push(
    `not compared: all of ${CYCLE}, which takes in a closing before the creation; salesCycle leaves it out as ` +
      'negativeDuration',
  );
  return compared.add(CYCLE);
}
