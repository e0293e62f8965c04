// The laws that every KPI keeps, written once: a KPI's test calls `laws(kpi, arbitraryTables)`.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  type Amount,
  type Cost,
  count,
  type Deal,
  groupBy,
  type Instant,
  type Lead,
  kpi as makeKpi,
  merge,
  type Period,
  type Reading,
  type ReadingOptions,
  rowsOf,
  type Sale,
  type Sorted,
  stream,
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
  /** Where a reading needs an instant to be known as of: the one for those that come without. */
  asOf?: Instant;
  /** For KPIs with history: the group that each row counts in, that of its customer's first fact. Else its own. */
  home?: (tables: Rows, options: ReadingOptions, key: string) => (row: object) => unknown;
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
  { timeZone = 'Europe/Paris', key = 'ownerId', asOf, home = ownKey, numRuns = 40 }: LawOptions = {},
): Record<string, () => void> {
  const bare = bareOf(kpi);
  const needed: ReadingOptions = {
    ...(asOf === undefined ? {} : { asOf }),
    ...(kpi.spans === 'period' ? { during: { start: MONTHS[2]!, end: MONTHS[9]! } } : {}),
  };
  const optionsOf = arbitraryOptions.map((options) => ({ ...needed, ...options }));
  const holds = <T extends unknown[]>(
    arbitraries: { [P in keyof T]: fc.Arbitrary<T[P]> },
    law: (tables: Rows, options: ReadingOptions, ...rest: T) => void,
  ) => fc.assert(fc.property(arbitraryTables, optionsOf, ...arbitraries, law as never), { numRuns });

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
        const homeOf = home(tables, options, key);
        for (const [value, reading] of groups(tables, key, kpi, options))
          expect(reading).toStrictEqual(kpi(chosen(tables, homeOf, value), options));
        expect(merge(kpi, ...totalsIn(groups(tables, key, bare, options).values()))).toStrictEqual(
          kpi.totals(tables, options),
        );
      }),

    '2: buckets are the readings of their periods, and their totals merge to those of the trend': () =>
      holds([fc.constantFrom('month', 'quarter', 'year')], (tables, options, every) => {
        const asked = { ...options, every, timeZone };
        for (const { period, reading } of buckets(tables, kpi, asked))
          expect(dated(reading)).toStrictEqual(dated(kpi(tables, { ...options, during: period })));
        if (kpi.spans === 'period') return;
        const totals = merge(kpi, ...totalsIn(buckets(tables, bare, asked).map(({ reading }) => reading)));
        expect(inside(dated(totals))).toStrictEqual(inside(dated(kpi.totals(tables, options))));
        expect(dated(kpi.of(totals, levelOf(options)))).toStrictEqual(dated(kpi(tables, options)));
      }),

    '2: buckets as of their ends are the readings of their periods, as known then': () =>
      holds([fc.constantFrom('month', 'quarter')], (tables, { asOf: _, ...options }, every) => {
        const asked = { ...options, every, timeZone, asOf: 'bucketEnd' } as const;
        for (const { period, reading } of buckets(tables, kpi, asked)) {
          const own = { ...options, during: period, asOf: period.end - 1 };
          expect(dated(reading)).toStrictEqual(dated(kpi(tables, own)));
        }
      }),

    '2: a trend by key has the buckets of the whole and the readings of the rows with that key': () =>
      holds([], (tables, options) => {
        const asked = { ...options, every: 'month', timeZone } as const;
        const periods = buckets(tables, kpi, asked).map(({ period }) => period);
        const homeOf = home(tables, options, key);
        for (const [value, points] of bucketsBy(tables, kpi, { ...asked, by: key })) {
          const rows = chosen(tables, homeOf, value);
          expect(points.map(({ period }) => period)).toStrictEqual(periods);
          for (const { period, reading } of points)
            expect(dated(reading)).toStrictEqual(dated(kpi(rows, { ...options, during: period })));
        }
      }),

    '3: a stream equals the call at every row; saved as JSON and resumed it goes on as if it never stopped':
      () =>
        holds([splits, fc.nat(60)], (tables, options, split, stop) => {
          const rows = split(tables).flatMap((part) =>
            Object.entries(part).flatMap(([name, list]) => list.map((row) => [name, row] as const)),
          );
          const so = (n: number) =>
            mapTables(tables, (name) =>
              rows.slice(0, n).flatMap(([table, row]) => (table === name ? [row] : [])),
            );
          const agrees = (running: Running, n: number) => {
            expect(running.totals()).toStrictEqual(kpi.totals(so(n), options));
            expect(running.reading()).toStrictEqual(kpi(so(n), options));
          };
          const at = Math.min(stop, rows.length);
          const whole = streamOf(kpi, options);
          agrees(whole, 0);
          for (const [name, row] of rows.slice(0, at)) whole.add(name, row);
          agrees(whole, at);
          const saved = throughJson(whole.totals());
          const resumed = streamOf(kpi, { ...options, from: deepFreeze(saved) });
          agrees(resumed, at);
          for (const [name, row] of rows.slice(at)) {
            whole.add(name, row);
            if (kpi.tables.length === 1) resumed.add(row);
            else resumed.add(name, row);
          }
          agrees(whole, rows.length);
          agrees(resumed, rows.length);
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
        const monthly = { ...options, every: 'month', timeZone };
        const times = kpi.spans === 'period' ? buckets(tables, kpi, monthly).length : 1;
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
        for (const [read, visits] of [
          [() => watched(once, options), 1],
          [() => groups(once, key, watched, options), 1],
          [() => buckets(once, watched, monthly), times],
        ] as const) {
          Object.assign(seen, { opened: 0, yielded: 0, visited: 0 });
          read();
          expect(seen).toStrictEqual({ ...expected, visited: exist * visits });
        }
      }),

    '5: of nothing the value is null, and 0 for a count or a sum': () => {
      const none = Object.fromEntries(kpi.tables.map((name: string) => [name, []]));
      const nothing = kpi(none, needed);
      expect(nothing).toMatchObject({ count: 0, interval: null, excluded: {} });
      if (kpi.accumulates) expect(Number(nothing.value)).toBe(0);
      else expect(nothing.value).toBeNull();
      expect(JSON.stringify(nothing)).not.toContain('NaN');
      expect(kpi(none, { asOf: 0, during: { start: 0, end: 1 }, level: 0.5 })).toStrictEqual(nothing);
      expect(streamOf(kpi, needed).reading()).toStrictEqual(nothing);
      for (const { counted, excluded, outside } of sortedRows(kpi, none, needed).values())
        expect([...Object.values(counted), excluded, outside]).toStrictEqual([
          ...Object.keys(kpi.definition.totals).map(() => []),
          {},
          [],
        ]);
      expect(kpi.of({})).toStrictEqual(nothing);
      expect(kpi.of(merge(kpi))).toStrictEqual(nothing);
      expect(groups(none, key, kpi, needed).size).toBe(0);
      const monthly = { ...needed, every: 'month', timeZone };
      const empty = { start: 0, end: 0 };
      for (const { reading } of buckets(none, kpi, monthly)) expect(reading).toStrictEqual(nothing);
      expect(buckets(none, kpi, { ...monthly, during: empty })).toStrictEqual([]);
      if (kpi.spans !== 'period' && asOf === undefined) expect(buckets(none, kpi, monthly)).toStrictEqual([]);
      const [point, ...more] = buckets(none, kpi, { ...monthly, during: { start: 0, end: 1 } });
      expect([point!.reading, more]).toStrictEqual([nothing, []]);
    },

    '6: the rows that rowsOf names as counted, and no others, make the totals': () =>
      holds([], (tables, options) => {
        const whole = kpi.totals(tables, options);
        const zero = merge(kpi) as Totals;
        const sorted = sortedRows(kpi, tables, options);
        const pick = (choose: (row: object, of: Sorted<object>) => boolean) =>
          mapTables(tables, (name) => tables[name]!.filter((row) => choose(row, sorted.get(name)!)));
        for (const [name, total] of Object.entries(kpi.definition.totals)) {
          const counted = pick((row, { counted }) => counted[name]!.includes(row));
          const alone = Object.entries(counted).flatMap(([table, rows]) =>
            rows.map((row) => kpi.totals({ ...mapTables(tables, () => []), [table]: [row] }, options)),
          );
          const made = inside(whole)[name];
          expect(inside(kpi.totals(counted, options))[name]).toStrictEqual(made);
          expect(inside(merge(kpi, ...alone))[name]).toStrictEqual(made);
          // Without a customer's first purchase its second is the first: only where there is no history.
          if (typeof total === 'object' && total.history !== undefined) continue;
          const others = pick((row, { counted }) => !counted[name]!.includes(row));
          expect(kpi.totals(others, options)[name]).toStrictEqual(zero[name]);
        }
        const uncounted = pick(
          (row, { counted }) => !Object.values(counted).some((rows) => rows.includes(row)),
        );
        const reasons: Record<string, number> = {};
        for (const { excluded } of sorted.values())
          for (const [reason, rows] of Object.entries(excluded))
            reasons[reason] = (reasons[reason] ?? 0) + rows.length;
        expect(kpi.totals(uncounted, options).excluded).toStrictEqual(reasons);
      }),

    '7: rowsOf puts each row in exactly one place, in the order of the table': () =>
      holds([], (tables, options) => {
        const sorted = sortedRows(kpi, tables, options);
        expect([...sorted.keys()]).toStrictEqual(kpi.tables);
        for (const [name, { counted, excluded, outside }] of sorted) {
          const rows = tables[name]!;
          const place = (row: object) => rows.indexOf(row);
          const lists = [...Object.values(counted), ...Object.values(excluded), outside];
          for (const list of lists) {
            const places = list.map(place);
            expect(places).toStrictEqual([...new Set(places)].sort((a, b) => a - b));
          }
          expect(Object.keys(counted)).toStrictEqual(Object.keys(kpi.definition.totals));
          for (const list of Object.values(excluded)) expect(list.length).toBeGreaterThan(0);
          const once = [
            ...new Set(Object.values(counted).flat()),
            ...Object.values(excluded).flat(),
            ...outside,
          ];
          expect(once.map(place).sort((a, b) => a - b)).toStrictEqual(rows.map((_, i) => i));
        }
      }),
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
type Asked = Omit<ReadingOptions, 'asOf'> & {
  asOf?: Instant | 'bucketEnd';
  every?: string;
  timeZone?: string;
  by?: string;
};
type Totals = Readonly<Record<string, unknown>> & { readonly excluded?: Readonly<Record<string, number>> };
type Running = { add(...row: unknown[]): void; reading(): Reading; totals(): Totals };
type Point = { period: Period; reading: Reading };
const groups = groupBy as (tables: object, key: string, kpi: AnyKpi, o?: Asked) => Map<unknown, Reading>;
const buckets = trend as unknown as (tables: object, kpi: AnyKpi, o: Asked) => Point[];
const bucketsBy = trend as unknown as (tables: object, kpi: AnyKpi, o: Asked) => Map<unknown, Point[]>;
const streamOf = stream as unknown as (kpi: AnyKpi, o: ReadingOptions & { from?: Totals }) => Running;

/** Where the rows of each table went. */
function sortedRows(kpi: AnyKpi, tables: Rows, options: ReadingOptions): Map<string, Sorted<object>> {
  const sorted = (rowsOf as unknown as (kpi: AnyKpi, tables: Rows, o: ReadingOptions) => object)(
    kpi,
    tables,
    options,
  );
  const named = kpi.tables.length === 1 ? { [kpi.tables[0]]: sorted } : sorted;
  return new Map(Object.entries(named as Record<string, Sorted<object>>));
}

/** Totals without the facts from outside the period, which kinds with history carry along. */
function inside<T extends Totals>(totals: T): T {
  const of = (value: unknown) =>
    Array.isArray(value)
      ? value.filter((each) => (each as { outside?: true } | null)?.outside !== true)
      : value;
  return Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, of(value)])) as T;
}

/** Totals or a reading without the rows whose date is missing: they are in the whole and in no bucket. */
function dated<T extends { excluded?: Readonly<Record<string, number>> }>(given: T): T {
  const left = Object.entries(given.excluded ?? {}).filter(([reason]) => !/^missing.*At$/.test(reason));
  return { ...given, excluded: Object.fromEntries(left) };
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const levelOf = ({ level }: ReadingOptions) => (level === undefined ? {} : { level });
const mapTables = <T>(tables: Rows, make: (name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.keys(tables).map((name) => [name, make(name)]));
const ownKey = (_tables: Rows, _options: ReadingOptions, key: string) => (row: object) =>
  (row as Record<string, unknown>)[key] ?? undefined;
const chosen = (tables: Rows, homeOf: (row: object) => unknown, value: unknown): Rows =>
  mapTables(tables, (name) => tables[name]!.filter((row) => homeOf(row) === value));
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

const DAY = 24 * HOUR;
const owners = fc.constantFrom('rep-1', 'rep-2', 7, '7', null, undefined, '__proto__', 'constructor');

/** After a creation: the same instant, and whole days later to the millisecond, as limits of `within` are. */
const soon = fc.tuple(fc.constantFrom(-1, 0, 1, 7, 30, 30), fc.constantFrom(-1, 0, 0, 1));

const MINUTE = 60_000;
/** After a creation: the same instant, minutes later to the millisecond, as limits of `minutes` are, and hours. */
const prompt = fc.tuple(fc.constantFrom(-1, 0, 5, 30, 60, 60, 90, 600, 3000), fc.constantFrom(-1, 0, 0, 1));

/**
 * Leads as CRMs have them: won, qualified or contacted before they came, won and disqualified, without dates, at edges;
 * minutes of preparation also of leads that nobody contacted.
 */
export const arbitraryLeads: fc.Arbitrary<Lead[]> = fc
  .array(
    fc.tuple(
      fc.record(
        {
          id: fc.oneof(fc.nat(20), fc.nat(20).map(String)), // some twice
          createdAt: maybe(dates),
          disqualifiedAt: fc.oneof(fc.constantFrom(null, undefined), dates),
          wonAt: fc.oneof(fc.constantFrom(null, undefined), dates),
          qualifiedAt: fc.oneof(fc.constantFrom(null, undefined), dates),
          firstContactedAt: fc.oneof(fc.constantFrom(null, undefined), dates),
          personalizationMinutes: maybe(fc.oneof(fc.nat(60), fc.constantFrom(0, -0, 0.1, 2.5, 1e-3))),
          ownerId: owners,
          source: maybe(fc.constantFrom('web', 'fair')),
        },
        { requiredKeys: ['id', 'createdAt'] },
      ),
      fc.option(soon, { freq: 2 }),
      fc.option(soon, { freq: 2 }),
      fc.option(prompt, { freq: 3 }),
    ),
    { maxLength: 30, size: 'max' },
  )
  .map((rows) =>
    rows.map(([row, won, qualified, contacted]): Lead => {
      const lead = row as Lead;
      const { createdAt } = lead;
      if (createdAt === null || createdAt === undefined) return lead;
      const later = (field: keyof Lead, given: [number, number] | null, unit: number) => {
        if (given === null) return {};
        const at = Number(createdAt) + given[0] * unit + given[1];
        return { [field]: typeof createdAt === 'number' ? at : new Date(at) };
      };
      return {
        ...lead,
        ...later('wonAt', won, DAY),
        ...later('qualifiedAt', qualified, DAY),
        ...later('firstContactedAt', contacted, MINUTE),
      };
    }),
  );

/** Tables of such leads. */
export const leadTables = fc.record({ leads: arbitraryLeads });

/** A few instants, that many sales share: of one local day in Paris, and of that in summer and winter time. */
const shared = [Date.UTC(2026, 2, 28, 22, 59), ...[0, 1, 13].map((hour) => Date.UTC(2026, 2, 29, hour))];

/**
 * Sales as shops have them: ties at one instant and day, ids of digits and of text and twice, customers by number and
 * by its text, refunds, missing amounts. All of a table are in one currency, or in none.
 */
export const arbitrarySales: fc.Arbitrary<Sale[]> = fc
  .constantFrom('EUR', 'USD', null)
  .chain((currency) =>
    fc.array(
      fc.record(
        {
          id: fc.oneof(fc.nat(12), fc.nat(12).map(String), fc.constantFrom('007', 's-1', 's-10', 'S-9')),
          soldAt: maybe(fc.oneof(fc.constantFrom<Instant>(...shared, new Date(shared[2]!)), dates)),
          customerId: fc.constantFrom(
            'a',
            'b',
            'c',
            7,
            '7',
            '007',
            8,
            null,
            undefined,
            '__proto__',
            'constructor',
          ),
          amount: maybe(arbitraryAmounts),
          currency: currency === null ? fc.constantFrom(null, undefined, '') : fc.constant(currency),
          ownerId: owners,
          source: maybe(fc.constantFrom('web', 'fair')),
        },
        { requiredKeys: ['id', 'soldAt', ...(currency === null ? [] : (['currency'] as const))] },
      ),
      { maxLength: 30, size: 'max' },
    ),
  )
  .map((rows) => rows as Sale[]);

/** Tables of such sales. */
export const saleTables = fc.record({ sales: arbitrarySales });

/** Costs as books have them: credits, zero, missing dates and amounts. All of a table are in one currency, or in none. */
export const arbitraryCosts: fc.Arbitrary<Cost[]> = fc
  .constantFrom('EUR', null)
  .chain((currency) =>
    fc.array(
      fc.record(
        {
          incurredAt: maybe(dates),
          amount: maybe(arbitraryAmounts),
          currency: currency === null ? fc.constantFrom(null, undefined, '') : fc.constant(currency),
          category: fc.constantFrom('sales', 'marketing'),
          source: maybe(fc.constantFrom('web', 'fair')),
          ownerId: owners,
        },
        {
          requiredKeys: [
            'incurredAt',
            'amount',
            'category',
            ...(currency === null ? [] : ['currency' as const]),
          ],
        },
      ),
      { maxLength: 12, size: 'max' },
    ),
  )
  .map((rows) => rows as Cost[]);
