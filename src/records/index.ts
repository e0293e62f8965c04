export { assessmentJsonSchema, assessmentSchema } from './assessment.js';
export { complaintJsonSchema, complaintSchema } from './complaint.js';
export { contractJsonSchema, contractSchema } from './contract.js';
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
export { quotaJsonSchema, quotaSchema } from './quota.js';
export { ratingJsonSchema, ratingSchema } from './rating.js';
export type {
  Activity,
  Amount,
  Assessment,
  Complaint,
  Contract,
  Cost,
  Deal,
  Id,
  Lead,
  Optional,
  Quota,
  Rating,
  Rep,
  Sale,
  StageChange,
  StageVisit,
  SurveyAnswer,
  Training,
} from './record.js';
export { repJsonSchema, repSchema } from './rep.js';
export { saleJsonSchema, saleSchema } from './sale.js';
export { stageChangeJsonSchema, stageChangeSchema } from './stageChange.js';
export { surveyAnswerJsonSchema, surveyAnswerSchema } from './surveyAnswer.js';
export { trainingJsonSchema, trainingSchema } from './training.js';
