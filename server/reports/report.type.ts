import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { MutationPayload } from '../access/mutation.type.ts';
import type { BlockAnswer } from './block-answer.ts';

const ANSWER = 'The answer as JSON; its `kind` is the question\'s, and docs/reports.md has the fields of each kind.';

@ObjectType({ description: 'What a block was answered when its version was saved: it never changes.' })
export class FrozenAnswer {
  @Field(() => GraphQLJSONObject, { description: ANSWER })
  answer!: BlockAnswer;
  @Field(() => GraphQLJSONObject, { description: 'What it was read from: by id of the run (or thread) a sha256 over all that there was.' })
  digests!: Record<string, string>;
  @Field(() => GraphQLJSONObject, { description: "Version of each metric's formula." })
  formulas!: Record<string, number>;
  @Field(() => Date, { description: 'When it was read.' })
  at!: Date;
}

@ObjectType({ description: 'What the same block would be answered now.' })
export class AnswerNow {
  @Field(() => GraphQLJSONObject, { nullable: true, description: `${ANSWER} Null with a reason.` })
  answer!: BlockAnswer | null;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'What it is read from; as in the frozen answer.' })
  digests!: Record<string, string> | null;
  @Field(() => GraphQLJSONObject, { nullable: true, description: "Version of each metric's formula." })
  formulas!: Record<string, number> | null;
  @Field({ description: 'Whether some values are still measured: ask again.' })
  isPending!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Whether it differs from the frozen answer; null while that is not known.' })
  isChanged!: boolean | null;
  @Field(() => String, { nullable: true, description: 'Why there is no answer, beginning with a code in capitals: a run was deleted, say. Null where there is one.' })
  reason!: string | null;
}

@ObjectType({ description: 'A block of a report: a question and its answers. Blocks stand in the order of their fences in the body.' })
export class ReportBlock {
  @Field({ description: 'Unique in the report; it follows from the question.' })
  key!: string;
  @Field(() => GraphQLJSONObject, { description: 'What it asks, with everything that was left out.' })
  question!: object;
  @Field(() => FrozenAnswer, { description: 'As it was when it was saved.' })
  frozen!: FrozenAnswer;
  studyId!: string;
}

@ObjectType({ description: 'A report as it was saved: never changed.' })
export class ReportVersion {
  @Field(() => Int, { description: 'Its number, from 1.' })
  number!: number;
  @Field({ description: 'Its title.' })
  title!: string;
  @Field(() => Date, { description: 'When it was saved.' })
  at!: Date;
  @Field({ description: 'Whether it came from an archive: who saved it is nobody here then, whatever the name.' })
  isFromArchive!: boolean;
  reportId!: string;
  writer!: string | null;
}

export const ReportVersionConnection = connectionType('ReportVersion', ReportVersion);

@ObjectType({ description: 'A page in Markdown with blocks of the record. Each save is a version of its own.' })
export class Report {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field({ description: 'Title of the newest version.' })
  title!: string;
  @Field(() => Int, { description: 'Number of the newest version; give it as `expectedVersion` with a change.' })
  version!: number;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { description: 'When its newest version was saved.' })
  updatedAt!: Date;
  @Field({ description: 'Whether it came from an archive: who made it is nobody here then, whatever the name.' })
  isFromArchive!: boolean;
  ownerId!: string | null;
  /** of a report from an archive: as it stands there */
  archivedName!: string | null;
}

export const ReportConnection = connectionType('Report', Report);

@ObjectType({ description: 'A report after a change.' })
export class ReportPayload extends MutationPayload {
  @Field(() => Report, { nullable: true, description: 'The report as it is now; null where nothing was changed.' })
  report!: Report | null;
}

@ObjectType({ description: 'What was deleted.' })
export class DeleteReportPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the report that is gone; null where nothing was deleted.' })
  deletedReportId!: string | null;
}
