import { requires } from '../error.js';
import { asked, oneOf } from '../options.js';
import type { Deal } from '../records/record.js';
import { quantile } from '../statistics/quantile.js';
import { checkOptions } from '../time/checkOptions.js';
import { DAY, type Instant, time } from '../time/instant.js';
import { compareIds } from '../totals/compareIds.js';
import { type LiveSample, sample } from '../totals/sample.js';
import { eachRow } from './eachRow.js';
import { closedBy, noVisits, OPEN, REASONS, visitsOf } from './visitsOf.js';
import { mergeRepeats } from './visitUnits.js';

/** An open deal that has been where it is for longer than nine of ten won deals were. */
export interface StalledDeal<Row extends Deal = Deal> {
  readonly deal: Row;
  /** The stage it is in; null for a deal without stages, which is measured as a whole. */
  readonly stage: string | null;
  /** How long it has been there, in days, and how long nine of ten won deals were there at most. */
  readonly days: number;
  readonly limit: number;
}

/** How stalled deals are found. */
export interface StalledOptions {
  readonly asOf: Instant;
  /** What is one visit: each (the default), or consecutive ones of a stage, where a CRM logs a stage again and again. */
  readonly visits?: 'each' | 'merged' | undefined;
}

/**
 * Stalled deals: open deals that are older than nine of ten won deals ever got. Revive them, or close them.
 *
 * An open deal is stalled when it has been in its stage, at `asOf`, for longer than the p90 (type 7) of the visits of
 * won deals to that stage; a deal that is in no stage, or nobody knows since when, when it has been open for longer than the p90 of won cycles.
 * The furthest over its limit first, ties by `id`. A stage that no won deal has visited says nothing: no limit.
 * Unit: days of 24 hours. Empty: no rows. Deals without the date that it takes are not in it. Errors: no `asOf`; an
 * instant that is text; a status other than open, won or lost. Source of stages: as `stageDurations` reads them.
 *
 * @example
 * import { stalledDeals } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const deals = [
 *   { id: 1, createdAt: day(1), closedAt: day(11), status: 'won' },
 *   { id: 2, createdAt: day(1), status: 'open' },
 *   { id: 3, createdAt: day(30), status: 'open' },
 * ] as const;
 * stalledDeals(deals, { asOf: day(31) }).map(({ deal, days, limit }) => [deal.id, days, limit]) // => [[2, 30, 10]]
 */
export function stalledDeals<Row extends Deal>(
  deals: Iterable<Row>,
  options: StalledOptions,
): StalledDeal<Row>[] {
  const { asOf: instant, visits: unit = 'each' } = options ?? {};
  checkOptions('stalledDeals', options ?? {}, ['asOf', 'visits']);
  oneOf(unit, ['each', 'merged'], 'visits', 'stalledDeals');
  const { asOf: known } = asked({ asOf: instant }, 'stalledDeals');
  if (known === null)
    throw requires(TypeError, 'asOf, until which open deals count', undefined, 'stalledDeals');
  const won = new Map<string | null, LiveSample>();
  const add = (stage: string | null, length: number) => {
    let live = won.get(stage);
    if (live === undefined) won.set(stage, (live = sample.open()));
    live.add(length);
  };
  const open: { deal: Row; stage: string | null; age: number }[] = [];
  const visits = noVisits();
  const { stage, entered, ended, fate } = visits;
  eachRow(deals, known, 'stalledDeals', (deal) => {
    const closed = closedBy(deal, known);
    const created = time(deal.createdAt);
    visitsOf(deal, known, visits);
    if (unit === 'merged') mergeRepeats(visits);
    const last = visits.count - 1;
    if (closed === Number.POSITIVE_INFINITY) {
      if (last >= 0 && fate[last] === OPEN)
        open.push({ deal, stage: stage[last]!, age: known - entered[last]! });
      else if (!Number.isNaN(created)) open.push({ deal, stage: null, age: known - created });
    } else if (deal.status === 'won') {
      if (closed >= created) add(null, closed - created);
      for (let i = 0; i <= last; i++)
        if (REASONS[fate[i]!] === undefined) add(stage[i]!, ended[i]! - entered[i]!);
    }
  });
  const limits = new Map([...won].map(([stage, live]) => [stage, quantile(live.toJSON(), 0.9)!]));
  return open
    .flatMap((each) => {
      const limit = limits.get(each.stage);
      return limit === undefined || each.age <= limit ? [] : [{ ...each, limit }];
    })
    .sort((a, b) => b.age - b.limit - (a.age - a.limit) || compareIds(a.deal.id, b.deal.id))
    .map(({ deal, stage, age, limit }) => ({ deal, stage, days: age / DAY, limit: limit / DAY }));
}
