import { parseRecords } from 'sales-effectiveness/records';
import { afterEach, describe, expect, test } from 'vitest';

/** The instant that a text is read as, in ISO form; `reject` when it is not read. */
function read(text: string, dates: readonly string[] | undefined, timeZone = 'UTC'): string {
  const { rows } = parseRecords('deals', [Object.freeze({ id: '1', at: text, status: 'open' })], {
    columns: { id: 'id', createdAt: 'at', status: 'status' },
    dates,
    timeZone,
    status: { open: ['open'] },
  });
  return rows.length === 1 ? new Date(rows[0]!.createdAt).toISOString().replace(':00.000Z', 'Z') : 'reject';
}
const config = (tokens: string) => () => read('', [tokens]);

describe('dates in formats', () => {
  test.each([
    ['3/1/2017', 'M/d/yyyy', '2017-03-01T00:00Z'],
    ['03/01/2017', 'M/d/yyyy', '2017-03-01T00:00Z'],
    ['3/1/2017', 'd/M/yyyy', '2017-01-03T00:00Z'],
    ['03.08.2026', 'dd.MM.yyyy', '2026-08-03T00:00Z'],
    ['8/3/2026 9:15 PM', 'M/d/yyyy h:mm a', '2026-08-03T21:15Z'],
    ['8/3/2026 12:15 AM', 'M/d/yyyy h:mm a', '2026-08-03T00:15Z'],
    ['3 Aug 2026', 'd MMM yyyy', '2026-08-03T00:00Z'],
    ['20260803', 'yyyyMMdd', '2026-08-03T00:00Z'],
    ['2026-W32-1', "RRRR-'W'II-i", '2026-08-03T00:00Z'],
    ['08/03/2026', 'P', '2026-08-03T00:00Z'],
    ['1785748500', 't', '2026-08-03T09:15Z'],
    ['1785748500000', 'T', '2026-08-03T09:15Z'],
    ['2026-08-03 09:15 +0200', 'yyyy-MM-dd HH:mm xx', '2026-08-03T07:15Z'],
    ['2026-08-03T09:15Z', "yyyy-MM-dd'T'HH:mmX", '2026-08-03T09:15Z'],
  ])('%s as %s is %s', (text, tokens, expected) => {
    expect(read(text, [tokens])).toBe(expected);
  });

  test.each([
    ['1/2/17', 'M/d/yyyy'],
    ['1/2/201', 'M/d/yyyy'],
    ['1/2/0017', 'M/d/yyyy'],
    ['1/2/17', 'M/d/y'],
    ['1/2/2017', 'M/d/yy'],
    ['2/29/2017', 'M/d/yyyy'],
    ['1/2/2017 3:00', 'M/d/yyyy'],
    ['13/1/2017', 'M/d/yyyy'],
    ['2017111', 'yyyyMMdd'],
    ['10117', 'ddMMyy'],
    ['99999999999999999999', 'T'],
    ['8/3/2026 13:15 PM', 'M/d/yyyy h:mm a'],
  ])('%s is not of the format %s', (text, tokens) => {
    expect(read(text, [tokens])).toBe('reject');
  });

  test('are tried in their order', () => {
    expect(read('3/1/2017', ['M/d/yyyy', 'd/M/yyyy'])).toBe('2017-03-01T00:00Z');
    expect(read('3/1/2017', ['d/M/yyyy', 'M/d/yyyy'])).toBe('2017-01-03T00:00Z');
    expect(read('13/1/2017', ['M/d/yyyy', 'd/M/yyyy'])).toBe('2017-01-13T00:00Z');
    expect(read('1/2/17', ['M/d/yyyy', 'M/d/yy'])).toBe('2017-01-02T00:00Z');
  });

  test('of two digits mean the years 1950 to 2049', () => {
    const years = ['00', '17', '49', '50', '99'].map((year) => read(`1/1/${year}`, ['M/d/yy']).slice(0, 4));
    expect(years).toEqual(['2000', '2017', '2049', '1950', '1999']);
  });

  test('can be named for each field, ISO 8601 for the others', () => {
    const { rows } = parseRecords('deals', [{ id: 1, at: '2016-10-20', end: '3/1/2017', s: 'w' }], {
      columns: { id: 'id', createdAt: 'at', closedAt: 'end', status: 's' },
      dates: { closedAt: ['M/d/yyyy'] },
      timeZone: 'UTC',
      status: { won: ['w'] },
    });
    expect(rows[0]).toMatchObject({ createdAt: Date.UTC(2016, 9, 20), closedAt: Date.UTC(2017, 2, 1) });
  });

  test.each([
    ['HH:mm', /^parseRecords requires dates with a year, a month and a day/],
    ['M/d', /with a year, a month and a day/],
    ['MMM yyyy', /with a year, a month and a day/],
    ['yyyy-mm-dd', /with a year, a month and a day/],
    ["'yyyy-MM-dd'", /with a year, a month and a day/],
    ['M/d/yyyy h:mm', /^parseRecords requires dates with hours as 'HH', or as 'hh' with 'a'/],
    ['DD/MM/YYYY', /^parseRecords requires dates with 'd' for days of the month and 'y' for years/],
    ['M/d/yyyy n', /^parseRecords requires dates with the tokens of date-fns \(.*`n`\), got 'M\/d\/yyyy n'$/],
    ['M/d/yyyy z', /^parseRecords requires dates with the tokens of date-fns \(.*`z`\)/],
    ['yyyy-MM-ddTHH:mm', /^parseRecords requires dates with the tokens of date-fns/],
  ])('%s is refused', (tokens, message) => {
    expect(config(tokens)).toThrow(RangeError);
    expect(config(tokens)).toThrow(message);
  });
});

describe('dates without a format are ISO 8601', () => {
  test.each([
    ['2017-03-01', '2017-03-01T00:00Z'],
    ['2026-08-03T09:15:30.000+0000', '2026-08-03T09:15:30.000Z'],
    ['2026-08-03T11:15:30+02:00', '2026-08-03T09:15:30.000Z'],
    ['2026-08-03T11:15:30-0230', '2026-08-03T13:45:30.000Z'],
    ['2026-08-03 09:15:30+00', '2026-08-03T09:15:30.000Z'],
    ['2026-08-03T09:15Z', '2026-08-03T09:15Z'],
    ['2026-08-03T09:15:30.5', '2026-08-03T09:15:30.500Z'],
    ['2026-08-03T09:15:30.123456789Z', '2026-08-03T09:15:30.123Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text, undefined)).toBe(expected);
  });

  test.each([
    '2017-02-30',
    '2017-13-01',
    '2017-3-1',
    '0017-03-01',
    '20170301',
    '2017-03',
    '2017-03-01T24:00:00Z',
    '2017-03-01T09:60:00Z',
    '2017-03-01T09',
    '2017-03-01Z',
    '2017-03-01T09:00:00+25:00',
    '2017-03-01T09:00:00.1234567890Z',
    '1488326400000',
    'today',
  ])('%s is not', (text) => {
    expect(read(text, undefined)).toBe('reject');
  });

  test('and a reject says how to name another format', () => {
    const { rejects } = parseRecords('deals', [{ id: 1, at: '3/1/2017', s: 'w' }], {
      columns: { id: 'id', createdAt: 'at', status: 's' },
      timeZone: 'UTC',
      status: { won: ['w'] },
    });
    expect(rejects[0]!.message).toBe(
      "createdAt requires an ISO 8601 date, or its format in dates, in the column at, got '3/1/2017'",
    );
  });
});

describe('local time', () => {
  const home = process.env.TZ;
  afterEach(() => {
    if (home === undefined) delete process.env.TZ;
    else process.env.TZ = home;
  });

  describe.each([undefined, 'America/New_York', 'Pacific/Apia', 'Europe/Paris'])(
    'on a machine in %s',
    (machine) => {
      test.each([
        // A day starts at its first instant, also where midnight does not exist.
        ['2018-11-04', 'yyyy-MM-dd', 'America/Sao_Paulo', '2018-11-04T03:00Z'],
        ['2018-11-04', undefined, 'America/Sao_Paulo', '2018-11-04T03:00Z'],
        ['10/20/2016', 'M/d/yyyy', 'Europe/Paris', '2016-10-19T22:00Z'],
        // 02:30 does not exist in New York on that day: an hour later; 01:30 exists twice on the other: the earlier.
        ['2026-03-08 02:30', 'yyyy-MM-dd HH:mm', 'America/New_York', '2026-03-08T07:30Z'],
        ['2026-03-08T02:30', undefined, 'America/New_York', '2026-03-08T07:30Z'],
        ['2026-11-01 01:30', 'yyyy-MM-dd HH:mm', 'America/New_York', '2026-11-01T05:30Z'],
        ['2026-11-01T01:30', undefined, 'America/New_York', '2026-11-01T05:30Z'],
        // A machine in Apia has no such day of its own.
        ['2011-12-30 23:30', 'yyyy-MM-dd HH:mm', 'UTC', '2011-12-30T23:30Z'],
        ['2011-12-30 23:30 +02:00', 'yyyy-MM-dd HH:mm xxx', 'UTC', '2011-12-30T21:30Z'],
        // An offset leaves nothing to the zone.
        ['2026-08-03 09:15 +02:00', 'yyyy-MM-dd HH:mm xxx', 'Asia/Tokyo', '2026-08-03T07:15Z'],
        ['2026-08-03T09:15+02:00', undefined, 'Asia/Tokyo', '2026-08-03T07:15Z'],
      ])('%s as %s in %s is %s', (text, tokens, timeZone, expected) => {
        if (machine !== undefined) {
          process.env.TZ = machine;
          expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(machine);
        }
        expect(read(text, tokens === undefined ? undefined : [tokens], timeZone)).toBe(expected);
      });
    },
  );
});
