import type { Deal, StageVisit } from 'sales-effectiveness';
import { DAY, mulberry32, normal, pick, workingHour } from './random.js';

/** From then on closings were exported. */
export const FIRST_CLOSING = Date.UTC(2025, 0, 1);
/** Everything in the example happened before this instant. */
export const EXPORTED = Date.UTC(2026, 6, 1);
/** The day on which the example was exported: as of then its open deals are measured. */
export const EXAMPLE_AS_OF = '2026-07-01';
const CLOSING_DAYS = (EXPORTED - FIRST_CLOSING) / DAY;

/** How each rep of the example sells: share of all deals, chance to win, usual cycle in days, usual amount. */
const REPS = [
  { name: 'Ada', share: 0.22, wins: 0.48, days: 38, amount: 4200 },
  { name: 'Bela', share: 0.2, wins: 0.41, days: 47, amount: 5100 },
  { name: 'Cleo', share: 0.18, wins: 0.55, days: 34, amount: 2900 },
  { name: 'Dov', share: 0.16, wins: 0.33, days: 58, amount: 7800 },
  { name: 'Elif', share: 0.14, wins: 0.44, days: 44, amount: 4600 },
  { name: 'Finn', share: 0.1, wins: 0.29, days: 63, amount: 3400 },
];

/** The pipeline in its order: how many days a deal usually stays in each stage, and the share of lost ones that end there. */
const STAGES = [
  { name: 'Qualify', days: 8, lost: 0.06 },
  { name: 'Demo', days: 9, lost: 0.14 },
  { name: 'Offer', days: 24, lost: 0.52 },
  { name: 'Negotiation', days: 10, lost: 0.28 },
];
type Stage = (typeof STAGES)[number];
/** The share of deals that need another demo after the offer, and then another offer. */
const GOES_BACK = 0.12;

/**
 * A thousand deals of six reps, as a CRM might export them on 2026-07-01: closings of 18 months and what is open.
 *
 * The same seed gives the same deals: no clock, no `Math.random`. Cycles and amounts are log-normal, cycles get
 * shorter over the months, and some deals are flawed as in real life: closed without a date, closed before they
 * were created, won without an amount. Each has the stages that it went through, most of the time in the offer.
 */
export function exampleDeals(seed = 2026): Deal[] {
  const random = mulberry32(seed);
  // A stream of its own: the deals are the same whatever is drawn for their stages.
  const randomOfStages = mulberry32(~seed);
  return Array.from({ length: 1000 }, (_, i) => deal(i, random, randomOfStages));
}

function deal(i: number, random: () => number, randomOfStages: () => number): Deal {
  const rep = pick(REPS, ({ share }) => share, random());
  const isOpen = random() < 0.18;
  const isWon = random() < rep.wins;
  // Closings are spread evenly and the creation lies a cycle before, so that early months hold long cycles, too.
  const share = random();
  const closedAt = workingHour(FIRST_CLOSING + Math.floor(share * CLOSING_DAYS) * DAY, random);
  const days = rep.days * (1.15 - 0.35 * share) * Math.exp(0.55 * normal(random)) * (isWon ? 1 : 1.2);
  const amount = (rep.amount * Math.exp(0.6 * normal(random))).toFixed(2);
  const row = { id: `D-${String(i + 1).padStart(4, '0')}`, ownerId: rep.name, currency: 'EUR' };

  if (isOpen) {
    const createdAt = workingHour(EXPORTED - Math.ceil(1 + random() * 90) * DAY, random);
    const stages = visitsUntil(EXPORTED, createdAt, 'open', randomOfStages);
    return { ...row, createdAt, status: 'open', amount, stages };
  }
  const createdAt = workingHour(closedAt - Math.ceil(days) * DAY, random);
  const status = isWon ? 'won' : 'lost';
  const visits = visitsUntil(closedAt, createdAt, status, randomOfStages);
  const stages = [...visits, { stage: isWon ? 'Closed won' : 'Closed lost', enteredAt: closedAt }];
  const closed = { ...row, createdAt, closedAt, status, amount, stages } as const;
  const flaw = random();
  if (flaw < 0.008) return { ...closed, closedAt: null, stages: visits };
  if (flaw < 0.018) return { ...closed, createdAt: closedAt, closedAt: createdAt };
  if (flaw < 0.038 && isWon) return { ...closed, amount: null };
  return closed;
}

/** The visits of a deal from its creation to its end, at which it is won, lost or seen as it is. */
function visitsUntil(
  end: number,
  createdAt: number,
  status: Deal['status'],
  random: () => number,
): StageVisit[] {
  const [qualify, demo, offer, negotiation] = STAGES as [Stage, Stage, Stage, Stage];
  const again = random() < GOES_BACK ? [demo, offer] : [];
  const last = pick(STAGES, ({ lost }) => lost, random());
  const whole = [qualify, demo, offer, ...again, negotiation];
  const path = status === 'lost' ? whole.slice(0, whole.lastIndexOf(last) + 1) : whole;
  const days = path.map((stage) => stage.days * Math.exp(0.5 * normal(random)));
  const all = days.reduce((sum, each) => sum + each);
  // A decided deal has passed its whole path by then, however short its cycle was; an open one has not.
  const passed = (end - createdAt) / all;
  const pace = status === 'open' ? Math.max(1.2 * DAY, (1 + random()) * passed) : passed;
  let enteredAt = createdAt;
  return path.flatMap(({ name }, i) => {
    const visit = { stage: name, enteredAt: enteredAt - (enteredAt % 60_000) };
    enteredAt += days[i]! * pace;
    return visit.enteredAt < end ? [visit] : [];
  });
}
