// The laws that every KPI keeps, written once: a KPI's test calls `laws(kpi, arbitraryTables)`.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  type Amount,
  count,
  type Deal,
  groupBy,
  type Instant,
  kpi as makeKpi,
  merge,
  type Period,
  type Reading,
  type ReadingOptions,
  trend,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import type { AnyKpi } from '../src/kpi.js';

/** Rows by table. */
export type Rows = Readonly<Record<string, readonly object[]>>;

/** What the laws are read with; `timeZone` must be the zone of the tables' month edges for them to bite. */
export interface LawOptions {
  timeZone?: string;
  /** The field by which rows are grouped. */
  key?: string;
  numRuns?: number;
}

/** Declares the tests of the laws for one KPI, over tables that fast-check makes. */
export function laws(kpi: AnyKpi, arbitraryTables: fc.Arbitrary<Rows>, options: LawOptions = {}): void {
  describe(`${kpi.name} keeps the laws`, () => {
    for (const [title, check] of Object.entries(lawsOf(kpi, arbitraryTables, options))) test(title, check);
  });
}

/** The same laws as functions that throw where one is broken. */
export function lawsOf(
  kpi: AnyKpi,
  arbitraryTables: fc.Arbitrary<Rows>,
  { timeZone = 'Europe/Paris', key = 'ownerId', numRuns = 40 }: LawOptions = {},
): Record<string, () => void> {
  const bare = bareOf(kpi);
  const holds = <T extends unknown[]>(
    arbitraries: { [P in keyof T]: fc.Arbitrary<T[P]> },
    law: (tables: Rows, options: ReadingOptions, ...rest: T) => void,
  ) => fc.assert(fc.property(arbitraryTables, arbitraryOptions, ...arbitraries, law as never), { numRuns });

  return {
    '1: the reading of merged totals is the reading of all rows, for any split, any order and after JSON':
      () =>
        holds([splits], (tables, options, split) => {
          const parts = split(tables).map((part) => kpi.totals(part, options));
          const whole = kpi.totals(tables, options);
          expect(throughJson(whole)).toStrictEqual(whole);
          for (const totals of [merge(kpi, ...parts), merge(kpi, ...parts.map(throughJson).reverse())]) {
            expect(totals).toStrictEqual(whole);
            expect(kpi.of(totals, levelOf(options))).toStrictEqual(kpi(tables, options));
          }
        }),

    '2: groups are the readings of their rows, and their totals merge to those of the whole': () =>
      holds([], (tables, options) => {
        for (const [value, reading] of groups(tables, key, kpi, options))
          expect(reading).toStrictEqual(kpi(keyed(tables, key, value), options));
        expect(merge(kpi, ...totalsIn(groups(tables, key, bare, options).values()))).toStrictEqual(
          kpi.totals(tables, options),
        );
      }),

    '2: buckets are the readings of their periods, and their totals merge to those of the trend': () =>
      holds([fc.constantFrom('month', 'quarter', 'year')], (tables, options, every) => {
        const asked = { ...options, every, timeZone };
        for (const { period, reading } of buckets(tables, kpi, asked))
          expect(dated(reading)).toStrictEqual(dated(kpi(tables, { ...options, during: period })));
        const totals = merge(kpi, ...totalsIn(buckets(tables, bare, asked).map(({ reading }) => reading)));
        expect(dated(totals)).toStrictEqual(dated(kpi.totals(tables, options)));
      }),

    '2: a trend by key has the buckets of the whole and the readings of the rows with that key': () =>
      holds([], (tables, options) => {
        const asked = { ...options, every: 'month', timeZone } as const;
        const periods = buckets(tables, kpi, asked).map(({ period }) => period);
        for (const [value, points] of bucketsBy(tables, kpi, { ...asked, by: key })) {
          const rows = keyed(tables, key, value);
          expect(points.map(({ period }) => period)).toStrictEqual(periods);
          for (const { period, reading } of points)
            expect(dated(reading)).toStrictEqual(dated(kpi(rows, { ...options, during: period })));
        }
      }),

    '4: rows are not changed and their order does not matter': () =>
      holds([splits], (tables, options, split) => {
        const frozen = deepFreeze(tables);
        const reading = kpi(frozen, options);
        const shuffled = split(frozen);
        const joined = mapTables(frozen, (name) => shuffled.flatMap((part) => part[name]!));
        expect(kpi(joined, options)).toStrictEqual(reading);
        groups(frozen, key, kpi, options);
        buckets(frozen, kpi, { ...options, every: 'month', timeZone });
      }),

    '4: each row is visited once': () =>
      holds([], (tables, options) => {
        const { asOf = null } = options;
        const exist = Object.values(tables).flat().filter(existsAt(asOf)).length;
        const seen = { opened: 0, yielded: 0, visited: 0 };
        // Where a date is missing, a stand-in of the row is run once more, to find the name of its field.
        const originals = new Set(Object.values(tables).flat());
        const watched = watchedBy(kpi, (row) => void (originals.has(row) && seen.visited++));
        const once = mapTables(tables, (name) => ({
          *[Symbol.iterator]() {
            seen.opened++;
            for (const row of tables[name]!) {
              seen.yielded++;
              yield row;
            }
          },
        }));
        const expected = {
          opened: Object.keys(tables).length,
          yielded: Object.values(tables).flat().length,
          visited: exist,
        };
        for (const read of [
          () => watched(once, options),
          () => groups(once, key, watched, options),
          () => buckets(once, watched, { ...options, every: 'month', timeZone }),
        ]) {
          Object.assign(seen, { opened: 0, yielded: 0, visited: 0 });
          read();
          expect(seen).toStrictEqual(expected);
        }
      }),

    '5: of nothing the value is null, and 0 for a count or a sum': () => {
      const none = Object.fromEntries(kpi.tables.map((name: string) => [name, []]));
      const nothing = kpi(none);
      expect(nothing).toMatchObject({ count: 0, interval: null, excluded: {} });
      if (kpi.accumulates) expect(Number(nothing.value)).toBe(0);
      else expect(nothing.value).toBeNull();
      expect(JSON.stringify(nothing)).not.toContain('NaN');
      expect(kpi(none, { asOf: 0, during: { start: 0, end: 1 }, level: 0.5 })).toStrictEqual(nothing);
      expect(kpi.of({})).toStrictEqual(nothing);
      expect(kpi.of(merge(kpi))).toStrictEqual(nothing);
      expect(groups(none, key, kpi).size).toBe(0);
      expect(buckets(none, kpi, { every: 'month', timeZone })).toStrictEqual([]);
      const [point, ...more] = buckets(none, kpi, { every: 'month', timeZone, during: { start: 0, end: 1 } });
      expect([point!.reading, more]).toStrictEqual([nothing, []]);
    },
  };
}

/** The same KPI, whose readings are its bare totals. */
function bareOf(kpi: AnyKpi): AnyKpi {
  return makeKpi({ ...kpi.definition, of: (totals: object) => ({ ...count(0), totals }) } as never);
}

const totalsIn = (readings: Iterable<unknown>) =>
  [...readings].map((reading) => (reading as { totals: Readonly<Record<string, unknown>> }).totals);

/** The same KPI, telling of each row that its marks visit. */
function watchedBy(kpi: AnyKpi, tell: (row: object) => void): AnyKpi {
  type Visit = (row: object) => void;
  const marks = Object.entries(kpi.definition.marks).map(([name, mark]) => [
    name,
    (each: (visit: Visit) => void, at: never, known: object) =>
      mark(
        (visit) =>
          each((row) => {
            tell(row);
            visit(row);
          }),
        at,
        known,
      ),
  ]);
  return makeKpi({ ...kpi.definition, marks: Object.fromEntries(marks) } as never);
}

// The verbs with types loose enough for any KPI.
type Asked = ReadingOptions & { every?: string; timeZone?: string; by?: string };
type Point = { period: Period; reading: Reading };
const groups = groupBy as (tables: object, key: string, kpi: AnyKpi, o?: Asked) => Map<unknown, Reading>;
const buckets = trend as unknown as (tables: object, kpi: AnyKpi, o: Asked) => Point[];
const bucketsBy = trend as unknown as (tables: object, kpi: AnyKpi, o: Asked) => Map<unknown, Point[]>;

/** Totals or a reading without the rows whose date is missing: they are in the whole and in no bucket. */
function dated<T extends { excluded?: Readonly<Record<string, number>> }>(given: T): T {
  const left = Object.entries(given.excluded ?? {}).filter(([reason]) => !/^missing.*At$/.test(reason));
  return { ...given, excluded: Object.fromEntries(left) };
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const levelOf = ({ level }: ReadingOptions) => (level === undefined ? {} : { level });
const mapTables = <T>(tables: Rows, make: (name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.keys(tables).map((name) => [name, make(name)]));
const keyed = (tables: Rows, key: string, value: unknown): Rows =>
  mapTables(tables, (name) =>
    tables[name]!.filter((row) => ((row as Record<string, unknown>)[key] ?? undefined) === value),
  );
const existsAt = (asOf: Instant) => (row: object) => {
  const { createdAt } = row as { createdAt?: Instant };
  return asOf === null || asOf === undefined || !(Number(createdAt ?? Number.NaN) > Number(asOf));
};

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const each of Object.values(value)) deepFreeze(each);
  return Object.freeze(value);
}

/** Ways to cut tables into one to six parts, in any order, and the rows of each in any order. */
const splits = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.array(fc.tuple(fc.nat(5), fc.nat(99)), { minLength: 1, maxLength: 30 }),
  )
  .map(([parts, picks]) => {
    const pick = (i: number) => picks[i % picks.length]!;
    return (tables: Rows): Rows[] =>
      Array.from({ length: parts }, (_, part) =>
        mapTables(tables, (name) =>
          tables[name]!.map((row, i) => ({ row, i }))
            .filter(({ i }) => pick(i)[0] % parts === part)
            .sort((a, b) => pick(a.i)[1] - pick(b.i)[1])
            .map(({ row }) => row),
        ),
      );
  });

const HOUR = 3_600_000;
/** The months of 2026 in Europe/Paris begin at 23:00 UTC in winter time (+1), at 22:00 in summer time (+2). */
const MONTHS = Array.from(
  { length: 13 },
  (_, month) => Date.UTC(2026, month) - (month >= 3 && month <= 9 ? 2 : 1) * HOUR,
);
const CLOCK_CHANGES = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)];

/** Epoch milliseconds in and about 2026: ties on whole hours, and the edges of months to the millisecond. */
export const arbitraryTimes = fc.oneof(
  fc.integer({ min: 0, max: 400 * 24 }).map((hours) => MONTHS[0]! - 400 * HOUR + hours * HOUR),
  fc.tuple(fc.constantFrom(...MONTHS), fc.constantFrom(-1, 0, 1)).map(([edge, off]) => edge + off),
  fc
    .tuple(fc.constantFrom(...CLOCK_CHANGES), fc.integer({ min: -30, max: 30 }))
    .map(([t, h]) => t + h * HOUR),
  fc.integer({ min: MONTHS[0]!, max: MONTHS[12]! }),
);

const dates = fc
  .tuple(arbitraryTimes, fc.boolean())
  .map(([ms, asDate]): Instant => (asDate ? new Date(ms) : ms));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary, weight: 8 }, { arbitrary: fc.constantFrom(null, undefined), weight: 1 });

const arbitraryPeriods = fc
  .tuple(arbitraryTimes, arbitraryTimes)
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

/** Any period and any instant to know as of, often neither: most facts should count. */
export const arbitraryOptions: fc.Arbitrary<ReadingOptions> = fc
  .tuple(
    fc.option(arbitraryPeriods, { freq: 2 }),
    fc.option(dates, { freq: 2 }),
    fc.option(fc.constantFrom(0.5, 0.95, 0.999)),
  )
  .map(([during, asOf, level]) => ({
    ...(during === null ? {} : { during }),
    ...(asOf === null ? {} : { asOf }),
    ...(level === null ? {} : { level }),
  }));

const Foreign = Decimal.clone({ precision: 5, defaults: true });

/** Amounts as text, numbers and Decimals of another clone: refunds, zero, small, long and large ones. */
export const arbitraryAmounts: fc.Arbitrary<Amount> = fc.oneof(
  fc.integer({ min: -99_999, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
  fc.integer({ min: -9_999, max: 9_999_999 }).map((cents) => cents / 100),
  fc.integer({ min: -9_999, max: 9_999_999 }).map((cents) => new Foreign(cents).times('0.01')),
  fc.constantFrom<Amount>(0, -0, '0.00', '-0', 0.1, 0.2, 5e-7, 1e21, '1e3', '+7', '.5', '5.'),
  fc.constantFrom<Amount>('9007199254740993', '-12345678901234567890.123456789', new Foreign('1e-20')),
);

/** Deals as CRMs have them: see each field. All amounts of a table are in one currency, or in none. */
export const arbitraryDeals: fc.Arbitrary<Deal[]> = fc
  .boolean()
  .chain((euros) =>
    fc.array(
      fc.tuple(
        fc.record(
          {
            id: fc.oneof(fc.nat(20), fc.nat(20).map(String)), // some twice
            createdAt: maybe(dates),
            status: fc.constantFrom('open', 'won', 'won', 'won', 'lost'),
            closedAt: maybe(dates), // on an open deal a forecast
            amount: maybe(arbitraryAmounts),
            currency: euros ? fc.constant('EUR') : fc.constantFrom(null, undefined, ''),
            ownerId: fc.constantFrom('rep-1', 'rep-2', 7, '7', null, undefined, '__proto__', 'constructor'),
            source: maybe(fc.constantFrom('web', 'fair')),
            lostReason: maybe(fc.constantFrom('price', 'timing')),
          },
          { requiredKeys: ['id', 'createdAt', 'status', ...(euros ? (['currency'] as const) : [])] },
        ),
        fc.nat(4).map((n) => n > 0),
      ),
      { maxLength: 30, size: 'max' },
    ),
  )
  .map((rows) => rows.map(([row, tidy]) => (tidy ? inOrder(row as Deal) : (row as Deal))));

/** Most deals close after their creation, as fast-check's dates do by half. */
function inOrder(deal: Deal): Deal {
  const { createdAt, closedAt } = deal;
  return createdAt && closedAt && closedAt < createdAt
    ? { ...deal, createdAt: closedAt, closedAt: createdAt }
    : deal;
}

/** Tables of such deals, as `laws` takes them. */
export const arbitraryTables = fc.record({ deals: arbitraryDeals });
