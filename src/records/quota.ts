import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a quota, in their order: the one definition that both schemas are made of. */
export const quota = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    repId: read.id,
    amount: read.amount,
    currency: read.text.nullish(),
    startsAt: read.instant('startsAt').nullish(),
    endsAt: read.instant('endsAt').nullish(),
  });

/**
 * The zod schema of a quota as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `repId` as text or a whole number; `amount` as decimal text or a number; instants as ISO 8601 text with an
 * offset or `Z`. All but `repId` and `amount` may be absent or null. Out: a `Quota` with epoch milliseconds, the id
 * and the amount as text. Fields that a quota does not have are left out; `quotaSchema.loose()` keeps them. Errors
 * are zod's.
 *
 * @example
 * ```ts
 * import { quotaSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "repId": 7, "amount": 50000, "currency": "EUR", "startsAt": "2026-05-29T00:00:00Z" }';
 * quotaSchema.parse(JSON.parse(text)) // => { repId: '7', amount: '50000', currency: 'EUR', startsAt: 1780012800000 }
 * ```
 */
export const quotaSchema = /*@__PURE__*/ quota(wire);

/**
 * The JSON Schema (draft 2020-12) of a quota as {@link quotaSchema} takes it, for contracts between services and for
 * checks in other languages.
 *
 * @example
 * ```ts
 * import { quotaJsonSchema } from 'sales-effectiveness/records';
 *
 * quotaJsonSchema.required // => ['repId', 'amount']
 * ```
 */
export const quotaJsonSchema = /*@__PURE__*/ z.toJSONSchema(quotaSchema, { io: 'input' });
