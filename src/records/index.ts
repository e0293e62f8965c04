export { dealJsonSchema, dealSchema } from './deal.js';
export {
  type Formats,
  type Parsed,
  type ParsedTables,
  type ParseOptions,
  parseRecords,
  type Reject,
} from './parseRecords.js';
export type { Amount, Deal, Id, Optional, StageVisit } from './record.js';
