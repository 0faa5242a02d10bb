import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { RequestContext } from '../access/request-context.ts';
import { Person } from '../people/person.type.ts';
import { deleteComment, editComment, mayChange } from './change-comments.ts';
import { reply } from './change-threads.ts';
import { Comment, CommentPayload, CommentRevision } from './comment.type.ts';
import { commentsById, mentionsOf, peopleById, revisionsOf } from './list-comments.ts';
import { threadsById } from './list-threads.ts';
import { withoutNames } from './mentions.ts';
import { DeleteCommentInput, EditCommentInput, ReplyInput } from './thread.input.ts';
import { Thread } from './thread.type.ts';

const NO_COMMENT: Pick<CommentPayload, 'comment'> = { comment: null };
const INPUT = { description: 'What to do.' };

@Resolver(() => Comment)
export class CommentResolver {
  @Authorized('REVIEWER')
  @Mutation(() => CommentPayload, { description: 'Answers in a thread. RATE_LIMITED beyond 20 comments a minute or 200 an hour.', complexity: 10 })
  reply(@Arg('input', () => ReplyInput, INPUT) input: ReplyInput, @Ctx() context: RequestContext): Promise<CommentPayload> {
    return answerMutation(input, NO_COMMENT, () => reply(context, input).then((id) => commentOf(context, id)));
  }

  @Authorized('REVIEWER')
  @Mutation(() => CommentPayload, { description: 'Changes the words of a comment: its author may, and an admin. What it said before is kept.', complexity: 10 })
  editComment(@Arg('input', () => EditCommentInput, INPUT) input: EditCommentInput, @Ctx() context: RequestContext): Promise<CommentPayload> {
    return answerMutation(input, NO_COMMENT, () => editComment(context, input).then((id) => commentOf(context, id)));
  }

  @Authorized('REVIEWER')
  @Mutation(() => CommentPayload, { description: 'Takes a comment back: its author may, and an admin. Its words are gone, its place stays.', complexity: 10 })
  deleteComment(@Arg('input', () => DeleteCommentInput, INPUT) input: DeleteCommentInput, @Ctx() context: RequestContext): Promise<CommentPayload> {
    return answerMutation(input, NO_COMMENT, () => deleteComment(context, input).then((id) => commentOf(context, id)));
  }

  @FieldResolver(() => String, { description: 'The words, as Markdown text that nobody has sanitised; empty where they were taken back. Who may not see names reads "@somebody".' })
  body(@Root() { written }: Comment, @Ctx() { caller }: RequestContext): string {
    return caller.seesNames ? written : withoutNames(written);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who wrote it; null for the person at the server itself, and for who may not see names.' })
  author(@Root() { authorId }: Comment, @Ctx() context: RequestContext): Promise<Person | null> {
    return authorId === null || !context.caller.seesNames ? Promise.resolve(null) : context.load(peopleById, authorId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of who wrote it; of a comment from an archive the name that stands there, which is nobody\'s here. Null for the person at a server itself, and for who may not see names.' })
  async authorName(@Root() { authorId, isFromArchive, archivedName }: Comment, @Ctx() context: RequestContext): Promise<string | null> {
    if (!context.caller.seesNames) return null;
    return isFromArchive || authorId === null ? archivedName : ((await context.load(peopleById, authorId))?.name ?? null);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the caller may edit it and take it back.' })
  canEdit(@Root() { authorId, deletedAt }: Comment, @Ctx() { caller }: RequestContext): boolean {
    return deletedAt === null && mayChange(caller, authorId);
  }

  @FieldResolver(() => [CommentRevision], { description: 'What it said before, oldest first: the last hundred edits. Empty for who may not see names.', complexity: ({ childComplexity }) => 5 + childComplexity })
  revisions(@Root() { id }: Comment, @Ctx() context: RequestContext): Promise<CommentRevision[]> {
    return context.caller.seesNames ? context.load(revisionsOf, id) : Promise.resolve([]);
  }

  @FieldResolver(() => [Person], { description: 'Whom it calls; empty for who may not see names.', complexity: ({ childComplexity }) => 5 + childComplexity })
  mentions(@Root() { id }: Comment, @Ctx() context: RequestContext): Promise<Person[]> {
    return context.caller.seesNames ? context.load(mentionsOf, id) : Promise.resolve([]);
  }

  @FieldResolver(() => Thread, { nullable: true, description: 'The thread it belongs to.' })
  thread(@Root() { threadId }: Comment, @Ctx() context: RequestContext): Promise<Thread | null> {
    return context.load(threadsById, threadId);
  }
}

/** The context forgets first: what it loaded before the change is no longer true. */
async function commentOf(context: RequestContext, id: string): Promise<Pick<CommentPayload, 'comment'>> {
  context.forget();
  const comment = await context.load(commentsById, id);
  return { comment };
}
