import type { Prisma } from '../../../prisma/client.ts';
import { CollapsarError } from '../../../prisma/errors.ts';
import { appendEvent } from '../../../prisma/events.ts';
import { newId } from '../../../prisma/ids.ts';
import { checkName, checkSlug, openStudy } from '../../../prisma/queue-runs.ts';
import type { RequestContext } from '../../access/request-context.ts';
import { write } from '../../access/write.ts';
import { readInput } from './read-input.ts';
import { type RunInput, runInput } from './run-input.ts';

export interface CreatedRun {
  runId: string;
  studyId: string;
  /** false for one that was there and is gone on with */
  isNew: boolean;
}

/**
 * Makes a run of the source INGESTED, which no trainer touches, and its study where there is none of that slug. With `resume` the run of
 * that name is taken where it has one; with an idempotency key the same request gives the same run.
 *
 * @throws CollapsarError BAD_USER_INPUT, PRECONDITION_FAILED (name taken, study archived), CONFLICT (another run than the one gone on with)
 */
export async function createIngestedRun(context: RequestContext, input: unknown): Promise<CreatedRun> {
  const given = readInput(runInput, input);
  checkSlug(given.study);
  checkName(given.name);
  checkClassNames(given);
  return write(context, { action: 'createIngestedRun', input: given }, async (tx, audit): Promise<CreatedRun> => {
    const { id: studyId, made } = await openStudy(tx, { slug: given.study, name: given.studyName });
    const known = await tx.run.findFirst({ where: { studyId, name: given.name }, orderBy: { createdAt: 'desc' }, select: { id: true, source: true, architecture: true, dataset: true, seed: true } });
    if (known) return { runId: checkSame(known, given), studyId, isNew: false };
    const runId = await insertRun(tx, studyId, given);
    audit({ subject: runId, after: { name: given.name, study: given.study } });
    if (made) await appendEvent(tx, { kind: 'study.created', studyId });
    await appendEvent(tx, { kind: 'run.started', studyId, runId });
    return { runId, studyId, isNew: true };
  });
}

async function insertRun(tx: Prisma.TransactionClient, studyId: string, given: RunInput): Promise<string> {
  const { name, architecture, depth, dataset, seed, loss, lossReduction, terminalPhaseAccuracy, optimiser } = given;
  const untold = { learningRate: null, momentum: null, weightDecay: null, batchSize: null };
  const data: Prisma.RunUncheckedCreateInput = {
    ...{ id: newId('run'), studyId, name, architecture, depth, dataset, seed, loss, lossReduction, terminalPhaseAccuracy },
    optimiser: { ...untold, ...optimiser },
    schedule: { kind: 'steps', steps: [] },
    ...{ plannedEpochs: given.epochs, measuredEpochs: [], layers: [], splits: [], source: 'INGESTED', status: 'RUNNING' },
    ...{ classes: given.classes ?? null, classNames: given.classNames ?? [], parameters: given.parameters ?? null, startedAt: new Date() },
  };
  return (await tx.run.create({ data, select: { id: true } })).id;
}

function checkSame(known: { id: string; source: string; architecture: string; dataset: string; seed: number }, given: RunInput): string {
  const { study, name, resume } = given;
  if (!resume || known.source !== 'INGESTED')
    throw new CollapsarError('PRECONDITION_FAILED', `The study ${study} already has a run "${name}"${known.source === 'INGESTED' ? ': choose another name, or say that it is gone on with (resume)' : ' that was trained here: choose another name'}.`);
  for (const key of ['architecture', 'dataset', 'seed'] as const)
    if (known[key] !== given[key]) throw new CollapsarError('CONFLICT', `The run "${name}" of the study ${study} has the ${key} "${known[key]}", and this one "${given[key]}": they are not the same run; choose another name.`);
  return known.id;
}

function checkClassNames({ classes, classNames }: RunInput): void {
  if (classNames === undefined || classes === undefined || classNames.length === classes) return;
  throw new CollapsarError('BAD_USER_INPUT', `classNames has ${classNames.length} names, expected ${classes}, one for each class.`, { details: { path: 'classNames', rule: 'length' } });
}
