import { requires } from '../error.js';
import type { WorkingTime } from '../time/workingTime.js';

/** Refuses what is no working time. */
export function checkCalendar(calendar: unknown, who: string): void {
  if (calendar === undefined || typeof (calendar as WorkingTime | null)?.between === 'function') return;
  throw requires(TypeError, 'calendar: workingTime(…)', calendar, who);
}

/** How long it is from one instant to another, in milliseconds. */
export const lengthIn = (calendar: WorkingTime | undefined) => (from: number, to: number) =>
  calendar === undefined ? to - from : calendar.between(from, to);
