import { groupBy, leadResponseTime, salesFromDeals } from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { compareFigures, firstPurchases, minutes } from './figures.js';
import type { Folder } from './folder.js';

/** 5,000 subscriptions and 2,000 tickets, all of them made up; gives the ids of truth.json that are compared. */
export function ravenstackSaas(folder: Folder, comparison: Comparison): Set<string> {
  // A subscription is a deal won when it starts; a trial is not won.
  const subscriptions = parseRecords('deals', folder.csv('subscriptions.csv'), {
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

  return compareFigures(folder, comparison, {
    first_response_minutes: minutes(leadResponseTime(tickets), response(tickets)),
    first_response_by_priority: Object.fromEntries(
      [...byPriority].map(([priority, reading]) => [
        priority,
        minutes(reading, response(tickets.filter((ticket) => ticket.priority === priority))),
      ]),
    ),
    first_purchase_mrr: firstPurchases(salesFromDeals(subscriptions.rows)),
  });
}
