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
    publicUrl: null,
    trustProxy: 0,
    corsOrigins: [],
    logLevel: 'info',
  });
});

test('allowed hosts are a list with commas', () => {
  expect(readSettings({ DATABASE_URL, COLLAPSAR_ALLOWED_HOSTS: 'a.example, b.example,' }).allowedHosts).toEqual(['a.example', 'b.example']);
});

test.each([
  [{}, /DATABASE_URL is not set/],
  [{ DATABASE_URL, COLLAPSAR_PORT: '70000' }, /COLLAPSAR_PORT is "70000".*0 to 65535/],
  [{ DATABASE_URL, COLLAPSAR_PORT: '4e3' }, /COLLAPSAR_PORT/],
  [{ DATABASE_URL, COLLAPSAR_HOST: '0.0.0.0' }, /COLLAPSAR_HOST is "0.0.0.0".*127\.0\.0\.1/],
  [{ DATABASE_URL, LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud".*info/],
])('%j is refused with one sentence', (environment, sentence) => {
  expect(() => readSettings(environment)).toThrow(sentence);
});
