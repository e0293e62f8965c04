import { kpi } from '../kpi.js';
import { checkScale, starsOf } from '../marks/ratings.js';
import { stars } from '../reading/stars.js';
import { sample } from '../totals/sample.js';

/**
 * Average rating: how customers rate what they got, in stars. The mean hides who is angry: read `satisfactionScore` with it.
 *
 * Formula: mean of `stars` × 5 ÷ `scale`, each rating at its `ratedAt`. A rating's own `scale` comes first, then the option
 * `scale`, 5 unless given. Unit: stars, of five, with a t interval. Empty: null. Left out: `missingRatedAt`.
 * Errors: stars that are no number from 0 to the scale; a scale that is no positive number.
 *
 * @example
 * import { averageRating } from 'sales-effectiveness';
 * const ratedAt = Date.UTC(2026, 9, 31);
 * averageRating([{ stars: 5, ratedAt }, { stars: 4, ratedAt }, { stars: 6, scale: 10, ratedAt }]).value // => 4
 *
 * @function
 */
export const averageRating = /*@__PURE__*/ kpi({
  name: 'averageRating',
  unit: 'stars',
  better: 'higher',
  options: { scale: 5 },
  check: (options) => checkScale(options, 'averageRating'),
  totals: { stars: sample },
  marks: {
    ratings: (each, at, options) =>
      each((rating) => {
        const { stars, most } = starsOf(rating, options);
        at(rating.ratedAt).stars.add((stars * 5) / most);
      }),
  },
  of: ({ stars: ratings }, { level }) => stars(ratings, { level }),
});
