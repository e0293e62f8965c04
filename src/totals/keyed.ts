import { requires } from '../error.js';
import type { Id } from '../records/record.js';
import { compareIds } from './compareIds.js';

const DIGITS = /^[0-9]+$/;

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
    const digits: string[] = [];
    const others: string[] = [];
    for (const key of this.values.keys())
      if (typeof key === 'string') (DIGITS.test(key) ? digits : others).push(key);
    // Without a function the built-in order is that of code units, and several times as fast.
    const keys = [...digits.sort(compareIds), ...others.sort()];
    return keys.map((key) => [key, this.values.get(key)!]);
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
