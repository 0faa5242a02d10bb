import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../served.ts';
import { addMeasuredRun, addStudy } from '../record-builder.ts';
import { download, jsonLines, parseCsv, sha256Of } from './download.ts';
import { makeStudy, NASTY_NAME } from './made-study.ts';

let served: Served;
let made: Awaited<ReturnType<typeof makeStudy>>;
beforeAll(async () => {
  served = await serve();
  made = await makeStudy(served.record, 'made');
});
afterAll(() => served.end());

const get = (path: string, options = {}) => download(`${served.url}/export/${path}`, options);
const parquetRows = (body: Buffer) => parquetReadObjects({ file: new Uint8Array(body).buffer });

test('a series in NDJSON has every measured epoch, and the numbers of the GraphQL answer', async () => {
  const { status, headers, body } = await get(`series.ndjson?runs=${made.whole.id}&metrics=NC1,NC3_DUALITY`);
  expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
  const { data } = await served.ask('query ($ids: [ID!]!) { series(runIds: $ids, metrics: [NC1, NC3_DUALITY]) { epochs columns { version values } } }', { ids: [made.whole.id] });
  const [{ epochs, columns }] = data.series;
  expect(epochs).toEqual([1, 2, 3]);
  const expected = epochs.flatMap((epoch: number, i: number) => ['NC1', 'NC3_DUALITY'].map((metric, k) => ({ epoch, metric, formula_version: columns[k].version, value: columns[k].values[i], kind: 'FINITE' })));
  const rows = jsonLines(body);
  expect(rows.map(({ epoch, metric, formula_version, value, kind }) => ({ epoch, metric, formula_version, value, kind }))).toEqual(expected);
  expect(rows[0]).toMatchObject({ run_id: made.whole.id, run_name: NASTY_NAME, architecture: 'vgg', dataset: 'digits', seed: 7, split: 'TRAIN', layer: 'last', epochs_since_terminal_phase: -1, reason: null });
});

test('length and sha256 follow a table as trailers, and the same question gives the same bytes', async () => {
  const path = `series.csv?runs=${made.whole.id},${made.diverged.id}&metrics=NC1`;
  const [first, second] = [await get(path), await get(path)];
  expect(first.trailers).toEqual({ 'x-content-length': String(first.body.length), 'x-content-sha256': sha256Of(first.body) });
  expect(first.body.equals(second.body)).toBe(true);
  expect(first.headers).toMatchObject({ 'content-disposition': 'attachment; filename=collapsar-series.csv', 'x-content-type-options': 'nosniff', 'transfer-encoding': 'chunked' });
});

test('CSV quotes and guards texts, never numbers, and reads back equal', async () => {
  const text = (await get('runs.csv?study=made&metrics=NC2_KERNEL_MEAN')).body.toString();
  const [header, ...rows] = parseCsv(text);
  const names = rows.map((row) => row[header!.indexOf('run_name')]).sort();
  expect(names).toEqual(["'-0.111", `'${NASTY_NAME}`]);
  const column = header!.indexOf('NC2_KERNEL_MEAN_V1_last');
  const values = jsonLines((await get('runs.ndjson?study=made&metrics=NC2_KERNEL_MEAN')).body).map((row) => row.NC2_KERNEL_MEAN_V1_last);
  expect(rows.map((row) => Number(row[column]))).toEqual(values);
  expect(values.some((value) => value < 0)).toBe(true);
  expect(rows.every((row) => row.length === header!.length)).toBe(true);
});

test('wide series have one column a metric that names the formula version', async () => {
  const rows = jsonLines((await get(`series.ndjson?study=made&metrics=NC1,MSE_NC1&wide=1&from=2&to=2`)).body);
  expect(rows.map((row) => [row.epoch, typeof row.NC1_V1, row.MSE_NC1_V1])).toEqual([[2, 'number', null], [2, 'number', null]]);
});

test('a value that is undefined is null with its kind and reason', async () => {
  const [row] = jsonLines((await get(`series.ndjson?runs=${made.whole.id}&metrics=ROBUSTNESS_DEEPFOOL&to=1`)).body);
  expect(row).toMatchObject({ value: null, kind: 'NOT_APPLICABLE', reason: 'NOT_APPLICABLE: robustness is measured on test images.' });
});

test('losses that are no numbers are null and a kind in CSV and NDJSON, and themselves in Parquet', async () => {
  const losses = jsonLines((await get(`epochs.ndjson?run=${made.diverged.id}`)).body);
  expect(losses.map((row) => [row.train_loss, row.train_loss_kind])).toEqual([[null, 'NAN'], [null, 'POS_INF'], [null, 'NEG_INF']]);
  expect(losses.map((row) => [row.test_loss, row.test_loss_kind])).toEqual([[null, 'MISSING'], [null, 'MISSING'], [-0, 'FINITE']]);
  const rows = await parquetRows((await get(`epochs.parquet?run=${made.diverged.id}`)).body);
  expect(rows.map((row) => row.train_loss)).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  const series = await parquetRows((await get(`series.parquet?runs=${made.diverged.id}&metrics=LOSS`)).body);
  expect(series.map((row) => [row.value, row.kind])).toEqual([[Number.NaN, 'NAN'], [Number.POSITIVE_INFINITY, 'POS_INF'], [Number.NEGATIVE_INFINITY, 'NEG_INF']]);
});

test('the three formats hold the same rows, the numbers bit for bit', async () => {
  const path = (ending: string) => `epochs.${ending}?run=${made.whole.id}`;
  const lines = jsonLines((await get(path('ndjson'))).body);
  const rows = await parquetRows((await get(path('parquet'))).body);
  expect(rows.map((row) => ({ ...row, recorded_at: (row.recorded_at as Date).toISOString() }))).toEqual(lines);
  const [header, ...cells] = parseCsv((await get(path('csv'))).body.toString());
  expect(cells.map((row) => Number(row[header!.indexOf('test_loss')]))).toEqual([Number.MIN_VALUE, 2 * Number.MIN_VALUE, 3 * Number.MIN_VALUE]);
});

test('the table of runs says each metric at the terminal phase, last and best, with the settings', async () => {
  const rows = jsonLines((await get('runs.ndjson?study=made&metrics=NC1,NC3_ALIGNMENT')).body);
  const row = rows.find((each) => each.run_id === made.whole.id);
  const series = jsonLines((await get(`series.ndjson?runs=${made.whole.id}&metrics=NC1,NC3_ALIGNMENT`)).body);
  const valuesOf = (metric: string) => series.filter((each) => each.metric === metric).map((each) => each.value);
  const [falls, rises] = [valuesOf('NC1'), valuesOf('NC3_ALIGNMENT')];
  expect(row).toMatchObject({ terminal_phase_epoch: 2, last_measured_epoch: 3, width: 8, head: null, learning_rate: 0.05, learning_rate_steps: '5:0.1', tags: 'paper seed 7', generated: true });
  expect([row.NC1_V1_terminal, row.NC1_V1_last, row.NC1_V1_best]).toEqual([falls[1], falls[2], Math.min(...falls)]);
  expect([row.NC3_ALIGNMENT_V1_best, row.NC3_ALIGNMENT_V1_best_epoch]).toEqual([Math.max(...rises), 1 + rises.indexOf(Math.max(...rises))]);
});

test('an empty table is a header in CSV, nothing in NDJSON and a readable Parquet file', async () => {
  const { id } = await addStudy(served.record, 'empty');
  expect(parseCsv((await get(`runs.csv?study=${id}`)).body.toString())).toHaveLength(1);
  expect((await get(`runs.ndjson?study=${id}`)).body.length).toBe(0);
  expect(await parquetRows((await get(`runs.parquet?study=${id}`)).body)).toEqual([]);
});

test('a long run is read in pages without a gap or a double', async () => {
  const { id } = await addStudy(served.record, 'long');
  const { run } = await addMeasuredRun(served.record, id, 130);
  const rows = jsonLines((await get(`series.ndjson?study=${id}&metrics=ERROR`)).body);
  expect(rows.map((row) => row.epoch)).toEqual(Array.from({ length: 130 }, (_, i) => i + 1));
  expect(rows.every((row) => row.run_id === run.id && row.kind === 'FINITE')).toBe(true);
});

test('a split without snapshots has what the epochs say of it, as the curves of the API do', async () => {
  const rows = jsonLines((await get(`series.ndjson?runs=${made.diverged.id}&metrics=LOSS,NC1&split=TEST`)).body);
  expect(rows.map(({ epoch, metric, value, kind }) => [epoch, metric, value, kind])).toEqual([[3, 'LOSS', -0, 'FINITE'], [3, 'NC1', null, 'MISSING']]);
});

test('HEAD gives the headers alone', async () => {
  const { status, headers, body } = await get(`series.parquet?runs=${made.whole.id}`, { method: 'HEAD' });
  expect([status, headers['content-type'], body.length]).toEqual([200, 'application/vnd.apache.parquet', 0]);
});

test.each([
  ['series.csv', 400, 'BAD_USER_INPUT', 'runs is missing; it must be given as either runs=ID,ID or study=ID.'],
  ['series.csv?runs=run_unknown', 404, 'NOT_FOUND', 'There is no run run_unknown; take its id from the list of runs.'],
  ['series.csv?study=unknown', 404, 'NOT_FOUND', 'There is no study unknown; take its id from the list of studies.'],
  ['series.csv?study=made&metrics=NC9', 400, 'BAD_USER_INPUT', /^metrics is "NC9"; it must be ids of metrics: NC2_EQUINORM_MEANS, /],
  ['series.csv?study=made&from=-1', 400, 'BAD_USER_INPUT', 'from is "-1"; it must be the number of an epoch.'],
  ['series.csv?study=made&split=ALL', 400, 'BAD_USER_INPUT', 'split is "ALL"; it must be TRAIN or TEST.'],
  ['series.csv?study=made&study=made', 400, 'BAD_USER_INPUT', 'study is given 2 times; it must be given once.'],
  ['series.csv?study=made&thin=1', 400, 'BAD_USER_INPUT', 'There is no setting "thin" of this export; docs/export.md lists those there are.'],
  ['series.xlsx?study=made', 404, 'NOT_FOUND', 'There is no export with the ending .xlsx; there are .csv, .ndjson, .parquet.'],
  ['series.__proto__?study=made', 404, 'NOT_FOUND', /^There is no export with the ending/],
  ['nothing', 404, 'NOT_FOUND', 'There is no such export; docs/export.md lists those there are.'],
  ['snapshots/..%2f..%2fetc%2fpasswd.safetensors', 404, 'NOT_FOUND', /^There is no snapshot/],
  ['snapshots/%ff.safetensors', 400, 'BAD_REQUEST', 'The address cannot be read.'],
])('%s is refused in JSON', async (path, status, code, message) => {
  const { headers, ...answer } = await get(path);
  const { errors } = JSON.parse(answer.body.toString());
  expect([answer.status, errors[0].extensions.code]).toEqual([status, code]);
  expect(errors[0].message).toMatch(message);
  expect([headers['content-type'], headers['content-disposition']]).toEqual([expect.stringContaining('application/json'), undefined]);
});

test('anything but GET and HEAD is refused', async () => {
  const { status, headers } = await get(`series.csv?runs=${made.whole.id}`, { method: 'POST' });
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
});

test('a request under a foreign host is refused', async () => {
  expect((await get('runs.csv', { headers: { host: 'evil.example' } })).status).toBe(403);
});
