import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { Me } from './me.type.ts';
import { lastUses, openInvites, peopleById, sessionCounts, tokensOf } from './person-facts.ts';
import { Person } from './person.type.ts';
import { Token } from './token.type.ts';

/** Tokens of a person with many: what the complexity limit takes the list for. */
const TOKENS = 4;

@Resolver(() => Person)
export class PersonFactsResolver {
  @FieldResolver(() => [Token], { description: 'Their tokens that are still good, newest first.', complexity: ({ childComplexity }) => 1 + TOKENS * childComplexity })
  tokens(@Root() { id }: Person, @Ctx() context: RequestContext): Promise<Token[]> {
    return context.load(tokensOf, id);
  }

  @FieldResolver(() => Date, { nullable: true, description: 'When they or a program of theirs last asked for anything, to the minute; null: never.', complexity: 1 })
  lastUsedAt(@Root() { id }: Person, @Ctx() context: RequestContext): Promise<Date | null> {
    return context.load(lastUses, id);
  }

  @FieldResolver(() => Int, { description: 'In how many browsers they are signed in now.', complexity: 1 })
  sessionCount(@Root() { id }: Person, @Ctx() context: RequestContext): Promise<number> {
    return context.load(sessionCounts, id);
  }

  @FieldResolver(() => Date, { nullable: true, description: 'When their invitation ends that was not used so far; null where there is none.', complexity: 1 })
  invitedUntil(@Root() { id }: Person, @Ctx() context: RequestContext): Promise<Date | null> {
    return context.load(openInvites, id);
  }
}

@Resolver(() => Me)
export class MePersonResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'The person with their tokens; null for a share link and where no login is needed.', complexity: ({ childComplexity }) => 1 + childComplexity })
  user(@Root() { userId }: Me, @Ctx() context: RequestContext): Promise<Person | null> {
    return userId === null ? Promise.resolve(null) : context.load(peopleById, userId);
  }
}
