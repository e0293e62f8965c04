// How the report is laid out: sections, sentences, aligned columns, and numbers as text.
import type { Reading } from 'sales-effectiveness';

export const WIDTH = 80;

export function section(title: string, lines: readonly string[]): string[] {
  return ['', title, '-'.repeat(title.length), ...lines];
}

/** Value, lower and upper limit of a reading as cells. */
export function limits({ value, interval }: Reading, write: (value: number) => string): [string, string, string] {
  return [
    value === null ? '–' : write(Number(value)),
    interval === null ? '–' : write(interval.low),
    interval === null || interval.high === null ? '–' : write(interval.high),
  ];
}

export const whole = (value: number) => decimals(value, 0);

export function decimals(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** An amount as exact as the largest one beside it leaves room for. */
export function amount(value: number, largest: number): string {
  if (largest < 1e7) return decimals(value, largest < 1000 ? 2 : 0);
  return value.toLocaleString('en-US', { notation: 'compact', maximumSignificantDigits: 4 });
}

/** Aligned lines: the first column and a last one without a name to the left, the others to the right. */
export function columns(names: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const widths = names.map((name, i) => Math.max(name.length, ...lines.map((line) => line[i]!.length)));
  const others = widths.slice(1).reduce((sum, width) => sum + 2 + width, 2);
  widths[0] = Math.max(8, Math.min(widths[0]!, WIDTH - others));
  return [names, ...lines].map((line) =>
    line
      .reduce((text, cell, i) => {
        const left = i === 0 || names[i] === ' ';
        const fitting = i === 0 ? clip(cell, widths[0]!) : cell;
        return `${text}  ${left ? fitting.padEnd(widths[i]!) : fitting.padStart(widths[i]!)}`;
      }, '')
      .trimEnd(),
  );
}

export const clip = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
