import { readdirSync } from 'node:fs';
import { defineConfig } from 'tsup';

const kpis = readdirSync('src/kpi').map((file) => file.replace(/\.ts$/, ''));

export default defineConfig({
  // One entry for each KPI, with shared chunks: a bundle of everything would make every import carry decimal.js.
  entry: {
    index: 'src/index.ts',
    records: 'src/records/index.ts',
    ...Object.fromEntries(kpis.map((kpi) => [`kpi/${kpi}`, `src/kpi/${kpi}.ts`])),
  },
  format: ['esm', 'cjs'],
  target: 'es2022',
  splitting: true,
  treeshake: false,
  clean: true,
  // TypeScript 6 calls the baseUrl that tsup sets deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
});
