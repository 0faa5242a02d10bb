import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import { RequestContext } from '../access/request-context.ts';
import { inviteUser } from './invites.ts';
import { InvitePayload, PersonPayload, SignOutPayload } from './payload.type.ts';
import { InviteUserInput, RenameUserInput, SetUserColourInput, SignOutEverywhereInput } from './person.input.ts';
import { signOutEverywhere } from './sessions-of.ts';
import { renameUser, setUserColour } from './write-people.ts';

const NOTHING: Pick<PersonPayload, 'person'> = { person: null };
const INPUT = { description: 'Who and what.' };

@Resolver()
export class InviteResolver {
  @Authorized('ADMIN')
  @Mutation(() => InvitePayload, { description: 'Makes a link that lets a person in once within 7 days, and shows its address once. An unused one of theirs ends.', complexity: 10 })
  inviteUser(@Arg('input', () => InviteUserInput, INPUT) input: InviteUserInput, @Ctx() context: RequestContext): Promise<InvitePayload> {
    return answerMutation(input, { ...NOTHING, address: null as string | null, expiresAt: null as Date | null }, () => inviteUser(context, input));
  }

  @Authorized('ADMIN')
  @Mutation(() => PersonPayload, { description: 'Gives a person another name. CONFLICT where it is taken.', complexity: 10 })
  renameUser(@Arg('input', () => RenameUserInput, INPUT) input: RenameUserInput, @Ctx() context: RequestContext): Promise<PersonPayload> {
    return answerMutation(input, NOTHING, () => renameUser(context, input));
  }

  @Authorized('VIEWER')
  @Mutation(() => PersonPayload, { description: 'Gives the marks of a person another colour: one\'s own, and for an admin anybody\'s.', complexity: 10 })
  setUserColour(@Arg('input', () => SetUserColourInput, INPUT) input: SetUserColourInput, @Ctx() context: RequestContext): Promise<PersonPayload> {
    return answerMutation(input, NOTHING, () => setUserColour(context, input));
  }

  @Authorized('VIEWER')
  @Mutation(() => SignOutPayload, {
    description: 'Ends all sessions of a person and what they follow within 5 seconds; tokens stay good. Oneself, and for an admin anybody.',
    complexity: 10,
  })
  signOutEverywhere(@Arg('input', () => SignOutEverywhereInput, INPUT) input: SignOutEverywhereInput, @Ctx() context: RequestContext): Promise<SignOutPayload> {
    return answerMutation(input, { ...NOTHING, endedSessionCount: null as number | null }, () => signOutEverywhere(context, input));
  }
}
