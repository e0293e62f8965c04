import type { Decimal } from 'decimal.js';
import { requires } from '../error.js';
import { addTo, inOrder } from '../excluded.js';
import { asked, type ReadingOptions } from '../options.js';
import { rate } from '../reading/rate.js';
import type { Excluded, RateReading } from '../reading/reading.js';
import type { Deal, Id, Quota } from '../records/record.js';
import { isWon } from '../status.js';
import { time } from '../time/instant.js';
import { isNegative, plainText } from '../totals/amount.js';
import { compareIds } from '../totals/compareIds.js';
import { decimal, type LiveMoney, money } from '../totals/money.js';
import { eachRow } from './eachRow.js';
import { Ids } from './ids.js';

/** What was won of what was to be won. */
export interface Attainment {
  /** Won ÷ quota; null for a quota of 0. */
  readonly value: number | null;
  readonly won: Decimal;
  readonly quota: Decimal;
}

/** How far a team and its reps came. */
export interface QuotaAttainment {
  readonly team: Attainment;
  /** Of the reps with a quota above 0, the share at or above it. */
  readonly atQuota: RateReading<number>;
  /** Each rep with a quota, ascending by id. */
  readonly reps: readonly (Attainment & { readonly repId: Id })[];
  /** Of all amounts; null where none has one. */
  readonly currency: string | null;
  readonly excluded: Excluded;
}

/**
 * Quota attainment: what each rep, and the team, won of the quota. A team at 100% with half of its reps at 60% hangs on few.
 *
 * Formula: Σ amount of won deals closed in `during`, by `ownerId` ÷ Σ quotas of the rep, those that lie whole inside `during`
 * (one without any date always does); the team's is the ratio of both sums, not a mean of ratios. Exact; `won` and `quota`
 * are Decimals. Reps without sales count 0. `atQuota` has Wilson's interval.
 * Unit: ratio, 1 for 100%; may exceed 1. A quota of 0, or none: null.
 * Left out: won deals of owners without quota (`withoutQuota`) or without owner (`missingOwnerId`), `missingAmount`,
 * `missingClosedAt`; quotas that are only partly inside `during`, or have only one date (`partlyInside`); `missingRepId`.
 * Errors: two currencies; an amount that is no decimal; a negative quota; a status other than open, won or lost.
 *
 * @example
 * import { quarter, quotaAttainment } from 'sales-effectiveness';
 * const during = quarter('2026-Q4', { timeZone: 'UTC' });
 * const deal = { createdAt: 0, closedAt: Date.UTC(2026, 9, 31), status: 'won' } as const;
 * const deals = [{ ...deal, id: 1, ownerId: 'Ada', amount: '9000' }];
 * const quotas = [{ repId: 'Ada', amount: '6000' }, { repId: 'Bela', amount: '6000' }];
 * const { team, reps } = quotaAttainment({ deals, quotas }, { during });
 * [team.value, ...reps.map(({ value }) => value)] // => [0.75, 1.5, 0]
 */
export function quotaAttainment(
  tables: { readonly deals: Iterable<Deal>; readonly quotas: Iterable<Quota> },
  options: ReadingOptions = {},
): QuotaAttainment {
  const { start, end, level, during, asOf } = asked(options, WHO);
  if (typeof tables !== 'object' || tables === null)
    throw requires(TypeError, 'an object with deals and quotas', tables, WHO);
  const known = asOf ?? Number.POSITIVE_INFINITY;
  const ids = new Ids();
  const excluded: Record<string, number> = {};
  let index = -1;
  // Everything is of one currency: of all amounts there is one total, which knows the quota that came first.
  const all = money.open(undefined, () => ({ table: 'quotas', index }));
  const quotaOf = new Map<string, LiveMoney>();
  const wonBy = new Map<string, LiveMoney>();
  const add = (
    to: Map<string, LiveMoney>,
    key: string,
    amount: Quota['amount'],
    currency: Quota['currency'],
  ) => {
    all.add(amount, currency);
    let total = to.get(key);
    if (total === undefined) to.set(key, (total = money.open()));
    total.add(amount, currency);
  };

  const seeQuota = (quota: Quota) => {
    const { repId, amount, startsAt, endsAt } = quota;
    index++;
    const [from, until] = [time(startsAt), time(endsAt)];
    if (isNegative(plainText(amount))) throw requires(RangeError, 'a quota of 0 or more', amount);
    if (repId === null || repId === undefined) return addTo(excluded, 'missingRepId', 1);
    if (during !== null && !(Number.isNaN(from) && Number.isNaN(until))) {
      if (until <= during.start || from >= during.end) return;
      if (!(from >= during.start && until <= during.end)) return addTo(excluded, 'partlyInside', 1);
    }
    // Read last: what an error got is sought from the last field that was read.
    add(quotaOf, ids.keep(repId), amount, quota.currency);
  };
  const seeDeal = (deal: Deal) => {
    const { status, closedAt, ownerId, amount } = deal;
    if (!isWon(status)) return;
    const closed = time(closedAt);
    if (Number.isNaN(closed)) return addTo(excluded, 'missingClosedAt', 1);
    if (closed < start || closed >= end) return;
    if (ownerId === null || ownerId === undefined) return addTo(excluded, 'missingOwnerId', 1);
    if (!quotaOf.has(String(ownerId))) return addTo(excluded, 'withoutQuota', 1);
    if (amount === null || amount === undefined) return addTo(excluded, 'missingAmount', 1);
    add(wonBy, String(ownerId), amount, deal.currency);
  };
  eachRow(tables.quotas, known, WHO, seeQuota, 'quotas');
  eachRow(tables.deals, known, WHO, seeDeal, 'deals');

  const reps = [...quotaOf]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([key, quota]) => ({ repId: ids.of(key), ...attainment(sumOf([wonBy.get(key)]), sumOf([quota])) }));
  const measured = reps.filter(({ value }) => value !== null);
  return {
    team: attainment(sumOf(wonBy.values()), sumOf(quotaOf.values())),
    atQuota: rate(measured.filter(({ won, quota }) => won.gte(quota)).length, measured.length, level),
    reps,
    currency: all.toJSON().currency,
    excluded: inOrder(excluded),
  };
}

const WHO = 'quotaAttainment';

const attainment = (won: Decimal, quota: Decimal): Attainment => ({
  value: quota.isZero() ? null : won.div(quota).toNumber(),
  won,
  quota,
});

/** The exact sum of totals. */
function sumOf(totals: Iterable<LiveMoney | undefined>): Decimal {
  const sum = [...totals].flatMap((total) => total?.toJSON() ?? []).reduce(money.merge, money.zero);
  return decimal(sum.sum);
}
