// Compiles the consumer against the installed package, as each kind of TypeScript project does.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, root } from './packed.js';

const PROJECTS = {
  'node16, ES modules and CommonJS': {
    files: ['consumer.mts', 'consumer.cts'],
    options: { module: 'node16', moduleResolution: 'node16' },
  },
  bundler: {
    files: ['consumer.ts'],
    options: { module: 'esnext', moduleResolution: 'bundler', exactOptionalPropertyTypes: true },
  },
};

export const projects = Object.keys(PROJECTS) as (keyof typeof PROJECTS)[];

/** Compiles one project in `folder`; throws with what the compiler says. */
export function compile(project: keyof typeof PROJECTS, folder: string, typescript: string): void {
  const { files, options } = PROJECTS[project];
  const place = join(folder, `typed-${options.moduleResolution}`);
  if (!existsSync(place)) mkdirSync(place);
  for (const file of files) copyFileSync(join(root, 'test/package/consumer.ts'), join(place, file));
  writeFileSync(
    join(place, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...options,
        target: 'es2022',
        // zod's declarations name URL, which Node's types and the DOM's have.
        lib: ['es2022', 'dom'],
        types: [],
        strict: true,
        skipLibCheck: false,
        noEmit: true,
      },
      files,
    }),
  );
  node([join(typescript, 'bin/tsc'), '-p', place], folder);
}
