// How the report is laid out: sections, sentences, aligned columns, and numbers as text.
import type { Reading } from 'sales-effectiveness';

export const WIDTH = 80;

export function section(title: string, lines: readonly string[]): string[] {
  return ['', title, '-'.repeat(title.length), ...lines];
}

/** Sentences as indented lines; only a word that is longer than a line is cut. */
export function sentences(...texts: readonly string[]): string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of texts.join(' ').split(' ')) {
    if (line !== ' ' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${clip(word, WIDTH - 2)}`;
  }
  return [...lines, line];
}

/** `1 row`, `1,000 rows`. */
export const counted = (count: number, one: string, more = `${one}s`) =>
  `${whole(count)} ${count === 1 ? one : more}`;

/** `a`, `a and b`, `a, b and c`. */
export const list = (texts: readonly string[]) =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/** Value, lower and upper limit of a reading as cells. */
export function limits(
  { value, interval }: Reading,
  write: (value: number) => string,
): [string, string, string] {
  return [
    value === null ? '–' : write(Number(value)),
    interval === null ? '–' : write(interval.low),
    interval === null ? '–' : interval.high === null ? 'or more' : write(interval.high),
  ];
}

export const whole = (value: number) => decimals(value, 0);

export function decimals(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A number of days in a sentence: `1 day`, `20.5 days`. */
export function days(value: number): string {
  const text = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return `${text} ${text === '1' ? 'day' : 'days'}`;
}

/** An amount as exact as the largest one beside it leaves room for. */
export function amount(value: number, largest: number): string {
  if (largest < 1e6) return decimals(value, largest < 1000 ? 2 : 0);
  return value.toLocaleString('en-US', { notation: 'compact', maximumSignificantDigits: 4 });
}

/** The least width of a first column. */
const LEAST = 8;
/** Columns of text, the first one aside: one without a name, and these. */
const LEFT = [' ', 'stage', 'unit', 'vs all', 'verdict', 'to work on'];

/** Aligned lines: the first column, and texts in others, to the left, numbers to the right. */
export function columns(names: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const widths = names.map((name, i) => Math.max(name.length, ...lines.map((line) => line[i]!.length)));
  const others = widths.slice(1).reduce((sum, width) => sum + width, 0);
  // Where many large numbers stand side by side, the first column gives way first, then the space between.
  const spaced = (space: number) => 2 + others + space * (names.length - 1);
  const space = spaced(2) + LEAST <= WIDTH ? 2 : 1;
  widths[0] = Math.max(LEAST, Math.min(widths[0]!, WIDTH - spaced(space)));
  return [names, ...lines].map((line) =>
    line
      .reduce((text, cell, i) => {
        const left = i === 0 || LEFT.includes(names[i]!);
        const fitting = i === 0 ? clip(cell, widths[0]!) : cell;
        return `${text}${' '.repeat(i === 0 ? 2 : space)}${left ? fitting.padEnd(widths[i]!) : fitting.padStart(widths[i]!)}`;
      }, '')
      .trimEnd(),
  );
}

export const clip = (text: string, width: number) =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;
