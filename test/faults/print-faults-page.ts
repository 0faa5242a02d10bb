import type { Fault } from './fault-table.ts';
import { inFull } from './named-tests.mjs';

/** docs/faults.md as the table says it. */
export function printFaultsPage(faults: readonly Fault[]): string {
  const shown = faults.filter(({ shownBy }) => Object.keys(shownBy).length > 0).length;
  return [
    '# Faults',
    '',
    'What is done to the program on purpose, what must come of it, and which tests show it. `npm run test:faults` runs them all and says row by row',
    'how they ended; `npm run test:faults -- --long` takes longer over the rows marked with a star, in part with tests that it alone runs. All tests',
    'are part of `npm test`.',
    'On two cores of an AMD EPYC the short form took between 3.2 and 3.5 minutes, the long one 31.',
    `${shown === faults.length ? `All ${shown} rows are shown by tests.` : `Of ${faults.length} rows ${shown} are shown by tests; "none so far" is a fault that no test provokes yet.`} Numbers are never used again.`,
    '',
    'This page is printed from `test/faults/fault-table.ts` by `node test/faults/print-faults.mjs`.',
    '',
    '| row | what is provoked | what must happen | shown by |',
    '| --- | --- | --- | --- |',
    ...faults.map(rowOf),
    '',
  ].join('\n');
}

function rowOf(fault: Fault): string {
  const { row, title, provoked, expected, longer, shownBy } = inFull(fault);
  const files = Object.keys(shownBy).map((file) => `[${file.replace(/^test\/|\.test\.ts$/g, '')}](../${file})`);
  return `| ${row}${longer ? '*' : ''} | **${title}** ${provoked} | ${expected} | ${files.join(', ') || 'none so far'} |`;
}
