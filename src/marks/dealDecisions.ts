import type { At, Each, Known } from '../kpi.js';
import type { Deal } from '../records/record.js';
import { closingOf } from '../status.js';
import { BEYOND, DAY, time } from '../time/instant.js';

/** Deals by how they were decided: won, or not won. */
interface Decisions {
  readonly won: 0;
  readonly lost: 0;
}

type Options = Known<{ within: number | undefined; staleAfter: number | undefined }>;

/** Each deal at its creation, as it was decided by `asOf` (those still open are left out as pending), or in its first days. */
export function decisionsByCohort(
  each: Each<Deal>,
  at: At<Decisions>,
  { within, staleAfter, asOf, leaveOut }: Options,
): void {
  const known = asOf ?? BEYOND;
  const limit = within === undefined ? null : Math.round(within * DAY);
  const patience = (staleAfter ?? Number.POSITIVE_INFINITY) * DAY;
  each((deal) => {
    const { createdAt } = deal;
    const closed = closingOf(deal);
    if (Number.isNaN(closed)) return leaveOut(createdAt, 'missingClosedAt');
    const created = time(createdAt);
    const open = closed > known;
    let won = deal.status === 'won' && !open;
    if (limit !== null) {
      if (known - created < limit) return leaveOut(createdAt, 'tooRecent');
      won &&= closed >= created && closed - created <= limit;
    } else if (open && !(known - created > patience)) return leaveOut(createdAt, 'pending');
    if (won) at(createdAt).won++;
    else at(createdAt).lost++;
  });
}

/** Each decided deal at its closing, and those that stayed open for too long at the instant from which they had. */
export function decisionsWithStale(each: Each<Deal>, at: At<Decisions>, { staleAfter, asOf }: Options): void {
  const known = asOf ?? BEYOND;
  const patience = (staleAfter ?? Number.POSITIVE_INFINITY) * DAY;
  each((deal) => {
    const { status, createdAt, closedAt } = deal;
    if (!(closingOf(deal) > known)) {
      if (status === 'won') at(closedAt).won++;
      else at(closedAt).lost++;
      return;
    }
    const created = time(createdAt);
    if (Number.isNaN(created)) at(createdAt);
    else if (known - created > patience) at(created + patience).lost++;
  });
}
