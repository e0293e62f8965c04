import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ParseOptions } from 'sales-effectiveness/records';
import { EXAMPLE_AS_OF, FIRST_CLOSING } from './exampleDeals.js';
import { exampleTables } from './exampleTables.js';
import { type DealColumns, OPTION_OF, Problem, readDeals } from './readDeals.js';
import { type HistoryOptions, readHistory } from './readHistory.js';
import { linesOf, measure, type Report } from './report.js';

const USAGE = `Usage: npm run demo                        a report on a thousand example deals
       npm run demo -- FILE.csv OPTIONS    the same on the deals of a CSV file

Columns, by the names in the header:
  --id COLUMN --created COLUMN --closed COLUMN --status COLUMN
  --amount COLUMN --owner COLUMN
  --currency COLUMN --source COLUMN --customer COLUMN      (optional)

What the texts mean:
  --won TEXTS --lost TEXTS   the statuses of won and lost deals: Won,Signed
  --open TEXTS               those of open deals (optional: unknown otherwise)
  --time-zone ZONE           of dates without an offset: UTC, Europe/Paris
  --dates FORMAT             date-fns tokens such as M/d/yyyy, or several with
                             commas between; repeat it for a format that has a
                             comma itself (optional: ISO 8601 otherwise)

Open deals and their stages:
  --as-of DATE               open deals are measured until the end of that day
                             in the zone (to its start where no date has a time,
                             so that days are whole), 2026-07-01; no fact of
                             the file may be later (optional: the latest date
                             of a creation, a closing or a change of stage)
  --history FILE             a CSV file of stage changes, a row for each, for
                             the bottleneck and stalled deals; a row that only
                             repeats the stage is no change (optional)
  --history-deal COLUMN --history-stage COLUMN --history-at COLUMN
                             its columns: the id of the deal, the stage and the
                             time from which the deal was in it (optional:
                             deal_id, stage, changed_at)
  --history-dates FORMAT     of its times (optional: as --dates)

  --json                     the report as JSON
  --help                     this text`;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const switched = { type: 'boolean' } as const;

const OPTIONS = {
  id: text,
  created: text,
  closed: text,
  status: text,
  amount: text,
  owner: text,
  currency: text,
  source: text,
  customer: text,
  won: texts,
  lost: texts,
  open: texts,
  'time-zone': text,
  dates: texts,
  'as-of': text,
  history: text,
  'history-deal': text,
  'history-stage': text,
  'history-at': text,
  'history-dates': texts,
  json: switched,
  help: switched,
};

const REQUIRED = [
  'id',
  'created',
  'closed',
  'status',
  'won',
  'lost',
  'amount',
  'owner',
  'time-zone',
] as const;

const parse = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });

type Given = Omit<ReturnType<typeof parse>['values'], 'json' | 'help'>;

/** What the demo prints for these arguments. A {@link Problem} where they, or the file, are not right. */
export async function demo(args: readonly string[]): Promise<string> {
  const { values, positionals } = parse(args);
  if (values.help) return USAGE;
  const [file, ...others] = positionals;
  if (others.length > 0) throw new Problem(`one file at a time, got ${positionals.join(', ')}`);
  const { json, help, ...given } = values;
  if (file === undefined) {
    const [option] = Object.keys(given);
    if (option !== undefined)
      throw new Problem(`--${option} needs a file: npm run demo -- FILE.csv --${option} …`);
    const { deals, ...tables } = exampleTables();
    return print(
      measure(deals, {
        title: 'Sales effectiveness: example data',
        timeZone: 'UTC',
        asOf: EXAMPLE_AS_OF,
        tables,
        dataFrom: FIRST_CLOSING,
      }),
      json,
    );
  }

  const missing = REQUIRED.filter((option) => given[option] === undefined);
  if (missing.length > 0)
    throw new Problem(`missing ${list(missing)}. A file needs ${list(REQUIRED)}: --help explains them`);
  const columnOfNone = Object.keys(given).find((option) => option.startsWith('history-'));
  if (columnOfNone !== undefined && given.history === undefined)
    throw new Problem(`--${columnOfNone} needs a history: --history FILE`);
  const path = pathOf(file);
  const options = optionsOf(given);
  const { deals, rejects, lines } = await readDeals(path, options);
  const { history, deals: staged } =
    given.history === undefined
      ? { history: undefined, deals }
      : await readHistory(pathOf(given.history), deals, historyOptionsOf(given));
  return inFile(lines, () =>
    print(
      measure(staged, {
        title: `Sales effectiveness: ${basename(path)}`,
        timeZone: options.timeZone,
        asOf: given['as-of'],
        rejects,
        history,
        bySource: given.source !== undefined,
        byCustomer: given.customer !== undefined,
      }),
      json,
    ),
  );
}

/** npm runs the script in the folder of the package: a file is meant from where its user stands. */
const pathOf = (file: string) => resolve(process.env.INIT_CWD ?? '.', file);

const list = (options: readonly string[]) => options.map((option) => `--${option}`).join(', ');

function print(report: Report, json: boolean | undefined): string {
  return json ? JSON.stringify(report, null, 2) : linesOf(report).join('\n');
}

function optionsOf(given: Given): ParseOptions<'deals'> {
  const columns = Object.entries(OPTION_OF).flatMap(([field, option]) =>
    given[option] === undefined ? [] : [[field, given[option]]],
  );
  return {
    columns: Object.fromEntries(columns) as DealColumns,
    dates: given.dates?.flatMap(formatsOf),
    timeZone: given['time-zone']!,
    status: {
      won: textsOf('won', given.won),
      lost: textsOf('lost', given.lost),
      open: textsOf('open', given.open),
    },
  };
}

function historyOptionsOf(given: Given): HistoryOptions {
  return {
    columns: {
      dealId: given['history-deal'] ?? 'deal_id',
      stage: given['history-stage'] ?? 'stage',
      at: given['history-at'] ?? 'changed_at',
    },
    dates: (given['history-dates'] ?? given.dates)?.flatMap(formatsOf),
    timeZone: given['time-zone']!,
  };
}

/** The texts of a list with commas, given once or more often. */
function textsOf(option: string, given: readonly string[] = []): string[] {
  const texts = given.flatMap((text) => text.split(',')).map((text) => text.trim());
  if (texts.includes('')) throw new Problem(`--${option} has an empty text: '${given.join(',')}'`);
  return texts;
}

/** A comma parts two formats where a whole date is on either side: `M/d/yyyy,d.M.yyyy`, but not `MMM d, yyyy`. */
function formatsOf(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => /y/.test(part) && /M/.test(part) && /d/.test(part)) ? parts : [text];
}

/** Says the line of the file where the package says which of the deals: `deals[7].amount`. */
function inFile<T>(lines: readonly number[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!isExpected(error)) throw error;
    throw new Problem(
      error.message.replace(/deals\[(\d+)\](?:\.(\w+))?/g, (_, index, field) =>
        field === undefined ? `line ${lines[index]}` : `the ${field} in line ${lines[index]}`,
      ),
    );
  }
}

/** An error that says what to change: ours, one of `parseArgs`, or one in the grammar of the package. */
export function isExpected(error: unknown): error is Error {
  if (error instanceof Problem) return true;
  if (!(error instanceof TypeError || error instanceof RangeError)) return false;
  const { code = '' } = error as NodeJS.ErrnoException;
  return code.startsWith('ERR_PARSE_ARGS') || / requires .*, got /s.test(error.message);
}
