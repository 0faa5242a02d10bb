import { Arg, Args, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity, PageArguments } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { listUsers } from './list-people.ts';
import { Me } from './me.type.ts';
import { PersonPayload } from './payload.type.ts';
import { CreateUserInput, DisableUserInput, SetUserRoleInput } from './person.input.ts';
import { Person, PersonConnection } from './person.type.ts';
import { createUser, disableUser, setUserRole } from './write-people.ts';

const NOTHING: Pick<PersonPayload, 'person'> = { person: null };

@Resolver()
export class PersonResolver {
  @Authorized('LINK')
  @Query(() => Me, { description: 'Who asks.' })
  me(@Ctx() { caller }: RequestContext): Me {
    return { ...caller, isLocal: caller.id === 'local' };
  }

  @Authorized('ADMIN')
  @Query(() => PersonConnection, { description: 'People, newest first.', complexity: listComplexity })
  users(@Args(() => PageArguments) page: PageArguments, @Ctx() context: RequestContext): Promise<Connection<Person>> {
    return listUsers(context, page);
  }

  @Authorized('ADMIN')
  @Mutation(() => PersonPayload, { description: 'Makes a person. CONFLICT where the name is taken.', complexity: 10 })
  createUser(@Arg('input', () => CreateUserInput, { description: 'The person.' }) input: CreateUserInput, @Ctx() context: RequestContext): Promise<PersonPayload> {
    return answerMutation(input, NOTHING, () => createUser(context, input));
  }

  @Authorized('ADMIN')
  @Mutation(() => PersonPayload, { description: 'Changes what a person may do, at once. PRECONDITION_FAILED for the only admin.', complexity: 10 })
  setUserRole(@Arg('input', () => SetUserRoleInput, { description: 'Who and what.' }) input: SetUserRoleInput, @Ctx() context: RequestContext): Promise<PersonPayload> {
    return answerMutation(input, NOTHING, () => setUserRole(context, input));
  }

  @Authorized('ADMIN')
  @Mutation(() => PersonPayload, { description: 'Shuts a person out with all their tokens, or lets them in again. PRECONDITION_FAILED for the only admin.', complexity: 10 })
  disableUser(@Arg('input', () => DisableUserInput, { description: 'Whom.' }) input: DisableUserInput, @Ctx() context: RequestContext): Promise<PersonPayload> {
    return answerMutation(input, NOTHING, () => disableUser(context, input));
  }
}
