import { format, salesCycle, winRate } from 'sales-effectiveness';

const deals = [
  { id: 1, status: 'won', createdAt: new Date('2026-10-01'), closedAt: new Date('2026-11-12') },
  { id: 2, status: 'won', createdAt: new Date('2026-10-05'), closedAt: new Date('2026-11-25') },
  { id: 3, status: 'won', createdAt: new Date('2026-10-08'), closedAt: new Date('2026-12-01') },
  { id: 4, status: 'lost', createdAt: new Date('2026-10-20'), closedAt: new Date('2026-11-30') },
];
console.log(format(winRate(deals)));
console.log(format(salesCycle(deals)));
