// What each KPI should give, from its definition alone: filter, sort, loops. No totals, no streams, no tables.
import { Decimal } from 'decimal.js';
import type { Amount, Deal, Id, Instant, Lead, Sale } from 'sales-effectiveness';

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

export function winRate(deals: readonly Deal[], asked: Asked) {
  const { rows, excluded } = facts(deals, 'closedAt', ['won', 'lost'], asked);
  const numerator = rows.filter((deal) => deal.status === 'won').length;
  return {
    numerator,
    denominator: rows.length,
    value: rows.length ? numerator / rows.length : null,
    excluded,
  };
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

/** Lead by lead: when it came, whether and when it was won, what was known of it. */
export function conversionRate(
  leads: readonly Lead[],
  { during, asOf }: Asked,
  own: { basis?: 'cohort' | 'period'; within?: number } = {},
) {
  const { basis = 'cohort', within } = own;
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const isIn = (t: number) => t <= now && (!during || (t >= during.start && t < during.end));
  let [converted, all, pending] = [0, 0, 0];
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  for (const lead of leads) {
    const created = ms(lead.createdAt);
    const won = ms(lead.wonAt);
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
