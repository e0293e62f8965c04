import fc from 'fast-check';
import { type Parsed, type ParsedTables, parseRecords } from 'sales-effectiveness/records';
import { expect, test } from 'vitest';

const cell = (...texts: unknown[]) =>
  fc.oneof(fc.constantFrom(...texts, '', ' ', null, undefined), fc.anything({ maxDepth: 1 }), fc.string());

const id = cell('1', '2', 3);
const at = cell('10/20/2016', '1/2/17', '2/30/2017', '2016-10-21');
const amount = cell('1', 2, '1,5', -3);
const number = cell('12.5', 0, '-1', '1:30', '1e999');
const text = cell('Demo', 'EUR', 7);
const Gone = cell('yes', 'no', true);
const common = { dates: ['M/d/yyyy'], timeZone: 'UTC', deleted: { Gone: ['yes', 'true'] } };

/** A reader of each table, a row with every column, and rows as they must not be. */
const tables: Record<
  keyof ParsedTables,
  {
    readonly parse: (rows: Iterable<object>) => Parsed<object>;
    readonly head: object;
    readonly messy: Record<string, fc.Arbitrary<unknown>>;
  }
> = {
  leads: {
    parse: (rows) =>
      parseRecords('leads', rows, {
        ...common,
        columns: { id: 'Id', createdAt: 'Created', wonAt: 'Won', personalizationMinutes: 'Minutes' },
      }),
    head: { Id: 'a', Created: '10/20/2016', Won: '', Minutes: '12.5', Gone: 'no' },
    messy: { Id: id, Created: at, Won: at, Minutes: number, Gone },
  },
  deals: {
    parse: (rows) =>
      parseRecords('deals', rows, {
        ...common,
        columns: { id: 'Id', createdAt: 'Opened', closedAt: 'Closed', status: 'Stage', amount: 'Value' },
        status: { won: ['Won'], lost: ['Lost'] },
      }),
    head: { Id: 'a', Opened: '10/20/2016', Closed: '', Stage: 'Won', Value: '', Gone: 'no' },
    messy: { Id: id, Opened: at, Closed: at, Stage: cell('Won', 'Lost', 'won'), Value: amount, Gone },
  },
  sales: {
    parse: (rows) =>
      parseRecords('sales', rows, {
        ...common,
        columns: { id: 'Id', soldAt: 'Sold', amount: 'Total', customerId: 'Customer' },
      }),
    head: { Id: 'a', Sold: '10/20/2016', Total: '1', Customer: '7', Gone: 'no' },
    messy: { Id: id, Sold: at, Total: amount, Customer: id, Gone },
  },
  costs: {
    parse: (rows) =>
      parseRecords('costs', rows, {
        ...common,
        columns: { incurredAt: 'Day', amount: 'Spend', category: 'Kind', source: 'From' },
        category: { marketing: ['Ads'], sales: ['Travel'] },
      }),
    head: { Day: '10/20/2016', Spend: '1', Kind: 'Ads', From: '', Gone: 'no' },
    messy: { Day: at, Spend: amount, Kind: cell('Ads', 'Travel', 'ads'), From: text, Gone },
  },
  contracts: {
    parse: (rows) =>
      parseRecords('contracts', rows, {
        ...common,
        columns: {
          id: 'Id',
          customerId: 'Customer',
          startsAt: 'Start',
          endsAt: 'End',
          renewedAt: 'Renewed',
          cancelledAt: 'Cancelled',
          amount: 'Monthly',
        },
      }),
    head: {
      Id: 'a',
      Customer: '7',
      Start: '10/20/2016',
      End: '',
      Renewed: '',
      Cancelled: '',
      Monthly: '1',
      Gone: 'no',
    },
    messy: { Id: id, Customer: id, Start: at, End: at, Renewed: at, Cancelled: at, Monthly: amount, Gone },
  },
  answers: {
    parse: (rows) =>
      parseRecords('answers', rows, {
        ...common,
        columns: { score: 'Score', answeredAt: 'At', id: 'Id', customerId: 'Customer' },
      }),
    head: { Score: '9', At: '10/20/2016', Id: '', Customer: '', Gone: 'no' },
    messy: { Score: cell('9', '9.0', 10, '9.5', '11', '-1'), At: at, Id: id, Customer: id, Gone },
  },
  complaints: {
    parse: (rows) =>
      parseRecords('complaints', rows, {
        ...common,
        columns: { openedAt: 'Opened', customerId: 'Customer', resolvedAt: 'Resolved' },
      }),
    head: { Opened: '10/20/2016', Customer: '', Resolved: '', Gone: 'no' },
    messy: { Opened: at, Customer: id, Resolved: at, Gone },
  },
  ratings: {
    parse: (rows) =>
      parseRecords('ratings', rows, {
        ...common,
        columns: { stars: 'Stars', ratedAt: 'At', scale: 'Of' },
      }),
    head: { Stars: '0', At: '10/20/2016', Of: '', Gone: 'no' },
    messy: { Stars: number, At: at, Of: number, Gone },
  },
  reps: {
    parse: (rows) =>
      parseRecords('reps', rows, {
        ...common,
        columns: { id: 'Id', hiredAt: 'Hired', leftAt: 'Left' },
      }),
    head: { Id: 'a', Hired: '10/20/2016', Left: '', Gone: 'no' },
    messy: { Id: id, Hired: at, Left: at, Gone },
  },
  trainings: {
    parse: (rows) =>
      parseRecords('trainings', rows, {
        ...common,
        columns: { repId: 'Rep', at: 'At', minutes: 'Minutes', skill: 'Skill' },
      }),
    head: { Rep: 'a', At: '10/20/2016', Minutes: '90', Skill: '', Gone: 'no' },
    messy: { Rep: id, At: at, Minutes: number, Skill: text, Gone },
  },
  assessments: {
    parse: (rows) =>
      parseRecords('assessments', rows, {
        ...common,
        columns: { repId: 'Rep', skill: 'Skill', takenAt: 'At', score: 'Score', maxScore: 'Of' },
      }),
    head: { Rep: 'a', Skill: 'Demo', At: '10/20/2016', Score: '0', Of: '', Gone: 'no' },
    messy: { Rep: id, Skill: text, At: at, Score: number, Of: number, Gone },
  },
  quotas: {
    parse: (rows) =>
      parseRecords('quotas', rows, {
        ...common,
        columns: { repId: 'Rep', amount: 'Quota', currency: 'Currency', startsAt: 'Start', endsAt: 'End' },
      }),
    head: { Rep: 'a', Quota: '1', Currency: '', Start: '', End: '', Gone: 'no' },
    messy: { Rep: id, Quota: amount, Currency: text, Start: at, End: at, Gone },
  },
  stageChanges: {
    parse: (rows) =>
      parseRecords('stageChanges', rows, {
        ...common,
        columns: { dealId: 'Deal', stage: 'Stage', at: 'At' },
      }),
    head: { Deal: 'a', Stage: 'Demo', At: '10/20/2016', Gone: 'no' },
    messy: { Deal: id, Stage: text, At: at, Gone },
  },
};

test.each(Object.entries(tables))(
  'parseRecords loses no row of %s: rows, excluded and rejects make the input',
  (_, { parse, head, messy }) => {
    fc.assert(
      fc.property(fc.array(fc.record(messy, { requiredKeys: [] })), (rows) => {
        const frozen = [head, ...rows].map((each) => Object.freeze(each));
        const parsed = parse(frozen);
        const { deleted: left = 0 } = parsed.excluded;
        expect(parsed.rows.length + left + parsed.rejects.length).toBe(frozen.length);
        const places = new Set(parsed.rejects.map((each) => each.index));
        expect(places.size).toBe(parsed.rejects.length);
        // What is no reject, alone or among others, is read alike.
        const rest = frozen.filter((_, i) => !places.has(i));
        expect(parse(rest)).toEqual({ ...parsed, rejects: [] });
      }),
    );
  },
);
