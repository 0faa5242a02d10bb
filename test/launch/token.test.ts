import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWords } from '../../launch/token.mjs';
import { hashSecret } from '../../prisma/secrets.ts';
import { bearer } from '../server/callers.ts';
import { type Served, serve } from '../server/served.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.end());

const root = path.join(import.meta.dirname, '../..');
const command = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['collapsar.mjs', 'token', ...args], { cwd: root, env: { ...process.env, DATABASE_URL: served.databaseUrl } });

test('the first admin\'s token is made on the host, alone on standard output, and lets its person in', async () => {
  const { stdout, stderr } = await command('--role', 'admin', '--name', 'Ada');
  expect(stdout).toMatch(/^clp_[\w-]{43}\n$/);
  expect(stderr).not.toContain(stdout.trim());
  expect((await served.ask('{ me { access person } }', {}, bearer(stdout.trim()))).data.me).toEqual({ access: 'ADMIN', person: 'Ada' });
  const row = await served.record.token.findFirstOrThrow();
  expect([row.hash, row.lastFour]).toEqual([hashSecret(stdout.trim()), stdout.trim().slice(-4)]);
  expect(await served.record.auditEvent.findMany({ select: { caller: true, action: true, subject: true } })).toEqual([{ caller: 'host', action: 'createToken', subject: row.id }]);
});

test('a person who was shut out or may do less is raised and let in: whoever works on the host may', async () => {
  await served.record.user.update({ where: { name: 'Ada' }, data: { role: 'VIEWER', disabledAt: new Date() } });
  const { stdout } = await command('--name', 'Ada', '--role', 'operator', '--forever');
  expect((await served.ask('{ me { access } }', {}, bearer(stdout.trim()))).data.me.access).toBe('OPERATOR');
  expect(await served.record.token.findUnique({ where: { hash: hashSecret(stdout.trim()) }, select: { expiresAt: true } })).toEqual({ expiresAt: null });
});

test.each([
  [[], /--name is missing/],
  [['--name', 'Ada', '--role', 'boss'], /--role is "boss".*viewer, reviewer, operator, admin/],
  [['--name', 'Ada', '--days', '0'], /--days is "0".*1 to 3650/],
  [['--name', 'Ada', '--dasy', '3'], /--dasy.*token --help/],
])('%j is refused with one sentence', (words, sentence) => {
  expect(() => readWords(words)).toThrow(sentence);
});
