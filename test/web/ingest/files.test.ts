import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeSafetensors } from '../../../prisma/snapshot/safetensors.ts';
import { epochInName as asTheCommand } from '../../../server/ingest/answer.ts';
import { epochInName, runNameOf } from '../../../web/ingest/epoch-in-name.ts';
import { filesAfter, type ImportFile, readyFiles } from '../../../web/ingest/files.ts';
import { hashFile } from '../../../web/ingest/hash-file.ts';
import { listArrays } from '../../../web/ingest/list-arrays.ts';
import { whyNotReady } from '../../../web/ingest/prepare-import.ts';

const never = new AbortController().signal;

describe('a file', () => {
  test.each([0, 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20 - 7])('of %i bytes has the sha256 that Node gives it, whatever the slices', async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251);
    const seen: number[] = [];
    expect(await hashFile(new Blob([bytes]), (done) => seen.push(done), never)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(seen.at(-1) ?? 0).toBe(size);
  });

  test('that is given up is read no further', async () => {
    await expect(hashFile(new Blob([new Uint8Array(10)]), () => {}, AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up');
  });

  test('by numpy tells its arrays, packed or not', async () => {
    const folder = path.join(import.meta.dirname, '../../golden');
    const name = 'gaussian-10x64.npz';
    const arrays = await listArrays(new File([readFileSync(path.join(folder, name))], name));
    expect(arrays?.find((array) => array.name === 'features')).toMatchObject({ shape: [expect.any(Number), 64], type: expect.stringMatching(/^f[48]$/) });
    expect(arrays?.find((array) => array.name === 'weight')?.shape).toEqual([10, 64]);
  });

  test('of safetensors tells its arrays', async () => {
    const bytes = writeSafetensors(new Map([['fc.weight', { dtype: 'F32' as const, shape: [2, 3], data: new Float32Array(6) }]]), new Map([['made', 'here']]));
    expect(await listArrays(new File([new Uint8Array(bytes)], 'epoch-1.safetensors'))).toEqual([{ name: 'fc.weight', shape: [2, 3], type: 'F32' }]);
  });

  test.each(['a.npz', 'a.safetensors'])('that is none, %s, tells nothing: the server says what is wrong', async (name) => {
    expect(await listArrays(new File(['this is text, not arrays at all'], name))).toBeNull();
  });

  test.each(['epoch-12.npz', 'net_epoch=7_final3.npz', 'seed-5.safetensors', 'features.npz', '2024-run-30.npz'])('called %s is of the epoch that the command would take', (name) => {
    expect(epochInName(name)).toBe(asTheCommand(name, true));
  });
});

test('a run is called as its files are', () => {
  expect(runNameOf(['mlp-epoch-1.npz', 'mlp-epoch-20.npz'])).toBe('mlp');
  expect(runNameOf(['epoch-1.npz'])).toBe('imported');
  expect(runNameOf(['a-1.npz', 'b-1.npz'])).toBe('imported');
});

describe('files on their way', () => {
  const file = (key: number, epoch: string, stage: ImportFile['stage'] = { is: 'sent', digest: 'x' }): ImportFile => ({ key, file: new File(['x'], `${key}.npz`), epoch, arrays: null, stage });
  const study = {};

  test('are recorded in the order of their epochs', () => {
    expect(readyFiles([file(1, '10'), file(2, '9'), file(3, '1', { is: 'waiting' })]).map(({ key }) => key)).toEqual([2, 1]);
  });

  test.each([
    [[], 'Add files first.'],
    [[file(1, '1'), file(2, '2', { is: 'sending', bytes: 1, digest: 'x' })], 'Files are still on their way.'],
    [[file(1, '0')], 'Each file needs its epoch.'],
    [[file(1, '3'), file(2, '3')], 'Two files are of epoch 3.'],
    [[file(1, '1', { is: 'failed', problem: { code: 'X', sentence: '', requestId: null } })], 'No file could be sent.'],
    [[file(1, '1'), file(2, '2')], null],
  ])('say why they cannot be recorded yet (%#)', (files, why) => {
    expect(whyNotReady(files, study)).toBe(why);
  });

  test('change and go by their key', () => {
    const files = filesAfter([], { do: 'add', files: [file(1, '1'), file(2, '2')] });
    expect(filesAfter(filesAfter(files, { do: 'change', key: 2, part: { epoch: '5' } }), { do: 'remove', key: 1 })).toMatchObject([{ key: 2, epoch: '5' }]);
  });
});
