import { kpi } from '../kpi.js';
import { checkDays } from '../marks/days.js';
import { perDay } from '../marks/dealOutcomes.js';
import { velocity } from '../reading/velocity.js';
import { isWon } from '../status.js';
import { time } from '../time/instant.js';
import { zone } from '../time/zone.js';
import { money } from '../totals/money.js';
import { sample } from '../totals/sample.js';

/**
 * Sales velocity: the field's index of how fast a pipeline makes money. It grows with more deals, better odds, larger
 * amounts and a shorter cycle, and shows which of the four moved. It also grows with the period, since more deals are
 * created in a longer one: compare periods of one length, and read `revenueWon` for what a day really brings.
 *
 * Formula: deals created × win rate × average won amount ÷ mean cycle of won deals in days; deals count at their
 * `createdAt`, all else at `closedAt`; one exact quotient of 40 digits.
 * Unit: money per day, with `opportunities`, `winRate`, `averageDealValue` (in 40 digits) and `cycle` beside it;
 * `sum` is what was won. No interval. Null when a factor is null (nothing created is 0), or the cycle 0 days.
 * Options: `days: 'calendar'` counts local dates in `timeZone`, as with `salesCycle`.
 * Left out: won deals from the average without amount (`missingAmount`), from the cycle with a closing before the
 * creation (`negativeDuration`); `missingCreatedAt`, `missingClosedAt`. Errors: two currencies; an amount that is no
 * decimal; a status other than open, won or lost.
 *
 * @example
 * import { salesVelocity } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const { value, opportunities, winRate, cycle } = salesVelocity([
 *   { id: 1, createdAt: day(1), closedAt: day(11), status: 'won', amount: '500' },
 *   { id: 2, createdAt: day(1), closedAt: day(21), status: 'lost' },
 *   { id: 3, createdAt: day(1), status: 'open' },
 * ]);
 * [value?.toFixed(), opportunities, winRate, cycle] // => ['75', 3, 0.5, 10]
 *
 * @function
 */
export const salesVelocity = /*@__PURE__*/ kpi({
  name: 'salesVelocity',
  unit: 'money',
  better: 'higher',
  options: { days: 'elapsed' as 'elapsed' | 'calendar', timeZone: undefined as string | undefined },
  check: (options, ofRows) => checkDays(options, ofRows, 'salesVelocity'),
  totals: { created: 0, won: 0, lost: 0, amount: money, cycle: sample },
  marks: {
    deals: (each, at, { days, timeZone, leaveOut }) => {
      const local = days === 'calendar' ? zone(timeZone!) : null;
      each(({ status, createdAt, closedAt, amount, currency }) => {
        const won = isWon(status);
        const created = time(createdAt);
        at(createdAt).created++;
        if (!won && status !== 'lost') return;
        const closed = time(closedAt);
        if (Number.isNaN(closed)) {
          // Left out once, also without either date.
          if (!Number.isNaN(created)) at(closedAt);
          return;
        }
        const totals = at(closedAt);
        if (won) totals.won++;
        else totals.lost++;
        if (!won) return;
        if (amount === null || amount === undefined) leaveOut(closedAt, 'missingAmount');
        else totals.amount.add(amount, currency);
        const length = local === null ? closed - created : local.dayOf(closed) - local.dayOf(created);
        if (length >= 0) totals.cycle.add(length);
        else if (length < 0) leaveOut(closedAt, 'negativeDuration');
      });
    },
  },
  of: ({ amount, ...totals }, { days }) => velocity({ ...totals, per: perDay(days) }, amount),
});
