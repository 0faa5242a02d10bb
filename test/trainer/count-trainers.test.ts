import { expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { listenForEvents } from '../../prisma/events.ts';
import { DAEMON_NAME } from '../../trainer/daemon.ts';
import { countTrainers } from '../../trainer/launch-run-watch.ts';
import { freshDatabase } from '../postgres.ts';
import { until } from '../until.ts';

test('a daemon is counted by the connection on which it listens, however long its others have been idle', async () => {
  const database = await freshDatabase();
  const record = connectRecord(database.url);
  expect(await countTrainers(record)).toBe(0);
  const stop = listenForEvents(database.url, () => {}, () => {}, DAEMON_NAME);
  await until('the daemon to be counted', async () => (await countTrainers(record)) === 1);
  await stop();
  await until('the daemon to be gone', async () => (await countTrainers(record)) === 0);
  await record.$disconnect();
  await database.drop();
});
