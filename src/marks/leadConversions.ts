import { requires } from '../error.js';
import type { At, Each, Known } from '../kpi.js';
import type { BasisOptions } from '../options.js';
import type { Lead } from '../records/record.js';
import { DAY, type Instant, time } from '../time/instant.js';

/** Leads, those that converted, and those that may still. */
export const conversions = { leads: 0, converted: 0, pending: 0 } as const;

/**
 * Counts leads and how many of them converted, by the date that says so: all of a lead at its creation, or each fact at
 * its own date; with `within` only those old enough, and conversions of their first days.
 */
export function leadConversions(
  each: Each<Lead>,
  at: At<typeof conversions>,
  { basis, within, asOf, leaveOut }: Known<BasisOptions>,
  convertedAt: (lead: Lead) => Instant,
  who: string,
): void {
  if (within !== undefined && asOf === null) throw requires(TypeError, 'asOf for within', undefined, who);
  const known = asOf ?? Number.POSITIVE_INFINITY;
  const limit = within === undefined ? null : Math.round(within * DAY);
  each((lead) => {
    const created = time(lead.createdAt);
    const instant = convertedAt(lead);
    const converted = time(instant);
    const closed = converted <= known || time(lead.disqualifiedAt) <= known;
    if (limit !== null && created + limit > known) return leaveOut(lead.createdAt, 'tooRecent');
    const totals = at(lead.createdAt);
    totals.leads++;
    if (!closed) totals.pending++;
    if (basis === 'period') {
      if (converted <= known) at(instant).converted++;
    } else if (
      converted <= known &&
      (limit === null || (converted >= created && converted - created <= limit))
    )
      totals.converted++;
  });
}
