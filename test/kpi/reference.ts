// What each KPI should give, from its definition alone: filter, sort, loops. No totals, no streams, no tables.
import { Decimal } from 'decimal.js';
import type { Activity, Amount, Deal, Id, Instant, Lead, Sale } from 'sales-effectiveness';

export interface Asked {
  during?: { start: number; end: number } | undefined;
  asOf?: Instant;
}

/** Exact for any sum of these tests, and what a quotient is rounded to. */
const Exact = Decimal.clone({ defaults: true, precision: 500, toExpPos: 9e15, toExpNeg: -9e15 });
const Rounded = Decimal.clone({
  defaults: true,
  precision: 40,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpPos: 9e15,
  toExpNeg: -9e15,
});

const ms = (instant: Instant): number | null =>
  instant === null || instant === undefined ? null : Number(instant);

/** The last instant that is known, whether an instant is asked for, and a count of what is left out. */
function asking({ during, asOf }: Asked) {
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const isIn = (t: number) => t <= now && (!during || (t >= during.start && t < during.end));
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  return { now, isIn, excluded, leaveOut };
}

/** The deals whose fact at `field` is known and lies in the period, and how many of those known lack the date. */
function facts(deals: readonly Deal[], field: 'createdAt' | 'closedAt', statuses: string[], asked: Asked) {
  const asOf = ms(asked.asOf);
  const known = deals
    .filter((deal) => asOf === null || ms(deal.createdAt) === null || ms(deal.createdAt)! <= asOf)
    .filter((deal) => statuses.includes(deal.status));
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  const rows: Deal[] = [];
  for (const deal of known) {
    const at = ms(deal[field]);
    if (at === null) leaveOut(field === 'closedAt' ? 'missingClosedAt' : 'missingCreatedAt');
    else if (asOf !== null && at > asOf) continue;
    else if (!asked.during || (at >= asked.during.start && at < asked.during.end)) rows.push(deal);
  }
  return { rows, excluded, leaveOut };
}

const all = ['open', 'won', 'lost'];

export function dealsOpened(deals: readonly Deal[], asked: Asked) {
  const { rows, excluded } = facts(deals, 'createdAt', all, asked);
  return { value: rows.length, excluded };
}

export function dealsWon(deals: readonly Deal[], asked: Asked) {
  const { rows, excluded } = facts(deals, 'closedAt', ['won'], asked);
  return { value: rows.length, excluded };
}

export function dealsLost(deals: readonly Deal[], asked: Asked) {
  const { rows, excluded } = facts(deals, 'closedAt', ['lost'], asked);
  return { value: rows.length, excluded };
}

export function winRate(
  deals: readonly Deal[],
  asked: Asked,
  own: { basis?: 'period' | 'cohort'; within?: number; staleAfter?: number } = {},
) {
  const { basis = 'period', within, staleAfter = Number.POSITIVE_INFINITY } = own;
  const { now, isIn, excluded, leaveOut } = asking(asked);
  let [won, lost] = [0, 0];
  for (const { status, createdAt, closedAt } of deals) {
    const created = ms(createdAt);
    const closed = status === 'open' ? Number.POSITIVE_INFINITY : ms(closedAt);
    const isDecided = status !== 'open' && closed !== null && closed <= now;
    if (created !== null && created > now) continue;
    if (basis === 'period') {
      if (closed === null) leaveOut('missingClosedAt');
      else if (isDecided) {
        if (isIn(closed)) status === 'won' ? won++ : lost++;
      } else if (created === null) {
        if (own.staleAfter !== undefined) leaveOut('missingCreatedAt');
      } else if (now > created + staleAfter * DAY && isIn(created + staleAfter * DAY)) lost++;
    } else if (created === null) leaveOut('missingCreatedAt');
    else if (!isIn(created)) continue;
    else if (closed === null) leaveOut('missingClosedAt');
    else if (within !== undefined) {
      if (created + within * DAY > now) leaveOut('tooRecent');
      else if (status === 'won' && closed >= created && closed <= created + within * DAY) won++;
      else lost++;
    } else if (isDecided) status === 'won' ? won++ : lost++;
    else if (now > created + staleAfter * DAY) lost++;
    else leaveOut('pending');
  }
  const value = won + lost === 0 ? null : won / (won + lost);
  return { numerator: won, denominator: won + lost, value, excluded };
}

/** Won amounts in the period, those that are missing left out. */
function wonAmounts(deals: readonly Deal[], asked: Asked) {
  const { rows, excluded, leaveOut } = facts(deals, 'closedAt', ['won'], asked);
  const amounts: Decimal[] = [];
  for (const { amount } of rows)
    if (amount === null || amount === undefined) leaveOut('missingAmount');
    else amounts.push(exact(amount));
  return { amounts, excluded, leaveOut };
}

export const exact = (amount: Amount) => new Exact(String(amount).replace(/\.$/, '').replace(/^\+/, ''));
export const sum = (amounts: readonly Decimal[]) => amounts.reduce((a, b) => a.plus(b), new Exact(0));

export function revenueWon(deals: readonly Deal[], asked: Asked) {
  const { amounts, excluded } = wonAmounts(deals, asked);
  return { value: sum(amounts).toFixed(), count: amounts.length, excluded };
}

export function winRateByAmount(deals: readonly Deal[], asked: Asked) {
  const { rows, excluded, leaveOut } = facts(deals, 'closedAt', ['won', 'lost'], asked);
  const [won, decided]: [Decimal[], Decimal[]] = [[], []];
  for (const { status, amount } of rows)
    if (amount === null || amount === undefined) leaveOut('missingAmount');
    else {
      decided.push(exact(amount));
      if (status === 'won') won.push(exact(amount));
    }
  const [numerator, denominator] = [sum(won), sum(decided)];
  return {
    value: denominator.isZero() ? null : numerator.div(denominator).toNumber(),
    numerator: numerator.toFixed(),
    denominator: denominator.toFixed(),
    count: decided.length,
    excluded,
  };
}

export function averageDealValue(deals: readonly Deal[], asked: Asked, refunds: 'net' | 'exclude') {
  const { amounts, excluded, leaveOut } = wonAmounts(deals, asked);
  const sales = amounts.filter((amount) => !amount.lessThan(0));
  if (refunds === 'exclude') for (const amount of amounts) if (amount.lessThan(0)) leaveOut('refund');
  const total = sum(refunds === 'exclude' ? sales : amounts);
  return {
    value: sales.length === 0 ? null : new Rounded(total).div(sales.length).toFixed(),
    sum: total.toFixed(),
    count: sales.length,
    excluded,
  };
}

export function salesCycle(
  deals: readonly Deal[],
  asked: Asked,
  options: { deals: 'won' | 'closed'; timeZone?: string },
) {
  const statuses = options.deals === 'won' ? ['won'] : ['won', 'lost'];
  const { rows, excluded, leaveOut } = facts(deals, 'closedAt', statuses, asked);
  const lengths: number[] = [];
  for (const deal of rows) {
    const [from, to] = [ms(deal.createdAt), ms(deal.closedAt)!];
    if (from === null) leaveOut('missingCreatedAt');
    else {
      const { timeZone } = options;
      const days =
        timeZone === undefined ? (to - from) / 864e5 : localDay(timeZone, to) - localDay(timeZone, from);
      if (days < 0) leaveOut('negativeDuration');
      else lengths.push(days);
    }
  }
  lengths.sort((a, b) => a - b);
  const n = lengths.length;
  const mean = n ? lengths.reduce((a, b) => a + b, 0) / n : null;
  const squares = lengths.reduce((a, b) => a + (b - mean!) ** 2, 0);
  return {
    count: n,
    mean,
    median: n ? percentile(lengths, 0.5) : null,
    p90: n ? percentile(lengths, 0.9) : null,
    deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    medianInterval: medianInterval(lengths),
    excluded,
  };
}

/** Type 7 of Hyndman & Fan 1996, as in R, numpy and spreadsheets. */
function percentile(ascending: readonly number[], p: number): number {
  const h = (ascending.length - 1) * p;
  const low = ascending[Math.floor(h)]!;
  return low + (ascending[Math.ceil(h)]! - low) * (h - Math.floor(h));
}

/** The narrowest symmetric pair of order statistics around the median whose coverage, from Pascal's triangle, is 95%. */
function medianInterval(ascending: readonly number[]) {
  const n = ascending.length;
  let row = [1];
  for (let i = 0; i < n; i++) row = [1, ...row.slice(1).map((each, at) => each + row[at]!), 1];
  let inner: { low: number; high: number } | null = null;
  let below = 0;
  for (let rank = 1; rank <= n / 2; rank++) {
    below += row[rank - 1]!;
    if (below / 2 ** n <= 0.025) inner = { low: ascending[rank - 1]!, high: ascending[n - rank]! };
  }
  return inner;
}

const DAY = 86_400_000;

interface Basis {
  basis?: 'cohort' | 'period';
  within?: number;
}

export const conversionRate = (leads: readonly Lead[], asked: Asked, own: Basis = {}) =>
  conversion(leads, asked, own, ({ wonAt }) => wonAt);

export const qualificationRate = (leads: readonly Lead[], asked: Asked, own: Basis = {}) =>
  conversion(leads, asked, own, ({ qualifiedAt }) => qualifiedAt);

/** Lead by lead: when it came, whether and when it was won (or qualified), what was known of it. */
function conversion(
  leads: readonly Lead[],
  { during, asOf }: Asked,
  own: Basis,
  convertedAt: (lead: Lead) => Instant,
) {
  const { basis = 'cohort', within } = own;
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const isIn = (t: number) => t <= now && (!during || (t >= during.start && t < during.end));
  let [converted, all, pending] = [0, 0, 0];
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  for (const lead of leads) {
    const created = ms(lead.createdAt);
    const won = ms(convertedAt(lead));
    const disqualified = ms(lead.disqualifiedAt);
    if (created !== null && created > now) continue;
    if (basis === 'period' && won !== null && isIn(won)) converted++;
    if (created === null) leaveOut('missingCreatedAt');
    else if (!isIn(created)) continue;
    else if (within !== undefined && created + within * DAY > now) leaveOut('tooRecent');
    else {
      all++;
      const isWon = won !== null && won <= now;
      if (!isWon && (disqualified === null || disqualified > now)) pending++;
      if (basis === 'cohort' && isWon)
        if (within === undefined || (won >= created && won <= created + within * DAY)) converted++;
    }
  }
  const value = all === 0 ? null : converted / all;
  return { value, numerator: converted, denominator: all, count: all, pending, excluded };
}

type Order = (a: Sale, b: Sale) => number;

/** Digit-only ids by number (equal numbers by text), then the others by code unit. */
function idOrder(a: Id, b: Id): number {
  const [x, y] = [String(a), String(b)];
  const [p, q] = [x, y].map((text) => (/^[0-9]+$/.test(text) ? BigInt(text) : null));
  if (p !== null && q !== null && p !== q) return p! < q! ? -1 : 1;
  if ((p === null) !== (q === null)) return p === null ? 1 : -1;
  return x === y ? 0 : x < y ? -1 : 1;
}

/** Every customer's known purchases, the first one first. */
export function purchases(sales: readonly Sale[], asOf: Instant) {
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const byCustomer = new Map<string, Sale[]>();
  for (const sale of sales) {
    const at = ms(sale.soldAt);
    const { customerId, amount } = sale;
    if (at === null || at > now || customerId === null || customerId === undefined) continue;
    if (amount !== null && amount !== undefined && exact(amount).lessThan(0)) continue;
    const own = byCustomer.get(String(customerId)) ?? [];
    byCustomer.set(String(customerId), own.concat(sale));
  }
  const when = (sale: Sale) => ms(sale.soldAt)!;
  const text = ({ amount }: Sale) =>
    JSON.stringify(typeof amount === 'object' ? (amount?.toFixed() ?? null) : String(amount));
  const byText: Order = (a, b) => (text(a) === text(b) ? 0 : text(a) < text(b) ? -1 : 1);
  for (const own of byCustomer.values())
    own.sort((a, b) => when(a) - when(b) || idOrder(a.id, b.id) || byText(a, b));
  return byCustomer;
}

/** Customer by customer: the first purchase, if it lies in the period; `timeZone`: all of its local day. */
export function firstPurchaseValue(sales: readonly Sale[], { during, asOf }: Asked, timeZone?: string) {
  const day = (at: number) => (timeZone === undefined ? at : localDay(timeZone, at));
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const isIn = (t: number) => t <= now && (!during || (t >= during.start && t < during.end));
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  for (const { soldAt, customerId, amount } of sales) {
    const at = ms(soldAt);
    if (at === null) leaveOut('missingSoldAt');
    else if (!isIn(at)) continue;
    else if (customerId === null || customerId === undefined) leaveOut('missingCustomerId');
    else if (amount !== null && amount !== undefined && exact(amount).lessThan(0)) leaveOut('refund');
  }
  const values: Decimal[] = [];
  for (const own of purchases(sales, asOf).values()) {
    const first = own[0]!;
    if (!isIn(ms(first.soldAt)!)) continue;
    const one = own.filter((each, i) =>
      timeZone === undefined ? i === 0 : day(ms(each.soldAt)!) === day(ms(first.soldAt)!),
    );
    const known = one.flatMap(({ amount }) =>
      amount === null || amount === undefined ? [] : [exact(amount)],
    );
    if (known.length === 0) leaveOut('missingAmount');
    else values.push(sum(known));
  }
  const total = sum(values);
  const count = values.length;
  const value = count === 0 ? null : new Rounded(total).div(count).toFixed();
  return { value, sum: total.toFixed(), count, excluded };
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** The local date as Intl writes it, in days since 1970. */
export function localDay(timeZone: string, instant: number): number {
  if (!formats.has(timeZone)) formats.set(timeZone, new Intl.DateTimeFormat('en-CA', { timeZone }));
  return Date.parse(formats.get(timeZone)!.format(instant)) / 864e5;
}

const daysFrom = (timeZone: string | undefined) => (from: number, to: number) =>
  timeZone === undefined ? (to - from) / DAY : localDay(timeZone, to) - localDay(timeZone, from);

/** Deal by deal: after how many days it was won or lost, or for how many it has been open at `asOf`. */
export function outcomes(deals: readonly Deal[], asked: Asked, timeZone?: string) {
  const { now, isIn, excluded, leaveOut } = asking(asked);
  const days = daysFrom(timeZone);
  const found: Record<'won' | 'lost' | 'open', number[]> = { won: [], lost: [], open: [] };
  for (const { status, createdAt, closedAt } of deals) {
    const created = ms(createdAt);
    const closed = status === 'open' ? Number.POSITIVE_INFINITY : ms(closedAt);
    if (created === null) leaveOut('missingCreatedAt');
    else if (!isIn(created)) continue;
    else if (closed === null) leaveOut('missingClosedAt');
    else if (closed > now) found.open.push(days(created, now));
    else if (days(created, closed) < 0) leaveOut('negativeDuration');
    else found[status].push(days(created, closed));
  }
  return { ...found, excluded };
}

/** z of the levels that are asked for: qnorm((1 + level) / 2) of R. */
const Z: Record<number, number> = {
  0.5: 0.6744897501960817,
  0.95: 1.959963984540054,
  0.999: 3.2905267314918945,
};
const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
const howMany = (values: readonly number[], is: (value: number) => boolean) => values.filter(is).length;

export interface Limits {
  low: number | null;
  high: number | null;
}
const UNKNOWN: Limits = { low: null, high: null };

/** Kaplan & Meier 1958 at each time from the beginning: the product of the shares that went on. Limits: Greenwood 1926. */
export function kaplanMeier(
  events: readonly number[],
  censored: readonly number[],
  limits: 'log-log' | 'log' | 'plain',
  level = 0.95,
) {
  const all = [...events, ...censored];
  const times = ascending(all);
  return times.map((days) => {
    let [survival, greenwood] = [1, 0];
    for (const t of times.filter((time) => time <= days)) {
      const n = howMany(all, (x) => x >= t);
      const d = howMany(events, (x) => x === t);
      survival *= (n - d) / n;
      if (d > 0) greenwood += d / (n * (n - d));
    }
    return {
      days,
      atRisk: howMany(all, (x) => x >= days),
      events: howMany(events, (x) => x === days),
      censored: howMany(censored, (x) => x === days),
      survival,
      ...limitsOf(survival, Z[level]! * Math.sqrt(greenwood), limits),
    };
  });
}

function limitsOf(s: number, spread: number, limits: 'log-log' | 'log' | 'plain'): Limits {
  if (s === 0) return UNKNOWN;
  if (limits === 'plain') return { low: Math.max(0, s - s * spread), high: Math.min(1, s + s * spread) };
  if (limits === 'log') return { low: s * Math.exp(-spread), high: Math.min(1, s * Math.exp(spread)) };
  if (s === 1) return UNKNOWN;
  const wide = Math.exp(spread / -Math.log(s));
  return { low: s ** wide, high: s ** (1 / wide) };
}

const TOLERANCE = 1.5e-8;

/**
 * The first time at which a curve is at or below 1 − p; where it is at 1 − p, the middle of the time for which it stays
 * there, to the end of the data where it falls no more. A curve that rises again is taken at its highest below.
 */
export function survivalQuantile(times: readonly number[], heights: readonly (number | null)[], p: number) {
  const below = (top: number) => {
    const known = heights.filter((height): height is number => height !== null && height <= top);
    if (known.length === 0) return null;
    const height = Math.max(...known);
    return { height, time: times[heights.indexOf(height)]! };
  };
  const first = below(1 - p + TOLERANCE);
  if (first === null || first.height < 1 - p - TOLERANCE) return first?.time ?? null;
  return (first.time + (below(1 - p - TOLERANCE)?.time ?? times.at(-1)!)) / 2;
}

export function timeToClose(
  deals: readonly Deal[],
  asked: Asked & { level?: number | undefined },
  own: { timeZone?: string; limits?: 'log-log' | 'log' | 'plain' } = {},
) {
  const { won, lost, open, excluded } = outcomes(deals, asked, own.timeZone);
  const curve = kaplanMeier([...won, ...lost], open, own.limits ?? 'log-log', asked.level);
  const at = (of: (point: (typeof curve)[number]) => number | null, p: number) =>
    survivalQuantile(
      curve.map(({ days }) => days),
      curve.map(of),
      p,
    );
  return {
    value: at(({ survival }) => survival, 0.5),
    p90: at(({ survival }) => survival, 0.9),
    low: at(({ low }) => low, 0.5),
    high: at(({ high }) => high, 0.5),
    count: won.length + lost.length + open.length,
    excluded,
    curve,
  };
}

/**
 * Aalen & Johansen 1978 at each time from the beginning: who had gone on until a time, times the share won at it.
 * Standard error: Marubini & Valsecchi 1995, 10.2, its three sums as they stand; limits: Choudhury 2002.
 */
export function aalenJohansen(
  won: readonly number[],
  lost: readonly number[],
  open: readonly number[],
  level = 0.95,
) {
  const all = [...won, ...lost, ...open];
  const steps: { t: number; n: number; d: number; any: number; before: number; won: number; lost: number }[] =
    [];
  let [survival, sumWon, sumLost] = [1, 0, 0];
  return ascending(all).map((t) => {
    const n = howMany(all, (x) => x >= t);
    const d = howMany(won, (x) => x === t);
    const any = d + howMany(lost, (x) => x === t);
    const before = survival;
    sumWon += (before * d) / n;
    sumLost += (before * (any - d)) / n;
    survival *= (n - any) / n;
    steps.push({ t, n, d, any, before, won: sumWon, lost: sumLost });
    let variance = 0;
    for (const each of steps) {
      const toCome = sumWon - each.won;
      if (each.any < each.n) variance += (toCome ** 2 * each.any) / (each.n * (each.n - each.any));
      variance += (each.before ** 2 * each.d * (each.n - each.d)) / each.n ** 3;
      variance -= (2 * toCome * each.before * each.d) / each.n ** 2;
    }
    const wide = Math.exp((Z[level]! * Math.sqrt(Math.max(0, variance))) / (sumWon * -Math.log(sumWon)));
    const isKnown = sumWon > 0 && sumWon < 1 - 1e-12;
    const limits = isKnown ? { low: sumWon ** wide, high: sumWon ** (1 / wide) } : UNKNOWN;
    return { days: t, won: sumWon, ...limits, lost: sumLost, open: survival };
  });
}

export function timeToWin(
  deals: readonly Deal[],
  asked: Asked & { level?: number | undefined },
  own: { timeZone?: string; within?: number } = {},
) {
  const { won, lost, open, excluded } = outcomes(deals, asked, own.timeZone);
  const curve = aalenJohansen(won, lost, open, asked.level);
  const end = curve.at(-1);
  const dayOf = (share: number) =>
    end && end.won > 0 ? curve.find((point) => point.won >= share * end.won - TOLERANCE)!.days : null;
  const probability = (point: { won: number; low: number | null; high: number | null } | undefined) =>
    point ? { value: point.won, low: point.low, high: point.high } : { value: null, ...UNKNOWN };
  const at = (within: number) => {
    if (end === undefined || (within > end.days && howMany(open, (x) => x === end.days) > 0))
      return undefined;
    return curve.findLast(({ days }) => days <= within) ?? { won: 0, ...UNKNOWN };
  };
  return {
    value: dayOf(0.5),
    p90: dayOf(0.9),
    winProbability: probability(end),
    wonWithin: own.within === undefined ? undefined : probability(at(own.within)),
    count: won.length + lost.length + open.length,
    excluded,
    curve,
  };
}

export function salesVelocity(deals: readonly Deal[], asked: Asked, timeZone?: string) {
  const { now, isIn, excluded, leaveOut } = asking(asked);
  let [opportunities, won, lost] = [0, 0, 0];
  const amounts: Decimal[] = [];
  const cycles: number[] = [];
  for (const { status, createdAt, closedAt, amount } of deals) {
    const created = ms(createdAt);
    const closed = ms(closedAt);
    if (created !== null && created > now) continue;
    if (created === null) leaveOut('missingCreatedAt');
    else if (isIn(created)) opportunities++;
    if (status === 'open') continue;
    if (closed === null) leaveOut('missingClosedAt');
    else if (!isIn(closed)) continue;
    else if (status === 'lost') lost++;
    else {
      won++;
      if (amount === null || amount === undefined) leaveOut('missingAmount');
      else amounts.push(exact(amount));
      if (created === null) continue;
      // In milliseconds, or whole local days: whole numbers, which add up exactly.
      const length =
        timeZone === undefined ? closed - created : localDay(timeZone, closed) - localDay(timeZone, created);
      if (length < 0) leaveOut('negativeDuration');
      else cycles.push(length);
    }
  }
  const decided = won + lost;
  const per = timeZone === undefined ? DAY : 1;
  const total = sum(amounts);
  const length = cycles.reduce((a, b) => a + b, 0);
  const above = total.times(opportunities).times(won).times(cycles.length).times(per);
  const below = new Exact(length).times(decided).times(amounts.length);
  return {
    value: below.isZero()
      ? null
      : above.div(below).toSignificantDigits(40, Decimal.ROUND_HALF_EVEN).toFixed(),
    sum: total.toFixed(),
    opportunities,
    winRate: decided === 0 ? null : won / decided,
    averageDealValue: amounts.length === 0 ? null : new Rounded(total).div(amounts.length).toFixed(),
    cycle: cycles.length === 0 ? null : length / per / cycles.length,
    excluded,
  };
}

const HOUR = 3_600_000;

/** How long it is from one instant to another: of elapsed time, or of a calendar's. */
type Between = (from: number, to: number) => number;
const elapsed: Between = (from, to) => to - from;

/** Mean, median and p90 (type 7), deviation, and the interval of the median, of lengths in whole milliseconds or minutes. */
function statisticsOf(lengths: readonly number[], per: number) {
  const ordered = [...lengths].sort((a, b) => a - b).map((length) => length / per);
  const n = ordered.length;
  const mean = n ? ordered.reduce((a, b) => a + b, 0) / n : null;
  const squares = ordered.reduce((a, b) => a + (b - mean!) ** 2, 0);
  return {
    count: n,
    mean,
    median: n ? percentile(ordered, 0.5) : null,
    p90: n ? percentile(ordered, 0.9) : null,
    deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    medianInterval: medianInterval(ordered),
  };
}

/** Lead by lead: contacted by now after how long, or still waiting since when, or given up. */
export function leadResponseTime(leads: readonly Lead[], asked: Asked, between: Between = elapsed) {
  const { now, isIn, excluded, leaveOut } = asking(asked);
  const lengths: number[] = [];
  const waits: number[] = [];
  for (const { createdAt, firstContactedAt, disqualifiedAt } of leads) {
    const created = ms(createdAt);
    const contacted = ms(firstContactedAt);
    const disqualified = ms(disqualifiedAt);
    const isContacted = contacted !== null && contacted <= now;
    if (!isContacted && disqualified !== null && disqualified <= now) continue;
    if (created === null) leaveOut('missingCreatedAt');
    else if (!isIn(created)) continue;
    else if (!isContacted) waits.push(now === Number.POSITIVE_INFINITY ? now : between(created, now));
    else if (contacted < created) leaveOut('negativeDuration');
    else lengths.push(between(created, contacted));
  }
  const curve = kaplanMeier(lengths, waits, 'plain');
  const open = survivalQuantile(
    curve.map(({ days }) => days),
    curve.map(({ survival }) => survival),
    0.5,
  );
  const isTimed = waits.every((wait) => wait < Number.POSITIVE_INFINITY);
  return {
    ...statisticsOf(lengths, HOUR),
    waiting: waits.length,
    medianWithOpen: open === null || !isTimed ? null : open / HOUR,
    excluded,
  };
}

/** Lead by lead: old enough, and contacted within the minutes. */
export function contactedWithin(
  leads: readonly Lead[],
  asked: Asked,
  own: { minutes?: number; of?: 'all' | 'contacted'; between?: Between } = {},
) {
  const { minutes = 60, of = 'all', between = elapsed } = own;
  const { now, isIn, excluded, leaveOut } = asking(asked);
  const limit = minutes * 60_000;
  let [within, all] = [0, 0];
  for (const { createdAt, firstContactedAt } of leads) {
    const created = ms(createdAt);
    const contacted = ms(firstContactedAt);
    const isContacted = contacted !== null && contacted <= now;
    if (of === 'contacted' && !isContacted) continue;
    if (created === null) leaveOut('missingCreatedAt');
    else if (!isIn(created)) continue;
    else if (of === 'contacted' && contacted! < created) leaveOut('negativeDuration');
    else if (now < Number.POSITIVE_INFINITY && between(created, now) < limit) leaveOut('tooRecent');
    else {
      all++;
      if (isContacted && contacted >= created && between(created, contacted) <= limit) within++;
    }
  }
  return {
    value: all === 0 ? null : within / all,
    numerator: within,
    denominator: all,
    count: all,
    excluded,
  };
}

/** The minutes of leads contacted in the period, and how many of these recorded any. */
export function personalizationTime(leads: readonly Lead[], asked: Asked) {
  const { now, isIn } = asking(asked);
  const contacted = leads.filter(({ createdAt, firstContactedAt }) => {
    const at = ms(firstContactedAt);
    return at !== null && isIn(at) && (ms(createdAt) ?? now) <= now;
  });
  const recorded = contacted.flatMap(({ personalizationMinutes: minutes }) =>
    minutes === null || minutes === undefined ? [] : [minutes],
  );
  return { ...statisticsOf(recorded, 1), contacted: contacted.length };
}

/** Sale by sale: its amount, a refund or none. */
export function averageSaleValue(sales: readonly Sale[], asked: Asked, refunds: 'net' | 'exclude') {
  const { isIn, excluded, leaveOut } = asking(asked);
  const amounts: Decimal[] = [];
  for (const { soldAt, amount } of sales) {
    const at = ms(soldAt);
    if (at === null) leaveOut('missingSoldAt');
    else if (!isIn(at)) continue;
    else if (amount === null || amount === undefined) leaveOut('missingAmount');
    else if (refunds === 'exclude' && exact(amount).lessThan(0)) leaveOut('refund');
    else amounts.push(exact(amount));
  }
  const count = amounts.filter((amount) => !amount.lessThan(0)).length;
  const total = sum(amounts);
  return {
    value: count === 0 ? null : new Rounded(total).div(count).toFixed(),
    sum: total.toFixed(),
    count,
    excluded,
  };
}

/** Every lead with the earliest of its own activities that are a person's, outbound and dated. */
export function firstContact(leads: readonly Lead[], activities: readonly Activity[]): Lead[] {
  return leads.map((lead) => {
    if ((lead.firstContactedAt ?? null) !== null) return lead;
    const own = activities.filter(
      ({ leadId, at, direction, automated }) =>
        String(leadId) === String(lead.id) && ms(at) !== null && direction === 'outbound' && !automated,
    );
    const earliest = Math.min(...own.map(({ at }) => ms(at)!));
    const first = own.find(({ at }) => ms(at) === earliest);
    return first === undefined ? lead : { ...lead, firstContactedAt: first.at };
  });
}
