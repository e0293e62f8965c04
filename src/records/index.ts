export { costJsonSchema, costSchema } from './cost.js';
export { dealJsonSchema, dealSchema } from './deal.js';
export { leadJsonSchema, leadSchema } from './lead.js';
export {
  type Formats,
  type Parsed,
  type ParsedTables,
  type ParseOptions,
  parseRecords,
  type Reject,
} from './parseRecords.js';
export type {
  Activity,
  Amount,
  Cost,
  Deal,
  Id,
  Lead,
  Optional,
  Sale,
  StageChange,
  StageVisit,
} from './record.js';
export { saleJsonSchema, saleSchema } from './sale.js';
export { stageChangeJsonSchema, stageChangeSchema } from './stageChange.js';
