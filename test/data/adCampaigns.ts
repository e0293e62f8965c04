import {
  type AcquisitionReading,
  conversionRate,
  customerAcquisitionCost,
  groupBy,
  trend,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { compareFigures, share } from './figures.js';
import type { Folder } from './folder.js';

/** 1,143 ads: what they cost, their enquiries and sales; gives the ids of truth.json that are compared. */
export function adCampaigns(folder: Folder, comparison: Comparison): Set<string> {
  // What they were for is in no column.
  const exported = folder.csv('KAG_conversion_data.csv').map((row) => ({ ...row, category: 'marketing' }));
  const { rows: costs, rejects } = parseRecords('costs', exported, {
    columns: { incurredAt: 'Date', amount: 'Spent', category: 'category', source: 'xyz_campaign_id' },
    dates: ['dd-MM-yyyy'],
    timeZone: 'UTC',
    category: { marketing: ['marketing'] },
    keep: ['ad_id', 'Total_Conversion', 'Approved_Conversion'],
  });
  comparison.same('ads that could not be read', rejects.length, 0);

  // A lead for each enquiry, of which the first so many are won.
  const leads = costs.flatMap(({ incurredAt, source, ad_id, Total_Conversion, Approved_Conversion }) =>
    Array.from({ length: Number(Total_Conversion) }, (_, i) => ({
      id: `${ad_id}-${i}`,
      createdAt: incurredAt,
      wonAt: i < Number(Approved_Conversion) ? incurredAt : null,
      source,
    })),
  );
  const tables = { costs, leads };
  const months = trend(tables, customerAcquisitionCost, { every: 'month', timeZone: 'UTC' });
  return compareFigures(folder, comparison, {
    cac_overall: cost(customerAcquisitionCost(tables)),
    cac_by_campaign: Object.fromEntries(
      [...groupBy(tables, 'source', customerAcquisitionCost)].map(([campaign, each]) => [
        campaign,
        cost(each),
      ]),
    ),
    cac_by_month: Object.fromEntries(months.map(({ period, reading }) => [period.name, cost(reading)])),
    conversion_enquiry_to_sale: share(conversionRate(leads)),
  });
}

const cost = ({ sum, count, value }: AcquisitionReading) => {
  return { spend: sum.toFixed(), customers: count, cac: value?.toNumber() ?? null };
};
