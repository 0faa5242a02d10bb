import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newId } from '../../prisma/ids.ts';
import { addPerson } from '../../prisma/tokens.ts';
import { freshDatabase } from '../postgres.ts';
import { addEvent, addMeasuredRun, measureAll } from '../server/record-builder.ts';
import { madeEpoch } from '../server/ingest/ingest-client.ts';
import { type Served, serve } from '../server/served.ts';
import { type Block, root } from './blocks.ts';

/** What the pages speak of: a server at the address of `npm start`, the studies they name, and a folder with the files they name. */
export interface World {
  served: Served;
  /** one folder a page, so that blocks go on from each other and pages do not */
  folderOf: (page: string) => string;
  /** what a block's commands find in their environment */
  envOf: (block: Block) => Promise<NodeJS.ProcessEnv>;
  /** what the Python client logged and the server refused, with its reasons */
  refused: () => string[];
  /** by the names that the pages' GraphQL has for them */
  variables: Record<string, unknown>;
  end: () => Promise<void>;
}

/** Blocks that would change the record for the others, or want an empty one: they get a database of their own. */
const OWN_DATABASE = [
  { page: 'docs/access.md', begins: 'node collapsar.mjs token' },
  { page: 'docs/backup.md', begins: 'node collapsar.mjs restore' },
  { page: 'docs/export.md', begins: 'node collapsar.mjs import' },
  { page: 'docs/tour-query.md', begins: 'node collapsar.mjs import first-steps.tar' },
  { page: 'docs/tour-review.md', begins: 'node collapsar.mjs token' },
];

/** The fewest and the most of a terminal phase that the pages ask about: three epochs, of which the second began it. */
const EPOCHS = 3;

export async function startWorld(): Promise<World> {
  const served = await serve();
  const base = mkdtempSync(path.join(os.tmpdir(), 'collapsar-pages-'));
  const programs = programsIn(base);
  const others: { drop: () => Promise<void> }[] = [];
  const databaseOf = async ({ page, text }: Block) => {
    if (!OWN_DATABASE.some((each) => each.page === page && text.startsWith(each.begins))) return served.databaseUrl;
    const other = await freshDatabase();
    others.push(other);
    return other.url;
  };
  const variables = await fill(served);
  const snapshot = await served.record.snapshot.findFirstOrThrow({ select: { id: true } });
  const snapshotFile = Buffer.from(await (await fetch(`${served.url}/export/snapshots/${snapshot.id}.safetensors`)).arrayBuffer());
  return {
    served,
    variables,
    refused: () => refusedIn(path.join(base, 'spool')),
    folderOf: (page) => folderIn(base, page, snapshotFile),
    envOf: async (block) => ({
      ...withoutSettings(process.env),
      DATABASE_URL: await databaseOf(block),
      COLLAPSAR_URL: served.url,
      COLLAPSAR_SPOOL: path.join(base, 'spool'),
      PATH: `${programs}:${process.env.PATH}`,
      PYTHONPATH: [path.join(root, 'server/clients/python'), process.env.PYTHONPATH].filter(Boolean).join(':'),
      PYTHONDONTWRITEBYTECODE: '1',
    }),
    end: async () => {
      await served.end();
      for (const { drop } of others) await drop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** vitest's own settings would make the program believe that it is tested. */
function withoutSettings({ NODE_ENV, VITEST, COLLAPSAR_TOKEN, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env as NodeJS.ProcessEnv;
}

/** `npm run` works in the clone, as from a reader's own folder with --prefix; curl fails where the server refuses. */
function programsIn(base: string): string {
  const folder = path.join(base, 'bin');
  mkdirSync(folder);
  const put = (name: string, line: string) => {
    writeFileSync(path.join(folder, name), `#!/bin/sh\nPATH=$(echo "$PATH" | sed 's#^[^:]*:##')\nexec ${line}\n`);
    chmodSync(path.join(folder, name), 0o755);
  };
  put('npm', `npm --prefix "${root}" "$@"`);
  put('curl', 'curl $(echo " $* " | grep -q -e " --fail " || echo --fail-with-body) "$@"');
  return folder;
}

function folderIn(base: string, page: string, snapshotFile: Buffer): string {
  const folder = path.join(base, page.replaceAll('/', '-'));
  if (mkdirSync(folder, { recursive: true }) === undefined) return folder;
  symlinkSync(path.join(root, 'collapsar.mjs'), path.join(folder, 'collapsar.mjs'));
  for (const epoch of [1, 2, 300]) writeFileSync(path.join(folder, `epoch-${epoch}.npz`), madeEpoch({ classes: 10, p: 12, spread: 1 / epoch }));
  writeFileSync(path.join(folder, 'mine.npz'), madeEpoch()); // a page makes it by Python, which not every machine has
  writeFileSync(path.join(folder, 'snap_0199.safetensors'), snapshotFile);
  return folder;
}

/** A loop goes on whatever becomes of what it logs, so its exit code says nothing of it. */
function refusedIn(spool: string): string[] {
  if (!existsSync(spool)) return [];
  return readdirSync(spool, { recursive: true, encoding: 'utf8' }).filter((name) => /refused.*\.txt$/.test(name)).map((name) => readFileSync(path.join(spool, name), 'utf8'));
}

/** The studies "first-steps", with two runs that differ in their seed, and "my-study", whose only run passes its check. */
async function fill({ record, ask }: Served): Promise<Record<string, unknown>> {
  const addStudy = (slug: string) => record.study.create({ data: { id: newId('study'), slug, name: slug } });
  const [first, mine] = [await addStudy('first-steps'), await addStudy('my-study')];
  const told = { status: 'COMPLETED', terminalPhaseEpoch: 2, classes: 3, dataset: 'MNIST' } as const;
  const { run } = await addMeasuredRun(record, first.id, EPOCHS, told);
  const { run: other } = await addMeasuredRun(record, first.id, EPOCHS, { ...told, seed: 8, name: 'the other seed' });
  const { run: checked } = await addMeasuredRun(record, mine.id, EPOCHS, told);
  await record.check.create({ data: { id: newId('check'), studyId: mine.id, name: 'it collapses a little', metric: 'NC1', split: 'TRAIN', point: 'LAST', bound: 'BELOW', limit: 1e6 } });
  for (const { id: runId, studyId } of [run, other, checked])
    for (let epoch = 1; epoch <= EPOCHS; epoch++) await addEvent(record, { kind: 'run.epoch', runId, epoch, studyId });
  await measureAll(record, ['NC1', 'NC2_EQUINORM_MEANS', 'NC2_EQUINORM_WEIGHTS', 'NC2_EQUIANGULAR_MEANS', 'NC2_EQUIANGULAR_WEIGHTS', 'NC2_MAX_ANGLE_MEANS', 'NC2_MAX_ANGLE_WEIGHTS', 'NC3_DUALITY', 'NC4_MISMATCH']);
  const ann = await addPerson(record, { name: 'Ann', role: 'REVIEWER' });
  const { data } = await ask('mutation ($id: ID!) { beginThread(input: { studyId: $id, body: "words" }) { thread { id } } }', { id: first.id });
  const { data: kept } = await ask('mutation ($id: ID!) { createReport(input: { studyId: $id, title: "A report", body: "words" }) { report { id } } }', { id: first.id });
  return { id: run.id, runId: run.id, otherId: other.id, baseline: run.id, runIds: [run.id, other.id], studyId: first.id, personId: ann.id, threadId: data.beginThread.thread.id, reportId: kept.createReport.report.id, after: '0' };
}
