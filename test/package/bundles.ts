// What an import costs: bundles of the installed package, minified and gzipped, against ceilings; and what must not
// be in them.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { NAME } from './packed.js';

const MONEY = 'decimal.js';
const HEAVY = ['zod', 'date-fns', '@date-fns/tz'];

/** Names, where from (the index unless given), the most bytes, and the packages that must not be in the bundle. */
const CEILINGS: readonly { names: string; from?: string; most: number; without: readonly string[] }[] = [
  { names: 'winRate', most: 7050, without: [MONEY, ...HEAVY] },
  { names: 'winRate', from: 'kpi/winRate', most: 7050, without: [MONEY, ...HEAVY] },
  { names: 'dealsWon', most: 5330, without: [MONEY, ...HEAVY] },
  { names: 'dealsWon', from: 'kpi/dealsWon', most: 5330, without: [MONEY, ...HEAVY] },
  { names: 'salesCycle', most: 9850, without: [MONEY, ...HEAVY] },
  { names: 'salesCycle', from: 'kpi/salesCycle', most: 9850, without: [MONEY, ...HEAVY] },
  { names: 'revenueWon', most: 20600, without: HEAVY },
  { names: 'revenueWon', from: 'kpi/revenueWon', most: 20600, without: HEAVY },
  { names: 'averageDealValue', most: 22300, without: HEAVY },
  { names: 'averageDealValue', from: 'kpi/averageDealValue', most: 22300, without: HEAVY },
  { names: 'conversionRate', most: 6800, without: [MONEY, ...HEAVY] },
  { names: 'firstPurchaseValue', most: 25500, without: HEAVY },
  { names: 'leadResponseTime', most: 9250, without: [MONEY, ...HEAVY] },
  { names: 'customerAcquisitionCost', most: 25500, without: HEAVY },
  { names: 'timeToClose', most: 9400, without: [MONEY, ...HEAVY] },
  { names: 'survival', most: 5450, without: [MONEY, ...HEAVY] },
  { names: 'stageDurations', most: 6600, without: [MONEY, ...HEAVY] },
  { names: 'winRate, groupBy', most: 7550, without: [MONEY, ...HEAVY] },
  { names: 'netPromoterScore', most: 8500, without: [MONEY, ...HEAVY] },
  { names: 'retentionRate', most: 7250, without: [MONEY, ...HEAVY] },
  { names: 'timeToFirstSale', most: 11350, without: [MONEY, ...HEAVY] },
  { names: 'winRate, leaderboard', most: 8250, without: [MONEY, ...HEAVY] },
  { names: 'retentionCohorts', most: 5300, without: [MONEY, ...HEAVY] },
  { names: '*', most: 63500, without: HEAVY },
  { names: '*', from: 'records', most: 43750, without: [] },
];

/** A text of each package that minifying leaves as it is. */
const WORDS: Readonly<Record<string, string>> = {
  'decimal.js': '[DecimalError]',
  zod: 'ZodType',
  'date-fns': 'formatDistance',
};

export interface Bundle {
  readonly title: string;
  readonly bytes: number;
  readonly most: number;
  /** What is wrong with it. */
  readonly faults: readonly string[];
  /** The packages that it carries, by esbuild's account and by their words. */
  readonly carries: readonly string[];
  readonly says: readonly string[];
}

export async function bundles(folder: string): Promise<Bundle[]> {
  return Promise.all(
    CEILINGS.map(async ({ names, from, most, without }) => {
      const module = from === undefined ? NAME : `${NAME}/${from}`;
      const { outputFiles, metafile } = await build({
        stdin: {
          contents: `export ${names === '*' ? '*' : `{ ${names} }`} from '${module}';`,
          resolveDir: folder,
        },
        absWorkingDir: folder,
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        metafile: true,
        write: false,
        outfile: 'bundle.js',
      });
      const { text, contents } = outputFiles[0]!;
      const bytes = gzipSync(contents, { level: 9 }).length;
      const inputs = Object.entries(Object.values(metafile.outputs)[0]!.inputs);
      const carries = new Set(
        inputs.flatMap(([path, { bytesInOutput }]) => {
          const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
          return found === undefined || found === NAME || bytesInOutput === 0 ? [] : [found];
        }),
      );
      const says = Object.keys(WORDS).filter((name) => text.includes(WORDS[name]!));
      const faults = [
        ...(bytes > most ? [`${bytes} bytes, ${bytes - most} more than its ceiling of ${most}`] : []),
        ...without.filter((name) => carries.has(name)).map((name) => `it carries ${name}`),
        ...without.filter((name) => says.includes(name)).map((name) => `it says '${WORDS[name]}'`),
      ];
      return {
        title: `${names === '*' ? '*' : `{ ${names} }`} from ${module}`,
        ...{ bytes, most, faults, carries: [...carries], says },
      };
    }),
  );
}

/** The sizes as lines of a table. */
export function sizeTable(all: readonly Bundle[]): string[] {
  const width = Math.max(...all.map(({ title }) => title.length));
  return [
    `${'minified and gzipped'.padEnd(width)}    bytes  ceiling  carries`,
    ...all.map(({ title, bytes, most, carries }) =>
      `${title.padEnd(width)}  ${String(bytes).padStart(7)}  ${String(most).padStart(7)}  ${carries.join(', ')}`.trimEnd(),
    ),
  ];
}
