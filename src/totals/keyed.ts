import { requires } from '../error.js';
import type { Id } from '../records/record.js';
import { compareIds } from './compareIds.js';

/**
 * Live values by key. Keys match as text, so that 7 and '7' find the same value; a number is made text when it is
 * first seen, not once a row.
 */
export class Keyed<T extends object> {
  private readonly values = new Map<Id, T>();

  constructor(private readonly make: () => T) {}

  /** The value of a key, new where there was none; a key that is neither text nor a number throws. */
  get(key: Id): T {
    return this.values.get(key) ?? this.first(key);
  }

  set(key: string, value: T): void {
    this.values.set(key, value);
  }

  /** Everything, ascending by key. */
  ascending(): [key: string, value: T][] {
    const entries: [string, T][] = [];
    for (const [key, value] of this.values) if (typeof key === 'string') entries.push([key, value]);
    return entries.sort(([a], [b]) => compareIds(a, b));
  }

  private first(key: Id): T {
    if (typeof key !== 'string' && (typeof key !== 'number' || Number.isNaN(key)))
      throw requires(TypeError, 'a key', key);
    const text = String(key);
    const value = this.values.get(text) ?? this.make();
    this.values.set(text, value);
    this.values.set(key, value);
    return value;
  }
}
