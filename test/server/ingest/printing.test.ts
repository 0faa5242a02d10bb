import { expect, test } from 'vitest';
import { type Answer, epochInName } from '../../../server/ingest/answer.ts';
import { closest } from '../../../server/ingest/closest.ts';
import { measureFile } from '../../../server/ingest/measure.ts';
import { toCsv } from '../../../server/ingest/print-csv.ts';
import { toTable } from '../../../server/ingest/print-table.ts';
import { measuredIds as ids } from '../../../server/metrics/catalogue.ts';
import { npz, scratchFolder, small } from './made-files.ts';

const write = scratchFolder();
const answer = async (file: string): Promise<Answer> => ({ ...(await measureFile({ file: write('small.npz', npz(small())), ids, covarianceUpTo: 0 })), file });

test('the epoch is the last number of a name where there are several files, else one behind the word', () => {
  expect(['epoch-012.npz', 'a3/resnet18_epoch=7.npz', 'run2-300.safetensors', 'x.npz'].map((name) => epochInName(name, true))).toEqual([12, 7, 300, null]);
  expect(['epoch-012.npz', 'gaussian-10x64.npz', 'Epoch_5_final2.npz'].map((name) => epochInName(name, false))).toEqual([12, null, 5]);
});

test('a file name that looks like a formula or holds commas is a text in a spreadsheet, and numbers stay numbers', async () => {
  const rows = toCsv([await answer('=1+1.npz'), await answer('a,"b".npz')], ['NC3_DUALITY', 'ERROR']).split('\r\n');
  expect(rows[1]).toMatch(/^'=1\+1\.npz,,2,2,2,[\d.e-]+,0$/);
  expect(rows[2]).toMatch(/^"a,""b""\.npz",,2,2,2,[\d.e-]+,0$/);
});

test('a row a file is broken into blocks that fit the width', async () => {
  const answers = await Promise.all(['a.npz', 'b.npz', 'c.npz'].map(answer));
  const lines = toTable(answers, ids, 80).split('\n');
  expect(Math.max(...lines.slice(0, lines.lastIndexOf('')).map((line) => line.length))).toBeLessThanOrEqual(80);
  for (const id of ids) expect(lines.join(' ')).toContain(` ${id}`);
});

test('a warning of all files is said once', async () => {
  const answers = (await Promise.all(['a.npz', 'b.npz'].map(answer))).map((each) => ({ ...each, warnings: ['IMBALANCED: very.'] }));
  expect(toTable(answers, ids, 80).match(/IMBALANCED/g)).toHaveLength(1);
  answers[1]!.warnings = [];
  expect(toTable(answers, ids, 80)).toMatch(/^a\.npz: IMBALANCED: very\.$/m);
});

test('names that are nearly those of metrics find them', () => {
  expect(closest('NC2_EQUIANGLAR_MEANS', ids)[0]).toBe('NC2_EQUIANGULAR_MEANS');
  expect(closest('duality', ids)[0]).toBe('NC3_DUALITY');
  expect(closest('', ids)).toHaveLength(3);
});
