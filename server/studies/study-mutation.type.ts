import { Field, ID, ObjectType } from 'type-graphql';
import { MutationPayload } from '../access/mutation.type.ts';
import { Study } from './study.type.ts';

@ObjectType({ description: 'A study after a change.' })
export class StudyPayload extends MutationPayload {
  @Field(() => Study, { nullable: true, description: 'The study as it is now; null where nothing was changed.' })
  study!: Study | null;
}

@ObjectType({ description: 'What was deleted.' })
export class DeleteStudyPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the study that is gone; null where nothing was deleted.' })
  deletedStudyId!: string | null;
}
