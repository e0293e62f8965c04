import { MISSING_ENTERED_AT, OPEN, REASONS, type Visits } from './visitsOf.js';

/** Makes one visit of consecutive ones to a stage: from the first entry to the last end. */
export function mergeRepeats(visits: Visits): void {
  const { stage, entered, ended, fate } = visits;
  let kept = 0;
  for (let i = 0; i < visits.count; i++) {
    const before = kept - 1;
    if (kept > 0 && stage[before] === stage[i] && fate[before] !== MISSING_ENTERED_AT) {
      ended[before] = ended[i]!;
      fate[before] = fate[i]!;
    } else {
      move(visits, i, kept);
      entered[kept] = entered[i]!;
      kept++;
    }
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
