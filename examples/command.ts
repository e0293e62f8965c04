import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ParseOptions } from 'sales-effectiveness/records';
import { exampleDeals } from './exampleDeals.js';
import { type DealColumns, OPTION_OF, Problem, readDeals } from './readDeals.js';
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
    return print(
      measure(exampleDeals(), { title: 'Sales effectiveness: example data', timeZone: 'UTC' }),
      json,
    );
  }

  const missing = REQUIRED.filter((option) => given[option] === undefined);
  if (missing.length > 0)
    throw new Problem(`missing ${list(missing)}. A file needs ${list(REQUIRED)}: --help explains them`);
  // npm runs the script in the folder of the package: the file is meant from where its user stands.
  const path = resolve(process.env.INIT_CWD ?? '.', file);
  const options = optionsOf(given);
  const { deals, rejects, lines } = await readDeals(path, options);
  return inFile(lines, () =>
    print(
      measure(deals, {
        title: `Sales effectiveness: ${basename(path)}`,
        timeZone: options.timeZone,
        rejects,
        bySource: given.source !== undefined,
        byCustomer: given.customer !== undefined,
      }),
      json,
    ),
  );
}

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
