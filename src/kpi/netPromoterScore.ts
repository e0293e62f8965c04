import { requires, requiresNumber } from '../error.js';
import { kpi } from '../kpi.js';
import { oneOf } from '../options.js';
import { points } from '../reading/points.js';
import { time } from '../time/instant.js';
import type { Latest } from '../totals/latest.js';
import { latestInPeriod } from '../totals/latestInPeriod.js';

/**
 * Net promoter score: how many more customers recommend than warn. Who is recommended need not be sold.
 *
 * Formula: 100 × (promoters, 9 or 10, − detractors, 0 to 6) ÷ answers, each at its `answeredAt` (Reichheld 2003). With
 * `latestPerCustomer: true` only the last answer of each customer in the period and the group counts (ties: the greatest
 * `id`, without id last); answers without customer are left out (`missingCustomerId`).
 * Rows, or bare scores, without date and customer: a period, `asOf`, a trend and `latestPerCustomer` need rows.
 * Unit: points, -100 to 100, with `standardError` (divisor n). Interval: normal, not clipped, null where the error is 0;
 * `interval: 'adjusted'` is better for few answers (Rocks 2016). Empty: null. Left out: `missingAnsweredAt`.
 * Errors: a score that is not a whole number from 0 to 10.
 *
 * @example
 * import { netPromoterScore } from 'sales-effectiveness';
 * netPromoterScore([10, 9, 8, 7, 6]).value // => 20
 * const answers = [
 *   { score: 3, answeredAt: Date.UTC(2026, 0, 5), customerId: 'a' },
 *   { score: 9, answeredAt: Date.UTC(2026, 6, 5), customerId: 'a' },
 * ];
 * netPromoterScore(answers, { latestPerCustomer: true }).value // => 100
 *
 * @function
 */
export const netPromoterScore = /*@__PURE__*/ kpi({
  name: 'netPromoterScore',
  unit: 'points',
  better: 'higher',
  options: { latestPerCustomer: false, interval: 'normal' as 'normal' | 'adjusted' },
  check({ latestPerCustomer, interval }) {
    oneOf(interval, ['normal', 'adjusted'], 'interval', 'netPromoterScore');
    if (typeof latestPerCustomer !== 'boolean')
      throw requires(
        TypeError,
        'latestPerCustomer to be true or false',
        latestPerCustomer,
        'netPromoterScore',
      );
  },
  totals: { promoters: 0, passives: 0, detractors: 0, latest: latestInPeriod as Latest<number> },
  marks: {
    answers: (each, at, { latestPerCustomer, during, asOf, zone, leaveOut }) => {
      const isDated = during !== null || asOf !== null || zone !== null || latestPerCustomer;
      each((answer) => {
        const isBare = typeof answer === 'number';
        const score = typeof answer === 'object' ? answer.score : answer;
        if (!(Number.isInteger(score) && score >= 0 && score <= 10))
          throw requiresNumber('a whole number from 0 to 10', score);
        if (isBare && isDated) throw requires(TypeError, 'an answer with its date and customer', answer);
        const answeredAt = isBare ? 0 : answer.answeredAt;
        if (latestPerCustomer && !isBare) {
          const { customerId, id } = answer;
          if (customerId === null || customerId === undefined) leaveOut(answeredAt, 'missingCustomerId');
          else at(answeredAt).latest.add(customerId, time(answeredAt), id, score);
        } else if (score >= 9) at(answeredAt).promoters++;
        else if (score >= 7) at(answeredAt).passives++;
        else at(answeredAt).detractors++;
      });
    },
  },
  of({ promoters, passives, detractors, latest }, { level, interval }) {
    const last = latest.map(({ facts }) => facts.at(-1)!.value);
    const from = (least: number) => last.filter((score) => score >= least).length;
    const answers = {
      promoters: promoters + from(9),
      passives: passives + from(7) - from(9),
      detractors: detractors + last.length - from(7),
    };
    return points(answers, { level, interval });
  },
});
