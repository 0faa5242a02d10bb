import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { RequestContext } from '../access/request-context.ts';
import { archiveStudy, createStudy, deleteStudy, editStudy } from './change-study.ts';
import { studiesById } from './list-studies.ts';
import { ArchiveStudyInput, CreateStudyInput, DeleteStudyInput, EditStudyInput } from './study.input.ts';
import { DeleteStudyPayload, StudyPayload } from './study-mutation.type.ts';

const NO_STUDY = { study: null };
const INPUT = { description: 'What to do.' };

@Resolver()
export class StudyMutationResolver {
  @Authorized('OPERATOR')
  @Mutation(() => StudyPayload, { description: 'Makes a study.' })
  createStudy(@Arg('input', () => CreateStudyInput, INPUT) input: CreateStudyInput, @Ctx() context: RequestContext): Promise<StudyPayload> {
    return answerMutation(input, NO_STUDY, async () => studyOf(context, await createStudy(context, input)));
  }

  @Authorized('OPERATOR')
  @Mutation(() => StudyPayload, { description: 'Changes the name or the description of a study.' })
  editStudy(@Arg('input', () => EditStudyInput, INPUT) input: EditStudyInput, @Ctx() context: RequestContext): Promise<StudyPayload> {
    return answerMutation(input, NO_STUDY, async () => studyOf(context, await editStudy(context, input)));
  }

  @Authorized('OPERATOR')
  @Mutation(() => StudyPayload, { description: 'Puts a study aside, or takes it back into use. Nothing of it is lost; it takes no new runs meanwhile.' })
  archiveStudy(@Arg('input', () => ArchiveStudyInput, INPUT) input: ArchiveStudyInput, @Ctx() context: RequestContext): Promise<StudyPayload> {
    return answerMutation(input, NO_STUDY, async () => studyOf(context, await archiveStudy(context, input)));
  }

  @Authorized('ADMIN')
  @Mutation(() => DeleteStudyPayload, { description: 'Deletes a study that was put aside, with its runs and all that was recorded of them, for good.' })
  deleteStudy(@Arg('input', () => DeleteStudyInput, INPUT) input: DeleteStudyInput, @Ctx() context: RequestContext): Promise<DeleteStudyPayload> {
    return answerMutation(input, { deletedStudyId: null as string | null }, async () => ({ deletedStudyId: await deleteStudy(context, input) }));
  }
}

async function studyOf(context: RequestContext, id: string): Promise<Pick<StudyPayload, 'study'>> {
  return { study: await context.load(studiesById, id) };
}
