import { MISSING_ENTERED_AT, NEGATIVE, OPEN, REASONS, type Visits } from './visitsOf.js';

/**
 * Makes one visit of consecutive ones to a stage: from the first entry to the latest end, open where the last one is.
 * Those that were left before they were entered stay apart.
 */
export function mergeRepeats(visits: Visits): void {
  const { stage, ended, fate } = visits;
  let kept = 0;
  let run = -1;
  for (let i = 0; i < visits.count; i++) {
    const apart = fate[i] === MISSING_ENTERED_AT || fate[i] === NEGATIVE;
    if (!apart && run >= 0 && stage[run] === stage[i]) {
      const closes = fate[i] === OPEN || REASONS[fate[i]!] !== undefined;
      ended[run] = closes ? ended[i]! : Math.max(ended[run]!, ended[i]!);
      fate[run] = fate[i]!;
      continue;
    }
    move(visits, i, kept);
    if (!apart) run = kept;
    // A deal that was elsewhere in between, however long, comes back.
    else if (fate[kept] === NEGATIVE && run >= 0 && stage[kept] !== stage[run]) run = -1;
    kept++;
  }
  visits.count = kept;
}

/**
 * Makes one visit of all visits to a stage that were entered in the period: from the first entry, for the sum of their
 * lengths. It is open where one of them is and can be timed; an open one that cannot be leaves the others as they are.
 */
export function sumPerStage(visits: Visits, start: number, end: number): void {
  const { stage, entered, ended, fate } = visits;
  let kept = 0;
  for (let i = 0; i < visits.count; i++) {
    const from = entered[i]!;
    if (from < start || from >= end) continue;
    const length = ended[i]! - from;
    const of = REASONS[fate[i]!] === undefined ? indexOf(visits, stage[i]!, kept) : -1;
    if (of === -1) move(visits, i, kept++);
    else if (!(fate[i] === OPEN && Number.isNaN(length))) {
      ended[of]! += length;
      fate[of] = fate[i]!;
    }
  }
  visits.count = kept;
}

/** The visit to a stage among the first `kept`, those left out aside. */
function indexOf({ stage, fate }: Visits, name: string, kept: number): number {
  for (let i = 0; i < kept; i++) if (stage[i] === name && REASONS[fate[i]!] === undefined) return i;
  return -1;
}

function move({ stage, entered, ended, fate }: Visits, from: number, to: number): void {
  stage[to] = stage[from]!;
  entered[to] = entered[from]!;
  ended[to] = ended[from]!;
  fate[to] = fate[from]!;
}
