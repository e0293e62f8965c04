import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a complaint, in their order: the one definition that both schemas are made of. */
export const complaint = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    openedAt: read.instant('openedAt'),
    customerId: read.id.nullish(),
    resolvedAt: read.instant('resolvedAt').nullish(),
  });

/**
 * The zod schema of a complaint as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: instants as ISO 8601 text with an offset or `Z`; `customerId` as text or a whole number. All but `openedAt` may
 * be absent or null. Out: a `Complaint` with epoch milliseconds, the id as text. Fields that a complaint does not
 * have are left out; `complaintSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { complaintSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "openedAt": "2026-05-29T00:00:00Z", "customerId": 5, "resolvedAt": null }';
 * complaintSchema.parse(JSON.parse(text)) // => { openedAt: 1780012800000, customerId: '5', resolvedAt: null }
 * ```
 */
export const complaintSchema = /*@__PURE__*/ complaint(wire);

/**
 * The JSON Schema (draft 2020-12) of a complaint as {@link complaintSchema} takes it, for contracts between services
 * and for checks in other languages.
 *
 * @example
 * ```ts
 * import { complaintJsonSchema } from 'sales-effectiveness/records';
 *
 * complaintJsonSchema.required // => ['openedAt']
 * ```
 */
export const complaintJsonSchema = /*@__PURE__*/ z.toJSONSchema(complaintSchema, { io: 'input' });
