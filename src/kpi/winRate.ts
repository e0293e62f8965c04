import { kpi } from '../kpi.js';
import { rate } from '../reading/rate.js';
import { isWon } from '../status.js';

/**
 * Win rate: of the deals that were decided, the share that was won. The plainest sign of good qualifying and selling.
 *
 * Formula: won ÷ (won + lost), each deal at its `closedAt`; open deals do not count.
 * Unit: ratio, 0 to 1, with Wilson's interval (Wilson 1927). Empty: null.
 * Left out: closed deals without `closedAt` (`missingClosedAt`). Errors: a status other than open, won or lost.
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
  totals: { won: 0, lost: 0 },
  marks: {
    deals: (each, at) =>
      each((deal) => {
        if (isWon(deal.status)) at(deal.closedAt).won++;
        else if (deal.status === 'lost') at(deal.closedAt).lost++;
      }),
  },
  of: ({ won, lost }, { level }) => rate(won, won + lost, level),
});
