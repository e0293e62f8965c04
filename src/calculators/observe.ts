import { inContext, requires, requiresNumber } from '../error.js';
import { asked } from '../options.js';
import type { Sample } from '../statistics/sample.js';
import { checkOptions } from '../time/checkOptions.js';
import { DAY, type Instant, time } from '../time/instant.js';
import { type LiveSample, sample } from '../totals/sample.js';

/** What is read from a row: the name of a field that holds it, or a function of the row. */
export type Accessor<Row, V> = FieldWith<Row, V> | ((row: Row) => V);

/** The fields of a row, of any of unlike ones, whose values are such. */
type FieldWith<Row, V> = [Row] extends [never]
  ? string
  : Row extends unknown
    ? { [F in keyof Row & string]: NonNullable<Row[F]> extends NonNullable<V> ? F : never }[keyof Row &
        string]
    : never;

/** Whether an event came. */
export type YesOrNo = boolean | 0 | 1 | null | undefined;

/** Which event came. */
export type NameOrNone = string | number | null | undefined | false;

/** How rows are observed: from a start until an event, or until they were last seen. */
export interface Observation<Row, E> {
  readonly start: Accessor<Row, Instant>;
  /** When the event came; of a row without it, when it was last seen (`asOf` where nothing is given). */
  readonly end: Accessor<Row, Instant>;
  readonly event: Accessor<Row, E>;
  /** As known at this instant: rows that start later do not exist, events later have not come. */
  readonly asOf?: Instant;
}

/** Observations that are durations already, in days, with what ended each. */
export interface Durations<E> {
  readonly durations: readonly (number | null | undefined)[];
  readonly events: readonly E[];
}

/** Durations by the event that ended them, those that none has ended yet, and what was left out. */
export interface Observed {
  readonly events: ReadonlyMap<string, Sample>;
  readonly censored: Sample;
  readonly excluded: Readonly<Record<string, number>>;
  /** How many of the samples' units make a day. */
  readonly per: number;
}

/** The name of the event that a row had, null for none; throws for what tells neither. */
export type NameOfEvent = (value: unknown) => string | null;

/** The names of the options by which rows are observed. */
export const OBSERVATION = ['start', 'end', 'event', 'asOf'];

/** Observes rows by three accessors, or durations; `place` is what they are called in messages. */
export function observe(
  input: unknown,
  options: object,
  nameOf: NameOfEvent,
  who: string,
  place?: string,
): Observed {
  const events = new Map<string, LiveSample>();
  const censored = sample.open();
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => {
    excluded[reason] = (excluded[reason] ?? 0) + 1;
  };
  const add = (length: number, event: string | null) => {
    if (length < 0) return leaveOut('negativeDuration');
    let live = event === null ? censored : events.get(event);
    if (live === undefined) events.set(event!, (live = sample.open()));
    live.add(length);
  };
  const per = isIterable(input)
    ? eachRow(input, options, nameOf, add, leaveOut, who, place ?? 'rows')
    : eachDuration(input, nameOf, add, leaveOut, who, place === undefined ? '' : `${place}.`);
  return {
    events: new Map([...events].map(([event, live]) => [event, live.toJSON()])),
    censored: censored.toJSON(),
    excluded,
    per,
  };
}

type Add = (length: number, event: string | null) => void;
type LeaveOut = (reason: string) => void;

export const isIterable = (input: unknown): input is Iterable<unknown> =>
  typeof input === 'object' && input !== null && Symbol.iterator in input;

function eachRow(
  rows: Iterable<unknown>,
  options: object,
  nameOf: NameOfEvent,
  add: Add,
  leaveOut: LeaveOut,
  who: string,
  place: string,
): number {
  const given = options as Partial<Observation<unknown, unknown>>;
  const { asOf: known } = asked({ asOf: given.asOf }, who);
  const start = accessor(given.start, 'start', who);
  const end = accessor(given.end, 'end', who);
  const event = accessor(given.event, 'event', who);
  let index = 0;
  for (const row of rows) {
    let what = start;
    const read = (next: Read) => (what = next).of(row);
    if (row === null || row === undefined)
      throw requires(TypeError, `${place}[${index}] to be a row`, row, who);
    try {
      const began = time(read(start) as Instant);
      if (!(known !== null && began > known)) {
        const name = nameOf(read(event));
        const ended = time(read(end) as Instant);
        const seen = known !== null && !(ended <= known) ? known : ended;
        if (Number.isNaN(began)) leaveOut(start.missing);
        else if (name !== null && Number.isNaN(ended)) leaveOut(end.missing);
        else if (!Number.isNaN(seen)) add(seen - began, ended === seen ? name : null);
        else throw requires(TypeError, 'an instant, or asOf', undefined);
      }
    } catch (error) {
      throw inContext(error, who, `${place}[${index}].${what.name}`);
    }
    index++;
  }
  return DAY;
}

interface Read {
  readonly name: string;
  readonly missing: string;
  readonly of: (row: unknown) => unknown;
}

function accessor(given: unknown, name: string, who: string): Read {
  const field = typeof given === 'string' ? given : name;
  const missing = `missing${field.slice(0, 1).toUpperCase()}${field.slice(1)}`;
  if (typeof given === 'function') return { name: field, missing, of: given as Read['of'] };
  if (typeof given !== 'string')
    throw requires(TypeError, `${name} (the name of a field or a function of the row)`, given, who);
  return { name: field, missing, of: (row) => (row as Record<string, unknown>)[field] };
}

function eachDuration(
  input: unknown,
  nameOf: NameOfEvent,
  add: Add,
  leaveOut: LeaveOut,
  who: string,
  place: string,
): number {
  const whose = (verb: string) => (place === '' ? '' : `${place.slice(0, -1)} to ${verb} `);
  const { durations, events } = (input ?? {}) as Partial<Durations<unknown>>;
  if (!Array.isArray(durations) || !Array.isArray(events))
    throw requires(
      TypeError,
      `${place && `${place.slice(0, -1)} to be `}rows, or { durations, events }`,
      input,
      who,
    );
  if (durations.length !== events.length)
    throw requires(
      RangeError,
      `${whose('have')}an event for each of ${durations.length} durations`,
      events,
      who,
    );
  for (const [i, length] of (durations as readonly unknown[]).entries()) {
    let at = `${place}durations[${i}]`;
    try {
      if (length === null || length === undefined) {
        leaveOut('missingDuration');
        continue;
      }
      if (typeof length !== 'number' || !Number.isFinite(length))
        throw requiresNumber('a finite number of days', length);
      at = `${place}events[${i}]`;
      add(length, nameOf(events[i]));
    } catch (error) {
      throw inContext(error, who, at);
    }
  }
  return 1;
}

/** Refuses options that a calculator does not take; those of rows besides, where rows are given. */
export function checkObserved(input: unknown, options: object, own: readonly string[], who: string): void {
  checkOptions(who, options, isIterable(input) ? [...OBSERVATION, ...own] : own);
}

/** Whether a row had the event: true or 1, false or 0. */
export function yesOrNo(value: unknown): string | null {
  if (value === true || value === 1) return 'event';
  if (value === false || value === 0 || value === null || value === undefined) return null;
  throw requires(TypeError, 'true or false', value);
}

/** Which event a row had: its name, or a number from 1; null or 0 for none. */
export function nameOfEvent(value: unknown): string | null {
  if (value === null || value === undefined || value === 0 || value === false) return null;
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return String(value);
  throw requires(TypeError, 'the name of an event, or null for none', value);
}

/** The shares asked for: quartiles unless others are given. */
export function checkQuantiles(given: readonly number[] = [0.25, 0.5, 0.75], who: string): readonly number[] {
  if (!Array.isArray(given) || !given.every((p) => typeof p === 'number'))
    throw requires(TypeError, 'quantiles (a list of shares)', given, who);
  const wrong = given.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw requires(RangeError, 'quantiles from 0 to 1', wrong, who);
  return given;
}
