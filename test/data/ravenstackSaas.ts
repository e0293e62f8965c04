import {
  type Contract,
  day,
  grossRevenueRetention,
  groupBy,
  kpi,
  leadResponseTime,
  netRevenueRetention,
  rate,
  retentionRate,
  revenueMovements,
  salesFromDeals,
} from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { compareFigures, firstPurchases, minutes, share } from './figures.js';
import type { Folder } from './folder.js';

/** Who has not churned is told by a flag, not by a date: a KPI of one's own, of a column of one's own. */
const notChurned = kpi({
  name: 'notChurned',
  unit: 'ratio',
  better: 'higher',
  totals: { all: 0, kept: 0 },
  marks: {
    contracts: (each, at) =>
      each((contract: Contract & { readonly churn_flag?: string }) => {
        const totals = at(contract.startsAt);
        totals.all++;
        if (contract.churn_flag === 'FALSE') totals.kept++;
      }),
  },
  of: ({ all, kept }, { level }) => rate(kept, all, level),
});

/** 5,000 subscriptions and 2,000 tickets, all of them made up; gives the ids of truth.json that are compared. */
export function ravenstackSaas(folder: Folder, comparison: Comparison): Set<string> {
  const exported = folder.csv('subscriptions.csv');
  // A subscription is a deal won when it starts; a trial is not won.
  const subscriptions = parseRecords('deals', exported, {
    columns: {
      id: 'subscription_id',
      createdAt: 'start_date',
      closedAt: 'start_date',
      status: 'is_trial',
      amount: 'mrr_amount',
      customerId: 'account_id',
    },
    timeZone: 'UTC',
    status: { won: ['FALSE'], open: ['TRUE'] },
  });
  comparison.same('subscriptions that could not be read', subscriptions.rejects.length, 0);

  // It is a contract, too, and as such a trial counts among contracts, but pays nothing.
  const { rows: contracts, rejects: unread } = parseRecords('contracts', exported, {
    columns: {
      id: 'subscription_id',
      customerId: 'account_id',
      startsAt: 'start_date',
      endsAt: 'end_date',
      amount: 'mrr_amount',
    },
    timeZone: 'UTC',
    keep: ['churn_flag'],
  });
  comparison.same('contracts that could not be read', unread.length, 0);
  const paying = contracts.filter(({ amount }) => Number(amount) > 0);
  const retained = retentionRate.with({ unit: 'contracts' });

  // Tickets stand in for leads; of the first response the minutes are known, not the date.
  const { rows: submitted, rejects } = parseRecords('leads', folder.csv('support_tickets.csv'), {
    columns: { id: 'ticket_id', createdAt: 'submitted_at' },
    timeZone: 'UTC',
    keep: ['priority', 'first_response_time_minutes'],
  });
  comparison.same('tickets that could not be read', rejects.length, 0);
  const tickets = submitted.map(({ first_response_time_minutes: waited, ...ticket }) => {
    return { ...ticket, firstContactedAt: ticket.createdAt + Number(waited) * 60_000 };
  });
  const byPriority = groupBy(tickets, 'priority', leadResponseTime);
  const response = (rows: typeof tickets) => leadResponseTime.totals(rows).response;

  const during = { start: Date.UTC(2024, 0, 1), end: Date.UTC(2024, 11, 31) };
  const gross = grossRevenueRetention(contracts, { during });
  const net = netRevenueRetention(contracts, { during });
  const [in2024] = revenueMovements(contracts, { every: 'year', timeZone: 'UTC', during });
  const quarters = revenueMovements(contracts, {
    every: 'quarter',
    timeZone: 'UTC',
    during: { start: Date.UTC(2023, 6, 1), end: during.end },
  });
  const revenueAt = new Map(
    quarters.flatMap(({ period, start, end }) => [
      [period.start, start.toNumber()],
      [period.end, end.toNumber()],
    ]),
  );
  const onDate = (date: string) => {
    const { start, end } = day(date, { timeZone: 'UTC' });
    return {
      mrr: revenueAt.get(start),
      subscriptions: retained(contracts, { during: { start, end } }).denominator,
    };
  };

  return compareFigures(folder, comparison, {
    first_response_minutes: minutes(leadResponseTime(tickets), response(tickets)),
    first_response_by_priority: Object.fromEntries(
      [...byPriority].map(([priority, reading]) => [
        priority,
        minutes(reading, response(tickets.filter((ticket) => ticket.priority === priority))),
      ]),
    ),
    revenue_retention_2024: {
      start_mrr: gross.denominator.toNumber(),
      end_mrr_of_start_accounts: net.numerator.toNumber(),
      contraction_and_churn: -in2024!.contraction.plus(in2024!.churn).toNumber(),
      expansion: in2024!.expansion.toNumber(),
      grr: gross.value,
      nrr: net.value,
      logo_retention: share(retentionRate(paying, { during })),
      subscriptions_retained: share(retained(contracts, { during })),
    },
    mrr_on_date: Object.fromEntries(
      ['2023-07-01', '2024-01-01', '2024-07-01', '2024-12-31'].map((date) => [date, onDate(date)]),
    ),
    retention_subscriptions: share(notChurned(contracts)),
    first_purchase_mrr: firstPurchases(salesFromDeals(subscriptions.rows)),
  });
}
