// The ten indicators of the field's short list, for the last whole quarter, with the change since the quarter before.
import {
  averageSaleValue,
  type Comparison,
  compare,
  conversionRate,
  customerAcquisitionCost,
  day,
  type Instant,
  netPromoterScore,
  type Period,
  personalizationTime,
  previous,
  qualificationRate,
  quarter,
  type Reading,
  retentionRate,
  salesCycle,
  skillMastery,
  timeToFirstSale,
  winRate,
} from 'sales-effectiveness';
import type { AsOf } from './asOf.js';
import { amount, clip, columns, counted, decimals, limits, list, sentences, whole } from './layout.js';
import type { SalesTables } from './tables.js';

/** One of the ten. */
export interface Indicator {
  /** The name of its function in the package. */
  readonly kpi: string;
  /** In plain words. */
  readonly name: string;
  /** Whose facts it reads; null where those of all times. */
  readonly period: Period | null;
  readonly reading: Reading;
  /** The same of the period before; null where there is none. */
  readonly before: Reading | null;
  readonly change: Comparison | null;
}

/** The ten, as far as there are tables for them. */
export interface Ten {
  /** The last whole quarter; null where no deal was decided in it, and the ten are of all the data. */
  readonly quarter: Period | null;
  readonly indicators: readonly Indicator[];
  readonly missing: readonly {
    readonly kpi: string;
    readonly name: string;
    readonly needs: readonly string[];
  }[];
}

/** For what, and as known when, an indicator is read. */
interface When {
  readonly during: Period | undefined;
  readonly asOf: number;
  readonly timeZone: string;
  readonly dataFrom: Instant;
}

interface Spec {
  readonly kpi: string;
  readonly name: string;
  readonly needs: readonly (keyof SalesTables)[];
  /** `'earlier'`: the quarter before the last, whose leads had time; `'ever'`: there are too few for a quarter. */
  readonly of?: 'earlier' | 'ever';
  readonly read: (tables: Required<SalesTables>, when: When) => Reading;
}

const QUALIFIED_WITHIN = 14;
const WON_WITHIN = 90;

const SPECS: readonly Spec[] = [
  {
    ...{ kpi: 'salesCycle', name: 'sales cycle', needs: ['deals'] },
    read: ({ deals }, { during, asOf, timeZone }) =>
      salesCycle(deals, { during, asOf, days: 'calendar', timeZone }),
  },
  {
    ...{ kpi: 'qualificationRate', name: 'lead quality', needs: ['leads'] },
    read: ({ leads }, { during, asOf }) =>
      qualificationRate(leads, { during, asOf, within: QUALIFIED_WITHIN }),
  },
  {
    ...{ kpi: 'personalizationTime', name: 'personalization time', needs: ['leads'] },
    read: ({ leads }, { during, asOf }) => personalizationTime(leads, { during, asOf }),
  },
  {
    ...{ kpi: 'conversionRate', name: 'conversion', needs: ['leads'], of: 'earlier' },
    read: ({ leads }, { during, asOf }) => conversionRate(leads, { during, asOf, within: WON_WITHIN }),
  },
  {
    ...{ kpi: 'customerAcquisitionCost', name: 'acquisition cost', needs: ['costs'] },
    read: ({ costs, deals }, { during, asOf }) => customerAcquisitionCost({ costs, deals }, { during, asOf }),
  },
  {
    ...{ kpi: 'averageSaleValue', name: 'average sale', needs: ['sales'] },
    read: ({ sales }, { during, asOf }) => averageSaleValue(sales, { during, asOf }),
  },
  {
    ...{ kpi: 'retentionRate', name: 'customer retention', needs: ['contracts'] },
    read: ({ contracts }, { during, asOf }) => retentionRate(contracts, { during, asOf }),
  },
  {
    ...{ kpi: 'netPromoterScore', name: 'net promoter score', needs: ['answers'] },
    read: ({ answers }, { during, asOf }) =>
      netPromoterScore(answers, { during, asOf, latestPerCustomer: true }),
  },
  {
    ...{ kpi: 'timeToFirstSale', name: 'time to first sale', needs: ['reps'], of: 'ever' },
    read: ({ reps, deals }, { asOf, dataFrom, timeZone }) =>
      timeToFirstSale({ reps, deals }, { asOf, dataFrom, days: 'calendar', timeZone }),
  },
  {
    ...{ kpi: 'skillMastery', name: 'skill mastery', needs: ['assessments'] },
    // A state at an instant: the last one of the quarter.
    read: ({ assessments }, { during, asOf }) =>
      skillMastery(assessments, { asOf: during === undefined ? asOf : Math.min(asOf, during.end - 1) }),
  },
];

/** Measures those of the ten that there are tables for. */
export function measureTen(
  tables: SalesTables,
  { timeZone, asOf, dataFrom }: { timeZone: string; asOf: AsOf | null; dataFrom?: Instant },
): Ten {
  const last = asOf === null ? null : lastQuarter(asOf.date, timeZone);
  const isEmpty = last === null || winRate(tables.deals, { during: last }).count === 0;
  const indicators: Indicator[] = [];
  const missing: Ten['missing'][number][] = [];
  for (const { kpi, name, needs, of, read } of SPECS) {
    if (!needs.every((table) => tables[table] !== undefined)) {
      missing.push({ kpi, name, needs });
      continue;
    }
    const readIn = (during: Period | null) =>
      read(tables as Required<SalesTables>, {
        ...{ during: during ?? undefined, timeZone, dataFrom },
        // Without deals there is nothing to know, at any instant.
        asOf: asOf?.instant ?? 0,
      });
    const period = isEmpty || of === 'ever' ? null : of === 'earlier' ? previous(last) : last;
    const reading = readIn(period);
    const before = period === null ? null : readIn(previous(period));
    const change = before === null ? null : compare(before, reading);
    indicators.push({ kpi, name, period, reading, before, change });
  }
  return { quarter: isEmpty ? null : last, indicators, missing };
}

/** The last quarter that was over at the end of this date. */
function lastQuarter(date: string, timeZone: string): Period {
  const [year, month] = date.split('-');
  const current = quarter(`${year}-Q${Math.ceil(Number(month) / 3)}`, { timeZone });
  return current.end <= day(date, { timeZone }).end ? current : previous(current);
}

export function tenTitle({ quarter, missing }: Ten): string {
  if (quarter === null) return 'The key indicators (of all the data: no deal was decided in a whole quarter)';
  return `The ${missing.length === 0 ? 'ten ' : ''}key indicators: ${quarter.name} (change: since ${previous(quarter).name})`;
}

export function tenLines({ quarter, indicators, missing }: Ten, dataFrom: string | null): string[] {
  const isLeftOut = indicators.some((each) => leftOutOf(each) !== '');
  const lines = indicators.map((indicator) => [
    nameOf(indicator),
    ...cells(indicator.reading),
    whole(indicator.reading.count),
    ...(quarter === null ? [] : changeOf(indicator)),
    ...(isLeftOut ? [leftOutOf(indicator)] : []),
  ]);
  const names = ['indicator', 'value', 'unit', 'from', 'to', 'n'];
  return [
    ...columns(
      [...names, ...(quarter === null ? [] : ['change', 'verdict']), ...(isLeftOut ? ['out'] : [])],
      lines,
    ),
    ...notes(indicators, dataFrom),
    ...(missing.length === 0 ? [] : sentences(needs(missing))),
  ];
}

const MARKS: Readonly<Record<string, string>> = { conversionRate: ' ¹', timeToFirstSale: ' ²' };
const nameOf = ({ kpi, name }: Indicator) => `${name}${MARKS[kpi] ?? ''}`;

const UNITS: Readonly<Record<string, string>> = { ratio: '%' };

function writerOf({ unit, value, interval }: Reading): (value: number) => string {
  if (unit === 'ratio') return (value) => decimals(value * 100, 1);
  if (unit !== 'money') return (value) => decimals(value, 1);
  const largest = Math.max(...[Number(value), interval?.low ?? 0, interval?.high ?? 0].map(Math.abs));
  return (each) => amount(each, largest);
}

function cells(reading: Reading): string[] {
  const { unit } = reading;
  const [value, from, to] = limits(reading, writerOf(reading));
  return [value, unit === 'money' ? clip(reading.currency ?? '', 7) : (UNITS[unit] ?? unit), from, to];
}

/** What changed, and whether by more than chance: a dash where nothing tells. */
function changeOf({ reading, change }: Indicator): [string, string] {
  if (change === null || change.change === null) return ['–', '–'];
  const text = writerOf(reading)(Number(change.change));
  const sign = Number(change.change) > 0 ? '+' : '';
  return [`${sign}${text}`, change.interval === null ? '–' : change.verdict];
}

function leftOutOf({ reading }: Indicator): string {
  const count = Object.values(reading.excluded).reduce((sum, each) => sum + each, 0);
  return count === 0 ? '' : whole(count);
}

/** What a name in the table does not say. */
function notes(indicators: readonly Indicator[], dataFrom: string | null): string[] {
  const of = (kpi: string) => indicators.find((each) => each.kpi === kpi);
  const texts: string[] = [];
  const leads = of('conversionRate')?.period;
  if (leads) {
    const before = previous(leads).name;
    texts.push(`¹ leads of ${leads.name} won within ${WON_WITHIN} days, since ${before}`);
  }
  const ramp = of('timeToFirstSale')?.reading;
  if (ramp && 'waiting' in ramp) {
    const since = dataFrom === null ? '' : ` since ${dataFrom}`;
    const waiting = counted(Number(ramp.waiting), 'more has', 'more have');
    texts.push(`² reps hired${since}, ${waiting} not sold yet`);
  }
  if (of('qualificationRate')) texts.push(`lead quality: qualified within ${QUALIFIED_WITHIN} days`);
  const preparing = of('personalizationTime')?.reading;
  const coverage = preparing && 'coverage' in preparing ? (preparing.coverage as Reading).value : null;
  if (coverage !== null)
    texts.push(`personalization: known of ${whole(Number(coverage) * 100)}% of the contacted`);
  if (indicators.some((each) => leftOutOf(each) !== '')) texts.push('out: left out, see the end');
  return texts.length === 0 ? [] : sentences(`${texts.join('; ')}.`);
}

/** Which need tables that are not there, by table. */
function needs(missing: Ten['missing']): string {
  const byTable = new Map<string, string[]>();
  for (const { name, needs } of missing) {
    const table = needs.join(' and ');
    byTable.set(table, [...(byTable.get(table) ?? []), name]);
  }
  const texts = [...byTable].map(([table, names]) => `${list(names)} (${table})`);
  return `Of the ten, ${missing.length} need more than deals: ${list(texts)}.`;
}

const REASONS: Readonly<Record<string, string>> = {
  missingClosedAt: 'without a closing date',
  missingCreatedAt: 'without a creation date',
  missingIncurredAt: 'without a date',
  missingSoldAt: 'without a date',
  missingStartsAt: 'without a start',
  missingAnsweredAt: 'without a date',
  missingTakenAt: 'without a date',
  missingAmount: 'without an amount',
  missingCustomerId: 'without a customer',
  tooRecent: 'too recent to tell',
  beforeData: 'reps hired before the data begin',
  beforeHire: 'won before the hire',
};
const REASONS_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  salesCycle: { negativeDuration: 'with a closing before the creation' },
  retentionRate: { negativeDuration: 'with an end before the start' },
};

/** How much room the reasons have in a line. */
const REASONS_WIDTH = 50;

/** What each of the ten leaves out, as lines of a table: the indicator, how many rows, and why. */
export function tenLeftOut({ indicators }: Ten): string[][] {
  return indicators.flatMap((indicator) => {
    const lines: string[] = [];
    for (const [reason, count] of Object.entries(indicator.reading.excluded)) {
      const why = `${whole(count)} ${REASONS_OF[indicator.kpi]?.[reason] ?? REASONS[reason] ?? reason}`;
      const longer = lines.length === 0 ? why : `${lines.at(-1)}, ${why}`;
      if (lines.length > 0 && longer.length <= REASONS_WIDTH) lines.pop();
      lines.push(clip(longer.length <= REASONS_WIDTH ? longer : why, REASONS_WIDTH));
    }
    return lines.map((line, i) => (i === 0 ? [indicator.name, line] : ['', line]));
  });
}
