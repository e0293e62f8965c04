import { requires, requiresNumber } from '../error.js';
import type { At, Each, Known } from '../kpi.js';
import type { CustomerTable } from '../reading/acquisition.js';
import type { Cost } from '../records/record.js';
import { addMonths } from '../time/addMonths.js';
import { type Instant, time } from '../time/instant.js';
import { zone as compiled } from '../time/zone.js';
import type { money } from '../totals/money.js';
import { mustSayWho } from './customersFrom.js';
import { CUSTOMER_TABLES } from './newCustomers.js';

/** How much later customers come than what was spent on them. */
export interface Lag {
  readonly months: number;
  /** The zone of those months, that of the period unless given. */
  readonly timeZone?: string | undefined;
}

/** Refuses a lag that is none. */
export function checkLag(lag: Lag | undefined, who: string): void {
  if (lag === undefined) return;
  const { months, timeZone, ...more } = (lag ?? {}) as Lag;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw requires(TypeError, 'a lag of months and timeZone', unknown, who);
  if (!(Number.isInteger(months) && months >= 0 && months <= 1200))
    throw requiresNumber('lag.months, a whole number of 0 or more', months, who);
  if (timeZone !== undefined) compiled(timeZone, who);
}

interface Options {
  readonly customersFrom: CustomerTable | undefined;
  readonly spend: 'all' | 'sales' | 'marketing';
  readonly lag: Lag | undefined;
}

const WHO = 'customerAcquisitionCost';

/** Each cost at its own date, moved by the lag, where there is a table to say who was won with it. */
export function spendOnCustomers(
  each: Each<Cost>,
  at: At<{ readonly spend: typeof money }>,
  known: Known<Options>,
): void {
  const { spend, lag, zone, leaveOut } = known;
  mustSayWho(CUSTOMER_TABLES, known, WHO);
  const shift = shiftBy(lag, zone);
  each(({ category, incurredAt, amount, currency }) => {
    if (category !== 'sales' && category !== 'marketing')
      throw requires(
        typeof category === 'string' ? RangeError : TypeError,
        "'sales' or 'marketing'",
        category,
      );
    if (spend !== 'all' && category !== spend) return;
    if (amount === null || amount === undefined) leaveOut(shift(incurredAt), 'missingAmount');
    else at(shift(incurredAt)).spend.add(amount, currency);
  });
}

/** A function that moves an instant by the lag, in local time; a missing one stays missing. */
function shiftBy(lag: Lag | undefined, zoneOfPeriod: string | null): (instant: Instant) => Instant {
  if (lag === undefined) return (instant) => instant;
  const timeZone = lag.timeZone ?? zoneOfPeriod;
  if (typeof timeZone !== 'string')
    throw requires(
      TypeError,
      'a timeZone of during or of the trend, or lag.timeZone, for lag',
      timeZone,
      WHO,
    );
  const local = compiled(timeZone, WHO);
  return (instant) =>
    instant === null || instant === undefined ? instant : addMonths(local, time(instant), lag.months);
}
