import { addTo, type Definition, zero } from './engine.js';
import { inContext, requires } from './error.js';

/** Totals that someone had stored, those not given zero; none of them may be unknown. */
export function complete(definition: Definition, totals: Record<string, unknown>, who: string) {
  const whole: Record<string, unknown> = zero(definition);
  if (typeof totals !== 'object' || totals === null)
    throw requires(TypeError, `totals of ${definition.name}`, totals, who);
  for (const key in totals) {
    const value = totals[key];
    if (!(key in whole)) throw requires(TypeError, `totals among ${Object.keys(whole).join(', ')}`, key, who);
    if (value === undefined) continue;
    const total = definition.totals[key];
    if (typeof total === 'number' ? !Number.isFinite(value) : typeof value !== 'object' || value === null)
      throw requires(TypeError, `totals with ${key} as ${definition.name}.totals gives it`, value, who);
    try {
      if (typeof total === 'object') total.open(value);
    } catch (error) {
      throw inContext(error, who, `totals.${key}`);
    }
    whole[key] = value;
  }
  return whole as ReturnType<typeof zero>;
}

/**
 * Merges totals of one KPI, any number of them: from other processes, other files, other months. The reading of
 * the merged totals is the reading of all their rows together. None at all merges to zero.
 *
 * @example
 * import { merge, winRate } from 'sales-effectiveness';
 * winRate.of(merge(winRate, { won: 3, lost: 1 }, { won: 1, lost: 3 })).value // => 0.5
 */
export function merge<J>(kpi: { totals(input: never): J }, ...totals: NoInfer<J>[]): J {
  const { definition } = kpi as unknown as { definition: Definition };
  const add = (a: ReturnType<typeof zero>, b: ReturnType<typeof zero>) => {
    const sum: Record<string, unknown> = {};
    for (const [name, total] of Object.entries(definition.totals))
      try {
        sum[name] =
          typeof total === 'number'
            ? (a[name] as number) + (b[name] as number)
            : total.merge(a[name], b[name]);
      } catch (error) {
        throw inContext(error, 'merge', `${definition.name}'s ${name}`);
      }
    const excluded: Record<string, number> = { ...a.excluded };
    for (const [reason, n] of Object.entries(b.excluded)) addTo(excluded, reason, n);
    return { ...sum, excluded };
  };
  return totals
    .map((each) => complete(definition, each as Record<string, unknown>, 'merge'))
    .reduce(add, zero(definition)) as J;
}
