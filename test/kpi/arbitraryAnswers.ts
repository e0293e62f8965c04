// Answers, ratings and purchases as shops and survey tools export them; times and amounts are those of the laws.
import fc from 'fast-check';
import type { Id, Instant, Rating, Sale, SurveyAnswer } from 'sales-effectiveness';
import { arbitraryAmounts, arbitraryTimes } from '../laws.js';

const dates = fc
  .tuple(arbitraryTimes, fc.boolean())
  .map(([ms, asDate]): Instant => (asDate ? new Date(ms) : ms));
const seldomNone = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary, weight: 8 }, { arbitrary: fc.constantFrom(null, undefined), weight: 1 });

/** Few, so that they come again; by number and by its text, and those that an object would get wrong. */
const customers = fc.constantFrom<Id | null | undefined>(
  ...['a', 'b', 'c', 7, '7', '007', null, undefined, '__proto__', 'constructor'],
);
const owners = fc.constantFrom('rep-1', 'rep-2', 7, '7', null, undefined, '__proto__', 'constructor');
const ids = fc.oneof(fc.nat(12), fc.nat(12).map(String), fc.constantFrom('007', 's-1', 's-10', 'S-9'));

/** A few instants that many rows share: of the last local days of March in Paris, about the change to summer time. */
const shared = fc.constantFrom<Instant>(
  Date.UTC(2026, 2, 28, 22, 59),
  ...[0, 1, 13, 22].map((hour) => Date.UTC(2026, 2, 29, hour)),
  new Date(Date.UTC(2026, 2, 29, 1)),
);

/** Answers to "would you recommend us?": ties, ids twice or none, customers again and again, without dates. */
export const arbitraryAnswers: fc.Arbitrary<SurveyAnswer[]> = fc
  .array(
    fc.record(
      {
        score: fc.oneof(fc.nat(10), fc.constantFrom(0, -0, 6, 7, 8, 9, 10)),
        answeredAt: seldomNone(fc.oneof(shared, dates)),
        id: fc.oneof(
          { arbitrary: ids, weight: 3 },
          { arbitrary: fc.constantFrom(null, undefined), weight: 1 },
        ),
        customerId: customers,
        ownerId: owners,
        channel: fc.constantFrom('email', 'phone', null),
      },
      { requiredKeys: ['score', 'answeredAt'] },
    ),
    { maxLength: 30, size: 'max' },
  )
  .map((rows) => rows as SurveyAnswer[]);

/** Tables of such answers, as `laws` takes them. */
export const answerTables = fc.record({ answers: arbitraryAnswers });

const stars = fc
  .constantFrom<number | null | undefined>(5, 5, 10, 3, 100, 1, 0.1, null, undefined)
  .chain((scale) =>
    fc
      .tuple(fc.nat(20), fc.boolean())
      // Twentieths of the scale, of which many are exactly at an edge.
      .map(([twentieths, named]) => ({ stars: ((scale ?? 5) * twentieths) / 20, scale, named })),
  );

/** Ratings on scales of their own or on none, half stars, none and all of them, without dates. */
export const arbitraryRatings: fc.Arbitrary<Rating[]> = fc
  .array(fc.tuple(stars, seldomNone(dates), owners), { maxLength: 30, size: 'max' })
  .map((rows) =>
    rows.map(([{ stars, scale, named }, ratedAt, ownerId]) => ({
      stars,
      ratedAt,
      ownerId,
      ...(named || (scale !== 5 && scale !== undefined) ? { scale } : {}),
    })),
  );

/** Tables of such ratings. */
export const ratingTables = fc.record({ ratings: arbitraryRatings });

/** Sales of which most are somebody's second: refunds, free ones, ids twice or none, several on one local day. */
export const arbitraryPurchases: fc.Arbitrary<Sale[]> = fc
  .array(
    fc.record(
      {
        id: fc.oneof(
          { arbitrary: ids, weight: 5 },
          { arbitrary: fc.constantFrom(null, undefined), weight: 1 },
        ),
        soldAt: seldomNone(fc.oneof(shared, dates)),
        customerId: customers,
        amount: seldomNone(fc.oneof(arbitraryAmounts, fc.nat(99))),
        ownerId: owners,
        source: fc.constantFrom('web', 'fair', null),
      },
      { requiredKeys: ['id', 'soldAt'] },
    ),
    { maxLength: 30, size: 'max' },
  )
  .map((rows) => rows as unknown as Sale[]);

/** Tables of such sales. */
export const purchaseTables = fc.record({ sales: arbitraryPurchases });
