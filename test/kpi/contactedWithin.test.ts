import fc from 'fast-check';
import {
  compare,
  contactedWithin,
  format,
  groupBy,
  type Lead,
  leadResponseTime,
  merge,
  month,
  type ReadingOptions,
  rate,
  rowsOf,
  stream,
  trend,
  workingTime,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { arbitraryLeads, arbitraryOptions, laws, leadTables } from '../laws.js';
import { nothing } from '../nothing.js';
import * as reference from './reference.js';

const timeZone = 'Europe/Paris';
const late = Date.UTC(2027, 0, 9);
const office = workingTime({ timeZone, hours: '09:00-17:00', holidays: ['2026-05-01', '2026-12-25'] });

laws(contactedWithin, leadTables, { numRuns: 25 });
laws(contactedWithin, leadTables, { asOf: late });
laws(contactedWithin.with({ of: 'contacted' }), leadTables, { numRuns: 25 });
laws(contactedWithin.with({ of: 'contacted', minutes: 5 }), leadTables, { asOf: late, numRuns: 20 });
laws(contactedWithin.with({ calendar: office }), leadTables, { asOf: late, numRuns: 20 });

const MINUTE = 60_000;
const day = (n: number) => Date.UTC(2026, 0, n);
const created = Date.UTC(2026, 0, 5, 10);
/** No reason at all: in toMatchObject, {} would match any. */
let id = 0;
const lead = (row: Partial<Lead> = {}): Lead => ({ id: ++id, createdAt: created, ...row });
/** A lead that was contacted after so many minutes, and milliseconds. */
const called = (minutes: number, ms = 0, row: Partial<Lead> = {}) =>
  lead({ firstContactedAt: created + minutes * MINUTE + ms, ...row });

describe('over arbitrary leads, periods and instants, by its definition', () => {
  const agrees = (
    own: Parameters<typeof contactedWithin.with>[0],
    needed: ReadingOptions = {},
    some: (lead: Lead) => boolean = () => true,
  ) =>
    fc.assert(
      fc.property(arbitraryLeads, arbitraryOptions, (rows, options) => {
        const leads = rows.filter(some);
        const asked = { ...needed, ...options };
        const { calendar, minutes = 60, of = 'all' } = own;
        const between = calendar === undefined ? {} : { between: calendar.between };
        const expected = reference.contactedWithin(leads, asked, { minutes, of, ...between });
        expect(contactedWithin(leads, { ...asked, ...own })).toStrictEqual({
          ...expected,
          unit: 'ratio',
          better: 'higher',
          interval: rate(expected.numerator, expected.denominator, asked.level ?? 0.95).interval,
        });
      }),
      { numRuns: 150 },
    );
  // A lead of which neither creation nor contact is known has a test of its own below.
  const placed = ({ createdAt, firstContactedAt }: Lead) => (createdAt ?? firstContactedAt ?? null) !== null;
  const placedAt = ({ createdAt }: Lead) => (createdAt ?? null) !== null;

  test('of all, mostly without asOf', () => agrees({}));
  test('of all, with asOf', () => agrees({}, { asOf: late }));
  test.each([1, 5, 90, 600, 43_200])('within %d minutes', (minutes) => agrees({ minutes }, { asOf: late }));
  test('of contacted, without asOf', () => agrees({ of: 'contacted' }, {}, placedAt));
  test('of contacted, with asOf', () => agrees({ of: 'contacted' }, { asOf: late }, placedAt));
  test('of office hours', () => agrees({ calendar: office }, { asOf: late }));
  test('of contacted, in office hours', () =>
    agrees({ of: 'contacted', calendar: office, minutes: 90 }, { asOf: late }, placedAt));

  test('of contacted leads whose creation nobody knows, which are left out', () =>
    fc.assert(
      fc.property(arbitraryLeads, (rows) => {
        const leads = rows.filter((each) => placed(each) && !placedAt(each));
        const { excluded, count } = contactedWithin(leads, { of: 'contacted' });
        expect(count).toBe(0);
        expect(excluded).toEqual(leads.length === 0 ? {} : { missingCreatedAt: leads.length });
      }),
      { numRuns: 100 },
    ));

  test('of contacted, as the share of response times up to the limit', () =>
    fc.assert(
      fc.property(arbitraryLeads, fc.constantFrom(5, 60, 600), (leads, minutes) => {
        const { values, counts } = leadResponseTime.totals(leads).response;
        const { numerator, denominator } = contactedWithin(leads, { of: 'contacted', minutes });
        expect(denominator).toBe(counts.reduce((a, b) => a + b, 0));
        expect(numerator).toBe(
          counts.reduce((sum, n, i) => sum + (values[i]! <= minutes * MINUTE ? n : 0), 0),
        );
      }),
      { numRuns: 100 },
    ));
});

describe('contactedWithin(leads)', () => {
  test('is leads contacted within 60 minutes ÷ leads', () => {
    const leads = [called(5), called(59), called(61), lead()];
    const reading = contactedWithin(leads);
    expect(reading).toStrictEqual({
      value: 0.5,
      unit: 'ratio',
      better: 'higher',
      numerator: 2,
      denominator: 4,
      count: 4,
      // The score interval of 2 of 4 (Wilson 1927), in Python.
      interval: {
        low: expect.closeTo(0.15003898915214955, 14),
        high: expect.closeTo(0.8499610108478506, 14),
        level: 0.95,
      },
      excluded: {},
    });
    expect(contactedWithin(leads, { minutes: 5 }).value).toBe(0.25);
    expect(contactedWithin(leads, { minutes: 61 }).value).toBe(0.75);
  });

  test('counts a contact exactly at the limit, and none a millisecond later', () => {
    const leads = [called(60), called(60, 1), called(60, -1), called(0)];
    expect(contactedWithin(leads)).toMatchObject({ numerator: 3, denominator: 4 });
  });

  test('takes minutes that are not whole for what they are', () => {
    expect(contactedWithin([called(0, 30_000), called(0, 30_001)], { minutes: 0.5 }).value).toBe(0.5);
  });

  test.each([0.27, 2.05, 4.1, 8.2])('counts a contact exactly at %d minutes', (minutes) => {
    const leads = [called(0, Math.round(minutes * MINUTE))];
    const old = created + Math.round(minutes * MINUTE);
    expect(contactedWithin(leads, { minutes }).value).toBe(1);
    expect(contactedWithin(leads, { minutes, asOf: old })).toMatchObject({ value: 1, excluded: nothing });
  });

  test('places a lead at its creation, whenever it is contacted', () => {
    const { end } = month('2026-01', { timeZone });
    const leads = [
      lead({ createdAt: end - MINUTE, firstContactedAt: end + MINUTE }),
      lead({ createdAt: end, firstContactedAt: end }),
    ];
    const of = (name: string) => contactedWithin(leads, { during: month(name, { timeZone }) });
    expect([of('2026-01').count, of('2026-01').value, of('2026-02').count]).toEqual([1, 1, 1]);
  });

  test('keeps a contact before the creation among all leads, as not within', () => {
    const leads = [called(0, -1), called(-600), called(1)];
    expect(contactedWithin(leads)).toMatchObject({ numerator: 1, denominator: 3, excluded: nothing });
  });

  test('keeps disqualified leads: nobody called them in time', () => {
    const leads = [called(5), lead({ disqualifiedAt: created + MINUTE })];
    expect(contactedWithin(leads)).toMatchObject({ value: 0.5, count: 2 });
  });

  test('leaves out a lead that came nobody knows when, contacted or not', () => {
    const leads = [lead({ createdAt: null }), called(5, 0, { createdAt: undefined }), called(5)];
    for (const options of [{}, { asOf: day(9) }])
      expect(contactedWithin(leads, options)).toMatchObject({ count: 1, excluded: { missingCreatedAt: 2 } });
  });

  test('of no leads is null', () => {
    expect(contactedWithin([])).toStrictEqual({
      value: null,
      unit: 'ratio',
      better: 'higher',
      numerator: 0,
      denominator: 0,
      count: 0,
      interval: null,
      excluded: {},
    });
  });

  test('by source says where the promise is broken', () => {
    const leads = [
      called(5, 0, { source: 'web' }),
      called(500, 0, { source: 'fair' }),
      lead({ source: 'fair' }),
      called(2),
    ];
    const groups = [...groupBy(leads, 'source', contactedWithin)];
    expect(groups.map(([source, { value, count }]) => [source, value, count])).toEqual([
      ['web', 1, 1],
      ['fair', 0, 2],
      [undefined, 1, 1],
    ]);
  });

  test('is written as a share, and compared as one', () => {
    const [before, after] = [
      contactedWithin.of({ leads: 200, within: 40 }),
      contactedWithin.of({ leads: 200, within: 70 }),
    ];
    expect(format(before, { locale: 'en-US' })).toBe('20.0% (15.0%–26.1%, 40 of 200)');
    expect(compare(before, after).verdict).toBe('better');
  });

  test('of totals takes those not given as zero, and refuses more within than leads', () => {
    expect(contactedWithin.of({ leads: 4 })).toMatchObject({ value: 0, count: 4 });
    expect(() => contactedWithin.of({ leads: 1, within: 2 })).toThrow(
      new RangeError("rate requires a numerator from 0 to its denominator, got '2 of 1'"),
    );
  });

  test('of parts that merge, through JSON, is that of the whole', () => {
    const leads = [called(5), called(500), lead(), lead({ createdAt: null })];
    const parts = [leads.slice(0, 1), [], leads.slice(1)].map((rows) => contactedWithin.totals(rows));
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    expect(contactedWithin.of(merge(contactedWithin, ...saved))).toStrictEqual(contactedWithin(leads));
  });
});

describe('contactedWithin as of an instant', () => {
  test('takes a lead from the instant on at which it is old enough, and leaves it out before, contacted or not', () => {
    const leads = [called(5), called(59), lead()];
    const old = created + 60 * MINUTE;
    expect(contactedWithin(leads, { asOf: old - 1 })).toMatchObject({
      value: null,
      excluded: { tooRecent: 3 },
    });
    expect(contactedWithin(leads, { asOf: old })).toMatchObject({ value: 2 / 3, excluded: nothing });
    expect(contactedWithin(leads, { asOf: new Date(old) })).toMatchObject({
      value: 2 / 3,
      excluded: nothing,
    });
  });

  test('without one takes every lead for old enough', () => {
    expect(contactedWithin([lead({ createdAt: Date.UTC(9999, 0, 1) })])).toMatchObject({
      value: 0,
      count: 1,
      excluded: nothing,
    });
  });

  test('knows no contact after it, and no lead that came after it', () => {
    const asOf = created + 60 * MINUTE;
    const leads = [called(60), called(60, 1), lead({ createdAt: asOf + 1, firstContactedAt: created })];
    expect(contactedWithin(leads, { asOf })).toMatchObject({
      numerator: 1,
      denominator: 2,
      excluded: nothing,
    });
  });

  test('leaves out as too recent only what came in the period', () => {
    const asOf = day(20);
    const leads = [lead({ createdAt: asOf - MINUTE }), lead({ createdAt: asOf - 10 * MINUTE })];
    const during = { start: asOf - 5 * MINUTE, end: day(30) };
    expect(contactedWithin(leads, { asOf, during })).toMatchObject({ count: 0, excluded: { tooRecent: 1 } });
  });

  test("in a trend as known at each bucket's end leaves out those that came in its last minutes", () => {
    const { end } = month('2026-01', { timeZone });
    const leads = [
      called(5),
      lead({ createdAt: end - 30 * MINUTE, firstContactedAt: end - 20 * MINUTE }),
      lead({ createdAt: end + MINUTE, firstContactedAt: end + 2 * MINUTE }),
    ];
    const months = (known: { asOf?: 'bucketEnd' }) =>
      trend(leads, contactedWithin, { every: 'month', timeZone, ...known }).map(
        ({ reading: { value, count, excluded } }) => [value, count, excluded],
      );
    expect(months({ asOf: 'bucketEnd' })).toEqual([
      [1, 1, { tooRecent: 1 }],
      [1, 1, {}],
    ]);
    expect(months({})).toEqual([
      [1, 2, {}],
      [1, 1, {}],
    ]);
  });

  test('puts each row where it counts', () => {
    const asOf = created + 60 * MINUTE;
    const leads = [
      called(5),
      called(61),
      lead({ createdAt: created + MINUTE, firstContactedAt: created + MINUTE }),
      lead({ createdAt: null }),
      lead({ createdAt: asOf + 1 }),
    ];
    expect(rowsOf(contactedWithin, leads, { asOf })).toEqual({
      counted: { leads: [leads[0], leads[1]], within: [leads[0]] },
      excluded: { tooRecent: [leads[2]], missingCreatedAt: [leads[3]] },
      outside: [leads[4]],
    });
  });
});

describe("contactedWithin with of: 'contacted'", () => {
  const contacted = contactedWithin.with({ of: 'contacted' });

  test('is of the leads that were contacted; the others are in nothing, and not left out', () => {
    const leads = [called(5), called(61), lead(), lead({ disqualifiedAt: created })];
    expect(contacted(leads)).toMatchObject({ value: 0.5, denominator: 2, excluded: nothing });
  });

  test('leaves out a contact before the creation', () => {
    const leads = [called(5), called(0, -1), called(-9, 0, { createdAt: created + MINUTE })];
    expect(contacted(leads)).toMatchObject({ value: 1, count: 1, excluded: { negativeDuration: 2 } });
  });

  test('leaves it out in the period of the creation alone', () => {
    const of = (start: number) =>
      contacted([called(-600)], { during: { start, end: start + MINUTE } }).excluded;
    expect([of(created), of(created - 600 * MINUTE)]).toEqual([{ negativeDuration: 1 }, {}]);
  });

  test('knows no contact after asOf', () => {
    const leads = [called(60), called(60, 1)];
    expect(contacted(leads, { asOf: created + 60 * MINUTE })).toMatchObject({ value: 1, count: 1 });
  });

  test('leaves out the leads that are too young, which the early ones among them would flatter', () => {
    const leads = [called(5), lead()];
    expect(contacted(leads, { asOf: created + 30 * MINUTE })).toMatchObject({
      value: null,
      excluded: { tooRecent: 1 },
    });
  });

  test('does not leave out a lead without creation that nobody contacted: it is in nothing', () => {
    const leads = [called(5), lead({ createdAt: null })];
    expect(contacted(leads)).toMatchObject({ count: 1, excluded: nothing });
    expect(contacted([called(5, 0, { createdAt: null })]).excluded).toEqual({ missingCreatedAt: 1 });
  });
});

describe('contactedWithin with a calendar', () => {
  const at = (iso: string) => new Date(`${iso}+01:00`);
  const working = contactedWithin.with({ calendar: office });
  const friday = (contact: string | null) =>
    lead({
      createdAt: at('2026-11-27T16:30'),
      firstContactedAt: contact === null ? null : at(contact),
    });

  test('counts working time alone, to the limit and not a millisecond further', () => {
    const leads = [friday('2026-11-30T09:30'), friday('2026-11-30T09:30:00.001'), friday(null)];
    expect(contactedWithin(leads).numerator).toBe(0);
    expect(working(leads)).toMatchObject({ numerator: 1, denominator: 3 });
  });

  test('takes a lead for old enough after so much working time', () => {
    const of = (asOf: string) => working([friday(null)], { asOf: at(asOf) }).excluded;
    expect(of('2026-11-29T12:00')).toEqual({ tooRecent: 1 });
    expect(of('2026-11-30T09:29:59.999')).toEqual({ tooRecent: 1 });
    expect(of('2026-11-30T09:30')).toEqual({});
  });

  test('keeps a contact before the creation as not within, also where no working time lies between them', () => {
    const weekend = lead({
      createdAt: at('2026-11-29T12:00'),
      firstContactedAt: at('2026-11-28T12:00'),
    });
    expect(working([weekend])).toMatchObject({ numerator: 0, denominator: 1, excluded: nothing });
    expect(working([weekend], { of: 'contacted' })).toMatchObject({
      denominator: 0,
      excluded: { negativeDuration: 1 },
    });
  });
});

describe('contactedWithin throws', () => {
  test('for minutes that are no positive number', () => {
    for (const minutes of [0, -5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => contactedWithin([], { minutes })).toThrow(
        new RangeError(`contactedWithin requires minutes to be a positive number, got ${minutes}`),
      );
    expect(() => contactedWithin.with({ minutes: '60' as never })).toThrow(
      new TypeError("contactedWithin requires minutes to be a positive number, got '60'"),
    );
    expect(() => contactedWithin.with({ minutes: null as never })).toThrow(
      new TypeError('contactedWithin requires minutes to be a positive number, got null'),
    );
    expect(contactedWithin([called(5)], { minutes: undefined }).value).toBe(1);
  });

  test('for options that there are none of', () => {
    expect(() => contactedWithin([], { of: 'won' as never })).toThrow(
      new RangeError("contactedWithin requires of to be 'all' or 'contacted', got 'won'"),
    );
    expect(() => contactedWithin([], { calendar: 'office' as never })).toThrow(
      new TypeError("contactedWithin requires calendar: workingTime(…), got 'office'"),
    );
    expect(() => contactedWithin([], { calendar: null as never })).toThrow(
      new TypeError('contactedWithin requires calendar: workingTime(…), got null'),
    );
    expect(() => contactedWithin([], { within: 60 } as never)).toThrow(
      new TypeError(
        "contactedWithin requires options among minutes, of, calendar, during, asOf, level, got 'within'",
      ),
    );
    expect(() => contactedWithin.with({ asOf: 5 } as never)).toThrow(
      new TypeError(
        "contactedWithin requires options among minutes, of, calendar (asOf goes to each call), got 'asOf'",
      ),
    );
  });

  test('for dates that are none, with the row and the field, and in a stream counts none of the row', () => {
    const message =
      "contactedWithin requires leads[1].firstContactedAt to be a Date or epoch milliseconds, got '10:05'";
    const bad = lead({ firstContactedAt: '10:05' as never });
    expect(() => contactedWithin([called(1), bad])).toThrow(new TypeError(message));
    const running = stream(contactedWithin);
    running.add(called(1));
    expect(() => running.add(bad)).toThrow(new TypeError(message));
    expect(running.reading()).toMatchObject({ value: 1, count: 1 });
    expect(() => contactedWithin([lead({ createdAt: true as never })])).toThrow(
      new TypeError(
        'contactedWithin requires leads[0].createdAt to be a Date or epoch milliseconds, got true',
      ),
    );
    expect(() => contactedWithin('leads' as never)).toThrow(
      new TypeError("contactedWithin requires rows of leads, got 'leads'"),
    );
  });
});

test('in a trend a bucket is complete once its last lead is old enough, in the time that counts', () => {
  const { end } = month('2026-01', { timeZone: 'UTC' });
  const rows = [{ id: 1, createdAt: end - 1 }];
  const complete = (kpi: typeof contactedWithin, asOf: number) =>
    trend(rows, kpi, { every: 'month', timeZone: 'UTC', asOf })[0]!.complete;
  const late = contactedWithin.with({ minutes: 90 });
  expect([complete(late, end - 2 + 90 * 60_000), complete(late, end - 1 + 90 * 60_000)]).toEqual([
    false,
    true,
  ]);
  // January 2026 ends on a Saturday: working time goes on on Monday at nine.
  const calendar = workingTime({ timeZone: 'UTC', hours: '09:00-17:00' });
  const working = contactedWithin.with({ minutes: 90, calendar });
  const ripe = Date.UTC(2026, 1, 2, 10, 30);
  expect([complete(working, ripe - 1), complete(working, ripe)]).toEqual([false, true]);
});
