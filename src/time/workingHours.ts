import { requires } from '../error.js';
import { firstDayOf } from './civil.js';
import { WEEKDAYS } from './conventions.js';
import { DAY } from './instant.js';
import type { WorkingTimeOptions } from './workingTime.js';

/** A stretch of work on the wall clock, in milliseconds from 00:00 of the day that it begins on. */
export interface Window {
  readonly from: number;
  /** More than {@link Window.from}, and more than a day where the window runs into the next one. */
  readonly to: number;
  readonly text: string;
}

/** Which windows begin on which day. */
export interface WorkingHours {
  /** The windows of a local date (in days since 1970-01-01), ascending. */
  readonly windowsOf: (day: number) => readonly Window[];
  /** The dates that do not follow the week, ascending. */
  readonly specialDays: readonly number[];
}

/** Reads what {@link WorkingTimeOptions} say of hours and dates, and refuses what cannot be meant. */
export function workingHours({ hours, holidays = [], exceptions = {} }: WorkingTimeOptions): WorkingHours {
  const week = weekOf(hours);
  const special = new Map<number, readonly Window[]>();
  const names = new Map<number, string>();

  const dates = "holidays to be a list of dates such as '2026-12-25'";
  if (!Array.isArray(holidays)) throw refused(TypeError, dates, holidays);
  for (const text of holidays) {
    const day = dayOf(text, dates);
    if (special.has(day)) throw refused(RangeError, 'each holiday once', text);
    special.set(day, []);
    names.set(day, text);
  }
  const byDate = "exceptions to be an object such as { '2026-12-24': ['09:00-12:00'] }";
  if (!isRecord(exceptions)) throw refused(TypeError, byDate, exceptions);
  for (const [text, windows] of Object.entries(exceptions)) {
    const day = dayOf(text, byDate);
    special.set(day, windowsOf(windows)); // over a holiday too: an exception is what one says last
    names.set(day, text);
  }
  if (week.every(isEmpty) && [...special.values()].every(isEmpty))
    throw refused(RangeError, 'hours on at least one day', hours);

  // 1970-01-01 was a Thursday.
  const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;
  const on = (day: number): readonly Window[] => special.get(day) ?? week[weekday(day)]!;
  const nameOf = (day: number): string => names.get(day) ?? WEEKDAYS[weekday(day)]!;
  const meet = (day: number): void => {
    const last = on(day).at(-1);
    const first = on(day + 1)[0];
    if (last !== undefined && first !== undefined && last.to > first.from + DAY)
      throw overlap(`${nameOf(day)} ${last.text}, ${nameOf(day + 1)} ${first.text}`);
  };
  const specialDays = [...special.keys()].sort((a, b) => a - b);
  // The week by itself first: seven days after all the special ones.
  const plain = (specialDays.at(-1) ?? 0) + 1;
  for (let day = plain; day < plain + 7; day++) meet(day);
  for (const day of specialDays) for (const before of [day - 1, day]) meet(before);
  return { windowsOf: on, specialDays };
}

function weekOf(hours: WorkingTimeOptions['hours']): readonly (readonly Window[])[] {
  if (typeof hours === 'string') return WEEKDAYS.map((_, i) => (i < 5 ? windowsOf(hours) : []));
  const what = "hours such as '09:00-17:00' or { monday: ['09:00-12:00', '13:00-17:00'] }";
  if (!isRecord(hours)) throw refused(TypeError, what, hours);
  for (const key of Object.keys(hours))
    if (!(WEEKDAYS as readonly string[]).includes(key))
      throw refused(RangeError, `weekdays among ${WEEKDAYS.join(', ')}`, key);
  return WEEKDAYS.map((name) => windowsOf(hours[name] ?? []));
}

function windowsOf(windows: string | readonly string[]): readonly Window[] {
  const list = (Array.isArray(windows) ? windows : [windows]).map(windowOf).sort((a, b) => a.from - b.from);
  list.forEach(({ to, text }, i) => {
    const next = list[i + 1];
    if (next !== undefined && to > next.from) throw overlap(`${text}, ${next.text}`);
  });
  return list;
}

function windowOf(text: unknown): Window {
  const what = "hours such as '09:00-17:00'";
  if (typeof text !== 'string') throw refused(TypeError, what, text);
  const found = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (found === null) throw refused(RangeError, what, text);
  const [, hour, minute, hourTo = '24', minuteTo = '00'] = found;
  const from = (Number(hour) * 60 + Number(minute)) * 60_000;
  const to = (Number(hourTo) * 60 + Number(minuteTo)) * 60_000;
  if (to === from) throw refused(RangeError, "hours that are not empty ('00:00-24:00' is a whole day)", text);
  return { from, to: to < from ? to + DAY : to, text };
}

function dayOf(text: unknown, what: string): number {
  if (typeof text !== 'string') throw refused(TypeError, what, text);
  const [, year, month, day] = /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)$/.exec(text) ?? [];
  const ofYear0 = Number(year) * 12 + Number(month) - 1;
  const days = firstDayOf(ofYear0 + 1) - firstDayOf(ofYear0);
  // Written so that NaN, of a text that is no date at all, is refused as well.
  if (!(Number(day) >= 1 && Number(day) <= days)) throw refused(RangeError, what, text);
  return firstDayOf(ofYear0) + Number(day) - 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isEmpty = (windows: readonly Window[]): boolean => windows.length === 0;

function overlap(windows: string): Error {
  return refused(RangeError, 'windows that do not overlap', windows);
}

function refused(kind: new (message: string) => Error, what: string, got: unknown): Error {
  return requires(kind, what, got, 'workingTime');
}
