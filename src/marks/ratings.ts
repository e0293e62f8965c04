import { requiresNumber } from '../error.js';
import type { Rating } from '../records/record.js';

/** The scale of ratings that say none. */
export interface ScaleOptions {
  readonly scale: number;
}

/** Refuses a scale that is none. */
export function checkScale({ scale }: ScaleOptions, who: string): void {
  if (!(typeof scale === 'number' && scale > 0 && scale < Number.POSITIVE_INFINITY))
    throw requiresNumber('scale to be a positive number', scale, who);
}

/** The stars of a rating and the most that it could have. */
export function starsOf(
  { stars, scale: own }: Rating,
  { scale }: ScaleOptions,
): { stars: number; most: number } {
  const most = own ?? scale;
  if (!(typeof most === 'number' && most > 0 && most < Number.POSITIVE_INFINITY))
    throw requiresNumber('a positive number of stars', most);
  if (!(typeof stars === 'number' && stars >= 0 && stars <= most))
    throw requiresNumber(`a number from 0 to ${most}`, stars);
  return { stars, most };
}
