import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a rep, in their order: the one definition that both schemas are made of. */
export const rep = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    id: read.id,
    hiredAt: read.instant('hiredAt'),
    leftAt: read.instant('leftAt').nullish(),
  });

/**
 * The zod schema of a rep as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `id` as text or a whole number; instants as ISO 8601 text with an offset or `Z`. `leftAt` may be absent or
 * null. Out: a `Rep` with epoch milliseconds, the id as text. Fields that a rep does not have are left out;
 * `repSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { repSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "id": 7, "hiredAt": "2026-05-29T00:00:00Z" }';
 * repSchema.parse(JSON.parse(text)) // => { id: '7', hiredAt: 1780012800000 }
 * ```
 */
export const repSchema = /*@__PURE__*/ rep(wire);

/**
 * The JSON Schema (draft 2020-12) of a rep as {@link repSchema} takes it, for contracts between services and for
 * checks in other languages.
 *
 * @example
 * ```ts
 * import { repJsonSchema } from 'sales-effectiveness/records';
 *
 * repJsonSchema.required // => ['id', 'hiredAt']
 * ```
 */
export const repJsonSchema = /*@__PURE__*/ z.toJSONSchema(repSchema, { io: 'input' });
