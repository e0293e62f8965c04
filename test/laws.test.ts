import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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

/** Forgets what it was opened from, so that nothing saved goes on. */
const forgetful: Kind<{ n: number }, { add(): void; toJSON(): { n: number } }> = {
  zero: { n: 0 },
  open: () => {
    let n = 0;
    return { add: () => void n++, toJSON: () => ({ n }) };
  },
  merge: (a, b) => ({ n: a.n + b.n }),
};

const unsaved = kpi({
  name: 'unsaved',
  unit: 'ratio',
  better: 'higher',
  totals: { seen: forgetful },
  marks: { deals: (each, at) => each((deal) => at(deal.createdAt).seen.add()) },
  of: ({ seen }) => rate(seen.n, seen.n, null),
});

/** Counts one row of a call: alone each row would be that one. */
const onlyFirst = kpi({
  name: 'onlyFirst',
  unit: 'ratio',
  better: 'higher',
  totals: { seen: 0 },
  marks: {
    deals: (each, at) => {
      let first = true;
      each((deal) => {
        if (first) at(deal.createdAt).seen++;
        first = false;
      });
    },
  },
  of: ({ seen }) => rate(seen, seen, null),
});

/** Asks for the period, which a trend does not cut into buckets for it. */
const restless = kpi({
  name: 'restless',
  unit: 'ratio',
  better: 'higher',
  totals: { calls: 0 },
  marks: {
    deals: (each, at, { during }) =>
      each((deal) => {
        const totals = at(deal.createdAt);
        if (during !== null) totals.calls++;
      }),
  },
  of: ({ calls }) => rate(calls, calls, null),
});

describe('laws(kpi, arbitraryTables)', () => {
  test('catch a KPI that forgets what it was resumed from', () => {
    expect(law('3', unsaved)).toThrow(/seed/);
    expect(law('1', unsaved)).not.toThrow();
  });

  test('catch a KPI whose rows count otherwise alone than together', () => {
    expect(law('6', onlyFirst)).toThrow(/seed/);
    expect(law('1', onlyFirst)).toThrow(/seed/);
  });

  test('catch a KPI whose buckets are not the readings of their periods', () => {
    expect(law('2: buckets are', restless)).toThrow(/seed/);
  });

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

test('every KPI of the package keeps them: its test calls laws', () => {
  const folder = (path: string) => readdirSync(fileURLToPath(new URL(path, import.meta.url)));
  const source = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  for (const file of folder('../src/kpi')) {
    const name = file.replace(/\.ts$/, '');
    expect(source(`kpi/${name}.test.ts`)).toMatch(new RegExp(`laws\\(${name}\\b`));
  }
});
