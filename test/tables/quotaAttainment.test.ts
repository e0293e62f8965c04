import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  compareIds,
  type Deal,
  type Id,
  type Instant,
  type Quota,
  quarter,
  quotaAttainment,
  rate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { DAY } from '../kpi/arbitraryTeam.js';
import { exact, sum } from '../kpi/reference.js';
import { arbitraryDeals, arbitraryOptions, arbitraryTimes } from '../laws.js';
import { frozen } from '../totals/arbitraryIds.js';

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY;
const quota = (repId: Id, amount: Quota['amount'], row: Partial<Quota> = {}): Quota => ({
  repId,
  amount,
  ...row,
});
let id = 0;
const won = (ownerId: Deal['ownerId'], amount: Deal['amount'], row: Partial<Deal> = {}): Deal => ({
  id: ++id,
  createdAt: null,
  status: 'won',
  closedAt: day(10),
  ownerId,
  amount,
  ...row,
});
type Options = NonNullable<Parameters<typeof quotaAttainment>[1]>;
const attained = (quotas: Quota[], deals: Deal[], options: Options = {}) =>
  quotaAttainment(frozen({ quotas, deals }), options);
const during = quarter('2026-Q1', { timeZone: 'UTC' });
/** Values alone. */
const shown = ({ team, reps }: ReturnType<typeof quotaAttainment>) => ({
  team: team.value,
  ...Object.fromEntries(reps.map(({ repId, value }) => [repId, value])),
});

const owners: fc.Arbitrary<Id> = fc.constantFrom(
  'rep-1',
  'rep-2',
  7,
  '7',
  '__proto__',
  'constructor',
  'rep-9',
);
const edges: fc.Arbitrary<Instant> = fc.oneof(
  fc.constantFrom(null, undefined),
  fc.tuple(arbitraryTimes, fc.boolean()).map(([ms, asDate]) => (asDate ? new Date(ms) : ms)),
);
const arbitraryQuotas = (currency: string | null): fc.Arbitrary<Quota[]> =>
  fc.array(
    fc
      .record({
        repId: fc.oneof(
          { arbitrary: owners, weight: 9 },
          { arbitrary: fc.constant(null as never), weight: 1 },
        ),
        amount: fc.constantFrom(
          0,
          '0.00',
          '1000',
          0.1,
          '0.2',
          250.5,
          '12345678901234567890.5',
          new Decimal('5e3'),
        ),
        a: edges,
        b: edges,
      })
      .map(({ a, b, ...row }) => {
        const isSorted = (a ?? null) === null || (b ?? null) === null || Number(a) <= Number(b);
        return { ...row, currency, ...(isSorted ? { startsAt: a, endsAt: b } : { startsAt: b, endsAt: a }) };
      }),
    { maxLength: 10, size: 'max' },
  );
const arbitraryBooks = arbitraryDeals.chain((deals) =>
  arbitraryQuotas(deals[0]?.currency || null).map((quotas) => ({ deals, quotas })),
);

describe('quotaAttainment, over arbitrary deals, quotas, periods and instants', () => {
  test('is won ÷ quota of each rep and of all, by its definition', () =>
    fc.assert(
      fc.property(arbitraryBooks, arbitraryOptions, ({ deals, quotas }, options) => {
        const { during, level = 0.95 } = options;
        const now = Number(options.asOf ?? Number.POSITIVE_INFINITY);
        const excluded: Record<string, number> = {};
        const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
        const ms = (instant: Instant) => ((instant ?? null) === null ? null : Number(instant));
        const own = quotas.filter(({ repId, startsAt, endsAt }) => {
          const [from, until] = [ms(startsAt), ms(endsAt)];
          if ((repId ?? null) === null) leaveOut('missingRepId');
          else if (!during || (from === null && until === null)) return true;
          else if (from !== null && until !== null && from >= during.start! && until <= Number(during.end)) {
            // Whole inside; one that is over at the very start, or begins at the end, is not in it at all.
            return until > Number(during.start) && from < Number(during.end);
          } else if ((until ?? Number.POSITIVE_INFINITY) <= Number(during.start)) return false;
          else if ((from ?? Number.NEGATIVE_INFINITY) >= Number(during.end)) return false;
          else leaveOut('partlyInside');
          return false;
        });
        const names = [...new Set(own.map(({ repId }) => String(repId)))].sort(compareIds);
        const wins = deals.filter(({ status, createdAt, closedAt, ownerId, amount }) => {
          const closed = ms(closedAt);
          if (status !== 'won' || (ms(createdAt) ?? Number.NEGATIVE_INFINITY) > now) return false;
          if (closed === null) leaveOut('missingClosedAt');
          else if (
            closed > now ||
            (during && (closed < Number(during.start) || closed >= Number(during.end)))
          )
            return false;
          else if ((ownerId ?? null) === null) leaveOut('missingOwnerId');
          else if (!names.includes(String(ownerId))) leaveOut('withoutQuota');
          else if ((amount ?? null) === null) leaveOut('missingAmount');
          else return true;
          return false;
        });
        const reps = names.map((name) => {
          const goal = sum(
            own.filter(({ repId }) => String(repId) === name).map(({ amount }) => exact(amount)),
          );
          const got = sum(
            wins.filter(({ ownerId }) => String(ownerId) === name).map(({ amount }) => exact(amount!)),
          );
          return { name, goal, got };
        });
        const found = quotaAttainment({ deals, quotas }, options);
        const plain = (each: { value: number | null; won: Decimal; quota: Decimal }) => ({
          value: each.value,
          won: each.won.toFixed(),
          quota: each.quota.toFixed(),
        });
        const expected = ({ got, goal }: { got: Decimal; goal: Decimal }) => ({
          value: goal.isZero() ? null : new Decimal(got.div(goal).toPrecision(40)).toNumber(),
          won: got.toFixed(),
          quota: goal.toFixed(),
        });
        expect(found.reps.map((each) => [String(each.repId), plain(each)])).toEqual(
          reps.map((each) => [each.name, expected(each)]),
        );
        expect(plain(found.team)).toEqual(
          expected({ got: sum(reps.map(({ got }) => got)), goal: sum(reps.map(({ goal }) => goal)) }),
        );
        const measured = reps.filter(({ goal }) => !goal.isZero());
        expect(found.atQuota).toStrictEqual(
          rate(measured.filter(({ got, goal }) => !got.lessThan(goal)).length, measured.length, level),
        );
        expect(found.excluded).toStrictEqual(excluded);
      }),
      { numRuns: 500 },
    ));

  test('reads the same of rows in any order, each once, and changes none', () =>
    fc.assert(
      fc.property(
        arbitraryBooks.chain(({ deals, quotas }) =>
          fc.tuple(
            fc.constant({ deals, quotas }),
            fc.shuffledSubarray(deals, { minLength: deals.length }),
            fc.shuffledSubarray(quotas, { minLength: quotas.length }),
          ),
        ),
        ([books, deals, quotas]) => {
          const found = quotaAttainment(frozen(books));
          expect(quotaAttainment({ deals, quotas })).toStrictEqual(found);
          const seen = { opened: 0, yielded: 0 };
          const once = <Row>(rows: readonly Row[]) => ({
            *[Symbol.iterator]() {
              seen.opened++;
              for (const row of rows) {
                seen.yielded++;
                yield row;
              }
            },
          });
          expect(quotaAttainment({ deals: once(books.deals), quotas: once(books.quotas) })).toStrictEqual(
            found,
          );
          expect(seen).toEqual({ opened: 2, yielded: deals.length + quotas.length });
        },
      ),
    ));
});

describe('quotaAttainment({ deals, quotas })', () => {
  test('is won ÷ quota of each rep, ascending by id, and of the team as a ratio of sums', () => {
    const found = attained(
      [quota('b', '1000'), quota(10, 100), quota('a', '2000'), quota(9, '100'), quota('b', '1000')],
      [won('a', '2500'), won('b', 500), won('b', '250.50'), won('10', '100')],
    );
    expect(shown(found)).toEqual({ team: 3350.5 / 4200, 9: 0, 10: 1, a: 1.25, b: 0.37525 });
    expect(found.reps.map(({ repId }) => repId)).toEqual([9, 10, 'a', 'b']);
    expect(found.team.won.toFixed()).toBe('3350.5');
    expect(found.team.quota.toFixed()).toBe('4200');
    expect(found.reps[3]!.won).toBeInstanceOf(found.team.won.constructor);
    expect(found.excluded).toStrictEqual({});
  });

  test('is exact: 0.1 + 0.2 reaches 0.3, and a cent less of a huge quota does not', () => {
    const found = attained([quota('a', 0.3)], [won('a', 0.1), won('a', 0.2)]);
    expect(found.reps[0]).toMatchObject({ value: 1 });
    expect(found.atQuota.numerator).toBe(1);
    const huge = attained([quota('a', '90071992547409930.00')], [won('a', '90071992547409929.99')]);
    expect(huge.reps[0]!.value).toBe(1); // to a double
    expect(huge.atQuota.numerator).toBe(0);
    expect(huge.reps[0]!.won.toFixed()).toBe('90071992547409929.99');
  });

  // Wilson 1927 for 2 of 3 at 95%: 0.2076596, 0.9385081 (R: prop.test(2, 3, correct = FALSE)).
  test('has the share of reps at or above quota, with the interval of Wilson', () => {
    const quotas = [quota('a', 10), quota('b', 10), quota('c', 10), quota('d', 0)];
    const deals = [won('a', 10), won('b', 12), won('c', '9.99'), won('d', 5)];
    const { atQuota, team } = attained(quotas, deals);
    expect(atQuota).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3, count: 3, unit: 'ratio' });
    expect(atQuota.interval).toEqual({
      low: expect.closeTo(0.2076596, 6),
      high: expect.closeTo(0.9385081, 6),
      level: 0.95,
    });
    expect(attained(quotas, deals, { level: 0.5 }).atQuota.interval!.level).toBe(0.5);
    expect(team.value).toBeCloseTo(36.99 / 30, 12);
  });

  test('of a quota of 0 is null, and of no sales 0', () => {
    const found = attained([quota('a', 0), quota('b', '0.00'), quota('c', 5)], [won('a', 10)]);
    expect(shown(found)).toEqual({ team: 2, a: null, b: null, c: 0 });
    expect(found.atQuota).toMatchObject({ numerator: 0, denominator: 1 });
    expect(shown(attained([quota('a', 0)], [won('a', 10)]))).toEqual({ team: null, a: null });
  });

  test('counts won deals of the period, at their closing', () => {
    const deals = [
      won('a', 1, { closedAt: during.start - 1 }),
      won('a', 10, { closedAt: during.start }),
      won('a', 100, { closedAt: new Date(during.end - 1) }),
      won('a', 1000, { closedAt: during.end }),
      won('a', 5, { status: 'lost' }),
      won('a', 5, { status: 'open' }),
    ];
    const of = (options: Options) => attained([quota('a', 1)], deals, options).team.won.toNumber();
    expect(of({ during })).toBe(110);
    expect(of({})).toBe(1111);
    expect(of({ during, asOf: during.start })).toBe(10);
    expect(of({ asOf: during.end - 1 })).toBe(111);
  });

  test('knows no deal that was created after asOf', () => {
    const deals = [won('a', 5, { createdAt: day(20) })];
    expect(shown(attained([quota('a', 10)], deals, { asOf: day(15) }))).toEqual({ team: 0, a: 0 });
  });

  test('counts the quotas that lie whole inside the period, and those without dates', () => {
    const { start, end } = during;
    const inside = [
      quota('a', 1),
      quota('a', 10, { startsAt: null, endsAt: undefined }),
      quota('a', 100, { startsAt: start, endsAt: new Date(end) }),
      quota('a', 1000, { startsAt: start + 1, endsAt: end - 1 }),
    ];
    const partly = [
      { startsAt: start - 1, endsAt: end },
      { startsAt: start, endsAt: end + 1 },
      { startsAt: start - 1, endsAt: end + 1 },
      { startsAt: start },
      { endsAt: end },
      { startsAt: start - 1, endsAt: null },
    ].map((dates) => quota('a', 7, dates));
    const elsewhere = [
      { startsAt: start - DAY, endsAt: start },
      { startsAt: end, endsAt: end + DAY },
      { startsAt: end },
      { endsAt: start },
    ].map((dates) => quota('a', 7, dates));
    const found = attained([...inside, ...partly, ...elsewhere], [], { during });
    expect(found.team.quota.toNumber()).toBe(1111);
    expect(found.excluded).toStrictEqual({ partlyInside: 6 });
    const all = attained([...inside, ...partly, ...elsewhere], []);
    expect(all.team.quota.toNumber()).toBe(1111 + 70);
    expect(all.excluded).toStrictEqual({});
  });

  test('takes monthly quotas of a quarter together', () => {
    const months = [0, 1, 2, 3].map((n) =>
      quota('a', 100, { startsAt: Date.UTC(2026, n), endsAt: Date.UTC(2026, n + 1) }),
    );
    expect(attained(months, [won('a', 150)], { during }).reps[0]).toMatchObject({ value: 0.5 });
  });

  test('leaves out the won deals of owners without quota, of none, without amount and without date', () => {
    const deals = [
      won('x', 5),
      won('x', null),
      won(null, 5),
      won(undefined, 5),
      won('a', null),
      won('a', undefined),
      won('a', 5, { closedAt: null }),
      won('a', 5),
    ];
    const found = attained([quota('a', 10), quota(null as never, 10)], deals);
    expect(found.team.value).toBe(0.5);
    expect(found.excluded).toStrictEqual({
      missingAmount: 2,
      missingClosedAt: 1,
      missingOwnerId: 2,
      missingRepId: 1,
      withoutQuota: 2,
    });
  });

  test('takes 7 and "7" for one rep', () => {
    const found = attained([quota(7, 10), quota('7', 10)], [won(7, 5), won('7', 5)]);
    expect(found.reps).toHaveLength(1);
    expect(found.reps[0]).toMatchObject({ repId: '7', value: 0.5 });
  });

  test('lets returns reduce what is won, below 0', () => {
    expect(attained([quota('a', 10)], [won('a', '-5')]).reps[0]!.value).toBe(-0.5);
  });

  test('of nothing is null', () => {
    const { team, atQuota, reps, excluded } = attained([], []);
    expect([team.value, team.won.toFixed(), team.quota.toFixed()]).toEqual([null, '0', '0']);
    expect(atQuota).toStrictEqual(rate(0, 0, 0.95));
    expect([reps, excluded]).toStrictEqual([[], {}]);
    expect(attained([], [won('a', 5)]).excluded).toStrictEqual({ withoutQuota: 1 });
  });

  test('is plain data', () => {
    const json = JSON.parse(JSON.stringify(attained([quota('a', '0.3')], [won('a', '0.1')])));
    expect(json.reps).toEqual([{ repId: 'a', value: 1 / 3, won: '0.1', quota: '0.3' }]);
  });
});

describe('quotaAttainment throws', () => {
  test('for a currency that is missing, by its own name, beside dates that are, too', () => {
    const without = { ...quota('b', 1), startsAt: null, endsAt: null, currency: null };
    expect(() => attained([quota('a', 1, { currency: 'EUR' }), without], [])).toThrow(
      /^quotaAttainment requires quotas\[1\]\.currency to be in EUR as quotas\[0\] is .*, got null$/,
    );
  });

  test('for two currencies, of quotas, of deals, or of both, and names both rows', () => {
    const [eur, usd] = [{ currency: 'EUR' }, { currency: 'USD' }];
    for (const [quotas, deals] of [
      [[quota('a', 1, eur), quota('b', 1, usd)], []],
      [[quota('a', 1, eur)], [won('a', 1, usd)]],
      [[quota('a', 1)], [won('a', 1, usd)]],
      [[quota('a', 1, eur)], [won('a', 1, eur), won('a', 1, usd)]],
    ] as [Quota[], Deal[]][])
      expect(() => attained(quotas, deals)).toThrow(/^quotaAttainment requires .*convertMoney/);
    const message = (() => {
      try {
        return String(attained([quota('a', 1, eur)], [won('a', 1, eur), won('a', 1, usd)]));
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toContain('deals[1]');
    expect(message).toContain('quotas[0]');
    expect(attained([quota('a', 1, eur)], []).currency).toBe('EUR');
    expect(attained([quota('a', 1)], []).currency).toBeNull();
    expect(message).toContain('EUR');
    expect(message).toContain('USD');
    expect(attained([quota('a', 1, eur)], [won('x', 1, usd)]).excluded).toStrictEqual({ withoutQuota: 1 });
  });

  test.each([
    [{ quotas: [quota('a', -1)] }, RangeError, 'quotas[0].amount to be a quota of 0 or more, got -1'],
    [{ quotas: [quota('a', 1), quota('a', 'ten')] }, RangeError, 'quotas[1].amount '],
    [{ quotas: [quota('a', null as never)] }, TypeError, 'quotas[0].amount '],
    [{ quotas: [quota('a', 1, { startsAt: 'x' as never })] }, TypeError, 'quotas[0].startsAt '],
    [{ quotas: [quota('a', 1)], deals: [won('a', 'ten')] }, RangeError, 'deals[0].amount '],
    [{ quotas: [quota('a', 1)], deals: [won('a', Number.NaN)] }, RangeError, 'deals[0].amount '],
    [{ deals: [won('a', 1, { closedAt: 'x' as never })] }, TypeError, 'deals[0].closedAt '],
    [{ deals: [won('a', 1, { status: 'Won' as never })] }, RangeError, 'deals[0].status '],
  ])('for %o, with the row and the field', (wrong, kind, message) => {
    const { quotas, deals } = { quotas: [], deals: [], ...wrong } as { quotas: Quota[]; deals: Deal[] };
    expect(() => attained(quotas, deals)).toThrow(kind);
    expect(() => attained(quotas, deals)).toThrow(`quotaAttainment requires ${message}`);
  });

  test('for tables and options that are none', () => {
    expect(() => quotaAttainment(null as never)).toThrow(
      new TypeError('quotaAttainment requires an object with deals and quotas, got null'),
    );
    expect(() => quotaAttainment({ deals: [] } as never)).toThrow(
      new TypeError('quotaAttainment requires rows of quotas, got undefined'),
    );
    expect(() => quotaAttainment({ quotas: [] } as never)).toThrow('quotaAttainment requires rows of deals');
    expect(() => attained([], [], { key: 'ownerId' } as never)).toThrow(TypeError);
  });
});
