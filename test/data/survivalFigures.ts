import type { LimitsOfSurvival, Survival, SurvivalPoint } from 'sales-effectiveness';
import { kaplanMeier } from '../../src/statistics/kaplanMeier.js';
import type { Comparison } from './comparison.js';

/** Compares a survival curve, with each kind of limits, with all that R says of it. */
export function compareSurvival(
  comparison: Comparison,
  what: string,
  of: (limits: LimitsOfSurvival) => Survival,
  // biome-ignore lint/suspicious/noExplicitAny: what R says of an empty curve is less
  { table = [], steps, ...truth }: any,
): void {
  const logLog = of('log-log');
  const plain = of('plain');
  const log = of('log');
  const { value, count, curve } = logLog;
  const last = curve.at(-1);
  const { variances, ...numbers } = numbersOf(curve);
  comparison.all(
    what,
    {
      n: count,
      ...numbers,
      median_r_survfit: value,
      median_first_time_S_le_half: curve.find(({ survival }) => survival <= 0.5 + 1e-12)?.days ?? null,
      ...(last !== undefined && {
        quantiles_log_log: quantilesOf(logLog),
        quantiles_plain: quantilesOf(plain),
        quantiles_log: quantilesOf(log),
        S_at_last_time: last.survival,
        last_time: last.days,
        restricted_mean: { until: last.days, value: area(curve) },
      }),
    },
    truth,
  );

  const limitsAt = (i: number) => ({
    lower_log_log: logLog.curve[i]!.low,
    upper_log_log: logLog.curve[i]!.high,
    lower_plain: plain.curve[i]!.low,
    upper_plain: plain.curve[i]!.high,
  });
  // Before the first time of the curve R says that all are without the event, with limits of 1 of either kind; from
  // then on log-log limits are null while none has had it, as ours.
  const before = { lower_log_log: 1, upper_log_log: 1, lower_plain: 1, upper_plain: 1 };
  for (const { time, ...row } of table) {
    const i = curve.findLastIndex(({ days }) => days <= time);
    const { survival } = curve[i] ?? { survival: 1 };
    comparison.all(
      `${what}, day ${time}`,
      {
        at_risk: curve.find(({ days }) => days >= time)?.atRisk ?? 0,
        surv: survival,
        std_err: survival === 0 ? null : survival * Math.sqrt(variances[i] ?? 0),
        ...(i < 0 ? before : limitsAt(i)),
      },
      row,
    );
  }
  if (steps !== undefined)
    comparison.all(
      `${what}.steps`,
      curve.map(({ days, atRisk, events, censored, survival }, i) => ({
        time: days,
        at_risk: atRisk,
        events,
        censored,
        surv: survival,
        ...limitsAt(i),
      })),
      steps,
    );
}

/** How many had the event, and were last seen without it; the variances, which no curve shows, are of those. */
function numbersOf(curve: readonly SurvivalPoint[]) {
  const of = (field: 'events' | 'censored') => {
    const points = curve.filter((point) => point[field] > 0);
    return { values: points.map(({ days }) => days), counts: points.map((point) => point[field]) };
  };
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  const events = of('events');
  const censored = of('censored');
  return {
    events: sum(events.counts),
    censored: sum(censored.counts),
    variances: kaplanMeier(events, censored).map(({ variance }) => variance),
  };
}

const quantilesOf = ({ quantiles }: Survival) =>
  Object.fromEntries(
    quantiles.map(({ p, value, low, high }) => [`p${p * 100}`, { value, lower: low, upper: high }]),
  );

/** The area under the curve until its last day: the mean time without the event, as far as the data go. */
function area(curve: readonly SurvivalPoint[]): number {
  let sum = 0;
  let height = 1;
  let from = 0;
  for (const { days, survival } of curve) {
    sum += height * (days - from);
    height = survival;
    from = days;
  }
  return sum;
}
