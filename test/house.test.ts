// The house rules of src: which way imports point, which packages are let in where, what files are called.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const kpis = files.filter((file) => file.startsWith('kpi/')).map((file) => file.slice(4, -3));

interface Import {
  readonly from: string;
  readonly to: string;
  /** Gone in JavaScript: `import type`. `import { type … }` stays, as an import without names. */
  readonly typeOnly: boolean;
  readonly reExport: boolean;
}

/** Every module that a file names: imports, re-exports and `import()`. Ours by their path in src. */
function importsOf(file: string): Import[] {
  const source = parse(file);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean, reExport = false) => {
    if (node === undefined || !ts.isStringLiteral(node)) return;
    const to = node.text.startsWith('.')
      ? posix.join(dirname(file), node.text).replace(/\.js$/, '.ts')
      : node.text;
    found.push({ from: file, to, typeOnly, reExport });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, true);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

const imports = files.flatMap(importsOf);
const ours = imports.filter(({ to }) => files.includes(to));
const packages = imports.filter(({ to }) => !files.includes(to));
const named = (found: readonly Import[]) => found.map(({ from, to }) => `${from} imports ${to}`);

/** What each folder, or file beside the folders, may import besides itself; a folder ends with a slash. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'error.ts': [],
  'excluded.ts': [],
  'contract.ts': ['time/'],
  'options.ts': ['error.ts', 'time/'],
  'status.ts': ['error.ts', 'time/'],
  'time/': ['error.ts'],
  'statistics/': ['error.ts'],
  'totals/': ['error.ts', 'time/', 'statistics/'],
  'reading/': ['error.ts', 'time/', 'statistics/', 'totals/'],
  // No calendars: an import of one KPI carries what the engine imports.
  'explain.ts': ['error.ts', 'time/instant.ts'],
  'engine.ts': ['error.ts', 'excluded.ts', 'explain.ts', 'options.ts', 'time/instant.ts'],
  'merge.ts': ['error.ts', 'excluded.ts', 'engine.ts'],
  'kpi.ts': ['error.ts', 'options.ts', 'engine.ts', 'merge.ts'],
  'marks/': ['contract.ts', 'error.ts', 'options.ts', 'status.ts', 'time/', 'totals/'],
  'kpi/': [
    ...['error.ts', 'options.ts', 'status.ts', 'time/', 'statistics/', 'totals/', 'reading/', 'kpi.ts'],
    'marks/',
  ],
  'rows/': ['error.ts', 'status.ts', 'time/', 'totals/', 'read/'],
  'tables/': [
    ...[
      'error.ts',
      'excluded.ts',
      'options.ts',
      'status.ts',
      'contract.ts',
      'time/',
      'statistics/',
      'totals/',
    ],
    // The report on a team's development is made of KPIs and verbs.
    ...['reading/', 'marks/', 'kpi/', 'read/'],
  ],
  'calculators/': ['error.ts', 'options.ts', 'time/', 'statistics/', 'totals/', 'reading/'],
  'read/': [
    ...['error.ts', 'options.ts', 'time/', 'statistics/', 'totals/', 'reading/'],
    ...['engine.ts', 'kpi.ts', 'merge.ts'],
  ],
  'records/': ['error.ts', 'time/'],
  'index.ts': ['*'],
};

/** What may be imported as types in addition; types of records may from everywhere. */
const MAY_IMPORT_TYPES: Readonly<Record<string, readonly string[]>> = {
  'explain.ts': ['engine.ts', 'totals/'],
  'engine.ts': ['reading/', 'totals/'],
  'kpi.ts': ['reading/', 'totals/', 'time/'],
  'marks/': ['kpi.ts', 'reading/'],
  'rows/': ['read/'],
  'calculators/': ['read/'],
  'tables/': ['kpi.ts'],
};

const placeOf = (file: string) => (file.includes('/') ? `${file.split('/')[0]}/` : file);
const covers = (allowed: readonly string[], file: string) =>
  allowed.some((each) => each === '*' || each === file || (each.endsWith('/') && file.startsWith(each)));

describe('imports', () => {
  it('point one way', () => {
    const wrong = ours.filter(({ from, to, typeOnly }) => {
      const place = placeOf(from);
      const types = typeOnly ? ['records/', ...(MAY_IMPORT_TYPES[place] ?? [])] : [];
      return !covers([place, ...(MAY_IMPORT[place] ?? []), ...types], to);
    });
    expect(named(wrong)).toEqual([]);
  });

  it('know every folder of src', () => {
    expect(files.map(placeOf).filter((place) => !(place in MAY_IMPORT))).toEqual([]);
  });

  it('never lead back to where they started', () => {
    const next = new Map(files.map((file) => [file, [] as string[]]));
    for (const { from, to, typeOnly } of ours) if (!typeOnly) next.get(from)!.push(to);
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      else if (!done.has(file)) {
        for (const to of next.get(file)!) walk(to, [...path, file]);
        done.add(file);
      }
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  it('let decimal.js in only through totals/money.ts', () => {
    const of = packages.filter(({ to, typeOnly }) => /^decimal\.js(\/|$)/.test(to) && !typeOnly);
    expect(of.filter(({ from }) => from !== 'totals/money.ts').map(({ from }) => from)).toEqual([]);
  });

  it('let zod and date-fns in only through records/', () => {
    const of = packages.filter(({ to }) => /^(zod|date-fns|@date-fns\/tz)(\/|$)/.test(to));
    expect(named(of.filter(({ from }) => !from.startsWith('records/')))).toEqual([]);
  });

  it('name no other package, and no file that is not there', () => {
    const known = /^(decimal\.js|zod|date-fns|@date-fns\/tz)(\/|$)/;
    expect(named(packages.filter(({ to }) => !known.test(to)))).toEqual([]);
  });

  it('are passed on only by the entries', () => {
    const reExports = imports.filter(({ reExport }) => reExport);
    const entries = ['index.ts', 'records/index.ts'];
    expect(named(reExports.filter(({ from }) => !entries.includes(from)))).toEqual([]);
  });
});

describe('files', () => {
  it('are called after what they hold', () => {
    const vague = /^(utils?|helpers?|common|core|types)$/;
    const parts = files.filter((file) =>
      file.split('/').some((part) => vague.test(part.replace(/\.ts$/, ''))),
    );
    expect(parts).toEqual([]);
  });

  it.each(kpis)('kpi/%s.ts exports one value, named as the file, and so does the index', async (name) => {
    const kpi = await import(`../src/kpi/${name}.ts`);
    const index: Record<string, unknown> = await import('../src/index.js');
    expect(Object.keys(kpi)).toEqual([name]);
    expect(index[name]).toBe(kpi[name]);
    expect(kpi[name].name).toBe(name);
  });

  const lines = (file: string) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length;
  const longer = (than: number, among: readonly string[]) =>
    among.filter((file) => lines(file) > than).map((file) => `${file}: ${lines(file)} lines`);

  it('of a KPI have at most 80 lines: they fit a screen', () => {
    expect(
      longer(
        80,
        files.filter((file) => file.startsWith('kpi/')),
      ),
    ).toEqual([]);
  });

  it('have at most 250 lines, but for the engine', () => {
    expect(
      longer(
        250,
        files.filter((file) => file !== 'engine.ts'),
      ),
    ).toEqual([]);
  });
});
