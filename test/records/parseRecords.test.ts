import { type ParseOptions, parseRecords } from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const options: ParseOptions<'deals'> = {
  columns: { id: 'Id', createdAt: 'Opened', closedAt: 'Closed', status: 'Stage', amount: 'Value' },
  dates: ['M/d/yyyy'],
  timeZone: 'UTC',
  status: { won: ['Won'], lost: ['Lost'], open: ['Engaging', 'Prospecting'] },
};
const row = (more: object = {}): object =>
  Object.freeze({ Id: 'a', Opened: '10/20/2016', Closed: '', Stage: 'Won', Value: '', ...more });
const parse = (rows: Iterable<object>, more: object = {}) =>
  parseRecords('deals', rows, { ...options, ...more });
const only = (more: object, moreOptions: object = {}) => parse([row(more)], moreOptions);
const reject = (more: object, moreOptions: object = {}) => only(more, moreOptions).rejects[0];

describe('parseRecords returns records', () => {
  test('with instants in epoch milliseconds, and text as it was written', () => {
    expect(only({ Closed: '3/1/2017', Value: '1054.50' }).rows).toStrictEqual([
      {
        id: 'a',
        createdAt: Date.UTC(2016, 9, 20),
        status: 'won',
        closedAt: Date.UTC(2017, 2, 1),
        amount: '1054.50',
      },
    ]);
  });

  test('with the fields that have a value, and no others', () => {
    for (const blank of ['', '  ', null, undefined])
      expect(Object.keys(only({ Closed: blank, Value: blank }).rows[0]!)).toEqual([
        'id',
        'createdAt',
        'status',
      ]);
    expect(Object.keys(only({ Other: 'x' }).rows[0]!)).toEqual(['id', 'createdAt', 'status']);
  });

  test('with ids as text, zeros in front and more than 53 bits included', () => {
    expect(only({ Id: '00123' }).rows[0]!.id).toBe('00123');
    expect(only({ Id: '9007199254740993' }).rows[0]!.id).toBe('9007199254740993');
    expect(only({ Id: 4711 }).rows[0]!.id).toBe('4711');
  });

  test('with text trimmed', () => {
    const rows = only({ Id: ' a ', Opened: '10/20/2016 ', Stage: '\tWon', Value: ' 1 ' }).rows;
    expect(rows[0]).toMatchObject({ id: 'a', status: 'won', amount: '1' });
  });

  test('with a number read as its text', () => {
    expect(only({ Value: 48000.5 }).rows[0]!.amount).toBe('48000.5');
    expect(only({ Value: 1e21 }).rows[0]!.amount).toBe('1e+21');
    expect(only({ Value: 0 }).rows[0]!.amount).toBe('0');
  });

  test('from any iterable, in its order', () => {
    function* rows() {
      yield row({ Id: 'b' });
      yield row({ Id: 'a' });
    }
    expect(parse(rows()).rows.map((deal) => deal.id)).toEqual(['b', 'a']);
    expect(parse([])).toEqual({ rows: [], excluded: {}, rejects: [] });
  });

  test('with kept columns as text under their own names', () => {
    const kept = parseRecords('deals', [row({ product: ' GTX ', n: 7, blank: '' })], {
      ...options,
      keep: ['product', 'n', 'blank'],
    });
    expect(kept.rows[0]).toMatchObject({ product: 'GTX', n: '7' });
    expect(kept.rows[0]).not.toHaveProperty('blank');
    expect(parse([row()], { keep: [], deleted: {} }).rows).toHaveLength(1);
  });

  test('where a byte order mark stands before the first column', () => {
    const { Id, ...rest } = row() as { Id: string };
    expect(parse([Object.freeze({ '\uFEFFId': Id, ...rest })]).rows[0]!.id).toBe('a');
  });
});

describe('parseRecords rejects a row', () => {
  test('with its place, its id, the field, what was required and what it held', () => {
    expect(parse([row(), row({ Id: ' b ', Opened: '13/45/2017 ' })]).rejects).toStrictEqual([
      {
        index: 1,
        id: 'b',
        field: 'createdAt',
        message: "createdAt requires a date as M/d/yyyy in the column Opened, got '13/45/2017'",
        value: '13/45/2017 ',
      },
    ]);
  });

  test('for a required field that is blank or absent', () => {
    expect(reject({ Opened: '' })).toMatchObject({
      message: 'createdAt requires a date as M/d/yyyy in the column Opened, got nothing',
      value: '',
    });
    expect(reject({ Id: undefined })).toStrictEqual({
      index: 0,
      id: null,
      field: 'id',
      message: 'id requires text in the column Id, got nothing',
      value: null,
    });
  });

  test('by its own id, never by a kept column of another record', () => {
    const columns = { Id: '', repId: 'r', dealId: 'd' };
    expect(reject(columns, { keep: ['repId', 'dealId'] })!.id).toBeNull();
  });

  test('once, for its first failing field in the order of the record', () => {
    const bad = { Value: 'x', Stage: 'x', Closed: 'x' };
    expect(reject(bad)!.field).toBe('status');
    expect(parse([row(bad)]).rejects).toHaveLength(1);
    const backwards = Object.fromEntries(Object.entries(options.columns).reverse());
    expect(reject({ ...bad, Id: '' }, { columns: backwards })!.field).toBe('id');
  });

  test('for a status that no list has, in another case too', () => {
    expect(reject({ Stage: 'won' })!.message).toBe(
      "status requires one of 'Won', 'Lost', 'Engaging', 'Prospecting' in the column Stage, got 'won'",
    );
  });

  test.each(['1,234.50', 'USD 12', 'NaN', 'Infinity', '0x10', '1e9999', '--1', '1.', '1 000', true])(
    'for the amount %s',
    (amount) => {
      expect(reject({ Value: amount })!.message).toMatch(
        /^amount requires a plain decimal in the column Value, got /,
      );
    },
  );

  test.each(['0', '-12.50', '+3', '1e3', '1.5E-7', '123456789012345678901234567890.01'])(
    'but not for the amount %s',
    (amount) => expect(only({ Value: amount }).rows[0]!.amount).toBe(amount),
  );

  test('for an object or a list where text is wanted', () => {
    expect(reject({ Id: { id: 5 } })).toMatchObject({ id: null, field: 'id', value: { id: 5 } });
    expect(reject({ Team: [1] }, { keep: ['Team'] })!.message).toBe(
      'Team requires text in the column Team, got an array of 1',
    );
  });

  test('and never reads what a prototype holds', () => {
    expect(
      reject({ constructor: undefined }, { columns: { ...options.columns, id: 'constructor' } })!.id,
    ).toBeNull();
    const hostile = JSON.parse('{ "__proto__": "p", "Opened": "1/2/2016", "Stage": "Won" }');
    const { rows } = parseRecords('deals', [hostile], {
      ...options,
      columns: { id: '__proto__', createdAt: 'Opened', status: 'Stage' },
    });
    expect(rows).toStrictEqual([{ id: 'p', createdAt: Date.UTC(2016, 0, 2), status: 'won' }]);
  });
});

describe('parseRecords leaves out deleted rows', () => {
  const deleted = { gone: ['true', '1'] };

  test('and counts them', () => {
    const rows = ['true', ' true ', true, 1, 'false', '', undefined].map((gone) => row({ gone }));
    const parsed = parse(rows, { deleted });
    expect(parsed.rows).toHaveLength(3);
    expect(parsed.excluded).toEqual({ deleted: 4 });
  });

  test('also those that could not be read', () => {
    expect(only({ gone: '1', Opened: '' }, { deleted })).toEqual({
      rows: [],
      excluded: { deleted: 1 },
      rejects: [],
    });
  });

  test('and keeps the place of the rows after them', () => {
    expect(parse([row({ gone: '1' }), row({ Opened: 'x' })], { deleted }).rejects[0]!.index).toBe(1);
  });
});

describe('parseRecords throws', () => {
  const message = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
    return 'nothing';
  };
  const configured = (more: object) => message(() => parse([row()], more));
  const columns = options.columns;

  test.each([
    [
      { colums: {} },
      /^TypeError: parseRecords requires options for deals among columns, .*, status, got 'colums'$/,
    ],
    [{ columns: undefined }, /^TypeError: parseRecords requires columns to be an object/],
    [
      { columns: { ...columns, creatdAt: 'x' } },
      /^TypeError: parseRecords requires a field of deals in columns \(id, createdAt, status, .*\), got 'creatdAt'$/,
    ],
    [{ columns: { ...columns, stages: 'x' } }, /^TypeError: .* in columns \(id, /],
    [
      { columns: { id: 'Id', createdAt: 'Opened' } },
      /^TypeError: parseRecords requires the name of a column for status in columns, got undefined$/,
    ],
    [{ columns: { ...columns, amount: 3 } }, /^TypeError: .* for amount in columns, got 3$/],
    [
      { columns: { ...columns, closedAt: 'close_date' } },
      /^RangeError: parseRecords requires columns.closedAt to name a column of the rows \(Id, Opened, Closed, Stage, Value\), got 'close_date'$/,
    ],
    [{ keep: ['Team'] }, /^RangeError: parseRecords requires keep to name a column .*, got 'Team'$/],
    [{ deleted: { gone: ['1'] } }, /^RangeError: parseRecords requires deleted.gone to name a column/],
    [{ deleted: { Id: [] } }, /^RangeError: parseRecords requires deleted.Id to have a text/],
    [{ deleted: ['Id'] }, /^TypeError: parseRecords requires deleted to be an object/],
    [{ keep: ['status'] }, /^RangeError: parseRecords requires names in keep that no field of deals has/],
    [{ keep: ['stages'] }, /^RangeError: parseRecords requires names in keep/],
    [{ keep: ['__proto__'] }, /^RangeError: parseRecords requires names in keep/],
    [{ keep: 'Value' }, /^TypeError: parseRecords requires keep to be an array of texts, got 'Value'$/],
    [
      { timeZone: undefined },
      /^TypeError: parseRecords requires a time zone such as 'Europe\/Paris', got undefined$/,
    ],
    [
      { timeZone: 'Europe/Atlantis' },
      /^RangeError: parseRecords requires a time zone .*, got 'Europe\/Atlantis'$/,
    ],
    [{ status: undefined }, /^TypeError: parseRecords requires status to be an object/],
    [{ status: {} }, /^RangeError: parseRecords requires a text of at least one status/],
    [{ status: { won: [], lost: [] } }, /^RangeError: parseRecords requires a text of at least one status/],
    [{ status: { won: ['Won'], lots: ['x'] } }, /^TypeError: .* status among open, won, lost, got 'lots'$/],
    [
      { status: { won: 'Won' } },
      /^TypeError: parseRecords requires status.won to be an array of texts, got 'Won'$/,
    ],
    [
      { status: { won: ['Won', ' '] } },
      /^RangeError: parseRecords requires status.won to have no blank text/,
    ],
    [
      { status: { won: ['A'], lost: ['A '] } },
      /^RangeError: parseRecords requires each text of status once, got 'A'$/,
    ],
    [{ dates: [] }, /^RangeError: parseRecords requires dates to have a text/],
    [{ dates: 'M/d/yyyy' }, /^TypeError: parseRecords requires dates to be an object/],
    [
      { dates: { amount: ['yyyy'] } },
      /^TypeError: .* a field with a date in dates \(createdAt, closedAt\), got 'amount'$/,
    ],
    [{ dates: { closedAt: 'yyyy' } }, /^TypeError: parseRecords requires dates.closedAt to be an array/],
  ])('for %j', (more, expected) => {
    expect(configured(more)).toMatch(expected);
  });

  test('for a table that is not known', () => {
    expect(message(() => parseRecords('deels' as 'deals', [], options))).toBe(
      'TypeError: parseRecords requires a table among leads, deals, sales, costs, contracts, answers, complaints, ' +
        "ratings, reps, trainings, assessments, quotas, stageChanges, got 'deels'",
    );
  });

  test.each([
    ['text', 'Id\na'],
    ['one row', row()],
    ['nothing', undefined],
    ['rows that are lists', [['a']]],
    ['rows that are texts', ['a']],
    ['rows that are nothing', [row(), null]],
  ])('a TypeError for %s', (_, rows) => {
    expect(message(() => parse(rows as object[]))).toMatch(/^TypeError: parseRecords requires rows/);
  });

  test('for wrong options even without rows, but not for columns that no row could have', () => {
    expect(message(() => parse([], { timeZone: 'x' }))).toMatch(/^RangeError/);
    expect(parse([], { keep: ['Team'] }).rows).toEqual([]);
  });

  test('not where a single row has the column', () => {
    expect(parse([row(), row({ Team: 'x' })], { keep: ['Team'] }).rows).toHaveLength(2);
  });
});
