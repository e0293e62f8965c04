// Compares the package with public data sets whose figures others computed: `npm run check:data -- FOLDER`.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Comparison } from './comparison.js';
import { crmSalesOpportunities } from './crmSalesOpportunities.js';
import { Folder } from './folder.js';
import { referenceStatistics } from './referenceStatistics.js';

const sets = {
  'crm-sales-opportunities': crmSalesOpportunities,
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
  const ids = check(new Folder(join(root, name)), comparison);
  compared += comparison.compared;
  differing += comparison.differences.length;
  console.log(`${name}: ${comparison.compared} figures of ${[...ids].join(', ')}`);
  for (const difference of comparison.differences) console.error(`  differs: ${difference}`);
}
console.log(
  differing === 0
    ? `${compared} figures compared: all agree`
    : `${compared} figures compared: ${differing} differ`,
);
if (differing > 0) process.exitCode = 1;
