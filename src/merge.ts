import { type Definition, type PlainTotals, zero } from './engine.js';
import { inContext, requires, requiresNumber } from './error.js';
import { addTo, inOrder } from './excluded.js';

/** Totals that someone had stored, those not given zero; none of them may be unknown or of another kind. */
export function complete(definition: Definition, totals: object, who: string): PlainTotals {
  const whole: Record<string, unknown> = { ...zero(definition) };
  if (typeof totals !== 'object' || totals === null || Array.isArray(totals))
    throw requires(TypeError, `totals of ${definition.name}`, totals, who);
  for (const [key, value] of Object.entries(totals)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(whole, key))
      throw requires(TypeError, `totals among ${Object.keys(whole).join(', ')}`, key, who);
    const total = definition.totals[key];
    try {
      if (typeof total === 'object') total.open(value);
      else if (typeof total === 'number') mustCount(value, Number.NEGATIVE_INFINITY);
      else for (const reason of Object.values(mustBeObject(value))) mustCount(reason, 0);
    } catch (error) {
      throw inContext(error, who, `totals.${key}`);
    }
    whole[key] = value;
  }
  return whole as PlainTotals;
}

function mustCount(value: unknown, least: number): void {
  if (!(typeof value === 'number' && value >= least && value < Number.POSITIVE_INFINITY))
    throw requiresNumber('a finite number', value);
}

function mustBeObject(value: unknown): object {
  if (typeof value === 'object' && value !== null) return value;
  throw requires(TypeError, 'totals as a KPI gives them', value);
}

/**
 * Merges totals of one KPI, any number of them: from other processes, other files, other months. The reading of
 * the merged totals is the reading of all their rows together. None at all merges to zero. Totals carry no options:
 * merge and read them with the KPI that made them, `with` the same.
 *
 * Errors: a TypeError for what is no KPI, for totals of another one and for broken totals; a RangeError for money of
 * two currencies.
 *
 * @example
 * import { merge, winRate } from 'sales-effectiveness';
 * winRate.of(merge(winRate, { won: 3, lost: 1 }, { won: 1, lost: 3 })).value // => 0.5
 */
export function merge<J>(kpi: { totals(input: never): J }, ...totals: NoInfer<J>[]): J {
  const { definition } = (kpi ?? {}) as unknown as { definition?: Definition };
  if (definition === undefined) throw requires(TypeError, 'a KPI', kpi, 'merge');
  let parts = totals.map((each) => complete(definition, each as object, 'merge'));
  // In pairs, and pairs of pairs: added one by one, a growing sample would be copied for each.
  while (parts.length > 1)
    parts = parts.flatMap((part, i) =>
      i % 2 === 1 ? [] : i + 1 < parts.length ? [add(definition, part, parts[i + 1]!)] : [part],
    );
  return (parts[0] ?? zero(definition)) as J;
}

function add(definition: Definition, a: PlainTotals, b: PlainTotals): PlainTotals {
  const sum: Record<string, unknown> = {};
  for (const [name, total] of Object.entries(definition.totals))
    try {
      sum[name] =
        typeof total === 'number' ? (a[name] as number) + (b[name] as number) : total.merge(a[name], b[name]);
    } catch (error) {
      throw inContext(error, 'merge', `${definition.name}'s ${name}`);
    }
  const excluded: Record<string, number> = { ...a.excluded };
  for (const [reason, n] of Object.entries(b.excluded)) addTo(excluded, reason, n);
  return { ...sum, excluded: inOrder(excluded) };
}
