import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSecretFiles } from '../../launch/secret-files.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-secrets-'));
const holding = (text: string) => {
  const file = path.join(folder, String(text.length));
  writeFileSync(file, text);
  return file;
};
afterAll(() => rmSync(folder, { recursive: true }));

test('a secret is the first line of the file that is named for it', () => {
  const env: Record<string, string | undefined> = { COLLAPSAR_ADMIN_TOKEN_FILE: holding('a-secret\r\nmore\n'), DATABASE_URL_FILE: holding(' postgresql://a:b@c/d \n'), OTHER_FILE: 'x' };
  readSecretFiles(env);
  expect(env).toEqual({ COLLAPSAR_ADMIN_TOKEN: 'a-secret', DATABASE_URL: 'postgresql://a:b@c/d', OTHER_FILE: 'x' });
});

test.each([
  [{ DATABASE_URL_FILE: '/nowhere/at-all' }, /DATABASE_URL_FILE names \/nowhere\/at-all, which cannot be read \(ENOENT\)/],
  [{ DATABASE_URL_FILE: holding('\nsecret') }, /whose first line is empty/],
  [{ DATABASE_URL_FILE: holding('x'), DATABASE_URL: 'y' }, /DATABASE_URL and DATABASE_URL_FILE are both set/],
])('%j is refused with a sentence that does not tell the secret', (env, sentence) => {
  expect(() => readSecretFiles(env)).toThrow(sentence);
});
