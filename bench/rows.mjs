// Deals made up from a seed, the same on every machine.
const DAY = 864e5;
const FIRST = Date.UTC(2023, 0);
const END = Date.UTC(2026, 0);
const REPS = Array.from({ length: 50 }, (_, i) => `rep-${i}`);
const SOURCES = ['referral', 'web', 'event', 'outbound', 'partner', 'ads'];

/** Mulberry32: numbers from 0 to 1. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * `n` deals closed in 2023 to 2025, 35% won, 50% lost, 15% open; 50 reps, 6 sources, `n / 10` customers.
 * `days: true` has dates without a time, `won: true` has won deals alone.
 */
export function deals(n, { days = false, won = false } = {}) {
  const next = random(4711);
  // One string per name, as a parser that interns them or a database driver gives.
  const customers = Array.from({ length: Math.max(1, Math.round(n / 10)) }, (_, i) => `customer-${i}`);
  const rows = new Array(n);
  for (let i = 0; i < n; i++) {
    const draw = next();
    const status = won || draw < 0.35 ? 'won' : draw < 0.85 ? 'lost' : 'open';
    let closedAt = Math.floor(FIRST + next() * (END - FIRST));
    let createdAt = Math.floor(closedAt + Math.log(1 - next()) * 40 * DAY);
    if (days) {
      closedAt = Math.floor(closedAt / DAY) * DAY;
      createdAt = Math.floor(createdAt / DAY) * DAY;
    }
    const cents = Math.floor(Math.exp(4 + 8 * next()) * 100);
    rows[i] = {
      id: `d${i}`,
      createdAt,
      status,
      closedAt: status === 'open' ? null : closedAt,
      amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
      currency: 'EUR',
      customerId: customers[Math.floor(next() * customers.length)],
      source: SOURCES[Math.floor(next() * 6)],
      ownerId: REPS[Math.floor(next() * 50)],
    };
  }
  return rows;
}

const STAGES = ['Qualify', 'Demo', 'Offer', 'Negotiation', 'Contract', 'Pilot'];

/** The same deals with 3 to 6 visits to the stages of a pipeline each, 4.5 on average; the next visit ends the last. */
export function withStages(rows) {
  const next = random(1147);
  return rows.map((deal) => {
    const visits = 3 + Math.floor(next() * 4);
    const stages = new Array(visits);
    let enteredAt = deal.createdAt;
    for (let i = 0; i < visits; i++) {
      stages[i] = { stage: STAGES[i], enteredAt };
      enteredAt += 1 + Math.floor(next() * 6 * DAY);
    }
    return { ...deal, closedAt: deal.closedAt === null ? null : enteredAt, stages };
  });
}

/** `n` leads that came in 2023 to 2025: 70% are contacted, within hours to days, 15% won, 30% disqualified. */
export function leads(n) {
  const next = random(815);
  return Array.from({ length: n }, (_, i) => {
    const createdAt = Math.floor(FIRST + next() * (END - FIRST));
    const contacted = next() < 0.7 ? Math.floor(createdAt - Math.log(1 - next()) * 0.5 * DAY) : null;
    const draw = next();
    return {
      id: `l${i}`,
      createdAt,
      firstContactedAt: contacted,
      disqualifiedAt: draw > 0.7 ? createdAt + 9 * DAY : null,
      wonAt: draw < 0.15 ? Math.floor(createdAt + next() * 60 * DAY) : null,
      source: SOURCES[Math.floor(next() * 6)],
      ownerId: REPS[Math.floor(next() * 50)],
    };
  });
}

/** `n` costs of 2023 to 2025, by source. */
export function costs(n) {
  const next = random(99);
  return Array.from({ length: n }, () => {
    const cents = Math.floor(next() * 1e6);
    return {
      incurredAt: Math.floor(FIRST + next() * (END - FIRST)),
      amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
      currency: 'EUR',
      category: next() < 0.6 ? 'marketing' : 'sales',
      source: SOURCES[Math.floor(next() * 6)],
    };
  });
}

/** `n` sales in 60 months of 2021 to 2025, to `n / 10` customers, most of whom come back for a while. */
export function sales(n) {
  const next = random(60);
  const begin = Date.UTC(2021, 0);
  const customers = Array.from({ length: Math.max(1, Math.round(n / 10)) }, (_, i) => ({
    id: `customer-${i}`,
    first: begin + next() * (END - begin),
  }));
  return Array.from({ length: n }, (_, i) => {
    const { id, first } = customers[Math.floor(next() * customers.length)];
    return {
      id: `s${i}`,
      customerId: id,
      soldAt: Math.floor(first + next() ** 3 * (END - first)),
      amount: '9.90',
    };
  });
}
