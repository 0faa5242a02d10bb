import type { PrismaClient } from '../../prisma/client.ts';
import { type Caller, seesStudy } from '../access/caller.ts';
import type { RecordEvent } from '../access/request-context.ts';

/** Whether an event tells of a recorded epoch (of one run, or of any). */
export function isEpochOf(runId: string | null | undefined, caller: Caller): (event: RecordEvent) => boolean {
  return (event) => event.kind === 'run.epoch' && event.epoch !== null && isOf(event, runId, caller);
}

/** Whether an event tells of a run (of one, or of any). */
export function isRunEventOf(runId: string | null | undefined, caller: Caller): (event: RecordEvent) => boolean {
  return (event) => event.kind.startsWith('run.') && isOf(event, runId, caller);
}

function isOf(event: RecordEvent, runId: string | null | undefined, caller: Caller): boolean {
  return event.runId !== null && (runId == null || event.runId === runId) && seesStudy(caller, event.studyId);
}

export interface MeasuredQuestion {
  runId: string;
  epoch: number;
}

/** Whether a snapshot was recorded after each epoch. */
export async function areMeasured(record: PrismaClient, questions: readonly MeasuredQuestion[]): Promise<boolean[]> {
  const rows = await record.snapshot.findMany({
    where: { OR: questions.map(({ runId, epoch }) => ({ runId, epoch })) },
    select: { runId: true, epoch: true },
  });
  return questions.map(({ runId, epoch }) => rows.some((row) => row.runId === runId && row.epoch === epoch));
}
