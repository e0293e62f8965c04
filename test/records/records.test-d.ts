import {
  type Assessment,
  type assessmentSchema,
  type Complaint,
  type Contract,
  type Cost,
  type complaintSchema,
  type contractSchema,
  type costSchema,
  type Deal,
  type dealSchema,
  type Lead,
  type leadSchema,
  type ParsedTables,
  type ParseOptions,
  parseRecords,
  type Quota,
  type quotaSchema,
  type Rating,
  type Rep,
  type ratingSchema,
  type repSchema,
  type Sale,
  type StageChange,
  type SurveyAnswer,
  type saleSchema,
  type surveyAnswerSchema,
  type Training,
  type trainingSchema,
} from 'sales-effectiveness/records';
import { describe, expectTypeOf, test } from 'vitest';
import type * as z from 'zod';

const columns = { id: 'Id', createdAt: 'Opened', status: 'Stage' };
const timeZone = 'UTC';
const options = { columns, timeZone, status: { won: ['Won'] } };

describe('types of ./records', () => {
  test('what dealSchema makes is a Deal', () => {
    expectTypeOf<z.output<typeof dealSchema>>().toExtend<Deal>();
    expectTypeOf<z.output<typeof dealSchema>['createdAt']>().toEqualTypeOf<number>();
    expectTypeOf<z.input<typeof dealSchema>['id']>().toEqualTypeOf<string | number>();
  });

  test('parsed rows are Deals whose fields are known more closely', () => {
    const { rows, excluded, rejects } = parseRecords('deals', [], options);
    expectTypeOf(rows).toExtend<Deal[]>();
    expectTypeOf(rows[0]!.createdAt).toEqualTypeOf<number>();
    expectTypeOf(rows[0]!.id).toEqualTypeOf<string>();
    expectTypeOf(rows[0]!.status).toEqualTypeOf<'open' | 'won' | 'lost'>();
    expectTypeOf(excluded).toExtend<Record<string, number>>();
    expectTypeOf(rejects[0]!.id).toEqualTypeOf<string | null>();
  });

  test('what leadSchema and saleSchema make is a Lead and a Sale', () => {
    expectTypeOf<z.output<typeof leadSchema>>().toExtend<Lead>();
    expectTypeOf<z.output<typeof saleSchema>>().toExtend<Sale>();
    expectTypeOf<z.input<typeof leadSchema>['personalizationMinutes']>().toEqualTypeOf<
      string | number | null | undefined
    >();
  });

  test('what the other schemas make is a record of their name', () => {
    expectTypeOf<z.output<typeof costSchema>>().toExtend<Cost>();
    expectTypeOf<z.output<typeof contractSchema>>().toExtend<Contract>();
    expectTypeOf<z.output<typeof surveyAnswerSchema>>().toExtend<SurveyAnswer>();
    expectTypeOf<z.output<typeof complaintSchema>>().toExtend<Complaint>();
    expectTypeOf<z.output<typeof ratingSchema>>().toExtend<Rating>();
    expectTypeOf<z.output<typeof repSchema>>().toExtend<Rep>();
    expectTypeOf<z.output<typeof trainingSchema>>().toExtend<Training>();
    expectTypeOf<z.output<typeof assessmentSchema>>().toExtend<Assessment>();
    expectTypeOf<z.output<typeof quotaSchema>>().toExtend<Quota>();
    expectTypeOf<z.input<typeof surveyAnswerSchema>['score']>().toEqualTypeOf<string | number>();
  });

  test('a parsed row is a record of its table, with every field that the record has', () => {
    interface Records {
      leads: Lead;
      deals: Omit<Deal, 'stages'>;
      sales: Sale;
      costs: Cost;
      contracts: Contract;
      answers: SurveyAnswer;
      complaints: Complaint;
      ratings: Rating;
      reps: Rep;
      trainings: Training;
      assessments: Assessment;
      quotas: Quota;
      stageChanges: StageChange;
    }
    expectTypeOf<ParsedTables>().toExtend<Records>();
    expectTypeOf<keyof ParsedTables>().toEqualTypeOf<keyof Records>();
    expectTypeOf<{ [T in keyof ParsedTables]: keyof ParsedTables[T] }>().toEqualTypeOf<{
      [T in keyof Records]: keyof Records[T];
    }>();
    const answers = parseRecords('answers', [], { columns: { score: 'S', answeredAt: 'A' }, timeZone });
    expectTypeOf(answers.rows).toExtend<SurveyAnswer[]>();
    expectTypeOf(answers.rows[0]!.score).toEqualTypeOf<number>();
    // @ts-expect-error an answer needs the column of its score
    parseRecords('answers', [], { columns: { answeredAt: 'A' }, timeZone });
    // @ts-expect-error a quota is of a rep
    parseRecords('quotas', [], { columns: { amount: 'Quota' }, timeZone });
    // @ts-expect-error a number has no texts that mean it
    parseRecords('answers', [], { columns: { score: 'S', answeredAt: 'A' }, timeZone, score: { 9: ['x'] } });
  });

  test('parsed leads are Leads, parsed sales are Sales', () => {
    const leads = parseRecords('leads', [], { columns: { id: 'Id', createdAt: 'Created' }, timeZone });
    expectTypeOf(leads.rows).toExtend<Lead[]>();
    expectTypeOf(leads.rows[0]!.personalizationMinutes).toEqualTypeOf<number | null | undefined>();
    const sales = parseRecords('sales', [], {
      columns: { id: 'Id', soldAt: 'Sold' },
      timeZone,
      keep: ['shop'],
    });
    expectTypeOf(sales.rows).toExtend<Sale[]>();
    expectTypeOf(sales.rows[0]!.soldAt).toEqualTypeOf<number>();
    expectTypeOf(sales.rows[0]!.shop).toEqualTypeOf<string | undefined>();
  });

  test('status is required for deals, and leads and sales have none', () => {
    expectTypeOf<ParseOptions<'deals'>['status']>().toEqualTypeOf<{
      readonly open?: readonly string[];
      readonly won?: readonly string[];
      readonly lost?: readonly string[];
    }>();
    expectTypeOf<ParseOptions<'leads'>>().not.toHaveProperty('status');
    expectTypeOf<ParseOptions<'sales'>>().not.toHaveProperty('status');
    // @ts-expect-error the texts of a deal's status are never guessed
    parseRecords('deals', [], { columns, timeZone });
    const status = { won: ['Won'] };
    // @ts-expect-error a lead has no status
    parseRecords('leads', [], { columns: { id: 'Id', createdAt: 'Created' }, timeZone, status });
    // @ts-expect-error a sale has no status
    parseRecords('sales', [], { columns: { id: 'Id', soldAt: 'Sold' }, timeZone, status });
    // @ts-expect-error a lead needs the column of its creation
    parseRecords('leads', [], { columns: { id: 'Id' }, timeZone });
    // @ts-expect-error a sale is not created
    parseRecords('sales', [], { columns: { id: 'Id', soldAt: 'Sold', createdAt: 'Sold' }, timeZone });
  });

  test('kept columns are text that may be absent', () => {
    const { rows } = parseRecords('deals', [], { ...options, keep: ['product', 'region'] });
    expectTypeOf(rows[0]!.product).toEqualTypeOf<string | undefined>();
    // @ts-expect-error a column that is not kept is not there
    rows[0]!.other;
  });

  test('rows of an interface compile, text does not', () => {
    interface Exported {
      Id: string;
      Opened: string | null;
    }
    parseRecords('deals', [] as readonly Exported[], options);
    // @ts-expect-error a text is not rows
    parseRecords('deals', 'Id,Opened', options);
  });

  test('typos in options do not compile', () => {
    // @ts-expect-error there is no such table
    parseRecords('deels', [], options);
    // @ts-expect-error a zone is never assumed
    parseRecords('deals', [], { columns, status: { won: ['Won'] } });
    // @ts-expect-error a required field needs a column
    parseRecords('deals', [], { ...options, columns: { id: 'Id', status: 'Stage' } });
    // @ts-expect-error a deal has no such field
    parseRecords('deals', [], { ...options, columns: { ...columns, creatdAt: 'Opened' } });
    // @ts-expect-error a deal has no such status
    parseRecords('deals', [], { ...options, status: { wun: ['Won'] } });
    // @ts-expect-error formats come in a list
    parseRecords('deals', [], { ...options, dates: 'M/d/yyyy' });
    // @ts-expect-error there is no such option
    parseRecords('deals', [], { ...options, zone: 'UTC' });
  });
});
