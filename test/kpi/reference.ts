// What each KPI should give, from its definition alone: filter, sort, loops. No totals, no streams, no tables.
import { Decimal } from 'decimal.js';
import type { Amount, Deal, Instant } from 'sales-effectiveness';

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

const formats = new Map<string, Intl.DateTimeFormat>();
/** The local date as Intl writes it, in days since 1970. */
function localDay(timeZone: string, instant: number): number {
  if (!formats.has(timeZone)) formats.set(timeZone, new Intl.DateTimeFormat('en-CA', { timeZone }));
  return Date.parse(formats.get(timeZone)!.format(instant)) / 864e5;
}
