import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a sale, in their order: the one definition that both schemas are made of. */
export const sale = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    id: read.id,
    soldAt: read.instant('soldAt'),
    customerId: read.id.nullish(),
    amount: read.amount.nullish(),
    currency: read.text.nullish(),
    ownerId: read.id.nullish(),
    source: read.text.nullish(),
  });

/**
 * The zod schema of a sale as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `soldAt` as ISO 8601 text with an offset or `Z`; `id`, `customerId`, `ownerId` as text or whole numbers;
 * `amount` as decimal text or a number, negative for a refund. All but `id` and `soldAt` may be absent or
 * null. Out: a `Sale` with epoch milliseconds, ids and amounts as text. Fields that a sale does not have are
 * left out; `saleSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { saleSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "id": "S-7", "soldAt": "2026-05-29T04:21:51Z", "amount": "-19.90", "currency": "EUR" }';
 * saleSchema.parse(JSON.parse(text)) // => { id: 'S-7', soldAt: 1780028511000, amount: '-19.90', currency: 'EUR' }
 * ```
 */
export const saleSchema = /*@__PURE__*/ sale(wire);

/**
 * The JSON Schema (draft 2020-12) of a sale as {@link saleSchema} takes it, for contracts between services
 * and for checks in other languages.
 *
 * @example
 * ```ts
 * import { saleJsonSchema } from 'sales-effectiveness/records';
 *
 * saleJsonSchema.required // => ['id', 'soldAt']
 * ```
 */
export const saleJsonSchema = /*@__PURE__*/ z.toJSONSchema(saleSchema, { io: 'input' });
