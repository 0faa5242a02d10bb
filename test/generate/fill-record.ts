import pg from 'pg';
import { CollapsarError } from '../../prisma/errors.ts';
import { measuredEpochs } from '../../prisma/measured-epochs.ts';
import { copyRows } from './copy-rows.ts';
import { Draws } from './draws.ts';
import { drawEpochs } from './draw-epochs.ts';
import { planRun, type RunPlan, type Sizes } from './plan-run.ts';
import { eventRows, logRows, runRow } from './run-rows.ts';
import { snapshotRows } from './snapshot-rows.ts';

export interface Filling {
  runs: number;
  /** mean over the runs; single runs have up to two fifths more or less, in pairs that even out */
  epochs: number;
  /** the first so many runs have snapshots of 10 classes, not measured yet; the others small ones, measured already */
  snapshotsOf: number;
  /** another seed gives other rows, so that a record can be filled several times */
  seed: number;
  /** "all": every epoch of the runs with large snapshots is measured, and all have the same length */
  measured: 'published' | 'all';
  /** of the large snapshots */
  features: number;
}

export interface Filled {
  runs: number;
  epochs: number;
  snapshots: number;
  values: number;
}

export const FILLING: Filling = { runs: 2000, epochs: 200, snapshotsOf: 20, seed: 1, measured: 'published', features: 64 };

/** Runs written in one transaction. */
const BATCH = 100;
const RUNS_A_STUDY = 420;
const SMALL: Sizes = { classes: 4, features: 6, trainImages: 50, testImages: 25 };
/** Epochs with a small snapshot, evenly on the logarithmic axis. */
const SMALL_SNAPSHOTS = 8;
/** Held by whoever writes events, as in events.ts: readers rely on ids that grow in the order of commits. */
const EVENT_ORDER_LOCK = 7_270_001;

/**
 * Fills a migrated record with runs that were never trained, marked as generated, by COPY. Equal fillings give equal rows.
 *
 * @throws CollapsarError CONFLICT where the record has rows of this seed already
 */
export async function fillRecord(databaseUrl: string, filling: Partial<Filling>, say: (done: Filled) => void = () => {}): Promise<Filled> {
  const all = { ...FILLING, ...filling };
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'collapsar-generate' });
  const filled: Filled = { runs: 0, epochs: 0, snapshots: 0, values: 0 };
  try {
    await client.connect();
    const studies = await addStudies(client, all);
    for (let first = 0; first < all.runs; first += BATCH) {
      const count = Math.min(BATCH, all.runs - first);
      await addRuns(client, Array.from({ length: count }, (_, k) => first + k), all, studies, filled);
      say(filled);
    }
    await client.query('ANALYZE');
    return filled;
  } finally {
    await client.end();
  }
}

async function addStudies(client: pg.Client, { seed, runs }: Filling): Promise<string[]> {
  const createdAt = new Date(Date.UTC(2026, 0, 5));
  const rows = Array.from({ length: Math.ceil(runs / RUNS_A_STUDY) }, (_, k) => {
    const id = new Draws(`seed ${seed}, study ${k}`).id('study_', createdAt);
    return { id, slug: `generated-${seed}-${k + 1}`, name: `Generated ${k + 1}, seed ${seed}`, description: 'Made by a program for tests and measurements.', createdAt };
  });
  try {
    await copyRows(client, 'Study', rows);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new CollapsarError('CONFLICT', `The record was filled with seed ${seed} already; give another seed, or take another database.`, { cause: error });
  }
  return rows.map(({ id }) => id);
}

async function addRuns(client: pg.Client, indices: number[], filling: Filling, studies: string[], filled: Filled): Promise<void> {
  const rows = { runs: [] as object[], epochs: [] as object[], snapshots: [] as object[], values: [] as object[], logs: [] as object[], events: [] as object[] };
  for (const index of indices) {
    const isLarge = index < filling.snapshotsOf;
    const plan = planOf(index, isLarge, filling);
    const studyId = studies[Math.floor(index / RUNS_A_STUDY)]!;
    const epochs = drawEpochs(plan, filling.seed);
    const measured = snapshotRows(plan, epochs, filling.seed, !isLarge);
    rows.runs.push(runRow(plan, studyId, epochs));
    rows.epochs.push(...epochs);
    rows.snapshots.push(...measured.snapshots);
    rows.values.push(...measured.values);
    rows.logs.push(...logRows(plan, epochs));
    rows.events.push(...eventRows(plan, studyId, epochs));
  }
  await client.query('BEGIN');
  await copyRows(client, 'Run', rows.runs);
  await copyRows(client, 'Epoch', rows.epochs);
  await copyRows(client, 'Snapshot', rows.snapshots);
  await copyRows(client, 'MetricValue', rows.values);
  await copyRows(client, 'RunLog', rows.logs);
  await client.query('SELECT pg_advisory_xact_lock($1::bigint)', [EVENT_ORDER_LOCK]);
  await copyRows(client, 'Event', rows.events);
  await client.query('COMMIT');
  filled.runs += rows.runs.length;
  filled.epochs += rows.epochs.length;
  filled.snapshots += rows.snapshots.length;
  filled.values += rows.values.length;
}

function planOf(index: number, isLarge: boolean, filling: Filling): RunPlan {
  const { seed, measured } = filling;
  const sizes = isLarge ? { classes: 10, features: filling.features, trainImages: 500, testImages: 100 } : SMALL;
  return planRun({ seed, index, sizes, epochs: epochsOf(index, filling), measured: measuredOf(isLarge, measured) });
}

function measuredOf(isLarge: boolean, measured: Filling['measured']): (planned: number) => number[] {
  if (!isLarge) return evenly;
  return measured === 'all' ? (planned) => Array.from({ length: planned }, (_, k) => k + 1) : measuredEpochs;
}

const evenly = (planned: number) => [...new Set(Array.from({ length: SMALL_SNAPSHOTS }, (_, k) => Math.round(planned ** (k / (SMALL_SNAPSHOTS - 1)))))];

/** Of two runs one is longer by what the other is shorter, so that the sum is known; a last one without a partner has the mean. */
function epochsOf(index: number, { seed, epochs, runs, measured }: Filling): number {
  const pair = Math.floor(index / 2);
  if (measured === 'all' || 2 * pair + 1 >= runs) return epochs;
  const more = Math.floor(new Draws(`seed ${seed}, length of pair ${pair}`).between(0, 0.4 * epochs));
  return index % 2 === 0 ? epochs + more : epochs - more;
}
