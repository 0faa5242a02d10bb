import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';

/** A stored blob that is not what was recorded. */
export interface Fault {
  kind: 'snapshot' | 'part' | 'checkpoint';
  /** the run it belongs to; null where a part's snapshot is gone */
  run: string | null;
  id: string;
  /** one sentence */
  text: string;
}

export interface ScrubResult {
  snapshots: number;
  parts: number;
  checkpoints: number;
  faults: Fault[];
}

/** Rows that one statement hashes: a second's work at most. */
const BATCH = 50;
/** Share of the time that the database is left to others. */
const REST = 0.25;
/** Snapshots, and checkpoints, that a sample has. */
const SAMPLE = 100;

/** What each statement finds: rows looked at, and of these the faulty ones. The database hashes its own bytes: none travel. */
const BLOBS = {
  snapshot: `SELECT id AS key, id, "runId" AS run, 'epoch ' || epoch || ', ' || split || ', layer ' || layer AS place,
    encode(sha256(core), 'hex') <> digest OR length(core) <> bytes AS bad FROM "Snapshot" WHERE id = ANY($1)`,
  part: `SELECT p."snapshotId" AS key, p."snapshotId" AS id, s."runId" AS run, p.kind || ' of epoch ' || s.epoch || ', ' || s.split || ', layer ' || s.layer AS place,
    encode(sha256(p.data), 'hex') <> p.digest OR length(p.data) <> p.bytes AS bad
    FROM "SnapshotPart" p LEFT JOIN "Snapshot" s ON s.id = p."snapshotId" WHERE p."snapshotId" = ANY($1)`,
  checkpoint: `SELECT c.id AS key, c.id, c."runId" AS run, 'epoch ' || c.epoch AS place,
    coalesce(encode(sha256(string_agg(p.data, ''::bytea ORDER BY p.index)), 'hex') <> c.digest, true) AS bad
    FROM "Checkpoint" c LEFT JOIN "CheckpointPiece" p ON p."checkpointId" = c.id WHERE c.id = ANY($1) GROUP BY c.id`,
};

/**
 * Hashes what is stored and compares it with what was recorded: a random sample, or with `all` every snapshot, part and checkpoint, with
 * pauses between the statements. A checkpoint without its pieces counts as one that is not what was recorded.
 */
export async function scrub(client: ClientBase, all: boolean, onProgress: (share: number) => void = () => {}): Promise<ScrubResult> {
  const result: ScrubResult = { snapshots: 0, parts: 0, checkpoints: 0, faults: [] };
  const snapshots = await chosenIds(client, 'Snapshot', all);
  const checkpoints = await chosenIds(client, 'Checkpoint', all);
  const whole = snapshots.length + checkpoints.length;
  let done = 0;
  const each = async (ids: string[], size: number, work: (batch: string[]) => Promise<void>) => {
    for (let i = 0; i < ids.length; i += size) {
      const began = performance.now();
      const batch = ids.slice(i, i + size);
      await work(batch);
      done += batch.length;
      onProgress(done / whole);
      if (all) await sleep((performance.now() - began) * REST);
    }
  };
  await each(snapshots, BATCH, async (batch) => {
    result.snapshots += await look(client, 'snapshot', batch, result.faults);
    result.parts += await look(client, 'part', batch, result.faults);
  });
  await each(checkpoints, 1, async (batch) => {
    result.checkpoints += await look(client, 'checkpoint', batch, result.faults);
  });
  return result;
}

async function chosenIds(client: ClientBase, table: 'Snapshot' | 'Checkpoint', all: boolean): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM "${table}" ORDER BY ${all ? 'id' : `random() LIMIT ${SAMPLE}`}`);
  return rows.map(({ id }) => id);
}

async function look(client: ClientBase, kind: Fault['kind'], ids: string[], faults: Fault[]): Promise<number> {
  const { rows } = await client.query<{ id: string; run: string | null; place: string; bad: boolean }>(BLOBS[kind], [ids]);
  for (const { id, run, place, bad } of rows) {
    if (bad) faults.push({ kind, id, run, text: `${kind} ${id} of run ${run} (${place}) is not what was recorded` });
  }
  return rows.length;
}
