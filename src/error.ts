/**
 * The one grammar of errors: `<function> requires <what>, got <value>`.
 *
 * Code that does not know who called it (a mark, a total) throws without a name,
 * `requires <what>, got <value>`; whoever knows the function, the row and the field puts them in front
 * with {@link inContext}. A user's own marks may throw in the same form and are treated the same.
 */
export function requires(
  kind: new (message: string) => Error,
  what: string,
  got: unknown,
  who?: string,
): Error {
  const error = new kind(`${who === undefined ? '' : `${who} `}requires ${what}, got ${show(got)}`);
  // By what was got, the place that it came from can be found; not enumerable, so that it is not printed.
  return Object.defineProperty(error, 'got', { value: got, configurable: true });
}

/** The same of a number: a `RangeError` for one that cannot be, a `TypeError` for what is none. */
export const requiresNumber = (what: string, got: unknown, who?: string): Error =>
  requires(typeof got === 'number' ? RangeError : TypeError, what, got, who);

/** Refuses what is no finite number. */
export function mustBeFinite(value: unknown): asserts value is number {
  if (!Number.isFinite(value)) throw requiresNumber('a finite number', value);
}

/** The same error with its function and place: `winRate requires deals[3].closedAt to be …`. */
export function inContext(error: unknown, who: string, place: string): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('requires ')) return error;
  const kind = error instanceof RangeError ? RangeError : TypeError;
  return new kind(`${who} requires ${place} to be ${error.message.slice('requires '.length)}`);
}

/** A value as a reader wants to see it in a message: text in quotes, what is long cut short. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`;
  if (typeof value === 'function') return `a function${value.name && ` named ${value.name}`}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof (value as PromiseLike<unknown> | null)?.then === 'function') return 'a promise (await it first)';
  if (value instanceof Date) return Number.isNaN(+value) ? 'an invalid Date' : value.toISOString();
  if (typeof value === 'object' && value !== null)
    return `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'nothing'}`;
  return String(value);
}
