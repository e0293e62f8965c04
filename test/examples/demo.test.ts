import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ParseOptions } from 'sales-effectiveness/records';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../examples/command.js';
import { EXAMPLE_AS_OF, exampleDeals } from '../../examples/exampleDeals.js';
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
    for (const { createdAt, closedAt, stages } of deals) {
      expect(Number(createdAt)).toBeLessThan(exported);
      expect(Number(closedAt ?? 0)).toBeLessThan(exported);
      for (const { enteredAt } of stages!) expect(Number(enteredAt)).toBeLessThan(exported);
    }
    expect(Date.parse(EXAMPLE_AS_OF)).toBe(exported);
  });

  test('went through four stages in the order of time, some back to one, and to the end where they were closed', () => {
    const named = new Set(deals.flatMap(({ stages }) => stages!.map(({ stage }) => stage)));
    expect([...named].sort()).toEqual([
      'Closed lost',
      'Closed won',
      'Demo',
      'Negotiation',
      'Offer',
      'Qualify',
    ]);
    const again = deals.filter(({ stages }) => stages!.filter(({ stage }) => stage === 'Offer').length > 1);
    expect(again.length).toBeGreaterThan(20);
    for (const { createdAt, closedAt, status, stages } of deals) {
      const entered = stages!.map(({ enteredAt }) => Number(enteredAt));
      expect(entered).toEqual([...entered].sort((a, b) => a - b));
      // Flawed deals have their dates swapped, or no closing.
      if (status !== 'open' && Number(closedAt) > Number(createdAt))
        expect(stages!.at(-1)).toEqual({ stage: `Closed ${status}`, enteredAt: closedAt });
      if (status === 'open') expect(entered[0]).toBe(createdAt);
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
        'Open deals are measured as of 2026-07-01.',
        '                                        value      from        to  deals',
        '  sales cycle, mean (days)              50.90     47.55     54.24    343',
        '  sales cycle, median                   42.00     39.00     46.00    343',
        '  sales cycle, p90                      91.80     81.00    100.00    343',
        '  win rate (%, won of won and lost)     43.48     40.08     46.95    798',
        '  average won deal (EUR)             5,750.59  5,272.55  6,228.63    341',
        '  2025-01   23  68.3  51.5  85.2  ████████████████████████████',
        '  Cleo      1    130   51.5  43.0  60.0  within   0.0   66    3,562    494',
        '  all            798   43.5  40.1  46.9                341    5,751    478',
        '  sales cycle            4  won deals with a closing before the creation',
        '  time to close/win      7  won or lost deals without a closing date',
        '  average deal           6  won deals without an amount',
        '  time in stage          7  visits to the end of a deal without a closing date',
        '  key numbers          195  open deals: not decided yet',
      ]),
    );
  });

  test('says the honest cycle, the bottleneck and the stalled deals', async () => {
    const report = await demo([]);
    expect(report).toContain(`
The honest cycle (lost and open deals in view)
----------------------------------------------
  The mean of won deals, 50.9 days, forgets the 456 that were lost and the 195
  that are open: half of all deals are decided within 55 days.
                                    value   from     to  deals
  time to close, median (days)      55.00  51.00  57.00    987
  a new deal is won in the end (%)  41.59  38.12  45.01    987
  half of those wins within (days)  46.00      –      –    987

The bottleneck (time in stage, in days)
---------------------------------------
  The bottleneck is Offer: a visit takes 28.1 days on average, and 45.8% of the
  time in all stages is spent there.
  stage        rank  visits  open  mean  median  time %  moved on %
  Offer           1     960   122  28.1    21.3    45.8        72.8
  Qualify         2     992    18  12.9     9.0    22.0        97.7
  Demo            3   1,049    26  12.6     9.0    22.9        93.9
  Negotiation     4     509    29  10.7     8.1     9.4        71.5

Stalled deals (longer in their stage than nine of ten won deals were)
---------------------------------------------------------------------
  21 of 195 open deals are stalled; the 10 furthest over the limit:
  deal      days  limit  stage
  D-0009    63.9   42.8  Offer
`);
    const worst = report.split('deal      days  limit  stage\n')[1]!.split('\n\n')[0]!.split('\n');
    expect(worst).toHaveLength(10);
  });

  test('as JSON holds them as plain data, in full', async () => {
    const report = JSON.parse(await demo(['--json']));
    expect(report).toMatchObject({
      asOf: { date: '2026-07-01', instant: Date.UTC(2026, 6, 2) - 1, given: true },
      timeToClose: { value: 55, interval: { low: 51, high: 57 }, count: 987 },
      timeToWin: { value: 46, count: 987 },
      reach: { open: 0 },
      bottleneck: {
        ...{ deals: 1000, minVisits: 5, excluded: { missingClosedAt: 7 } },
        stages: [{ stage: 'Offer', rank: 1, visits: 960, open: 122 }, {}, {}, { stage: 'Negotiation' }],
      },
      stalled: { count: 21 },
      excluded: { timeToClose: { missingClosedAt: 7, negativeDuration: 6 } },
    });
    expect(report.timeToWin.winProbability.value).toBeCloseTo(0.4159, 4);
    expect(report.bottleneck.stages[0].mean).toBeCloseTo(28.1, 1);
    expect(report.stalled.deals).toHaveLength(21);
    const { days, limit, ...worst } = report.stalled.deals[0];
    expect(worst).toEqual({ id: 'D-0009', stage: 'Offer' });
    expect([days, limit].map((each) => each.toFixed(1))).toEqual(['63.9', '42.8']);
  });

  test('fits 80 columns, whatever the names, zones and amounts', () => {
    const long = 'Wilhelmina van den Heuvel-Oosterhout, Region North-West'.repeat(2);
    const deals = exampleDeals().map((deal, i) => ({
      ...deal,
      ownerId: i % 3 === 0 ? long : undefined,
      source: `${i}`,
      amount: `${i}123456789.01`,
      currency: 'Republic credits, old',
      id: `${deal.id} ${long}`,
      stages: deal.stages!.map((visit) => ({ ...visit, stage: `${visit.stage} ${long}`.slice(i % 2) })),
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

  test('shows the reps of the highest win rate first, and deals without a rep last', () => {
    const { deals } = parseDeals(csv('e,1/7/2026,2/9/2026,Won,10,,EUR'), MAPPING);
    const report = measure(deals, { title: '', timeZone: 'UTC' });
    expect(report.reps.map(({ key, winRate }) => [key, winRate.value])).toEqual([
      ['Ada', 1],
      ['Bela', 0.5],
      [null, 1],
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

describe('the pipeline', () => {
  /** The lines of a section of the report on a file of deals, by its title up to the bracket. */
  const sectionOf = (report: string, title: string) => {
    const lines = report.split('\n');
    const start = lines.findIndex((line) => line.startsWith(title)) + 2;
    return lines.slice(start, lines.indexOf('', start));
  };
  const rows = (...rows: string[]) => file([HEADER, ...rows].join('\n'));
  const HISTORY = [
    'deal_id,stage,changed_at',
    ...['a,Demo,1/2/2026', 'a,Offer,1/4/2026', 'a,Offer,1/8/2026', 'a,Closed won,1/12/2026'],
    ...['b,Offer,1/9/2026', 'b,Demo,1/5/2026', 'b,Closed won,2/4/2026'],
    ...['c,Demo,1/7/2026', 'd,Demo,2/1/2026'],
  ];

  test('of a file has the honest cycle, and needs a history for the rest', async () => {
    const report = await demo([await file(csv()), ...options()]);
    expect(report).toContain('\nOpen deals are measured as of 2026-02-09, the latest date in the data.\n');
    expect(sectionOf(report, 'The honest cycle')).toEqual([
      '  The mean of won deals, 20 days, forgets the one that was lost and the one that',
      '  is open: half of all deals are decided within 30 days.',
      '                                    value   from       to  deals',
      '  time to close, median (days)      30.00  10.00  or more      4',
      '  a new deal is won in the end (%)  66.67   5.41    94.52      4',
      '  half of those wins within (days)  10.00      –        –      4',
    ]);
    expect(sectionOf(report, 'The key indicators (of all the data')).toEqual([
      '  indicator     value  unit     from      to  n',
      '  sales cycle    20.0  days   -107.1   147.1  2',
      '  average sale  75.00        -249.01  399.01  2',
      '  Of the ten, 8 need more than deals: lead quality, personalization time and',
      '  conversion (leads), acquisition cost (costs), customer retention (contracts),',
      '  net promoter score (answers), time to first sale (reps) and skill mastery',
      '  (assessments).',
    ]);
    expect(sectionOf(report, 'The bottleneck')).toEqual([
      '  needs stages: --history FILE names a CSV file of stage changes (see --help)',
    ]);
    expect(sectionOf(report, 'Stalled deals (open for')).toEqual([
      '  no open deal is stalled, as far as won deals tell',
    ]);
  });

  test('measures stalled deals as a whole without a history, to the day that was named', async () => {
    const args = [await file(csv()), ...options(), '--as-of', '2026-03-05'];
    const report = await demo(args);
    expect(report).toContain('\nOpen deals are measured as of 2026-03-05.\n');
    expect(sectionOf(report, 'Stalled deals (open for')).toEqual([
      '  1 of 1 open deal is stalled:',
      '  deal      days  limit  stage',
      '  d         32.0   28.0  (deal as a whole)',
    ]);
    expect(JSON.parse(await demo([...args, '--json']))).toMatchObject({
      asOf: { date: '2026-03-05', instant: Date.UTC(2026, 2, 5), given: true },
      bottleneck: { deals: 0, stages: [] },
      stalled: { count: 1, deals: [{ id: 'd', stage: null, days: 32, limit: 28 }] },
    });
  });

  test('takes the stages from a history, in any order and with repeats', async () => {
    const changes = ['x,Demo,1/2/2026', 'c,,1/9/2026', ...['e', 'f', 'g'].map((id) => `${id},Demo,2/1/2026`)];
    const others = ['e', 'f', 'g', 'h'].map((id) => `${id},2/1/2026,2/8/2026,Won,1,Ada,EUR`);
    const history = ['--history', await file([...HISTORY, ...changes].join('\n'))];
    const args = [await file(csv(...others)), ...options(), ...history, '--as-of', '2026-03-05'];
    const report = await demo(args);
    expect(sectionOf(report, 'The bottleneck')).toEqual([
      '  The bottleneck is Demo, the only stage with 5 visits that have ended: a visit',
      '  takes 10 days on average, and 73.0% of the time in all stages is spent there.',
      '  Stages are known of 7 of 8 deals.',
      '  stage     rank  visits  open  mean  median  time %  moved on %',
      '  Demo         1       7     1  10.0     7.0    73.0        83.3',
      '  Offer        –       2     0  17.0    17.0    27.0       100.0',
      '  rank –: fewer than 5 visits have ended, too few to compare',
    ]);
    expect(sectionOf(report, 'Stalled deals (longer')).toContain('  d         32.0    7.0  Demo');
    expect(report.split('\n').slice(-6)).toEqual([
      '  time in stage        1  stage changes of deals that are not here',
      '  key numbers          1  open deal: not decided yet',
      '',
      '  1 row of the history rejected, in none of the numbers:',
      '       1  no stage in stage',
      '          line 12',
    ]);
    expect(JSON.parse(await demo([...args, '--json']))).toMatchObject({
      bottleneck: { deals: 7, stages: [{ stage: 'Demo', rank: 1, mean: 10 }, { rank: null }] },
      stalled: { deals: [{ id: 'd', stage: 'Demo', days: 32, limit: 7 }] },
      history: { changes: 13, ofOtherDeals: 1, rejects: { count: 1, rows: [{ line: 12, id: 'c' }] } },
    });
  });

  test('takes columns and dates of a history by their names; too few visits name no bottleneck', async () => {
    const text = 'Deal,To,When\nd,Demo,2026-02-01 09:30\nb,Demo,2026-02-01 10:30';
    const report = await demo([
      ...[await file(csv()), ...options(), '--history', await file(text)],
      ...['--history-deal', 'Deal', '--history-stage', 'To', '--history-at', 'When'],
      ...['--history-dates', 'yyyy-MM-dd HH:mm'],
    ]);
    expect(sectionOf(report, 'The bottleneck')).toEqual([
      '  Too few visits to say which stage is the bottleneck: none has 5 that have',
      '  ended. Stages are known of 2 of 4 deals.',
      '  stage     rank  visits  open  mean  median  time %  moved on %',
      '  Demo         –       2     1   2.6     2.6   100.0       100.0',
      '  rank –: fewer than 5 visits have ended, too few to compare',
    ]);
  });

  test('names all stages that cost the same', () => {
    const stages = [0, 1].map((day) => ({ stage: `S${day}`, enteredAt: day * 86_400_000 }));
    const deals = exampleDeals()
      .slice(0, 5)
      .map(({ id }) => ({ id, createdAt: 0, closedAt: 2 * 86_400_000, status: 'won' as const, stages }));
    const report = linesOf(measure(deals, { title: '', timeZone: 'UTC' })).join('\n');
    expect(report).toContain('No one stage is the bottleneck: in S0 and S1 a visit takes 1 day on average.');
  });

  test('of deals of which none is open, won or decided says so', async () => {
    const [won, other, lost, open] = GOOD as [string, string, string, string];
    const noneOpen = await demo([await rows(won, other, lost), ...options()]);
    expect(sectionOf(noneOpen, 'The honest cycle').slice(0, 2)).toEqual([
      '  The mean of won deals, 20 days, forgets the one that was lost: half of all',
      '  deals are decided within 30 days.',
    ]);
    expect(sectionOf(noneOpen, 'Stalled deals')).toEqual(['  no deal is open']);

    const noneWon = await demo([await rows(lost, open), ...options()]);
    expect(sectionOf(noneWon, 'The honest cycle')).toEqual([
      '  No won deal can be timed, so there is no mean of them; half of all deals are',
      '  decided within 33 days.',
      '                                    value  from  to  deals',
      '  time to close, median (days)      33.00     –   –      2',
      '  a new deal is won in the end (%)   0.00     –   –      2',
      '  half of those wins within (days)      –     –   –      2',
    ]);
    expect(sectionOf(noneWon, 'Stalled deals')).toEqual([
      '  no deal was won, so nothing says how long is too long',
    ]);

    const onlyWon = await demo([await rows(won, other), ...options()]);
    expect(sectionOf(onlyWon, 'The honest cycle').slice(0, 2)).toEqual([
      '  The mean of won deals, 20 days, forgets none, since no deal is lost or open;',
      '  half of all deals are decided within 20 days.',
    ]);

    const onlyOpen = await demo([await rows(open), ...options(), '--as-of', '2026-02-03']);
    expect(sectionOf(onlyOpen, 'The honest cycle')).toEqual([
      '  No won deal can be timed, so there is no mean of them; the data do not reach',
      '  the day by which half of all deals are decided.',
      '                                    value  from  to  deals',
      '  time to close, median (days)          –     –   –      1',
      '  a new deal is won in the end (%)   0.00     –   –      1',
      '  half of those wins within (days)      –     –   –      1',
      '  The end is as far as the data reach, 2 days: 100.0% of deals are open for',
      '  longer.',
    ]);

    const nothing = linesOf(measure([], { title: '', timeZone: 'UTC' })).join('\n');
    expect(sectionOf(nothing, 'The honest cycle')).toEqual(['  no deal can be timed']);
    expect(nothing).not.toContain('as of');
  });

  test('counts a day as known until its end where dates have times', async () => {
    const text = `${HEADER}\na,2026-01-01T12:00Z,2026-01-11T12:00Z,Won,,,\nb,2026-01-05T12:00Z,,Engaging,,,`;
    const args = [await file(text), ...options({ '--dates': null }), '--json'];
    const { asOf } = JSON.parse(await demo(args));
    expect(asOf).toEqual({ date: '2026-01-11', instant: Date.UTC(2026, 0, 12) - 1, given: false });
    expect(JSON.parse(await demo([...args, '--as-of', '2026-01-11'])).asOf.instant).toBe(asOf.instant);
  });

  test.each([
    [
      'before a closing',
      '2026-02-08',
      /no earlier than the closedAt in line 4, 2026-02-09, got '2026-02-08'/,
    ],
    ['that does not exist', '2026-02-30', /--as-of requires a date such as 2026-07-01, got '2026-02-30'/],
    ['in another format', '3/1/2026', /--as-of requires a date such as 2026-07-01, got '3\/1\/2026'/],
  ])('as of a date %s is refused', async (_, date, message) => {
    await expect(demo([await file(csv()), ...options(), '--as-of', date])).rejects.toThrow(message);
  });

  test('as of a date before a change of stage is refused', async () => {
    const history = await file([...HISTORY, 'd,Offer,2/20/2026'].join('\n'));
    await expect(
      demo([await file(csv()), ...options(), '--history', history, '--as-of', '2026-02-10']),
    ).rejects.toThrow('no earlier than the change to Offer of the deal in line 5, 2026-02-20');
  });

  test.each([
    ['other columns', 'id,stage,changed_at\na,b,c', /\.csv: --history-deal names no column .*: 'deal_id'/],
    ['an unreadable time', 'deal_id,stage,changed_at\na,Demo,soon', /\.csv: line 2: .* got 'soon'/],
    ['other deals', 'deal_id,stage,changed_at\nx,Demo,1/1/2026', /\.csv: no change, such as that of 'x', of/],
    ['no change', 'deal_id,stage,changed_at\nx,,', /\.csv: no row is a change of a deal in the file/],
    ['no text', '', /\.csv: the file is empty/],
  ])('with a history of %s is refused', async (_, text, message) => {
    await expect(demo([await file(csv()), ...options(), '--history', await file(text)])).rejects.toThrow(
      message,
    );
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
    expect(report).toContain('Leaderboard by source (win rate)');
    expect(report).not.toContain('by customer');
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
    await expect(demo(['--as-of', '2026-07-01'])).rejects.toThrow('--as-of needs a file');
    await expect(demo(['a.csv', ...options(), '--history-at', 'When'])).rejects.toThrow(
      '--history-at needs a history: --history FILE',
    );
    await expect(demo(['a.csv', 'b.csv'])).rejects.toThrow('one file at a time');
  });

  test('are explained in 80 columns', async () => {
    const lines = (await demo(['--help'])).split('\n');
    for (const option of options().filter((_, i) => i % 2 === 0)) expect(lines.join('\n')).toContain(option);
    for (const option of ['--as-of', '--history', '--history-deal', '--history-stage', '--history-at'])
      expect(lines.join('\n')).toContain(option);
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
