import { type Cell, type Gathering, type LiveKind, type Query, type Row, readBlock } from '../engine.js';

/**
 * Adds one row, the `index`-th of its table, whole or not at all, although marks may throw after they have added
 * something. Where totals are numbers alone they are put back; kinds cannot forget, so that there the marks first run
 * without adding anything.
 */
export function addRow({ queries }: Gathering, table: string, row: Row, index: number): void {
  const rows = [row];
  const all = queries[table]!;
  for (const q of all) if (q.store.kinds.length > 0) rehearse(q, rows, index);
  const before = all.map(
    ({ cells: [cell] }) => cell && { ...cell, excluded: cell.excluded && { ...cell.excluded } },
  );
  try {
    readBlock(all, rows, 0, 1, index);
  } catch (error) {
    for (const [i, { store, cells }] of all.entries()) if (store.kinds.length === 0) cells[0] = before[i];
    throw error;
  }
}

/** Runs the marks over one row, and throws what they throw. */
function rehearse(q: Query, rows: readonly Row[], index: number): void {
  const { start, end } = q;
  q.rehearsing = { start, end, cell: rehearsalCell(q) };
  // No instant lies in no time: all of them are looked at more closely, and find the rehearsal.
  q.start = q.end = 0;
  try {
    readBlock([q], rows, 0, 1, index);
  } finally {
    q.rehearsing = null;
    q.start = start;
    q.end = end;
  }
}

/** A cell that refuses what the real one would refuse, and keeps nothing. */
function rehearsalCell({ cells, grid, store: { nothing, kinds } }: Query): Cell {
  if (kinds.length === 0) return nothing;
  const cell: Cell = { ...nothing };
  for (const [name, kind] of kinds) {
    const live = cells[0]?.[name] as LiveKind | undefined;
    cell[name] =
      live?.check === undefined
        ? kind.open(undefined, grid.place)
        : { add: (...values: never[]) => live.check!(...values) };
  }
  return cell;
}
