import type { At, Each, Known } from '../kpi.js';
import type { Deal, Rep } from '../records/record.js';
import { isWon } from '../status.js';
import { BEYOND, type Instant, time } from '../time/instant.js';
import { zone } from '../time/zone.js';
import { series } from '../totals/series.js';
import type { DaysOptions } from './days.js';

/** When each rep was hired, with the instant of the last sight, and when each won a deal: in milliseconds, or local days. */
export const hires = { hired: series, won: series } as const;

type Marked = Known<DaysOptions & { dataFrom: Instant }>;

/** An instant as what is counted. */
function unitOf({ days, timeZone }: DaysOptions): (instant: number) => number {
  return days === 'calendar' ? zone(timeZone!).dayOf : (instant) => instant;
}

/** Each rep at the hire date; the last sight is the leaving, or `asOf` where that comes first. */
export function hiresOf(each: Each<Rep>, at: At<typeof hires>, known: Marked): void {
  const unit = unitOf(known);
  const from = time(known.dataFrom);
  each(({ id, hiredAt, leftAt }) => {
    const hired = time(hiredAt);
    const left = time(leftAt);
    if (hired < from) known.leaveOut(hiredAt, 'beforeData');
    else if (left < hired) known.leaveOut(hiredAt, 'negativeDuration');
    else {
      const totals = at(hiredAt);
      if (Number.isNaN(hired)) return;
      const seen = Math.min(Number.isNaN(left) ? BEYOND : left, known.asOf ?? BEYOND);
      totals.hired.add(id, unit(hired), seen === BEYOND ? BEYOND : unit(seen));
    }
  });
}

/** Each won deal that is known, in the period or not: a rep hired in one may win in another. */
export function winsOf(each: Each<Deal>, at: At<typeof hires>, known: Marked): void {
  const unit = unitOf(known);
  const { during, asOf, leaveOut } = known;
  // A trend that asks how far it reaches is one of hires: wins of old hands do not lengthen it.
  if (during === null && known.zone !== null) return;
  each(({ status, closedAt, ownerId }) => {
    if (!isWon(status)) return;
    const closed = time(closedAt);
    if (Number.isNaN(closed)) at(closedAt);
    else if (ownerId === null || ownerId === undefined) leaveOut(closedAt, 'missingOwnerId');
    else if (asOf === null || closed <= asOf) at(during?.start ?? closedAt).won.add(ownerId, unit(closed), 0);
  });
}
