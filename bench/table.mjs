// Results as a table, aligned or in Markdown.
const HEAD = ['work', 'ours', 'by hand', 'ratio', 'goal', 'the others, against ours'];

const time = (ms) => {
  if (ms === undefined) return '';
  if (ms >= 0.1) return `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
  return `${(ms * 1000).toFixed(2)} µs`;
};

const size = (bytes) => (bytes < 1e5 ? `${bytes.toFixed(1)} bytes` : `${(bytes / 1e6).toFixed(1)} MB`);

const goalOf = ({ goal, fixed, bytes }) => {
  if (goal === undefined) return '';
  return `≤ ${goal}${fixed ? ' µs' : bytes === undefined ? '' : ' bytes'}`;
};

const cells = (result) => [
  result.work,
  result.bytes === undefined ? time(result.ours) : size(result.bytes),
  time(result.hand),
  result.ratio?.toFixed(2) ?? '',
  goalOf(result),
  Object.entries(result.factors ?? {})
    .map(([name, factor]) => `${name} ${factor.toFixed(1)}`)
    .join(', '),
];

export function asText(results) {
  const rows = [HEAD, ...results.map(cells)];
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) => row.map((cell, i) => (i > 0 && i < 5 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))))
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

export function asMarkdown(results) {
  const line = (row) => `| ${row.map((cell) => cell.trim()).join(' | ')} |`;
  return [line(HEAD), '|---|--:|--:|--:|--:|---|', ...results.map((result) => line(cells(result)))].join(
    '\n',
  );
}
