import { inContext, requires } from '../error.js';
import type { Activity, Lead } from '../records/record.js';
import { type Instant, time } from '../time/instant.js';
import { listed } from './listed.js';

/** A lead with the date of its first contact, where there was one. */
export type Contacted<Row> = Row extends unknown
  ? { readonly [F in keyof Row as F extends 'firstContactedAt' ? never : F]: Row[F] } & {
      readonly firstContactedAt?: Instant;
    }
  : never;

const KINDS = ['call', 'email', 'meeting', 'message', 'other'];
const DIRECTIONS = ['outbound', 'inbound'];

/**
 * Leads with `firstContactedAt` from a log of activities: a CRM knows the calls and mails, not which of them was first.
 *
 * The first contact is the earliest outbound activity that a person made; automated mails and what comes in are none. A
 * date that a lead has already stays; leads without such an activity stay as they are. Ids match as text; activities of
 * other leads belong to none, those without `at` say nothing. Rows are not changed: copies are. Empty: the leads.
 * Errors: a `leadId` that is none, a `kind` or `direction` that there is not, an instant that is text, with the row.
 *
 * @example
 * import { firstContact, leadResponseTime } from 'sales-effectiveness';
 * const at = (hour: number) => Date.UTC(2026, 9, 5, hour);
 * const leads = [{ id: 7, createdAt: at(8) }];
 * const activities = [
 *   { leadId: '7', at: at(8), kind: 'email', direction: 'outbound', automated: true },
 *   { leadId: '7', at: at(9), kind: 'call', direction: 'inbound' },
 *   { leadId: '7', at: at(10), kind: 'call', direction: 'outbound' },
 * ] as const;
 * leadResponseTime(firstContact(leads, activities)).value // => 2
 */
export function firstContact<Row extends Lead, Act extends Activity>(
  leads: Iterable<Row>,
  activities: Iterable<Act>,
): Contacted<Row>[] {
  const first = new Map<string, { at: number; instant: Instant }>();
  for (const [index, activity] of listed(activities, 'activities', 'firstContact').entries()) {
    let field: keyof Activity = 'at';
    const { leadId, kind, direction, automated, at: instant } = activity;
    try {
      const at = time(instant);
      field = 'leadId';
      if (typeof leadId !== 'string' && typeof leadId !== 'number')
        throw requires(TypeError, 'an id', leadId);
      field = 'kind';
      mustBe(kind, KINDS);
      field = 'direction';
      mustBe(direction, DIRECTIONS);
      field = 'automated';
      if (typeof (automated ?? false) !== 'boolean') throw requires(TypeError, 'true or false', automated);
      if (direction !== 'outbound' || automated === true) continue;
      const known = first.get(String(leadId));
      if (known === undefined ? !Number.isNaN(at) : at < known.at) first.set(String(leadId), { at, instant });
    } catch (error) {
      throw inContext(error, 'firstContact', `activities[${index}].${field}`);
    }
  }
  return listed(leads, 'leads', 'firstContact').map((lead) => {
    const found = first.get(String(lead.id));
    const own = lead.firstContactedAt;
    const stays = found === undefined || (own !== null && own !== undefined);
    return (stays ? lead : { ...lead, firstContactedAt: found.instant }) as unknown as Contacted<Row>;
  });
}

function mustBe(value: unknown, values: readonly string[]): void {
  if (values.includes(value as string)) return;
  const what = values.map((each) => `'${each}'`).join(' or ');
  throw requires(typeof value === 'string' ? RangeError : TypeError, what, value);
}
