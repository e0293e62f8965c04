import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a lead, in their order: the one definition that both schemas are made of. */
export const lead = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    id: read.id,
    createdAt: read.instant('createdAt'),
    firstContactedAt: read.instant('firstContactedAt').nullish(),
    personalizationMinutes: read.quantity.nullish(),
    qualifiedAt: read.instant('qualifiedAt').nullish(),
    disqualifiedAt: read.instant('disqualifiedAt').nullish(),
    wonAt: read.instant('wonAt').nullish(),
    customerId: read.id.nullish(),
    source: read.text.nullish(),
    ownerId: read.id.nullish(),
  });

/**
 * The zod schema of a lead as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: instants as ISO 8601 text with an offset or `Z`; `id`, `customerId`, `ownerId` as text or whole
 * numbers; `personalizationMinutes` as a number of at least 0, or its decimal text. All but `id` and
 * `createdAt` may be absent or null. Out: a `Lead` with epoch milliseconds, ids as text, minutes as a number.
 * Fields that a lead does not have are left out; `leadSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { leadSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "id": 4711, "createdAt": "2026-05-29T04:21:51Z", "personalizationMinutes": "12.5" }';
 * leadSchema.parse(JSON.parse(text)) // => { id: '4711', createdAt: 1780028511000, personalizationMinutes: 12.5 }
 * ```
 */
export const leadSchema = /*@__PURE__*/ lead(wire);

/**
 * The JSON Schema (draft 2020-12) of a lead as {@link leadSchema} takes it, for contracts between services
 * and for checks in other languages.
 *
 * @example
 * ```ts
 * import { leadJsonSchema } from 'sales-effectiveness/records';
 *
 * leadJsonSchema.required // => ['id', 'createdAt']
 * ```
 */
export const leadJsonSchema = /*@__PURE__*/ z.toJSONSchema(leadSchema, { io: 'input' });
