import { requires } from '../error.js';
import type { At, Each, Known } from '../kpi.js';
import type { Deal } from '../records/record.js';
import { closingOf } from '../status.js';
import { DAY, time } from '../time/instant.js';
import { zone } from '../time/zone.js';
import { sample } from '../totals/sample.js';
import type { DaysOptions } from './days.js';

/** How long deals took to be won or lost, or have been open so far. */
export const outcomes = { won: sample, lost: sample, open: sample } as const;

/**
 * Places each deal at its creation: won or lost after so long, or open for so long at `asOf`. Closings before the
 * creation are left out, as in the sales cycle.
 */
export function dealOutcomes(
  each: Each<Deal>,
  at: At<typeof outcomes>,
  { days, timeZone, asOf, leaveOut }: Known<DaysOptions>,
  who: string,
): void {
  if (asOf === null) throw requires(TypeError, 'asOf, until which open deals count', undefined, who);
  const local = days === 'calendar' ? zone(timeZone!) : null;
  each((deal) => {
    const { createdAt } = deal;
    const closed = closingOf(deal);
    const open = closed > asOf;
    const end = open ? asOf : closed;
    const length = local === null ? end - time(createdAt) : local.dayOf(end) - local.dayOf(time(createdAt));
    if (length >= 0) {
      const totals = at(createdAt);
      (open ? totals.open : deal.status === 'won' ? totals.won : totals.lost).add(length);
    } else leaveOut(createdAt, length < 0 ? 'negativeDuration' : 'missingClosedAt');
  });
}

/** How many of the units of `outcomes` make a day. */
export const perDay = (days: DaysOptions['days']): number => (days === 'calendar' ? 1 : DAY);
