// Each KPI against a loop written by hand for that one question, and against libraries: `node bench.mjs --rows 1e6`.
import { parseArgs } from 'node:util';
import {
  averageDealValue,
  averageSaleValue,
  conversionRate,
  customerAcquisitionCost,
  dealsLost,
  dealsOpened,
  dealsWon,
  groupBy,
  leaderboard,
  leadResponseTime,
  merge,
  month,
  repeatPurchaseRate,
  retentionCohorts,
  revenueWon,
  salesCycle,
  salesFromDeals,
  sample,
  scorecard,
  stageDurations,
  stream,
  timeToClose,
  trend,
  winRate,
  workingTime,
  year,
} from './dist/index.js';
import * as hand from './hand.mjs';
import { bytes, same, times } from './measure.mjs';
import * as peers from './peers.mjs';
import { costs, deals, leads, sales, withStages } from './rows.mjs';
import { asMarkdown, asText } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const ROWS = Number(options.rows);
if (!(Number.isInteger(ROWS) && ROWS >= 1000))
  throw new RangeError(`--rows requires 1000 or more, got ${options.rows}`);

const KPIS = { averageDealValue, dealsLost, dealsOpened, dealsWon, revenueWon, salesCycle, winRate };
const UTC = { every: 'month', timeZone: 'UTC' };
const NEW_YORK = { every: 'month', timeZone: 'America/New_York' };
const during = year('2024', { timeZone: 'UTC' });
const { start, end } = during;
const utc = hand.months('UTC');
const newYork = hand.months('America/New_York');
const results = [];

/** As an app does: all the KPIs, in every form, before any of them is timed. */
function runTheOthers(rows, runs) {
  for (let run = 0; run < runs; run++) {
    for (const kpi of Object.values(KPIS)) {
      kpi(rows);
      kpi(rows, { during });
      groupBy(rows, 'ownerId', kpi);
      trend(rows, kpi, { ...UTC, by: 'source' });
    }
    scorecard({ deals: rows }, KPIS);
  }
}

const asked = (work) => work.includes(options.only);

/** Checks that all answers are equal, times them and notes the row of the table. */
function compare(work, { ours, read, base, others = {}, goal, repeat = 1, tolerances = {} }) {
  if (!asked(work)) return;
  const answer = read(ours());
  same(`${work}: by hand`, answer, base());
  for (const [name, other] of Object.entries(others))
    same(`${work}: ${name}`, answer, other(), tolerances[name]);
  runTheOthers(few, 1);
  const [warm] = times([ours, base], { runs: 2, repeat });
  const [mine, theirs] = times([ours, base], { runs: warm > 500 ? 7 : 11, repeat });
  const found = times(Object.values(others), { runs: 3, repeat });
  const factors = Object.fromEntries(Object.keys(others).map((name, i) => [name, found[i] / mine]));
  results.push({ work, ours: mine, hand: theirs, ratio: mine / theirs, goal, factors });
  if (process.stderr.isTTY) process.stderr.write('.');
}

const on = (libraries, ...args) =>
  Object.fromEntries(Object.entries(libraries).map(([name, ask]) => [name, () => ask(...args)]));

const value = (reading) => (reading.value === null ? null : Number(reading.value));
const cycleOf = ({ mean, median, p90 }) => [mean, median, p90];
const eachOf = (map, read) => new Map(Array.from(map, ([key, each]) => [key, read(each)]));
const byMonth =
  ({ names }) =>
  (points) => {
    const found = new Map(points.map(({ period, reading }) => [period.name, value(reading)]));
    return names.map((name) => found.get(name) ?? null);
  };

const few = deals(2000);
runTheOthers(few, 20);

{
  const rows = deals(ROWS);
  runTheOthers(rows, 1);
  compare('win rate', {
    ours: () => winRate(rows),
    read: value,
    base: () => hand.winRate(rows),
    others: on(peers.winRate, rows),
    goal: 1.5,
  });
  compare('win rate, the loop checks dates, too', {
    ours: () => winRate(rows),
    read: value,
    base: () => hand.winRateDated(rows),
  });
  compare('win rate during a year', {
    ours: () => winRate(rows, { during }),
    read: value,
    base: () => hand.winRateDuring(rows, start, end),
    others: on(peers.winRateDuring, rows, start, end),
  });
  compare('win rate by source and month, UTC', {
    ours: () => trend(rows, winRate, { ...UTC, by: 'source' }),
    read: (map) => eachOf(map, byMonth(utc)),
    base: () => hand.winRateBySourceAndMonth(rows, utc),
    others: on(peers.winRateBySourceAndMonth, rows, utc),
    goal: 1.45,
  });
  compare('win rate by source and month, New York', {
    ours: () => trend(rows, winRate, { ...NEW_YORK, by: 'source' }),
    read: (map) => eachOf(map, byMonth(newYork)),
    base: () => hand.winRateBySourceAndLocalMonth(rows, newYork),
    goal: 1.45,
  });
  compare('cycle by rep, milliseconds, the loop sorts', {
    ours: () => groupBy(rows, 'ownerId', salesCycle),
    read: (map) => eachOf(map, cycleOf),
    base: () => hand.cycleBySorting(rows),
    others: on(peers.cycle, rows),
    tolerances: { 'simple-statistics': 0.01 * (1e6 / ROWS) },
    goal: 1.45,
  });
  const flat = ({ dealsOpened, dealsWon, dealsLost, winRate, revenueWon, averageDealValue, salesCycle }) => [
    ...[dealsOpened, dealsWon, dealsLost, winRate, revenueWon, averageDealValue].map(value),
    ...cycleOf(salesCycle),
  ];
  compare('scorecard of seven, one loop by hand', {
    ours: () => scorecard({ deals: rows }, KPIS),
    read: flat,
    base: () => hand.scorecard(rows),
    others: on(peers.scorecard, rows),
    goal: 2,
  });
  const one = Object.entries(KPIS);
  compare('scorecard of seven, seven calls', {
    ours: () => scorecard({ deals: rows }, KPIS),
    read: flat,
    base: () => flat(Object.fromEntries(one.map(([name, kpi]) => [name, kpi(rows)]))),
    goal: 0.33,
  });
  compare(`win rate of ${Math.round(ROWS / 10).toLocaleString('en')} customers by month of a year`, {
    ours: () => trend(rows, winRate, { ...UTC, by: 'customerId', during }),
    read: (map) => eachOf(map, byMonth(utc)),
    base: () => hand.winRateByCustomerAndMonth(rows, utc, start, end),
  });
  if (asked('readings of customers'))
    results.push({
      work: 'readings of customers by month, in memory',
      bytes: bytes(() => trend(rows, winRate, { ...UTC, by: 'customerId', during })),
    });
}

{
  const rows = deals(ROWS, { days: true });
  const ours = () => groupBy(rows, 'ownerId', salesCycle);
  const read = (map) => eachOf(map, cycleOf);
  compare('cycle by rep, whole days, the loop sorts', {
    ours,
    read,
    base: () => hand.cycleBySorting(rows),
    others: on(peers.cycle, rows),
    tolerances: { 'simple-statistics': 1 },
    goal: 1.45,
  });
  compare('cycle by rep, whole days, the loop counts', {
    ours,
    read,
    base: () => hand.cycleByCounting(rows),
    goal: 1.45,
  });
}

{
  const rows = deals(ROWS, { days: true });
  const asOf = Date.UTC(2025, 6, 1);
  const read = ({ value, curve }) => [value, curve.at(-1).survival];
  compare('Kaplan-Meier, whole days, the loop counts', {
    ours: () => timeToClose(rows, { asOf }),
    read,
    base: () => hand.medianByCounting(rows, asOf),
    goal: 1.3,
  });
  const calendar = timeToClose.with({ days: 'calendar', timeZone: 'UTC' });
  compare('Kaplan-Meier, calendar days, the loop counts', {
    ours: () => calendar(rows, { asOf }),
    read,
    base: () => hand.medianByCounting(rows, asOf),
    goal: 1.3,
  });
}

{
  const rows = deals(ROWS);
  const asOf = Date.UTC(2025, 6, 1);
  compare('Kaplan-Meier, milliseconds, the loop sorts', {
    ours: () => timeToClose(rows, { asOf }),
    read: ({ value, curve }) => [value, curve.at(-1).survival],
    base: () => hand.medianBySorting(rows, asOf),
  });
  const staged = withStages(rows);
  compare(`time in stage of ${((4.5 * ROWS) / 1e6).toFixed(1)}M visits, the loop sorts`, {
    ours: () => stageDurations(staged),
    read: (stages) => new Map(stages.map((row) => [row.stage, cycleOf(row)])),
    base: () => hand.timeInStage(staged),
    goal: 1.5,
  });
}

{
  const rows = deals(ROWS, { won: true });
  compare('exact sum of amounts, the loop adds doubles', {
    ours: () => revenueWon(rows),
    read: value,
    base: () => hand.revenueFloat(rows),
    others: { ...on(peers.revenue, rows), BigInt: () => hand.revenueBigInt(rows) },
  });
  compare('exact sum of amounts, the loop reads cents', {
    ours: () => revenueWon(rows),
    read: value,
    base: () => hand.revenueCents(rows),
  });
  const ours = () => trend(rows, averageDealValue, UTC);
  compare('exact average by month, the loop rounds', {
    ours,
    read: byMonth(utc),
    base: () => hand.averageByMonthRounded(rows, utc),
    others: on(peers.averageByMonth, rows, utc),
    goal: 1.15,
  });
  compare('exact average by month, the loop reads cents', {
    ours,
    read: byMonth(utc),
    base: () => hand.averageByMonth(rows, utc),
    goal: 1.15,
  });
}

{
  const rows = leads(ROWS);
  compare('conversion by source and month', {
    ours: () => trend(rows, conversionRate, { ...UTC, by: 'source' }),
    read: (map) => eachOf(map, byMonth(utc)),
    base: () => hand.conversionBySourceAndMonth(rows, utc),
    others: on(peers.conversionBySourceAndMonth, rows, utc),
    goal: 1.45,
  });
  compare('median lead response', {
    ours: () => leadResponseTime(rows),
    read: value,
    base: () => hand.medianResponse(rows),
    others: on(peers.medianResponse, rows),
  });
  const some = rows.slice(0, Math.ceil(ROWS / 10));
  const calendar = workingTime({ timeZone: 'UTC', hours: '09:00-17:00' });
  const working = leadResponseTime.with({ calendar });
  compare(`median lead response of ${some.length.toLocaleString('en')} in working hours`, {
    ours: () => working(some),
    read: value,
    base: () => hand.medianWorkingResponse(some),
    others: on(peers.medianWorkingResponse, some),
  });
}

{
  const all = { costs: costs(ROWS), deals: deals(ROWS) };
  compare('acquisition cost by source and month', {
    ours: () => trend(all, customerAcquisitionCost, { ...UTC, by: 'source' }),
    read: (map) => eachOf(map, byMonth(utc)),
    base: () => hand.acquisitionBySourceAndMonth(all.costs, all.deals, utc),
    others: on(peers.acquisitionBySourceAndMonth, all.costs, all.deals, utc),
  });
  const sales = salesFromDeals(deals(ROWS, { won: true }));
  const asDeals = deals(ROWS, { won: true });
  compare('exact average sale by month', {
    ours: () => trend(sales, averageSaleValue, UTC),
    read: byMonth(utc),
    base: () => hand.averageByMonth(asDeals, utc),
    others: on(peers.averageByMonth, asDeals, utc),
    goal: 1.15,
  });
}

{
  const rows = sales(ROWS);
  compare('cohorts of 60 × 60 months, the loop has a set for each customer', {
    ours: () => retentionCohorts(rows, { timeZone: 'UTC' }),
    read: (cohorts) => cohorts.map(({ active }) => active),
    base: () => hand.cohorts(rows),
  });
  const repeats = repeatPurchaseRate.with({ timeZone: 'UTC' });
  compare('repeat purchases', {
    ours: () => repeats(rows),
    read: value,
    base: () => hand.repeat(rows),
  });
  const board = deals(ROWS);
  compare('leaderboard of 50 reps, against groupBy', {
    ours: () => leaderboard(board, winRate),
    read: (ranked) => new Map(ranked.map(({ key, reading }) => [key, value(reading)])),
    base: () => eachOf(groupBy(board, 'ownerId', winRate), value),
  });
}

{
  const rows = deals(10_000);
  compare('10,000 rows: win rate', {
    ours: () => winRate(rows),
    read: value,
    base: () => hand.winRate(rows),
    goal: 2.6,
    repeat: 200,
  });
  compare('10,000 rows: win rate by source and month', {
    ours: () => trend(rows, winRate, { ...UTC, by: 'source' }),
    read: (map) => eachOf(map, byMonth(utc)),
    base: () => hand.winRateBySourceAndMonth(rows, utc),
    goal: 2.6,
    repeat: 20,
  });
  compare('10,000 rows: cycle by rep', {
    ours: () => groupBy(rows, 'ownerId', salesCycle),
    read: (map) => eachOf(map, cycleOf),
    base: () => hand.cycleBySorting(rows),
    goal: 2.6,
    repeat: 20,
  });
}

{
  const rows = deals(ROWS);
  const monthOf = ({ closedAt }) =>
    closedAt === null ? null : utc.names[utc.table[((closedAt - utc.origin) / 864e5) | 0]];
  compare('win rate by month, groupBy with as many cells by hand', {
    ours: () => trend(rows, winRate, UTC),
    read: byMonth(utc),
    base: () => {
      const groups = groupBy(rows, monthOf, winRate);
      return utc.names.map((name) => groups.get(name)?.value ?? null);
    },
    goal: 1.1,
  });
  const office = workingTime({ timeZone: 'Europe/Paris', hours: '09:00-17:00' });
  compare('working hours from creation to closing, elapsed time by hand', {
    ours: () => {
      let sum = 0;
      for (const { createdAt, closedAt } of rows)
        if (closedAt !== null) sum += office.between(createdAt, closedAt);
      return sum > 0 ? 1 : 0;
    },
    read: (sum) => sum,
    base: () => {
      let sum = 0;
      for (const { createdAt, closedAt } of rows) if (closedAt !== null) sum += closedAt - createdAt;
      return sum > 0 ? 1 : 0;
    },
  });
  if (asked('a row added to a stream')) {
    for (const [name, kpi] of Object.entries({ winRate, salesCycle, revenueWon })) {
      const add = () => {
        const running = stream(kpi);
        for (let i = 0; i < 100_000; i++) running.add(rows[i % rows.length]);
        return running.reading();
      };
      const [mine] = times([add], { runs: 7 });
      results.push({
        work: `a row added to a stream: ${name}`,
        ours: mine / 100_000,
        fixed: true,
        goal: 0.06,
      });
    }
  }
  const parts = Array.from({ length: 100 }, (_, i) => {
    const size = Math.ceil(rows.length / 100);
    return salesCycle.totals(rows.slice(i * size, (i + 1) * size));
  });
  compare('merge of 100 parts: cycle, all rows at once by hand', {
    ours: () => salesCycle.of(merge(salesCycle, ...parts)),
    read: cycleOf,
    base: () => cycleOf(salesCycle(rows)),
  });
}

/** What a call costs before its first row. */
function fixed(work, ours, goal) {
  if (!asked(work)) return;
  times([ours], { runs: 5, repeat: 5000 });
  runTheOthers(few, 1);
  const [mine] = times([ours], { runs: 11, repeat: 5000 });
  results.push({ work, ours: mine, fixed: true, goal });
}
const [deal] = deals(1, { won: true });
const march = month('2024-03', { timeZone: 'UTC' });
fixed('a call without rows: win rate', () => winRate([]), 1);
fixed('a call with one row: win rate', () => winRate([deal]), 1);
fixed('a call with one row: win rate during a month', () => winRate([deal], { during: march }), 1);
fixed('a call with one row: cycle', () => salesCycle([deal]), 1);
fixed('a call with one row: revenue', () => revenueWon([deal]), 1);
fixed('a reading of totals: win rate', () => winRate.of({ won: 80, lost: 240 }), 1);

const filled = () => {
  const live = sample.open();
  for (let i = 0; i < ROWS; i++) live.add(i * 1.5);
  return live;
};
if (asked('a sample')) {
  results.push({ work: 'a sample while rows are read, a value', bytes: bytes(filled) / ROWS, goal: 8 });
  const live = filled();
  results.push({ work: 'a sample as totals (JSON), a value', bytes: bytes(() => live.toJSON()) / ROWS });
}

if (options.json) console.log(JSON.stringify({ node: process.version, rows: ROWS, results }, null, 2));
else console.log((options.markdown ? asMarkdown : asText)(results));
