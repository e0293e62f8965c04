// Checks the package as its users get it: `npm run build && npm run check:package`. CI_FULL=1 adds
// the oldest and the newest TypeScript that consumers may have.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { bundles, sizeTable } from './bundles.js';
import * as examples from './examples.js';
import { Findings, sameList } from './findings.js';
import {
  bin,
  install,
  NAME,
  node,
  pack,
  prompt,
  readJson,
  root,
  temporary,
  withoutDependencies,
} from './packed.js';
import { compile, projects } from './typed.js';

const findings = new Findings();
const check: Findings['check'] = (name, run) => findings.check(name, run);
const folder = temporary();
const kpis = readdirSync(join(root, 'src/kpi')).map((file) => file.replace(/\.ts$/, ''));
const subpaths = ['.', './records', ...kpis.map((kpi) => `./kpi/${kpi}`)];
const moduleOf = (subpath: string) => NAME + subpath.slice(1);

/** The names that a module exports: values, and types too. */
function exportsOf(path: string): { values: string[]; all: string[] } {
  const program = ts.createProgram([path], {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(path)!);
  if (module === undefined) throw new Error(`${path} is no module`);
  const symbols = checker.getExportsOfModule(module);
  const isValue = (symbol: ts.Symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return (target.flags & ts.SymbolFlags.Value) !== 0;
  };
  return { values: symbols.filter(isValue).map(({ name }) => name), all: symbols.map(({ name }) => name) };
}

const sources = {
  '.': exportsOf(join(root, 'src/index.ts')),
  './records': exportsOf(join(root, 'src/records/index.ts')),
};

// The tarball.
findings.section('The tarball');
const manifest = readJson(join(root, 'package.json'));
const { tarball, files } = pack(folder);

await check('holds dist, the guides, README, LICENSE, CHANGELOG and nothing else', () => {
  const beside = files.filter((file) => !file.startsWith('dist/'));
  const names = [
    'acquisition-cost',
    'conversion',
    'design',
    'performance',
    'retention',
    'sales-cycle',
    'team',
    'time',
  ];
  const guides = names.map((guide) => `docs/${guide}.md`);
  sameList('the files', beside, ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', ...guides]);
  const odd = files.filter((file) => file.startsWith('dist/') && !/\.(js|cjs|d\.ts|d\.cts)$/.test(file));
  sameList('the files in dist that are no code and no declarations', odd, []);
});

await check('says nothing about the machine that it was built on', () => {
  const telling = files.filter((file) =>
    readFileSync(join(root, file), 'utf8').includes(root.replace(/\/$/, '')),
  );
  sameList('the files with an absolute path', telling, []);
});

await check('exports ".", "./records", one entry for each KPI and package.json', () => {
  sameList('the exports', Object.keys(manifest.exports), [...subpaths, './package.json']);
});

await check('has every file that its exports name, types beside code', () => {
  const named = JSON.stringify([manifest.exports, manifest.main, manifest.module, manifest.types]);
  const missing = [...named.matchAll(/"\.\/([^"]+)"/g)]
    .map(([, path]) => path!)
    .filter((path) => /\.\w+$/.test(path));
  sameList(
    'the files that are named but not there',
    missing.filter((path) => !files.includes(path)),
    [],
  );
  for (const subpath of subpaths) {
    const stem = subpath === '.' ? './dist/index' : `./dist/${subpath.slice(2)}`;
    const expected = {
      import: { types: `${stem}.d.ts`, default: `${stem}.js` },
      require: { types: `${stem}.d.cts`, default: `${stem}.cjs` },
    };
    const got = JSON.stringify(manifest.exports[subpath]);
    if (got !== JSON.stringify(expected))
      throw new Error(`${subpath} should be ${JSON.stringify(expected)}, is ${got}`);
  }
});

await check('publint, strict', async () => {
  const bytes = readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer },
    strict: true,
  });
  if (messages.length > 0) throw new Error(messages.map((each) => formatMessage(each, pkg)).join('\n'));
});

await check('are the types wrong? (node16)', () => {
  bin(
    '@arethetypeswrong/cli/dist/index.js',
    [tarball, '--profile', 'node16', '--no-color', '--no-emoji'],
    folder,
  );
});

// In Node.
findings.section('In Node');
const installed = await check('installs in an empty folder', () =>
  install(folder, 'installed', { dependencies: { [NAME]: `file:${tarball}` } }),
);
if (installed === undefined) process.exit(1);

const names = (subpath: string) =>
  subpath === '.' || subpath === './records' ? sources[subpath].values : [subpath.slice('./kpi/'.length)];

await check('ES modules export the names of the sources', () => {
  const list = subpaths.map((each) => `'${each}': Object.keys(await import('${moduleOf(each)}'))`);
  const got = JSON.parse(
    node(['--input-type=module', '-e', `console.log(JSON.stringify({ ${list.join(', ')} }))`], installed),
  );
  for (const subpath of subpaths) sameList(`the exports of ${subpath}`, got[subpath], names(subpath));
});

await check('CommonJS exports the same names', () => {
  const list = subpaths.map((each) => `'${each}': Object.keys(require('${moduleOf(each)}'))`);
  const got = JSON.parse(
    node(['--input-type=commonjs', '-e', `console.log(JSON.stringify({ ${list.join(', ')} }))`], installed),
  );
  for (const subpath of subpaths) sameList(`the exports of ${subpath}`, got[subpath], names(subpath));
});

await check('declarations of both kinds name all values and types of the sources', () => {
  const dist = join(installed, 'node_modules', NAME, 'dist');
  for (const [subpath, file] of [
    ['.', 'index'],
    ['./records', 'records'],
  ] as const)
    for (const kind of ['.d.ts', '.d.cts'])
      sameList(`the names of ${file}${kind}`, exportsOf(join(dist, file + kind)).all, sources[subpath].all);
});

const USE = `
  const day = (n) => Date.UTC(2026, 9, n);
  const deals = [
    { id: 1, createdAt: day(1), closedAt: day(11), status: 'won', amount: '0.10', currency: 'EUR' },
    { id: 2, createdAt: day(1), closedAt: day(21), status: 'won', amount: '0.20', currency: 'EUR' },
    { id: 3, createdAt: day(1), closedAt: day(21), status: 'lost' },
  ];
  console.log(JSON.stringify([
    format(winRate(deals)), own.winRate(deals).value, salesCycle(deals).value, revenueWon(deals).value.toFixed(),
    trend(deals, dealsWon, { every: 'month', timeZone: 'Europe/Paris' })[0].reading.value,
    parseRecords('deals', [], { columns: { id: 'a', createdAt: 'b', status: 'c' }, timeZone: 'UTC', status: { won: ['x'] } }).rows,
  ]));`;
const IMPORTED = 'dealsWon, format, revenueWon, salesCycle, trend, winRate';
const USED = '["66.7% (20.8%–93.9%, 2 of 3)",0.6666666666666666,15,"0.3",2,[]]';
const same = (got: string, expected: string) => {
  if (got !== expected) throw new Error(`expected ${expected}\ngot      ${got}`);
};

await check('is used from an ES module', () => {
  const code = `import { ${IMPORTED} } from '${NAME}';
    import { parseRecords } from '${NAME}/records';
    import * as own from '${NAME}/kpi/winRate';${USE}`;
  writeFileSync(join(installed, 'use.mjs'), code);
  same(node(['use.mjs'], installed).trim(), USED);
});

await check('is used from CommonJS', () => {
  const code = `const { ${IMPORTED} } = require('${NAME}');
    const { parseRecords } = require('${NAME}/records');
    const own = require('${NAME}/kpi/winRate');${USE}`;
  writeFileSync(join(installed, 'use.cjs'), code);
  same(node(['use.cjs'], installed).trim(), USED);
});

await check('is used at the prompt of Node, where readings can be read', async () => {
  const money = "{ amount: { currency: 'EUR', sum: '1200.50', squares: '1441200.25', count: 1 } }";
  const shown = await prompt(
    [
      `const { winRate, revenueWon } = await import('${NAME}')`,
      'winRate.of({ won: 80, lost: 240 })',
      `revenueWon.of(${money})`,
      `require('${NAME}').dealsWon([])`,
      `require('${NAME}/kpi/winRate').winRate([]).value`,
      'winRate([{ id: 1, createdAt: 0, closedAt: "soon", status: "won" }])',
    ],
    installed,
  );
  const lines: [number, string][] = [
    [1, '  value: 0.25,'],
    [1, "  unit: 'ratio',"],
    [1, '  numerator: 80,'],
    [1, '  denominator: 320,'],
    [1, '  interval: { low: 0.20'],
    [1, '  excluded: {}'],
    [2, "  unit: 'money',"],
    [2, "  currency: 'EUR',"],
    [2, '  value: 1200.5,'],
    [3, '  value: 0,'],
    [4, 'null'],
    [5, 'winRate requires deals[0].closedAt to be a Date or epoch milliseconds, got'],
  ];
  for (const [at, line] of lines)
    if (!shown[at]!.includes(line)) throw new Error(`expected the line ${line.trim()} in\n${shown[at]}`);
});

await check('loads decimal.js, zod and date-fns only where they are needed', () => {
  // Without any dependency installed, an entry that needs none still loads; the others must fail, or this proves nothing.
  const alone = withoutDependencies(installed, folder);
  const loads = (subpath: string, kind: 'module' | 'commonjs') => {
    const load = kind === 'module' ? 'await import' : 'require';
    try {
      node([`--input-type=${kind}`, '-e', `${load}('${moduleOf(subpath)}')`], alone);
      return true;
    } catch (error) {
      if (/ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND/.test(String(error))) return false;
      throw error;
    }
  };
  const money = [
    ...[
      ...['averageDealValue', 'averageSaleValue', 'customerAcquisitionCost', 'firstPurchaseValue'],
      ...['grossRevenueRetention', 'netRevenueRetention', 'revenueWon', 'salesVelocity', 'winRateByAmount'],
    ].map((kpi) => `./kpi/${kpi}`),
  ];
  const needing = ['.', './records', ...money];
  for (const kind of ['module', 'commonjs'] as const)
    sameList(
      `the entries that load without dependencies (${kind})`,
      subpaths.filter((subpath) => loads(subpath, kind)),
      subpaths.filter((subpath) => !needing.includes(subpath)),
    );
});

// In TypeScript.
findings.section('In TypeScript');
await check('the consumer uses every export', () => {
  const consumer = readFileSync(join(root, 'test/package/consumer.ts'), 'utf8');
  const all = [...sources['.'].all, ...sources['./records'].all];
  sameList(
    'the exports that the consumer does not use',
    all.filter((name) => !new RegExp(`\\b${name}\\b`).test(consumer)),
    [],
  );
});

const compilers = { [ts.version]: join(root, 'node_modules/typescript') };
if (process.env.CI_FULL === '1')
  for (const version of ['5.4', '7.0']) {
    const place = install(folder, `typescript-${version}`, { dependencies: { typescript: `~${version}.0` } });
    compilers[version] = join(place, 'node_modules/typescript');
  }
for (const [version, path] of Object.entries(compilers))
  for (const project of projects)
    await check(`TypeScript ${version}, ${project}`, () => compile(project, installed, path));

// In bundles.
findings.section('In bundles');
const all = await bundles(installed);
for (const line of sizeTable(all)) console.log(`  ${line}`);
for (const { title, faults } of all)
  await check(title, () => {
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
await check(
  'the words would be noticed: records says those of zod and date-fns, the index that of decimal.js',
  () => {
    const said = new Set(all.flatMap(({ says }) => says));
    sameList('the words found', said, ['decimal.js', 'zod', 'date-fns']);
  },
);

// The examples.
findings.section('The examples');
await check('are there', () => {
  if (!existsSync(join(root, 'examples/package-lock.json'))) throw new Error('examples/ has no lockfile');
});
const place = await check('install from the tarball', () => examples.installed(folder, tarball));
if (place !== undefined)
  for (const program of examples.programs()) await check(program, () => examples.runProgram(program, place));

console.log(`\npackage: ${findings.checks} checks, ${findings.failures} failed`);
process.exitCode = findings.failures === 0 ? 0 : 1;
