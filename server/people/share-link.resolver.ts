import { Arg, Args, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { listShareLinks } from './list-people.ts';
import { ShareLinkPayload } from './payload.type.ts';
import { CreateShareLinkInput, RevokeShareLinkInput, ShareLinkPageArguments } from './share-link.input.ts';
import { type ShareLink, ShareLinkConnection } from './share-link.type.ts';
import { createShareLink, revokeShareLink } from './write-share-links.ts';

const NOTHING: Pick<ShareLinkPayload, 'shareLink' | 'address'> = { shareLink: null, address: null };

@Resolver()
export class ShareLinkResolver {
  @Authorized('REVIEWER')
  @Query(() => ShareLinkConnection, { description: 'Share links, newest first: one\'s own, and for an admin all.', complexity: listComplexity })
  shareLinks(@Args(() => ShareLinkPageArguments) page: ShareLinkPageArguments, @Ctx() context: RequestContext): Promise<Connection<ShareLink>> {
    return listShareLinks(context, page);
  }

  @Authorized('REVIEWER')
  @Mutation(() => ShareLinkPayload, { description: 'Makes a share link of a study and shows its address once.', complexity: 10 })
  createShareLink(@Arg('input', () => CreateShareLinkInput, { description: 'The link.' }) input: CreateShareLinkInput, @Ctx() context: RequestContext): Promise<ShareLinkPayload> {
    return answerMutation(input, NOTHING, () => createShareLink(context, input));
  }

  @Authorized('REVIEWER')
  @Mutation(() => ShareLinkPayload, { description: 'Ends a share link; those of others are an admin\'s to end.', complexity: 10 })
  revokeShareLink(@Arg('input', () => RevokeShareLinkInput, { description: 'Which.' }) input: RevokeShareLinkInput, @Ctx() context: RequestContext): Promise<ShareLinkPayload> {
    return answerMutation(input, NOTHING, () => revokeShareLink(context, input));
  }
}
