// Compares the package with public data sets whose figures others computed: `npm run check:data -- FOLDER`.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { adCampaigns } from './adCampaigns.js';
import { cdnow } from './cdnow.js';
import { Comparison } from './comparison.js';
import { crmConnectorSamples } from './crmConnectorSamples.js';
import { crmSalesOpportunities } from './crmSalesOpportunities.js';
import { Folder } from './folder.js';
import { helpdeskEventLog } from './helpdeskEventLog.js';
import { northwind } from './northwind.js';
import { npsChannels } from './npsChannels.js';
import { ravenstackSaas } from './ravenstackSaas.js';
import { referenceStatistics } from './referenceStatistics.js';
import { xEducationLeads } from './xEducationLeads.js';

const sets: Readonly<Record<string, (folder: Folder, comparison: Comparison) => Set<string>>> = {
  'crm-sales-opportunities': crmSalesOpportunities,
  'x-education-leads': xEducationLeads,
  cdnow,
  'nps-channels': npsChannels,
  'ravenstack-saas': ravenstackSaas,
  'helpdesk-event-log': helpdeskEventLog,
  northwind,
  'ad-campaigns': adCampaigns,
  'crm-connector-samples': crmConnectorSamples,
  'reference-statistics': referenceStatistics,
};

const [argument] = process.argv.slice(2);
const root = argument === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', argument);
if (root === undefined || !existsSync(root)) {
  console.error(`check:data requires a folder of data sets, got ${argument ?? 'nothing'}`);
  process.exit(1);
}

let comparedIds = 0;
let compared = 0;
let differing = 0;
const notCompared: string[] = [];
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'truth.json')));
for (const name of new Set([...Object.keys(sets), ...folders])) {
  const comparison = new Comparison();
  const folder = new Folder(join(root, name));
  const ids = sets[name]?.(folder, comparison) ?? new Set<string>();
  const differences = [
    ...comparison.differences,
    ...wrongIds(new Set(folder.values().keys()), ids, comparison.notCompared),
  ];
  compared += comparison.compared;
  comparedIds += ids.size;
  differing += differences.length;
  for (const [id, reason] of Object.entries(comparison.notCompared)) notCompared.push(`${id} (${reason})`);
  console.log(`${name}: ${comparison.compared} figures of ${[...ids].join(', ')}`);
  for (const note of comparison.notes) console.log(`  ${note}`);
  for (const difference of differences) console.error(`  differs: ${difference}`);
}
console.log(
  `${comparedIds} ids compared, ${notCompared.length} not compared${notCompared.length > 0 ? ': ' : ''}${notCompared.join(', ')}`,
);
console.log(
  differing === 0
    ? `${compared} figures compared: all agree`
    : `${compared} figures compared: ${differing} differ`,
);
if (differing > 0) process.exitCode = 1;

/** What is wrong with ids: each of the truth is either compared, or listed with the reason why it is not. */
function wrongIds(
  truth: ReadonlySet<string>,
  ids: ReadonlySet<string>,
  listed: Readonly<Record<string, string>>,
): string[] {
  return [...new Set([...truth, ...ids, ...Object.keys(listed)])].flatMap((id) => {
    if (!truth.has(id)) return [`${id}: not in truth.json`];
    if (ids.has(id) !== Object.hasOwn(listed, id)) return [];
    return [`${id}: ${ids.has(id) ? 'both compared and' : 'neither compared nor'} listed as not compared`];
  });
}
