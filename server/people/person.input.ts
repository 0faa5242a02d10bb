import { MaxLength, MinLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Role } from '../../prisma/client.ts';
import { MutationInput } from '../access/mutation.type.ts';

@InputType({ description: 'A new person.' })
export class CreateUserInput extends MutationInput {
  @Field({ description: 'Their name, 1 to 200 characters, unique.' })
  @MinLength(1)
  @MaxLength(200)
  name!: string;
  @Field(() => Role, { description: 'What they may do at most.' })
  role!: Role;
}

@InputType({ description: 'Which person may do what from now on.' })
export class SetUserRoleInput extends MutationInput {
  @Field(() => ID, { description: 'The person.' })
  userId!: string;
  @Field(() => Role, { description: 'What they may do at most.' })
  role!: Role;
}

@InputType({ description: 'Whom to shut out, or let in again.' })
export class DisableUserInput extends MutationInput {
  @Field(() => ID, { description: 'The person.' })
  userId!: string;
  @Field({ defaultValue: true, description: 'True: nothing of theirs works any more. False: it works again.' })
  isDisabled!: boolean;
}
