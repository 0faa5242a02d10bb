import { expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { patiently } from '../../trainer/patience.ts';

const NOBODY = 'postgresql://me:secret@127.0.0.1:9/record';

test('an outage is told once, tried again, and its end is told', async () => {
  const record = connectRecord(NOBODY);
  const said: string[] = [];
  let tries = 0;
  const work = async () => (++tries < 3 ? record.run.count() : 'done');
  expect(await patiently(work, NOBODY, (text) => said.push(text))).toBe('done');
  expect(said).toEqual([
    'No Postgres answers at 127.0.0.1:9; start it, or correct host and port in DATABASE_URL. Training waits and keeps what it has.',
    'The database is back; training goes on.',
  ]);
  await record.$disconnect();
});

test('what is no outage is thrown on at once', async () => {
  const bug = new TypeError('a bug');
  await expect(patiently(() => Promise.reject(bug), NOBODY, () => {})).rejects.toBe(bug);
});

test('who gives up gets the sentence of the outage', async () => {
  const record = connectRecord(NOBODY);
  const waiting = patiently(() => record.run.count(), NOBODY, () => {}, () => true);
  await expect(waiting).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  await record.$disconnect();
});
