// Runs every example of the documentation: the ```ts blocks of README.md and docs/*.md, and the @example of each
// docstring. `expression // => expected` is compared, and what a block prints with the ```text block after it.
import { Console } from 'node:console';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Example {
  readonly file: string;
  /** The line of the file on which the code starts, from 1. */
  readonly line: number;
  readonly code: string;
  readonly runs: boolean;
  /** What it prints, where the document says so. */
  readonly prints?: string | undefined;
}

const imports = (code: string) => /^\s*import\b[^;]*'sales-effectiveness/m.test(code);

/**
 * The ts blocks of a Markdown file. One marked `no-run` is only type-checked, and that only if it has imports; one marked
 * `continue` goes on where the block before it ended.
 */
function inMarkdown(file: string): Example[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const fences: { info: string; start: number; end: number; code: string }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const open = /^(\s*)```(.+)$/.exec(lines[i]!);
    if (open === null) continue;
    const start = i + 1;
    while (++i < lines.length && lines[i]!.trim() !== '```');
    const code = lines.slice(start, i).map((line) => line.slice(open[1]!.length));
    fences.push({ info: open[2]!.trim(), start, end: i, code: code.join('\n') });
  }
  let before = '';
  return fences.flatMap(({ info, start, end, code: own }, i) => {
    const [language, ...marks] = info.split(/\s+/);
    if (language !== 'ts' && language !== 'typescript') return [];
    const code = marks.includes('continue') ? `${before}\n${own}` : own;
    before = code;
    const after = fences[i + 1];
    const prints =
      after?.info === 'text' && !lines.slice(end, after.start).some((line) => line.startsWith('#'))
        ? after.code
        : undefined;
    const line = start + 1 - (code.split('\n').length - own.split('\n').length);
    return [{ file, line, code, runs: !marks.includes('no-run'), prints }];
  });
}

/** The examples of a source file's docstrings, with or without a fence: the public ones, which import us. */
function inSource(file: string): Example[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ index, 0: comment }) => {
    const first = source.slice(0, index).split('\n').length;
    const lines = comment.split('\n').map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*)? ?/, ''));
    return lines.flatMap((line, i): Example[] => {
      if (line.trim() !== '@example') return [];
      const next = lines.findIndex((each, j) => j > i && /^@\w/.test(each));
      const body = lines.slice(i + 1, next === -1 ? lines.length : next);
      const code = body.map((each) => (each.startsWith('```') ? '' : each)).join('\n');
      return imports(code) ? [{ file, line: first + i + 1, code, runs: true }] : [];
    });
  });
}

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const documents = [
  'README.md',
  ...(existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs')) : [])
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
].filter((file) => existsSync(join(root, file)));

const examples = [...documents.flatMap(inMarkdown), ...sources.flatMap(inSource)];
const titleOf = ({ file, line }: Example) => `${file}:${line}`;

/** An example as JavaScript: imports become `load`, `expression // => expected` a call of `check`. */
function compile({ code, line }: Example): { script: string; checks: number } {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => line + source.getLineAndCharacterOfPosition(position).line;
  let script = '';
  let checks = 0;
  for (const statement of source.statements) {
    script += code.slice(statement.pos, statement.getStart());
    const [comment] = ts.getTrailingCommentRanges(code, statement.end) ?? [];
    const expected = /^\/\/ => (.*)$/.exec(comment ? code.slice(comment.pos, comment.end) : '')?.[1];
    if (ts.isImportDeclaration(statement)) script += load(statement);
    else if (expected !== undefined && ts.isExpressionStatement(statement)) {
      checks++;
      script += `check(${lineAt(statement.end)}, (${statement.expression.getText()}), (${expected}));`;
    } else script += statement.getText();
  }
  const written = code.split('// =>').length - 1;
  if (written !== checks)
    throw new Error(
      `// => stands there ${written} times, but only ${checks} times after a statement that is an expression`,
    );
  const whole = ts.transpileModule(`return async () => {${script}\n};`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return { script: whole.outputText, checks };
}

function load({ importClause, moduleSpecifier }: ts.ImportDeclaration): string {
  if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return '';
  const module = `await load(${moduleSpecifier.getText()})`;
  const { name, namedBindings } = importClause ?? {};
  if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings))
    return `const ${namedBindings.name.text} = ${module};`;
  const names = (namedBindings?.elements ?? [])
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ propertyName, name }) => `${propertyName?.text ?? name.text}: ${name.text}`);
  if (name !== undefined) names.unshift(`default: ${name.text}`);
  return `const { ${names.join(', ')} } = ${module};`;
}

const trimmed = (text: string) => text.replace(/[ \t]+$/gm, '').trim();

async function run(example: Example): Promise<void> {
  const { script } = compile(example);
  let printed = '';
  const stdout = new Writable({
    write(chunk, _, done) {
      printed += chunk;
      done();
    },
  });
  const check = (line: number, actual: unknown, expected: unknown) =>
    expect(actual, `${example.file}:${line}`).toEqual(expected);
  const make = new Function('load', 'check', 'console', script);
  const started = make((module: string) => import(module), check, new Console({ stdout, colorMode: false }));
  await started();
  if (example.prints !== undefined) expect(trimmed(printed)).toBe(trimmed(example.prints));
}

describe('examples', () => {
  it.each(examples.filter(({ runs }) => runs).map((example) => [titleOf(example), example] as const))(
    '%s',
    (_, example) => run(example),
  );

  it.each(sources.filter((file) => file.startsWith('src/kpi/')))(
    'are there for %s, with a result',
    (file) => {
      const checks = examples.filter((each) => each.file === file).map((each) => compile(each).checks);
      expect(Math.max(0, ...checks)).toBeGreaterThan(0);
    },
  );

  it('compile under strict', { timeout: 60_000 }, () => {
    const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
    const checked = new Map(
      examples
        .filter(({ runs, code }) => runs || imports(code))
        .map((example) => [
          join(root, 'test', `${titleOf(example).replace(/\W/g, '_')}.ts`)
            .split(sep)
            .join('/'),
          example,
        ]),
    );
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (file) => checked.has(file) || fileExists(file);
    host.readFile = (file) => checked.get(file)?.code ?? readFile(file);
    host.getSourceFile = (file, version, ...others) => {
      const example = checked.get(file);
      return example === undefined
        ? getSourceFile(file, version, ...others)
        : ts.createSourceFile(file, example.code, version, true);
    };
    const program = ts.createProgram(
      [...checked.keys()],
      {
        ...options,
        moduleDetection: ts.ModuleDetectionKind.Force,
        noUnusedLocals: false,
        noUnusedParameters: false,
      },
      host,
    );
    const errors = [...checked].flatMap(([path, { file, line }]) =>
      ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ start = 0, messageText }) => {
        const at = line + program.getSourceFile(path)!.getLineAndCharacterOfPosition(start).line;
        return `${file}:${at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      }),
    );
    expect(errors).toEqual([]);
  });
});
