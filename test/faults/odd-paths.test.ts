import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshRecord } from '../fresh-record.ts';
import { addStudy } from '../server/record-builder.ts';
import { ServerProcess } from '../server/server-process.ts';

const { record, url } = await freshRecord();
let server: ServerProcess;
let address: string;
beforeAll(async () => {
  await addStudy(record);
  server = new ServerProcess({ DATABASE_URL: url });
  address = await server.serving();
});
afterAll(() => void server.child.kill('SIGKILL'));

/** Asks for a path as it stands: a URL would take the dots out of it. */
function get(path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    });
    sent.on('error', reject).end();
  });
}

const UP = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '%252e%252e%252f', '..;/', '.%2e/'].map((up) => up.repeat(8));
const places = ['/', '/_next/static/', '/_next/image?url=/', '/export/studies/', '/export/snapshots/', '/ingest/uploads/', '/thumbnails/MNIST/', '/s/'];

test.each(places)('%s leads to no file', async (place) => {
  for (const up of UP) {
    for (const file of ['etc/passwd', 'package.json']) {
      const { status, text } = await get(`${place}${up}${file}`);
      expect([place + up + file, status >= 400 && status < 500]).toEqual([place + up + file, true]);
      expect(text).not.toMatch(/root:|"dependencies"/);
    }
  }
  for (const odd of [`${place}%00`, `${place}${'x'.repeat(5000)}`, `${place}a%0d%0ab`, `${place}%`, `${place}%ff`]) {
    const { status } = await get(odd);
    expect([odd.slice(0, 60), status >= 400]).toEqual([odd.slice(0, 60), true]);
  }
}, 60_000);
