import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a rating, in their order: the one definition that both schemas are made of. */
export const rating = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    stars: read.quantity,
    ratedAt: read.instant('ratedAt'),
    scale: read.positive.nullish(),
  });

/**
 * The zod schema of a rating as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: `stars` as a number of at least 0, `scale` as one of more than 0, or their decimal texts; `ratedAt` as ISO 8601
 * text with an offset or `Z`. `scale` may be absent or null. Out: a `Rating` with epoch milliseconds, stars and scale
 * as numbers. Fields that a rating does not have are left out; `ratingSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { ratingSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "stars": "4.5", "ratedAt": "2026-05-29T00:00:00Z", "scale": 5 }';
 * ratingSchema.parse(JSON.parse(text)) // => { stars: 4.5, ratedAt: 1780012800000, scale: 5 }
 * ```
 */
export const ratingSchema = /*@__PURE__*/ rating(wire);

/**
 * The JSON Schema (draft 2020-12) of a rating as {@link ratingSchema} takes it, for contracts between services and
 * for checks in other languages.
 *
 * @example
 * ```ts
 * import { ratingJsonSchema } from 'sales-effectiveness/records';
 *
 * ratingJsonSchema.required // => ['stars', 'ratedAt']
 * ```
 */
export const ratingJsonSchema = /*@__PURE__*/ z.toJSONSchema(ratingSchema, { io: 'input' });
