import { requires } from '../error.js';
import { addTo } from '../excluded.js';
import { asked, oneOf, type ReadingOptions } from '../options.js';
import { rate } from '../reading/rate.js';
import type { RateReading } from '../reading/reading.js';
import type { Deal, Lead } from '../records/record.js';
import { BEYOND, type Instant, time } from '../time/instant.js';
import { eachRow } from './eachRow.js';
import { checkOrder } from './stageDurations.js';
import { closedBy, listOf, nameOf } from './visitsOf.js';

/** How a funnel is read. */
export interface FunnelOptions extends ReadingOptions {
  /** The stages of the pipeline in their order; of leads the dates of their steps. */
  readonly order?: readonly string[] | undefined;
  /** Whether one that skipped a step reached it: 'count' (the default), it did; 'break', it did not, nor any after. */
  readonly skips?: 'count' | 'break' | undefined;
  /** With skips: 'break', whether a step counts that was reached before the one that precedes it. */
  readonly backward?: 'count' | 'break' | undefined;
}

/** One step of the funnel. */
export interface FunnelStep {
  readonly stage: string;
  readonly reached: number;
  /** Of those, who reached the next step; null for the last. */
  readonly next: RateReading<number> | null;
  /** Of all that entered the funnel. */
  readonly cumulative: RateReading<number>;
  /** Who reached this step, not the next, and may still: open deals, leads neither won nor disqualified. */
  readonly pending: number;
}

/** Rows of deals or of leads, bare or by the name of their table. */
export type FunnelRows =
  | Iterable<Deal>
  | Iterable<Lead>
  | { readonly deals: Iterable<Deal> }
  | { readonly leads: Iterable<Lead> };

const LEAD_STEPS: readonly string[] = ['firstContactedAt', 'qualifiedAt', 'wonAt'];
const TABLES = { deals: true, leads: true };

/**
 * The funnel: how many get to each step, how many go on from there, and how many still may.
 *
 * Of deals (`order` names the stages of the pipeline; a stage is reached when it was entered, the closing one too) or of
 * leads (`order: ['firstContactedAt', 'qualifiedAt', 'wonAt']`), created in `during`, as known at `asOf`. `next` is those
 * who reached the next step ÷ those who reached this one, `cumulative` those who reached this one ÷ all, with Wilson's
 * intervals; `pending` may still go on. Steps may be reached in any order of time, and who reached a later one reached
 * those before; with `skips: 'break'` a skipped step ends the way, with `backward: 'break'` besides also one that
 * was reached too early.
 * The last step is what `order` ends with: name the stage of won deals last to see them. Bare rows are deals unless all of
 * `order` are dates of leads; `{ leads }` needs no `order`.
 * Unit: ratio. Empty: 0 reached, null. Left out, and counted in `cumulative.excluded`: deals without stages
 * (`missingStages`), `missingCreatedAt`; visits without a date are not known (`missingEnteredAt`,
 * counted by visit).
 * Errors: no `order` for deals, or a step twice in it; an instant that is text; a status that is none.
 *
 * @example
 * import { funnel } from 'sales-effectiveness';
 * const day = (n: number) => Date.UTC(2026, 0, n);
 * const leads = [
 *   { id: 1, createdAt: day(1), firstContactedAt: day(1), qualifiedAt: day(2), wonAt: day(9) },
 *   { id: 2, createdAt: day(1), firstContactedAt: day(3) },
 *   { id: 3, createdAt: day(2), firstContactedAt: day(3), disqualifiedAt: day(4) },
 *   { id: 4, createdAt: day(3) },
 * ];
 * const steps = funnel(leads, { order: ['firstContactedAt', 'qualifiedAt', 'wonAt'] });
 * steps.map(({ reached, next, pending }) => [reached, next?.value ?? null, pending]) // => [[3, 1 / 3, 1], [1, 1, 0], [1, null, 0]]
 */
export function funnel<Rows extends { readonly leads: Iterable<Lead> }>(
  rows: Rows,
  options?: FunnelOptions,
): FunnelStep[];
export function funnel<Rows extends FunnelRows>(
  rows: Rows,
  options: FunnelOptions & { readonly order: readonly string[] },
): FunnelStep[];
export function funnel(rows: FunnelRows, options: FunnelOptions = {}): FunnelStep[] {
  const { asOf, start, end, level } = asked(options, 'funnel', ['order', 'skips', 'backward']);
  const { skips = 'count', backward = 'count' } = options;
  oneOf(skips, ['count', 'break'], 'skips', 'funnel');
  oneOf(backward, ['count', 'break'], 'backward', 'funnel');
  if (backward === 'break' && skips !== 'break')
    throw requires(RangeError, "skips: 'break' for backward: 'break'", skips, 'funnel');
  const { table, all, order } = tableOf(rows, options.order);
  const stepOf = new Map(order.map((stage, i) => [stage, i]));
  const known = asOf ?? BEYOND;
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => addTo(excluded, reason, 1);
  // What the row in hand reached, and how many rows got so far: those that ended there, and those that may go on.
  const reached: Reached = { step: [], at: [] };
  const ended = new Array<number>(order.length + 1).fill(0);
  const pending = new Array<number>(order.length + 1).fill(0);
  const reach = (stage: string, instant: Instant) => {
    const at = time(instant);
    const step = stepOf.get(stage);
    if (step === undefined || !(at <= known)) return;
    reached.step.push(step);
    reached.at.push(at);
  };
  const wayOf = skips === 'count' ? furthest : backward === 'count' ? unbroken : inTime;

  const visit = (row: Deal & Lead) => {
    const created = time(row.createdAt);
    if (created < start || created >= end) return;
    const open = table === 'deals' ? closedBy(row, known) > known : isOpen(row, known);
    if (Number.isNaN(created)) return leaveOut('missingCreatedAt');
    reached.step.length = reached.at.length = 0;
    if (table === 'leads') for (const field of order) reach(field, row[field as 'wonAt']);
    else {
      const stages = listOf(row.stages);
      if (stages.length === 0) return leaveOut('missingStages');
      for (const visit of stages) {
        const stage = nameOf(visit);
        const { enteredAt } = visit;
        if (enteredAt === null || enteredAt === undefined) leaveOut('missingEnteredAt');
        reach(stage, enteredAt);
      }
    }
    (open ? pending : ended)[wayOf(reached, order.length)]!++;
  };
  eachRow(all as Iterable<Deal & Lead>, known, 'funnel', visit, table);

  const got = order.map((_, i) => sum(ended, i + 1) + sum(pending, i + 1));
  const entered = sum(ended, 0) + sum(pending, 0);
  return order.map((stage, i) => ({
    stage,
    reached: got[i]!,
    next: i + 1 < order.length ? rate(got[i + 1]!, got[i]!, level) : null,
    cumulative: { ...rate(got[i]!, entered, level), excluded: { ...excluded } },
    pending: pending[i + 1]!,
  }));
}

/** Steps that a row reached, each with its instant, as they are listed. */
interface Reached {
  readonly step: number[];
  readonly at: number[];
}

/** How many steps one has reached who reached the last of these: all up to it. */
const furthest = ({ step }: Reached) => step.reduce((most, each) => Math.max(most, each + 1), 0);

/** How many steps were reached without a gap. */
function unbroken({ step }: Reached, steps: number): number {
  let way = 0;
  while (way < steps && step.includes(way)) way++;
  return way;
}

/** How many steps were reached one after the other. */
function inTime({ step, at }: Reached, steps: number): number {
  let way = 0;
  for (let since = Number.NEGATIVE_INFINITY; way < steps; way++) {
    const times = at.filter((instant, i) => step[i] === way && instant >= since);
    if (times.length === 0) break;
    since = times.reduce((least, each) => Math.min(least, each));
  }
  return way;
}

const isOpen = ({ wonAt, disqualifiedAt }: Lead, known: number) =>
  !(time(wonAt) <= known || time(disqualifiedAt) <= known);

const sum = (counts: readonly number[], from: number) => counts.slice(from).reduce((a, b) => a + b, 0);

/** Which table the rows are of, and its steps: those of leads are dates of theirs. */
function tableOf(rows: FunnelRows, given: readonly string[] | undefined) {
  const named = typeof rows === 'object' && rows !== null && !(Symbol.iterator in rows) ? rows : null;
  const [table, all] = named === null ? [undefined, rows] : (Object.entries(named)[0] ?? []);
  if (named !== null && (table === undefined || !(table in TABLES) || Object.keys(named).length > 1))
    throw requires(TypeError, 'deals or leads', rows, 'funnel');
  const order = given ?? (table === 'leads' ? LEAD_STEPS : undefined);
  if (order === undefined) throw requires(TypeError, 'order (a list of stages)', given, 'funnel');
  checkOrder(order, 'funnel');
  const ofLeads = order.every((step) => step === 'createdAt' || LEAD_STEPS.includes(step));
  if (table === 'leads' && !ofLeads)
    throw requires(RangeError, `order among createdAt, ${LEAD_STEPS.join(', ')}`, order.join(', '), 'funnel');
  return { table: table ?? (ofLeads && order.length > 0 ? 'leads' : 'deals'), all, order };
}
