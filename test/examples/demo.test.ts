import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ParseOptions } from 'sales-effectiveness/records';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../examples/command.js';
import { exampleDeals } from '../../examples/exampleDeals.js';
import { parseDeals } from '../../examples/readDeals.js';
import { linesOf, measure } from '../../examples/report.js';

const HEADER = 'Id,Opened,Closed,Stage,Value,Rep,Currency';
const GOOD = [
  'a,1/2/2026,1/12/2026,Won,100.50,Ada,EUR',
  'b,1/5/2026,2/4/2026,Won,49.50,Bela,EUR',
  'c,1/7/2026,2/9/2026,Lost,10,Bela,EUR',
  'd,2/1/2026,,Engaging,,Ada,',
];
const csv = (...rows: string[]) => [HEADER, ...GOOD, ...rows].join('\n');
const MAPPING: ParseOptions<'deals'> = {
  columns: {
    id: 'Id',
    createdAt: 'Opened',
    closedAt: 'Closed',
    status: 'Stage',
    amount: 'Value',
    ownerId: 'Rep',
    currency: 'Currency',
  },
  dates: ['M/d/yyyy'],
  timeZone: 'UTC',
  status: { won: ['Won'], lost: ['Lost'], open: ['Engaging'] },
};
const OPTIONS =
  '--id Id --created Opened --closed Closed --status Stage --amount Value --owner Rep --won Won --lost Lost --open Engaging --dates M/d/yyyy --time-zone UTC'.split(
    ' ',
  );
/** The same options but those given here; a value of null leaves one out. */
function options(changed: Record<string, string | null> = {}): string[] {
  const all = new Map<string, string | null>();
  for (let i = 0; i < OPTIONS.length; i += 2) all.set(OPTIONS[i]!, OPTIONS[i + 1]!);
  for (const [option, value] of Object.entries(changed)) all.set(option, value);
  return [...all].flatMap(([option, value]) => (value === null ? [] : [option, value]));
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterAll(() => rm(folder, { recursive: true }));
async function file(text: string | Uint8Array): Promise<string> {
  const path = join(folder, `${Math.random()}.csv`);
  await writeFile(path, text);
  return path;
}

describe('exampleDeals', () => {
  const deals = exampleDeals();

  test('are a thousand, the same for the same seed', () => {
    expect(deals).toHaveLength(1000);
    expect(new Set(deals.map(({ id }) => id)).size).toBe(1000);
    expect(exampleDeals()).toEqual(deals);
    expect(exampleDeals(1)).not.toEqual(deals);
  });

  test('are known in full when they were exported', () => {
    const exported = Date.UTC(2026, 6, 1);
    for (const { createdAt, closedAt } of deals) {
      expect(Number(createdAt)).toBeLessThan(exported);
      expect(Number(closedAt ?? 0)).toBeLessThan(exported);
    }
  });

  test('hold 18 months of six reps, and every flaw', () => {
    const report = measure(deals, { title: '', timeZone: 'UTC' });
    expect(report.trend.map(({ month }) => month)).toHaveLength(18);
    expect(report.reps).toHaveLength(6);
    expect(report.excluded.salesCycle).toEqual({ missingClosedAt: 2, negativeDuration: 4 });
    expect(report.excluded.averageDealValue).toEqual({ missingClosedAt: 2, missingAmount: 6 });
  });
});

describe('the report', () => {
  test('says cycle, trend, reps and what was left out', async () => {
    const lines = (await demo([])).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '1,000 deals: 349 won, 456 lost, 195 open. No row was rejected.',
        '                                        value      from        to  deals',
        '  sales cycle, mean (days)              50.90     47.55     54.24    343',
        '  sales cycle, median                   42.00     39.00     46.00    343',
        '  sales cycle, p90                      91.80     81.00    100.00    343',
        '  win rate (%, won of won and lost)     43.48     40.08     46.95    798',
        '  average won deal (EUR)             5,750.59  5,272.55  6,228.63    341',
        '  2025-01   23  68.3  51.5  85.2  ████████████████████████████',
        '  Cleo          130   51.5  43.0  60.0   66    3,562  3,068   4,056',
        '  all           798   43.5  40.1  46.9  341    5,751  5,273   6,229',
        '  sales cycle       4  won deals with a closing before the creation',
        '  average deal      6  won deals without an amount',
      ]),
    );
  });

  test('fits 80 columns, whatever the names, zones and amounts', () => {
    const long = 'Wilhelmina van den Heuvel-Oosterhout, Region North-West'.repeat(2);
    const deals = exampleDeals().map((deal, i) => ({
      ...deal,
      ownerId: i % 3 === 0 ? long : undefined,
      source: `${i}`,
      amount: `${i}123456789.01`,
      currency: 'Republic credits, old',
    }));
    const rejects = exampleDeals().map(({ id }, i) => ({
      ...{ line: 1_000_000 + 2 * i, id: String(id), column: long, value: '' },
      reason: `no creation date in ${long}`,
    }));
    const timeZone = 'America/Argentina/ComodRivadavia';
    for (const each of [deals, deals.slice(0, 3), exampleDeals(), []])
      for (const line of linesOf(measure(each, { title: long, timeZone, rejects, bySource: true })))
        expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('shows the reps of the highest win rate first, and deals without a rep', () => {
    const { deals } = parseDeals(csv('e,1/7/2026,2/9/2026,Won,10,,EUR'), MAPPING);
    const report = measure(deals, { title: '', timeZone: 'UTC' });
    expect(report.reps.map(({ key, winRate }) => [key, winRate.value])).toEqual([
      ['Ada', 1],
      [null, 1],
      ['Bela', 0.5],
    ]);
    expect(linesOf(report).join('\n')).toContain('(no rep)');
  });

  test('as JSON holds everything, exact amounts as text', async () => {
    const report = JSON.parse(
      await demo([await file(csv(',1/1/2026,,Engaging,,,')), ...options(), '--json']),
    );
    expect(report).toMatchObject({
      deals: { won: 2, lost: 1, open: 1 },
      salesCycle: { mean: 20, median: 20, p90: 28, count: 2 },
      winRate: { numerator: 2, denominator: 3 },
      averageDealValue: { value: '75', sum: '150' },
      trend: [{ month: '2026-01', salesCycle: { mean: 10 } }, { month: '2026-02' }],
      reps: [{ key: 'Ada' }, { key: 'Bela' }],
      excluded: { salesCycle: {}, winRate: {}, averageDealValue: {} },
      rejects: {
        count: 1,
        reasons: [{ reason: "no id in Id, status 'Engaging'", count: 1 }],
        rows: [{ line: 6, id: null, column: 'Id', value: '' }],
      },
    });
  });
});

describe('a file', () => {
  test('may lack creation dates and hold statuses that nobody named: rejects, with their lines', async () => {
    const text = csv('e,,,Engaging,,,', 'f,,,Engaging,,,', '', 'g,1/1/2026,,On hold,,,', 'h,,,Engaging,,,');
    const lines = (await demo([await file(text), ...options()])).split('\n');
    expect(lines).toContain('4 deals: 2 won, 1 lost, 1 open. 4 rows rejected: see below.');
    expect(lines.slice(-4)).toEqual([
      "       3  no creation date in Opened, status 'Engaging'",
      '          lines 6-7, 10',
      "       1  unknown status 'On hold' in Stage",
      '          line 9',
    ]);
  });

  test('is counted in lines as an editor counts them', () => {
    const text = `\uFEFF\r\n${csv('"e\n1",1/1/2026,,Engaging,"",,', ' , ', 'f,,,Won,,,').replaceAll('\n', '\r\n')}\r\n`;
    const { rejects, lines } = parseDeals(text, MAPPING);
    expect(lines).toEqual([3, 4, 5, 6, 7]);
    expect(rejects.map(({ line }) => line)).toEqual([10]);
  });

  test('may have its dates in several formats, also with commas', async () => {
    const text = csv('e,"Feb 3, 2026",2026-02-07,Won,1,Ada,EUR');
    const formats = ['M/d/yyyy,yyyy-MM-dd', 'MMM d, yyyy'].flatMap((each) => ['--dates', each]);
    const report = await demo([await file(text), ...options({ '--dates': null }), ...formats]);
    expect(report).toContain('5 deals: 3 won');
  });

  test('may have groups besides the reps', async () => {
    const report = await demo([await file(csv()), ...options(), '--source', 'Currency']);
    expect(report).toContain('By source (highest win rate first)');
    expect(report).not.toContain('By customer');
  });

  test.each([
    ['an unreadable date', 'e,13/45/2017,,Engaging,,,', /line 6: .* column Opened, got '13\/45\/2017'/],
    ['an unreadable closing', 'e,1/1/2017,soon,Engaging,,,', /line 6: .* column Closed, got 'soon'/],
    ['an unreadable amount', 'e,1/1/2017,,Engaging,"1,5",,', /line 6: .* column Value, got '1,5'/],
    ['an id that occurs twice', 'a,1/1/2017,,Engaging,,,', /lines 2 and 6 have the same id, 'a'/],
    ['a ragged row', 'e,1/1/2017,,Engaging', /line 6: Too few fields: expected 7/],
    ['an open quote', '\ne,1/1/2017,"\n,Engaging,,,\n', /line 7: Quoted field unterminated/],
    ['two currencies', '\ne,1/1/2026,1/2/2026,Won,1,Ada,USD', /in line 7 to be in EUR as line 2 is/],
  ])('with %s is refused', async (_, row, message) => {
    await expect(demo([await file(csv(row)), ...options({ '--currency': 'Currency' })])).rejects.toThrow(
      message,
    );
  });

  test.each([
    ['no text', '', 'the file is empty'],
    ['blank lines alone', '\n \n', 'the file is empty'],
    ['a header alone', `${HEADER}\n`, 'the file has a header but no rows'],
    ['two columns of one name', 'Id,Opened, Id\n1,2,3', "columns 1 and 3 have the same name, 'Id'"],
    ['bytes', new Uint8Array([80, 75, 0, 1]), 'is no text in UTF-8'],
    ['another encoding', new Uint8Array([82, 101, 110, 0xe9]), 'is no text in UTF-8'],
    [
      'no deal',
      `${HEADER}\na,,,Won,,,\nb,,,Lost,,,`,
      'none of the 2 rows is a deal: no creation date in Opened',
    ],
    [
      'a status in other letters',
      `${HEADER}\na,1/1/2026,,won,,,`,
      "no row has the status 'Won'. The column Stage has 'won' (1)",
    ],
  ])('of %s is refused', async (_, content, message) => {
    await expect(demo([await file(content), ...options()])).rejects.toThrow(message);
  });

  test('that is missing or a folder is refused', async () => {
    await expect(demo([join(folder, 'none.csv'), ...options()])).rejects.toThrow('there is no such file');
    await expect(demo([folder, ...options()])).rejects.toThrow('it is a folder');
  });
});

describe('the options', () => {
  test.each<[string, Record<string, string | null>, RegExp]>([
    [
      'a column that is missing',
      { '--created': 'Begun' },
      /--created names no column of the file: 'Begun'. There are Id, Opened/,
    ],
    [
      'a column used twice',
      { '--closed': 'Opened' },
      /--created and --closed name the same column, 'Opened'/,
    ],
    ['no column', { '--created': null, '--won': null }, /missing --created, --won. A file needs --id/],
    ['no text', { '--won': 'Won,' }, /--won has an empty text: 'Won,'/],
    ['a text of two statuses', { '--lost': 'Won' }, /each text of status once, got 'Won'/],
    ['an unknown zone', { '--time-zone': 'Mars' }, /a time zone such as 'Europe\/Paris', got 'Mars'/],
    ['a format without a year', { '--dates': 'M/d' }, /a year, a month and a day .*, got 'M\/d'/],
    ['an unknown option', { '--colour': 'red' }, /Unknown option '--colour'/],
  ])('with %s are refused', async (_, changed, message) => {
    await expect(demo([await file(csv()), ...options(changed)])).rejects.toThrow(message);
  });

  test('need a file, and one alone', async () => {
    await expect(demo(['--created', 'Opened'])).rejects.toThrow('--created needs a file');
    await expect(demo(['a.csv', 'b.csv'])).rejects.toThrow('one file at a time');
  });

  test('are explained in 80 columns', async () => {
    const lines = (await demo(['--help'])).split('\n');
    for (const option of options().filter((_, i) => i % 2 === 0)) expect(lines.join('\n')).toContain(option);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('the command', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const run = (...args: string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((done) => {
      const env = { ...process.env, INIT_CWD: folder, DEBUG: '' };
      const child = execFile(
        process.execPath,
        ['--import', 'tsx', 'examples/demo.ts', ...args],
        { cwd: root, env },
        (_, out, err) => done({ code: child.exitCode, out, err }),
      );
    });

  test('prints the report and ends with 0', async () => {
    expect(await run()).toEqual({ code: 0, out: `${await demo([])}\n`, err: '' });
  });

  test('finds a file from where its user stands', async () => {
    await writeFile(join(folder, 'deals.csv'), csv('e,,,Engaging,,,'));
    const { code, out } = await run('deals.csv', ...options());
    expect(code).toBe(0);
    expect(out).toContain('Sales effectiveness: deals.csv');
    expect(out).toContain("1  no creation date in Opened, status 'Engaging'");
  });

  test('says in one line what is wrong, and ends with 1', async () => {
    await writeFile(join(folder, 'date.csv'), csv('e,13/45/2017,,Engaging,,,'));
    expect(await run('date.csv', ...options())).toEqual({
      code: 1,
      out: '',
      err: "demo: line 6: createdAt requires a date as M/d/yyyy in the column Opened, got '13/45/2017'\n",
    });
    const { code, err } = await run('date.csv', ...options({ '--owner': 'Seller' }));
    expect(code).toBe(1);
    expect(err).toMatch(/^demo: --owner names no column of the file: 'Seller'.*\n$/);
  });
});
