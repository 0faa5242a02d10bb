import { expect, test } from 'vitest';
import { readNewestCheckpoint, writeCheckpoint } from '../../trainer/checkpoint.ts';
import { freshRecord } from '../fresh-record.ts';
import { queueRun } from './queued-run.ts';

const { record } = await freshRecord();

/** More than one piece of 4 MiB, so that a piece can be missing or in another's place. */
const stateOf = (epoch: number) => new Map([['weight', { shape: [1_200_000], values: new Float32Array(1_200_000).fill(epoch) }]]);

/** A run with whole checkpoints of the epochs 1 and 2. */
async function withCheckpoints(): Promise<string> {
  const runId = await queueRun(record);
  for (const epoch of [1, 2]) await record.$transaction((tx) => writeCheckpoint(tx, { runId, attempt: 0 }, epoch, stateOf(epoch), 2), { timeout: 30_000 });
  return runId;
}
const idOf = async (runId: string, epoch: number) => (await record.checkpoint.findUniqueOrThrow({ where: { runId_epoch: { runId, epoch } } })).id;

async function read(runId: string) {
  const warnings: string[] = [];
  const { epoch, state, passedOver } = await readNewestCheckpoint(record, runId, (text) => warnings.push(text));
  return { epoch, weight: state?.get('weight')?.values[7] ?? null, passedOver, warnings };
}

/** Flips one bit of the byte that SQL names; `place` is an expression over the piece's data. */
const flip = (piece: number, place: string) => (id: string) =>
  record.$executeRawUnsafe(`UPDATE "CheckpointPiece" SET data = set_byte(data, ${place}, get_byte(data, ${place}) # 1) WHERE "checkpointId" = $1 AND index = ${piece}`, id);
const change = (sql: string) => (id: string) => record.$executeRawUnsafe(sql, id);

const DAMAGES: Record<string, (id: string) => Promise<unknown>> = {
  'the first byte flipped': flip(0, '0'),
  'the second byte flipped': flip(0, '1'),
  'a byte of the header flipped': flip(0, '20'),
  'a byte in the middle flipped': flip(0, 'length(data) / 2'),
  'the last byte flipped': flip(1, 'length(data) - 1'),
  'its last byte cut off': change('UPDATE "CheckpointPiece" SET data = substring(data FROM 1 FOR length(data) - 1) WHERE "checkpointId" = $1 AND index = 1'),
  'nothing in its first piece': change(`UPDATE "CheckpointPiece" SET data = '' WHERE "checkpointId" = $1 AND index = 0`),
  'its last piece missing': change('DELETE FROM "CheckpointPiece" WHERE "checkpointId" = $1 AND index = 1'),
  'no piece at all': change('DELETE FROM "CheckpointPiece" WHERE "checkpointId" = $1'),
  'its pieces in the other order': change('UPDATE "CheckpointPiece" SET index = index + 10 * (1 - index) WHERE "checkpointId" = $1'),
};

test.each(Object.entries(DAMAGES))('a newest checkpoint with %s is passed over, and the one before it is read', async (_, damage) => {
  const runId = await withCheckpoints();
  expect(await damage(await idOf(runId, 2))).toBeGreaterThan(0);
  const warning = expect.stringMatching(/^The checkpoint of epoch 2 is damaged \(digest \w{12}…, recorded \w{12}…\); the one before it is used\.$/);
  expect(await read(runId)).toEqual({ epoch: 1, weight: 1, passedOver: 1, warnings: [warning] });
});

test('pieces exchanged between two checkpoints of equal size damage both, and the run begins anew', async () => {
  const runId = await withCheckpoints();
  const [first, second] = [await idOf(runId, 1), await idOf(runId, 2)];
  await record.$executeRaw`UPDATE "CheckpointPiece" p SET data = o.data FROM "CheckpointPiece" o
    WHERE p.index = 1 AND o.index = 1 AND p."checkpointId" IN (${first}, ${second}) AND o."checkpointId" IN (${first}, ${second}) AND p."checkpointId" <> o."checkpointId"`;
  const found = await read(runId);
  expect(found).toMatchObject({ epoch: 0, weight: null, passedOver: 2 });
  expect(found.warnings[1]).toMatch(/^The checkpoint of epoch 1 is damaged .*; there is none before it, so the run begins anew\.$/);
});

test('a run without any checkpoint begins anew without a warning', async () => {
  expect(await read(await queueRun(record))).toEqual({ epoch: 0, weight: null, passedOver: 0, warnings: [] });
});
