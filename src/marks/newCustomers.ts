import type { At, Each, Known } from '../kpi.js';
import type { CustomerTable } from '../reading/acquisition.js';
import type { Deal, Id, Lead, Optional, Sale } from '../records/record.js';
import { isWon } from '../status.js';
import { type Instant, time } from '../time/instant.js';
import { isRefund } from '../totals/amount.js';
import type { Earliest } from '../totals/earliest.js';
import { saysWho } from './customersFrom.js';

/** The tables that say who is a customer, in the order in which they are taken where several are given. */
export const CUSTOMER_TABLES = ['deals', 'sales', 'leads'] as const;

/** Each customer's first fact in a table, with the source that it came from. */
type Totals = Readonly<Record<'fromDeals' | 'fromSales' | 'fromLeads', Earliest<string | null>>>;
type Marked = Known<{ customersFrom: CustomerTable | undefined }>;

/** Each customer at the first won deal. */
export function customersOfDeals(each: Each<Deal>, at: At<Totals>, known: Marked): void {
  if (saysWho('deals', CUSTOMER_TABLES, known))
    each(({ status, closedAt, customerId, id, source }) => {
      if (isWon(status)) add('fromDeals', at, known, closedAt, customerId, id, source);
    });
}

/** Each customer at the first sale; refunds are none. */
export function customersOfSales(each: Each<Sale>, at: At<Totals>, known: Marked): void {
  if (saysWho('sales', CUSTOMER_TABLES, known))
    each(({ soldAt, customerId, id, source, amount }) => {
      if (isRefund(amount)) return known.leaveOut(soldAt, 'refund');
      add('fromSales', at, known, soldAt, customerId, id, source);
    });
}

/** Each won lead, or the customer that several became, at the first winning. */
export function customersOfLeads(each: Each<Lead>, at: At<Totals>, known: Marked): void {
  if (saysWho('leads', CUSTOMER_TABLES, known))
    each(({ wonAt, customerId, id, source }) => {
      if (wonAt === null || wonAt === undefined) return;
      add('fromLeads', at, known, wonAt, customerId ?? `lead\u0000${id}`, id, source);
    });
}

function add(
  from: keyof Totals,
  at: At<Totals>,
  { leaveOut }: Marked,
  instant: Instant,
  customerId: Optional<Id>,
  id: Id,
  source: Optional<string>,
): void {
  if (customerId === null || customerId === undefined) leaveOut(instant, 'missingCustomerId');
  else at(instant)[from].add(customerId, time(instant), id, source || null);
}
