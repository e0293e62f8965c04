import { assessment, assessmentSchema } from './assessment.js';
import { complaint, complaintSchema } from './complaint.js';
import { contract, contractSchema } from './contract.js';
import { cost, costSchema } from './cost.js';
import { deal, dealSchema } from './deal.js';
import { lead, leadSchema } from './lead.js';
import { quota, quotaSchema } from './quota.js';
import { rating, ratingSchema } from './rating.js';
import { rep, repSchema } from './rep.js';
import { sale, saleSchema } from './sale.js';
import { stageChange, stageChangeSchema } from './stageChange.js';
import { surveyAnswer, surveyAnswerSchema } from './surveyAnswer.js';
import { training, trainingSchema } from './training.js';

/** The tables that can be read: the fields of a row of text, and the schema with those that text cannot hold too. */
export const tables = {
  leads: { fields: lead, schema: leadSchema },
  deals: { fields: deal, schema: dealSchema },
  sales: { fields: sale, schema: saleSchema },
  costs: { fields: cost, schema: costSchema },
  contracts: { fields: contract, schema: contractSchema },
  answers: { fields: surveyAnswer, schema: surveyAnswerSchema },
  complaints: { fields: complaint, schema: complaintSchema },
  ratings: { fields: rating, schema: ratingSchema },
  reps: { fields: rep, schema: repSchema },
  trainings: { fields: training, schema: trainingSchema },
  assessments: { fields: assessment, schema: assessmentSchema },
  quotas: { fields: quota, schema: quotaSchema },
  stageChanges: { fields: stageChange, schema: stageChangeSchema },
};
