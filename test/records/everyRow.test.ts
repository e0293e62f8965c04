import fc from 'fast-check';
import { type Parsed, parseRecords } from 'sales-effectiveness/records';
import { expect, test } from 'vitest';

const cell = (...texts: unknown[]) =>
  fc.oneof(fc.constantFrom(...texts, '', ' ', null, undefined), fc.anything({ maxDepth: 1 }), fc.string());

const id = cell('1', '2', 3);
const at = cell('10/20/2016', '1/2/17', '2/30/2017', '2016-10-21');
const amount = cell('1', 2, '1,5', -3);
const Gone = cell('yes', 'no', true);
const common = { dates: ['M/d/yyyy'], timeZone: 'UTC', deleted: { Gone: ['yes', 'true'] } };

/** A reader of each table, a row with every column, and rows as they must not be. */
const tables: Record<
  'leads' | 'deals' | 'sales',
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
    messy: { Id: id, Created: at, Won: at, Minutes: cell('12.5', 0, '-1', '1:30', '1e999'), Gone },
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
