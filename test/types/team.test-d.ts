import type { Decimal } from 'decimal.js';
import {
  type Assessment,
  averageDealValue,
  type Comparison,
  type Cost,
  conversionRate,
  customerAcquisitionCost,
  type Deal,
  type DevelopmentRow,
  type DurationReading,
  developmentReport,
  groupBy,
  type Id,
  type Lead,
  type LeaderboardRow,
  leaderboard,
  type MoneyReading,
  type Quota,
  quotaAttainment,
  type RateReading,
  type Rep,
  type SkillScore,
  salesCycle,
  skillMastery,
  skillMatrix,
  skillProgress,
  type Training,
  timeToFirstSale,
  trainingTime,
  winRate,
} from 'sales-effectiveness';
import { describe, expectTypeOf, test } from 'vitest';

declare const reps: readonly Rep[];
declare const deals: readonly Deal[];
declare const leads: readonly Lead[];
declare const costs: readonly Cost[];
declare const trainings: readonly Training[];
declare const assessments: readonly Assessment[];
declare const quotas: readonly Quota[];

describe('timeToFirstSale, trainingTime and skillMastery', () => {
  test('have readings of their own, nothing to cast', () => {
    const ramp = timeToFirstSale({ reps, deals });
    expectTypeOf(ramp).toExtend<DurationReading<'days'>>();
    expectTypeOf(ramp.waiting).toEqualTypeOf<number>();
    expectTypeOf(ramp.medianWithOpen).toEqualTypeOf<number | null>();
    expectTypeOf(trainingTime({ trainings })).toEqualTypeOf<DurationReading<'hours'>>();
    expectTypeOf(skillMastery(assessments)).toEqualTypeOf<RateReading<number>>();
  });

  test('take their tables and options, and no others', () => {
    trainingTime({ trainings, reps }, { firstDays: 90 });
    trainingTime({ trainings, reps: undefined });
    timeToFirstSale.with({ days: 'calendar', timeZone: 'UTC', dataFrom: new Date(), statistic: 'p90' });
    skillMastery.with({ threshold: 0.9 });
    skillMastery([{ repId: 7, skill: 'demo', takenAt: null, score: 5, maxScore: null, trainer: 'Ada' }]);
    // @ts-expect-error deals are missing
    timeToFirstSale({ reps });
    // @ts-expect-error trainings are missing
    trainingTime({ reps });
    // @ts-expect-error rows alone do not say of which table they are
    trainingTime(trainings);
    // @ts-expect-error text is no instant
    timeToFirstSale({ reps, deals }, { dataFrom: '2026-01-01' });
    // @ts-expect-error misspelt
    skillMastery(assessments, { treshold: 0.5 });
    // @ts-expect-error not one of them
    timeToFirstSale.with({ statistic: 'mode' });
    // @ts-expect-error a score is a number
    skillMastery([{ repId: 7, skill: 'demo', takenAt: 0, score: '5' }]);
    // @ts-expect-error a training has minutes
    trainingTime({ trainings: [{ repId: 7, at: 0 }] });
  });

  test('group with a key for each table', () => {
    const groups = groupBy({ reps, deals }, { reps: 'id', deals: 'ownerId' }, timeToFirstSale);
    expectTypeOf(groups).toExtend<Map<Id | undefined, { readonly waiting: number }>>();
    // @ts-expect-error reps have no ownerId
    groupBy({ reps, deals }, { reps: 'ownerId', deals: 'ownerId' }, timeToFirstSale);
    // @ts-expect-error a key that not all share
    groupBy({ reps, deals }, 'hiredAt', timeToFirstSale);
  });
});

describe('leaderboard', () => {
  test("gives rows with the KPI's own reading", () => {
    const [row] = leaderboard(deals, winRate);
    expectTypeOf(row!).toExtend<LeaderboardRow<unknown, RateReading<number>>>();
    expectTypeOf(row!.rank).toEqualTypeOf<number | null>();
    expectTypeOf(leaderboard(deals, winRate, { key: 'ownerId' })[0]!).toEqualTypeOf<
      LeaderboardRow<Id | undefined, RateReading<number>>
    >();
    expectTypeOf(row!.key).toEqualTypeOf<Id | undefined>();
    expectTypeOf(row!.standing).toEqualTypeOf<'above' | 'within' | 'below' | null>();
    expectTypeOf(row!.gap).toEqualTypeOf<number | null>();
    expectTypeOf(row!.reading.numerator).toEqualTypeOf<number>();
    expectTypeOf(leaderboard(deals, salesCycle)[0]!.reading.median).toEqualTypeOf<number | null>();
    // @ts-expect-error a row is not to be changed
    row!.rank = 1;
    // @ts-expect-error a rate has no median
    row!.reading.median;
  });

  test('has a Decimal as gap where the KPI is money, and a number elsewhere', () => {
    const [row] = leaderboard(deals, averageDealValue);
    expectTypeOf(row!.gap).toEqualTypeOf<Decimal | null>();
    expectTypeOf(row!.reading).toExtend<MoneyReading>();
    expectTypeOf(
      leaderboard({ costs, deals }, customerAcquisitionCost)[0]!.gap,
    ).toEqualTypeOf<Decimal | null>();
  });

  test('takes a key that some row has: a field, a function, or one for each table', () => {
    expectTypeOf(leaderboard(leads, conversionRate, { key: 'source' })[0]!.key).toEqualTypeOf<
      string | undefined
    >();
    expectTypeOf(
      leaderboard(deals, winRate, { key: ({ ownerId }: Deal) => String(ownerId) })[0]!.key,
    ).toEqualTypeOf<string>();
    leaderboard(deals, winRate, { key: ({ ownerId }) => String(ownerId) });
    expectTypeOf(leaderboard(assessments, skillMastery, { key: 'repId' })[0]!.key).toEqualTypeOf<Id>();
    const ramps = leaderboard({ reps, deals }, timeToFirstSale, { key: { reps: 'id', deals: 'ownerId' } });
    expectTypeOf(ramps[0]!.key).toEqualTypeOf<Id | undefined>();
    expectTypeOf(ramps[0]!.reading.waiting).toEqualTypeOf<number>();
    leaderboard([{ id: 1, createdAt: 0, status: 'won', closedAt: 5, region: 'north' }], winRate, {
      key: 'region',
    });
    // @ts-expect-error a key that no row has
    leaderboard(deals, winRate, { key: 'owner' });
    // @ts-expect-error a key that no row has
    leaderboard(assessments, skillMastery, { key: 'ownerId' });
    // @ts-expect-error reps have no ownerId
    leaderboard({ reps, deals }, timeToFirstSale, { key: { reps: 'ownerId', deals: 'ownerId' } });
    // @ts-expect-error a key for deals is missing
    leaderboard({ reps, deals }, timeToFirstSale, { key: { reps: 'id' } });
    // @ts-expect-error a key that not all share
    leaderboard({ reps, deals }, timeToFirstSale, { key: 'ownerId' });
  });

  test('refuses rows of another table, what is no KPI, and options that there are not', () => {
    leaderboard(deals, winRate, { minimum: 10, level: 0.9, asOf: new Date(), during: { start: 0, end: 1 } });
    leaderboard(new Set(deals), winRate.with({ basis: 'cohort' }), { minimum: undefined });
    // @ts-expect-error rows of another table
    leaderboard(leads, winRate);
    // @ts-expect-error deals are missing
    leaderboard({ reps }, timeToFirstSale);
    // @ts-expect-error what is no KPI
    leaderboard(deals, { winRate });
    // @ts-expect-error misspelt
    leaderboard(deals, winRate, { minimun: 10 });
    // @ts-expect-error options of a KPI go through with
    leaderboard(deals, winRate, { basis: 'cohort' });
    // @ts-expect-error a minimum is a number
    leaderboard(deals, winRate, { minimum: '10' });
  });
});

describe('developmentReport', () => {
  const tables = { reps, trainings, assessments, deals };

  test('gives plain rows, with the readings of its KPIs by name', () => {
    const [row] = developmentReport(tables, { kpis: { winRate, salesCycle } });
    expectTypeOf(row!.repId).toEqualTypeOf<Id>();
    expectTypeOf(row!.training).toEqualTypeOf<DurationReading<'hours'>>();
    expectTypeOf(row!.ramp.waiting).toEqualTypeOf<number>();
    expectTypeOf(row!.skills).toEqualTypeOf<Readonly<Record<string, SkillScore>>>();
    expectTypeOf(row!.below).toEqualTypeOf<readonly string[]>();
    expectTypeOf(row!.strengths.kpis).toEqualTypeOf<readonly string[]>();
    expectTypeOf(row!.kpis.winRate).toEqualTypeOf<LeaderboardRow<Id, RateReading<number>> | null>();
    expectTypeOf(row!.kpis.salesCycle!.reading.median).toEqualTypeOf<number | null>();
    expectTypeOf(row!.changes[0]!.before).toEqualTypeOf<RateReading<number> | DurationReading<'days'>>();
    expectTypeOf(row!.changes[0]!.comparison).toEqualTypeOf<Comparison>();
    expectTypeOf(row!).toExtend<DevelopmentRow>();
    // @ts-expect-error a KPI that was not asked for
    row!.kpis.conversionRate;
    // @ts-expect-error a row is not to be changed
    row!.below = [];
  });

  test('keeps the fields of a training', () => {
    const own = [{ repId: 7, at: 0, minutes: 90, trainer: 'Ada' }];
    const [row] = developmentReport({ ...tables, trainings: own }, { kpis: { winRate } });
    expectTypeOf(row!.changes[0]!.training.trainer).toEqualTypeOf<string>();
  });

  test('takes no KPIs, and the options of a reading but for a period', () => {
    developmentReport(tables);
    developmentReport(tables, {
      window: 90,
      threshold: 0.7,
      minimum: 3,
      asOf: 0,
      level: 0.9,
      kpis: undefined,
    });
    developmentReport(tables, { ramp: { days: 'calendar', timeZone: 'UTC', dataFrom: new Date() } });
    // @ts-expect-error not one of them
    developmentReport(tables, { ramp: { statistic: 'mode' } });
    developmentReport({ ...tables, reps: new Set(reps), deals: deals.values() });
    // @ts-expect-error a period: it is of all that is known
    developmentReport(tables, { during: { start: 0, end: 1 } });
    // @ts-expect-error misspelt
    developmentReport(tables, { windows: 90 });
    // @ts-expect-error a KPI alone has no name
    developmentReport(tables, { kpis: winRate });
    // @ts-expect-error what is no KPI
    developmentReport(tables, { kpis: { skillMatrix } });
  });

  test('needs its four tables, and those that its KPIs read', () => {
    developmentReport({ ...tables, leads }, { kpis: { conversionRate, winRate } });
    developmentReport({ ...tables, costs }, { kpis: { customerAcquisitionCost } });
    developmentReport(tables, { kpis: { trainingTime, timeToFirstSale, skillMastery } });
    // @ts-expect-error a KPI of leads needs leads
    developmentReport(tables, { kpis: { conversionRate, winRate } });
    // @ts-expect-error costs are missing
    developmentReport(tables, { kpis: { customerAcquisitionCost } });
    // @ts-expect-error assessments are missing
    developmentReport({ reps, trainings, deals });
    // @ts-expect-error rows of another table
    developmentReport({ ...tables, deals: leads });
  });
});

describe('skillMatrix, skillProgress and quotaAttainment', () => {
  test('give plain rows', () => {
    const [row] = skillMatrix(assessments, { threshold: 0.5 });
    expectTypeOf(row!.skills.demo!.mastered).toEqualTypeOf<boolean>();
    expectTypeOf(row!.below).toEqualTypeOf<readonly string[]>();
    const progress = skillProgress(assessments, { asOf: 0 });
    expectTypeOf(progress.median).toEqualTypeOf<number | null>();
    expectTypeOf(progress.pairs[0]!.gain).toEqualTypeOf<number>();
    const {
      team,
      reps: each,
      atQuota,
    } = quotaAttainment({ deals, quotas }, { during: { start: 0, end: 1 } });
    expectTypeOf(team.value).toEqualTypeOf<number | null>();
    expectTypeOf(team.won).toEqualTypeOf<Decimal>();
    expectTypeOf(each[0]!.repId).toEqualTypeOf<Id>();
    expectTypeOf(atQuota).toEqualTypeOf<RateReading<number>>();
  });

  test('refuse what is missing, of another table, or no option', () => {
    // @ts-expect-error quotas are missing
    quotaAttainment({ deals });
    // @ts-expect-error rows of another table
    quotaAttainment({ deals, quotas: deals });
    // @ts-expect-error misspelt
    quotaAttainment({ deals, quotas }, { asof: 0 });
    // @ts-expect-error a quota has an amount
    quotaAttainment({ deals, quotas: [{ repId: 7 }] });
    // @ts-expect-error rows of another table
    skillMatrix(trainings);
    // @ts-expect-error scores have no interval, and so no level
    skillMatrix(assessments, { level: 0.9 });
    // @ts-expect-error progress knows no threshold
    skillProgress(assessments, { threshold: 0.8 });
  });
});
