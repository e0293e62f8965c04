// Calculators: what any rows, or numbers, say.
export {
  type Incidence,
  type IncidenceOfEvent,
  type IncidenceOptions,
  type IncidencePoint,
  incidence,
} from './calculators/incidence.js';
export { type LogRankOfGroups, logRank } from './calculators/logRank.js';
export type { Accessor, Durations, NameOrNone, Observation, YesOrNo } from './calculators/observe.js';
export {
  type GivenRate,
  type Needed,
  type ProspectsGoal,
  type ProspectsNeeded,
  prospectsNeeded,
} from './calculators/prospectsNeeded.js';
export { type Survival, type SurvivalOptions, survival } from './calculators/survival.js';
// The KPIs.
export { averageDealValue } from './kpi/averageDealValue.js';
export { averageRating } from './kpi/averageRating.js';
export { averageSaleValue } from './kpi/averageSaleValue.js';
export { complaintRate } from './kpi/complaintRate.js';
export { contactedWithin } from './kpi/contactedWithin.js';
export { conversionRate } from './kpi/conversionRate.js';
export { customerAcquisitionCost } from './kpi/customerAcquisitionCost.js';
export { dealsLost } from './kpi/dealsLost.js';
export { dealsOpened } from './kpi/dealsOpened.js';
export { dealsWon } from './kpi/dealsWon.js';
export { firstPurchaseValue } from './kpi/firstPurchaseValue.js';
export { grossRevenueRetention } from './kpi/grossRevenueRetention.js';
export { leadResponseTime } from './kpi/leadResponseTime.js';
export { netPromoterScore } from './kpi/netPromoterScore.js';
export { netRevenueRetention } from './kpi/netRevenueRetention.js';
export { personalizationTime } from './kpi/personalizationTime.js';
export { qualificationRate } from './kpi/qualificationRate.js';
export { renewalRate } from './kpi/renewalRate.js';
export { repeatPurchaseRate } from './kpi/repeatPurchaseRate.js';
export { retentionRate } from './kpi/retentionRate.js';
export { revenueWon } from './kpi/revenueWon.js';
export { salesCycle } from './kpi/salesCycle.js';
export { salesVelocity } from './kpi/salesVelocity.js';
export { satisfactionScore } from './kpi/satisfactionScore.js';
export { skillMastery } from './kpi/skillMastery.js';
export { timeToClose } from './kpi/timeToClose.js';
export { timeToFirstSale } from './kpi/timeToFirstSale.js';
export { timeToWin } from './kpi/timeToWin.js';
export { trainingTime } from './kpi/trainingTime.js';
export { winRate } from './kpi/winRate.js';
export { winRateByAmount } from './kpi/winRateByAmount.js';
export type { At, Each, Input, Json, Known, Kpi, Live, ReadingOf, Totals, TotalsOf } from './kpi.js';
// A KPI of one's own.
export { kpi } from './kpi.js';
export type { Lag } from './marks/spend.js';
export { merge } from './merge.js';
// Verbs over any KPI.
export type { ReadingOptions } from './options.js';
export { type CompareOptions, type Comparison, compare } from './read/compare.js';
export { type FormatOptions, format } from './read/format.js';
export { groupBy } from './read/groupBy.js';
export { type LeaderboardOptions, type LeaderboardRow, leaderboard } from './read/leaderboard.js';
export { rowsOf, type Sorted } from './read/rowsOf.js';
export { scorecard } from './read/scorecard.js';
export { type Stream, stream } from './read/stream.js';
export { type TableRow, table } from './read/table.js';
export { type TrendOptions, type TrendPoint, trend } from './read/trend.js';
export type { AcquisitionReading, CustomerTable } from './reading/acquisition.js';
export type { ActiveTable, ComplaintReading } from './reading/complaintsPerCustomer.js';
export type { ConversionReading } from './reading/conversion.js';
export { count } from './reading/count.js';
export { duration } from './reading/duration.js';
export { moneyMean } from './reading/moneyMean.js';
export { moneySum } from './reading/moneySum.js';
export { type AnswerCounts, points } from './reading/points.js';
export type { RampReading } from './reading/ramp.js';
export { rate } from './reading/rate.js';
export type {
  CountReading,
  DurationReading,
  DurationUnit,
  Excluded,
  Interval,
  MoneyReading,
  PointsReading,
  RateReading,
  Reading,
  StarsReading,
  Statistic,
} from './reading/reading.js';
export { stars } from './reading/stars.js';
export type { SurvivalPoint, SurvivalQuantile } from './reading/survivalCurve.js';
export type { TimeToEventReading } from './reading/timeToEvent.js';
export type { OutcomePoint, Probability, TimeToOutcomeReading } from './reading/timeToOutcome.js';
export type { VelocityReading } from './reading/velocity.js';
// Records.
export type {
  Activity,
  Amount,
  Assessment,
  Complaint,
  Contract,
  Cost,
  Deal,
  Id,
  Lead,
  Optional,
  Quota,
  Rating,
  Rep,
  Sale,
  StageChange,
  StageVisit,
  SurveyAnswer,
  Tables,
  Training,
} from './records/record.js';
export { type Converted, type ConvertOptions, convertMoney } from './rows/convertMoney.js';
export { type Contacted, firstContact } from './rows/firstContact.js';
export { type Inherited, type InheritOptions, inherit } from './rows/inherit.js';
export { salesFromDeals } from './rows/salesFromDeals.js';
export { stagesFromHistory, type WithStages } from './rows/stagesFromHistory.js';
export type { LogRank } from './statistics/logRankTest.js';
export type { Sample } from './statistics/sample.js';
export type { LimitsOfSurvival } from './statistics/survivalLimits.js';
// Tables: a row for each stage, step, deal, month or rep.
export { type BottleneckOptions, bottleneck, type RankedStage } from './tables/bottleneck.js';
export {
  type DevelopmentOptions,
  type DevelopmentRow,
  type DevelopmentTables,
  developmentReport,
  type SkillsAndKpis,
} from './tables/developmentReport.js';
export { type FunnelOptions, type FunnelRows, type FunnelStep, funnel } from './tables/funnel.js';
export { type Attainment, type QuotaAttainment, quotaAttainment } from './tables/quotaAttainment.js';
export { type Cohort, type CohortOptions, retentionCohorts } from './tables/retentionCohorts.js';
export { type MovementOptions, type RevenueMovement, revenueMovements } from './tables/revenueMovements.js';
export { type SkillOptions, type SkillRow, type SkillScore, skillMatrix } from './tables/skillMatrix.js';
export { type SkillGain, type SkillProgress, skillProgress } from './tables/skillProgress.js';
export { type StageOptions, stageDurations } from './tables/stageDurations.js';
export type { StageRow } from './tables/stageRows.js';
export { type StalledDeal, type StalledOptions, stalledDeals } from './tables/stalledDeals.js';
export type { TrainingChange } from './tables/trainingChanges.js';
export type { Conventions, Weekday } from './time/conventions.js';
// Time.
export { type Instant, time } from './time/instant.js';
export { type LastDaysOptions, lastDays } from './time/lastDays.js';
export { next, previous } from './time/neighbours.js';
export type { CalendarOptions, FiscalOptions, PeriodOptions, WeekOptions } from './time/period.js';
export { day, month, type Period, period, quarter, type Unit, week, year } from './time/period.js';
export { samePartOf } from './time/samePartOf.js';
export { toDate } from './time/toDate.js';
export { type WorkingTime, type WorkingTimeOptions, workingTime } from './time/workingTime.js';
export { compareIds } from './totals/compareIds.js';
export { distinct, type LiveDistinct } from './totals/distinct.js';
export { type Earliest, earliest } from './totals/earliest.js';
export type { Fact, FactsKind, Tied } from './totals/facts.js';
export type { History, Kind, Place } from './totals/kind.js';
export { type Latest, latest } from './totals/latest.js';
export { latestInPeriod } from './totals/latestInPeriod.js';
export { type LiveMoney, type Money, money } from './totals/money.js';
export { type LiveOccurrences, type Occurrence, occurrences } from './totals/occurrences.js';
export type { LiveFacts } from './totals/openFacts.js';
export { type KeyMoney, type LivePerKey, perKey } from './totals/perKey.js';
export { type LiveSample, sample } from './totals/sample.js';
export { type KeySeries, type LiveSeries, series } from './totals/series.js';
