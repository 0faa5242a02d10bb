import { setTimeout as sleep } from 'node:timers/promises';
import { CollapsarError } from '../../prisma/errors.ts';
import type { RequestContext } from '../access/request-context.ts';
import { answerBlock } from './answer-block.ts';
import type { Answered, KeptBlock } from './block-answer.ts';
import type { BlockQuestion } from './block-question.ts';
import { type AskedBlock, canonical } from './read-blocks.ts';

/** A version's answers are read with it: all of them together. */
const MOST_BYTES = 2_000_000;
/** How long saving waits for values that are still measured, all blocks together, and how long between two looks. */
const WAIT_MS = 6000;
const LOOK_AGAIN_MS = 300;

/** Codes of what a block's author can put right. */
const OF_THE_AUTHOR = ['NOT_FOUND', 'BAD_USER_INPUT', 'COMPLEXITY_EXCEEDED', 'DATA_CORRUPT', 'METRIC_UNDEFINED'];

/**
 * The blocks of a new version with their answers. A question that the version before asked too keeps the answer it got then, also when its run is
 * gone, unless `refreeze` names its key; every other one is answered now.
 *
 * @throws CollapsarError BAD_USER_INPUT for a block that cannot be answered, with its line; PRECONDITION_FAILED while values are still measured
 */
export async function freezeBlocks(context: RequestContext, studyId: string, blocks: readonly AskedBlock[], before: readonly KeptBlock[], refreeze: readonly string[]): Promise<KeptBlock[]> {
  const unknown = refreeze.find((key) => !blocks.some((block) => block.key === key));
  if (unknown !== undefined) throw new CollapsarError('BAD_USER_INPUT', `There is no block "${unknown}" to be frozen anew; take its key from the report's blocks.`, { details: { field: 'refreeze' } });
  const kept = new Map(before.map((block) => [canonical(block.question as BlockQuestion), block.frozen]));
  const until = performance.now() + WAIT_MS;
  const frozen: KeptBlock[] = [];
  for (const block of blocks) {
    const known = refreeze.includes(block.key) ? undefined : kept.get(canonical(block.question));
    frozen.push({ key: block.key, question: block.question, frozen: known ?? (await freeze(context, studyId, block, until)) });
  }
  checkBytes(frozen);
  return frozen;
}

async function freeze(context: RequestContext, studyId: string, block: AskedBlock, until: number): Promise<KeptBlock['frozen']> {
  const { answer, digests, formulas } = await answerWhole(context, studyId, block, until);
  return { answer, digests, formulas, at: new Date().toISOString() };
}

/** An answer without gaps that will be filled: those would stay for ever. */
async function answerWhole(context: RequestContext, studyId: string, { question, line }: AskedBlock, until: number): Promise<Answered> {
  for (;;) {
    context.forget();
    const answered = await answerBlock(context, studyId, question).catch((error: unknown) => {
      throw ofBlock(error, line);
    });
    if (!answered.isPending) return answered;
    if (performance.now() > until) throw new CollapsarError('PRECONDITION_FAILED', `Values of the block in line ${line} are still measured; save the report again in a moment.`, { details: { field: 'body' } });
    await sleep(LOOK_AGAIN_MS);
  }
}

function ofBlock(error: unknown, line: number): unknown {
  if (!(error instanceof CollapsarError) || !OF_THE_AUTHOR.includes(error.code)) return error;
  return new CollapsarError('BAD_USER_INPUT', `The block in line ${line} cannot be answered: ${error.message}`, { details: { field: 'body' } });
}

function checkBytes(blocks: readonly KeptBlock[]): void {
  const bytes = Buffer.byteLength(JSON.stringify(blocks));
  if (bytes <= MOST_BYTES) return;
  throw new CollapsarError('BAD_USER_INPUT', `The answers of the report's blocks have ${bytes} bytes; at most ${MOST_BYTES} are kept, so ask for fewer runs or metrics.`, { details: { field: 'body' } });
}
