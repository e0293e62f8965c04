import * as z from 'zod';
import type { ReadInstant } from './dates.js';

/**
 * How the values of a record are read: a record is defined once, over readers, and so has two schemas.
 * `Id`, `Time` and `Decimal` are what comes in; what comes out is the same.
 */
export interface Readers<Id, Time, Decimal> {
  readonly id: z.ZodType<string, Id>;
  readonly text: z.ZodType<string, string>;
  readonly amount: z.ZodType<string, Decimal>;
  /** A number of at least 0: of minutes, of points. */
  readonly quantity: z.ZodType<number, Decimal>;
  /** A number of more than 0: the most that a quantity may be. */
  readonly positive: z.ZodType<number, Decimal>;
  /** A whole number from 0 to 10: an answer to "How likely are you to recommend us?". */
  readonly score: z.ZodType<number, Decimal>;
  readonly instant: (field: string) => z.ZodType<number, Time>;
  readonly oneOf: <const V extends string>(field: string, values: readonly V[]) => z.ZodType<V, V>;
}

/** A plain decimal. Its exponent has three digits at most: sums are exact, and 1e999999999 would fill the memory. */
const DECIMAL = /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/;

const decimal = (error?: string) => z.string({ error }).regex(DECIMAL, { error });

/** Finite and not negative; `'-0'` is 0. */
const atLeastZero = (error?: string) =>
  z
    .number({ error })
    .nonnegative({ error })
    .transform((number) => number + 0);

const moreThanZero = (error?: string) => z.number({ error }).positive({ error });

/** Whole, from 0 to 10; `'-0'` is 0. */
const zeroToTen = (error?: string) =>
  z
    .int({ error })
    .min(0, { error })
    .max(10, { error })
    .transform((number) => number + 0);

/** A number that comes as decimal text. */
const inText = (number: z.ZodType<number, number>, error?: string) =>
  decimal(error).transform(Number).pipe(number);

/** Readers of JSON: ISO 8601 instants with an offset, ids and amounts as text or numbers. */
function wireReaders(): Readers<string | number, string, string | number> {
  const text = z.string().min(1);
  const numeric = (number: z.ZodType<number, number>) => z.union([inText(number), number]);
  return {
    text,
    // A number of more than 53 bits has lost digits before it comes here: it names another record.
    id: z.union([text, z.int()]).transform(String),
    amount: z.union([decimal(), z.number()]).transform(String),
    quantity: numeric(atLeastZero()),
    positive: numeric(moreThanZero()),
    score: numeric(zeroToTen()),
    instant: () =>
      z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso.replace(/(\.\d{3})\d+/, '$1'))),
    oneOf: (_field, values) => z.enum(values),
  };
}

export const wire = /*@__PURE__*/ wireReaders();

/** What {@link textReaders} need to know of a field: how its dates are read, or which texts mean which value. */
export interface Texts {
  readonly dates: (field: string) => { readonly read: ReadInstant; readonly what: string };
  readonly values: (field: string, values: readonly string[]) => ReadonlyMap<string, string>;
}

/** Readers of trimmed text. The message of an issue is what the field requires. */
export function textReaders({ dates, values }: Texts): Readers<string, string, string> {
  const text = z.string({ error: 'text' });
  const numeric = (what: string, number: (error: string) => z.ZodType<number, number>) =>
    inText(number(what), what);
  return {
    text,
    id: text,
    amount: decimal('a plain decimal'),
    quantity: numeric('a plain decimal of at least 0', atLeastZero),
    positive: numeric('a plain decimal of more than 0', moreThanZero),
    score: numeric('a whole number from 0 to 10', zeroToTen),
    instant: (field) => {
      const { read, what } = dates(field);
      return reading(what, (given) => {
        const ms = read(given);
        return Number.isNaN(ms) ? undefined : ms;
      });
    },
    oneOf: <V extends string>(field: string, names: readonly V[]) => {
      const meanings = values(field, names) as ReadonlyMap<string, V>;
      const what = `one of ${[...meanings.keys()].map((known) => `'${known}'`).join(', ')}`;
      return reading(what, (given) => meanings.get(given)) as z.ZodType<V, V>;
    },
  };
}

function reading<T>(what: string, read: (text: string) => T | undefined): z.ZodType<T, string> {
  return z.string({ error: what }).transform((given, context) => {
    const value = read(given);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', message: what, input: given });
    return z.NEVER;
  });
}
