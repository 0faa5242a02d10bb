import path from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../server/settings.ts';

const DATABASE_URL = 'postgresql://a:b@127.0.0.1:5432/c';

test('only the database must be named', () => {
  expect(readSettings({ DATABASE_URL })).toEqual({
    databaseUrl: DATABASE_URL,
    host: '127.0.0.1',
    port: 4000,
    allowedHosts: [],
    adminToken: null,
    metricsToken: null,
    publicUrl: null,
    trustProxy: 0,
    corsOrigins: [],
    webhookLoopback: false,
    logLevel: 'info',
    uploads: { folder: path.resolve('.collapsar/uploads') },
  });
});

test('allowed hosts are a list with commas', () => {
  expect(readSettings({ DATABASE_URL, COLLAPSAR_ALLOWED_HOSTS: 'a.example, b.example,' }).allowedHosts).toEqual(['a.example', 'b.example']);
});

const SECRET = '0123456789abcdef0123456789abcdef';

test('with an admin\'s token the server may be reached by others', () => {
  const { host, adminToken } = readSettings({ DATABASE_URL, COLLAPSAR_HOST: '0.0.0.0', COLLAPSAR_ADMIN_TOKEN: SECRET });
  expect([host, adminToken]).toEqual(['0.0.0.0', SECRET]);
});

test('the address, proxies and origins are read', () => {
  const settings = readSettings({ DATABASE_URL, COLLAPSAR_PUBLIC_URL: 'https://a.example/', COLLAPSAR_TRUST_PROXY: '2', COLLAPSAR_CORS_ORIGINS: 'https://b.example, http://c.example:8080' });
  expect(settings).toMatchObject({ publicUrl: 'https://a.example', trustProxy: 2, corsOrigins: ['https://b.example', 'http://c.example:8080'] });
});

test.each(['', 'short', 'a'.repeat(64), '0123456789abcdef0123456789abcde', '1234567890'.repeat(3), 'with a space 0123456789abcdef0123456789'])('the admin\'s token %j does not let strangers near, and is not repeated', (secret) => {
  const start = () => readSettings({ DATABASE_URL, COLLAPSAR_HOST: '0.0.0.0', COLLAPSAR_ADMIN_TOKEN: secret });
  expect(start).toThrow(secret === '' ? /COLLAPSAR_HOST is "0.0.0.0".*COLLAPSAR_ADMIN_TOKEN/ : /^COLLAPSAR_ADMIN_TOKEN could be guessed/);
  if (secret) expect(start).not.toThrow(secret);
});

test.each([
  [{}, /DATABASE_URL is not set/],
  [{ DATABASE_URL, COLLAPSAR_PUBLIC_URL: 'https://a.example/pages' }, /COLLAPSAR_PUBLIC_URL is .*without a path/],
  [{ DATABASE_URL, COLLAPSAR_PUBLIC_URL: 'a.example' }, /COLLAPSAR_PUBLIC_URL/],
  [{ DATABASE_URL, COLLAPSAR_WEBHOOK_LOOPBACK: 'yes' }, /COLLAPSAR_WEBHOOK_LOOPBACK is "yes", but must be 1 \(yes\) or 0 \(no\)\./],
  [{ DATABASE_URL, COLLAPSAR_CORS_ORIGINS: '*' }, /COLLAPSAR_CORS_ORIGINS names "\*"/],
  [{ DATABASE_URL, COLLAPSAR_CORS_ORIGINS: 'https://a.example/' }, /COLLAPSAR_CORS_ORIGINS/],
  [{ DATABASE_URL, COLLAPSAR_TRUST_PROXY: 'yes' }, /COLLAPSAR_TRUST_PROXY is "yes"/],
  [{ DATABASE_URL, COLLAPSAR_PORT: '70000' }, /COLLAPSAR_PORT is "70000".*0 to 65535/],
  [{ DATABASE_URL, COLLAPSAR_PORT: '4e3' }, /COLLAPSAR_PORT/],
  [{ DATABASE_URL, COLLAPSAR_HOST: '0.0.0.0' }, /COLLAPSAR_HOST is "0.0.0.0".*127\.0\.0\.1/],
  [{ DATABASE_URL, LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud".*info/],
])('%j is refused with one sentence', (environment, sentence) => {
  expect(() => readSettings(environment)).toThrow(sentence);
});
