import {
  count,
  type Deal,
  dealsWon,
  kpi,
  merge,
  money,
  moneySum,
  rate,
  revenueWon,
  salesCycle,
  sample,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryTables, laws } from './laws.js';

const DAY = 86_400_000;

/** Deals of a size, with an option of its own. */
const bigDeals = kpi({
  name: 'bigDeals',
  unit: 'ratio',
  better: 'higher',
  options: { from: 1000 as number },
  check({ from }) {
    if (!(from > 0)) throw new RangeError(`bigDeals requires from above 0, got ${from}`);
  },
  totals: { big: 0, won: 0 },
  marks: {
    deals: (each, at, { from, leaveOut }) =>
      each((deal) => {
        if (deal.status !== 'won') return;
        if (deal.amount === null || deal.amount === undefined)
          return leaveOut(deal.closedAt, 'missingAmount');
        const totals = at(deal.closedAt);
        totals.won++;
        if (Number(deal.amount) >= from) totals.big++;
      }),
  },
  of: ({ big, won }, { level }) => rate(big, won, level),
});

laws(bigDeals, arbitraryTables);
laws(bigDeals.with({ from: 0.5 }), arbitraryTables, { key: 'source' });

const deals: Deal[] = [5, 500, 5000].map((amount, id) => ({
  id,
  createdAt: 0,
  closedAt: DAY,
  status: 'won',
  amount,
}));

describe('kpi(definition)', () => {
  test('makes a KPI with everything that the given ones have', () => {
    expect(bigDeals(deals)).toStrictEqual({
      value: 1 / 3,
      unit: 'ratio',
      better: 'higher',
      numerator: 1,
      denominator: 3,
      count: 3,
      interval: { low: expect.any(Number), high: expect.any(Number), level: 0.95 },
      excluded: {},
    });
    expect(bigDeals({ deals }, { from: 100, level: 0.5 }).interval?.level).toBe(0.5);
    expect(bigDeals.totals(deals, { from: 100 })).toStrictEqual({ big: 2, won: 3, excluded: {} });
    expect(bigDeals.name).toBe('bigDeals');
    expect([...bigDeals.tables]).toEqual(['deals']);
    expect([...bigDeals.optional]).toEqual([]);
    expect(bigDeals.accumulates).toBe(false);
    expect(bigDeals.spans).toBeUndefined();
  });

  test('gives its direction to the reading', () => {
    const fewer = kpi({
      name: 'fewer',
      unit: 'count',
      better: 'lower',
      totals: { n: 0 },
      marks: { deals: (each, at) => each((deal) => void at(deal.createdAt).n++) },
      of: ({ n }) => count(n),
    });
    expect(fewer(deals)).toMatchObject({ value: 3, better: 'lower' });
  });

  test('tells marks their options, asOf and during, null where not given', () => {
    const heard: unknown[] = [];
    const listening = kpi({
      name: 'listening',
      unit: 'count',
      better: 'higher',
      options: { a: 1 as number, b: 'x' },
      totals: { n: 0 },
      marks: { deals: (_each, _at, { a, b, asOf, during }) => void heard.push({ a, b, asOf, during }) },
      of: ({ n }) => count(n),
    });
    const during = { start: 0, end: DAY };
    listening(deals);
    listening(deals, { a: 2, during, asOf: new Date(DAY) });
    listening.with({ b: 'y' })(deals, { a: undefined });
    expect(heard).toEqual([
      { a: 1, b: 'x', asOf: null, during: null },
      { a: 2, b: 'x', asOf: DAY, during },
      { a: 1, b: 'y', asOf: null, during: null },
    ]);
  });

  test('tells the rule its options and the level', () => {
    const told: unknown[] = [];
    const telling = kpi({
      name: 'telling',
      unit: 'count',
      better: 'higher',
      options: { a: 1 as number },
      totals: { n: 5 },
      marks: { deals: () => {} },
      of: ({ n }, { level, a }) => {
        told.push({ n, level, a });
        return count(n);
      },
    });
    telling([], { level: 0.9 });
    telling.with({ a: 7 }).of({});
    expect(told).toEqual([
      { n: 5, level: 0.9, a: 1 },
      { n: 5, level: 0.95, a: 7 },
    ]);
  });

  test('sums money and samples of its own', () => {
    const mixed = kpi({
      name: 'mixed',
      unit: 'money',
      better: 'higher',
      accumulates: true,
      totals: { amount: money, days: sample, n: 0 },
      marks: {
        deals: (each, at) =>
          each((deal) => {
            const totals = at(deal.closedAt);
            totals.amount.add(deal.amount!, deal.currency);
            totals.days.add(1);
            totals.n++;
          }),
      },
      of: ({ amount }) => moneySum(amount),
    });
    expect(mixed.totals(deals)).toStrictEqual({
      amount: { currency: null, sum: '5505', squares: '25250025', count: 3 },
      days: { values: [1], counts: [3] },
      n: 3,
      excluded: {},
    });
    expect(mixed(deals).value.toFixed()).toBe('5505');
  });

  test('has no total named excluded, which every KPI has', () => {
    const make = () => kpi({ ...bigDeals.definition, totals: { excluded: 0 } } as never);
    expect(make).toThrow(/^kpi requires totals .*'excluded'/);
  });
});

describe('with(options)', () => {
  test('refuses options that the KPI has not, reading options and impossible values', () => {
    expect(() => bigDeals.with({ form: 5 } as never)).toThrow(
      new TypeError("bigDeals requires options among from, got 'form'"),
    );
    expect(() => bigDeals.with({ asOf: 5 } as never)).toThrow(TypeError);
    expect(() => winRate.with({ level: 0.9 } as never)).toThrow(
      new TypeError(
        "winRate requires options among basis, within, staleAfter (level goes to each call), got 'level'",
      ),
    );
    expect(() => winRate.with({ toString: 1 } as never)).toThrow(TypeError);
    expect(() => bigDeals.with({ from: 0 })).toThrow(RangeError);
    expect(() => bigDeals(deals, { from: -1 })).toThrow(RangeError);
  });

  test('of none is the same', () => {
    expect(winRate.with({})(deals)).toStrictEqual(winRate(deals));
  });
});

describe('totals', () => {
  test('are plain JSON', () => {
    for (const each of [winRate, salesCycle, revenueWon, dealsWon, bigDeals]) {
      const totals = each.totals(deals);
      expect(JSON.parse(JSON.stringify(totals))).toStrictEqual(totals);
    }
  });

  test('of nothing are zero', () => {
    expect(salesCycle.totals([])).toStrictEqual({ cycle: { values: [], counts: [] }, excluded: {} });
  });

  test('of nothing belong to the caller: whoever adds to them changes no later reading', () => {
    const { values, counts } = salesCycle.totals([]).cycle as { values: number[]; counts: number[] };
    try {
      values.push(5);
      counts.push(1);
      expect(salesCycle([]).value).toBeNull();
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError); // frozen: as good
    } finally {
      if (!Object.isFrozen(values)) values.length = counts.length = 0;
    }
  });
});

describe('of(totals)', () => {
  test('works without excluded and with it', () => {
    expect(winRate.of({ won: 1, lost: 1 }).excluded).toEqual({});
    expect(winRate.of({ won: 1, lost: 1, excluded: { missingClosedAt: 2 } }).excluded).toEqual({
      missingClosedAt: 2,
    });
  });

  test('refuses totals that the KPI has not, or of another kind', () => {
    expect(() => winRate.of({ wins: 1 } as never)).toThrow(
      /^winRate(\.of)? requires totals among won, lost, excluded, got 'wins'$/,
    );
    for (const won of ['1', null, {}])
      expect(() => winRate.of({ won } as never)).toThrow(/^winRate(\.of)? requires /);
    for (const cycle of [null, 5, 'x'])
      expect(() => salesCycle.of({ cycle } as never)).toThrow(/^salesCycle(\.of)? requires /);
  });

  test('refuses totals of another shape in the grammar of all errors', () => {
    for (const cycle of [{}, [], { values: [1] }])
      expect(() => salesCycle.of({ cycle } as never)).toThrow(/^salesCycle(\.of)? requires /);
    for (const amount of [{}, { sum: '5' }, { currency: null, sum: 'x', squares: '0', count: 1 }])
      expect(() => revenueWon.of({ amount } as never)).toThrow(/^revenueWon(\.of)? requires /);
  });

  test('never reads NaN', () => {
    expect(() => winRate.of({ won: Number.NaN, lost: 1 })).toThrow(/^winRate(\.of)? requires /);
  });

  test('refuses null in place of totals: what could not be loaded is not nothing', () => {
    expect(() => winRate.of(null as never)).toThrow(/^winRate(\.of)? requires .*, got null$/);
  });
});

describe('merge(kpi, ...totals)', () => {
  test('adds any number of totals, and what was left out', () => {
    const a = { won: 1, lost: 2, excluded: { missingClosedAt: 1 } };
    const b = { won: 10, lost: 20, excluded: { missingClosedAt: 3, test: 1 } };
    expect(merge(winRate, a, b, { won: 100, lost: 200 })).toStrictEqual({
      won: 111,
      lost: 222,
      excluded: { missingClosedAt: 4, test: 1 },
    });
    expect(merge(winRate, a)).toStrictEqual(a);
    expect(a).toStrictEqual({ won: 1, lost: 2, excluded: { missingClosedAt: 1 } });
  });

  test('of none is the totals of nothing', () => {
    expect(merge(salesCycle)).toStrictEqual(salesCycle.totals([]));
  });

  test('of thousands does not take forever', () => {
    const totals = Array.from({ length: 5000 }, (_, i) => ({ cycle: { values: [i % 50], counts: [1] } }));
    expect(salesCycle.of(merge(salesCycle, ...totals)).count).toBe(5000);
  });

  test('adds what was left out for any reason, also one that objects have a method of', () => {
    const totals = { won: 1, lost: 0, excluded: { constructor: 1 } as never };
    expect(merge(winRate, totals, totals).excluded).toEqual({ constructor: 2 });
  });

  test('refuses totals of another KPI, also of one that has more', () => {
    expect(() => merge(winRate, salesCycle.totals([]) as never)).toThrow(
      new TypeError("merge requires totals among won, lost, excluded, got 'cycle'"),
    );
    expect(() => merge(winRate, { won: '1', lost: 0 } as never)).toThrow(TypeError);
  });

  test('refuses null among the totals: what could not be loaded is not nothing', () => {
    expect(() => merge(winRate, { won: 1, lost: 0 }, null as never)).toThrow(/^merge requires .*, got null$/);
  });

  test('takes totals that are absent as zero', () => {
    expect(merge(winRate, { won: 1 } as never, { won: 1, lost: undefined } as never)).toStrictEqual({
      won: 2,
      lost: 0,
      excluded: {},
    });
  });
});
