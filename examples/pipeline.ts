// What the pipeline says: the cycle with lost and open deals in view, its bottleneck, and the deals that are stalled.
import {
  bottleneck,
  type Deal,
  type Excluded,
  type Id,
  type RankedStage,
  scorecard,
  stalledDeals,
  type TimeToEventReading,
  type TimeToOutcomeReading,
  timeToClose,
  timeToWin,
} from 'sales-effectiveness';
import type { AsOf } from './asOf.js';
import { clip, columns, counted, days, decimals, limits, sentences, whole } from './layout.js';
import type { Report } from './report.js';

/** What the pipeline says, as plain data. */
export interface Pipeline {
  readonly timeToClose: Omit<TimeToEventReading, 'curve'>;
  readonly timeToWin: Omit<TimeToOutcomeReading, 'curve'>;
  /** How many days the data reach, and the share of deals that are open for longer; null where no deal can be timed. */
  readonly reach: { readonly days: number; readonly open: number } | null;
  readonly bottleneck: {
    /** How many deals have stages. */
    readonly deals: number;
    /** How many visits must have ended for a stage to be ranked. */
    readonly minVisits: number;
    /** By mean, the costliest first; those with too few visits last, without a rank. */
    readonly stages: readonly RankedStage[];
    /** How many visits are left out, by reason. */
    readonly excluded: Excluded;
  };
  readonly stalled: {
    readonly count: number;
    /** The furthest over its limit first; the stage is null where a deal has none and is measured as a whole. */
    readonly deals: readonly StalledRow[];
  };
}

interface StalledRow {
  readonly id: Id;
  readonly stage: string | null;
  readonly days: number;
  readonly limit: number;
}

const MIN_VISITS = 5;
/** How many stalled deals and stages are shown; JSON has them all. */
const SHOWN_DEALS = 10;
const SHOWN_STAGES = 40;
/** How much of the name of a stage a sentence or a cell has room for. */
const STAGE_WIDTH = 30;

export function measurePipeline(deals: readonly Deal[], timeZone: string, asOf: AsOf | null): Pipeline {
  // Without deals there is nothing to know, at any instant.
  const known = { asOf: asOf?.instant ?? 0 };
  const inDays = { days: 'calendar', timeZone } as const;
  const { toClose, toWin } = scorecard(
    { deals },
    { toClose: timeToClose.with(inDays), toWin: timeToWin.with(inDays) },
    known,
  );
  const { curve, ...closing } = toClose;
  const { curve: _, ...winning } = toWin;
  const last = curve.at(-1);
  const stages = bottleneck(deals, { ...known, by: 'mean', minVisits: MIN_VISITS });
  const stalled = stalledDeals(deals, known);
  return {
    timeToClose: closing,
    timeToWin: winning,
    reach: last === undefined ? null : { days: last.days, open: last.survival },
    bottleneck: {
      deals: deals.filter((deal) => deal.stages && deal.stages.length > 0).length,
      minVisits: MIN_VISITS,
      stages,
      excluded: sumOf(stages.map(({ excluded }) => excluded)),
    },
    stalled: {
      count: stalled.length,
      deals: stalled.map(({ deal, stage, days, limit }) => ({ id: deal.id, stage, days, limit })),
    },
  };
}

function sumOf(all: readonly Excluded[]): Excluded {
  const sum: Record<string, number> = {};
  for (const each of all)
    for (const [reason, count] of Object.entries(each)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}

/** The time to close and to win, and what the mean of won deals does not say. */
export function cycleLines(report: Report): string[] {
  const { timeToClose, timeToWin, reach } = report;
  if (timeToClose.count === 0) return ['  no deal can be timed'];
  const { winProbability } = timeToWin;
  const share = (value: number | null) => (value === null ? '–' : decimals(value * 100, 2));
  const count = whole(timeToClose.count);
  const half = timeToWin.value === null ? '–' : decimals(timeToWin.value, 2);
  return [
    ...sentences(difference(report)),
    ...columns(
      ['', 'value', 'from', 'to', 'deals'],
      [
        ['time to close, median (days)', ...limits(timeToClose, (value) => decimals(value, 2)), count],
        [
          'a new deal is won in the end (%)',
          share(winProbability.value),
          share(winProbability.low),
          share(winProbability.high),
          count,
        ],
        ['half of those wins within (days)', half, '–', '–', count],
      ],
    ),
    ...(reach === null || reach.open === 0
      ? []
      : sentences(
          `The end is as far as the data reach, ${days(reach.days)}:`,
          `${decimals(reach.open * 100, 1)}% of deals are open for longer.`,
        )),
  ];
}

function difference({ deals: { lost, open }, salesCycle, timeToClose }: Report): string {
  const half =
    timeToClose.value === null
      ? 'the data do not reach the day by which half of all deals are decided.'
      : `half of all deals are decided within ${days(timeToClose.value)}.`;
  if (salesCycle.mean === null) return `No won deal can be timed, so there is no mean of them; ${half}`;
  const mean = `The mean of won deals, ${days(salesCycle.mean)},`;
  const forgotten = [...those(lost, 'was lost', 'were lost'), ...those(open, 'is open', 'are open')];
  return forgotten.length === 0
    ? `${mean} forgets none, since no deal is lost or open; ${half}`
    : `${mean} forgets ${forgotten.join(' and ')}: ${half}`;
}

const those = (count: number, one: string, more: string) =>
  count === 0 ? [] : [count === 1 ? `the one that ${one}` : `the ${whole(count)} that ${more}`];

/** The stages, the costliest first. */
export function bottleneckLines({ bottleneck, deals }: Report): string[] {
  const { stages, minVisits } = bottleneck;
  if (bottleneck.deals === 0)
    return ['  needs stages: --history FILE names a CSV file of stage changes (see --help)'];
  if (stages.length === 0) return ['  no visit to a stage before the closing of its deal'];
  const all = deals.won + deals.lost + deals.open;
  const shown = stages.slice(0, SHOWN_STAGES);
  const number = (value: number | null, times = 1) => (value === null ? '–' : decimals(value * times, 1));
  return [
    ...sentences(
      worst(stages, minVisits),
      ...(bottleneck.deals < all
        ? [`Stages are known of ${whole(bottleneck.deals)} of ${counted(all, 'deal')}.`]
        : []),
    ),
    ...columns(
      ['stage', 'rank', 'visits', 'open', 'mean', 'median', 'time %', 'moved on %'],
      shown.map(({ stage, rank, visits, open, mean, median, share, movedOn }) => [
        stage,
        rank === null ? '–' : whole(rank),
        whole(visits),
        whole(open),
        number(mean),
        number(median),
        number(share, 100),
        number(movedOn.value, 100),
      ]),
    ),
    ...(stages.length > shown.length
      ? [`  … and ${whole(stages.length - shown.length)} more: --json lists all`]
      : []),
    ...(stages.some(({ rank }) => rank === null)
      ? [`  rank –: fewer than ${minVisits} visits have ended, too few to compare`]
      : []),
  ];
}

function worst(stages: readonly RankedStage[], minVisits: number): string {
  const ranked = stages.filter(({ rank }) => rank !== null);
  const first = ranked.filter(({ rank }) => rank === 1);
  const [top] = first;
  if (top === undefined)
    return `Too few visits to say which stage is the bottleneck: none has ${minVisits} that have ended.`;
  const takes = `a visit takes ${days(top.mean!)} on average`;
  if (first.length > 1) {
    const names = first.map(({ stage }) => clip(stage, STAGE_WIDTH));
    return `No one stage is the bottleneck: in ${names.slice(0, -1).join(', ')} and ${names.at(-1)} ${takes}.`;
  }
  const name = clip(top.stage, STAGE_WIDTH);
  const only = ranked.length === 1 ? `, the only stage with ${minVisits} visits that have ended` : '';
  const share =
    top.share === null
      ? ''
      : `, and ${decimals(top.share * 100, 1)}% of the time in all stages is spent there`;
  return `The bottleneck is ${name}${only}: ${takes}${share}.`;
}

export function stalledTitle({ bottleneck }: Report): string {
  return bottleneck.deals === 0
    ? 'Stalled deals (open for longer than nine of ten won deals were)'
    : 'Stalled deals (longer in their stage than nine of ten won deals were)';
}

/** How many open deals are stalled, and the worst of them. */
export function stalledLines({ stalled, deals: { won, open } }: Report): string[] {
  if (open === 0) return ['  no deal is open'];
  if (won === 0) return ['  no deal was won, so nothing says how long is too long'];
  const { count } = stalled;
  if (count === 0) return ['  no open deal is stalled, as far as won deals tell'];
  const of = `of ${counted(open, 'open deal')} ${count === 1 ? 'is' : 'are'} stalled`;
  const shown = stalled.deals.slice(0, SHOWN_DEALS);
  return [
    `  ${whole(count)} ${of}${count > shown.length ? `; the ${shown.length} furthest over the limit:` : ':'}`,
    ...columns(
      ['deal', 'days', 'limit', 'stage'],
      shown.map(({ id, stage, days, limit }) => [
        String(id),
        decimals(days, 1),
        decimals(limit, 1),
        stage === null ? '(deal as a whole)' : clip(stage, STAGE_WIDTH),
      ]),
    ),
  ];
}
