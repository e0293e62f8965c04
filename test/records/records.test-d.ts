import { type Deal, type dealSchema, parseRecords } from 'sales-effectiveness/records';
import { describe, expectTypeOf, test } from 'vitest';
import type * as z from 'zod';

const columns = { id: 'Id', createdAt: 'Opened', status: 'Stage' };
const options = { columns, timeZone: 'UTC', status: { won: ['Won'] } };

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
