import fc from 'fast-check';
import {
  compare,
  format,
  groupBy,
  type Lead,
  leadResponseTime,
  merge,
  month,
  type ReadingOptions,
  rowsOf,
  stream,
  survival,
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
/** Nights, some of them over a clock change. */
const nights = workingTime({
  timeZone,
  hours: { saturday: '22:00-06:00', sunday: ['10:00-12:00', '20:00-24:00'], wednesday: '08:00-18:00' },
});

laws(leadResponseTime, leadTables, { numRuns: 25 });
laws(leadResponseTime, leadTables, { asOf: late });
laws(leadResponseTime.with({ statistic: 'mean' }), leadTables, { numRuns: 20 });
laws(leadResponseTime.with({ calendar: office }), leadTables, { numRuns: 20 });
laws(leadResponseTime.with({ calendar: office, statistic: 'p90' }), leadTables, { asOf: late, numRuns: 20 });

const HOUR = 3_600_000;
const day = (n: number, hour = 0) => Date.UTC(2026, 0, n, hour);
const asOf = day(20);
/** No reason at all: in toMatchObject, {} would match any. */
let id = 0;
/** A lead that was contacted after so many hours. */
const called = (hours: number, row: Partial<Lead> = {}): Lead => ({
  id: ++id,
  createdAt: day(5),
  firstContactedAt: day(5) + hours * HOUR,
  ...row,
});
/** A lead that has waited for so many hours at `asOf`. */
const waits = (hours: number, row: Partial<Lead> = {}): Lead => ({
  id: ++id,
  createdAt: asOf - hours * HOUR,
  ...row,
});
const oneToTen = [7, 3, 10, 1, 9, 2, 8, 4, 6, 5].map((hours) => called(hours));
/** Equal but for the rounding of a few operations on doubles. */
const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

describe('over arbitrary leads, periods and instants, by its definition', () => {
  const agrees = (own: Parameters<typeof leadResponseTime.with>[0], needed: ReadingOptions = {}) =>
    fc.assert(
      fc.property(arbitraryLeads, arbitraryOptions, (leads, options) => {
        const asked = { ...needed, ...options };
        const { calendar, statistic = 'median' } = own;
        const expected = reference.leadResponseTime(leads, asked, calendar?.between);
        const { interval, ...reading } = leadResponseTime(leads, { ...asked, ...own });
        const statistics = {
          mean: close(expected.mean),
          median: close(expected.median),
          p90: close(expected.p90),
        };
        expect(reading).toStrictEqual({
          ...statistics,
          value: statistics[statistic],
          deviation: close(expected.deviation),
          count: expected.count,
          waiting: expected.waiting,
          medianWithOpen: close(expected.medianWithOpen),
          excluded: expected.excluded,
          unit: 'hours',
          better: 'lower',
          statistic,
        });
        const { medianInterval } = expected;
        if (statistic !== 'median' || (asked.level ?? 0.95) !== 0.95) return;
        expect(interval).toEqual(
          medianInterval === null
            ? null
            : { low: close(medianInterval.low), high: close(medianInterval.high), level: 0.95 },
        );
      }),
      { numRuns: 150 },
    );

  test('of elapsed hours, mostly without asOf', () => agrees({}));
  test('of elapsed hours, always with asOf', () => agrees({}, { asOf: late }));
  test('with the mean as value', () => agrees({ statistic: 'mean' }));
  test('with the p90 as value', () => agrees({ statistic: 'p90' }, { asOf: late }));
  test('of office hours', () => agrees({ calendar: office }, { asOf: late }));
  test('of hours over midnight and weekends, without asOf', () => agrees({ calendar: nights }));

  test('with the median of survival, of the same leads', () =>
    fc.assert(
      fc.property(arbitraryLeads, arbitraryOptions, (rows, { asOf = late }) => {
        const now = Number(asOf);
        const known = (instant: Lead['createdAt']) => (instant ?? null) !== null && Number(instant) <= now;
        const leads = rows.filter(
          ({ createdAt, firstContactedAt, disqualifiedAt }) =>
            known(createdAt) && (known(firstContactedAt) || !known(disqualifiedAt)),
        );
        const same = survival(leads, {
          start: 'createdAt',
          end: 'firstContactedAt',
          event: ({ firstContactedAt }) => known(firstContactedAt),
          asOf: now,
        });
        const { medianWithOpen } = leadResponseTime(rows, { asOf: now });
        expect(medianWithOpen).toEqual(close(same.value === null ? null : same.value * 24));
      }),
      { numRuns: 100 },
    ));
});

describe('leadResponseTime(leads)', () => {
  // R: quantile(1:10, 0.9, type = 7), sd(1:10); the second and the ninth of ten by Conover 1999, table A3.
  test('is the median of contacted leads in hours, with mean, p90, deviation and order statistics', () => {
    expect(leadResponseTime([...oneToTen, called(99, { createdAt: null })])).toStrictEqual({
      value: 5.5,
      unit: 'hours',
      better: 'lower',
      statistic: 'median',
      mean: 5.5,
      median: 5.5,
      p90: expect.closeTo(9.1, 14),
      deviation: expect.closeTo(3.0276503540974917, 14),
      count: 10,
      interval: { low: 2, high: 9, level: 0.95 },
      excluded: { missingCreatedAt: 1 },
      waiting: 0,
      medianWithOpen: 5.5,
    });
  });

  test('as the median is not moved by one forgotten lead, as the mean is', () => {
    const leads = [called(1), called(1), called(2), called(240)];
    expect(leadResponseTime(leads)).toMatchObject({ value: 1.5, mean: 61 });
    expect(leadResponseTime(leads, { statistic: 'mean' })).toMatchObject({ value: 61, statistic: 'mean' });
    expect(leadResponseTime(leads, { statistic: 'p90' }).value).toBeCloseTo(168.6, 12);
  });

  // R: t.test(1:10)$conf.int is 3.334149 7.665851.
  test('as a mean has a t interval', () => {
    expect(leadResponseTime(oneToTen, { statistic: 'mean' }).interval).toEqual({
      low: expect.closeTo(3.334149, 6),
      high: expect.closeTo(7.665851, 6),
      level: 0.95,
    });
  });

  test('counts hours to the millisecond', () => {
    expect(leadResponseTime([called(0.5)]).value).toBe(0.5);
    expect(leadResponseTime([called(1 / HOUR)]).value).toBe(1 / HOUR);
  });

  test('takes a contact at the creation for zero hours, and leaves out one before it', () => {
    const leads = [called(0), called(2), called(-1 / HOUR), called(-30)];
    expect(leadResponseTime(leads)).toMatchObject({
      value: 1,
      count: 2,
      waiting: 0,
      excluded: { negativeDuration: 2 },
    });
  });

  test('leaves out what came before its contact in the period of its creation alone', () => {
    const during = (n: number) => ({ during: { start: day(n), end: day(n + 1) } });
    expect(leadResponseTime([called(-30)], during(5)).excluded).toEqual({ negativeDuration: 1 });
    expect(leadResponseTime([called(-30)], during(3)).excluded).toEqual({});
  });

  test('places a lead at its creation, whenever it is contacted', () => {
    const january = month('2026-01', { timeZone });
    const leads = [called(30 * 24), called(1, { createdAt: january.end, firstContactedAt: january.end })];
    expect(leadResponseTime(leads, { during: january })).toMatchObject({ value: 720, count: 1 });
  });

  test('knows no lead that came after asOf', () => {
    expect(leadResponseTime([waits(-1)], { asOf })).toMatchObject({
      count: 0,
      waiting: 0,
      excluded: nothing,
    });
  });

  test('leaves out a lead without creation, contacted or waiting', () => {
    const leads = [
      called(1, { createdAt: null }),
      waits(1, { createdAt: undefined }),
      called(2),
      waits(1, { createdAt: null, firstContactedAt: asOf + 1 }),
    ];
    expect(leadResponseTime(leads, { asOf })).toMatchObject({
      value: 2,
      waiting: 0,
      medianWithOpen: 2,
      excluded: { missingCreatedAt: 3 },
    });
  });

  test('of no leads is null', () => {
    expect(leadResponseTime([])).toStrictEqual({
      value: null,
      unit: 'hours',
      better: 'lower',
      statistic: 'median',
      mean: null,
      median: null,
      p90: null,
      deviation: null,
      count: 0,
      interval: null,
      excluded: {},
      waiting: 0,
      medianWithOpen: null,
    });
  });

  test('by source says who is answered late', () => {
    const leads = [
      called(1, { source: 'web' }),
      called(9, { source: 'fair' }),
      waits(3, { source: 'fair' }),
      waits(4, { source: null }),
    ];
    const groups = [...groupBy(leads, 'source', leadResponseTime, { asOf })];
    expect(groups.map(([source, { value, waiting }]) => [source, value, waiting])).toEqual([
      ['web', 1, 0],
      ['fair', 9, 1],
      [undefined, null, 1],
    ]);
    for (const [source, reading] of groups)
      expect(reading).toStrictEqual(
        leadResponseTime(
          leads.filter((each) => (each.source ?? undefined) === source),
          { asOf },
        ),
      );
  });

  test('is written with its statistic, and compared with the shorter one as better', () => {
    const reading = leadResponseTime(oneToTen);
    expect(format(reading, { locale: 'en-US' })).toBe(
      'median 5.5 hours (2.0–9.0, mean 5.5, p90 9.1, n = 10)',
    );
    const fast = leadResponseTime(oneToTen.map((_, i) => called(1 + i / 10)));
    expect(compare(reading, fast).verdict).toBe('better');
    expect(compare(fast, reading).verdict).toBe('worse');
  });

  test('puts each row where it counts', () => {
    const leads = [
      called(1),
      waits(2),
      called(-1),
      waits(3, { disqualifiedAt: asOf }),
      waits(1, { createdAt: null }),
      called(1, { createdAt: day(19), firstContactedAt: asOf + 1 }),
    ];
    expect(rowsOf(leadResponseTime, leads, { asOf })).toEqual({
      counted: { response: [leads[0]], waited: [leads[1], leads[5]], waiting: [leads[1], leads[5]] },
      excluded: { negativeDuration: [leads[2]], missingCreatedAt: [leads[4]] },
      outside: [leads[3]],
    });
  });

  test('of totals takes those not given as zero, in milliseconds', () => {
    const response = { values: [HOUR], counts: [2] };
    expect(leadResponseTime.of({ response })).toMatchObject({ value: 1, count: 2, medianWithOpen: 1 });
    expect(leadResponseTime.of({ response, waiting: 1 }).medianWithOpen).toBeNull();
    expect(leadResponseTime.of({ response }, { statistic: 'mean' }).statistic).toBe('mean');
  });

  test('of parts that merge, through JSON, is that of the whole', () => {
    const leads = [...oneToTen, waits(3), waits(50), called(-1)];
    const parts = [leads.slice(0, 4), [], leads.slice(4)].map((rows) =>
      leadResponseTime.totals(rows, { asOf }),
    );
    const saved = JSON.parse(JSON.stringify(parts)) as typeof parts;
    expect(leadResponseTime.of(merge(leadResponseTime, ...saved))).toStrictEqual(
      leadResponseTime(leads, { asOf }),
    );
  });
});

describe('waiting leads', () => {
  test('are those neither contacted nor disqualified, as known at asOf', () => {
    const leads = [
      waits(9),
      waits(9, { firstContactedAt: asOf }),
      waits(9, { firstContactedAt: asOf + 1 }),
      waits(9, { disqualifiedAt: asOf }),
      waits(9, { disqualifiedAt: asOf + 1 }),
      waits(9, { firstContactedAt: asOf - 1, disqualifiedAt: asOf - 2 }),
    ];
    expect(leadResponseTime(leads, { asOf })).toMatchObject({ count: 2, waiting: 3, excluded: nothing });
    expect(leadResponseTime(leads, { asOf: new Date(asOf) }).waiting).toBe(3);
    expect(leadResponseTime(leads, { asOf: asOf + 1 })).toMatchObject({ count: 3, waiting: 1 });
    expect(leadResponseTime(leads)).toMatchObject({ count: 3, waiting: 1, excluded: nothing });
  });

  test('that were disqualified without contact are in nothing, and not left out', () => {
    const given = waits(500, { disqualifiedAt: asOf - HOUR });
    const leads = [called(2), given, { ...given, createdAt: null }];
    expect(leadResponseTime(leads, { asOf })).toStrictEqual(leadResponseTime([leads[0]!], { asOf }));
    expect(leadResponseTime(leads)).toStrictEqual(leadResponseTime([leads[0]!]));
  });

  test('that are contacted later than asOf wait, also where they are disqualified later', () => {
    const leads = [
      called(9, { disqualifiedAt: day(5) + 20 * HOUR }),
      called(9, { disqualifiedAt: day(5) + 2 * HOUR }),
    ];
    const seen = (hours: number) => {
      const { count, waiting } = leadResponseTime(leads, { asOf: day(5) + hours * HOUR });
      return [count, waiting];
    };
    expect([seen(1), seen(3), seen(9), seen(30)]).toEqual([
      [0, 2],
      [0, 1],
      [2, 0],
      [2, 0],
    ]);
  });

  test('are counted in the period of their creation', () => {
    const during = { start: day(19), end: asOf };
    expect(leadResponseTime([waits(3), waits(30)], { during }).waiting).toBe(1);
    expect(leadResponseTime([waits(3), waits(30)], { during, asOf })).toMatchObject({
      waiting: 1,
      medianWithOpen: null,
    });
  });
});

describe('medianWithOpen', () => {
  // Freireich et al. 1963, remission of leukemia, as in every textbook; R's survfit: median 23.
  const treated = [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((hours) => called(hours)),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((hours) => waits(hours)),
  ];

  test('is the Kaplan-Meier median, waiting leads counted for as long as they have waited', () => {
    expect(leadResponseTime(treated, { asOf })).toMatchObject({
      value: 10,
      medianWithOpen: 23,
      count: 9,
      waiting: 12,
    });
  });

  test('takes the middle of a stretch that lies on a half, to the next contact or the end of the data', () => {
    const open = (leads: readonly Lead[]) => leadResponseTime(leads, { asOf }).medianWithOpen;
    expect(open([10, 20, 30, 40].map((hours) => called(hours)))).toBe(25);
    expect(open([called(10), called(20), waits(60), waits(80)])).toBe(50);
  });

  test('is null where it is not reached', () => {
    expect(leadResponseTime([called(1), waits(5), waits(6)], { asOf })).toMatchObject({
      value: 1,
      medianWithOpen: null,
    });
    expect(leadResponseTime([waits(5)], { asOf })).toMatchObject({
      value: null,
      waiting: 1,
      medianWithOpen: null,
    });
  });

  test('counts a lead that has waited no time, and one at the very time of a contact as still waiting then', () => {
    expect(leadResponseTime([called(3), waits(0)], { asOf }).medianWithOpen).toBe(3);
    expect(leadResponseTime([called(3), called(3), waits(3)], { asOf }).medianWithOpen).toBe(3);
    expect(leadResponseTime([called(3), waits(3), waits(3)], { asOf }).medianWithOpen).toBeNull();
  });

  test('is null without asOf where a lead waits, and the median where none does', () => {
    expect(leadResponseTime(treated)).toMatchObject({ value: 10, waiting: 12, medianWithOpen: null });
    expect(leadResponseTime(oneToTen).medianWithOpen).toBe(5.5);
    expect(leadResponseTime([called(1), waits(9, { disqualifiedAt: asOf })]).medianWithOpen).toBe(1);
  });

  test('is the same whatever statistic is the value', () => {
    for (const statistic of ['mean', 'median', 'p90'] as const)
      expect(leadResponseTime(treated, { asOf, statistic }).medianWithOpen).toBe(23);
  });

  test('does not count a contact before the creation', () => {
    expect(leadResponseTime([called(-5), called(4)], { asOf }).medianWithOpen).toBe(4);
  });
});

describe('with a calendar', () => {
  const at = (iso: string) => new Date(`${iso}+01:00`);
  const friday = { id: 1, createdAt: at('2026-11-27T16:30') };

  test('counts working time alone', () => {
    const leads = [{ ...friday, firstContactedAt: at('2026-11-30T09:30') }];
    expect(leadResponseTime(leads).value).toBe(65);
    expect(leadResponseTime(leads, { calendar: office }).value).toBe(1);
    expect(leadResponseTime.with({ calendar: office })(leads).value).toBe(1);
  });

  test('times waiting leads in it, too', () => {
    const leads = [
      { ...friday, firstContactedAt: at('2026-11-30T10:00') },
      { ...friday, id: 2 },
      { ...friday, id: 3, firstContactedAt: at('2026-11-30T16:00') },
    ];
    const reading = leadResponseTime(leads, { calendar: office, asOf: at('2026-11-30T09:30') });
    expect(reading).toMatchObject({ value: null, waiting: 3, medianWithOpen: null });
    const later = leadResponseTime(leads, { calendar: office, asOf: at('2026-11-30T17:00') });
    expect(later).toMatchObject({ value: 4.5, waiting: 1, medianWithOpen: 7.5 });
  });

  test('takes a contact outside of the hours for no time', () => {
    const leads = [{ id: 1, createdAt: at('2026-11-28T10:00'), firstContactedAt: at('2026-11-29T10:00') }];
    expect(leadResponseTime(leads, { calendar: office })).toMatchObject({ value: 0, count: 1 });
  });

  test('leaves out a contact before the creation, also where no working time lies between them', () => {
    const leads = [{ id: 1, createdAt: at('2026-11-29T10:00'), firstContactedAt: at('2026-11-28T10:00') }];
    expect(leadResponseTime(leads, { calendar: office })).toMatchObject({
      value: null,
      excluded: { negativeDuration: 1 },
    });
  });
});

describe('in a trend', () => {
  const leads = [
    called(2, { createdAt: day(10), firstContactedAt: day(10, 2) }),
    called(1, { createdAt: day(20), firstContactedAt: day(40) }),
    called(1, { createdAt: day(45), firstContactedAt: day(45, 4) }),
    { id: 9, createdAt: day(46), disqualifiedAt: day(70) },
  ];
  const months = (known: { asOf?: number | 'bucketEnd' }) =>
    trend(leads, leadResponseTime, {
      every: 'month',
      timeZone,
      during: { start: day(0, 23), end: day(59, 23) },
      ...known,
    }).map(({ reading: { value, waiting, medianWithOpen } }) => [value, waiting, medianWithOpen]);

  test('is that of the leads created in each month', () => {
    expect(months({})).toEqual([
      [241, 0, 241],
      [4, 0, 4],
    ]);
    expect(months({ asOf: day(60) })).toEqual([
      [241, 0, 241],
      [4, 1, expect.any(Number)],
    ]);
  });

  test("as known at each bucket's end has those in view that waited then", () => {
    const end = (n: number) => day(n, 23) - 1;
    const waited = (created: number, until: number) => (until - created) / HOUR;
    expect(months({ asOf: 'bucketEnd' })).toEqual([
      // Half of the leads are contacted after 2 hours: the middle of the stretch to the end of the data.
      [2, 1, close((2 + waited(day(20), end(31))) / 2)],
      [4, 1, close((4 + waited(day(46), end(59))) / 2)],
    ]);
  });
});

describe('leadResponseTime throws', () => {
  test('for a calendar that is none', () => {
    for (const calendar of [null, {}, 'office', 5, { between: 5 }])
      expect(() => leadResponseTime([], { calendar: calendar as never })).toThrow(TypeError);
    expect(() => leadResponseTime.with({ calendar: 'office' as never })).toThrow(
      new TypeError("leadResponseTime requires calendar: workingTime(…), got 'office'"),
    );
    expect(() => leadResponseTime([], { calendar: { timeZone, hours: '09:00-17:00' } as never })).toThrow(
      new TypeError('leadResponseTime requires calendar: workingTime(…), got an object with timeZone, hours'),
    );
    expect(leadResponseTime(oneToTen, { calendar: undefined }).value).toBe(5.5);
  });

  test('for options that there are none of', () => {
    expect(() => leadResponseTime([], { statistic: 'mode' as never })).toThrow(
      new RangeError("leadResponseTime requires statistic to be 'mean' or 'median' or 'p90', got 'mode'"),
    );
    expect(() => leadResponseTime([], { statistic: 5 as never })).toThrow(
      new TypeError("leadResponseTime requires statistic to be 'mean' or 'median' or 'p90', got 5"),
    );
    expect(() => leadResponseTime([], { unit: 'days' } as never)).toThrow(
      new TypeError(
        "leadResponseTime requires options among calendar, statistic, during, asOf, level, got 'unit'",
      ),
    );
    expect(() => leadResponseTime([], { asOf: 'now' as never })).toThrow(
      new TypeError("leadResponseTime requires asOf to be a Date or epoch milliseconds, got 'now'"),
    );
  });

  test('for dates that are none, with the row and the field, and in a stream counts none of the row', () => {
    const bad = (row: object) => ({ ...called(1), ...row }) as Lead;
    const throws = (row: object, error: Error) => {
      expect(() => leadResponseTime([called(1), bad(row)])).toThrow(error);
      const running = stream(leadResponseTime);
      running.add(called(1));
      const before = running.totals();
      expect(() => running.add(bad(row))).toThrow(error);
      expect(running.totals()).toStrictEqual(before);
    };
    throws(
      { firstContactedAt: '2026-01-05' },
      new TypeError(
        "leadResponseTime requires leads[1].firstContactedAt to be a Date or epoch milliseconds, got '2026-01-05'",
      ),
    );
    throws(
      { firstContactedAt: null, disqualifiedAt: true },
      new TypeError(
        'leadResponseTime requires leads[1].disqualifiedAt to be a Date or epoch milliseconds, got true',
      ),
    );
    throws(
      { createdAt: new Date(Number.NaN) },
      new RangeError('leadResponseTime requires leads[1].createdAt to be a valid Date, got an invalid Date'),
    );
    expect(() => leadResponseTime({} as never)).toThrow(
      new TypeError('leadResponseTime requires rows of leads, got an object with nothing'),
    );
  });
});
