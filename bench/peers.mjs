// The same questions put to libraries, in their own idiom.
import { fsum, mean, median, quantile, rollup } from 'd3-array';
import { addDays, format, isWeekend, max, min, setHours, startOfDay } from 'date-fns';
import { Decimal } from 'decimal.js';
import { countBy, groupBy, meanBy, sumBy } from 'es-toolkit';
import lodash from 'lodash';
import { quantile as quantileOf } from 'simple-statistics';

const DAY = 864e5;

const rate = ({ won = 0, lost = 0 }) => won / (won + lost);
const isClosed = (deal) => deal.status !== 'open';
const isWon = (deal) => deal.status === 'won';
const monthOf = (deal) => new Date(deal.closedAt).toISOString().slice(0, 7);
const daysOf = (deal) => (deal.closedAt - deal.createdAt) / DAY;
const amountOf = (deal) => Number(deal.amount);
const between = (sorted, p) => {
  const position = (sorted.length - 1) * p;
  const before = Math.floor(position);
  const low = sorted[before];
  return position === before ? low : low + (sorted[before + 1] - low) * (position - before);
};

export const winRate = {
  lodash: (deals) => rate(lodash.countBy(deals, 'status')),
  'es-toolkit': (deals) => rate(countBy(deals, (deal) => deal.status)),
  'd3-array': (deals) => {
    const counts = rollup(
      deals,
      (rows) => rows.length,
      (deal) => deal.status,
    );
    return counts.get('won') / (counts.get('won') + counts.get('lost'));
  },
};

export const winRateDuring = {
  lodash: (deals, start, end) =>
    rate(
      lodash.countBy(
        deals.filter(({ closedAt }) => closedAt >= start && closedAt < end),
        'status',
      ),
    ),
  'es-toolkit': (deals, start, end) =>
    rate(
      countBy(
        deals.filter(({ closedAt }) => closedAt >= start && closedAt < end),
        (deal) => deal.status,
      ),
    ),
};

const listed = (months, names) => names.map((name) => (months[name] ? rate(months[name]) : Number.NaN));

export const winRateBySourceAndMonth = {
  lodash: (deals, { names }) =>
    new Map(
      Object.entries(lodash.groupBy(deals.filter(isClosed), 'source')).map(([source, rows]) => [
        source,
        listed(
          lodash.mapValues(lodash.groupBy(rows, monthOf), (each) => lodash.countBy(each, 'status')),
          names,
        ),
      ]),
    ),
  'es-toolkit': (deals, { names }) =>
    new Map(
      Object.entries(groupBy(deals.filter(isClosed), (deal) => deal.source)).map(([source, rows]) => [
        source,
        listed(
          Object.fromEntries(
            Object.entries(groupBy(rows, monthOf)).map(([month, each]) => [
              month,
              countBy(each, (deal) => deal.status),
            ]),
          ),
          names,
        ),
      ]),
    ),
  'd3-array': (deals, { names }) => {
    const rates = rollup(
      deals.filter(isClosed),
      (rows) => mean(rows, (deal) => (isWon(deal) ? 1 : 0)),
      (deal) => deal.source,
      monthOf,
    );
    return new Map(
      Array.from(rates, ([source, months]) => [source, names.map((name) => months.get(name) ?? Number.NaN)]),
    );
  },
};

export const cycle = {
  lodash: (deals) =>
    new Map(
      Object.entries(lodash.groupBy(deals.filter(isWon), 'ownerId')).map(([rep, rows]) => {
        const sorted = lodash.sortBy(rows.map(daysOf));
        return [rep, [lodash.meanBy(rows, daysOf), between(sorted, 0.5), between(sorted, 0.9)]];
      }),
    ),
  'es-toolkit': (deals) =>
    new Map(
      Object.entries(groupBy(deals.filter(isWon), (deal) => deal.ownerId)).map(([rep, rows]) => {
        const sorted = rows.map(daysOf).sort((a, b) => a - b);
        return [rep, [meanBy(rows, daysOf), between(sorted, 0.5), between(sorted, 0.9)]];
      }),
    ),
  'd3-array': (deals) =>
    rollup(
      deals.filter(isWon),
      (rows) => [mean(rows, daysOf), quantile(rows, 0.5, daysOf), quantile(rows, 0.9, daysOf)],
      (deal) => deal.ownerId,
    ),
  // Its quantile is another definition (no line between two ranks): close, not equal.
  'simple-statistics': (deals) =>
    new Map(
      Object.entries(lodash.groupBy(deals.filter(isWon), 'ownerId')).map(([rep, rows]) => {
        const days = rows.map(daysOf);
        return [rep, [mean(days), ...quantileOf(days, [0.5, 0.9])]];
      }),
    ),
};

export const revenue = {
  lodash: (deals) => lodash.sumBy(deals.filter(isWon), amountOf),
  'es-toolkit': (deals) => sumBy(deals.filter(isWon), amountOf),
  'd3-array fsum': (deals) => fsum(deals.filter(isWon), amountOf),
  'decimal.js': (deals) =>
    deals
      .filter(isWon)
      .reduce((sum, deal) => sum.plus(deal.amount), new Decimal(0))
      .toNumber(),
};

const averages = (months, names) => names.map((name) => months[name] ?? Number.NaN);

export const averageByMonth = {
  lodash: (deals, { names }) =>
    averages(
      lodash.mapValues(lodash.groupBy(deals.filter(isWon), monthOf), (rows) => lodash.meanBy(rows, amountOf)),
      names,
    ),
  'es-toolkit': (deals, { names }) =>
    averages(
      Object.fromEntries(
        Object.entries(groupBy(deals.filter(isWon), monthOf)).map(([month, rows]) => [
          month,
          meanBy(rows, amountOf),
        ]),
      ),
      names,
    ),
  'd3-array fsum': (deals, { names }) => {
    const months = rollup(deals.filter(isWon), (rows) => fsum(rows, amountOf) / rows.length, monthOf);
    return names.map((name) => months.get(name) ?? Number.NaN);
  },
  'decimal.js': (deals, { names }) => {
    const months = rollup(
      deals.filter(isWon),
      (rows) =>
        rows
          .reduce((sum, deal) => sum.plus(deal.amount), new Decimal(0))
          .div(rows.length)
          .toNumber(),
      monthOf,
    );
    return names.map((name) => months.get(name) ?? Number.NaN);
  },
};

export const scorecard = {
  lodash: (deals) => {
    const won = deals.filter(isWon);
    const counts = lodash.countBy(deals, 'status');
    const sorted = lodash.sortBy(won.map(daysOf));
    const cycles = [lodash.mean(sorted), between(sorted, 0.5), between(sorted, 0.9)];
    const sum = lodash.sumBy(won, amountOf);
    return [deals.length, counts.won, counts.lost, rate(counts), sum, sum / won.length, ...cycles];
  },
  'd3-array': (deals) => {
    const won = deals.filter(isWon);
    const lost = deals.filter((deal) => deal.status === 'lost').length;
    const sum = fsum(won, amountOf);
    const days = Float64Array.from(won, daysOf);
    const cycles = [mean(days), quantile(days, 0.5), quantile(days, 0.9)];
    return [
      deals.length,
      won.length,
      lost,
      won.length / (won.length + lost),
      sum,
      sum / won.length,
      ...cycles,
    ];
  },
};

const cameIn = (lead) => new Date(lead.createdAt).toISOString().slice(0, 7);
const converted = (lead) => lead.wonAt !== null;

export const conversionBySourceAndMonth = {
  'lodash, date-fns': (leads, { names }) =>
    new Map(
      Object.entries(lodash.groupBy(leads, 'source')).map(([source, rows]) => {
        const months = lodash.groupBy(rows, (lead) => format(lead.createdAt, 'yyyy-MM'));
        return [
          source,
          names.map((name) =>
            months[name] ? lodash.filter(months[name], converted).length / months[name].length : Number.NaN,
          ),
        ];
      }),
    ),
  'es-toolkit': (leads, { names }) =>
    new Map(
      Object.entries(groupBy(leads, (lead) => lead.source)).map(([source, rows]) => {
        const months = groupBy(rows, cameIn);
        return [
          source,
          names.map((name) =>
            months[name] ? months[name].filter(converted).length / months[name].length : Number.NaN,
          ),
        ];
      }),
    ),
  'd3-array': (leads, { names }) => {
    const rates = rollup(
      leads,
      (rows) => mean(rows, (lead) => (converted(lead) ? 1 : 0)),
      (lead) => lead.source,
      cameIn,
    );
    return new Map(
      Array.from(rates, ([source, months]) => [source, names.map((name) => months.get(name) ?? Number.NaN)]),
    );
  },
};

export const acquisitionBySourceAndMonth = {
  lodash: (costs, deals, { names }) => {
    const spentOf = lodash.mapValues(lodash.groupBy(costs, 'source'), (rows) =>
      lodash.mapValues(
        lodash.groupBy(rows, (cost) => new Date(cost.incurredAt).toISOString().slice(0, 7)),
        (each) => lodash.sumBy(each, (cost) => Number(cost.amount)),
      ),
    );
    const firsts = Object.values(lodash.groupBy(deals.filter(isWon), 'customerId')).map((rows) =>
      lodash.minBy(rows, 'closedAt'),
    );
    const came = lodash.mapValues(lodash.groupBy(firsts, 'source'), (rows) => lodash.countBy(rows, monthOf));
    return new Map(
      Object.keys({ ...spentOf, ...came }).map((source) => [
        source,
        names.map((name) =>
          came[source]?.[name] ? (spentOf[source]?.[name] ?? 0) / came[source][name] : Number.NaN,
        ),
      ]),
    );
  },
  'd3-array, decimal.js': (costs, deals, { names }) => {
    const spentOf = rollup(
      costs,
      (rows) => rows.reduce((all, cost) => all.plus(cost.amount), new Decimal(0)),
      (cost) => cost.source,
      (cost) => new Date(cost.incurredAt).toISOString().slice(0, 7),
    );
    const firsts = rollup(
      deals.filter(isWon),
      (rows) => rows.reduce((a, b) => (b.closedAt < a.closedAt ? b : a)),
      (deal) => deal.customerId,
    );
    const came = rollup(
      firsts.values(),
      (rows) => rows.length,
      (deal) => deal.source,
      monthOf,
    );
    return new Map(
      Array.from(new Set([...spentOf.keys(), ...came.keys()]), (source) => [
        source,
        names.map((name) => {
          const n = came.get(source)?.get(name);
          return n ? Number(spentOf.get(source)?.get(name) ?? 0) / n : Number.NaN;
        }),
      ]),
    );
  },
};

const responded = (leads) =>
  leads.filter((lead) => lead.firstContactedAt !== null && lead.firstContactedAt >= lead.createdAt);

export const medianResponse = {
  'd3-array': (leads) => median(responded(leads), (lead) => lead.firstContactedAt - lead.createdAt) / 36e5,
};

/** As one writes it with date-fns: day by day, what lies between nine and five. */
function workedHours(from, to) {
  let worked = 0;
  for (let day = startOfDay(from); day < to; day = addDays(day, 1))
    if (!isWeekend(day)) worked += Math.max(0, min([to, setHours(day, 17)]) - max([from, setHours(day, 9)]));
  return worked / 36e5;
}

export const medianWorkingResponse = {
  'date-fns, d3-array': (leads) =>
    median(responded(leads), (lead) => workedHours(lead.createdAt, lead.firstContactedAt)),
};
