import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { MutationPayload } from '../access/mutation.type.ts';

@ObjectType({ description: 'What a comment said before it was edited.' })
export class CommentRevision {
  @Field(() => Int, { description: 'The version that these words were.' })
  version!: number;
  @Field({ description: 'The words, in Markdown.' })
  body!: string;
  @Field(() => Date, { description: 'When they were replaced.' })
  at!: Date;
}

@ObjectType({ description: "A person's words in a thread." })
export class Comment {
  authorId!: string | null;
  /** of a comment from an archive: as it stands there */
  archivedName!: string | null;
  /** as written: what of it may be seen is decided when it is shown */
  written!: string;
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The thread it belongs to.' })
  threadId!: string;
  @Field(() => Int, { description: 'Raised by each edit; give it as `expectedVersion` with one.' })
  version!: number;
  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was last edited; null: never.' })
  editedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was taken back; null: it stands.' })
  deletedAt!: Date | null;
  @Field({ description: 'Whether it came from an archive: its author is somebody of another server then, and nobody here, whatever the name.' })
  isFromArchive!: boolean;
}

export const CommentConnection = connectionType('Comment', Comment);

@ObjectType({ description: 'A comment after a change.' })
export class CommentPayload extends MutationPayload {
  @Field(() => Comment, { nullable: true, description: 'The comment as it is now; null where nothing was changed.' })
  comment!: Comment | null;
}
