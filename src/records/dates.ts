import { format } from 'date-fns/format';
import { enUS } from 'date-fns/locale/en-US';
import { parse } from 'date-fns/parse';
import { requires } from '../error.js';
import { DAY } from '../time/instant.js';
import type { Zone } from '../time/zone.js';

/** Epoch milliseconds of a text, and `NaN` when it is no instant. */
export type ReadInstant = (text: string) => number;

/**
 * A Date whose local time is UTC. date-fns computes in local time, so that the machine's zone would show:
 * also in `tz('UTC')` of @date-fns/tz, which sets the fields through the machine's zone and is a day off
 * where that zone has no such day (Pacific/Apia, 2011-12-30). It is also five times faster.
 */
class UtcDate extends Date {
  static {
    for (const name of Object.getOwnPropertyNames(Date.prototype)) {
      const [, verb, part] = /^(get|set)UTC(.+)$/.exec(name) ?? [];
      const value = (Date.prototype as unknown as Record<string, unknown>)[name];
      if (verb !== undefined) Object.defineProperty(UtcDate.prototype, `${verb}${part}`, { value });
    }
  }
  override getTimezoneOffset(): number {
    return 0;
  }
}

/** Months and weekdays are English, whatever locale an app has set as date-fns' default. */
const utc = { in: (value: Date | number | string) => new UtcDate(value), locale: enUS };

/** Years of two digits lie around the reference date, so it is fixed: they mean 1950 to 2049. */
const REFERENCE = 946_684_800_000; // 2000-01-01

/** 2017-11-23T16:45:56.789Z: no part of it can be taken for another, and the hour needs its AM or PM. */
const SAMPLE = 1_511_455_556_789;

/** Beyond this many texts they hardly repeat: start again rather than hold them all. */
const REMEMBERED = 100_000;

/** A reader of ISO 8601, or of date-fns formats tried in their order; texts seen before are not parsed again. */
export function instants(formats: readonly string[] | undefined, local: Zone): ReadInstant {
  const readers = formats?.map((tokens) => formatted(tokens, local)) ?? [(text: string) => iso(text, local)];
  const known = new Map<string, number>();
  return (text) => {
    let ms = known.get(text);
    if (ms === undefined) {
      ms = Number.NaN;
      for (let i = 0; i < readers.length && Number.isNaN(ms); i++) ms = readers[i]!(text);
      if (known.size === REMEMBERED) known.clear();
      known.set(text, ms);
    }
    return ms;
  };
}

const ISO =
  /^([1-9]\d{3}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-](?:[01]\d|2[0-3]))(?::?([0-5]\d))?)?)?$/i;

function iso(text: string, local: Zone): number {
  const [, date, minute, second = '00', fraction = '', z, hours, minutes = '00'] = ISO.exec(text) ?? [];
  if (date === undefined) return Number.NaN;
  const written = `${date}T${minute ?? '00:00'}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const wall = Date.parse(`${written}Z`);
  // Some engines roll February 30 over into March, and all of them 24:00 into the next day.
  if (new Date(wall).getUTCDate() !== Number(date.slice(8))) return Number.NaN;
  if (minute === undefined) return local.startOfDay(wall / DAY);
  if (z !== undefined) return wall;
  return hours === undefined ? local.toInstant(wall) : Date.parse(`${written}${hours}:${minutes}`);
}

/** A reader of one format, which must find the day and the hour of {@link SAMPLE} again. */
function formatted(tokens: string, local: Zone): ReadInstant {
  const refuse = (what: string) => requires(RangeError, `dates with ${what}`, tokens, 'parseRecords');
  const runs = tokens.replace(/''|'(?:''|[^'])+(?:'|$)/g, ' ').match(/([A-Za-z])\1*|[^A-Za-z]+/g) ?? [];
  if (runs.some((run) => /^[DY]/.test(run))) throw refuse("'d' for days of the month and 'y' for years");

  const read = (text: string) => parse(text, tokens, REFERENCE, utc).getTime();
  let sample: string;
  let found: number;
  try {
    // The whole format is tried here, since `parse` looks no further in it than a text matches.
    sample = format(SAMPLE, tokens, utc);
    found = read(sample);
  } catch (error) {
    throw refuse(`the tokens of date-fns (${(error as Error).message})`);
  }
  if (Math.floor(found / DAY) !== Math.floor(SAMPLE / DAY))
    throw refuse("a year, a month and a day ('yyyy-MM-dd')");
  const hasTime = found % DAY !== 0;
  if (hasTime && new Date(found).getUTCHours() !== 16) throw refuse("hours as 'HH', or as 'hh' with 'a'");

  const hasOffset = runs.some((run) => /^[XxTt]/.test(run));
  // Without separators a lost leading zero moves every digit after it: 010117 → 10117 → 10/11/7.
  const numeric = (run = '') => /^([yuRdHhKkmsS]+|MM?)$/.test(run);
  const isPacked = runs.some((run, i) => numeric(run) && numeric(runs[i + 1]));
  return (text) => {
    if (isPacked && text.length !== sample.length) return Number.NaN;
    const wall = read(text);
    // 'yyyy' also takes '17', as the year 17.
    if (!(new Date(wall).getUTCFullYear() >= 1000)) return Number.NaN;
    if (hasOffset) return wall;
    return hasTime ? local.toInstant(wall) : local.startOfDay(wall / DAY);
  };
}
