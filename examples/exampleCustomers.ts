import type { Contract, Cost, Deal, Lead, Sale, SurveyAnswer } from 'sales-effectiveness';
import { salesFromDeals } from 'sales-effectiveness';
import { EXPORTED, FIRST_CLOSING } from './exampleDeals.js';
import { hiredBy } from './exampleTeam.js';
import { DAY, mulberry32, normal, pick, workingHour } from './random.js';

/** From then on leads were recorded. */
const FIRST_LEAD = Date.UTC(2025, 6, 1);
/** How many customers there were when the deals begin. */
const OLD_CUSTOMERS = 110;
const MONTHS = 18;

const SOURCES = [
  { name: 'ads', share: 0.34, good: 0.22 },
  { name: 'website', share: 0.32, good: 0.3 },
  { name: 'fair', share: 0.16, good: 0.18 },
  { name: 'referral', share: 0.18, good: 0.3 },
];

const SCORES = [
  { score: 10, share: 0.24 },
  { score: 9, share: 0.23 },
  { score: 8, share: 0.19 },
  { score: 7, share: 0.14 },
  { score: 6, share: 0.08 },
  { score: 5, share: 0.06 },
  { score: 3, share: 0.04 },
  { score: 1, share: 0.02 },
];

const customer = (i: number) => `C-${String(i).padStart(3, '0')}`;
/** The start of a month of the example, from 0, the first of them. */
const month = (i: number) => Date.UTC(2025, i, 1);
const EUR = { currency: 'EUR' };

/** The deals with a customer where one was won: most often a new one. One won deal in a hundred has none. */
export function dealsOfCustomers(deals: readonly Deal[], seed: number): Deal[] {
  const random = mulberry32(seed ^ 0xc0575);
  const customers = new Map<unknown, string | null>();
  const won = deals.filter(({ status }) => status === 'won');
  let known = OLD_CUSTOMERS;
  for (const { id } of won.sort((a, b) => closingOf(a) - closingOf(b))) {
    const isNew = random() < 0.75;
    const who = isNew ? ++known : 1 + Math.floor(random() * known);
    customers.set(id, random() < 0.01 ? null : customer(who));
  }
  return deals.map((deal) =>
    customers.has(deal.id) ? { ...deal, customerId: customers.get(deal.id) ?? null } : deal,
  );
}

const closingOf = ({ closedAt, createdAt }: Deal) => Number(closedAt ?? createdAt);

/**
 * Leads since July 2025: those that became a deal, and twice as many that did not. Some never heard from us, of some the
 * minutes of preparation are not known, and one has lost its date.
 */
export function exampleLeads(deals: readonly Deal[], seed: number): Lead[] {
  const random = mulberry32(seed ^ 0x1ead5);
  const rows: Omit<Lead, 'id'>[] = [];
  for (const { createdAt, closedAt, status, ownerId, customerId } of deals) {
    const came = workingHour(Number(createdAt) - Math.ceil(1 + random() * 9) * DAY, random);
    const isFlawed = status !== 'open' && !(Number(closedAt) > Number(createdAt));
    if (random() > 0.4 || came < FIRST_LEAD || isFlawed) continue;
    const source = pick(SOURCES, ({ good }) => good, random()).name;
    const contact = contactOf(came, random);
    const won = status === 'won' ? { wonAt: closedAt ?? null, customerId: customerId ?? null } : {};
    rows.push({ createdAt: came, ...contact, qualifiedAt: createdAt, ...won, source, ownerId: ownerId! });
  }
  for (let i = 0; i < 380; i++) {
    const came = workingHour(FIRST_LEAD + random() * (EXPORTED - FIRST_LEAD - 2 * DAY), random);
    const source = pick(SOURCES, ({ share }) => share, random()).name;
    const contact = random() < 0.78 ? contactOf(came, random) : {};
    const end = came + (2 + random() * 20) * DAY;
    rows.push({ createdAt: came, ...contact, ...(end < EXPORTED ? { disqualifiedAt: end } : {}), source });
  }
  rows.sort((a, b) => Number(a.createdAt) - Number(b.createdAt));
  return rows.map((row, i) => ({
    ...row,
    id: `L-${String(i + 1).padStart(4, '0')}`,
    ...(i === 41 ? { createdAt: null } : {}),
  }));
}

function contactOf(came: number, random: () => number): Pick<Lead, 'firstContactedAt'> {
  const at = came + Math.ceil(240 * Math.exp(1.1 * normal(random))) * 60_000;
  const minutes = Math.max(1, Math.round(14 * Math.exp(0.6 * normal(random))));
  const prepared = random() < 0.8 ? { personalizationMinutes: minutes } : {};
  return at < EXPORTED ? { firstContactedAt: at, ...prepared } : {};
}

/** What selling costs by the month: the reps, ads, the website, a fair twice a year. One has no date, one is a credit note. */
export function exampleCosts(seed: number): Cost[] {
  const random = mulberry32(seed ^ 0xc0575c);
  const costs: Cost[] = [];
  for (let i = 0; i < MONTHS; i++) {
    const incurredAt = month(i + 1) - DAY;
    for (const { id } of hiredBy(incurredAt))
      costs.push({ incurredAt, amount: '4350.00', category: 'sales', ownerId: id, ...EUR });
    const spent = (source: string, usual: number) => {
      const amount = (usual * (0.8 + 0.4 * random())).toFixed(2);
      costs.push({ incurredAt: month(i) + (4 + i) * DAY, amount, category: 'marketing', source, ...EUR });
    };
    spent('ads', 5200);
    spent('website', 900);
    if (i % 6 === 3) spent('fair', 16_000);
  }
  costs.push(
    { incurredAt: month(16) + 9 * DAY, amount: '-1250.00', category: 'marketing', source: 'ads', ...EUR },
    { incurredAt: null, amount: '640.00', category: 'marketing', source: 'website', ...EUR },
  );
  return costs;
}

/** Sales: each won deal, small orders that need none, a refund now and then, and a few without amount or customer. */
export function exampleSales(deals: readonly Deal[], seed: number): Sale[] {
  const random = mulberry32(seed ^ 0x5a1e5);
  const sales = salesFromDeals(deals);
  const orders = Array.from({ length: 260 }, (_, i): Sale => {
    const soldAt = workingHour(FIRST_CLOSING + random() * (EXPORTED - FIRST_CLOSING - DAY), random);
    const amount = 380 * Math.exp(0.5 * normal(random));
    const flaw = random();
    return {
      id: `S-${String(i + 1).padStart(4, '0')}`,
      soldAt,
      amount: flaw < 0.015 ? null : (flaw < 0.04 ? -amount : amount).toFixed(2),
      customerId: flaw > 0.98 ? null : customer(1 + Math.floor(random() * OLD_CUSTOMERS)),
      ...EUR,
    };
  });
  return [...sales, ...orders];
}

/**
 * Service contracts of a year, most often renewed: of the old customers, and of two new ones in three from the month after
 * their first deal. Some pay more or less then, some end, a few of them come back. A few rows are flawed.
 */
export function exampleContracts(deals: readonly Deal[], seed: number): Contract[] {
  const random = mulberry32(seed ^ 0xc0147);
  const contracts: Contract[] = [];
  const chain = (customerId: string, from: number) => {
    let startsAt = from;
    let amount = 160 * Math.exp(0.5 * normal(random));
    while (startsAt < EXPORTED) {
      const on = new Date(startsAt);
      const endsAt = Date.UTC(on.getUTCFullYear() + 1, on.getUTCMonth(), 1);
      const row = { customerId, startsAt, endsAt, amount: amount.toFixed(2), ...EUR };
      const cancelledAt = startsAt + Math.floor(90 + random() * 250) * DAY;
      const isRenewed = random() < 0.87;
      const isCancelled = random() < 0.05;
      const renewedAt = endsAt - Math.ceil(5 + random() * 40) * DAY;
      const end = isCancelled
        ? cancelledAt < EXPORTED && { cancelledAt }
        : isRenewed && renewedAt < EXPORTED && { renewedAt };
      contracts.push({ id: `K-${String(contracts.length + 1).padStart(3, '0')}`, ...row, ...end });
      const pause = isRenewed && !isCancelled ? 0 : random() < 0.2 ? 2 + Math.floor(random() * 5) : null;
      if (pause === null) break;
      startsAt = Date.UTC(on.getUTCFullYear() + 1, on.getUTCMonth() + pause, 1);
      const change = random();
      if (change < 0.28) amount *= 1.05 + 0.25 * random();
      else if (change < 0.4) amount *= 0.7 + 0.25 * random();
    }
  };
  for (let i = 1; i <= OLD_CUSTOMERS; i++) chain(customer(i), month(-1 - Math.floor(random() * 20)));
  const firsts = new Map<string, number>();
  for (const { status, closedAt, customerId } of deals) {
    const key = String(customerId);
    if (status !== 'won' || !customerId || !closedAt || Number(key.slice(2)) <= OLD_CUSTOMERS) continue;
    firsts.set(key, Math.min(firsts.get(key) ?? Number.POSITIVE_INFINITY, Number(closedAt)));
  }
  for (const [customerId, at] of [...firsts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const won = new Date(at);
    if (random() < 0.65) chain(customerId, Date.UTC(won.getUTCFullYear(), won.getUTCMonth() + 1, 1));
  }
  // Late ones, whose flaws the last quarters see.
  const flawed = (fromEnd: number, change: Partial<Contract>) => {
    const i = contracts.length - fromEnd;
    contracts[i] = { ...contracts[i]!, ...change };
  };
  flawed(9, { amount: null });
  flawed(23, { startsAt: null });
  flawed(37, { endsAt: Number(contracts[contracts.length - 37]!.startsAt) - 30 * DAY });
  return contracts;
}

/** Answers to a survey of each quarter, among customers: some twice, some anonymous, two without a date. */
export function exampleAnswers(seed: number): SurveyAnswer[] {
  const random = mulberry32(seed ^ 0xa45e5);
  return Array.from({ length: 420 }, (_, i): SurveyAnswer => {
    const round = Math.floor(i / 70);
    const at = workingHour(month(round * 3 + 1) + random() * 45 * DAY, random);
    const who = customer(1 + Math.floor(random() * (OLD_CUSTOMERS + 35 * round)));
    return {
      id: `A-${String(i + 1).padStart(3, '0')}`,
      score: pick(SCORES, ({ share }) => share, random()).score,
      answeredAt: i === 100 || i === 390 ? null : at,
      customerId: random() < 0.06 ? null : who,
    };
  });
}
