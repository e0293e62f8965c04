import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';

/** A data set's folder: its tables as rows of text, and its truth. */
export class Folder {
  constructor(private readonly path: string) {}

  csv(file: string): Record<string, string>[] {
    const { data, errors } = Papa.parse<Record<string, string>>(this.text(file), {
      header: true,
      skipEmptyLines: 'greedy',
    });
    if (errors[0] !== undefined) throw new Error(`${file}, row ${errors[0].row}: ${errors[0].message}`);
    return data;
  }

  /** A table without a header, whose columns lie between runs of spaces. */
  spaced(file: string, columns: readonly string[]): Record<string, string>[] {
    return this.text(file)
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map((line, row) => {
        const cells = line.trim().split(/ +/);
        if (cells.length !== columns.length)
          throw new Error(`${file}, row ${row}: ${cells.length} columns, should be ${columns.length}`);
        return Object.fromEntries(columns.map((column, i) => [column, cells[i]!]));
      });
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

  private text(file: string): string {
    const bytes = readFileSync(join(this.path, file));
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  }
}
