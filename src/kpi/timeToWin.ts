import { kpi } from '../kpi.js';
import { checkDays } from '../marks/days.js';
import { dealOutcomes, outcomes, perDay } from '../marks/dealOutcomes.js';
import { positiveDays } from '../options.js';
import { timeToOutcome } from '../reading/timeToOutcome.js';

/**
 * Time to win: how likely a new deal is to be won, and how long it takes, with lost and open deals in view. A lost deal
 * will never be won; to leave it out, or to take it for one that may still be won, promises too many wins.
 *
 * Formula: cumulative incidence of winning, losing as competing risk, open deals censored at `asOf`, which it needs
 * (Aalen & Johansen 1978). Each deal at its `createdAt`. The value is the day by which half of the incidence at the end
 * of the data has come, `p90` that of nine tenths; no mean and no interval.
 * `winProbability` is the incidence at the end, with `within: 90` also `wonWithin`, that at 90 days (null beyond what
 * was observed); `curve` has the shares won, lost and open after each day. Standard error by the delta method
 * (Marubini & Valsecchi 1995), limits log-log (Choudhury 2002), null at 0 and 1.
 * Unit: days; lower is better. Empty, or nothing won: null. Options besides: `days`, `timeZone`, as with `salesCycle`.
 * Left out: closings before the creation (`negativeDuration`), `missingCreatedAt`, `missingClosedAt`.
 * Errors: no `asOf`; `within` that is no positive number; a status other than open, won or lost.
 *
 * @example
 * import { timeToWin, winRate } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const deals = [
 *   { id: 1, createdAt: day(1), closedAt: day(11), status: 'won' },
 *   { id: 2, createdAt: day(1), closedAt: day(21), status: 'lost' },
 *   { id: 3, createdAt: day(1), closedAt: day(41), status: 'won' },
 *   { id: 4, createdAt: day(1), status: 'open' },
 * ] as const;
 * const { value, winProbability } = timeToWin(deals, { asOf: day(91) });
 * [winRate(deals).value, winProbability.value, value] // => [2 / 3, 0.5, 10]
 *
 * @function
 */
export const timeToWin = /*@__PURE__*/ kpi({
  name: 'timeToWin',
  unit: 'days',
  better: 'lower',
  options: {
    days: 'elapsed' as 'elapsed' | 'calendar',
    timeZone: undefined as string | undefined,
    within: undefined as number | undefined,
  },
  check(options, ofRows) {
    checkDays(options, ofRows, 'timeToWin');
    positiveDays(options.within, 'within', 'timeToWin');
  },
  totals: outcomes,
  marks: { deals: (each, at, known) => dealOutcomes(each, at, known, 'timeToWin') },
  of: ({ won, lost, open }, { level, days, within }) =>
    timeToOutcome(won, lost, open, { per: perDay(days), within, level }),
});
