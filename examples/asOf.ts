import { type Deal, day, time } from 'sales-effectiveness';
import { Problem } from './readDeals.js';

/** Until when open deals are measured. */
export interface AsOf {
  /** The local date: everything that happened on it is known. */
  readonly date: string;
  /** Epoch milliseconds: the end of that day; its start where dates have no times, so that ages are whole days. */
  readonly instant: number;
  /** Whether somebody named the date; it is the latest of the deals otherwise. */
  readonly given: boolean;
}

/** A fact of a deal, with the place that an error names. */
interface Fact {
  readonly at: number;
  readonly place: string;
}

/**
 * The day as of which deals are measured; null without deals. A {@link Problem} for a date that is none, or one before
 * a creation, a closing of a decided deal or a change of stage: what the report counts would not have happened yet.
 */
export function asOfDay(deals: readonly Deal[], timeZone: string, given?: string): AsOf | null {
  const dateOf = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const named = given === undefined ? null : dayNamed(given, timeZone);
  const facts = deals.flatMap(factsOf);
  let latest: Fact | undefined;
  for (const fact of facts) if (latest === undefined || fact.at > latest.at) latest = fact;
  if (latest === undefined) return null;
  const date = dateOf.format(latest.at);
  if (named !== null && latest.at >= named.end)
    throw new Problem(`--as-of requires a date no earlier than ${latest.place}, ${date}, got '${given}'`);
  const { name, start, end } = named ?? day(date, { timeZone });
  // A local date can end before its last instant, where clocks go back over midnight.
  const until = hasTimes(facts, dateOf, timeZone) ? end - 1 : start;
  return { date: name, instant: Math.max(until, latest.at), given: named !== null };
}

function dayNamed(text: string, timeZone: string) {
  try {
    return day(text, { timeZone });
  } catch {
    throw new Problem(`--as-of requires a date such as 2026-07-01, got '${text}'`);
  }
}

/** On an open deal a closing is a forecast: no fact. */
function factsOf({ createdAt, closedAt, status, stages }: Deal, index: number): Fact[] {
  const place = `deals[${index}]`;
  const facts = [
    { at: time(createdAt), place: `${place}.createdAt` },
    { at: status === 'open' ? Number.NaN : time(closedAt), place: `${place}.closedAt` },
    ...(stages ?? []).map(({ stage, enteredAt }) => ({
      at: time(enteredAt),
      place: `the change to ${stage} of the deal in ${place}`,
    })),
  ];
  return facts.filter(({ at }) => !Number.isNaN(at));
}

/** Whether any of them lies within a day: dates without times are all at its start. */
function hasTimes(facts: readonly Fact[], dateOf: Intl.DateTimeFormat, timeZone: string): boolean {
  const starts = new Set<number>();
  return facts.some(({ at }) => {
    if (starts.has(at)) return false;
    starts.add(at);
    return day(dateOf.format(at), { timeZone }).start !== at;
  });
}
