import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RunOrder } from '../../prisma/run-orders.ts';
import { answerMutation } from '../access/answer-mutation.ts';
import type { MutationInput } from '../access/mutation.type.ts';
import { RequestContext } from '../access/request-context.ts';
import { archiveRuns, deleteRuns, editRun, orderRuns, setBaseline, tagRuns } from './change-runs.ts';
import { launchRuns } from './launch-runs.ts';
import { LaunchRunsInput } from './launch-runs.input.ts';
import { demandRuns } from './list-runs.ts';
import { ArchiveRunsInput, EditRunInput, RunsInput, SetBaselineInput, TagRunsInput } from './run-change.input.ts';
import { DeleteRunsPayload, RunPayload, RunsPayload } from './run-mutation.type.ts';

const INPUT = { description: 'What to do.' };

@Resolver()
export class RunMutationResolver {
  @Authorized('OPERATOR')
  @Mutation(() => RunsPayload, { description: 'Queues runs, all or none: a trainer takes them as soon as it has a place. What only a trainer can see (files, images too small for a network) ends a run as FAILED with the reason.' })
  launchRuns(@Arg('input', () => LaunchRunsInput, INPUT) input: LaunchRunsInput, @Ctx() context: RequestContext): Promise<RunsPayload> {
    return answerRuns(context, input, () => launchRuns(context, input));
  }

  @Authorized('OPERATOR')
  @Mutation(() => RunsPayload, { description: 'Stops queued or running runs; they go on from their last whole epoch when they are resumed.' })
  pauseRuns(@Arg('input', () => RunsInput, INPUT) input: RunsInput, @Ctx() context: RequestContext): Promise<RunsPayload> {
    return order(context, input, 'pause');
  }

  @Authorized('OPERATOR')
  @Mutation(() => RunsPayload, { description: 'Queues paused runs again.' })
  resumeRuns(@Arg('input', () => RunsInput, INPUT) input: RunsInput, @Ctx() context: RequestContext): Promise<RunsPayload> {
    return order(context, input, 'resume');
  }

  @Authorized('OPERATOR')
  @Mutation(() => RunsPayload, { description: 'Ends runs for good; what they recorded stays.' })
  cancelRuns(@Arg('input', () => RunsInput, INPUT) input: RunsInput, @Ctx() context: RequestContext): Promise<RunsPayload> {
    return order(context, input, 'cancel');
  }

  @Authorized('REVIEWER')
  @Mutation(() => RunPayload, { description: 'Changes the name or the note of a run.' })
  editRun(@Arg('input', () => EditRunInput, INPUT) input: EditRunInput, @Ctx() context: RequestContext): Promise<RunPayload> {
    return answerRun(context, input, () => editRun(context, input));
  }

  @Authorized('REVIEWER')
  @Mutation(() => RunsPayload, { description: 'Gives tags to runs and takes others from them.' })
  tagRuns(@Arg('input', () => TagRunsInput, INPUT) input: TagRunsInput, @Ctx() context: RequestContext): Promise<RunsPayload> {
    return answerRuns(context, input, () => tagRuns(context, input).then(() => input.runIds));
  }

  @Authorized('REVIEWER')
  @Mutation(() => RunPayload, { description: 'Makes a run the one that the others of its study, architecture and data set are compared with.' })
  setBaseline(@Arg('input', () => SetBaselineInput, INPUT) input: SetBaselineInput, @Ctx() context: RequestContext): Promise<RunPayload> {
    return answerRun(context, input, () => setBaseline(context, input));
  }

  @Authorized('OPERATOR')
  @Mutation(() => RunsPayload, { description: 'Puts runs aside, or takes them back into use: lists leave them out unless asked. Nothing of them is lost.' })
  archiveRuns(@Arg('input', () => ArchiveRunsInput, INPUT) input: ArchiveRunsInput, @Ctx() context: RequestContext): Promise<RunsPayload> {
    return answerRuns(context, input, () => archiveRuns(context, input).then(() => input.runIds));
  }

  @Authorized('ADMIN')
  @Mutation(() => DeleteRunsPayload, { description: 'Deletes runs that are over, with all that was recorded of them, for good.' })
  deleteRuns(@Arg('input', () => RunsInput, INPUT) input: RunsInput, @Ctx() context: RequestContext): Promise<DeleteRunsPayload> {
    return answerMutation(input, { deletedRunIds: [] as string[] }, () => deleteRuns(context, input).then(() => ({ deletedRunIds: input.runIds })));
  }
}

const order = (context: RequestContext, input: RunsInput, what: RunOrder) => answerRuns(context, input, () => orderRuns(context, input, what).then(() => input.runIds));

/** The context forgets first: what it loaded before the change is no longer true. */
function answerRuns(context: RequestContext, input: MutationInput, work: () => Promise<string[]>): Promise<RunsPayload> {
  return answerMutation(input, { runs: [] as RunsPayload['runs'] }, async () => {
    const ids = await work();
    context.forget();
    return { runs: await demandRuns(context, ids) };
  });
}

function answerRun(context: RequestContext, input: EditRunInput | SetBaselineInput, work: () => Promise<void>): Promise<RunPayload> {
  return answerMutation(input, { run: null as RunPayload['run'] }, async () => {
    await work();
    context.forget();
    const [run] = await demandRuns(context, [input.runId]);
    return { run: run! };
  });
}
