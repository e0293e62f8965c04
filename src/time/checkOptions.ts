import { requires } from '../error.js';

/** Refuses options that are no object or have a key that does not exist, with a `TypeError`. */
export function checkOptions(who: string, options: object, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw requires(TypeError, `an object with ${names.join(', ')}`, options, who);
  }
  for (const key of Object.keys(options)) {
    if (!names.includes(key))
      throw requires(
        TypeError,
        names.length === 0 ? 'no options' : `no options but ${names.join(', ')}`,
        key,
        who,
      );
  }
}
