import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NoticeKind } from '../../prisma/client.ts';
import { connectionType } from '../access/connection.ts';
import { MutationPayload } from '../access/mutation.type.ts';

registerEnumType(NoticeKind, {
  name: 'NoticeKind',
  description: 'Why a line is in an inbox.',
  valuesConfig: {
    MENTION: { description: 'A comment calls the person.' },
    REPLY: { description: 'There is an answer in a thread that the person wrote in.' },
    REVIEW_ASKED: { description: "The person's verdict is asked for." },
    VERDICT: { description: 'There is a verdict on a run that the person launched, or asked verdicts on.' },
    CHECK_FAILED: { description: 'A check of a run failed.' },
  },
});

@ObjectType({ description: "A line of a person's inbox." })
export class Notice {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => NoticeKind, { description: 'Why it is there.' })
  kind!: NoticeKind;
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => ID, { nullable: true, description: 'The run, also where it was deleted; null: the study itself.' })
  runId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The thread; null: none.' })
  threadId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The comment; null: none.' })
  commentId!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of who caused it; null for the person at the server itself, and the program.' })
  from!: string | null;
  @Field({ description: 'One sentence.' })
  text!: string;
  @Field(() => Date, { description: 'When it came.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was read; null: not yet.' })
  readAt!: Date | null;
}

export const NoticeConnection = connectionType('Notice', Notice);

@ObjectType({ description: 'An inbox after a change.' })
export class MarkReadPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'Lines that are not read yet; null where nothing was changed.' })
  unreadCount!: number | null;
}

@ObjectType({ description: "Something happened that may have put a line into the caller's inbox." })
export class InboxChanged {
  @Field({ description: 'Give it as `after` to go on behind this message.' })
  cursor!: string;
  @Field(() => Int, { description: 'Lines that are not read yet.' })
  unreadCount!: number;
}
