import { kpi, rate } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../src/totals/kind.js';
import { arbitraryTables, lawsOf } from './laws.js';

const law = (start: string, broken: Parameters<typeof lawsOf>[0]) => {
  const all = lawsOf(broken, arbitraryTables);
  const title = Object.keys(all).find((each) => each.startsWith(start))!;
  return () => all[title]!();
};

/** Keeps the last value it was given, so that order matters. */
const last: Kind<number, { add(value: number): void; toJSON(): number }> = {
  zero: 0,
  open: (json = 0) => {
    let value = json;
    return { add: (given) => void (value = given), toJSON: () => value };
  },
  merge: (_, b) => b,
};

const orderly = kpi({
  name: 'orderly',
  unit: 'ratio',
  better: 'higher',
  totals: { last },
  marks: { deals: (each, at) => each((deal) => at(deal.createdAt).last.add(Number(deal.id))) },
  of: (totals) => rate(totals.last, 100, null),
});

const averaging = kpi({
  name: 'averaging',
  unit: 'ratio',
  better: 'higher',
  totals: { won: 0, parts: 0 },
  marks: {
    deals: (each, at) => {
      at(0).parts++; // once a call: totals that do not come from rows do not add up
      each((deal) => {
        if (deal.status === 'won') at(deal.closedAt).won++;
      });
    },
  },
  of: ({ won, parts }) => rate(won, parts, null),
});

const mutating = kpi({
  name: 'mutating',
  unit: 'ratio',
  better: 'higher',
  totals: { seen: 0 },
  marks: {
    deals: (each, at) =>
      each((deal) => {
        (deal as { seen?: boolean }).seen = true;
        at(deal.createdAt).seen++;
      }),
  },
  of: ({ seen }) => rate(seen, seen, null),
});

const twice = kpi({
  name: 'twice',
  unit: 'ratio',
  better: 'higher',
  totals: { seen: 0 },
  marks: {
    deals: (each, at) => {
      each(() => {});
      each((deal) => void at(deal.createdAt).seen++);
    },
  },
  of: ({ seen }) => rate(seen, seen, null),
});

const never = kpi({
  name: 'never',
  unit: 'ratio',
  better: 'higher',
  totals: { won: 0 },
  marks: { deals: (each, at) => each((deal) => void at(deal.createdAt).won++) },
  of: ({ won }) => rate(won, won + 1, null),
});

describe('laws(kpi, arbitraryTables)', () => {
  test('catch a KPI whose totals do not merge, and print the seed of the case', () => {
    expect(law('1', averaging)).toThrow(/seed: -?\d+/);
    expect(law('2: groups', averaging)).toThrow(/seed/);
  });

  test('catch a KPI to which order matters', () => {
    expect(law('1', orderly)).toThrow(/seed/);
    expect(law('4: rows are not changed', orderly)).toThrow(/seed/);
  });

  test('catch a KPI that changes rows', () => {
    expect(law('4: rows are not changed', mutating)).toThrow(/seed/);
  });

  test('catch a KPI that visits rows twice', () => {
    expect(law('4: each row is visited once', twice)).toThrow(/seed/);
  });

  test('catch a KPI that has a value for nothing', () => {
    expect(law('5', never)).toThrow();
  });
});
