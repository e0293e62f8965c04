// Builds the package as users get it, into bench/dist: sources run on the fly are slower, and dist stays as it is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsup = fileURLToPath(new URL('../node_modules/tsup/dist/cli-default.js', import.meta.url));

if (!existsSync(tsup)) {
  console.error('bench requires the build tools of the package: run `npm install` at its root first');
  process.exit(1);
}
const { status } = spawnSync(process.execPath, [tsup, '--no-dts', '--silent', '--out-dir', 'bench/dist'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.exit(status ?? 1);
