// Runs the programs in examples/ against the packed tarball.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { install, NAME, node, readJson, root } from './packed.js';

const source = join(root, 'examples');

/** The programs there: the files that no other one of them imports. */
export function programs(): string[] {
  const files = readdirSync(source).filter((file) => /\.(ts|mts|mjs)$/.test(file));
  const parts = new Set(
    files.flatMap((file) => {
      const text = readFileSync(join(source, file), 'utf8');
      return [...text.matchAll(/from '\.\/([^']+)'/g)].map(([, path]) => path!.replace(/\.m?js$/, ''));
    }),
  );
  return files.filter((file) => !parts.has(basename(file).replace(/\.m?[jt]s$/, ''))).sort();
}

/** Installs what the examples need, in the versions of their lockfile, but the package from its tarball. */
export function installed(within: string, tarball: string): string {
  const { type, dependencies = {}, devDependencies = {} } = readJson(join(source, 'package.json'));
  const { packages } = readJson(join(source, 'package-lock.json'));
  const versions = Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name !== NAME)
    .map((name) => [name, packages[`node_modules/${name}`].version]);
  const folder = install(within, 'examples', {
    type,
    dependencies: { ...Object.fromEntries(versions), [NAME]: `file:${tarball}` },
  });
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !/node_modules|package(-lock)?\.json$/.test(path),
  });
  return folder;
}

/** Runs a program there; throws when it fails or prints nothing. */
export function runProgram(file: string, folder: string): void {
  const tsx = file.endsWith('.mjs') ? [] : [join(folder, 'node_modules/tsx/dist/cli.mjs')];
  if (node([...tsx, file], folder).trim() === '') throw new Error(`${file} printed nothing`);
}
