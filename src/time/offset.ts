import { requires } from '../error.js';

/**
 * A reader of a zone's offset from UTC in milliseconds, straight from `Intl` (about 1 µs a reading).
 *
 * Whole text of `timeZoneName: 'longOffset'`, for example `2 PM GMT-04:56:02`, is exact to the second, as
 * the zone database is. `tzOffset` of @date-fns/tz reads the same text but takes the sign from the hours, so
 * that -00:44:30 (Africa/Monrovia before 1972) comes out east of Greenwich; hence these few lines.
 *
 * Throws `requires a time zone such as 'Europe/Paris', got …`: a `RangeError` for a text that `Intl` does not
 * know as a zone, a `TypeError` for anything but a text (`Intl` would take `undefined` for the machine's zone).
 */
export function offsetReader(timeZone: string, who?: string): (instant: number) => number {
  const format = formatIn(timeZone, who);
  return (instant) => {
    const text = format.format(instant);
    const sign = text.lastIndexOf('GMT') + 3;
    if (sign === text.length) return 0;
    const hours = Number(text.slice(sign + 1, sign + 3));
    const minutes = Number(text.slice(sign + 4, sign + 6));
    const seconds = Number(text.slice(sign + 7, sign + 9));
    const size = (hours * 3600 + minutes * 60 + seconds) * 1000;
    return text[sign] === '+' ? size : 0 - size;
  };
}

function formatIn(timeZone: string, who: string | undefined): Intl.DateTimeFormat {
  const what = "a time zone such as 'Europe/Paris'";
  if (typeof timeZone !== 'string') throw requires(TypeError, what, timeZone, who);
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
  } catch {
    throw requires(RangeError, what, timeZone, who);
  }
}
