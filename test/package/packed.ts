// The package as its users get it: packed by npm, and installed from the tarball in a folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const NAME = 'sales-effectiveness';

/** A temporary folder that goes away with the process. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), `${NAME}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program to its end, and throws with what it said when that is not 0. Gives what it printed. */
export function run(program: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_OPTIONS: '', NODE_REPL_HISTORY: '' };
  // npm tells its children where it is at home; here they work elsewhere.
  for (const name of Object.keys(env))
    if (/^npm_(package|lifecycle|config_local_prefix)/.test(name)) delete env[name as never];
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (error !== undefined) throw error;
  if (status !== 0) {
    const command = [program === process.execPath ? 'node' : program, ...args].join(' ').slice(0, 200);
    const said = `exit code ${status} of ${command}\n${stdout}${stderr}`.trim();
    throw new Error(said.replaceAll(cwd, '.').replaceAll(root, ''));
  }
  return stdout;
}

export const node = (args: readonly string[], cwd: string) => run(process.execPath, args, cwd);

/** A program of the repository's own packages. */
export const bin = (path: string, args: readonly string[], cwd: string) =>
  node([join(root, 'node_modules', path), ...args], cwd);

export interface Packed {
  readonly tarball: string;
  /** The files in it, by their path in the package. */
  readonly files: readonly string[];
}

export function pack(into: string): Packed {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--pack-destination', into], root));
  return {
    tarball: join(into, packed.filename),
    files: packed.files.map(({ path }: { path: string }) => path),
  };
}

/** Installs what a manifest asks for in a new folder under `within`. */
export function install(
  within: string,
  name: string,
  manifest: {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly type?: string | undefined;
  },
): string {
  const folder = join(within, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], folder);
  return folder;
}

/** The package alone, without its dependencies: what needs one of them cannot be loaded there. */
export function withoutDependencies(installed: string, within: string): string {
  const folder = join(within, 'alone');
  cpSync(join(installed, 'node_modules', NAME), join(folder, 'node_modules', NAME), { recursive: true });
  return folder;
}

export const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** What Node's prompt shows for each of these lines, typed one after another. */
export function prompt(lines: readonly string[], cwd: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', NODE_REPL_HISTORY: '' };
    const child = spawn(process.execPath, ['-i'], { cwd, env });
    const shown: string[] = [];
    let text = '';
    const timer = setTimeout(() => child.kill(), 30_000);
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (!/^> $/m.test(text)) return;
      shown.push(text.replace(/^> $/m, '').trim());
      text = '';
      const next = lines[shown.length - 1];
      if (next === undefined) child.stdin.end();
      else child.stdin.write(`${next}\n`);
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      if (shown.length > lines.length) resolve(shown.slice(1));
      else reject(new Error(`the prompt ended after ${shown.length - 1} of ${lines.length} lines\n${text}`));
    });
  });
}
