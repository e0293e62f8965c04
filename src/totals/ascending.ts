import { compareIds } from './compareIds.js';

/** Two lists that ascend by key as one that does; where both hold a key, `unite` says what stays. */
export function mergeAscending<T>(
  a: readonly T[],
  b: readonly T[],
  keyOf: (item: T) => string,
  unite: (x: T, y: T) => T,
): readonly T[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const order = compareIds(keyOf(a[i]!), keyOf(b[j]!));
    if (order < 0) merged.push(a[i++]!);
    else if (order > 0) merged.push(b[j++]!);
    else merged.push(unite(a[i++]!, b[j++]!));
  }
  while (i < a.length) merged.push(a[i++]!);
  while (j < b.length) merged.push(b[j++]!);
  return merged;
}

/** Whether keys ascend, none of them twice. */
export function ascends<T>(items: readonly T[], keyOf: (item: T) => string): boolean {
  for (let i = 1; i < items.length; i++)
    if (compareIds(keyOf(items[i - 1]!), keyOf(items[i]!)) >= 0) return false;
  return true;
}

/** The item of a key, in a list that ascends by key. */
export function findAscending<T>(
  items: readonly T[],
  key: string,
  keyOf: (item: T) => string,
): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareIds(keyOf(items[middle]!), key) < 0) low = middle + 1;
    else high = middle;
  }
  const found = items[low];
  return found !== undefined && keyOf(found) === key ? found : undefined;
}
