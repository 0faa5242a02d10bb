import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeSnapshot } from '../../../prisma/snapshot/codec.ts';
import { readSafetensors } from '../../../prisma/snapshot/safetensors.ts';
import { LOCAL_ADMIN } from '../../../server/access/caller.ts';
import { type Served, serve } from '../served.ts';
import { download, sha256Of } from './download.ts';
import { fixedId, makeStudy } from './made-study.ts';
import { hasPython, python } from './python.ts';

let served: Served;
let id: string;
let damaged: string;
beforeAll(async () => {
  served = await serve();
  const { whole } = await makeStudy(served.record, 'made');
  id = fixedId('snap', `${whole.id} 1 TRAIN`);
  damaged = fixedId('snap', `${whole.id} 2 TRAIN`);
});
afterAll(() => served.end());

const get = (snapshotId: string, options = {}) => download(`${served.url}/export/snapshots/${snapshotId}.safetensors`, options);

test('a snapshot is one safetensors file of its core and its parts, under the sha256 of its bytes, for ever', async () => {
  const { status, headers, body } = await get(id);
  expect([status, headers.etag, headers['cache-control'], headers['content-length']]).toEqual([200, `"${sha256Of(body)}"`, 'private, max-age=31536000, immutable', String(body.length)]);
  expect(headers['content-disposition']).toBe(`attachment; filename=${id}.safetensors`);
  const row = await served.record.snapshot.findUniqueOrThrow({ where: { id } });
  const core = decodeSnapshot(row.core, row.digest);
  const { tensors, metadata } = readSafetensors(body);
  expect([...tensors.keys()].sort()).toEqual(
    ['agreement', 'bias', 'confusion', 'counts', 'covariance', 'disagreement_choice', 'disagreement_index', 'disagreement_label', 'disagreement_margin', 'disagreement_nearest', 'example_indices', 'example_labels', 'examples', 'means', 'nearest', 'scatter', 'weight', 'within'],
  );
  expect(tensors.get('means')!.data).toEqual(core.means);
  expect(tensors.get('nearest')!.data).toEqual(core.nearest);
  expect([metadata.get('run'), metadata.get('epoch'), metadata.get('part_covariance')]).toEqual([row.runId, '1', core.metadata.parts.COVARIANCE]);
});

test('who has the file already is told so, and HEAD sends no body', async () => {
  const { headers } = await get(id);
  const again = await get(id, { headers: { 'if-none-match': headers.etag } });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const head = await get(id, { method: 'HEAD' });
  expect([head.status, head.headers.etag, head.headers['content-length'], head.body.length]).toEqual([200, headers.etag, headers['content-length'], 0]);
});

test('a snapshot whose stored bytes are damaged is not given out', async () => {
  await served.record.$executeRaw`UPDATE "Snapshot" SET core = set_byte(core, 900, get_byte(core, 900) # 1) WHERE id = ${damaged}`;
  const { status, headers, body } = await get(damaged);
  expect([status, headers['cache-control'], JSON.parse(body.toString()).errors[0].extensions.code]).toEqual([500, 'no-store', 'DATA_CORRUPT']);
});

test('a caller who sees one study finds no snapshot of another', async () => {
  const { snapshotFile } = await import('../../../server/export/snapshot-file.ts');
  const context = { record: served.record, caller: { ...LOCAL_ADMIN, studyId: 'study_other' } };
  await expect(snapshotFile(context as never, id)).rejects.toThrow(`There is no snapshot ${id}`);
});

test.skipIf(!hasPython('safetensors.numpy'))("python's safetensors opens it, and numpy sees the same numbers", async () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'collapsar-export-')), 'snapshot.safetensors');
  const { body } = await get(id);
  writeFileSync(file, body);
  const seen = python(
    `import sys, json
from safetensors.numpy import load_file
from safetensors import safe_open
t = load_file(sys.argv[1])
m = safe_open(sys.argv[1], 'numpy').metadata()
print(json.dumps({'means': t['means'].ravel().tolist(), 'shape': t['means'].shape, 'dtypes': {k: str(v.dtype) for k, v in t.items()}, 'epoch': m['epoch']}))`,
    file,
  );
  const { tensors } = readSafetensors(body);
  expect(seen).toMatchObject({ means: [...(tensors.get('means')!.data as Float64Array)], shape: [3, 5], epoch: '1', dtypes: { means: 'float64', examples: 'float32', nearest: 'uint32', covariance: 'float64' } });
});
