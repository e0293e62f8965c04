import { requires } from '../error.js';
import type { WorkingTime } from '../time/workingTime.js';

/** Time as it elapses, or working time alone. */
export type CalendarOption = Pick<WorkingTime, 'between' | 'add'> | undefined;

/** Refuses what is no working time. */
export function checkCalendar(calendar: unknown, who: string): void {
  if (calendar === undefined || typeof (calendar as WorkingTime | null)?.between === 'function') return;
  throw requires(TypeError, 'calendar: workingTime(…)', calendar, who);
}

/** How long it is from one instant to another, in milliseconds. */
export const lengthIn = (calendar: CalendarOption) => (from: number, to: number) =>
  calendar === undefined ? to - from : calendar.between(from, to);
