import { requiresNumber } from '../error.js';
import { kpi } from '../kpi.js';
import { checkScale, starsOf } from '../marks/ratings.js';
import { rate } from '../reading/rate.js';

/**
 * Satisfaction score: of the ratings, the share of good ones. A share of people can be acted upon, a mean of stars cannot.
 *
 * Formula: ratings in the `top` two of five ÷ ratings, each at its `ratedAt`: those of 4 stars or more, on another scale of
 * `stars` × 5 ÷ `scale` or more (8 of 10). A rating's own `scale` comes first, then the option `scale`, 5 unless given.
 * Unit: ratio, 0 to 1, with Wilson's interval. Empty: null. Left out: `missingRatedAt`.
 * Errors: stars that are no number from 0 to the scale; a scale that is no positive number; `top` that is not 1 to 5.
 *
 * @example
 * import { satisfactionScore } from 'sales-effectiveness';
 * const ratedAt = Date.UTC(2026, 9, 31);
 * const ratings = [5, 4, 3, 1].map((stars) => ({ stars, ratedAt }));
 * satisfactionScore(ratings).value // => 0.5
 * satisfactionScore(ratings, { top: 1 }).value // => 0.25
 *
 * @function
 */
export const satisfactionScore = /*@__PURE__*/ kpi({
  name: 'satisfactionScore',
  unit: 'ratio',
  better: 'higher',
  options: { top: 2, scale: 5 },
  check(options) {
    const { top } = options;
    if (!(Number.isInteger(top) && top >= 1 && top <= 5))
      throw requiresNumber('top to be a whole number from 1 to 5', top, 'satisfactionScore');
    checkScale(options, 'satisfactionScore');
  },
  totals: { satisfied: 0, ratings: 0 },
  marks: {
    ratings: (each, at, options) =>
      each((rating) => {
        const { stars, most } = starsOf(rating, options);
        const totals = at(rating.ratedAt);
        totals.ratings++;
        // Without dividing: a half must not be lost to rounding.
        if (stars * 5 >= (6 - options.top) * most) totals.satisfied++;
      }),
  },
  of: ({ satisfied, ratings }, { level }) => rate(satisfied, ratings, level),
});
