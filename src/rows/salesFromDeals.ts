import { inContext } from '../error.js';
import type { Deal, Sale } from '../records/record.js';
import { isWon } from '../status.js';
import { listed } from './listed.js';

/**
 * Sales of won deals, for those whose CRM has no orders: what `firstPurchaseValue`, `averageSaleValue` and the KPIs of
 * loyalty read.
 *
 * Each won deal is one sale, sold when it was closed, with the deal's id, customer, amount, currency, owner and source; a
 * deal without `closedAt` is a sale without `soldAt`, which those KPIs count as left out. Open and lost deals are none.
 * Empty: no sales. Errors: a status other than open, won or lost, with the row.
 *
 * @example
 * import { averageSaleValue, salesFromDeals } from 'sales-effectiveness';
 * const deals = [
 *   { id: 1, createdAt: 0, closedAt: Date.UTC(2026, 9, 31), status: 'won', amount: '99.50', customerId: 'c-1' },
 *   { id: 2, createdAt: 0, status: 'open', amount: '500' },
 * ] as const;
 * averageSaleValue(salesFromDeals(deals)).value?.toFixed(2) // => '99.50'
 */
export function salesFromDeals<Rows extends Iterable<Deal>>(deals: Rows): Sale[] {
  return listed(deals, 'deals', 'salesFromDeals').flatMap((deal, index) => {
    try {
      return isWon(deal.status) ? [saleOf(deal)] : [];
    } catch (error) {
      throw inContext(error, 'salesFromDeals', `deals[${index}].status`);
    }
  });
}

/** Fields that the deal does not have are not there, rather than undefined. */
function saleOf({ id, closedAt, customerId, amount, currency, ownerId, source }: Deal): Sale {
  const sale = { id } as { -readonly [F in keyof Sale]: Sale[F] };
  if (closedAt !== undefined) sale.soldAt = closedAt;
  if (customerId !== undefined) sale.customerId = customerId;
  if (amount !== undefined) sale.amount = amount;
  if (currency !== undefined) sale.currency = currency;
  if (ownerId !== undefined) sale.ownerId = ownerId;
  if (source !== undefined) sale.source = source;
  return sale;
}
