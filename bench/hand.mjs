// What a careful developer writes instead: one pass over the rows for one question, with nothing that it does not
// need. No intervals, no counts of what is left out beyond a check, no rows named in errors.
const DAY = 864e5;

function unknown(status) {
  throw new RangeError(`unknown status ${status}`);
}

export function winRate(deals) {
  let won = 0;
  let lost = 0;
  for (let i = 0; i < deals.length; i++) {
    const { status } = deals[i];
    if (status === 'won') won++;
    else if (status === 'lost') lost++;
    else if (status !== 'open') unknown(status);
  }
  return won / (won + lost);
}

export function winRateDated(deals) {
  let won = 0;
  let lost = 0;
  let undated = 0;
  for (let i = 0; i < deals.length; i++) {
    const { status, closedAt } = deals[i];
    if (status === 'won') {
      if (Number.isFinite(closedAt)) won++;
      else undated++;
    } else if (status === 'lost') {
      if (Number.isFinite(closedAt)) lost++;
      else undated++;
    } else if (status !== 'open') unknown(status);
  }
  return undated > won + lost ? null : won / (won + lost);
}

export function winRateDuring(deals, start, end) {
  let won = 0;
  let lost = 0;
  for (let i = 0; i < deals.length; i++) {
    const { status, closedAt } = deals[i];
    if (status === 'won') {
      if (closedAt >= start && closedAt < end) won++;
    } else if (status === 'lost') {
      if (closedAt >= start && closedAt < end) lost++;
    } else if (status !== 'open') unknown(status);
  }
  return won / (won + lost);
}

/** A table from UTC day to month, and the instants at which months start. */
export function monthTable(first, starts) {
  const origin = Math.floor(starts[0] / DAY) * DAY;
  const table = new Int32Array(Math.ceil((starts.at(-1) - origin) / DAY));
  for (let day = 0, month = 0; day < table.length; day++) {
    while (month < starts.length - 2 && origin + day * DAY >= starts[month + 1]) month++;
    table[day] = month;
  }
  const names = starts.slice(0, -1).map((_, i) => {
    const date = new Date(Date.UTC(2022, first + i));
    return date.toISOString().slice(0, 7);
  });
  return { origin, table, starts: Float64Array.from([...starts, Number.POSITIVE_INFINITY]), names };
}

/** Months from December 2022 to December 2025 in a zone whose offset is a whole number of hours. */
export function months(timeZone) {
  const date = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    day: 'numeric',
    hour: 'numeric',
  });
  const starts = [];
  for (let i = 11; i <= 48; i++) {
    let start = Date.UTC(2022, i) - 24 * 36e5;
    const isFirst = () => {
      const parts = Object.fromEntries(date.formatToParts(start).map(({ type, value }) => [type, value]));
      return Number(parts.day) === 1 && Number(parts.hour) === 0;
    };
    while (!isFirst()) start += 36e5;
    starts.push(start);
  }
  return monthTable(11, starts);
}

export function winRateBySourceAndMonth(deals, { origin, table, names }) {
  const sources = new Map();
  const size = names.length;
  for (let i = 0; i < deals.length; i++) {
    const { status, closedAt, source } = deals[i];
    if (status !== 'won' && status !== 'lost') {
      if (status !== 'open') unknown(status);
      continue;
    }
    let counts = sources.get(source);
    if (counts === undefined) sources.set(source, (counts = new Float64Array(2 * size)));
    const month = table[((closedAt - origin) / DAY) | 0];
    counts[status === 'won' ? month : size + month]++;
  }
  return ratesOf(sources, size);
}

export function winRateBySourceAndLocalMonth(deals, { origin, table, starts, names }) {
  const sources = new Map();
  const size = names.length;
  for (let i = 0; i < deals.length; i++) {
    const { status, closedAt, source } = deals[i];
    if (status !== 'won' && status !== 'lost') {
      if (status !== 'open') unknown(status);
      continue;
    }
    let counts = sources.get(source);
    if (counts === undefined) sources.set(source, (counts = new Float64Array(2 * size)));
    let month = table[((closedAt - origin) / DAY) | 0];
    if (closedAt >= starts[month + 1]) month++;
    counts[status === 'won' ? month : size + month]++;
  }
  return ratesOf(sources, size);
}

function ratesOf(sources, size) {
  const rates = new Map();
  for (const [source, counts] of sources) {
    const list = [];
    for (let m = 0; m < size; m++) list.push(counts[m] / (counts[m] + counts[size + m]));
    rates.set(source, list);
  }
  return rates;
}

export function winRateByCustomerAndMonth(deals, { origin, table, names }, start, end) {
  const customers = new Map();
  const size = names.length;
  for (let i = 0; i < deals.length; i++) {
    const { status, closedAt, customerId } = deals[i];
    if (status !== 'won' && status !== 'lost') {
      if (status !== 'open') unknown(status);
      continue;
    }
    if (!(closedAt >= start && closedAt < end)) continue;
    let counts = customers.get(customerId);
    if (counts === undefined) customers.set(customerId, (counts = new Float64Array(2 * size)));
    const month = table[((closedAt - origin) / DAY) | 0];
    counts[status === 'won' ? month : size + month]++;
  }
  return ratesOf(customers, size);
}

const between = (sorted, p) => {
  const position = (sorted.length - 1) * p;
  const before = Math.floor(position);
  const low = sorted[before];
  return position === before ? low : low + (sorted[before + 1] - low) * (position - before);
};

function cyclesBySorting(deals) {
  const reps = new Map();
  for (let i = 0; i < deals.length; i++) {
    const { status, createdAt, closedAt, ownerId } = deals[i];
    if (status !== 'won') {
      if (status !== 'lost' && status !== 'open') unknown(status);
      continue;
    }
    const length = closedAt - createdAt;
    if (!(length >= 0)) continue;
    const list = reps.get(ownerId);
    if (list === undefined) reps.set(ownerId, [length]);
    else list.push(length);
  }
  return reps;
}

export function cycleBySorting(deals) {
  const cycles = new Map();
  for (const [rep, list] of cyclesBySorting(deals)) cycles.set(rep, cycleOf(list));
  return cycles;
}

function cycleOf(list) {
  const sorted = Float64Array.from(list).sort();
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) sum += sorted[i];
  return [sum / sorted.length / DAY, between(sorted, 0.5) / DAY, between(sorted, 0.9) / DAY];
}

const LONGEST = 4096;

/** Whole days only: how many deals took each number of days. */
export function cycleByCounting(deals) {
  const reps = new Map();
  for (let i = 0; i < deals.length; i++) {
    const { status, createdAt, closedAt, ownerId } = deals[i];
    if (status !== 'won') {
      if (status !== 'lost' && status !== 'open') unknown(status);
      continue;
    }
    const days = (closedAt - createdAt) / DAY;
    if (!(days >= 0)) continue;
    if (days >= LONGEST) throw new RangeError(`a cycle of ${days} days`);
    let counts = reps.get(ownerId);
    if (counts === undefined) reps.set(ownerId, (counts = new Uint32Array(LONGEST)));
    counts[days]++;
  }
  const cycles = new Map();
  for (const [rep, counts] of reps) {
    let n = 0;
    let sum = 0;
    for (let d = 0; d < LONGEST; d++) {
      n += counts[d];
      sum += d * counts[d];
    }
    const at = (p) => {
      const position = (n - 1) * p;
      const before = Math.floor(position);
      let d = 0;
      let reached = counts[0];
      while (reached <= before) reached += counts[++d];
      if (reached > before + 1 || reached === n) return d;
      let after = d + 1;
      while (counts[after] === 0) after++;
      return d + (after - d) * (position - before);
    };
    cycles.set(rep, [sum / n, at(0.5), at(0.9)]);
  }
  return cycles;
}

/** Cents in the text of an amount with exactly two decimals. */
function centsOf(text) {
  const { length } = text;
  const negative = text.charCodeAt(0) === 45;
  let cents = 0;
  for (let i = negative ? 1 : 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) cents = cents * 10 + digit;
    else if (i !== length - 3 || digit !== -2) throw new RangeError(`not an amount: ${text}`);
  }
  return negative ? -cents : cents;
}

function another(currency) {
  throw new RangeError(`another currency: ${currency}`);
}

export function revenueFloat(deals) {
  const { currency } = deals[0];
  let sum = 0;
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i];
    if (deal.status !== 'won') continue;
    if (deal.currency !== currency) another(deal.currency);
    sum += Number(deal.amount);
  }
  return sum;
}

export function revenueCents(deals) {
  const { currency } = deals[0];
  let cents = 0;
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i];
    if (deal.status !== 'won') continue;
    if (deal.currency !== currency) another(deal.currency);
    cents += centsOf(deal.amount);
  }
  return cents / 100;
}

export function revenueBigInt(deals) {
  const { currency } = deals[0];
  let cents = 0n;
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i];
    if (deal.status !== 'won') continue;
    if (deal.currency !== currency) another(deal.currency);
    cents += BigInt(deal.amount.replace('.', ''));
  }
  return Number(cents) / 100;
}

export function averageByMonth(deals, { origin, table, names }) {
  const { currency } = deals[0];
  const sums = new Float64Array(names.length);
  const counts = new Float64Array(names.length);
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i];
    if (deal.status !== 'won') continue;
    if (deal.currency !== currency) another(deal.currency);
    const month = table[((deal.closedAt - origin) / DAY) | 0];
    sums[month] += centsOf(deal.amount);
    counts[month]++;
  }
  return Array.from(sums, (cents, m) => cents / 100 / counts[m]);
}

export function averageByMonthRounded(deals, { origin, table, names }) {
  const { currency } = deals[0];
  const sums = new Float64Array(names.length);
  const counts = new Float64Array(names.length);
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i];
    if (deal.status !== 'won') continue;
    if (deal.currency !== currency) another(deal.currency);
    const month = table[((deal.closedAt - origin) / DAY) | 0];
    sums[month] += Math.round(Number(deal.amount) * 100);
    counts[month]++;
  }
  return Array.from(sums, (cents, m) => cents / 100 / counts[m]);
}

/** All seven in one loop. */
export function scorecard(deals) {
  const { currency } = deals[0];
  const lengths = [];
  let opened = 0;
  let won = 0;
  let lost = 0;
  let cents = 0;
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i];
    opened++;
    if (deal.status === 'won') {
      won++;
      if (deal.currency !== currency) another(deal.currency);
      cents += centsOf(deal.amount);
      const length = deal.closedAt - deal.createdAt;
      if (length >= 0) lengths.push(length);
    } else if (deal.status === 'lost') lost++;
    else if (deal.status !== 'open') unknown(deal.status);
  }
  return [opened, won, lost, won / (won + lost), cents / 100, cents / 100 / won, ...cycleOf(lengths)];
}

/** Kaplan-Meier of whole days by counting: the median, and the share still open in the end. */
export function medianByCounting(deals, asOf) {
  const events = new Uint32Array(LONGEST);
  const censored = new Uint32Array(LONGEST);
  for (let i = 0; i < deals.length; i++) {
    const { status, createdAt, closedAt } = deals[i];
    if (createdAt > asOf) continue;
    const closed = status === 'won' || status === 'lost';
    if (!closed && status !== 'open') unknown(status);
    if (closed && closedAt <= asOf) {
      const days = (closedAt - createdAt) / DAY;
      if (!(days >= 0)) continue;
      if (days >= LONGEST) throw new RangeError(`a cycle of ${days} days`);
      events[days]++;
    } else {
      const days = (asOf - createdAt) / DAY;
      if (days >= LONGEST) throw new RangeError(`an age of ${days} days`);
      censored[days]++;
    }
  }
  return kaplanMeier(events, censored);
}

function kaplanMeier(events, censored) {
  let atRisk = 0;
  for (let day = 0; day < LONGEST; day++) atRisk += events[day] + censored[day];
  let survival = 1;
  let median = null;
  for (let day = 0; day < LONGEST && atRisk > 0; day++) {
    survival *= (atRisk - events[day]) / atRisk;
    if (median === null && survival <= 0.5) median = day;
    atRisk -= events[day] + censored[day];
  }
  return [median, survival];
}

/** The same of milliseconds: two lists, sorted, and walked side by side. */
export function medianBySorting(deals, asOf) {
  const events = [];
  const censored = [];
  for (let i = 0; i < deals.length; i++) {
    const { status, createdAt, closedAt } = deals[i];
    if (createdAt > asOf) continue;
    const closed = status === 'won' || status === 'lost';
    if (!closed && status !== 'open') unknown(status);
    if (closed && closedAt <= asOf) {
      if (closedAt >= createdAt) events.push(closedAt - createdAt);
    } else censored.push(asOf - createdAt);
  }
  const ended = Float64Array.from(events).sort();
  const open = Float64Array.from(censored).sort();
  let survival = 1;
  let median = null;
  for (let i = 0, j = 0; i < ended.length; ) {
    const time = ended[i];
    while (j < open.length && open[j] < time) j++;
    const atRisk = ended.length - i + open.length - j;
    let d = 0;
    while (i < ended.length && ended[i] === time) {
      d++;
      i++;
    }
    survival *= (atRisk - d) / atRisk;
    if (median === null && survival <= 0.5) median = time;
  }
  return [median / DAY, survival];
}

/** Time in stage, in days: each visit until the next one or the closing; of open deals the last is not timed. */
export function timeInStage(deals) {
  const lists = new Map();
  for (let i = 0; i < deals.length; i++) {
    const { stages, status, closedAt } = deals[i];
    for (let j = 0; j < stages.length; j++) {
      const { stage, enteredAt, leftAt } = stages[j];
      const left = leftAt ?? (j + 1 < stages.length ? stages[j + 1].enteredAt : closedAt);
      if (left === null || (status !== 'open' && enteredAt >= closedAt)) continue;
      if (!(left >= enteredAt)) continue;
      const list = lists.get(stage);
      if (list === undefined) lists.set(stage, [left - enteredAt]);
      else list.push(left - enteredAt);
    }
  }
  return new Map([...lists].map(([stage, list]) => [stage, cycleOf(list)]));
}

/** Leads won ÷ leads, by source and the UTC month in which they came. */
export function conversionBySourceAndMonth(leads, { origin, table, names }) {
  const sources = new Map();
  const size = names.length;
  for (let i = 0; i < leads.length; i++) {
    const { createdAt, wonAt, source } = leads[i];
    let counts = sources.get(source);
    if (counts === undefined) sources.set(source, (counts = new Float64Array(2 * size)));
    const month = table[((createdAt - origin) / DAY) | 0];
    counts[size + month]++;
    if (wonAt !== null) counts[month]++;
  }
  const rates = new Map();
  for (const [source, counts] of sources) {
    const list = [];
    for (let m = 0; m < size; m++) list.push(counts[m] / counts[size + m]);
    rates.set(source, list);
  }
  return rates;
}

/** Spend ÷ new customers, by source and UTC month: a customer counts at the first won deal, in cents. */
export function acquisitionBySourceAndMonth(costs, deals, { origin, table, names }) {
  const size = names.length;
  const cells = new Map();
  const cellsOf = (source) => {
    let own = cells.get(source);
    if (own === undefined) cells.set(source, (own = new Float64Array(2 * size)));
    return own;
  };
  for (let i = 0; i < costs.length; i++) {
    const { incurredAt, amount, source } = costs[i];
    cellsOf(source)[table[((incurredAt - origin) / DAY) | 0]] += centsOf(amount);
  }
  const first = new Map();
  for (let i = 0; i < deals.length; i++) {
    const deal = deals[i];
    if (deal.status !== 'won') {
      if (deal.status !== 'lost' && deal.status !== 'open') unknown(deal.status);
      continue;
    }
    const known = first.get(deal.customerId);
    if (
      known === undefined ||
      deal.closedAt < known.closedAt ||
      (deal.closedAt === known.closedAt && deal.id < known.id)
    )
      first.set(deal.customerId, deal);
  }
  for (const { closedAt, source } of first.values())
    cellsOf(source)[size + table[((closedAt - origin) / DAY) | 0]]++;
  return new Map(
    Array.from(cells, ([source, own]) => [
      source,
      names.map((_, m) => (own[size + m] === 0 ? Number.NaN : own[m] / 100 / own[size + m])),
    ]),
  );
}

/** Median hours from creation to first contact, as they elapse. */
export function medianResponse(leads) {
  const lengths = [];
  for (let i = 0; i < leads.length; i++) {
    const { createdAt, firstContactedAt } = leads[i];
    if (firstContactedAt !== null && firstContactedAt >= createdAt)
      lengths.push(firstContactedAt - createdAt);
  }
  return between(Float64Array.from(lengths).sort(), 0.5) / 36e5;
}

/** The same in hours from 9 to 17 of Monday to Friday, UTC, by arithmetic on whole days. */
export function medianWorkingResponse(leads) {
  const lengths = [];
  for (let i = 0; i < leads.length; i++) {
    const { createdAt, firstContactedAt } = leads[i];
    if (firstContactedAt !== null && firstContactedAt >= createdAt)
      lengths.push(workedBy(firstContactedAt) - workedBy(createdAt));
  }
  return between(Float64Array.from(lengths).sort(), 0.5) / 36e5;
}

const WORKDAY = 8 * 36e5;

/** Working time since Monday, 29 December 1969. */
function workedBy(instant) {
  const sinceMonday = instant + 3 * DAY;
  const days = Math.floor(sinceMonday / DAY);
  const weekday = days % 7;
  const today = weekday > 4 ? 0 : Math.min(WORKDAY, Math.max(0, sinceMonday - days * DAY - 9 * 36e5));
  return (Math.floor(days / 7) * 5 + Math.min(weekday, 5)) * WORKDAY + today;
}

/** Cohorts of months in UTC: the month of each customer's first sale, then each customer and month once. */
export function cohorts(sales) {
  const monthOf = (ms) => {
    const date = new Date(ms);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  const bought = new Map();
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { customerId, soldAt } of sales) {
    const month = monthOf(soldAt);
    const months = bought.get(customerId);
    if (months === undefined) bought.set(customerId, new Set([month]));
    else months.add(month);
    first = Math.min(first, month);
    last = Math.max(last, month);
  }
  const size = last - first + 1;
  const grid = Array.from({ length: size }, (_, cohort) =>
    Array.from({ length: size }, (_, since) => (cohort + since < size ? 0 : null)),
  );
  for (const months of bought.values()) {
    const cohort = Math.min(...months);
    for (const month of months) grid[cohort - first][month - cohort]++;
  }
  return grid;
}

/** Customers of two sales on different days, of all. */
export function repeat(sales) {
  const days = new Map();
  const again = new Set();
  for (const { customerId, soldAt } of sales) {
    const day = Math.floor(soldAt / 864e5);
    const known = days.get(customerId);
    if (known === undefined) days.set(customerId, day);
    else if (known !== day) again.add(customerId);
  }
  return again.size / days.size;
}
