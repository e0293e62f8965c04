import { kpi } from '../kpi.js';
import {
  CUSTOMER_TABLES,
  customersOfDeals,
  customersOfLeads,
  customersOfSales,
} from '../marks/newCustomers.js';
import { checkLag, type Lag, spendOnCustomers } from '../marks/spend.js';
import { namesOf, oneOf } from '../options.js';
import { acquisition, type CustomerTable } from '../reading/acquisition.js';
import { type Earliest, earliest } from '../totals/earliest.js';
import { money } from '../totals/money.js';

/**
 * Customer acquisition cost: what a new customer costs. By source, beside what a customer brings, it says where effort
 * should go.
 *
 * Formula: Σ `amount` of costs ÷ number of new customers, each at its own date: `incurredAt`, and a customer's first won
 * deal, first sale or won lead, also where it lies before the period; a ratio of sums, exact, 40 digits. A customer is in
 * the group of that first fact; groups with spend alone, or customers alone, are kept.
 * Options: `customersFrom: 'deals' | 'sales' | 'leads'`, the first of these tables that is given unless said, and named in
 * the reading; `spend: 'sales' | 'marketing'` takes costs of one category; `lag: { months: 1 }` sets customers against the
 * spend of a month before, months in the zone of `during`, of the trend or `lag.timeZone`; `paidSources: ['ads', 'fair']`,
 * all that cost money, counts customers from these alone (others are `otherSource`), the spend whole: the paid cost, not
 * the blended one.
 * Unit: money; lower is better; `sum` is the spend, `count` the customers. Interval: customers as a Poisson count, spend ÷
 * (n + z²÷2 ± z √(n + z²÷4)) (score interval, Rao 1948). No customers: null; no cost row: null; costs of 0: 0.
 * Left out: costs without `amount` (`missingAmount`); `missingCustomerId`; sales of negative amount (`refund`); missing
 * dates. Errors: two currencies; no table of customers; a category that there is not.
 *
 * @example
 * import { customerAcquisitionCost } from 'sales-effectiveness';
 * const costs = [{ incurredAt: 0, amount: '900.00', category: 'marketing' as const }];
 * const deal = { createdAt: 0, closedAt: 5, status: 'won' as const };
 * const deals = ['a', 'a', 'b'].map((customerId, id) => ({ ...deal, id, customerId }));
 * const { value, count, customersFrom } = customerAcquisitionCost({ costs, deals });
 * [value?.toFixed(2), count, customersFrom] // => ['450.00', 2, 'deals']
 *
 * @function
 */
export const customerAcquisitionCost = /*@__PURE__*/ kpi({
  name: 'customerAcquisitionCost',
  unit: 'money',
  better: 'lower',
  options: {
    customersFrom: undefined as CustomerTable | undefined,
    spend: 'all' as 'all' | 'sales' | 'marketing',
    lag: undefined as Lag | undefined,
    paidSources: undefined as readonly string[] | undefined,
  },
  optional: ['deals', 'sales', 'leads'],
  check({ customersFrom, spend, lag, paidSources }) {
    if (customersFrom !== undefined)
      oneOf(customersFrom, CUSTOMER_TABLES, 'customersFrom', 'customerAcquisitionCost');
    oneOf(spend, ['all', 'sales', 'marketing'], 'spend', 'customerAcquisitionCost');
    checkLag(lag, 'customerAcquisitionCost');
    if (paidSources !== undefined) namesOf(paidSources, 'paidSources', 'customerAcquisitionCost');
  },
  totals: {
    spend: money,
    fromDeals: earliest as Earliest<string | null>,
    fromSales: earliest as Earliest<string | null>,
    fromLeads: earliest as Earliest<string | null>,
  },
  marks: {
    costs: spendOnCustomers,
    deals: customersOfDeals,
    sales: customersOfSales,
    leads: customersOfLeads,
  },
  of: ({ spend, fromDeals, fromSales, fromLeads }, { level, customersFrom, paidSources }) =>
    acquisition(
      spend,
      { deals: fromDeals, sales: fromSales, leads: fromLeads },
      { level, customersFrom, paidSources },
    ),
});
