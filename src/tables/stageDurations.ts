import { requires } from '../error.js';
import { asked, oneOf, type ReadingOptions } from '../options.js';
import type { Deal } from '../records/record.js';
import { BEYOND, DAY } from '../time/instant.js';
import { eachRow } from './eachRow.js';
import { LiveStage, type StageRow, stageRows } from './stageRows.js';
import { noVisits, visitsOf } from './visitsOf.js';
import { mergeRepeats, sumPerStage } from './visitUnits.js';

/** How time in stage is read. */
export interface StageOptions extends ReadingOptions {
  /** The pipeline's stages in their order; those that it does not name come after. */
  readonly order?: readonly string[] | undefined;
  /** What is one visit: each (the default), all of a deal in the stage, or consecutive ones of a stage. */
  readonly visits?: 'each' | 'perDeal' | 'merged' | undefined;
  readonly unit?: 'days' | 'hours' | undefined;
}

/**
 * Time in stage: where deals get stuck. Each stage's visits with mean, median and p90, and the share of all time.
 *
 * A visit begins at `enteredAt`, where it is placed in `during`, and ends at `leftAt`, else at the deal's next visit,
 * else at its `closedAt`; on an open deal it is timed to `asOf`, or only counted where there is none. What is entered
 * at the closing or later ("Closed won") is no visit; so with closings that are dates without a time, add the day's end first. Visits at one instant follow each other as listed; no time counts.
 * `visits: 'perDeal'` takes all visits of a deal to a stage as one (their ended times, and with `asOf` the open time,
 * added up), `'merged'` consecutive ones.
 * Unit: days, or `unit: 'hours'`; type-7 percentiles; `medianWithOpen` counts open visits for as long as they have
 * been (Kaplan & Meier 1958). Rows in the `order` given, all of it; other stages after, by name. Empty: no other rows.
 * Left out, counted in the row of the stage: `negativeDuration`, `missingEnteredAt`, and `missingClosedAt` where only
 * that could end it. Errors: a stage that is no text, an instant that is text, a status other than open, won or lost.
 *
 * @example
 * import { stageDurations } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const stages = [
 *   { stage: 'Demo', enteredAt: day(1) },
 *   { stage: 'Offer', enteredAt: day(5) },
 *   { stage: 'Closed won', enteredAt: day(25) },
 * ];
 * const deals = [{ id: 1, createdAt: day(1), closedAt: day(25), status: 'won', stages }] as const;
 * stageDurations(deals).map(({ stage, mean, share }) => [stage, mean, share?.toFixed(3)]) // => [['Demo', 4, '0.167'], ['Offer', 20, '0.833']]
 */
export function stageDurations<Rows extends Iterable<Deal>>(
  deals: Rows,
  options: StageOptions = {},
): StageRow[] {
  return stagesOf(deals, options, 'stageDurations');
}

const OWN = ['order', 'visits', 'unit'];

/** The same for whoever ranks them; `own` are options of its own. */
export function stagesOf(
  deals: Iterable<Deal>,
  options: StageOptions,
  who: string,
  own: readonly string[] = [],
): StageRow[] {
  const { asOf, start, end, level } = asked(options, who, [...OWN, ...own]);
  const { order = [], visits: units = 'each', unit = 'days' } = options;
  checkOrder(order, who);
  oneOf(units, ['each', 'perDeal', 'merged'], 'visits', who);
  oneOf(unit, ['days', 'hours'], 'unit', who);
  const known = asOf ?? BEYOND;
  const byStage = new Map(order.map((stage) => [stage, new LiveStage()]));
  const named = byStage.size;
  const visits = noVisits();
  const { stage, entered, ended, fate } = visits;
  eachRow(deals, known, who, (deal) => {
    visitsOf(deal, known, visits);
    if (units === 'merged') mergeRepeats(visits);
    else if (units === 'perDeal') sumPerStage(visits, start, end);
    for (let i = 0; i < visits.count; i++) {
      const from = entered[i]!;
      if (from < start || from >= end) continue;
      const name = stage[i]!;
      let live = byStage.get(name);
      if (live === undefined) byStage.set(name, (live = new LiveStage()));
      live.add(ended[i]! - from, fate[i]!);
    }
  });
  return stageRows(byStage, named, unit === 'days' ? DAY : DAY / 24, level);
}

/** Refuses an order of stages that is none, or that names one twice. */
export function checkOrder(order: unknown, who: string): asserts order is readonly string[] {
  if (!Array.isArray(order) || !order.every((stage) => typeof stage === 'string'))
    throw requires(TypeError, 'order (a list of stages)', order, who);
  const twice = order.find((stage, i) => order.indexOf(stage) !== i);
  if (twice !== undefined) throw requires(RangeError, 'order to name a stage once', twice, who);
}
