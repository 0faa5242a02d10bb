/** A table for a file: heads, and cells that are numbers, text, or nothing. */
export interface TableText {
  heads: readonly string[];
  rows: readonly (readonly (number | string | null)[])[];
}

/**
 * RFC 4180, UTF-8. A text cell that a spreadsheet would take for a formula gets an apostrophe before it; numbers never do: a
 * cosine of -0.111 must stay a number.
 */
export function toCsv({ heads, rows }: TableText): string {
  const cell = (value: number | string | null) => (typeof value === 'string' ? quoted(guarded(value)) : value === null ? '' : String(value));
  return [heads, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const guarded = (text: string) => (/^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text);
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const LATEX: Record<string, string> = {
  '\\': '\\textbackslash{}', '&': '\\&', '%': '\\%', $: '\\$', '#': '\\#', _: '\\_', '{': '\\{', '}': '\\}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
  '−': '$-$', '–': '--', '\u202f': '\\,', '\u2009': '\\,', '→': '$\\to$', '×': '$\\times$',
};
const latexText = (text: string) => text.replace(/[\\&%$#_{}~^−–\u202f\u2009→×]/g, (sign) => LATEX[sign]!);
const latexNumber = (value: number) => {
  const [digits, exponent] = String(value).split('e');
  return `$${digits}${exponent ? ` \\cdot 10^{${Number(exponent)}}` : ''}$`;
};

/** A tabular of booktabs: text left, numbers right. */
export function toLatex({ heads, rows }: TableText): string {
  const cell = (value: number | string | null) => (value === null ? '--' : typeof value === 'number' ? latexNumber(value) : latexText(value));
  const isNumeric = heads.map((_, i) => rows.every((row) => typeof row[i] !== 'string'));
  const line = (row: readonly (number | string | null)[]) => `  ${row.map(cell).join(' & ')} \\\\`;
  return [
    `\\begin{tabular}{${isNumeric.map((numeric) => (numeric ? 'r' : 'l')).join('')}}`, '  \\toprule', line(heads), '  \\midrule', ...rows.map(line), '  \\bottomrule', '\\end{tabular}', '',
  ].join('\n');
}

/** A table of GitHub's Markdown. */
export function toMarkdown({ heads, rows }: TableText): string {
  const cell = (value: number | string | null) => (value === null ? '–' : String(value).replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' '));
  const line = (row: readonly (number | string | null)[]) => `| ${row.map(cell).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => ' --- |').join('')}`, ...rows.map(line), ''].join('\n');
}
