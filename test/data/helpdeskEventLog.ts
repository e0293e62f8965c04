import {
  bottleneck,
  dealsOpened,
  funnel,
  type Sample,
  salesCycle,
  sample,
  stageDurations,
  stagesFromHistory,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { compareFigures, share, summary } from './figures.js';
import type { Folder } from './folder.js';

const HOUR = 3_600_000;

/** 13,710 events of 3,804 cases, whose activities are taken for stages of a pipeline; gives the ids compared. */
export function helpdeskEventLog(folder: Folder, comparison: Comparison): Set<string> {
  // Leads, for they have an id, a date and no status.
  const { rows: events, rejects } = parseRecords('leads', folder.csv('helpdesk.csv'), {
    columns: { id: 'CaseID', createdAt: 'CompleteTimestamp' },
    timeZone: 'UTC',
    keep: ['ActivityID'],
  });
  comparison.same('events that could not be read', rejects.length, 0);

  const cases = new Map<string, { first: number; last: number }>();
  for (const { id, createdAt } of events) {
    const { first, last } = cases.get(id) ?? { first: createdAt, last: createdAt };
    cases.set(id, { first: Math.min(first, createdAt), last: Math.max(last, createdAt) });
  }
  // Open deals, so that the last event of a case opens a visit that does not end.
  const deals = stagesFromHistory(
    [...cases].map(([id, { first }]) => ({ id, createdAt: first, status: 'open' as const })),
    events.map(({ id, createdAt, ActivityID }) => ({ dealId: id, stage: ActivityID!, at: createdAt })),
  );
  const closed = [...cases].map(([id, { first, last }]) => {
    return { id, createdAt: first, closedAt: last, status: 'won' as const };
  });
  const stages = stageDurations(deals, { unit: 'hours' });
  const perStage = <V>(of: (row: (typeof stages)[number]) => V) =>
    Object.fromEntries(stages.map((row) => [row.stage, of(row)]));
  const times = timesByStage(deals);
  // The truth knows no least number of visits but where it says so.
  const costliest = (by: 'mean' | 'median' | 'total', minVisits = 0) =>
    bottleneck(deals, { by, minVisits })[0]?.stage;

  return compareFigures(folder, comparison, {
    time_in_stage_per_visit: perStage((row) =>
      summary({ ...row, count: row.ended }, times.get(row.stage) ?? sample.zero, HOUR),
    ),
    bottleneck: {
      by_mean: costliest('mean'),
      by_mean_min_30: costliest('mean', 30),
      by_median: costliest('median'),
      by_total: costliest('total'),
      total_hours: perStage(({ total }) => total),
      share_of_total: perStage(({ share }) => share),
    },
    case_duration_days: summary(salesCycle(closed), salesCycle.totals(closed).cycle, 24 * HOUR),
    counts: {
      events: stages.reduce((sum, { visits }) => sum + visits, 0),
      cases: dealsOpened(deals).value,
      cases_with_stage: perStage(({ stage }) =>
        share(funnel(deals, { order: [stage], skips: 'break' })[0]!.cumulative),
      ),
    },
  });
}

/** How long visits lasted, in milliseconds: minimum, quartiles and maximum, which are in no row, are taken from these. */
function timesByStage(deals: ReturnType<typeof stagesFromHistory>): Map<string, Sample> {
  const times = new Map<string, ReturnType<typeof sample.open>>();
  for (const { stages } of deals)
    for (const [i, { stage, enteredAt }] of (stages ?? []).entries()) {
      const next = stages?.[i + 1];
      if (next === undefined) continue;
      if (!times.has(stage)) times.set(stage, sample.open());
      times.get(stage)!.add(Number(next.enteredAt) - Number(enteredAt));
    }
  return new Map([...times].map(([stage, live]) => [stage, live.toJSON()]));
}
