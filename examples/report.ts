import {
  averageDealValue,
  type Deal,
  type DurationReading,
  dealsOpened,
  type Excluded,
  groupBy,
  type Instant,
  type LeaderboardRow,
  leaderboard,
  type MoneyReading,
  type RateReading,
  type Reading,
  salesCycle,
  salesFromDeals,
  scorecard,
  trend,
  winRate,
} from 'sales-effectiveness';
import { type AsOf, asOfDay } from './asOf.js';
import {
  amount,
  clip,
  columns,
  counted,
  decimals,
  limits,
  section,
  sentences,
  WIDTH,
  whole,
} from './layout.js';
import {
  bottleneckLines,
  cycleLines,
  measurePipeline,
  type Pipeline,
  stalledLines,
  stalledTitle,
} from './pipeline.js';
import type { HistoryFile } from './readHistory.js';
import type { SalesTables } from './tables.js';
import { developmentLines, measureTeam, movementLines, movementsTitle, type Team } from './team.js';
import { measureTen, type Ten, tenLeftOut, tenLines, tenTitle } from './ten.js';

/** A row that is no deal, and why. */
export interface RejectedRow {
  /** The line of the file on which the row starts; the header is usually line 1. */
  readonly line: number;
  readonly id: string | null;
  readonly column: string;
  readonly value: unknown;
  /** In plain words, the same for all rows with the same flaw. */
  readonly reason: string;
}

/** The deals of one rep, one source or one customer, and where their win rate stands; the key is null where a deal has none. */
export interface Group extends Pick<LeaderboardRow<string, RateReading>, 'rank' | 'standing' | 'gap'> {
  readonly key: string | null;
  readonly winRate: RateReading;
  readonly averageDealValue: MoneyReading;
}

/** The rows that are in none of the numbers, with the number of each reason. */
export interface Rejects {
  readonly count: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly rows: readonly RejectedRow[];
}

/** Everything that the report says, as plain data: `JSON.stringify` writes it, exact amounts as text. */
export interface Report extends Pipeline, Team {
  readonly title: string;
  readonly timeZone: string;
  /** Until when open deals are measured; null without deals. */
  readonly asOf: AsOf | null;
  /** When the data begin, where that is known: who was hired before may have sold before. */
  readonly dataFrom: string | null;
  readonly deals: Readonly<Record<'won' | 'lost' | 'open', number>>;
  /** The ten of the field's short list. */
  readonly ten: Ten;
  readonly salesCycle: DurationReading;
  /** The same cycles with the median and the p90 as the value, for their intervals. */
  readonly salesCycleMedian: DurationReading;
  readonly salesCycleP90: DurationReading;
  readonly winRate: RateReading;
  readonly averageDealValue: MoneyReading;
  readonly trend: readonly { readonly month: string; readonly salesCycle: DurationReading }[];
  readonly reps: readonly Group[];
  readonly sources?: readonly Group[];
  readonly customers?: readonly Group[];
  /** How many deals each number leaves out, by reason; the time to win those of the time to close. */
  readonly excluded: Readonly<
    Record<'salesCycle' | 'timeToClose' | 'winRate' | 'averageDealValue', Excluded>
  >;
  readonly rejects: Rejects;
  /** What became of the stage changes in a history of one's own. */
  readonly history?: {
    readonly changes: number;
    /** How many of them are of deals that the report does not have. */
    readonly ofOtherDeals: number;
    readonly rejects: Rejects;
  };
}

export interface ReportOptions {
  readonly title: string;
  /** The zone whose calendar counts the days and cuts the months. */
  readonly timeZone: string;
  /** The date until whose end open deals are measured; the latest one of the deals when not given. */
  readonly asOf?: string | undefined;
  /** What is known besides the deals; the sales are those of won deals when not given. */
  readonly tables?: Omit<SalesTables, 'deals'>;
  /** When the data begin: who was hired before may have sold before. */
  readonly dataFrom?: Instant;
  readonly rejects?: readonly RejectedRow[];
  readonly bySource?: boolean;
  readonly byCustomer?: boolean;
  /** The history of which the stages of the deals were made. */
  readonly history?: HistoryFile | undefined;
}

/** Measures deals: the key numbers in one pass, then the months, the pipeline, the ten, and each way to group them. */
export function measure(deals: readonly Deal[], options: ReportOptions): Report {
  const { title, timeZone, rejects = [], bySource = false, byCustomer = false, history } = options;
  // Calendar days, since a CRM's closing is most often a date without a time.
  const inDays = { days: 'calendar', timeZone } as const;
  const cycle = salesCycle.with(inDays);
  const card = scorecard(
    { deals },
    {
      salesCycle: cycle,
      salesCycleMedian: salesCycle.with({ ...inDays, statistic: 'median' }),
      salesCycleP90: salesCycle.with({ ...inDays, statistic: 'p90' }),
      winRate,
      averageDealValue,
    },
  );
  const months = trend(deals, cycle, { every: 'month', timeZone });
  const asOf = asOfDay(deals, timeZone, options.asOf);
  const pipeline = measurePipeline(deals, timeZone, asOf);
  const tables = { sales: salesFromDeals(deals), ...options.tables, deals };
  const context = { timeZone, asOf, dataFrom: options.dataFrom };
  const ten = measureTen(tables, context);
  const statuses = groupBy(deals, 'status', dealsOpened);
  return {
    title,
    timeZone,
    asOf,
    dataFrom:
      options.dataFrom == null
        ? null
        : new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(options.dataFrom),
    deals: {
      won: statuses.get('won')?.value ?? 0,
      lost: statuses.get('lost')?.value ?? 0,
      open: statuses.get('open')?.value ?? 0,
    },
    ten,
    ...card,
    ...pipeline,
    ...measureTeam(tables, ten, context),
    trend: months.map(({ period, reading }) => ({ month: period.name, salesCycle: reading })),
    reps: groups(deals, 'ownerId'),
    ...(bySource ? { sources: groups(deals, 'source') } : {}),
    ...(byCustomer ? { customers: groups(deals, 'customerId') } : {}),
    excluded: {
      salesCycle: card.salesCycle.excluded,
      timeToClose: pipeline.timeToClose.excluded,
      winRate: card.winRate.excluded,
      averageDealValue: card.averageDealValue.excluded,
    },
    rejects: rejectsOf(rejects),
    ...(history && {
      history: {
        changes: history.changes.length,
        ofOtherDeals: history.ofOtherDeals,
        rejects: rejectsOf(history.rejects),
      },
    }),
  };
}

/** Win rate and average deal for each key, ranked by the win rate; those without enough deals last. */
function groups(deals: readonly Deal[], key: 'ownerId' | 'source' | 'customerId'): Group[] {
  const averages = groupBy(deals, key, averageDealValue);
  return leaderboard(deals, winRate, { key }).map(({ key, rank, standing, gap, reading }) => ({
    ...{ key: key === undefined ? null : String(key), rank, standing, gap, winRate: reading },
    averageDealValue: averages.get(key)!,
  }));
}

/** Rejects with their reasons, the most frequent first. */
function rejectsOf(rows: readonly RejectedRow[]): Rejects {
  const counts = new Map<string, number>();
  for (const { reason } of rows) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].map(([reason, count]) => ({ reason, count }));
  return { count: rows.length, reasons: reasons.sort((a, b) => b.count - a.count), rows };
}

const BAR = 28;
/** How many groups and runs of rejected lines are shown; JSON has them all. */
const SHOWN_GROUPS = 40;
const SHOWN_RUNS = 4;

/** The report as lines of at most 80 columns. */
export function linesOf(report: Report): string[] {
  const { won, lost, open } = report.deals;
  const total = won + lost + open;
  return [
    clip(report.title, WIDTH),
    '='.repeat(WIDTH),
    `${whole(total)} deals: ${whole(won)} won, ${whole(lost)} lost, ${whole(open)} open. ${
      report.rejects.count === 0
        ? 'No row was rejected.'
        : `${counted(report.rejects.count, 'row')} rejected: see below.`
    }`,
    `Days and months of ${report.timeZone}; from, to: 95% interval.`,
    ...asOfLine(report),
    ...section(tenTitle(report.ten), tenLines(report.ten, report.dataFrom)),
    ...(report.development === undefined
      ? []
      : section('What each rep should work on', developmentLines(report.development))),
    ...(report.movements === undefined
      ? []
      : section(movementsTitle(report.movements), movementLines(report.movements))),
    ...section('Key numbers of all the data', keyNumbers(report)),
    ...section('The honest cycle (lost and open deals in view)', cycleLines(report)),
    ...section('The bottleneck (time in stage, in days)', bottleneckLines(report)),
    ...section(stalledTitle(report), stalledLines(report)),
    ...section('Sales cycle by month of closing (won deals, mean in days)', months(report)),
    ...Object.entries({ rep: report.reps, source: report.sources, customer: report.customers }).flatMap(
      ([name, each]) =>
        each === undefined
          ? []
          : section(`Leaderboard by ${name} (win rate)`, groupLines(name, each, report)),
    ),
    ...section('Left out, and why', leftOut(report)),
  ];
}

function asOfLine({ asOf }: Report): string[] {
  if (asOf === null) return [];
  const which = asOf.given ? '' : ', the latest date in the data';
  return [`Open deals are measured as of ${asOf.date}${which}.`];
}

function keyNumbers(report: Report): string[] {
  const { currency } = report.averageDealValue;
  const line = (name: string, reading: Reading, times = 1) => [
    name,
    ...limits(reading, (value) => decimals(value * times, 2)),
    whole(reading.count),
  ];
  return columns(
    ['', 'value', 'from', 'to', 'deals'],
    [
      line('sales cycle, mean (days)', report.salesCycle),
      line('sales cycle, median', report.salesCycleMedian),
      line('sales cycle, p90', report.salesCycleP90),
      line('win rate (%, won of won and lost)', report.winRate, 100),
      line(`average won deal${currency === null ? '' : ` (${currency})`}`, report.averageDealValue),
    ],
  );
}

function months({ trend }: Report): string[] {
  if (trend.length === 0) return ['  no won deal has a closing date'];
  const longest = Math.max(...trend.map(({ salesCycle }) => salesCycle.mean ?? 0));
  return columns(
    ['month', 'n', 'mean', 'from', 'to', ' '],
    trend.map(({ month, salesCycle }) => [
      month,
      whole(salesCycle.count),
      ...limits(salesCycle, (value) => decimals(value, 1)),
      longest === 0 ? '' : '█'.repeat(Math.round(((salesCycle.mean ?? 0) / longest) * BAR)),
    ]),
  );
}

function groupLines(name: string, groups: readonly Group[], report: Report): string[] {
  const largest = Math.max(
    ...groups.map(({ averageDealValue: { value, interval } }) =>
      Math.max(Math.abs(value?.toNumber() ?? 0), Math.abs(interval?.high ?? 0)),
    ),
  );
  const line = (key: string, { rank, winRate, standing, gap, averageDealValue }: Omit<Group, 'key'>) => {
    const [average] = limits(averageDealValue, (value) => amount(value, largest));
    const { value, interval } = averageDealValue;
    return [
      key,
      rank === null ? '' : whole(rank),
      whole(winRate.count),
      ...limits(winRate, (value) => decimals(value * 100, 1)),
      standing ?? '',
      gap === null ? '' : decimals(gap * 100, 1),
      whole(averageDealValue.count),
      average,
      // Limits of a mean lie around it.
      value === null || interval === null ? '–' : amount(interval.high - value.toNumber(), largest),
    ];
  };
  const shown = groups.slice(0, SHOWN_GROUPS);
  const currency = report.averageDealValue.currency;
  const all = { ...report, rank: null, standing: null, gap: null };
  return [
    ...columns(
      [
        name,
        '#',
        'deals',
        'win %',
        'from',
        'to',
        'vs all',
        'gap',
        'n',
        `avg ${clip(currency ?? '', 4)}`,
        '±',
      ],
      [...shown.map((group) => line(group.key ?? `(no ${name})`, group)), line('all', all)],
    ),
    ...(groups.length > shown.length
      ? [`  … and ${groups.length - shown.length} more: --json lists all`]
      : []),
    // Said once, whatever is grouped besides.
    ...(name === 'rep'
      ? sentences(
          'vs all: above or below it by more than chance; gap: to the top quarter;',
          'avg of n won deals, ± its 95% interval. Fewer than 5 decided deals have no rank.',
        )
      : []),
  ];
}

const REASONS: Readonly<Record<string, string>> = {
  missingClosedAt: 'without a closing date',
  missingCreatedAt: 'without a creation date',
  missingAmount: 'without an amount',
  negativeDuration: 'with a closing before the creation',
};

const REASONS_OF_VISITS: Readonly<Record<string, string>> = {
  missingClosedAt: 'to the end of a deal without a closing date',
  missingEnteredAt: 'without a date',
  negativeDuration: 'with an end before the beginning',
};

function leftOut({ ten, excluded, rejects, deals, bottleneck, history }: Report): string[] {
  // Those of all the data say it below.
  const ofTen = ten.quarter === null ? [] : tenLeftOut(ten);
  const kpis = [
    ['sales cycle', 'won', excluded.salesCycle],
    ['time to close/win', 'won or lost', excluded.timeToClose],
    ['win rate', 'won or lost', excluded.winRate],
    ['average deal', 'won', excluded.averageDealValue],
  ] as const;
  const lines = kpis.flatMap(([kpi, status, reasons]) =>
    Object.entries(reasons).map(([reason, count]) => [
      kpi,
      whole(count),
      `${status} ${count === 1 ? 'deal' : 'deals'} ${REASONS[reason] ?? reason}`,
    ]),
  );
  for (const [reason, count] of Object.entries(bottleneck.excluded))
    lines.push([
      'time in stage',
      whole(count),
      `${count === 1 ? 'visit' : 'visits'} ${REASONS_OF_VISITS[reason] ?? reason}`,
    ]);
  if (history && history.ofOtherDeals > 0)
    lines.push(['time in stage', whole(history.ofOtherDeals), 'stage changes of deals that are not here']);
  if (deals.open > 0)
    lines.push([
      'key numbers',
      whole(deals.open),
      `open ${deals.open === 1 ? 'deal' : 'deals'}: not decided yet`,
    ]);
  const parts = [
    ofTen.length === 0 ? [] : columns([`left out of ${ten.quarter!.name}`, ' '], ofTen),
    lines.length === 0 ? [] : columns(['left out of all', 'count', ' '], lines),
    rejectLines(rejects, 'row'),
    history === undefined ? [] : rejectLines(history.rejects, 'row of the history', 'rows of the history'),
  ].filter((part) => part.length > 0);
  if (parts.length === 0) return ['  nothing: every row is in the numbers'];
  return parts.flatMap((part, i) => (i === 0 ? part : ['', ...part]));
}

function rejectLines({ count, reasons, rows }: Rejects, one: string, more?: string): string[] {
  if (count === 0) return [];
  return [
    `  ${counted(count, one, more)} rejected, in none of the numbers:`,
    ...reasons.flatMap(({ reason, count }) => [
      `  ${whole(count).padStart(6)}  ${clip(reason, WIDTH - 10)}`,
      `          ${where(rows.filter((row) => row.reason === reason))}`,
    ]),
  ];
}

/** The first lines of rejected rows: `lines 3, 7-12 and 40 more`. */
function where(rejects: readonly RejectedRow[]): string {
  const runs: [first: number, last: number][] = [];
  for (const { line } of rejects) {
    const run = runs.at(-1);
    if (run?.[1] === line - 1) run[1] = line;
    else runs.push([line, line]);
  }
  const shown = runs.slice(0, SHOWN_RUNS);
  const texts = shown.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`));
  const more = rejects.filter(({ line }) => line > shown.at(-1)![1]).length;
  return `${rejects.length === 1 ? 'line' : 'lines'} ${texts.join(', ')}${more === 0 ? '' : ` and ${whole(more)} more`}`;
}
