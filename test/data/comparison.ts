/** Collects figures beside their independently computed truth, what does not agree, and what is worth a word. */
export class Comparison {
  compared = 0;
  readonly differences: string[] = [];
  readonly notes: string[] = [];
  /** Ids of truth.json that are not compared, each with the reason why. */
  notCompared: Readonly<Record<string, string>> = {};

  /** Numbers agree within 1e-9 of their size; everything else, decimals as text among it, exactly. */
  same(what: string, ours: unknown, truth: unknown): void {
    this.compared++;
    const agrees =
      typeof ours === 'number' && typeof truth === 'number'
        ? Math.abs(ours - truth) <= 1e-9 * Math.max(Math.abs(ours), Math.abs(truth))
        : Object.is(ours, truth);
    if (!agrees) this.differences.push(`${what}: ${String(ours)}, should be ${String(truth)}`);
  }

  /** Every figure of records and lists within each other; a name that only one side has is a difference. */
  all(what: string, ours: unknown, truth: unknown): void {
    if (!isRecord(ours) || !isRecord(truth)) this.same(what, ours, truth);
    else
      for (const name of new Set([...Object.keys(ours), ...Object.keys(truth)]))
        this.all(`${what}.${name}`, ours[name], truth[name]);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
