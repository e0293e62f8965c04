import type { Id } from '../records/record.js';
import { compareIds } from '../totals/compareIds.js';

/** Ids by their text, as which they match, each as its rows have it: where some have 7 and some '7', as text. */
export class Ids {
  private readonly ids = new Map<string, Id>();

  /** The text of an id, which is kept. */
  keep(id: Id): string {
    const text = String(id);
    if (typeof id === 'string' || !this.ids.has(text)) this.ids.set(text, id);
    return text;
  }

  of(text: string): Id {
    return this.ids.get(text) ?? text;
  }

  /** Every text with its id, ascending. */
  ascending(): [text: string, id: Id][] {
    return [...this.ids].sort(([a], [b]) => compareIds(a, b));
  }
}
