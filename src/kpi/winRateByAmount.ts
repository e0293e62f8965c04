import type { Decimal } from 'decimal.js';
import { kpi } from '../kpi.js';
import type { RateReading } from '../reading/reading.js';
import { isWon } from '../status.js';
import { decimal, money } from '../totals/money.js';

/**
 * Win rate by amount: of the money that was decided on, the share that was won. Far below the win rate, the large
 * deals are the ones that are lost.
 *
 * Formula: Σ amount of won deals ÷ Σ amount of won and lost deals, each at its `closedAt`; exact sums.
 * Unit: ratio; numerator and denominator are Decimals, no interval, since amounts are no independent trials. Empty, or
 * a sum of 0: null. Negative amounts lower the sums, and may take it out of 0 to 1. Left out: deals without amount (`missingAmount`), `missingClosedAt`.
 * Errors: two currencies; an amount that is no decimal; a status other than open, won or lost.
 *
 * @example
 * import { winRateByAmount } from 'sales-effectiveness';
 * const closedAt = Date.UTC(2026, 9, 31);
 * const { value, denominator } = winRateByAmount([
 *   { id: 1, createdAt: 0, closedAt, status: 'won', amount: '100.10' },
 *   { id: 2, createdAt: 0, closedAt, status: 'lost', amount: '300.30' },
 * ]);
 * [value, denominator.toFixed(2)] // => [0.25, '400.40']
 *
 * @function
 */
export const winRateByAmount = /*@__PURE__*/ kpi({
  name: 'winRateByAmount',
  unit: 'ratio',
  better: 'higher',
  totals: { won: money, decided: money },
  marks: {
    deals: (each, at, { leaveOut }) =>
      each(({ status, closedAt, amount, currency }) => {
        const won = isWon(status);
        if (!won && status !== 'lost') return;
        if (amount === null || amount === undefined) return leaveOut(closedAt, 'missingAmount');
        const totals = at(closedAt);
        // First of all amounts: whatever does not go together is found there, with both rows.
        totals.decided.add(amount, currency);
        if (won) totals.won.add(amount, currency);
      }),
  },
  of({ won, decided }): RateReading<Decimal> {
    const numerator = decimal(won.sum);
    const denominator = decimal(decided.sum);
    return {
      value: denominator.isZero() ? null : numerator.div(denominator).toNumber() + 0,
      unit: 'ratio',
      better: 'higher',
      numerator,
      denominator,
      count: decided.count,
      interval: null,
      excluded: {},
    };
  },
});
