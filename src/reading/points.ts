import { requires, requiresNumber } from '../error.js';
import { normalQuantile } from '../statistics/normalQuantile.js';
import type { PointsReading } from './reading.js';

/** How many recommend, do not mind, and warn. */
export interface AnswerCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/**
 * The reading of a net score: 100 × (promoters − detractors) ÷ answers, with its standard error (divisor n).
 *
 * Interval at `level`: `'normal'` is the score ± z standard errors, not clipped, null when the error is 0; `'adjusted'`
 * adds three answers, ¾ of a promoter, 1½ passives and ¾ of a detractor, is centred on the score of those, and clipped to
 * ±100. No answers: null. Errors: a RangeError for counts below 0,
 * a level that is not between 0 and 1, and an interval of another name.
 *
 * Source: Rocks 2016, "Interval estimation for the Net Promoter Score", The American Statistician 70.
 *
 * @example
 * import { points } from 'sales-effectiveness';
 * points({ promoters: 50, passives: 30, detractors: 20 }, { level: 0.95, interval: 'normal' }).value // => 30
 */
export function points(
  { promoters, passives, detractors }: AnswerCounts,
  { level, interval: kind }: { level: number; interval: 'normal' | 'adjusted' },
): PointsReading {
  for (const counted of [promoters, passives, detractors])
    if (!(typeof counted === 'number' && counted >= 0 && counted < Number.POSITIVE_INFINITY))
      throw requiresNumber('counts of 0 or more', counted, 'points');
  if (!(level > 0 && (1 + level) / 2 < 1)) throw requiresNumber('a level between 0 and 1', level, 'points');
  if (kind !== 'normal' && kind !== 'adjusted')
    throw requires(RangeError, "interval to be 'normal' or 'adjusted'", kind, 'points');
  const n = promoters + passives + detractors;
  const z = normalQuantile((1 + level) / 2);
  const own = scoreOf(promoters, detractors, n);
  const adjusted = scoreOf(promoters + 0.75, detractors + 0.75, n + 3);
  const { score, error } = kind === 'normal' ? own : adjusted;
  const least = kind === 'normal' ? Number.NEGATIVE_INFINITY : -100;
  const limits = { low: Math.max(least, score - z * error), high: Math.min(-least, score + z * error) };
  return {
    value: n === 0 ? null : own.score,
    unit: 'points',
    better: 'higher',
    promoters,
    passives,
    detractors,
    standardError: n === 0 ? null : own.error,
    count: n,
    interval: n === 0 || error === 0 ? null : { ...limits, level },
    excluded: {},
  };
}

/** The score and its standard error; of whole counts the error of a unanimous vote is exactly 0. */
function scoreOf(promoters: number, detractors: number, n: number): { score: number; error: number } {
  const net = promoters - detractors;
  const spread = n * (promoters + detractors) - net * net;
  return { score: (100 * net) / n, error: (100 * Math.sqrt(spread / n)) / n };
}
