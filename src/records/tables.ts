import { cost, costSchema } from './cost.js';
import { deal, dealSchema } from './deal.js';
import { lead, leadSchema } from './lead.js';
import { sale, saleSchema } from './sale.js';
import { stageChange, stageChangeSchema } from './stageChange.js';

/** The tables that can be read: the fields of a row of text, and the schema with those that text cannot hold too. */
export const tables = {
  leads: { fields: lead, schema: leadSchema },
  deals: { fields: deal, schema: dealSchema },
  sales: { fields: sale, schema: saleSchema },
  costs: { fields: cost, schema: costSchema },
  stageChanges: { fields: stageChange, schema: stageChangeSchema },
};
