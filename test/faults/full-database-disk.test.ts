import { createHash, randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { startDatabase, stopDatabase } from '../../prisma/database.ts';
import { explainDatabaseError } from '../../prisma/errors.ts';
import { migrate } from '../../prisma/migrate.ts';
import { addRun, addStudy } from '../server/record-builder.ts';
import { until } from '../until.ts';
import { noSmallDisk, smallDisk } from './small-disk.ts';

const onSmallDisk = test.skipIf(noSmallDisk);
const MOST_LINES = 3000;

onSmallDisk(`a full disk of the database costs nothing that was recorded, and recording goes on once there is room${noSmallDisk}`, async () => {
  const { folder: home, remount } = smallDisk('size=200m');
  const database = await startDatabase({ home, settings: { max_wal_size: '32MB', min_wal_size: '32MB' } });
  onTestFinished(() => stopDatabase(home).then(() => {}));
  await migrate(database.url);
  const record = connectRecord(database.url);
  onTestFinished(() => record.$disconnect());
  const runId = (await addRun(record, (await addStudy(record)).id)).id;
  const write = async () => {
    const message = randomBytes(100_000).toString('hex'); // nothing that could be compressed away
    const { id } = await record.runLog.create({ data: { runId, attempt: 1, level: 'INFO', message }, select: { id: true } });
    kept.set(id, createHash('md5').update(message).digest('hex'));
  };
  const kept = new Map<bigint, string>();
  let failure: unknown = null;
  while (failure === null && kept.size < MOST_LINES) await write().catch((error) => (failure = error));
  expect(kept.size).toBeGreaterThan(10);
  expect(explainDatabaseError(failure, database.url)?.code).toMatch(/^DATABASE_(DISK_FULL|CONNECTION_LOST|UNREACHABLE)$/);

  remount('size=500m');
  await startDatabase({ home, port: Number(new URL(database.url).port) }); // where it had stopped itself
  const rows = await until('the record to be read', () => record.$queryRaw<{ id: bigint; sum: string }[]>`SELECT id, md5(message) AS sum FROM "RunLog"`.catch(() => null));
  const found = new Map(rows.map(({ id, sum }) => [id, sum]));
  expect([...kept].filter(([id, sum]) => found.get(id) !== sum)).toEqual([]);
  await write();
  expect(await record.runLog.count()).toBeGreaterThan(found.size);
}, 120_000);
