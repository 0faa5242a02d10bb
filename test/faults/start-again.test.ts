import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRecord } from '../../prisma/client.ts';
import { startDatabase, stopDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { WholeProgram } from '../browser/whole-program.ts';
import { childrenOf } from '../process-tree.ts';
import { queueRun } from '../trainer/queued-run.ts';
import { until } from '../until.ts';

let program: WholeProgram;
let address: string;

beforeAll(async () => {
  program = new WholeProgram({ COLLAPSAR_CHECKPOINT_SECONDS: '1', COLLAPSAR_RECORDED_STUDY: 'no' });
  await queueLongRun();
  address = await program.start();
}, 120_000);
afterAll(() => program.remove(), 30_000);

/** Instead of the study that greets a new record: epochs of a moment, and more of them than any machine trains before the last kill. */
async function queueLongRun() {
  const { url } = await startDatabase({ home: program.home });
  await migrate(url);
  const record = connectRecord(url);
  await queueRun(record, { plannedEpochs: 5000, measuredEpochs: [1, 5000] });
  await record.$disconnect();
  await stopDatabase(program.home);
}

interface Shown {
  status: string;
  attempt: number;
  lastEpoch: number;
  epochs: number[];
}
/** The one run as the API shows it; null while the server is away. */
async function shown(): Promise<Shown | null> {
  const query = '{ runs(first: 1) { nodes { status attempt lastEpoch history { epochs } } } }';
  try {
    const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
    const { data } = (await answer.json()) as { data: { runs: { nodes: (Omit<Shown, 'epochs'> & { history: { epochs: number[] } })[] } } };
    const [run] = data.runs.nodes;
    return run ? { ...run, epochs: run.history.epochs } : null;
  } catch {
    return null;
  }
}
const reaches = (epoch: number) =>
  until(`epoch ${epoch}`, async () => {
    const run = await shown();
    return run && run.lastEpoch >= epoch ? run : null;
  });
const upTo = (epoch: number) => Array.from({ length: epoch }, (_, i) => i + 1);
/** Waits for two more epochs, of which one may have been recorded just before the kill; every epoch must then be there exactly once. */
async function goesOn(from: number) {
  const run = await reaches(from + 2);
  // the history is read after the run's row: an epoch recorded in between is in it already
  expect(run.epochs).toEqual(upTo(run.epochs.length));
  expect(run.epochs.length).toBeGreaterThanOrEqual(run.lastEpoch);
  return run;
}
const daemonOf = (starter: number) => childrenOf(starter, 'dist/trainer/main.js')[0]!;

describe.sequential('processes of a running program are killed with -9', () => {
  test('the training process: the same daemon goes on with the next attempt', async () => {
    const before = await reaches(4);
    process.kill(childrenOf(daemonOf(program.child.pid!), 'run.js')[0]!, 'SIGKILL');
    const after = await goesOn(before.lastEpoch);
    expect(after.attempt).toBe(before.attempt + 1);
    expect(program.output).toContain('The run goes on from its last checkpoint.');
  }, 90_000);

  test('the daemon: it is started again, and the run goes on', async () => {
    const before = (await shown())!;
    process.kill(daemonOf(program.child.pid!), 'SIGKILL');
    await goesOn(before.lastEpoch);
    expect(program.output).toContain('The trainer died (SIGKILL); it is started again.');
  }, 90_000);

  test('the server: it is started again at the same address', async () => {
    const before = (await shown())!;
    process.kill(childrenOf(program.child.pid!, 'dist/server/main.js')[0]!, 'SIGKILL');
    await goesOn(before.lastEpoch);
  }, 90_000);

  test('the database: it is started again, the others wait for it, and no epoch is lost', async () => {
    const before = (await shown())!;
    process.kill(postmaster(), 'SIGKILL');
    await goesOn(before.lastEpoch);
    expect(program.output).toContain('The database died; it is started again.');
  }, 90_000);

  test('the starter itself: all others stop, and the next start goes on with every epoch once', async () => {
    const before = (await shown())!;
    const children = childrenOf(program.child.pid!, 'dist/');
    await program.stop('SIGKILL');
    await until('the end of its children', async () => children.every((pid) => !isAlive(pid)), 30);
    address = await program.start();
    await goesOn(before.lastEpoch);
  }, 120_000);

  test('Ctrl-C stops everything within seconds, and the next start resumes', async () => {
    const before = (await shown())!;
    const database = postmaster();
    expect(await program.stop('SIGINT')).toBe(0);
    expect(isAlive(database)).toBe(false);
    address = await program.start();
    const after = await goesOn(before.lastEpoch);
    expect(program.output).toMatch(/goes on from the checkpoint of epoch \d+/);
    expect(after.status).toBe('RUNNING');
  }, 120_000);
});

/** The process id of the program's own Postgres. */
const postmaster = () => Number(readFileSync(path.join(program.home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // a zombie that nobody has reaped yet is dead
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
