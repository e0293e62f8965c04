import { requires } from '../error.js';
import { kpi } from '../kpi.js';
import { decisionsByCohort, decisionsWithStale } from '../marks/dealDecisions.js';
import { basisFor, checkBasis, maturesWithin, positiveDays } from '../options.js';
import { rate } from '../reading/rate.js';
import type { RateReading } from '../reading/reading.js';
import { isWon } from '../status.js';

/**
 * Win rate: of the deals that were decided, the share that was won. The plainest sign of good qualifying and selling.
 *
 * Formula: won ÷ (won + lost), each deal at its `closedAt`; open deals do not count.
 * With `basis: 'cohort'` each deal counts at its `createdAt`, however late it is decided; those still open are left out
 * and counted as `pending`, which the reading carries. `within: 90`, of a cohort, asks who was won in the first 90 days
 * (of 24 hours, the 90th included; not before `createdAt`): of all deals old enough for it at `asOf`, which it needs;
 * the younger are `tooRecent`.
 * `staleAfter: 180` counts deals open for longer than that at `asOf`, which it needs, as not won, at `createdAt` + 180
 * days: what nobody closes is lost, too.
 * Unit: ratio, 0 to 1, with Wilson's interval (Wilson 1927). Empty: null.
 * Left out: decided deals without `closedAt` (`missingClosedAt`); `missingCreatedAt` where that date is asked for.
 * Errors: a status other than open, won or lost; `within` with `basis: 'period'` or with `staleAfter`.
 *
 * @example
 * import { format, winRate } from 'sales-effectiveness';
 * format(winRate.of({ won: 80, lost: 240 }), { locale: 'en-US' }) // => '25.0% (20.6%–30.0%, 80 of 320)'
 *
 * @function
 */
export const winRate = /*@__PURE__*/ kpi({
  name: 'winRate',
  unit: 'ratio',
  better: 'higher',
  options: {
    basis: undefined as 'period' | 'cohort' | undefined,
    within: undefined as number | undefined,
    staleAfter: undefined as number | undefined,
  },
  check({ basis, within, staleAfter }) {
    checkBasis({ basis: basis ?? basisFor(within), within }, 'winRate');
    positiveDays(staleAfter, 'staleAfter', 'winRate');
    if (within !== undefined && staleAfter !== undefined)
      throw requires(RangeError, 'no staleAfter besides within', staleAfter, 'winRate');
  },
  matures: maturesWithin,
  totals: { won: 0, lost: 0 },
  marks: {
    deals: (each, at, known) => {
      const { within, staleAfter, asOf, basis = basisFor(within) } = known;
      if ((within ?? staleAfter) !== undefined && asOf === null)
        throw requires(TypeError, 'asOf for within and staleAfter', undefined, 'winRate');
      if (basis === 'cohort') decisionsByCohort(each, at, known);
      else if (staleAfter !== undefined) decisionsWithStale(each, at, known);
      else
        each((deal) => {
          if (isWon(deal.status)) at(deal.closedAt).won++;
          else if (deal.status === 'lost') at(deal.closedAt).lost++;
        });
    },
  },
  of: ({ won, lost, excluded }, { level, within, basis = basisFor(within) }): RateReading<number> => ({
    ...rate(won, won + lost, level),
    ...(basis === 'cohort' && within === undefined ? { pending: excluded?.pending ?? 0 } : {}),
  }),
});
