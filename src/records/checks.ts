import { requires } from '../error.js';

/** Whose options these are, in messages. */
export const WHO = 'parseRecords';

export const refuse = (what: string, got: unknown) => requires(TypeError, what, got, WHO);

/** Refuses a key that is not known: most often a typo. */
export function only(known: readonly string[], given: object, what: string): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) throw refuse(what, key);
}

/** The object that an option must be. */
export function byName(given: unknown, place: string, what: string): Record<string, unknown> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given))
    return given as Record<string, unknown>;
  throw refuse(`${place} to be an object of ${what}`, given);
}

/** The texts that an option must list, none of them blank. */
export function listOf(given: unknown, place: string): readonly string[] {
  if (!Array.isArray(given)) throw refuse(`${place} to be an array of texts`, given);
  if (given.length === 0) throw requires(RangeError, `${place} to have a text`, given, WHO);
  for (const text of given) {
    if (typeof text !== 'string') throw refuse(`${place} to be an array of texts`, text);
    if (text.trim() === '') throw requires(RangeError, `${place} to have no blank text`, text, WHO);
  }
  return given;
}

export const trimmed = (given: unknown, place: string) => listOf(given, place).map((text) => text.trim());
