import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { visibleRun } from '../runs/list-runs.ts';
import { Run } from '../runs/run.type.ts';
import { CreateIngestedRunInput, FinishRunInput, RecordIngestedEpochInput } from './ingest.input.ts';
import { CreateIngestedRunPayload, FinishRunPayload, RecordIngestedEpochPayload } from './ingest.type.ts';
import { createIngestedRun } from './recording/create-run.ts';
import { finishRun } from './recording/finish-run.ts';
import { recordUpload } from './record-upload.ts';

const INPUT = { description: 'What is to be done.' };

@Resolver(() => CreateIngestedRunPayload)
export class IngestResolver {
  @Authorized('OPERATOR')
  @Mutation(() => CreateIngestedRunPayload, { description: 'Makes a run that is trained elsewhere; its epochs follow by recordIngestedEpoch or over plain HTTP.', complexity: 10 })
  createIngestedRun(@Arg('input', () => CreateIngestedRunInput, INPUT) input: CreateIngestedRunInput, @Ctx() context: RequestContext): Promise<CreateIngestedRunPayload> {
    return createIngestedRun(context, input);
  }

  @Authorized('OPERATOR')
  @Mutation(() => RecordIngestedEpochPayload, { description: 'Records an epoch from an uploaded file. The same again changes nothing; another content is a CONFLICT.', complexity: 100 })
  recordIngestedEpoch(@Arg('input', () => RecordIngestedEpochInput, INPUT) input: RecordIngestedEpochInput, @Ctx() context: RequestContext): Promise<RecordIngestedEpochPayload> {
    return recordUpload(context, input);
  }

  @Authorized('OPERATOR')
  @Mutation(() => FinishRunPayload, { description: 'Ends a run that is trained elsewhere.', complexity: 10 })
  finishRun(@Arg('input', () => FinishRunInput, INPUT) { runId, ...input }: FinishRunInput, @Ctx() context: RequestContext): Promise<FinishRunPayload> {
    return finishRun(context, runId, input);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run as it is now.' })
  run(@Root() { runId }: CreateIngestedRunPayload, @Ctx() context: RequestContext): Promise<Run | null> {
    context.forget();
    return visibleRun(context, runId);
  }
}

@Resolver(() => FinishRunPayload)
export class FinishedRunResolver {
  @FieldResolver(() => Run, { nullable: true, description: 'The run as it is now.' })
  run(@Root() { runId }: FinishRunPayload, @Ctx() context: RequestContext): Promise<Run | null> {
    context.forget();
    return visibleRun(context, runId);
  }
}
