import { requires } from '../error.js';
import type { AnyKpi } from '../kpi.js';
import type { Id } from '../records/record.js';

/** Rows by table. */
export type Lists = Readonly<Record<string, readonly object[]>>;

/** The tables as lists, since they are read several times: the four, and those of the KPIs. */
export function listsOf(tables: object, kpis: Readonly<Record<string, AnyKpi>>, who: string): Lists {
  if (typeof tables !== 'object' || tables === null)
    throw requires(TypeError, 'an object with reps, trainings, assessments and deals', tables, who);
  if (typeof kpis !== 'object' || kpis === null) throw requires(TypeError, 'kpis by name', kpis, who);
  for (const [name, kpi] of Object.entries(kpis))
    if (kpi?.definition === undefined) throw requires(TypeError, `a KPI as ${name}`, kpi, who);
  const lists: Record<string, readonly object[]> = {};
  const names = Object.values(kpis).flatMap((kpi): readonly string[] => kpi?.tables ?? []);
  for (const name of new Set(['reps', 'trainings', 'assessments', 'deals', ...names])) {
    const rows = (tables as Record<string, unknown>)[name];
    if (rows === undefined || rows === null) continue;
    if (typeof rows !== 'object' || !(Symbol.iterator in rows))
      throw requires(TypeError, `rows of ${name}`, rows, who);
    lists[name] = [...(rows as Iterable<object>)];
  }
  for (const name of ['reps', 'trainings', 'assessments', 'deals'])
    if (lists[name] === undefined) throw requires(TypeError, `rows of ${name}`, tables, who);
  return lists;
}

/** Those tables that a KPI reads. */
export const tablesOf = ({ tables }: AnyKpi, lists: Lists): Lists =>
  Object.fromEntries(
    (tables as readonly string[]).flatMap((name) => (lists[name] ? [[name, lists[name]]] : [])),
  );

/** Whose a row of a table is, as text. */
export function keyOf(table: string): (row: object) => string | undefined {
  const field =
    table === 'reps' ? 'id' : ['trainings', 'assessments', 'quotas'].includes(table) ? 'repId' : 'ownerId';
  return (row) => {
    const id = (row as Record<string, Id | null | undefined> | null)?.[field];
    return id === null || id === undefined ? undefined : String(id);
  };
}

/** The rows of each rep. */
export function byRep<Row extends object>(
  rows: readonly Row[],
  table: string,
): Map<string | undefined, Row[]> {
  const lists = new Map<string | undefined, Row[]>();
  const key = keyOf(table);
  for (const row of rows) {
    const own = lists.get(key(row));
    if (own === undefined) lists.set(key(row), [row]);
    else own.push(row);
  }
  return lists;
}
