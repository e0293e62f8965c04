import type { At, Each, Known } from '../kpi.js';
import type { Contract } from '../records/record.js';
import { perKey } from '../totals/perKey.js';
import { contractsAtTwo } from './contractsAtTwo.js';

/** What each customer pays a month at the start and at the end of a period. */
export const recurring = { start: perKey, end: perKey } as const;

/** Adds each contract to what its customer pays, at the instants at which it is active. */
export function recurringRevenue(
  each: Each<Contract>,
  at: At<typeof recurring>,
  known: Known<object>,
  who: string,
): void {
  contractsAtTwo(each, at, known, who, ({ customerId, amount, currency }, start, atStart, atEnd) => {
    if (customerId === null || customerId === undefined) return known.leaveOut(start, 'missingCustomerId');
    if (amount === null || amount === undefined) return known.leaveOut(start, 'missingAmount');
    const totals = at(start);
    if (atStart) totals.start.add(customerId, amount, currency);
    if (atEnd) totals.end.add(customerId, amount, currency);
  });
}
