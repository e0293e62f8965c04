import { endOf, isBackward } from '../contract.js';
import type { At, Each, Known } from '../kpi.js';
import type { ActiveTable } from '../reading/complaintsPerCustomer.js';
import type { Contract, Sale } from '../records/record.js';
import { time } from '../time/instant.js';
import { isRefund } from '../totals/amount.js';
import { distinct } from '../totals/distinct.js';
import { saysWho } from './customersFrom.js';

/** The tables that say who is an active customer, in the order in which they are taken where both are given. */
export const ACTIVE_TABLES = ['contracts', 'sales'] as const;

/** Complaints, and who is active, by each table. */
export const active = { complaints: 0, fromContracts: distinct, fromSales: distinct } as const;

type Marked = Known<{ customersFrom: ActiveTable | undefined }>;

/** Customers with a contract that is active at any instant of the period. */
export function activeByContracts(each: Each<Contract>, at: At<typeof active>, known: Marked): void {
  if (!saysWho('contracts', ACTIVE_TABLES, known)) return;
  const { during, leaveOut } = known;
  each((contract) => {
    const { customerId, startsAt } = contract;
    const from = time(startsAt);
    if (Number.isNaN(from)) return void at(startsAt);
    if (isBackward(contract)) return leaveOut(startsAt, 'negativeDuration');
    const first = during === null ? from : Math.max(from, during.start);
    if (!(first < endOf(contract))) return;
    if (customerId === null || customerId === undefined) leaveOut(first, 'missingCustomerId');
    else at(first).fromContracts.add(customerId);
  });
}

/** Customers who bought in the period. */
export function activeBySales(each: Each<Sale>, at: At<typeof active>, known: Marked): void {
  if (!saysWho('sales', ACTIVE_TABLES, known)) return;
  each(({ customerId, soldAt, amount }) => {
    if (isRefund(amount)) known.leaveOut(soldAt, 'refund');
    else if (customerId === null || customerId === undefined) known.leaveOut(soldAt, 'missingCustomerId');
    else at(soldAt).fromSales.add(customerId);
  });
}
