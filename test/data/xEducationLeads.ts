import { conversionRate, groupBy } from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { compareFigures, share } from './figures.js';
import type { Folder } from './folder.js';

/** 9,240 leads, of which 3,561 became customers; gives the ids of truth.json that are compared. */
export function xEducationLeads(folder: Folder, comparison: Comparison): Set<string> {
  // They have no dates: all came, and some were won, on a day made up.
  const day = '2020-01-01';
  const exported = folder.csv('leads.csv.gz').map((row) => {
    return { ...row, created: day, won: row.Converted === '1' ? day : '' };
  });
  const { rows: leads, rejects } = parseRecords('leads', exported, {
    columns: { id: 'Prospect ID', createdAt: 'created', wonAt: 'won', source: 'Lead Source' },
    timeZone: 'UTC',
    keep: ['Lead Origin'],
  });
  comparison.same('leads that could not be read', rejects.length, 0);

  const by = (key: 'Lead Origin' | 'source') =>
    Object.fromEntries(
      [...groupBy(leads, key, conversionRate)].map(([group, reading]) => [
        group ?? '(missing)',
        share(reading),
      ]),
    );
  return compareFigures(folder, comparison, {
    conversion_overall: share(conversionRate(leads)),
    conversion_by_origin: by('Lead Origin'),
    conversion_by_source_raw: by('source'),
  });
}
