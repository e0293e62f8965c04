import { basename } from 'node:path';
import { type Deal, type StageChange, stagesFromHistory } from 'sales-effectiveness';
import { type Formats, parseRecords } from 'sales-effectiveness/records';
import { checkColumns, Problem, parseCsv, readText, refuseUnreadable } from './readDeals.js';
import type { RejectedRow } from './report.js';

/** How the CSV file of a history is read. */
export interface HistoryOptions {
  readonly columns: Readonly<Record<keyof StageChange, string>>;
  readonly dates?: Formats | undefined;
  readonly timeZone: string;
}

/** The stage changes of a CSV file. */
export interface HistoryFile {
  readonly changes: readonly StageChange[];
  /** How many of the changes are of deals that were not given. */
  readonly ofOtherDeals: number;
  readonly rejects: readonly RejectedRow[];
}

/** The option of the demo that names the column of each field. */
const OPTION_OF = { dealId: 'history-deal', stage: 'history-stage', at: 'history-at' } as const;
const NAME_OF = { dealId: 'deal', stage: 'stage', at: 'time' } as const;

/** Deals with the stages that a CSV file says they went through; as strict as `readDeals`. */
export async function readHistory(
  path: string,
  deals: readonly Deal[],
  options: HistoryOptions,
): Promise<{ readonly history: HistoryFile; readonly deals: readonly Deal[] }> {
  const text = await readText(path);
  try {
    const history = parseHistory(text, deals, options);
    return { history, deals: stagesFromHistory(deals, history.changes).map(withoutRepeats) };
  } catch (error) {
    // There is another file whose lines an error may name.
    if (error instanceof Problem) throw new Problem(`${basename(path)}: ${error.message}`);
    throw error;
  }
}

function parseHistory(text: string, deals: readonly Deal[], options: HistoryOptions): HistoryFile {
  const rows = parseCsv(text);
  checkColumns(rows, options.columns, OPTION_OF);
  const parsed = parseRecords(
    'stageChanges',
    rows.map(({ cells }) => cells),
    options,
  );
  refuseUnreadable(rows, parsed.rejects);
  const ids = new Set(deals.map(({ id }) => String(id)));
  const others = parsed.rows.filter(({ dealId }) => !ids.has(dealId));
  if (others.length === parsed.rows.length) {
    const [other] = others;
    const what = other === undefined ? 'no row is a change' : `no change, such as that of '${other.dealId}',`;
    throw new Problem(`${what} of a deal in the file`);
  }
  const rejects = parsed.rejects.map(({ index, id, field, value }): RejectedRow => {
    const column = options.columns[field as keyof StageChange];
    const reason = `no ${NAME_OF[field as keyof StageChange]} in ${column}`;
    return { line: rows[index]!.line, id, column, value, reason };
  });
  return { changes: parsed.rows, ofOtherDeals: others.length, rejects };
}

/** A line that repeats the stage is no change: some CRMs write one for each new amount. */
function withoutRepeats<Row extends Pick<Deal, 'stages'>>(deal: Row): Row {
  const { stages } = deal;
  if (!stages) return deal;
  return { ...deal, stages: stages.filter(({ stage }, i) => stage !== stages[i - 1]?.stage) };
}
