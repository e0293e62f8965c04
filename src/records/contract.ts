import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a contract, in their order: the one definition that both schemas are made of. */
export const contract = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    id: read.id,
    customerId: read.id,
    startsAt: read.instant('startsAt'),
    endsAt: read.instant('endsAt').nullish(),
    renewedAt: read.instant('renewedAt').nullish(),
    cancelledAt: read.instant('cancelledAt').nullish(),
    amount: read.amount.nullish(),
    currency: read.text.nullish(),
    ownerId: read.id.nullish(),
  });

/**
 * The zod schema of a contract as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: instants as ISO 8601 text with an offset or `Z`; `id`, `customerId`, `ownerId` as text or whole numbers;
 * `amount`, what it pays a month, as decimal text or a number. All but `id`, `customerId` and `startsAt` may be
 * absent or null. Out: a `Contract` with epoch milliseconds, ids and amounts as text. Fields that a contract does not
 * have are left out; `contractSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { contractSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "id": "C-7", "customerId": 5, "startsAt": "2026-05-29T00:00:00Z", "amount": 99.5 }';
 * contractSchema.parse(JSON.parse(text)) // => { id: 'C-7', customerId: '5', startsAt: 1780012800000, amount: '99.5' }
 * ```
 */
export const contractSchema = /*@__PURE__*/ contract(wire);

/**
 * The JSON Schema (draft 2020-12) of a contract as {@link contractSchema} takes it, for contracts between services
 * and for checks in other languages.
 *
 * @example
 * ```ts
 * import { contractJsonSchema } from 'sales-effectiveness/records';
 *
 * contractJsonSchema.required // => ['id', 'customerId', 'startsAt']
 * ```
 */
export const contractJsonSchema = /*@__PURE__*/ z.toJSONSchema(contractSchema, { io: 'input' });
