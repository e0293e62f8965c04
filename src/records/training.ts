import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a training, in their order: the one definition that both schemas are made of. */
export const training = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    repId: read.id,
    at: read.instant('at'),
    minutes: read.quantity,
    skill: read.text.nullish(),
  });

/**
 * The zod schema of a training as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `repId` as text or a whole number; `at` as ISO 8601 text with an offset or `Z`; `minutes` as a number of at
 * least 0, or its decimal text. `skill` may be absent or null. Out: a `Training` with epoch milliseconds, the id as
 * text, minutes as a number. Fields that a training does not have are left out; `trainingSchema.loose()` keeps them.
 * Errors are zod's.
 *
 * @example
 * ```ts
 * import { trainingSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "repId": 7, "at": "2026-05-29T00:00:00Z", "minutes": 90, "skill": "Demo" }';
 * trainingSchema.parse(JSON.parse(text)) // => { repId: '7', at: 1780012800000, minutes: 90, skill: 'Demo' }
 * ```
 */
export const trainingSchema = /*@__PURE__*/ training(wire);

/**
 * The JSON Schema (draft 2020-12) of a training as {@link trainingSchema} takes it, for contracts between services
 * and for checks in other languages.
 *
 * @example
 * ```ts
 * import { trainingJsonSchema } from 'sales-effectiveness/records';
 *
 * trainingJsonSchema.required // => ['repId', 'at', 'minutes']
 * ```
 */
export const trainingJsonSchema = /*@__PURE__*/ z.toJSONSchema(trainingSchema, { io: 'input' });
