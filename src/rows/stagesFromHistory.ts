import { inContext, requires } from '../error.js';
import type { Deal, Optional, StageChange, StageVisit } from '../records/record.js';
import { type Instant, time } from '../time/instant.js';
import { listed } from './listed.js';

/** A deal with visits in place of those that it may have had. */
export type WithStages<Row> = Row extends unknown
  ? { readonly [F in keyof Row as F extends 'stages' ? never : F]: Row[F] } & {
      readonly stages?: Optional<readonly StageVisit[]>;
    }
  : never;

/**
 * Deals with their `stages` from a flat log of changes, as CRMs export it: one line for each move to a stage.
 *
 * Each change is a visit that begins at `at` and lasts until the next one; the same stage again is a new visit. Visits
 * are in the order of time, at one instant as listed, those without `at` first; ids match as text. A deal with changes gets
 * those as its `stages`, the others stay as they are; changes of deals that are not given belong to none of them. Rows
 * are not changed, plain copies are made: of fields, not getters. Empty: the deals. Errors: a `dealId` or a stage that is
 * none, an instant that is text.
 *
 * @example
 * import { stageDurations, stagesFromHistory } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const deals = [{ id: 7, createdAt: day(1), closedAt: day(9), status: 'won' }] as const;
 * const history = [
 *   { dealId: '7', stage: 'Demo', at: day(1) },
 *   { dealId: '7', stage: 'Offer', at: day(6) },
 * ];
 * stageDurations(stagesFromHistory(deals, history)).map(({ stage, mean }) => [stage, mean]) // => [['Demo', 5], ['Offer', 3]]
 */
export function stagesFromHistory<Row extends Deal, Change extends StageChange>(
  deals: Iterable<Row>,
  history: Iterable<Change>,
): WithStages<Row>[] {
  const visits = new Map<string, { stage: string; enteredAt: Instant; at: number }[]>();
  const [all, changes] = [
    listed(deals, 'deals', 'stagesFromHistory'),
    listed(history, 'history', 'stagesFromHistory'),
  ];
  for (const [index, change] of changes.entries()) {
    let field = 'at';
    try {
      const at = time(change.at);
      field = 'stage';
      if (typeof change.stage !== 'string') throw requires(TypeError, 'a stage as text', change.stage);
      field = 'dealId';
      const { dealId } = change;
      if (typeof dealId !== 'string' && typeof dealId !== 'number')
        throw requires(TypeError, 'an id', dealId);
      let own = visits.get(String(dealId));
      if (own === undefined) visits.set(String(dealId), (own = []));
      own.push({ stage: change.stage, enteredAt: change.at, at });
    } catch (error) {
      throw inContext(error, 'stagesFromHistory', `history[${index}].${field}`);
    }
  }
  return all.map((deal, index) => {
    if (typeof deal.id !== 'string' && typeof deal.id !== 'number')
      throw requires(TypeError, `deals[${index}].id to be an id`, deal.id, 'stagesFromHistory');
    const own = visits.get(String(deal.id));
    if (own === undefined) return deal as unknown as WithStages<Row>;
    const before = (at: number) => (Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at);
    const sorted = own.sort((a, b) => (before(a.at) === before(b.at) ? 0 : before(a.at) - before(b.at)));
    const stages = sorted.map(({ stage, enteredAt }) => ({ stage, enteredAt }));
    return { ...deal, stages } as unknown as WithStages<Row>;
  });
}
