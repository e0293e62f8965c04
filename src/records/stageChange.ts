import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a stage change, in their order: the one definition that both schemas are made of. */
export const stageChange = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({ dealId: read.id, stage: read.text, at: read.instant('at') });

/**
 * The zod schema of a stage change as JSON: one line of a CRM's history of stages, for `parse` and `safeParse`.
 *
 * In: `dealId` as text or a whole number, `stage` as text, `at` as ISO 8601 text with an offset or `Z`. Out: a
 * `StageChange` with epoch milliseconds, for `stagesFromHistory`. Other fields are left out;
 * `stageChangeSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { stageChangeSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "dealId": 7, "stage": "Demo", "at": "2026-05-29T04:21:51Z" }';
 * stageChangeSchema.parse(JSON.parse(text)) // => { dealId: '7', stage: 'Demo', at: 1780028511000 }
 * ```
 */
export const stageChangeSchema = /*@__PURE__*/ stageChange(wire);

/**
 * The JSON Schema (draft 2020-12) of a stage change as {@link stageChangeSchema} takes it, for contracts between
 * services and for checks in other languages.
 *
 * @example
 * ```ts
 * import { stageChangeJsonSchema } from 'sales-effectiveness/records';
 *
 * stageChangeJsonSchema.required // => ['dealId', 'stage', 'at']
 * ```
 */
export const stageChangeJsonSchema = /*@__PURE__*/ z.toJSONSchema(stageChangeSchema, { io: 'input' });
