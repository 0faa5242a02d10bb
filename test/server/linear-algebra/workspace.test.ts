import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inWorkspace } from '../../../server/linear-algebra/workspace.ts';

test('a matrix comes back as it was placed', () => {
  const A = Float64Array.from({ length: 15 }, (_, k) => k);
  expect(inWorkspace((workspace) => workspace.take(workspace.place(A, 3, 5), 3, 5))).toEqual(A);
});

test('what was placed in one call is overwritten with zeros for the next', () => {
  inWorkspace((workspace) => workspace.place(new Float64Array(64).fill(7), 8, 8));
  expect(inWorkspace((workspace) => workspace.numbers(workspace.zeros(64), 64).slice())).toEqual(new Float64Array(64));
});

test('the memory is kept from call to call while it is small, and given up when it grew large', () => {
  const use = (numbers: number) =>
    inWorkspace((workspace) => {
      workspace.zeros(numbers);
      return workspace;
    });
  const small = use(1000);
  expect(use(1000)).toBe(small);
  expect(use(9 * 2 ** 20).bytes).toBeGreaterThan(64 * 2 ** 20);
  expect(use(1000).bytes).toBeLessThan(2 ** 20);
});

test('memory beyond what WebAssembly can address is a RangeError, and the next call works', () => {
  expect(() => inWorkspace((workspace) => workspace.zeros(2 ** 30))).toThrow(RangeError);
  expect(inWorkspace((workspace) => workspace.numbers(workspace.zeros(2), 2).slice())).toEqual(new Float64Array(2));
});

const folder = mkdtempSync(path.join(tmpdir(), 'collapsar-kernels-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The module as it stands, in a folder of its own beside the bytes of the kernels, if any. */
async function standingAlone(name: string, kernels?: Uint8Array): Promise<typeof inWorkspace> {
  const home = path.join(folder, name);
  mkdirSync(path.join(home, 'kernels'), { recursive: true });
  copyFileSync(new URL('../../../server/linear-algebra/workspace.ts', import.meta.url), path.join(home, 'workspace.ts'));
  if (kernels) writeFileSync(path.join(home, 'kernels/algebra.wasm'), kernels);
  return (await import(path.join(home, 'workspace.ts'))).inWorkspace;
}

test('kernels that were not built are asked for by name, with the command that builds them', async () => {
  const call = await standingAlone('unbuilt');
  expect(() => call(() => 0)).toThrow('The linear algebra kernels (algebra.wasm) are not built; run `npm run build`.');
});

test('kernels of another version are told from broken ones', async () => {
  const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const call = await standingAlone('older', emptyModule);
  expect(() => call(() => 0)).toThrow('are of another version and have no addProduct; run `npm run build`');
});
