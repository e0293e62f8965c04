import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of an answer to a survey, in their order: the one definition that both schemas are made of. */
export const surveyAnswer = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    score: read.score,
    answeredAt: read.instant('answeredAt'),
    id: read.id.nullish(),
    customerId: read.id.nullish(),
    ownerId: read.id.nullish(),
  });

/**
 * The zod schema of an answer to a survey as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `score` as a whole number from 0 to 10, or its decimal text; `answeredAt` as ISO 8601 text with an offset or
 * `Z`; `id`, `customerId`, `ownerId` as text or whole numbers, absent or null. Out: a `SurveyAnswer` with epoch
 * milliseconds, ids as text, the score as a number. Fields that an answer does not have are left out;
 * `surveyAnswerSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { surveyAnswerSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "score": "9", "answeredAt": "2026-05-29T00:00:00Z", "customerId": 5 }';
 * surveyAnswerSchema.parse(JSON.parse(text)) // => { score: 9, answeredAt: 1780012800000, customerId: '5' }
 * ```
 */
export const surveyAnswerSchema = /*@__PURE__*/ surveyAnswer(wire);

/**
 * The JSON Schema (draft 2020-12) of an answer to a survey as {@link surveyAnswerSchema} takes it, for contracts
 * between services and for checks in other languages.
 *
 * @example
 * ```ts
 * import { surveyAnswerJsonSchema } from 'sales-effectiveness/records';
 *
 * surveyAnswerJsonSchema.required // => ['score', 'answeredAt']
 * ```
 */
export const surveyAnswerJsonSchema = /*@__PURE__*/ z.toJSONSchema(surveyAnswerSchema, { io: 'input' });
