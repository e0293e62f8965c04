import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a cost, in their order: the one definition that both schemas are made of. */
export const cost = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    incurredAt: read.instant('incurredAt'),
    amount: read.amount,
    currency: read.text.nullish(),
    category: read.oneOf('category', ['sales', 'marketing']),
    source: read.text.nullish(),
    ownerId: read.id.nullish(),
  });

/**
 * The zod schema of a cost as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `incurredAt` as ISO 8601 text with an offset or `Z`; `amount` as decimal text or a number; `category` 'sales' or
 * 'marketing'. `currency`, `source` and `ownerId` may be absent or null. Out: a `Cost` with epoch milliseconds, ids and
 * amounts as text. Fields that a cost does not have are left out; `costSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { costSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "incurredAt": "2026-05-29T00:00:00Z", "amount": 1200.5, "category": "marketing" }';
 * costSchema.parse(JSON.parse(text)) // => { incurredAt: 1780012800000, amount: '1200.5', category: 'marketing' }
 * ```
 */
export const costSchema = /*@__PURE__*/ cost(wire);

/**
 * The JSON Schema (draft 2020-12) of a cost as {@link costSchema} takes it, for contracts between services and for
 * checks in other languages.
 *
 * @example
 * ```ts
 * import { costJsonSchema } from 'sales-effectiveness/records';
 *
 * costJsonSchema.required // => ['incurredAt', 'amount', 'category']
 * ```
 */
export const costJsonSchema = /*@__PURE__*/ z.toJSONSchema(costSchema, { io: 'input' });
