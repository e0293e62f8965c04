// Compares the package with public data sets whose figures others computed: `npm run check:data -- FOLDER`.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { adCampaigns } from './adCampaigns.js';
import { cdnow } from './cdnow.js';
import { Comparison } from './comparison.js';
import { crmConnectorSamples } from './crmConnectorSamples.js';
import { crmSalesOpportunities } from './crmSalesOpportunities.js';
import { Folder } from './folder.js';
import { helpdeskEventLog } from './helpdeskEventLog.js';
import { northwind } from './northwind.js';
import { ravenstackSaas } from './ravenstackSaas.js';
import { referenceStatistics } from './referenceStatistics.js';
import { xEducationLeads } from './xEducationLeads.js';

const sets = {
  'crm-sales-opportunities': crmSalesOpportunities,
  'x-education-leads': xEducationLeads,
  cdnow,
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

let compared = 0;
let differing = 0;
for (const [name, check] of Object.entries(sets)) {
  const comparison = new Comparison();
  const folder = new Folder(join(root, name));
  const ids = check(folder, comparison);
  const waiting = [...folder.values().keys()].filter((id) => !ids.has(id));
  compared += comparison.compared;
  differing += comparison.differences.length;
  console.log(`${name}: ${comparison.compared} figures of ${[...ids].join(', ')}`);
  if (waiting.length > 0) console.log(`  not compared yet: ${waiting.join(', ')}`);
  for (const note of comparison.notes) console.log(`  ${note}`);
  for (const difference of comparison.differences) console.error(`  differs: ${difference}`);
}
console.log(
  differing === 0
    ? `${compared} figures compared: all agree`
    : `${compared} figures compared: ${differing} differ`,
);
if (differing > 0) process.exitCode = 1;
