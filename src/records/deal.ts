import * as z from 'zod';
import { type Readers, wire } from './readers.js';

/** The fields of a deal, in their order: the one definition that both schemas are made of. */
export const deal = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    id: read.id,
    createdAt: read.instant('createdAt'),
    status: read.oneOf('status', ['open', 'won', 'lost']),
    closedAt: read.instant('closedAt').nullish(),
    amount: read.amount.nullish(),
    currency: read.text.nullish(),
    customerId: read.id.nullish(),
    source: read.text.nullish(),
    ownerId: read.id.nullish(),
    lostReason: read.text.nullish(),
  });

const stageVisit = <Id, Time, Decimal>(read: Readers<Id, Time, Decimal>) =>
  z.object({
    stage: read.text,
    enteredAt: read.instant('enteredAt'),
    leftAt: read.instant('leftAt').nullish(),
  });

/**
 * The zod schema of a deal as JSON: what an API, a queue or a file holds, for `parse` and `safeParse`.
 *
 * In: instants as ISO 8601 text with an offset or `Z`; `id`, `customerId`, `ownerId` as text or whole
 * numbers; `amount` as decimal text or a number; `stages` as a list. All but `id`, `createdAt` and `status`
 * may be absent or null. Out: a `Deal` with epoch milliseconds, ids and amounts as text. Fields that a deal
 * does not have are left out; `dealSchema.loose()` keeps them. Errors are zod's.
 *
 * @example
 * ```ts
 * import { dealSchema } from 'sales-effectiveness/records';
 *
 * const text = '{ "id": 4711, "createdAt": "2026-05-29T04:21:51Z", "status": "open", "amount": 48000.5 }';
 * dealSchema.parse(JSON.parse(text)) // => { id: '4711', createdAt: 1780028511000, status: 'open', amount: '48000.5' }
 * ```
 */
export const dealSchema = /*@__PURE__*/ (() =>
  deal(wire).extend({ stages: z.array(stageVisit(wire)).nullish() }))();

/**
 * The JSON Schema (draft 2020-12) of a deal as {@link dealSchema} takes it, for contracts between services
 * and for checks in other languages.
 *
 * @example
 * ```ts
 * import { dealJsonSchema } from 'sales-effectiveness/records';
 *
 * dealJsonSchema.required // => ['id', 'createdAt', 'status']
 * ```
 */
export const dealJsonSchema = /*@__PURE__*/ z.toJSONSchema(dealSchema, { io: 'input' });
