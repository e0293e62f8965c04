import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of an assessment, in their order: the one definition that both schemas are made of. */
export const assessment = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    repId: read.id,
    skill: read.text,
    takenAt: read.instant('takenAt'),
    score: read.quantity,
    maxScore: read.positive.nullish(),
  });

/**
 * The zod schema of an assessment as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `repId` as text or a whole number; `skill` as text; `takenAt` as ISO 8601 text with an offset or `Z`; `score`
 * as a number of at least 0, `maxScore` as one of more than 0, or their decimal texts. `maxScore` may be absent or
 * null. Out: an `Assessment` with epoch milliseconds, the id as text, scores as numbers. Fields that an assessment
 * does not have are left out; `assessmentSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { assessmentSchema } from 'sales-effectiveness/records';
 *
 * const text =
 *   '{ "repId": 7, "skill": "Demo", "takenAt": "2026-05-29T00:00:00Z", "score": 8, "maxScore": "10" }';
 * assessmentSchema.parse(JSON.parse(text)) // => { repId: '7', skill: 'Demo', takenAt: 1780012800000, score: 8, maxScore: 10 }
 * ```
 */
export const assessmentSchema = /*@__PURE__*/ assessment(wire);

/**
 * The JSON Schema (draft 2020-12) of an assessment as {@link assessmentSchema} takes it, for contracts between
 * services and for checks in other languages.
 *
 * @example
 * ```ts
 * import { assessmentJsonSchema } from 'sales-effectiveness/records';
 *
 * assessmentJsonSchema.required // => ['repId', 'skill', 'takenAt', 'score']
 * ```
 */
export const assessmentJsonSchema = /*@__PURE__*/ z.toJSONSchema(assessmentSchema, { io: 'input' });
