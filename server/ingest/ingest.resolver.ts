import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { RequestContext } from '../access/request-context.ts';
import { visibleRun } from '../runs/list-runs.ts';
import { RunPayload } from '../runs/run-mutation.type.ts';
import { CreateIngestedRunInput, FinishRunInput, RecordIngestedEpochInput } from './ingest.input.ts';
import { CreateIngestedRunPayload, RecordIngestedEpochPayload } from './ingest.type.ts';
import { recordUpload } from './record-upload.ts';
import { createIngestedRun } from './recording/create-run.ts';
import { finishRun } from './recording/finish-run.ts';

const INPUT = { description: 'What to do.' };

@Resolver()
export class IngestResolver {
  @Authorized('OPERATOR')
  @Mutation(() => CreateIngestedRunPayload, { description: 'Makes a run that is trained elsewhere; its epochs follow by recordIngestedEpoch or over plain HTTP.', complexity: ({ childComplexity }) => 10 + childComplexity })
  createIngestedRun(@Arg('input', () => CreateIngestedRunInput, INPUT) input: CreateIngestedRunInput, @Ctx() context: RequestContext): Promise<CreateIngestedRunPayload> {
    const { clientMutationId: _, ...given } = input;
    return answerMutation(input, { isNew: false, run: null as CreateIngestedRunPayload['run'] }, async () => {
      const { runId, isNew } = await createIngestedRun(context, given);
      return { isNew, run: await runNow(context, runId) };
    });
  }

  @Authorized('OPERATOR')
  @Mutation(() => RecordIngestedEpochPayload, { description: 'Records an epoch from an uploaded file. The same again changes nothing; another content is a CONFLICT.', complexity: ({ childComplexity }) => 100 + childComplexity })
  recordIngestedEpoch(@Arg('input', () => RecordIngestedEpochInput, INPUT) input: RecordIngestedEpochInput, @Ctx() context: RequestContext): Promise<RecordIngestedEpochPayload> {
    return answerMutation(input, { recorded: null as RecordIngestedEpochPayload['recorded'] }, async () => ({ recorded: await recordUpload(context, input) }));
  }

  @Authorized('OPERATOR')
  @Mutation(() => RunPayload, { description: 'Ends a run that is trained elsewhere.', complexity: ({ childComplexity }) => 10 + childComplexity })
  finishRun(@Arg('input', () => FinishRunInput, INPUT) input: FinishRunInput, @Ctx() context: RequestContext): Promise<RunPayload> {
    const { runId, clientMutationId: _, ...given } = input;
    return answerMutation(input, { run: null as RunPayload['run'] }, async () => {
      await finishRun(context, runId, given);
      return { run: await runNow(context, runId) };
    });
  }
}

/** The context forgets first: what it loaded before the change is no longer true. */
function runNow(context: RequestContext, runId: string): Promise<RunPayload['run']> {
  context.forget();
  return visibleRun(context, runId);
}
