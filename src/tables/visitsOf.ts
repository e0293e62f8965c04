// One deal's visits to the stages of the pipeline, as they were known at an instant: sorted, ended where they ended.
import { requires } from '../error.js';
import type { Deal, StageVisit } from '../records/record.js';
import { closingOf } from '../status.js';
import { BEYOND, time } from '../time/instant.js';

/** How a visit ended, as far as it is known. */
export const OPEN = 0;
/** It went on to another stage, or was won. */
export const MOVED_ON = 1;
export const LOST = 2;
/** It ended, and where to is not known, or began again in the same stage. */
export const ENDED = 3;
/** It cannot be timed: nobody knows when it began, or when it ended. */
export const MISSING_ENTERED_AT = 4;
export const MISSING_CLOSED_AT = 5;
export const NEGATIVE = 6;

/** Why a visit was left out, by how it ended. */
export const REASONS: Readonly<Record<number, string>> = {
  4: 'missingEnteredAt',
  5: 'missingClosedAt',
  6: 'negativeDuration',
};

/** The visits of one deal, `count` of them, in columns that serve for the next deal too. */
export interface Visits {
  count: number;
  readonly stage: string[];
  readonly entered: number[];
  /** When it ended; of an open one the instant of knowledge, NaN without one. */
  readonly ended: number[];
  readonly fate: number[];
}

export const noVisits = (): Visits => ({ count: 0, stage: [], entered: [], ended: [], fate: [] });

/** When the deal was closed, as known then; infinite while it is open, NaN where that is missing. */
export function closedBy(deal: Deal, known: number): number {
  const closed = closingOf(deal);
  return closed > known ? Number.POSITIVE_INFINITY : closed;
}

/**
 * Reads a deal's visits. Sorted by entry, at one instant in the order in which they are listed. A visit ends when it was
 * left, else at the next one's entry, else when the deal was closed; what was entered then or later is no visit but
 * the end. What lies after `known` has not happened.
 */
export function visitsOf(deal: Deal, known: number, visits: Visits): void {
  visits.count = 0;
  const closed = closedBy(deal, known);
  const stages = listOf(deal.stages);
  const { stage, entered, ended, fate } = visits;
  let n = 0;
  let sorted = true;
  for (let i = 0; i < stages.length; i++) {
    const visit = stages[i]!;
    const name = nameOf(visit);
    const at = time(visit.enteredAt);
    const left = time(visit.leftAt);
    if (at > known || at >= closed) continue;
    stage[n] = name;
    entered[n] = at;
    ended[n] = left > known ? Number.NaN : left;
    if (n > 0 && !(at >= entered[n - 1]!)) sorted = false;
    n++;
  }
  visits.count = n;
  if (!sorted) sort(visits);
  let next = Number.NaN;
  let after = '';
  let last = true;
  for (let i = n - 1; i >= 0; i--) {
    const at = entered[i]!;
    if (Number.isNaN(at)) {
      fate[i] = MISSING_ENTERED_AT;
      continue;
    }
    const isOpen = closed === Number.POSITIVE_INFINITY;
    if (Number.isNaN(ended[i]!)) ended[i] = last ? closed : next;
    const end = ended[i]!;
    if (end < at) fate[i] = NEGATIVE;
    else if (!last) fate[i] = stage[i] === after ? ENDED : MOVED_ON;
    else if (end === Number.POSITIVE_INFINITY) {
      fate[i] = OPEN;
      ended[i] = known === BEYOND ? Number.NaN : known;
    } else if (Number.isNaN(end)) fate[i] = MISSING_CLOSED_AT;
    else fate[i] = isOpen ? ENDED : deal.status === 'won' ? MOVED_ON : LOST;
    next = at;
    after = stage[i]!;
    last = false;
  }
}

const NO_VISITS: readonly StageVisit[] = [];

/** A deal's visits as they are listed. */
export function listOf(stages: Deal['stages']): readonly StageVisit[] {
  if (stages === null || stages === undefined) return NO_VISITS;
  if (!Array.isArray(stages)) throw requires(TypeError, 'a list of visits', stages);
  return stages;
}

/** The stage that a visit is to. */
export function nameOf(visit: StageVisit): string {
  if (typeof visit !== 'object' || visit === null) throw requires(TypeError, 'a visit', visit);
  const { stage } = visit;
  if (typeof stage !== 'string') throw requires(TypeError, 'a stage as text', stage);
  return stage;
}

const FEW = 32;

function sortMany({ count, stage, entered, ended }: Visits): void {
  const before = (at: number) => (Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at);
  const order = Array.from({ length: count }, (_, i) => [before(entered[i]!), i] as const).sort(
    ([a, i], [b, j]) => (a === b ? i - j : a - b),
  );
  const [stages, entries, ends] = [stage.slice(0, count), entered.slice(0, count), ended.slice(0, count)];
  order.forEach(([, from], to) => {
    stage[to] = stages[from]!;
    entered[to] = entries[from]!;
    ended[to] = ends[from]!;
  });
}

/** By entry; those without an entry first, where they are in nobody's way. Few visits: each sinks to its place. */
function sort(visits: Visits): void {
  const { count, stage, entered, ended } = visits;
  if (count > FEW) {
    sortMany(visits);
    return;
  }
  for (let i = 1; i < count; i++) {
    const name = stage[i]!;
    const at = entered[i]!;
    const left = ended[i]!;
    let to = i;
    while (to > 0 && (Number.isNaN(at) ? !Number.isNaN(entered[to - 1]!) : entered[to - 1]! > at)) {
      stage[to] = stage[to - 1]!;
      entered[to] = entered[to - 1]!;
      ended[to] = ended[to - 1]!;
      to--;
    }
    stage[to] = name;
    entered[to] = at;
    ended[to] = left;
  }
}
