import fc from 'fast-check';
import {
  type Activity,
  contactedWithin,
  firstContact,
  type Lead,
  leadResponseTime,
} from 'sales-effectiveness';
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as reference from '../kpi/reference.js';
import { arbitraryLeads } from '../laws.js';
import { frozen, ids } from '../totals/arbitraryIds.js';

const hour = (n: number) => Date.UTC(2026, 9, 5, n);
const lead = (id: Lead['id'], row: Partial<Lead> = {}): Lead => ({ id, createdAt: hour(8), ...row });
const activity = (leadId: Lead['id'], at: Activity['at'], row: Partial<Activity> = {}): Activity => ({
  leadId,
  at,
  kind: 'call',
  direction: 'outbound',
  ...row,
});
/** When the one lead was first contacted, in hours of its day. */
const first = (activities: readonly Activity[], own: Lead = lead(7)) => {
  const at = firstContact([own], activities)[0]!.firstContactedAt;
  return at === null || at === undefined ? at : (Number(at) - hour(0)) / 3_600_000;
};

const instants = fc.oneof(
  { weight: 6, arbitrary: fc.nat(8).map(hour) }, // many at once
  { weight: 3, arbitrary: fc.nat(8).map((n) => new Date(hour(n))) },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined, -1, 0) },
);
const activities: fc.Arbitrary<Activity[]> = fc.array(
  fc.record(
    {
      leadId: fc.oneof(fc.nat(20), fc.nat(20).map(String), ids),
      at: instants,
      kind: fc.constantFrom('call', 'email', 'meeting', 'message', 'other'),
      direction: fc.constantFrom('outbound', 'outbound', 'inbound'),
      automated: fc.constantFrom(true, false, false, null, undefined),
    },
    { requiredKeys: ['leadId', 'at', 'kind', 'direction'] },
  ),
  { maxLength: 40, size: 'max' },
);
/** Leads, and leads whose ids are any text or number. */
const leads = fc
  .tuple(arbitraryLeads, fc.array(ids, { maxLength: 10 }))
  .map(([rows, more]) => [...rows, ...more.map((id) => lead(id))]);

describe('firstContact, over arbitrary leads and activities', () => {
  test('fills what its definition says, keeps all other fields and the order', () =>
    fc.assert(
      fc.property(leads, activities, (rows, log) => {
        const expected = reference.firstContact(rows, log);
        const filled = firstContact(frozen(rows), frozen(log));
        expect(filled).toStrictEqual(expected);
        filled.forEach((row, i) => {
          if (expected[i] === rows[i]) expect(row).toBe(rows[i]);
          expect(row.firstContactedAt).toBe(expected[i]!.firstContactedAt);
        });
      }),
      { numRuns: 200 },
    ));

  test('fills nothing more when it is called again, with the same log or with none', () =>
    fc.assert(
      fc.property(leads, activities, (rows, log) => {
        const filled = firstContact(rows, log) as Lead[];
        expect(firstContact(filled, log)).toStrictEqual(filled);
        expect(firstContact(rows, [])).toStrictEqual(rows);
      }),
      { numRuns: 100 },
    ));

  test('finds the same moments whatever the order of the log, and reads each row once', () =>
    fc.assert(
      fc.property(leads, activities, (rows, log) => {
        let pulled = 0;
        function* once<T>(given: Iterable<T>) {
          for (const row of given) {
            pulled++;
            yield row;
          }
        }
        const moments = (of: readonly { firstContactedAt?: Lead['createdAt'] }[]) =>
          of.map(({ firstContactedAt: at }) => (at === null || at === undefined ? null : Number(at)));
        const backwards = firstContact(once(rows), once([...log].reverse()));
        expect(moments(backwards)).toEqual(moments(firstContact(rows, log)));
        expect(pulled).toBe(rows.length + log.length);
      }),
      { numRuns: 100 },
    ));
});

describe('firstContact(leads, activities)', () => {
  test('is the earliest outbound activity of a person, of any kind', () => {
    expect(first([activity(7, hour(11)), activity(7, hour(9)), activity(7, hour(10))])).toBe(9);
    for (const kind of ['call', 'email', 'meeting', 'message', 'other'] as const)
      expect(first([activity(7, hour(9), { kind })])).toBe(9);
  });

  test('is no automated activity, and none that came in', () => {
    const log = [
      activity(7, hour(8), { kind: 'email', automated: true }),
      activity(7, hour(9), { direction: 'inbound' }),
      activity(7, hour(9), { direction: 'inbound', automated: true }),
      activity(7, hour(10)),
    ];
    expect(first(log)).toBe(10);
    expect(first(log.slice(0, 3))).toBeUndefined();
  });

  test('takes an activity for that of a person unless it is said to be automated', () => {
    for (const automated of [false, null, undefined])
      expect(first([activity(7, hour(9), { automated })])).toBe(9);
  });

  test('leaves a date that a lead has already, earlier or later', () => {
    const own = lead(7, { firstContactedAt: hour(12) });
    expect(first([activity(7, hour(9))], own)).toBe(12);
    expect(first([activity(7, hour(15))], own)).toBe(12);
    expect(firstContact([own], [activity(7, hour(9))])[0]).toBe(own);
    expect(first([activity(7, hour(9))], lead(7, { firstContactedAt: 0 }))).toBe(-hour(0) / 3_600_000);
  });

  test('fills in for null and undefined', () => {
    for (const firstContactedAt of [null, undefined])
      expect(first([activity(7, hour(9))], lead(7, { firstContactedAt }))).toBe(9);
  });

  test('matches ids as text', () => {
    expect(first([activity('7', hour(9))])).toBe(9);
    expect(first([activity(7, hour(9))], lead('7'))).toBe(9);
    expect(first([activity('07', hour(9))])).toBeUndefined();
    expect(first([activity(7, hour(9))], lead('07'))).toBeUndefined();
    expect(first([activity('__proto__', hour(9))], lead('__proto__'))).toBe(9);
    expect(first([activity('__proto__', hour(9))], lead('constructor'))).toBeUndefined();
  });

  test('leaves leads without such an activity as they are, and ignores activities of leads not given', () => {
    const rows = [lead(7), lead(8, { firstContactedAt: null })];
    const filled = firstContact(rows, [activity(9, hour(9)), activity(8, hour(9), { automated: true })]);
    expect(filled).toStrictEqual(rows);
    filled.forEach((row, i) => {
      expect(row).toBe(rows[i]);
    });
    expect('firstContactedAt' in filled[0]!).toBe(false);
  });

  test('says nothing of an activity that nobody knows when it was', () => {
    expect(first([activity(7, null), activity(7, undefined), activity(7, hour(9))])).toBe(9);
    expect(first([activity(7, hour(9)), activity(7, null)])).toBe(9);
    expect(first([activity(7, null)])).toBeUndefined();
  });

  test('of two at one instant takes the one listed first, in the kind of its own', () => {
    const date = new Date(hour(9));
    const filled = (log: Activity[]) => firstContact([lead(7)], log)[0]!.firstContactedAt;
    expect(filled([activity(7, date), activity(7, hour(9))])).toBe(date);
    expect(filled([activity(7, hour(9)), activity(7, date)])).toBe(hour(9));
  });

  test('takes an activity before the creation, which the KPIs leave out', () => {
    const filled = firstContact([lead(7)], [activity(7, hour(7)), activity(7, hour(9))]);
    expect(leadResponseTime(filled).excluded).toEqual({ negativeDuration: 1 });
    expect(contactedWithin(filled)).toMatchObject({ value: 0, count: 1 });
  });

  test('knows the first millisecond of 1970', () => {
    expect(firstContact([lead(7)], [activity(7, 0), activity(7, hour(9))])[0]!.firstContactedAt).toBe(0);
  });

  test('gives two rows of one id the same date', () => {
    const filled = firstContact([lead(7), lead('7')], [activity(7, hour(9))]);
    expect(filled.map((row) => row.firstContactedAt)).toEqual([hour(9), hour(9)]);
  });

  test('changes neither leads nor activities, and keeps the other fields of a row', () => {
    const rows = frozen([{ ...lead(7, { source: 'web' }), region: 'north' }]);
    const log = frozen([activity(7, hour(9))]);
    const filled = firstContact(rows, log);
    expect(filled).toStrictEqual([{ ...rows[0], firstContactedAt: hour(9) }]);
    expect(filled[0]).not.toBe(rows[0]);
    expect('firstContactedAt' in rows[0]!).toBe(false);
    expect(filled[0]!.region).toBe('north');
  });

  test('of no leads is none, and of no activities the leads', () => {
    expect(firstContact([], [activity(7, hour(9))])).toEqual([]);
    expect(firstContact([lead(7)], [])).toEqual([lead(7)]);
    expect(firstContact(new Set([lead(7)]), new Set<Activity>())).toEqual([lead(7)]);
  });

  test('gives the response time what it reads', () => {
    const rows = [lead(7), lead(8), lead(9)];
    const log = [activity('7', hour(10)), activity('8', hour(12))];
    expect(leadResponseTime(firstContact(rows, log), { asOf: hour(20) })).toMatchObject({
      value: 3,
      count: 2,
      waiting: 1,
      medianWithOpen: 4,
    });
  });

  test('knows the types of its rows', () => {
    const rows = [{ ...lead(7), region: 'north' as const }];
    const filled = firstContact(rows, [{ ...activity(7, hour(9)), by: 'Ada' }]);
    expectTypeOf(filled[0]!.region).toEqualTypeOf<'north'>();
    expectTypeOf(filled[0]!.firstContactedAt).toEqualTypeOf<Lead['firstContactedAt']>();
    expectTypeOf(leadResponseTime(filled).waiting).toEqualTypeOf<number>();
    const typed = () => {
      firstContact([{ id: 1, createdAt: 0 }], [{ leadId: 1, at: 0, kind: 'call', direction: 'outbound' }]);
      // @ts-expect-error there is no such kind
      firstContact(rows, [{ leadId: 1, at: 0, kind: 'fax', direction: 'outbound' }]);
      // @ts-expect-error a direction is missing
      firstContact(rows, [{ leadId: 1, at: 0, kind: 'call' }]);
      // @ts-expect-error automated is no text
      firstContact(rows, [{ leadId: 1, at: 0, kind: 'call', direction: 'outbound', automated: 'no' }]);
      // @ts-expect-error leads are no activities
      firstContact(rows, rows);
      // @ts-expect-error a lead has an id
      firstContact([{ createdAt: 0 }], []);
    };
    expect(typed).toBeTypeOf('function');
  });
});

describe('firstContact throws', () => {
  const call =
    (...args: unknown[]) =>
    () =>
      (firstContact as (...args: unknown[]) => unknown)(...args);
  const before = [activity(7, hour(9)), activity(8, hour(9), { direction: 'inbound' })];
  const with_ = (row: object) => call([lead(7)], [...before, { ...activity(7, hour(10)), ...row }]);
  const place = 'firstContact requires activities[2]';

  test('for an instant that is none, with the row', () => {
    expect(with_({ at: '2026-10-05' })).toThrow(
      new TypeError(`${place}.at to be a Date or epoch milliseconds, got '2026-10-05'`),
    );
    expect(with_({ at: Number.NaN })).toThrow(
      new RangeError(`${place}.at to be epoch milliseconds that a Date can hold, got NaN`),
    );
    expect(with_({ at: new Date(Number.NaN) })).toThrow(
      new RangeError(`${place}.at to be a valid Date, got an invalid Date`),
    );
  });

  test('for an id that is none', () => {
    expect(with_({ leadId: null })).toThrow(new TypeError(`${place}.leadId to be an id, got null`));
    expect(with_({ leadId: undefined })).toThrow(new TypeError(`${place}.leadId to be an id, got undefined`));
    expect(with_({ leadId: {} })).toThrow(
      new TypeError(`${place}.leadId to be an id, got an object with nothing`),
    );
  });

  test('for a kind or a direction that there is not', () => {
    const kinds = "'call' or 'email' or 'meeting' or 'message' or 'other'";
    expect(with_({ kind: 'fax' })).toThrow(new RangeError(`${place}.kind to be ${kinds}, got 'fax'`));
    expect(with_({ kind: undefined })).toThrow(new TypeError(`${place}.kind to be ${kinds}, got undefined`));
    expect(with_({ direction: 'Outbound' })).toThrow(
      new RangeError(`${place}.direction to be 'outbound' or 'inbound', got 'Outbound'`),
    );
    expect(with_({ direction: null })).toThrow(
      new TypeError(`${place}.direction to be 'outbound' or 'inbound', got null`),
    );
  });

  test('also for activities that would not count: automated, coming in, or of leads not given', () => {
    expect(with_({ automated: true, kind: 'fax' })).toThrow(RangeError);
    expect(with_({ direction: 'inbound', at: 'x' })).toThrow(TypeError);
    expect(call([], [activity(1, 'x' as never)])).toThrow(
      new TypeError("firstContact requires activities[0].at to be a Date or epoch milliseconds, got 'x'"),
    );
  });

  test('for rows that are none', () => {
    for (const [row, got] of [
      [null, 'null'],
      [undefined, 'undefined'],
      [5, '5'],
    ]) {
      expect(call([lead(7)], [...before, row])).toThrow(new TypeError(`${place} to be a row, got ${got}`));
      expect(call([lead(7), row], before)).toThrow(
        new TypeError(`firstContact requires leads[1] to be a row, got ${got}`),
      );
    }
    for (const [rows, got] of [
      [undefined, 'undefined'],
      [null, 'null'],
      ['text', "'text'"],
      [{}, 'an object with nothing'],
    ]) {
      expect(call(rows, [])).toThrow(new TypeError(`firstContact requires rows of leads, got ${got}`));
      expect(call([], rows)).toThrow(new TypeError(`firstContact requires rows of activities, got ${got}`));
    }
  });
});
