import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';

/** A data set's folder: its tables as rows of text, and its truth. */
export class Folder {
  constructor(private readonly path: string) {}

  csv(file: string): Record<string, string>[] {
    const { data, errors } = Papa.parse<Record<string, string>>(readFileSync(join(this.path, file), 'utf8'), {
      header: true,
      skipEmptyLines: 'greedy',
    });
    if (errors[0] !== undefined) throw new Error(`${file}, row ${errors[0].row}: ${errors[0].message}`);
    return data;
  }

  // biome-ignore lint/suspicious/noExplicitAny: each data set's truth has its own shape
  truth(): any {
    return JSON.parse(readFileSync(join(this.path, 'truth.json'), 'utf8'));
  }

  /** What the truth holds, by id: the values of its KPIs, or the tables of one that has none. */
  // biome-ignore lint/suspicious/noExplicitAny: each figure has its own shape
  values(): Map<string, any> {
    const { kpis, conventions: _conventions, tool: _tool, ...tables } = this.truth();
    return new Map(
      kpis === undefined
        ? Object.entries(tables)
        : kpis.map(({ id, value }: { id: string; value: unknown }) => [id, value]),
    );
  }
}
