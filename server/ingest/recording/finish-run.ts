import { z } from 'zod';
import type { EventKind } from '../../../prisma/events.ts';
import { appendEvent } from '../../../prisma/events.ts';
import { CollapsarError } from '../../../prisma/errors.ts';
import type { RequestContext } from '../../access/request-context.ts';
import { write } from '../../access/write.ts';
import { lockIngestedRun } from './ingested-run.ts';
import { readInput, text } from './read-input.ts';

const ENDS = { COMPLETED: 'run.completed', FAILED: 'run.failed', CANCELLED: 'run.cancelled', DIVERGED: 'run.diverged' } as const satisfies Record<string, EventKind>;

const finishInput = z.strictObject({
  status: z.enum(Object.keys(ENDS) as (keyof typeof ENDS)[], { error: `one of ${Object.keys(ENDS).join(', ')}` }).default('COMPLETED'),
  /** why it failed, for people */
  error: text(2000).optional(),
  idempotencyKey: z.string({ error: 'a text' }).optional(),
});

/**
 * Ends a run from outside; ending it twice in the same way changes nothing. Epochs that were still on their way may come afterwards.
 *
 * @throws CollapsarError NOT_FOUND, PRECONDITION_FAILED for a run that ended otherwise
 */
export function finishRun(context: RequestContext, runId: string, input: unknown): Promise<{ runId: string; status: string }> {
  const given = readInput(finishInput, input ?? {});
  const { status, error } = given;
  const asked = { runId, ...given };
  return write(context, { action: 'finishRun', input: asked }, async (tx, audit) => {
    const run = await lockIngestedRun(tx, context.caller, runId);
    if (run.status === status) return { runId, status };
    if (run.status in ENDS) throw new CollapsarError('PRECONDITION_FAILED', `"${run.name}" is ${run.status.toLowerCase()} already.`, { details: { state: run.status } });
    await tx.run.update({ where: { id: runId }, data: { status, error: error ?? null, finishedAt: new Date() }, select: { id: true } });
    audit({ subject: runId, before: { status: run.status }, after: { status } });
    await appendEvent(tx, { kind: ENDS[status], runId });
    return { runId, status };
  });
}
