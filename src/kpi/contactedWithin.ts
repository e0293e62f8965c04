import { requiresNumber } from '../error.js';
import { kpi } from '../kpi.js';
import { checkCalendar, lengthIn } from '../marks/leadTimes.js';
import { oneOf } from '../options.js';
import { rate } from '../reading/rate.js';
import { time } from '../time/instant.js';
import type { WorkingTime } from '../time/workingTime.js';

/** Whole milliseconds: 4.1 minutes are 246,000 of them, which their product in doubles is not. */
const limitOf = (minutes: number): number => Math.round(minutes * 60_000);

/**
 * Contacted within: of the leads that came in, the share that was contacted in time. A promise that can be kept or broken,
 * where an average hides both.
 *
 * Formula: leads contacted within `minutes` (60 unless given, exactly that long counts) ÷ leads, each at its `createdAt`;
 * with `of: 'contacted'` ÷ leads that were contacted. With `asOf` only leads that are old enough by then count, contacted
 * or not; the younger ones are left out (`tooRecent`). `calendar: workingTime(…)` counts working time alone.
 * A contact before the creation is not within; with `of: 'contacted'` it is left out (`negativeDuration`).
 * Unit: ratio, 0 to 1, with Wilson's interval. Empty: null. Left out besides: `missingCreatedAt`.
 * Errors: `minutes` that is no positive number; a calendar that is none.
 *
 * @example
 * import { contactedWithin } from 'sales-effectiveness';
 * const at = (minute: number) => Date.UTC(2026, 9, 5, 8, minute);
 * const leads = [
 *   { id: 1, createdAt: at(0), firstContactedAt: at(5) },
 *   { id: 2, createdAt: at(0), firstContactedAt: at(6) },
 *   { id: 3, createdAt: at(0) },
 * ];
 * contactedWithin(leads, { minutes: 5 }).value // => 1 / 3
 * contactedWithin(leads, { minutes: 5, of: 'contacted' }).value // => 0.5
 *
 * @function
 */
export const contactedWithin = /*@__PURE__*/ kpi({
  name: 'contactedWithin',
  unit: 'ratio',
  better: 'higher',
  options: { minutes: 60, of: 'all' as 'all' | 'contacted', calendar: undefined as WorkingTime | undefined },
  check({ minutes, of, calendar }) {
    if (!(typeof minutes === 'number' && minutes > 0 && minutes < Number.POSITIVE_INFINITY)) {
      throw requiresNumber('minutes to be a positive number', minutes, 'contactedWithin');
    }
    oneOf(of, ['all', 'contacted'], 'of', 'contactedWithin');
    checkCalendar(calendar, 'contactedWithin');
  },
  matures: (instant, { minutes, calendar }) => {
    const limit = limitOf(minutes);
    return calendar === undefined ? instant + limit : calendar.add(instant, limit);
  },
  totals: { leads: 0, within: 0 },
  marks: {
    leads: (each, at, { minutes, of, calendar, asOf, leaveOut }) => {
      const known = asOf ?? Number.POSITIVE_INFINITY;
      const limit = limitOf(minutes);
      const length = lengthIn(calendar);
      each(({ createdAt, firstContactedAt }) => {
        const created = time(createdAt);
        const contacted = time(firstContactedAt);
        const isKnown = contacted <= known;
        if (of === 'contacted' && !isKnown) return;
        if (Number.isNaN(created)) return void at(createdAt);
        if (of === 'contacted' && contacted < created) return leaveOut(createdAt, 'negativeDuration');
        if (asOf !== null && length(created, asOf) < limit) return leaveOut(createdAt, 'tooRecent');
        const totals = at(createdAt);
        totals.leads++;
        if (isKnown && contacted >= created && length(created, contacted) <= limit) totals.within++;
      });
    },
  },
  of: ({ leads, within }, { level }) => rate(within, leads, level),
});
