/** Collects figures beside their independently computed truth, and what does not agree. */
export class Comparison {
  compared = 0;
  readonly differences: string[] = [];

  /** Numbers agree within 1e-9 of their size; everything else, decimals as text among it, exactly. */
  same(what: string, ours: unknown, truth: unknown): void {
    this.compared++;
    const agrees =
      typeof ours === 'number' && typeof truth === 'number'
        ? Math.abs(ours - truth) <= 1e-9 * Math.max(Math.abs(ours), Math.abs(truth))
        : Object.is(ours, truth);
    if (!agrees) this.differences.push(`${what}: ${String(ours)}, should be ${String(truth)}`);
  }

  /** Every figure of a record, by name; a name that only one side has is a difference. */
  all(what: string, ours: Readonly<Record<string, unknown>>, truth: Readonly<Record<string, unknown>>): void {
    for (const name of new Set([...Object.keys(ours), ...Object.keys(truth)]))
      this.same(`${what}.${name}`, ours[name], truth[name]);
  }
}
