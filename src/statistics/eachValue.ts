import type { Sample } from './sample.js';

/**
 * Visits each distinct value of several samples once, ascending, with how often it occurs in each: `counts[i]` of
 * `samples[i]`. The list is used again for the next value. Stops where `visit` gives true.
 */
export function eachValue(
  samples: readonly Sample[],
  visit: (value: number, counts: readonly number[]) => boolean | undefined,
): void {
  const at = samples.map(() => 0);
  const counts = samples.map(() => 0);
  for (;;) {
    let least = Number.POSITIVE_INFINITY;
    for (let s = 0; s < samples.length; s++) {
      const value = samples[s]!.values[at[s]!];
      if (value !== undefined && value < least) least = value;
    }
    if (least === Number.POSITIVE_INFINITY) return;
    for (let s = 0; s < samples.length; s++)
      counts[s] = samples[s]!.values[at[s]!] === least ? samples[s]!.counts[at[s]!++]! : 0;
    if (visit(least, counts)) return;
  }
}
