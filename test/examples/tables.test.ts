import { readFileSync } from 'node:fs';
import {
  averageSaleValue,
  conversionRate,
  customerAcquisitionCost,
  netPromoterScore,
  personalizationTime,
  qualificationRate,
  quarter,
  type Reading,
  retentionRate,
  salesCycle,
  skillMastery,
  timeToFirstSale,
} from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { demo } from '../../examples/command.js';
import { exampleDeals, FIRST_CLOSING } from '../../examples/exampleDeals.js';
import { exampleTables } from '../../examples/exampleTables.js';
import { linesOf, measure, type Report } from '../../examples/report.js';

const UTC = { timeZone: 'UTC' };
const [q2, q1, q4] = ['2026-Q2', '2026-Q1', '2025-Q4'].map((name) => quarter(name, UTC)) as [
  ReturnType<typeof quarter>,
  ReturnType<typeof quarter>,
  ReturnType<typeof quarter>,
];
const asOf = Date.UTC(2026, 6, 2) - 1;
const { deals, ...tables } = exampleTables();
const reportOf = (seed?: number): Report => {
  const { deals, ...tables } = exampleTables(seed);
  return measure(deals, { title: '', timeZone: 'UTC', asOf: '2026-07-01', tables, dataFrom: FIRST_CLOSING });
};
const report = reportOf();

/** The lines of a section, by the beginning of its title. */
const sectionOf = (lines: readonly string[], title: string) => {
  const start = lines.findIndex((line) => line.startsWith(title)) + 2;
  return lines.slice(start, lines.indexOf('', start));
};

describe('exampleTables', () => {
  test('are the same for the same seed, and their deals those of the example', () => {
    expect(exampleTables()).toEqual({ deals, ...tables });
    expect(exampleTables(1).leads).not.toEqual(tables.leads);
    expect(deals.map(({ customerId, ...deal }) => deal)).toEqual(exampleDeals());
  });

  test('are as large as they should be, and known in full when they were exported', () => {
    const sizes = Object.entries(tables).map(([name, rows]) => [name, rows.length]);
    expect(Object.fromEntries(sizes)).toEqual({
      ...{ leads: 608, costs: 145, sales: 609, contracts: 453, answers: 420 },
      ...{ reps: 7, trainings: 64, assessments: 93 },
    });
    const exported = Date.UTC(2026, 6, 1);
    // The end of a contract is agreed on before.
    for (const row of Object.values(tables).flat())
      for (const [field, value] of Object.entries(row))
        if (/At$|^at$/.test(field) && field !== 'endsAt')
          expect(Number(value), `${field} of ${JSON.stringify(row)}`).toBeLessThan(exported);
  });

  test('name reps and customers of each other', () => {
    const reps = new Set(tables.reps.map(({ id }) => id));
    for (const { ownerId } of [...deals, ...tables.leads, ...tables.costs])
      if (ownerId) expect(reps).toContain(ownerId);
    for (const { repId } of [...tables.trainings, ...tables.assessments]) expect(reps).toContain(repId);
    expect(deals.some(({ ownerId }) => ownerId === 'Gita')).toBe(false);
    const firsts = new Map<unknown, number>();
    for (const { status, customerId, closedAt, createdAt } of deals)
      if (status === 'won' && customerId) {
        const at = Number(closedAt ?? createdAt);
        firsts.set(customerId, Math.min(firsts.get(customerId) ?? at, at));
      }
    for (const { customerId, startsAt } of tables.contracts) {
      const isOld = Number(String(customerId).slice(2)) <= 110;
      if (!isOld) expect(firsts.get(customerId)).toBeLessThan(Number(startsAt ?? Number.POSITIVE_INFINITY));
    }
  });
});

describe('the ten', () => {
  const readings: Record<string, (during: typeof q2) => Reading> = {
    salesCycle: (during) => salesCycle(deals, { during, days: 'calendar', ...UTC }),
    qualificationRate: (during) => qualificationRate(tables.leads, { during, asOf, within: 14 }),
    personalizationTime: (during) => personalizationTime(tables.leads, { during }),
    conversionRate: (during) =>
      conversionRate(tables.leads, { during: during === q2 ? q1 : q4, asOf, within: 90 }),
    customerAcquisitionCost: (during) => customerAcquisitionCost({ costs: tables.costs, deals }, { during }),
    averageSaleValue: (during) => averageSaleValue(tables.sales, { during }),
    retentionRate: (during) => retentionRate(tables.contracts, { during }),
    netPromoterScore: (during) => netPromoterScore(tables.answers, { during, latestPerCustomer: true }),
    timeToFirstSale: () =>
      timeToFirstSale(
        { reps: tables.reps, deals },
        { asOf, dataFrom: FIRST_CLOSING, days: 'calendar', ...UTC },
      ),
    skillMastery: ({ end }) => skillMastery(tables.assessments, { asOf: end - 1 }),
  };

  test('are all there, as the functions read them, in both quarters', () => {
    expect(report.ten.quarter).toEqual(q2);
    expect(report.ten.missing).toEqual([]);
    expect(report.ten.indicators.map(({ kpi }) => kpi)).toEqual(Object.keys(readings));
    for (const { kpi, reading, before } of report.ten.indicators) {
      expect(reading, kpi).toEqual(readings[kpi]!(q2));
      expect(before, kpi).toEqual(kpi === 'timeToFirstSale' ? null : readings[kpi]!(q1));
    }
  });

  test('come first, in a table with what changed and what was left out', () => {
    const lines = linesOf(report);
    expect(lines[6]).toBe('The ten key indicators: 2026-Q2 (change: since 2026-Q1)');
    expect(sectionOf(lines, 'The ten')).toEqual([
      '  indicator             value  unit      from     to    n  change  verdict  out',
      '  sales cycle            45.8  days      36.2   55.5   55    +4.0  unclear    2',
      '  lead quality           49.4  %         41.8   57.0  164   +14.9  better    18',
      '  personalization time   18.3  minutes   16.4   20.1  128    -0.6  unclear',
      '  conversion ¹           12.0  %          7.6   18.3  142    -3.1  unclear    1',
      '  acquisition cost      2,877  EUR      2,121  3,903   41    +612  –          5',
      '  average sale          3,097  EUR      2,363  3,831   96    -584  unclear    2',
      '  customer retention     89.5  %         84.6   93.0  210    -6.8  worse      2',
      '  net promoter score     18.6  points     0.8   36.5   59    -2.0  unclear    7',
      '  time to first sale ²   49.3  days       0.0   98.7    3       –  –         21',
      '  skill mastery          45.7  %            –      –   35    -7.6  –          1',
      '  ¹ leads of 2026-Q1 won within 90 days, since 2025-Q4; ² reps hired since',
      '  2025-01-01, 1 more has not sold yet; lead quality: qualified within 14 days;',
      '  personalization: known of 79% of the contacted; out: left out, see the end.',
    ]);
    expect(sectionOf(lines, 'Left out')).toEqual([
      '  left out of 2026-Q2',
      '  sales cycle          2 without a closing date',
      '  lead quality         1 without a creation date, 17 too recent to tell',
      '  conversion           1 without a creation date',
      '  acquisition cost     2 without a closing date, 2 without a customer',
      '                       1 without a date',
      '  average sale         2 without a date',
      '  customer retention   1 without a start, 1 with an end before the start',
      '  net promoter score   2 without a date, 5 without a customer',
      '  time to first sale   3 reps hired before the data begin',
      '                       16 won before the hire, 2 without a closing date',
      '  skill mastery        1 without a date',
    ]);
  });

  test('fit 80 columns for any seed, with what the team should know', () => {
    for (const seed of [2026, 1, 2, 3])
      for (const line of linesOf(reportOf(seed))) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(linesOf(reportOf(1))).toEqual(linesOf(reportOf(1)));
  });

  test('fit 80 columns whatever the amounts and names', () => {
    const long = 'Wilhelmina van den Heuvel-Oosterhout, Region North-West';
    const huge = <T extends { amount?: unknown; currency?: unknown }>(rows: readonly T[]) =>
      rows.map((row, i) => ({ ...row, amount: `${i}12345678.01`, currency: 'Republic credits, old' }));
    const renamed = <T extends { repId: unknown; skill?: unknown }>(rows: readonly T[]) =>
      rows.map((row) => ({ ...row, repId: `${row.repId} ${long}`, skill: `${row.skill} ${long}` }));
    const { trainings, assessments, costs, sales, contracts, reps } = tables;
    const wide = measure(huge(deals), {
      ...{ title: '', timeZone: 'UTC', asOf: '2026-07-01' },
      tables: {
        ...tables,
        ...{ costs: huge(costs), sales: huge(sales), contracts: huge(contracts) },
        ...{ trainings: renamed(trainings), assessments: renamed(assessments) },
        reps: reps.map((rep) => ({ ...rep, id: `${rep.id} ${long}` })),
      },
    });
    for (const line of linesOf(wide)) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('need tables that a file of deals does not have: one sentence says which', () => {
    const lines = linesOf(measure(deals, { title: '', timeZone: 'UTC' }));
    expect(sectionOf(lines, 'The key indicators: 2026-Q2')).toEqual([
      '  indicator     value  unit   from     to   n  change  verdict  out',
      '  sales cycle    45.8  days   36.2   55.5  55    +4.0  unclear    2',
      '  average sale  5,084  EUR   4,087  6,081  55  -1,012  unclear    2',
      '  out: left out, see the end.',
      '  Of the ten, 8 need more than deals: lead quality, personalization time and',
      '  conversion (leads), acquisition cost (costs), customer retention (contracts),',
      '  net promoter score (answers), time to first sale (reps) and skill mastery',
      '  (assessments).',
    ]);
    for (const title of ['What each rep', 'Recurring revenue'])
      expect(lines.filter((line) => line.startsWith(title))).toEqual([]);
  });

  test('are of all the data where no deal was decided in the last whole quarter', () => {
    const at = (month: number, day: number) => Date.UTC(2026, month, day);
    const few = [{ id: 1, createdAt: at(0, 2), closedAt: at(0, 12), status: 'won', amount: '10' } as const];
    const { ten } = measure(few, { title: '', timeZone: 'UTC' });
    expect(ten).toMatchObject({
      quarter: null,
      indicators: [
        { kpi: 'salesCycle', period: null, before: null, change: null, reading: { value: 10 } },
        { kpi: 'averageSaleValue', period: null },
      ],
    });
    // The last day of a quarter ends it.
    expect(measure(few, { title: '', timeZone: 'UTC', asOf: '2026-03-31' }).ten.quarter?.name).toBe(
      '2026-Q1',
    );
    expect(measure(few, { title: '', timeZone: 'UTC', asOf: '2026-03-30' }).ten.quarter).toBeNull();
    expect(measure([], { title: '', timeZone: 'UTC' }).ten.quarter).toBeNull();
  });
});

describe('the team', () => {
  const lines = linesOf(report);

  test('sees who leads, who is below it by more than chance, and how far the top is', () => {
    expect(sectionOf(lines, 'Leaderboard')).toEqual([
      '  rep       #  deals  win %  from    to  vs all   gap    n  avg EUR      ±',
      '  Cleo      1    130   51.5  43.0  60.0  within   0.0   66    3,562    494',
      '  Ada       2    180   49.4  42.2  56.7  within   0.0   87    4,698    571',
      '  Elif      3    124   49.2  40.6  57.9  within   0.2   61    5,603    890',
      '  Bela      4    156   44.9  37.3  52.7  within   4.5   68    6,912  1,310',
      '  Dov       5    122   32.8  25.1  41.5  within  16.6   40   10,762  1,981',
      '  Finn      6     86   23.3  15.6  33.2  below   26.1   19    3,940  1,653',
      '  all            798   43.5  40.1  46.9                341    5,751    478',
      '  vs all: above or below it by more than chance; gap: to the top quarter; avg of',
      '  n won deals, ± its 95% interval. Fewer than 5 decided deals have no rank.',
    ]);
  });

  test('sees what each rep should work on', () => {
    expect(sectionOf(lines, 'What each rep').slice(0, 8)).toEqual([
      '  rep       hours  ramp  skills  to work on',
      '  Ada        16.5     –  4 of 5  Negotiation 66',
      '  Bela       16.0     –  3 of 5  Negotiation 74, Offer 78',
      '  Cleo       15.0     –  3 of 5  Negotiation 73, Discovery 79',
      '  Dov        31.0    46  3 of 5  Offer 61, Discovery 75',
      '  Elif       25.0    33  3 of 5  Negotiation 71, Offer 73',
      '  Finn       20.5    72  0 of 5  win rate, Offer 55, Negotiation 58, 3 more',
      '  Gita        7.5  none  0 of 5  Offer 24, Discovery 42, Negotiation 46, 2 more',
    ]);
  });

  test('sees why recurring revenue changed, which adds up', () => {
    expect(sectionOf(lines, 'Recurring revenue by quarter (EUR a month)')).toEqual([
      '  quarter    start    new  expanded  reduced    lost  returned     end',
      '  2025-Q3   26,695  6,268       265      -55  -1,185       676  32,664',
      '  2025-Q4   32,664  4,215       193     -189    -593         0  36,290',
      '  2026-Q1   36,290  4,594       232     -114  -1,427       191  39,767',
      '  2026-Q2   39,767  2,382       385        0  -4,343         0  38,191',
    ]);
    for (const { start, new: come, expansion, contraction, churn, reactivation, end } of report.movements!)
      expect(
        start.plus(come).plus(expansion).plus(contraction).plus(churn).plus(reactivation).equals(end),
      ).toBe(true);
  });

  test('is in the JSON as plain data', async () => {
    const json = JSON.parse(await demo(['--json']));
    expect(json).toMatchObject({
      dataFrom: '2025-01-01',
      reps: [{ key: 'Cleo', rank: 1, standing: 'within', gap: 0 }, {}, {}, {}, {}, { standing: 'below' }],
      development: [
        { repId: 'Ada', below: ['Negotiation'], ramp: { excluded: { beforeData: 1 } } },
        {},
        {},
        {},
        {},
        {},
        {},
      ],
      movements: [{ period: { name: '2025-Q3' }, currency: 'EUR' }, {}, {}, { complete: true }],
    });
    expect(json.ten.indicators).toHaveLength(10);
    expect(json.ten.indicators[7]).toMatchObject({
      kpi: 'netPromoterScore',
      period: { name: '2026-Q2' },
      change: { verdict: 'unclear' },
    });
    expect(json.ten.indicators[4].reading).toMatchObject({ count: 41, currency: 'EUR', sum: '117976.68' });
  });
});

test('the README shows what the demo prints', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const shown = readme.split('```text\n').find((block) => block.startsWith('The ten key indicators'))!;
  expect(await demo([])).toContain(shown.slice(0, shown.indexOf('\n```')));
});
