import { runInNewContext } from 'node:vm';
import {
  count,
  type Deal,
  dealsLost,
  dealsWon,
  groupBy,
  kpi,
  type Lead,
  merge,
  rate,
  revenueWon,
  salesCycle,
  scorecard,
  trend,
  winRate,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { nothing } from './nothing.js';

const DAY = 86_400_000;
const won = (n: number, row: Partial<Deal> = {}): Deal[] =>
  Array.from({ length: n }, (_, i) => ({ id: i, createdAt: 0, closedAt: DAY, status: 'won', ...row }));

const shapes: Record<string, (rows: Deal[]) => Iterable<Deal>> = {
  'an array': (rows) => rows,
  'a Set': (rows) => new Set(rows),
  'a generator': function* (rows) {
    yield* rows;
  },
};
const each = Object.entries(shapes).map(([name, make]) => ({ name, make }));

describe.each(each)('rows in $name', ({ make }) => {
  test.each([0, 1, 1023, 1024, 1025, 2048, 2049])('are all read: %i of them', (n) => {
    const rows = won(n).map((row, i) => (i % 3 === 0 ? { ...row, status: 'lost' as const } : row));
    const lost = Math.ceil(n / 3);
    expect(winRate(make(rows))).toMatchObject({ numerator: n - lost, denominator: n });
    expect(winRate({ deals: make(rows) }).denominator).toBe(n);
    const byRow = groupBy(make(rows), (row) => Number(row.id) % 2, dealsWon);
    expect([...byRow.values()].reduce((sum, { value }) => sum + value, 0)).toBe(n - lost);
  });

  test.each([1023, 1024, 1025, 2049])('exist from their creation on: %i of them, every other later', (n) => {
    const rows = won(n).map((row, i) => ({ ...row, createdAt: i % 2 === 0 ? DAY : DAY + 1 }));
    expect(dealsWon(make(rows), { asOf: DAY }).value).toBe(Math.ceil(n / 2));
    expect(dealsWon(make(rows.map((row) => ({ ...row, createdAt: DAY + 1 }))), { asOf: DAY }).value).toBe(0);
  });

  test('are named with their field in errors, in any verb, with or without rows that do not exist yet', () => {
    const rows = won(4000).map((row, i) => ({ ...row, createdAt: i % 2 ? 0 : 9 * DAY, ownerId: i % 7 }));
    rows[3333] = { ...rows[3333]!, closedAt: '2026-01-10' as never };
    const error = new TypeError(
      "winRate requires deals[3333].closedAt to be a Date or epoch milliseconds, got '2026-01-10'",
    );
    expect(() => winRate(make(rows))).toThrow(error);
    expect(() => winRate(make(rows), { asOf: DAY })).toThrow(error);
    expect(() => winRate.totals({ deals: make(rows) })).toThrow(error);
    expect(() => groupBy(make(rows), 'ownerId', winRate)).toThrow(error);
    expect(() => groupBy(make(rows), (row) => row.ownerId, winRate, { asOf: DAY })).toThrow(error);
    expect(() => scorecard({ deals: make(rows) }, { winRate })).toThrow(error);
    for (const during of [undefined, { start: 0, end: 60 * DAY }])
      expect(() => trend(make(rows), winRate, { every: 'month', timeZone: 'UTC', during })).toThrow(error);
  });

  test('are named when they are no rows at all', () => {
    const rows = won(1500);
    rows[1200] = null as never;
    const error = new TypeError('winRate requires deals[1200] to be a row, got null');
    expect(() => winRate(make(rows))).toThrow(error);
    expect(() => winRate(make(rows), { asOf: DAY })).toThrow(error);
  });

  test('have their creation checked where asOf needs it', () => {
    const rows = won(1500);
    rows[1200] = { ...rows[1200]!, createdAt: 'soon' as never };
    const error = new TypeError(
      "winRate requires deals[1200].createdAt to be a Date or epoch milliseconds, got 'soon'",
    );
    expect(() => winRate(make(rows), { asOf: DAY })).toThrow(error);
  });
});

test('a generator that fails passes its own error on, and one that is left is closed', () => {
  let closed = false;
  const own = new Error('connection lost');
  function* failing(): Generator<Deal> {
    yield* won(2000);
    throw own;
  }
  function* left(): Generator<Deal> {
    try {
      yield* won(2000, { closedAt: 'x' as never });
    } finally {
      closed = true;
    }
  }
  expect(() => winRate(failing())).toThrow(own);
  expect(() => winRate(left())).toThrow(TypeError);
  expect(closed).toBe(true);
});

describe('instants', () => {
  test.each([
    [Number.NaN, RangeError],
    [Number.POSITIVE_INFINITY, RangeError],
    [8.64e15 + 1, RangeError],
    [new Date(Number.NaN), RangeError],
    ['0', TypeError],
    [true, TypeError],
    [{}, TypeError],
  ])('that are none throw: %s', (closedAt, kind) => {
    const rows = [...won(1), ...won(1, { closedAt: closedAt as never })];
    for (const during of [undefined, { start: 0, end: 1 }])
      for (const read of [
        () => dealsWon(rows, { during }),
        () => trend(rows, dealsWon, { every: 'year', timeZone: 'UTC', during }),
      ]) {
        expect(read).toThrow(kind);
        expect(read).toThrow(/^dealsWon requires deals\[1\]\.closedAt to be /);
      }
  });

  test('reach as far as a Date does', () => {
    const rows = [...won(1, { closedAt: 8.64e15 }), ...won(1, { createdAt: -8.64e15, closedAt: -8.64e15 })];
    expect(dealsWon(rows).value).toBe(2);
    expect(dealsWon(rows, { asOf: 8.64e15 }).value).toBe(2);
  });

  test('are Dates or milliseconds alike, in rows and in options', () => {
    const rows = [...won(1), ...won(1, { createdAt: new Date(0), closedAt: new Date(DAY) })];
    for (const asOf of [DAY, new Date(DAY)]) expect(dealsWon(rows, { asOf }).value).toBe(2);
    expect(dealsWon(rows, { during: { start: new Date(0), end: new Date(DAY) } as never }).value).toBe(0);
  });

  test('may be Dates of another realm: a frame, a sandbox', () => {
    const closedAt = runInNewContext(`new Date(${DAY})`);
    expect(dealsWon(won(2, { createdAt: closedAt, closedAt }), { asOf: DAY }).value).toBe(2);
  });

  test('are known up to asOf, it included, and from then on no more', () => {
    for (const closedAt of [0, 1, DAY, Date.UTC(2026, 11, 31), -DAY])
      for (const off of [-1, 0, 1])
        expect(dealsWon(won(1, { createdAt: -2 * DAY, closedAt }), { asOf: closedAt + off }).value).toBe(
          off < 0 ? 0 : 1,
        );
  });
});

describe('missing dates', () => {
  const dated = kpi({
    name: 'dated',
    unit: 'count',
    better: 'higher',
    totals: { contacted: 0, qualified: 0, won: 0 },
    marks: {
      leads: (each, at) =>
        each((lead) => {
          at(lead.firstContactedAt).contacted++;
          if (lead.source !== 'fair') at(lead.qualifiedAt).qualified++;
          at(lead.wonAt).won++;
        }),
    },
    of: ({ contacted, qualified, won }) => count(contacted + qualified + won),
  });
  const lead = { id: 1, createdAt: 0 };

  test('are counted by the field that each mark read', () => {
    const leads: Lead[] = [
      lead,
      { ...lead, firstContactedAt: 1, wonAt: null },
      { ...lead, source: 'fair', wonAt: 3 },
      { ...lead, firstContactedAt: 1, qualifiedAt: 2, wonAt: 3 },
    ];
    const excluded = { missingFirstContactedAt: 2, missingQualifiedAt: 2, missingWonAt: 2 };
    expect(dated(leads)).toMatchObject({ value: 5, excluded });
    expect(dated(new Set(leads)).excluded).toEqual(excluded);
    expect(dated(leads, { during: { start: 3, end: 4 } }).excluded).toEqual(excluded);
  });

  test('are counted by field also where the marks take a row apart first', () => {
    const apart = kpi({
      name: 'apart',
      unit: 'count',
      better: 'higher',
      totals: { contacted: 0, won: 0 },
      marks: {
        leads: (each, at) =>
          each(({ firstContactedAt, wonAt, customerId }) => {
            at(firstContactedAt).contacted++;
            if (customerId === undefined) at(wonAt).won++;
          }),
      },
      of: ({ contacted, won }) => count(contacted + won),
    });
    expect(apart([{ ...lead, firstContactedAt: null, wonAt: null, customerId: null }]).excluded).toEqual({
      missingFirstContactedAt: 1,
    });
    expect(apart([lead]).excluded).toEqual({ missingFirstContactedAt: 1, missingWonAt: 1 });
  });

  test('are counted in their group, in blocks of any size, and in no bucket', () => {
    const rows = won(3000).map((row, i) => ({ ...row, ownerId: i % 2, closedAt: i % 3 ? DAY : null }));
    const groups = groupBy(rows, 'ownerId', dealsWon);
    expect([...groups].map(([key, { value, excluded }]) => [key, value, excluded])).toEqual([
      [0, 1000, { missingClosedAt: 500 }],
      [1, 1000, { missingClosedAt: 500 }],
    ]);
    const [point] = trend(rows, dealsWon, { every: 'year', timeZone: 'UTC' });
    expect(point!.reading).toMatchObject({ value: 2000, excluded: nothing });
  });
});

describe('rows that are instances of a class', () => {
  class Visit {
    readonly id = 1;
    readonly createdAt = 0;
    readonly #seenAt: number | null;
    constructor(seenAt: number | null) {
      this.#seenAt = seenAt;
    }
    get firstContactedAt() {
      return this.#seenAt;
    }
    seenAt() {
      return this.#seenAt;
    }
  }
  const seen = (name: string, read: (visit: Visit) => number | null) =>
    kpi({
      name,
      unit: 'count',
      better: 'higher',
      totals: { n: 0 },
      marks: { leads: (each, at) => each((lead) => void at(read(lead as Visit)).n++) },
      of: ({ n }) => count(n),
    });
  const visits = [new Visit(5), new Visit(null)];

  test('are read through getters, which may keep their dates private', () => {
    const reading = seen('byGetter', (visit) => visit.firstContactedAt)(visits);
    expect(reading).toMatchObject({ value: 1, excluded: { missingFirstContactedAt: 1 } });
  });

  test('are read through methods, also where the date is missing', () => {
    const { value, excluded } = seen('byMethod', (visit) => visit.seenAt())(visits);
    expect([value, Object.values(excluded)]).toEqual([1, [1]]);
  });
});

describe('leaveOut(instant, reason)', () => {
  const strict = kpi({
    name: 'strict',
    unit: 'count',
    better: 'higher',
    totals: { won: 0 },
    marks: {
      deals: (each, at, { leaveOut }) =>
        each((deal) => {
          if (deal.source) leaveOut(deal.closedAt, deal.source);
          else at(deal.closedAt).won++;
        }),
    },
    of: ({ won }) => count(won),
  });

  test('counts rows by reason where the instant belongs: in its period, group and bucket', () => {
    const rows = [
      ...won(2),
      ...won(1, { source: 'test' }),
      ...won(1, { source: 'test', closedAt: 40 * DAY, ownerId: 7 }),
    ];
    expect(strict(rows)).toMatchObject({ value: 2, excluded: { test: 2 } });
    expect(strict(rows, { during: { start: 0, end: 2 * DAY } }).excluded).toEqual({ test: 1 });
    expect(strict(rows, { asOf: 2 * DAY }).excluded).toEqual({ test: 1 });
    expect(groupBy(rows, 'ownerId', strict).get(7)).toMatchObject({ value: 0, excluded: { test: 1 } });
    const points = trend(rows, strict, { every: 'month', timeZone: 'UTC' });
    expect(points.map(({ reading }) => reading.excluded)).toEqual([{ test: 1 }, { test: 1 }]);
  });

  test('counts a missing instant as missing', () => {
    expect(strict(won(1, { source: 'test', closedAt: null })).excluded).toEqual({ missingClosedAt: 1 });
  });

  test('takes any reason, also one that objects have a method of', () => {
    expect(strict(won(2, { source: 'constructor' })).excluded).toEqual({ constructor: 2 });
  });
});

describe('errors of the caller', () => {
  const own = new SyntaxError('no such rep');
  const bad = () => {
    throw own;
  };

  test('in a key function, a getter or a mark pass through unchanged', () => {
    expect(() => groupBy(won(3), bad, winRate)).toThrow(own);
    const getter = Object.defineProperty({ ...won(1)[0]! }, 'closedAt', { get: bad });
    expect(() => winRate([getter])).toThrow(own);
    const failing = kpi({
      name: 'failing',
      unit: 'count',
      better: 'higher',
      totals: { n: 0 },
      marks: { deals: (each) => each(bad) },
      of: ({ n }) => count(n),
    });
    expect(() => failing(won(1))).toThrow(own);
  });

  test('in the grammar of this package get KPI, row and field', () => {
    const picky = kpi({
      name: 'picky',
      unit: 'count',
      better: 'higher',
      totals: { n: 0 },
      marks: {
        deals: (each, at) =>
          each((deal) => {
            if (deal.source === 'x') throw new RangeError("requires a known source, got 'x'");
            at(deal.closedAt).n++;
          }),
      },
      of: ({ n }) => count(n),
    });
    const rows = [...won(1500), ...won(1, { source: 'x' })];
    const error = new RangeError("picky requires deals[1500].source to be a known source, got 'x'");
    expect(() => picky(rows)).toThrow(error);
    expect(() => picky(new Set(rows))).toThrow(error);
    expect(() => scorecard({ deals: rows }, { winRate, picky })).toThrow(error);
  });
});

const speed = kpi({
  name: 'speed',
  unit: 'ratio',
  better: 'higher',
  optional: ['leads'],
  totals: { leads: 0, deals: 0 },
  marks: {
    leads: (each, at) => each((lead) => void at(lead.createdAt).leads++),
    deals: (each, at) => each((deal) => void at(deal.createdAt).deals++),
  },
  of: ({ leads, deals }) => rate(deals, leads, null),
});
const both = kpi({ ...speed.definition, name: 'both', optional: [] } as never) as unknown as (
  input: unknown,
) => unknown;

describe('a KPI of several tables', () => {
  const lead = { id: 1, createdAt: 0 };

  test('reads each by its name, an optional one or not', () => {
    expect(speed({ leads: [lead, lead], deals: won(1) })).toMatchObject({ numerator: 1, denominator: 2 });
    for (const leads of [undefined, null])
      expect(speed({ leads: leads as never, deals: won(1) })).toMatchObject({ value: null, numerator: 1 });
    expect(speed({ deals: won(1) }).numerator).toBe(1);
  });

  test('names the table in errors', () => {
    expect(() => speed({ deals: won(1), leads: [{ ...lead, createdAt: 'x' as never }] })).toThrow(
      /^speed requires leads\[0\]\.createdAt to be /,
    );
  });

  test('does not take rows alone, nor an object without a table that it needs', () => {
    const throws = (input: unknown, message: RegExp) => {
      expect(() => both(input)).toThrow(TypeError);
      expect(() => both(input)).toThrow(message);
    };
    throws(won(2), /^both requires an object .*leads and deals, got an array of 2$/);
    throws({ leads: [] }, /^both requires rows of deals, got an object with leads$/);
    throws({ leads: [], deals: 'text' }, /^both requires rows of deals, got 'text'$/);
    throws('text', /^both requires .*leads and deals, got 'text'$/);
    expect(() => speed([] as never)).toThrow(TypeError);
    expect(() => speed({ leads: [] } as never)).toThrow(/^speed requires rows of deals, got /);
    expect(() => speed({ deals: [], leads: 5 } as never)).toThrow(/^speed requires rows of leads, got 5/);
  });

  test('groups by a key of each table, or by one name that all share', () => {
    const tables = { leads: [{ ...lead, ownerId: 'a' }], deals: won(2, { ownerId: 'a', source: 'b' }) };
    expect(groupBy(tables, 'ownerId', speed).get('a')).toMatchObject({ numerator: 2, denominator: 1 });
    const mixed = groupBy(tables, { leads: 'ownerId', deals: (deal) => deal.source }, speed);
    expect([...mixed].map(([key, { numerator, denominator }]) => [key, numerator, denominator])).toEqual([
      ['a', 0, 1],
      ['b', 2, 0],
    ]);
  });
});

describe('what is not to be asked throws', () => {
  test.each([
    [undefined, 'winRate requires rows of deals, got undefined'],
    [null, 'winRate requires rows of deals, got null'],
    ['won', "winRate requires rows of deals, got 'won'"],
    [{}, 'winRate requires rows of deals, got an object with nothing'],
    [{ deal: [] }, 'winRate requires rows of deals, got an object with deal'],
  ])('input %o', (input, message) => {
    expect(() => winRate(input as never)).toThrow(new TypeError(message));
  });

  test.each([
    [
      { duuring: 1 },
      TypeError,
      /^winRate requires options among basis, within, staleAfter, during, asOf, level, got 'duuring'$/,
    ],
    [{ toString: 1 }, TypeError, /^winRate requires options among .*, got 'toString'$/],
    ['2026', TypeError, /^winRate requires /],
    [{ level: 95 }, RangeError, /^winRate requires .*level between 0 and 1, got 95$/],
    [{ level: 1 }, RangeError, /level/],
    [{ level: '0.9' }, TypeError, /level/],
    [{ level: Number.NaN }, RangeError, /level/],
    [{ asOf: '2026-01-01' }, TypeError, /^winRate requires .*asOf/],
    [{ asOf: Number.NaN }, RangeError, /^winRate requires .*asOf/],
    [{ during: '2026-Q4' }, TypeError, /^winRate requires .*during/],
    [{ during: { start: 0 } }, TypeError, /^winRate requires .*during.*end/],
    [{ during: { start: 1, end: 0 } }, RangeError, /^winRate requires .*during/],
  ])('options %o', (options, kind, message) => {
    for (const read of [() => winRate([], options as never), () => winRate.totals([], options as never)]) {
      expect(read).toThrow(kind);
      expect(read).toThrow(message);
    }
  });

  test("a KPI's own options in a verb", () => {
    expect(() => groupBy([], 'ownerId', salesCycle, { deals: 'closed' } as never)).toThrow(
      new TypeError(
        "groupBy requires options among during, asOf, level (deals goes to salesCycle.with), got 'deals'",
      ),
    );
    expect(() => scorecard({ deals: [] }, { salesCycle }, { statistic: 'p90' } as never)).toThrow(TypeError);
  });

  test('no KPI, or something else in its place', () => {
    for (const none of [undefined, null, {}, () => 1, { winRate: 5 }, 'winRate'])
      expect(() => groupBy([], 'ownerId', none as never)).toThrow(/^groupBy requires a KPI/);
    expect(() => scorecard({ deals: [] }, {} as never)).toThrow(TypeError);
  });
});

describe('scorecard(tables, kpis)', () => {
  /** A KPI that tells of each row, with marks and totals of its own or of another. */
  function spy() {
    const seen = { visits: 0 };
    const totals = { won: 0 };
    const marks = {
      deals: (
        visitEach: (visit: (deal: Deal) => void) => void,
        at: (t: Deal['closedAt']) => { won: number },
      ) =>
        visitEach((deal) => {
          seen.visits++;
          at(deal.closedAt).won++;
        }),
    };
    const make = (name: string) =>
      kpi({ name, unit: 'count', better: 'higher', totals, marks, of: ({ won }) => count(won) });
    return { seen, make };
  }

  test('gives what each KPI gives alone', () => {
    const rows = won(1500, { amount: '2.50', currency: 'EUR' }).map((row, i) =>
      i % 3 ? row : { ...row, status: 'lost' as const },
    );
    const options = { asOf: 2 * DAY, during: { start: 0, end: 3 * DAY }, level: 0.8 };
    const kpis = { winRate, salesCycle, revenueWon, dealsWon, dealsLost };
    const card = scorecard({ deals: rows }, kpis, options);
    for (const [name, each] of Object.entries(kpis))
      expect(card[name as keyof typeof kpis]).toStrictEqual(each(rows, options));
    expect(Object.keys(card)).toEqual(Object.keys(kpis));
  });

  test('reads each table once, also a generator', () => {
    function* once() {
      yield* won(1500);
    }
    expect(scorecard({ deals: once() }, { winRate, dealsWon }).dealsWon.value).toBe(1500);
  });

  test('visits each row once for each distinct marks function: shared ones run once', () => {
    const { seen, make } = spy();
    const card = scorecard({ deals: won(1500) }, { a: make('a'), b: make('b'), winRate });
    expect([seen.visits, card.a.value, card.b.value]).toEqual([1500, 1500, 1500]);
    const other = spy();
    seen.visits = 0;
    scorecard({ deals: won(10) }, { a: make('a'), c: other.make('c') });
    expect([seen.visits, other.seen.visits]).toEqual([10, 10]);
  });

  test('does not share between one KPI with other options', () => {
    const rows = [...won(1), ...won(1, { status: 'lost', closedAt: 3 * DAY })];
    const card = scorecard(
      { deals: rows },
      { won: salesCycle, closed: salesCycle.with({ deals: 'closed' }) },
    );
    expect([card.won.value, card.closed.value]).toEqual([1, 2]);
  });

  test('needs every table of every KPI', () => {
    expect(() => scorecard({ deals: [] } as never, { both: both as never })).toThrow(
      new TypeError('scorecard requires rows of leads, got an object with deals'),
    );
    expect(scorecard({ deals: won(1) }, { speed, winRate }).speed.numerator).toBe(1);
  });
});

test('what was left out is in the order of its reasons, whatever the order of rows', () => {
  const rows: Deal[] = [
    { id: 1, createdAt: 0, status: 'won' },
    { id: 2, createdAt: 9, closedAt: 5, status: 'won' },
  ];
  for (const deals of [rows, [...rows].reverse()]) {
    expect(Object.keys(salesCycle(deals).excluded)).toEqual(['missingClosedAt', 'negativeDuration']);
    expect(JSON.stringify(salesCycle.totals(deals))).toBe(JSON.stringify(salesCycle.totals(rows)));
    const parts = deals.map((deal) => salesCycle.totals([deal]));
    expect(JSON.stringify(merge(salesCycle, ...parts))).toBe(JSON.stringify(salesCycle.totals(rows)));
  }
});

test('asOf hides no date that is none: an impossible creation throws, whenever it claims to be', () => {
  for (const createdAt of [1.7e18, Number.POSITIVE_INFINITY])
    expect(() => winRate([{ id: 1, createdAt, status: 'won', closedAt: 0 }], { asOf: 1 })).toThrow(
      /^winRate requires deals\[0\]\.createdAt to be epoch milliseconds that a Date can hold, got /,
    );
});

describe('groupBy(rows, key, kpi)', () => {
  test('keeps groups in the order of their first row, with keys of any kind', () => {
    const keys = ['__proto__', 'constructor', 7, '7', '', Number.NaN, false, 0];
    const rows = [...keys, ...keys].map((ownerId) => ({ ...won(1)[0]!, ownerId: ownerId as never }));
    const groups = groupBy(rows, 'ownerId', dealsWon);
    expect([...groups.keys()]).toEqual(keys);
    for (const { value } of groups.values()) expect(value).toBe(2);
  });

  test('keeps rows without a key under undefined, be it null, undefined or absent', () => {
    const rows = [...won(1, { ownerId: null }), ...won(1), ...won(1, { ownerId: undefined })];
    const groups = groupBy(rows, 'ownerId', dealsWon);
    expect([...groups].map(([key, { value }]) => [key, value])).toEqual([[undefined, 3]]);
  });

  test('takes a function of the row, objects as keys by identity', () => {
    const team = { name: 'north' };
    const groups = groupBy(won(4), (deal) => (Number(deal.id) % 2 ? team : null), dealsWon);
    expect([groups.get(team)?.value, groups.get(undefined)?.value, groups.size]).toEqual([2, 2, 2]);
  });

  test('has a group for a row whose facts lie outside the period, none for one that does not exist yet', () => {
    const rows = [...won(1, { ownerId: 1 }), ...won(1, { ownerId: 2, createdAt: 9 * DAY })];
    const groups = groupBy(rows, 'ownerId', dealsWon, { during: { start: 0, end: 1 }, asOf: DAY });
    expect([...groups].map(([key, { value }]) => [key, value])).toEqual([[1, 0]]);
  });

  test('gives a record of readings for a record of KPIs, from one pass', () => {
    function* once() {
      yield* won(3, { ownerId: 'a' });
    }
    const groups = groupBy(once(), 'ownerId', { winRate, dealsWon });
    expect(groups.get('a')).toStrictEqual({
      winRate: winRate(won(3)),
      dealsWon: dealsWon(won(3)),
    });
  });

  test('adds exactly in each of many groups over many blocks', () => {
    const rows = won(5000).map((row, i) => ({ ...row, ownerId: i % 1000, amount: 0.1, currency: 'EUR' }));
    for (const { value } of groupBy(rows, 'ownerId', revenueWon).values())
      expect(value.toFixed()).toBe('0.5');
  });

  test('lets groups be of different currencies', () => {
    const rows = [
      ...won(1, { amount: '1', currency: 'EUR' }),
      ...won(1, { amount: '2', currency: 'USD' }),
      ...won(1, { amount: '3', currency: 'EUR' }),
    ];
    const sums = [...groupBy(rows, 'currency', revenueWon)].map(([key, { value }]) => [key, value.toFixed()]);
    expect(sums).toEqual([
      ['EUR', '4'],
      ['USD', '2'],
    ]);
  });

  test('can be asked within a key function', () => {
    const rows = [...won(2), ...won(1, { status: 'lost' })];
    const groups = groupBy(rows, (deal) => winRate([deal]).value, winRate);
    expect([...groups].map(([key, { count }]) => [key, count])).toEqual([
      [1, 2],
      [0, 1],
    ]);
  });

  test('refuses a key that is none', () => {
    for (const key of [undefined, null, 5])
      expect(() => groupBy([], key as never, winRate)).toThrow(/^groupBy requires a key for deals /);
    expect(() => groupBy({ leads: [], deals: [] }, { deals: 'id' } as never, speed)).toThrow(
      /^groupBy requires a key for leads .*, got undefined$/,
    );
  });
});
