import { requires, requiresNumber } from '../error.js';
import type { At, Each, Known } from '../kpi.js';
import type { Rep, Training } from '../records/record.js';
import { DAY, time } from '../time/instant.js';
import { series } from '../totals/series.js';

/** The reps of a period, each with the hire date and whether it counts (0) or is only known (1), and the minutes of each. */
export const trained = { reps: series, minutes: series } as const;

type Marked = Known<{ firstDays: number | undefined }>;

/** Reps who were there at any instant of the period; with `firstDays`, those who were new at any instant of it. */
export function repsOf(
  each: Each<Rep>,
  at: At<typeof trained>,
  { during, firstDays, leaveOut }: Marked,
): void {
  each(({ id, hiredAt, leftAt }) => {
    const hired = time(hiredAt);
    const left = time(leftAt);
    if (Number.isNaN(hired)) return void at(hiredAt);
    if (left < hired) return leaveOut(hiredAt, 'negativeDuration');
    const first = during === null ? hired : Math.max(hired, during.start);
    if (left < first || (left === first && hired < first)) return;
    const isPast = firstDays !== undefined && hired + Math.round(firstDays * DAY) < first;
    at(first).reps.add(id, hired, isPast ? 1 : 0);
  });
}

/** The minutes of each training. */
export function minutesOf(
  each: Each<Training>,
  at: At<typeof trained>,
  { firstDays, present, leaveOut }: Marked,
): void {
  if (firstDays !== undefined && present !== null && !present.includes('reps'))
    throw requires(TypeError, 'rows of reps for firstDays', undefined, 'trainingTime');
  each(({ repId, at: instant, minutes }) => {
    if (!(typeof minutes === 'number' && minutes >= 0 && minutes < Number.POSITIVE_INFINITY))
      throw requiresNumber('minutes of 0 or more', minutes);
    if (repId === null || repId === undefined) leaveOut(instant, 'missingRepId');
    else at(instant).minutes.add(repId, time(instant), minutes);
  });
}
