import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSigningSecret, signatureHeaders } from '../../../server/webhooks/signature.ts';
import { type ExampleLanguage, SIGNATURE_EXAMPLES } from '../../../web/webhooks/signature-examples.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'collapsar-examples-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the example of a language says of a request. */
function says(language: ExampleLanguage, secret: string, headers: Record<string, string>, body: string): boolean {
  const given = JSON.stringify([secret, headers, body]);
  if (language === 'python') return run('python3', 'example.py', `${SIGNATURE_EXAMPLES.python}\nimport json, sys\nsecret, headers, body = json.load(sys.stdin)\nprint("yes" if is_genuine(secret, headers, body.encode()) else "no")\n`, given);
  return run(process.execPath, 'example.mjs', `${SIGNATURE_EXAMPLES.node}\nimport { readFileSync } from 'node:fs';\nconsole.log(isGenuine(...JSON.parse(readFileSync(0, 'utf8'))) ? 'yes' : 'no');\n`, given);
}

function run(program: string, name: string, text: string, input: string): boolean {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return { yes: true, no: false }[execFileSync(program, [file], { input, encoding: 'utf8' }).trim()]!;
}

test.each(['node', 'python'] as const)('the example for %s takes what is genuine and nothing else', (language) => {
  const secret = newSigningSecret();
  const body = '{"type":"ping","data":{"é":1}}';
  const seconds = Math.floor(Date.now() / 1000);
  const headers = signatureHeaders(secret, { id: 'delivery_1', seconds, body });
  expect(says(language, secret, headers, body)).toBe(true);
  expect(says(language, secret, { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, body)).toBe(true);
  expect(says(language, newSigningSecret(), headers, body)).toBe(false);
  expect(says(language, secret, headers, `${body} `)).toBe(false);
  expect(says(language, secret, { ...headers, 'webhook-id': 'delivery_2' }, body)).toBe(false);
  expect(says(language, secret, signatureHeaders(secret, { id: 'delivery_1', seconds: seconds - 400, body }), body)).toBe(false);
});

test.each(['node', 'python'] as const)('the page and docs/webhooks.md show the same example for %s', (language) => {
  expect(readFileSync(path.join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8')).toContain(SIGNATURE_EXAMPLES[language]);
});

test('the signature is that of the specification’s own example', () => {
  // Standard Webhooks, "Verifying webhook authenticity": its id, time, payload and secret
  const headers = signatureHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' });
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});
