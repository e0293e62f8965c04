/** Counts by reason in the order of their names, so that the order of rows is nowhere to be seen. */
export const inOrder = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort());

/** Adds to a count by reason, whatever the reason is called. */
export function addTo(counts: Record<string, number>, reason: string, n: number): void {
  const value = (Object.hasOwn(counts, reason) ? counts[reason]! : 0) + n;
  Object.defineProperty(counts, reason, { value, writable: true, enumerable: true, configurable: true });
}
