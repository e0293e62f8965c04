import { kpi } from '../kpi.js';
import { ACTIVE_TABLES, active, activeByContracts, activeBySales } from '../marks/activeCustomers.js';
import { mustSayWho } from '../marks/customersFrom.js';
import { oneOf } from '../options.js';
import { type ActiveTable, complaintsPerCustomer } from '../reading/complaintsPerCustomer.js';

/**
 * Complaint rate: how many complaints come for each customer. Most who leave never complained; those who do tell why.
 *
 * Formula: complaints, each at its `openedAt` ÷ customers active in the period: by `contracts`, those with one that is
 * active at any instant of it, or by `sales`, those who bought in it. `customersFrom: 'contracts' | 'sales'` says which, the
 * first of them that is given unless said; the reading names it.
 * Unit: ratio; lower is better; it may exceed 1. Interval: complaints as a Poisson count, (n + z²÷2 ± z √(n + z²÷4)) ÷
 * customers (score interval, Rao 1948). No customers: null.
 * Left out: `missingOpenedAt`; `missingCustomerId`; sales of negative amount (`refund`); contracts that end before they
 * start (`negativeDuration`); missing dates. Errors: neither contracts nor sales. A trend reads the rows once a bucket.
 *
 * @example
 * import { complaintRate } from 'sales-effectiveness';
 * const complaints = [{ openedAt: 5 }, { openedAt: 7 }];
 * const sales = ['a', 'b', 'c', 'd', 'a'].map((customerId, id) => ({ id, customerId, soldAt: 3 }));
 * complaintRate({ complaints, sales }).value // => 0.5
 *
 * @function
 */
export const complaintRate = /*@__PURE__*/ kpi({
  name: 'complaintRate',
  unit: 'ratio',
  better: 'lower',
  spans: 'period',
  options: { customersFrom: undefined as ActiveTable | undefined },
  optional: ['contracts', 'sales'],
  check({ customersFrom }) {
    if (customersFrom !== undefined) oneOf(customersFrom, ACTIVE_TABLES, 'customersFrom', 'complaintRate');
  },
  totals: active,
  marks: {
    complaints: (each, at, known) => {
      mustSayWho(ACTIVE_TABLES, known, 'complaintRate');
      each(({ openedAt }) => {
        at(openedAt).complaints++;
      });
    },
    contracts: activeByContracts,
    sales: activeBySales,
  },
  of: ({ complaints, fromContracts, fromSales }, { level, customersFrom }) =>
    complaintsPerCustomer(
      complaints,
      { contracts: fromContracts, sales: fromSales },
      { level, customersFrom },
    ),
});
