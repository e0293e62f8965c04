import type {
  Assessment,
  Contract,
  Cost,
  Deal,
  Lead,
  Rep,
  Sale,
  SurveyAnswer,
  Training,
} from 'sales-effectiveness';

/** What a report is made of: the deals, and the tables that a company may have besides. */
export interface SalesTables {
  readonly deals: readonly Deal[];
  readonly leads?: readonly Lead[];
  readonly costs?: readonly Cost[];
  /** Those of won deals where there are no others. */
  readonly sales?: readonly Sale[];
  readonly contracts?: readonly Contract[];
  readonly answers?: readonly SurveyAnswer[];
  readonly reps?: readonly Rep[];
  readonly trainings?: readonly Training[];
  readonly assessments?: readonly Assessment[];
}
