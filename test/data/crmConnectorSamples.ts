import {
  averageDealValue,
  dealsOpened,
  dealsWon,
  groupBy,
  salesCycle,
  trend,
  winRate,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { average, compareFigures, share, summary } from './figures.js';
import type { Folder } from './folder.js';

const CYCLE = 'salesforce_cycle_calendar_days_including_deleted';

const NOT_COMPARED = {
  [CYCLE]:
    'in part only: its "all" takes in a closing before the creation, which salesCycle leaves out as negativeDuration',
};

/** Ten opportunities of Salesforce, all of them deleted, and 44 deals of HubSpot; gives the ids of truth.json that are compared. */
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
    ...hubspot(folder, comparison),
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
  comparison.notCompared = NOT_COMPARED;
  return compared;
}

/** Deals of which little more is known than that they were opened. */
function hubspot(folder: Folder, comparison: Comparison) {
  const exported = folder.csv('hubspot_deal_data.csv').map((row) => ({ ...row, stage: 'unknown' }));
  const read = (status: 'stage' | 'deal_pipeline_stage_id') =>
    parseRecords('deals', exported, {
      columns: {
        id: 'deal_id',
        createdAt: 'property_createdate',
        closedAt: 'property_closedate',
        amount: 'property_amount',
        status,
      },
      timeZone: 'UTC',
      status: { won: ['unknown'] },
      deleted: { is_deleted: ['true'] },
    });
  // Taken for won, so that a closing date, or with one an amount, is what is missing.
  const { rows: deals, rejects } = read('stage');
  comparison.same('deals that could not be read', rejects.length, 0);
  const withoutStage = read('deal_pipeline_stage_id').rejects.filter(({ field }) => field === 'status');
  const months = trend(deals, dealsOpened, { every: 'month', timeZone: 'UTC' });
  return {
    hubspot_counts: {
      deals: dealsOpened(deals).value,
      with_amount: averageDealValue(deals.map((deal) => ({ ...deal, closedAt: deal.createdAt }))).count,
      with_stage: exported.length - withoutStage.length,
      with_close_date: dealsWon(deals).value,
    },
    // The truth has no months without deals.
    hubspot_deals_created_by_month: Object.fromEntries(
      months
        .filter(({ reading }) => reading.value > 0)
        .map(({ period, reading }) => [period.name, reading.value]),
    ),
  };
}
