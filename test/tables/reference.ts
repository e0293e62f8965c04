// What each table of stages should hold, from its definition alone: filter, sort, loops. No columns, no samples.
import { compareIds, type Deal, type Instant, type Lead, rate } from 'sales-effectiveness';

export const DAY = 86_400_000;

export interface Asked {
  readonly during?: { readonly start: number; readonly end: number } | undefined;
  readonly asOf?: Instant;
  readonly level?: number | undefined;
}

export interface StageAsked extends Asked {
  readonly visits?: 'each' | 'perDeal' | 'merged' | undefined;
  readonly unit?: 'days' | 'hours' | undefined;
  readonly order?: readonly string[] | undefined;
}

const REASONS = ['missingEnteredAt', 'missingClosedAt', 'negativeDuration'];

/** One visit: `length` in milliseconds, null where it cannot be said. */
interface Visit {
  readonly stage: string;
  readonly entered: number | null;
  readonly end: number | null;
  readonly length: number | null;
  readonly ending: string;
}

const ms = (instant: Instant): number | null =>
  instant === null || instant === undefined ? null : Number(instant);

/** When a fact was, if it is known by then. */
const knownAt = (instant: Instant, asOf: number | null): number | null => {
  const at = ms(instant);
  return at === null || (asOf !== null && at > asOf) ? null : at;
};

const inPeriod = (at: number, { during }: Asked) => !during || (at >= during.start && at < during.end);

/** Rows created later than what is known do not exist. */
const existing = <Row extends { readonly createdAt: Instant }>(rows: readonly Row[], asOf: number | null) =>
  rows.filter(({ createdAt }) => ms(createdAt) === null || knownAt(createdAt, asOf) !== null);

/** When the deal was closed; 'unknown' where nobody says. */
function closingOf({ status, closedAt }: Deal, asOf: number | null): number | 'open' | 'unknown' {
  if (status === 'open') return 'open';
  if (ms(closedAt) === null) return 'unknown';
  return knownAt(closedAt, asOf) ?? 'open';
}

/** A deal's visits in the order of time, those without an entry first. */
export function visitsOf(deal: Deal, asOf: number | null): Visit[] {
  const closing = closingOf(deal, asOf);
  const listed = (deal.stages ?? [])
    .filter(({ enteredAt }) => ms(enteredAt) === null || knownAt(enteredAt, asOf) !== null)
    .filter(({ enteredAt }) => typeof closing === 'string' || !(Number(enteredAt ?? Number.NaN) >= closing));
  const undated = listed.filter(({ enteredAt }) => ms(enteredAt) === null);
  // Sorting is stable: ties as listed.
  const dated = listed
    .filter(({ enteredAt }) => ms(enteredAt) !== null)
    .sort((a, b) => Number(a.enteredAt) - Number(b.enteredAt));
  const visits = dated.map(({ stage, enteredAt, leftAt }, i): Visit => {
    const entered = Number(enteredAt);
    const left = knownAt(leftAt, asOf);
    const following = dated[i + 1];
    const end =
      left ?? (following ? Number(following.enteredAt) : typeof closing === 'number' ? closing : null);
    const as = (ending: string, end: number | null): Visit => ({
      stage,
      entered,
      end,
      length: end === null || REASONS.includes(ending) ? null : end - entered,
      ending,
    });
    if (end === null) return closing === 'open' ? as('open', asOf) : as('missingClosedAt', null);
    if (end < entered) return as('negativeDuration', end);
    if (following) return as(following.stage === stage ? 'left' : 'movedOn', end);
    return as(closing === 'open' ? 'left' : deal.status === 'won' ? 'movedOn' : 'lost', end);
  });
  return [
    ...undated.map(({ stage }) => ({
      stage,
      entered: null,
      end: null,
      length: null,
      ending: 'missingEnteredAt',
    })),
    ...visits,
  ];
}

/** Runs of one stage as one, from the first entry to the end of the last, which ended as the last did. */
function merged(visits: readonly Visit[]): Visit[] {
  const apart = ({ entered, ending }: Visit) => entered === null || ending === 'negativeDuration';
  const runs: Visit[][] = [];
  let run: Visit[] | undefined;
  for (const visit of visits) {
    // Who was elsewhere in between, however long, comes back.
    if (apart(visit)) run = run?.[0]?.stage === visit.stage || visit.entered === null ? run : undefined;
    else if (run && run[0]!.stage === visit.stage) run.push(visit);
    else runs.push((run = [visit]));
  }
  const ones = runs.map((run): Visit => {
    const { entered } = run[0]!;
    const last = run.at(-1)!;
    if (last.length === null) return { ...last, entered };
    const end = last.ending === 'open' ? last.end! : Math.max(...run.map((each) => each.end!));
    return { ...last, entered, end, length: end - entered! };
  });
  return [...visits.filter(apart), ...ones];
}

/** All visits to a stage as one: ended times added up, with the open time where it is known. */
function perDeal(visits: readonly Visit[]): Visit[] {
  const leftOut = visits.filter(({ ending }) => REASONS.includes(ending));
  const counted = visits.filter(({ ending }) => !REASONS.includes(ending));
  const ones = [...new Set(counted.map(({ stage }) => stage))].map((stage): Visit => {
    const own = counted.filter((visit) => visit.stage === stage);
    const timed = own.filter(({ length }) => length !== null);
    if (timed.length === 0) return own[0]!;
    return { ...timed.at(-1)!, length: timed.reduce((sum, { length }) => sum + length!, 0) };
  });
  return [...leftOut, ...ones];
}

/** Type 7: the straight line between the two neighbours of rank 1 + (n − 1) p. */
export function percentile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (sorted.length - 1) * p;
  const low = sorted[Math.floor(rank)]!;
  const high = sorted[Math.ceil(rank)]!;
  return low + (high - low) * (rank - Math.floor(rank));
}

/**
 * The Kaplan-Meier median: the first time at which half or fewer are left; where exactly half are, the middle from there
 * to the next event, or to the last time seen.
 */
export function medianWithOpen(ended: readonly number[], open: readonly number[]): number | null {
  const all = [...ended, ...open];
  const times = [...new Set(all)].sort((a, b) => a - b);
  let left = 1;
  const curve = times.map((time) => {
    const atRisk = all.filter((each) => each >= time).length;
    left *= 1 - ended.filter((each) => each === time).length / atRisk;
    return { time, left };
  });
  const first = curve.find(({ left }) => left <= 0.5 + 1e-9);
  if (!first) return null;
  const below = curve.find(({ left }) => left < 0.5 - 1e-9);
  return (first.time + (below ?? curve.at(-1)!).time) / 2;
}

export function stageDurations(deals: readonly Deal[], asked: StageAsked) {
  const asOf = ms(asked.asOf);
  const inUnits = (value: number | null) =>
    value === null ? null : value / (asked.unit === 'hours' ? DAY / 24 : DAY);
  const placed = ({ entered }: Visit) => entered === null || inPeriod(entered, asked);
  const visits = existing(deals, asOf).flatMap((deal) => {
    const own = visitsOf(deal, asOf);
    if (asked.visits === 'perDeal') return perDeal(own.filter(placed));
    return (asked.visits === 'merged' ? merged(own) : own).filter(placed);
  });
  const order = asked.order ?? [];
  const others = [...new Set(visits.map(({ stage }) => stage))].filter((stage) => !order.includes(stage));
  const rows = [...order, ...others.sort(compareIds)].map((stage) => {
    const own = visits.filter((visit) => visit.stage === stage);
    const of = (...endings: string[]) => own.filter(({ ending }) => endings.includes(ending));
    const ended = of('movedOn', 'lost', 'left').map(({ length }) => length!);
    const open = of('open').map(({ length }) => length);
    const timed = open.filter((length) => length !== null);
    const sum = (lengths: readonly number[]) => lengths.reduce((a, b) => a + b, 0);
    return {
      stage,
      visits: ended.length + open.length,
      ended: ended.length,
      open: open.length,
      mean: ended.length === 0 ? null : inUnits(sum(ended) / ended.length),
      median: inUnits(percentile(ended, 0.5)),
      p90: inUnits(percentile(ended, 0.9)),
      medianWithOpen: timed.length < open.length ? null : inUnits(medianWithOpen(ended, timed)),
      total: inUnits(sum(ended) + sum(timed))!,
      movedOn: rate(of('movedOn').length, of('movedOn', 'lost').length, asked.level ?? 0.95),
      excluded: Object.fromEntries(
        REASONS.map((reason) => [reason, of(reason).length] as const).filter(([, count]) => count > 0),
      ),
    };
  });
  const all = rows.reduce((sum, { total }) => sum + total, 0);
  return rows.map((row) => ({ ...row, share: all === 0 ? null : row.total / all }));
}

/** The rows of stages with their rank: one more than how many cost more; null without enough visits, or without a cost. */
export function bottleneck(
  deals: readonly Deal[],
  {
    by = 'mean',
    minVisits = 5,
    ...asked
  }: StageAsked & { by?: string | undefined; minVisits?: number | undefined },
) {
  const rows = stageDurations(deals, asked).map((row) => {
    const { movedOn, ended } = row;
    const lost = movedOn.value === null ? null : 1 - movedOn.value;
    const cost = by === 'dropOff' ? lost : row[by as 'mean' | 'median' | 'total'];
    return { row, cost: ended < minVisits ? null : cost };
  });
  const ranked = rows.filter(({ cost }) => cost !== null);
  return [
    ...ranked
      .map(({ row, cost }) => ({
        ...row,
        rank: (1 + ranked.filter((other) => other.cost! > cost!).length) as number | null,
      }))
      .sort((a, b) => a.rank! - b.rank!),
    ...rows.filter(({ cost }) => cost === null).map(({ row }) => ({ ...row, rank: null })),
  ];
}

export interface FunnelAsked extends Asked {
  readonly skips?: 'count' | 'break' | undefined;
  readonly backward?: 'count' | 'break' | undefined;
}

interface Entrant {
  /** When each of the steps was reached, as often as it was. */
  readonly reached: readonly (readonly number[])[];
  readonly open: boolean;
}

export function funnelOfDeals(deals: readonly Deal[], order: readonly string[], asked: FunnelAsked) {
  const asOf = ms(asked.asOf);
  const { rows, excluded } = created(deals, asked);
  const entrants: Entrant[] = [];
  for (const deal of rows) {
    const stages = deal.stages ?? [];
    if (stages.length === 0) add(excluded, 'missingStages');
    else {
      for (const { enteredAt } of stages) if (ms(enteredAt) === null) add(excluded, 'missingEnteredAt');
      const reached = order.map((step) =>
        stages
          .filter(({ stage, enteredAt }) => stage === step && knownAt(enteredAt, asOf) !== null)
          .map(({ enteredAt }) => Number(enteredAt)),
      );
      entrants.push({ reached, open: closingOf(deal, asOf) === 'open' });
    }
  }
  return steps(entrants, order, asked, excluded);
}

export function funnelOfLeads(leads: readonly Lead[], order: readonly string[], asked: FunnelAsked) {
  const asOf = ms(asked.asOf);
  const { rows, excluded } = created(leads, asked);
  const entrants = rows.map((lead): Entrant => {
    const dates = order.map((step) => knownAt(lead[step as 'wonAt'], asOf));
    return {
      reached: dates.map((at) => (at === null ? [] : [at])),
      open: knownAt(lead.wonAt, asOf) === null && knownAt(lead.disqualifiedAt, asOf) === null,
    };
  });
  return steps(entrants, order, asked, excluded);
}

/** Rows created in the period; those that were created nobody knows when are left out, whatever the period. */
function created<Row extends { readonly createdAt: Instant }>(all: readonly Row[], asked: Asked) {
  const excluded: Record<string, number> = {};
  const known = existing(all, ms(asked.asOf));
  for (const { createdAt } of known) if (ms(createdAt) === null) add(excluded, 'missingCreatedAt');
  const rows = known.filter(({ createdAt }) => ms(createdAt) !== null && inPeriod(Number(createdAt), asked));
  return { rows, excluded };
}

const add = (counts: Record<string, number>, reason: string) => {
  counts[reason] = (counts[reason] ?? 0) + 1;
};

function steps(
  entrants: readonly Entrant[],
  order: readonly string[],
  { skips = 'count', backward = 'count', level = 0.95 }: FunnelAsked,
  excluded: Record<string, number>,
) {
  const got = ({ reached }: Entrant, step: number): boolean => {
    if (skips === 'count') return reached.some((at, i) => i >= step && at.length > 0);
    const way = reached.slice(0, step + 1);
    return backward === 'count' ? way.every((at) => at.length > 0) : chains(way, Number.NEGATIVE_INFINITY);
  };
  return order.map((stage, i) => {
    const here = entrants.filter((each) => got(each, i));
    const further = i + 1 < order.length ? here.filter((each) => got(each, i + 1)) : [];
    return {
      stage,
      reached: here.length,
      next: i + 1 < order.length ? rate(further.length, here.length, level) : null,
      cumulative: { ...rate(here.length, entrants.length, level), excluded },
      pending: here.filter((each) => each.open && !further.includes(each)).length,
    };
  });
}

/** Whether one instant can be chosen of each step so that none is before the one that precedes it. */
function chains([step, ...more]: readonly (readonly number[])[], since: number): boolean {
  return step === undefined || step.some((at) => at >= since && chains(more, at));
}

/** Open deals over their limit, in no order: `days` and `limit` in days. */
export function stalledDeals(deals: readonly Deal[], instant: Instant) {
  const asOf = Number(instant);
  const rows = existing(deals, asOf);
  const won = rows.filter((deal) => deal.status === 'won' && closingOf(deal, asOf) !== 'open');
  const cycles = won.flatMap(({ createdAt, closedAt }) =>
    ms(createdAt) === null || ms(closedAt) === null || Number(closedAt) < Number(createdAt)
      ? []
      : [Number(closedAt) - Number(createdAt)],
  );
  const timesIn = (stage: string) =>
    won.flatMap((deal) =>
      visitsOf(deal, asOf).flatMap((v) => (v.stage === stage && v.length !== null ? [v.length] : [])),
    );
  return rows
    .filter((deal) => closingOf(deal, asOf) === 'open')
    .flatMap((deal) => {
      const now = visitsOf(deal, asOf).find(({ ending }) => ending === 'open');
      const since = now ? now.entered! : ms(deal.createdAt);
      const limit = percentile(now ? timesIn(now.stage) : cycles, 0.9);
      if (since === null || limit === null || !(asOf - since > limit)) return [];
      return [{ deal, stage: now?.stage ?? null, days: (asOf - since) / DAY, limit: limit / DAY }];
    });
}
