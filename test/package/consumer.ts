// A consumer of the package, compiled against the packed tarball as ESM, as CommonJS and for a bundler, under strict.
// Every export is used as its documentation says; test/package/check.ts sees to it that none is forgotten.
import {
  type Accessor,
  type AcquisitionReading,
  type ActiveTable,
  type Activity,
  type Amount,
  type AnswerCounts,
  type Assessment,
  type At,
  type Attainment,
  averageDealValue,
  averageRating,
  averageSaleValue,
  type BottleneckOptions,
  bottleneck,
  type CalendarOptions,
  type Cohort,
  type CohortOptions,
  type CompareOptions,
  type Comparison,
  type Complaint,
  type ComplaintReading,
  type Contacted,
  type Contract,
  type Conventions,
  type ConversionReading,
  type Converted,
  type ConvertOptions,
  type Cost,
  type CountReading,
  type CustomerTable,
  compare,
  compareIds,
  complaintRate,
  contactedWithin,
  conversionRate,
  convertMoney,
  count,
  customerAcquisitionCost,
  type Deal,
  type DevelopmentOptions,
  type DevelopmentRow,
  type DevelopmentTables,
  type DurationReading,
  type Durations,
  type DurationUnit,
  day,
  dealsLost,
  dealsOpened,
  dealsWon,
  developmentReport,
  distinct,
  duration,
  type Each,
  type Earliest,
  type Excluded,
  earliest,
  type Fact,
  type FactsKind,
  type FiscalOptions,
  type FormatOptions,
  type FunnelOptions,
  type FunnelRows,
  type FunnelStep,
  firstContact,
  firstPurchaseValue,
  format,
  funnel,
  type GivenRate,
  grossRevenueRetention,
  groupBy,
  type History,
  type Id,
  type Incidence,
  type IncidenceOfEvent,
  type IncidenceOptions,
  type IncidencePoint,
  type Inherited,
  type InheritOptions,
  type Input,
  type Instant,
  type Interval,
  incidence,
  inherit,
  type Json,
  type KeyMoney,
  type KeySeries,
  type Kind,
  type Known,
  type Kpi,
  kpi,
  type Lag,
  type LastDaysOptions,
  type Latest,
  type Lead,
  type LeaderboardOptions,
  type LeaderboardRow,
  type LimitsOfSurvival,
  type Live,
  type LiveDistinct,
  type LiveFacts,
  type LiveMoney,
  type LiveOccurrences,
  type LivePerKey,
  type LiveSample,
  type LiveSeries,
  type LogRank,
  type LogRankOfGroups,
  lastDays,
  latest,
  latestInPeriod,
  leaderboard,
  leadResponseTime,
  logRank,
  type Money,
  type MoneyReading,
  type MovementOptions,
  merge,
  money,
  moneyMean,
  moneySum,
  month,
  type NameOrNone,
  type Needed,
  netPromoterScore,
  netRevenueRetention,
  next,
  type Observation,
  type Occurrence,
  type Optional,
  type OutcomePoint,
  occurrences,
  type Period,
  type PeriodOptions,
  type Place,
  type PointsReading,
  type Probability,
  type ProspectsGoal,
  type ProspectsNeeded,
  period,
  perKey,
  personalizationTime,
  points,
  previous,
  prospectsNeeded,
  type Quota,
  type QuotaAttainment,
  qualificationRate,
  quarter,
  quotaAttainment,
  type RampReading,
  type RankedStage,
  type RateReading,
  type Rating,
  type Reading,
  type ReadingOf,
  type ReadingOptions,
  type Rep,
  type RevenueMovement,
  rate,
  renewalRate,
  repeatPurchaseRate,
  retentionCohorts,
  retentionRate,
  revenueMovements,
  revenueWon,
  rowsOf,
  type Sale,
  type Sample,
  type SkillGain,
  type SkillOptions,
  type SkillProgress,
  type SkillRow,
  type SkillScore,
  type SkillsAndKpis,
  type Sorted,
  type StageChange,
  type StageOptions,
  type StageRow,
  type StageVisit,
  type StalledDeal,
  type StalledOptions,
  type StarsReading,
  type Statistic,
  type Stream,
  type SurveyAnswer,
  type Survival,
  type SurvivalOptions,
  type SurvivalPoint,
  type SurvivalQuantile,
  salesCycle,
  salesFromDeals,
  salesVelocity,
  samePartOf,
  sample,
  satisfactionScore,
  scorecard,
  series,
  skillMastery,
  skillMatrix,
  skillProgress,
  stageDurations,
  stagesFromHistory,
  stalledDeals,
  stars,
  stream,
  survival,
  type TableRow,
  type Tables,
  type Tied,
  type TimeToEventReading,
  type TimeToOutcomeReading,
  type Totals,
  type TotalsOf,
  type Training,
  type TrainingChange,
  type TrendOptions,
  type TrendPoint,
  table,
  time,
  timeToClose,
  timeToFirstSale,
  timeToWin,
  toDate,
  trainingTime,
  trend,
  type Unit,
  type VelocityReading,
  type Weekday,
  type WeekOptions,
  type WithStages,
  type WorkingTime,
  type WorkingTimeOptions,
  week,
  winRate,
  winRateByAmount,
  workingTime,
  type YesOrNo,
  year,
} from 'sales-effectiveness';
import { winRate as alone } from 'sales-effectiveness/kpi/winRate';
import {
  assessmentJsonSchema,
  assessmentSchema,
  complaintJsonSchema,
  complaintSchema,
  contractJsonSchema,
  contractSchema,
  costJsonSchema,
  costSchema,
  dealJsonSchema,
  dealSchema,
  type Formats,
  leadJsonSchema,
  leadSchema,
  type Parsed,
  type Activity as ParsedActivity,
  type StageChange as ParsedChange,
  type Cost as ParsedCost,
  type Lead as ParsedLead,
  type Sale as ParsedSale,
  type ParsedTables,
  type ParseOptions,
  parseRecords,
  quotaJsonSchema,
  quotaSchema,
  type Reject,
  ratingJsonSchema,
  ratingSchema,
  repJsonSchema,
  repSchema,
  saleJsonSchema,
  saleSchema,
  stageChangeJsonSchema,
  stageChangeSchema,
  surveyAnswerJsonSchema,
  surveyAnswerSchema,
  trainingJsonSchema,
  trainingSchema,
} from 'sales-effectiveness/records';

const amount: Amount = '1200.50';
const id: Id = 4711;
const source: Optional<string> = null;
const closedAt: Instant = Date.UTC(2026, 10, 24);
const stages: readonly StageVisit[] = [{ stage: 'offer', enteredAt: new Date(0), leftAt: null }];
const deals: readonly Deal[] = [
  { id, createdAt: new Date(0), closedAt, status: 'won', amount, currency: 'EUR', source, stages },
  { id: 'b', createdAt: 0, closedAt, status: 'lost', ownerId: 'rep-7' },
];
const lead: Lead = { id: 1, createdAt: 0 };

// Readings are known by their KPI, without a cast.
const during: Period = quarter('2026-Q4', { timeZone: 'Europe/Paris' });
const options: ReadingOptions = { during, asOf: new Date(closedAt), level: 0.9 };
const won: RateReading = winRate(deals, options);
const share: number | null = won.value;
const limits: Interval | null = won.interval;
const days: DurationReading<'days'> = salesCycle(deals, { days: 'calendar', timeZone: 'UTC' });
const statistic: Statistic = days.statistic;
const sum: MoneyReading = revenueWon(deals);
const digits: string | undefined = averageDealValue(deals).value?.toFixed(2);
const counts: CountReading[] = [dealsWon(deals), dealsLost(deals), dealsOpened({ deals })];
const left: Excluded = won.excluded;
const same: RateReading = alone(deals);

// Totals are plain JSON, and those of one KPI merge.
const totals: TotalsOf<{ won: 0; lost: 0 }> = winRate.totals(deals);
const merged: number | null = winRate.of(merge(winRate, totals, { won: 1, lost: 3 })).value;
// @ts-expect-error totals of another KPI do not merge
merge(winRate, salesCycle.totals(deals));

// The verbs.
const byRep: Map<Id | undefined, RateReading> = groupBy(deals, 'ownerId', winRate);
const card = scorecard({ deals }, { winRate, salesCycle }, options);
const median: number | null = card.salesCycle.median;
const every: Unit = 'month';
const trendOptions: TrendOptions = { every, timeZone: 'UTC' };
const trendPoints: TrendPoint<RateReading>[] = trend(deals, winRate, trendOptions);
const formatOptions: FormatOptions = { locale: 'en-US' };
const line: string = format(won, formatOptions);
const rows: TableRow<Id | undefined>[] = table(byRep, formatOptions);
const named: PeriodOptions = { name: 'a moment' };
const zoned: CalendarOptions = { timeZone: 'Europe/Paris' };
const fiscal: FiscalOptions = { ...zoned, yearStarts: 2, yearNamedBy: 'start' };
const monday: Weekday = 'monday';
const weeks: WeekOptions = { ...zoned, weekStartsOn: monday };
const conventions: Conventions = { yearStarts: 2 };
const recent: LastDaysOptions = { ...zoned, asOf: new Date(closedAt) };
const officeHours: WorkingTimeOptions = { ...zoned, hours: '09:00-17:00' };
const office: WorkingTime = workingTime(officeHours);
const worked: number = office.between(0, closedAt);
const quarters: Period[] = [quarter('2027-Q1', fiscal), year('2027', { ...zoned, ...conventions })];
const parts: Period[] = [
  previous(during),
  next(during),
  toDate(during, closedAt),
  samePartOf(previous(during), during, closedAt),
  lastDays(90, recent),
  week('2026-W48', weeks),
  day('2026-11-24', zoned),
];
const units: Period['unit'][] = [
  ...[...quarters, ...parts].map(({ unit }) => unit),
  month('2026-11', { timeZone: 'UTC' }).unit,
  year('2026', { timeZone: 'UTC' }).unit,
  period(0, 1, named).unit,
];

// A KPI of one's own, over a table of one's own row type.
const mine = kpi({
  name: 'dealSize',
  unit: 'money',
  better: 'higher',
  options: { least: 0 },
  totals: { amount: money, cycle: sample, seen: 0 },
  marks: {
    deals: (each, at, { least, leaveOut }) =>
      each((deal) => {
        if (deal.status !== 'won') return;
        if (Number(deal.amount) < least) leaveOut(deal.closedAt, 'small');
        else at(deal.closedAt).amount.add(deal.amount ?? 0, deal.currency);
        at(deal.closedAt).cycle.add(1);
        at(deal.closedAt).seen++;
      }),
  },
  of: ({ amount, cycle, seen }, { level }) => {
    const length: number | null = duration(cycle, { unit: 'hours', per: 1, statistic, level }).value;
    return seen === 0 || length === null ? moneySum(amount) : moneyMean(amount, { level, over: seen });
  },
});
const own: ReadingOf<typeof mine> = mine.with({ least: 1000 })(deals);
const reading: Reading = count(12);
const half: number | null = rate(1, 2, 0.95).value;

// Types that are for those who write KPIs.
type MyTotals = { readonly won: 0; readonly amount: Kind<Money, LiveMoney> };
const generic: Totals = { won: 0 };
const json: Json<MyTotals> = { won: 1, amount: money.zero };
const mark = (each: Each<Tables['deals']>, at: At<MyTotals>, known: Known<{ least: number }>): void =>
  each((deal) => {
    const live: Live<MyTotals> = at(deal.closedAt);
    if (known.asOf === null) live.won++;
  });
const open: LiveSample = sample.open();
const values: Sample = open.toJSON();
const place: Place = { table: 'deals', index: 0 };
const input: Input<'deals'> = { deals };
const any: Kpi<'deals', { readonly won: 0; readonly lost: 0 }, RateReading> = winRate;

// The sales cycle, with open deals in view.
const asOf = new Date(closedAt);
const closing: TimeToEventReading = timeToClose(deals, { asOf, limits: 'plain' satisfies LimitsOfSurvival });
const highest: number | null | undefined = closing.interval?.high;
const firstDay: SurvivalPoint | undefined = closing.curve[0];
const winning: TimeToOutcomeReading = timeToWin(deals, { asOf, within: 90 });
const wins: Probability | undefined = winning.wonWithin;
const outcome: OutcomePoint | undefined = winning.curve[0];
const velocity: VelocityReading = salesVelocity(deals);
const unitOfDays: DurationUnit = closing.unit;
const byAmount: string = winRateByAmount(deals).numerator.toFixed();
const started: Accessor<Deal, Instant> = 'createdAt';
const observation: Observation<Deal, YesOrNo> = {
  start: started,
  end: ({ status, closedAt }) => (status === 'open' ? null : closedAt),
  event: ({ status }) => status !== 'open',
  asOf,
};
const quartiles: SurvivalOptions = { quantiles: [0.25, 0.75] };
const lasting: Survival = survival(deals, { ...observation, ...quartiles });
const quartile: SurvivalQuantile | undefined = lasting.quantiles[0];
const durations: Durations<boolean> = { durations: [1, 2], events: [true, false] };
const same3: LogRankOfGroups = logRank([deals, deals], observation);
const test: LogRank = logRank([durations, durations]);
const chances: IncidenceOptions = { level: 0.9 };
const outcomeOf: NameOrNone = 'won';
const causes: Incidence = incidence({ durations: [1, 2], events: [outcomeOf, null] }, chances);
const cause: IncidenceOfEvent | undefined = causes.events.won;
const point: IncidencePoint | undefined = cause?.curve[0];
const moves: readonly StageChange[] = [{ dealId: id, stage: 'offer', at: 0 }];
const staged: WithStages<Deal>[] = stagesFromHistory(deals, moves);
const stageOptions: StageOptions = { order: ['offer'], visits: 'perDeal', unit: 'hours', asOf };
const stageRows: StageRow[] = stageDurations(staged, stageOptions);
const ranking: BottleneckOptions = { ...stageOptions, by: 'total', minVisits: 1 };
const ranked: RankedStage[] = bottleneck(staged, ranking);
const stalling: StalledOptions = { asOf, visits: 'merged' };
const stalled: StalledDeal[] = stalledDeals(deals, stalling);
const steps = { order: ['offer'], skips: 'break' } as const satisfies FunnelOptions;
const funnelRows: FunnelRows = { deals };
const funnelled: FunnelStep[] = funnel(funnelRows, steps);
const change: ParsedChange = stageChangeSchema.parse({});
export const cycle = [
  ...[highest, firstDay, wins, outcome, velocity, unitOfDays, byAmount, quartile, same3, test, point],
  ...[stageRows, ranked, stalled, funnelled, change, stageChangeJsonSchema.required],
];

// Prospecting and selling.
const activities: readonly Activity[] = [{ leadId: 1, at: 5, kind: 'call', direction: 'outbound' }];
const contacted: Contacted<Lead>[] = firstContact([lead], activities);
const quality: ConversionReading = qualificationRate(contacted);
const hours: number | null = leadResponseTime(contacted, { calendar: office, asOf }).medianWithOpen;
const promise: RateReading = contactedWithin(contacted, { minutes: 30, of: 'contacted' });
const coverage: RateReading = personalizationTime(contacted).coverage;
const costs: readonly Cost[] = [{ incurredAt: 0, amount, category: 'marketing' }];
const lag: Lag = { months: 1, timeZone: 'UTC' };
const acquired: AcquisitionReading = customerAcquisitionCost({ costs, deals }, { lag });
const came: string | null | undefined = customerAcquisitionCost.totals({ costs, deals }).fromDeals[0]
  ?.facts[0]?.value;
const says: CustomerTable | null = acquired.customersFrom;
const average: MoneyReading = averageSaleValue(salesFromDeals(deals));
const chance: GivenRate = quality;
const target: ProspectsGoal = {
  revenue: '5000',
  averageSaleValue: average,
  rate: { lead: chance, deal: 0.5 },
};
const plan: ProspectsNeeded = prospectsNeeded(target);
const lower: Needed | null = plan.atLowerLimit;
const paid: ParsedCost = costSchema.parse({});
const act: ParsedActivity | undefined = activities[0];
export const selling = [hours, promise, coverage, says, lower, paid, act, came, costJsonSchema.required];

// Text at the edge.
const formats: Formats = ['M/d/yyyy'];
const parseOptions: ParseOptions<'deals'> = {
  columns: { id: 'Id', createdAt: 'Created', status: 'Stage' } as ParseOptions<'deals'>['columns'],
  dates: formats,
  timeZone: 'UTC',
  status: { won: ['Won'] },
};
const parsed: Parsed<ParsedTables['deals']> = parseRecords('deals', [{ Id: '1' }], parseOptions);
const rejects: readonly Reject[] = parsed.rejects;
const checked: RateReading = winRate([dealSchema.parse({})]);
const required: unknown = dealJsonSchema.required;

// Kinds with history, streams, rows behind a number, comparison.
const sales: readonly Sale[] = [{ id: 1, soldAt: 0, customerId: 'c', amount: '5' }];
const inheritOptions = { key: 'customerId', fields: ['source'] } as const satisfies InheritOptions<
  Sale,
  Lead,
  'source'
>;
const sourced: Inherited<Sale, Lead, 'source'>[] = inherit(sales, [lead], inheritOptions);
const firstValue: string | undefined = firstPurchaseValue(sourced).value?.toFixed(2);
const pending: number = conversionRate([lead]).pending;
const compareOptions: CompareOptions = { level: 0.9 };
const comparison: Comparison<RateReading<number>> = compare(winRate(deals), winRate(deals), compareOptions);
const convertOptions: ConvertOptions<Deal> = { to: 'EUR', at: 'closedAt', rates: () => '0.9' };
const converted: Converted<Deal> = convertMoney(deals, convertOptions);
const behind: Sorted<Deal> = rowsOf(winRate, deals);
const running: Stream<'deals', { readonly won: 0; readonly lost: 0 }, RateReading<number>> = stream(winRate);
running.add({ id: 3, createdAt: 0, closedAt: 1, status: 'won' });
const order: number = compareIds(9, '10') + time(closedAt);
const facts: readonly Fact<string>[] = (earliest as Earliest<string>).zero;
const tied: readonly Tied<string>[] = facts.flatMap((fact) => fact.facts);
const lastKind: FactsKind<string> = latest as Latest<string>;
const liveFacts: LiveFacts<string> = lastKind.open(facts);
const history: History<readonly Fact<string>[]> | undefined = lastKind.history;
const spent: LivePerKey = perKey.open();
const keyMoney: readonly KeyMoney[] = spent.toJSON();
const ids: LiveDistinct = distinct.open();
const parsedLead: ParsedLead = leadSchema.parse({});
const parsedSale: ParsedSale = saleSchema.parse({});

// Loyalty and the team.
const contracts: readonly Contract[] = [{ id: 1, customerId: 'c', startsAt: 0, amount: '10' }];
const span = { start: 5, end: 9 };
const stays: readonly RateReading[] = [
  retentionRate(contracts, { during: span }),
  renewalRate(contracts),
  grossRevenueRetention(contracts, { during: span }),
  netRevenueRetention(contracts, { during: span }),
  repeatPurchaseRate(sales, { sameDay: 'each' }),
];
const movementOptions: MovementOptions = { every: 'month', timeZone: 'UTC' };
const movements: readonly RevenueMovement[] = revenueMovements(contracts, movementOptions);
const cohortOptions: CohortOptions = { timeZone: 'UTC', asOf: 9 };
const cohorts: readonly Cohort[] = retentionCohorts(sales, cohortOptions);
const answers: readonly SurveyAnswer[] = [{ score: 9, answeredAt: 0, customerId: 'c' }];
const counted: AnswerCounts = { promoters: 1, passives: 0, detractors: 0 };
const scores: readonly PointsReading[] = [
  netPromoterScore(answers),
  netPromoterScore([9, 10]),
  points(counted, { level: 0.95, interval: 'adjusted' }),
];
const ratings: readonly Rating[] = [{ stars: 8, scale: 10, ratedAt: 0 }];
const starred: readonly StarsReading[] = [
  averageRating(ratings),
  stars({ values: [4], counts: [1] }, { level: 0.9 }),
];
const satisfied: RateReading<number> = satisfactionScore(ratings, { top: 1 });
const complaints: readonly Complaint[] = [{ openedAt: 0 }];
const activeFrom: ActiveTable = 'contracts';
const complained: ComplaintReading = complaintRate({ complaints, contracts }, { customersFrom: activeFrom });
const reps: readonly Rep[] = [{ id: 'rep-7', hiredAt: 0 }];
const trainings: readonly Training[] = [{ repId: 'rep-7', at: 5, minutes: 30 }];
const assessments: readonly Assessment[] = [{ repId: 'rep-7', skill: 'demo', takenAt: 0, score: 1 }];
const quotas: readonly Quota[] = [{ repId: 'rep-7', amount: 1 }];
const ramped: RampReading = timeToFirstSale({ reps, deals }, { asOf: 9 });
const trained: DurationReading<'hours'> = trainingTime({ trainings, reps });
const mastery: RateReading<number> = skillMastery(assessments);
const skillOptions: SkillOptions = { threshold: 0.9 };
const matrix: readonly SkillRow[] = skillMatrix(assessments, skillOptions);
const score: SkillScore | undefined = matrix[0]?.skills.demo;
const progress: SkillProgress = skillProgress(assessments);
const gain: SkillGain | undefined = progress.pairs[0];
const attained: QuotaAttainment = quotaAttainment({ deals, quotas });
const attainment: Attainment = attained.team;
const boardOptions = { key: 'ownerId', minimum: 3 } as const satisfies LeaderboardOptions<'ownerId'>;
const board: readonly LeaderboardRow<Id | undefined, RateReading<number>>[] = leaderboard(
  deals,
  winRate,
  boardOptions,
);
const developmentTables: DevelopmentTables<{ readonly winRate: typeof winRate }, Training> = {
  ...{ reps, trainings, assessments, deals },
};
const developmentOptions: DevelopmentOptions<{ readonly winRate: typeof winRate }> = { kpis: { winRate } };
const development = developmentReport(developmentTables, developmentOptions);
const developed: DevelopmentRow | undefined = development[0];
const strong: SkillsAndKpis | undefined = developed?.strengths;
const trainingChange: TrainingChange<RateReading<number>, Training> | undefined = development[0]?.changes[0];
const liveOccurrences: LiveOccurrences = occurrences.open();
const occurrence: Occurrence | undefined = liveOccurrences.toJSON()[0];
const liveSeries: LiveSeries = series.open();
const keySeries: KeySeries | undefined = liveSeries.toJSON()[0];
const lastAnswer = latestInPeriod.zero;

export const used = [
  ...[stays, movements, cohorts, scores, starred, satisfied, complained, ramped, trained, mastery],
  ...[score, gain, attainment, board, strong, trainingChange, occurrence, keySeries, lastAnswer],
  ...[assessmentSchema, complaintSchema, contractSchema, quotaSchema, ratingSchema, repSchema],
  ...[surveyAnswerSchema, trainingSchema].map((schema) => schema.shape),
  ...[assessmentJsonSchema, complaintJsonSchema, contractJsonSchema, quotaJsonSchema].map(({ type }) => type),
  ...[ratingJsonSchema, repJsonSchema, surveyAnswerJsonSchema, trainingJsonSchema].map(({ type }) => type),
  converted,
  worked,
  tied,
  ...[
    firstValue,
    pending,
    comparison,
    behind,
    order,
    liveFacts,
    history,
    keyMoney,
    ids,
    parsedLead,
    parsedSale,
  ],
  ...[leadJsonSchema.required, saleJsonSchema.required],
  ...[
    lead,
    share,
    limits,
    sum,
    digits,
    counts,
    left,
    same,
    merged,
    median,
    trendPoints,
    line,
    rows,
    units,
    own,
  ],
  ...[reading, half, generic, json, mark, values, place, input, any, rejects, checked, required],
];
