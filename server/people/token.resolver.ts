import { Arg, Args, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { AuditPageArguments } from './audit-event.input.ts';
import { type AuditEvent, AuditEventConnection } from './audit-event.type.ts';
import { listAuditEvents, listTokens } from './list-people.ts';
import { TokenPayload } from './payload.type.ts';
import { CreateTokenInput, RevokeTokenInput } from './token.input.ts';
import { type Token, TokenConnection } from './token.type.ts';
import { createToken, revokeToken } from './write-tokens.ts';

const NOTHING: Pick<TokenPayload, 'token' | 'secret'> = { token: null, secret: null };

@Resolver()
export class TokenResolver {
  @Authorized('ADMIN')
  @Query(() => TokenConnection, { description: 'Tokens of all people, newest first.', complexity: listComplexity })
  tokens(@Args(() => PageArguments) page: PageArguments, @Ctx() context: RequestContext): Promise<Connection<Token>> {
    return listTokens(context, page);
  }

  @Authorized('ADMIN')
  @Query(() => AuditEventConnection, { description: 'The audit log: what was done and what was refused, newest first.', complexity: listComplexity })
  auditEvents(@Args(() => AuditPageArguments) page: AuditPageArguments, @Ctx() context: RequestContext): Promise<Connection<AuditEvent>> {
    return listAuditEvents(context, page);
  }

  @Authorized('VIEWER')
  @Mutation(() => TokenPayload, {
    description: 'Makes a token and shows it once: of oneself, doing no more than the caller may, and for an admin of anybody. Where nobody signs in so far, the first must be an admin\'s (PRECONDITION_FAILED), and from then on everybody signs in.',
    complexity: 10,
  })
  createToken(@Arg('input', () => CreateTokenInput, { description: 'The token.' }) input: CreateTokenInput, @Ctx() context: RequestContext): Promise<TokenPayload> {
    return answerMutation(input, NOTHING, () => createToken(context, input));
  }

  @Authorized('VIEWER')
  @Mutation(() => TokenPayload, { description: 'Ends a token, its sessions and its subscriptions; those of others are an admin\'s to end.', complexity: 10 })
  revokeToken(@Arg('input', () => RevokeTokenInput, { description: 'Which.' }) input: RevokeTokenInput, @Ctx() context: RequestContext): Promise<TokenPayload> {
    return answerMutation(input, NOTHING, () => revokeToken(context, input));
  }
}
