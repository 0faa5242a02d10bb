import { Matches, MaxLength, MinLength } from 'class-validator';
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

@InputType({ description: 'Another name for a person.' })
export class RenameUserInput extends MutationInput {
  @Field(() => ID, { description: 'The person.' })
  userId!: string;
  @Field({ description: 'Their name from now on, 1 to 200 characters, unique. What was noted under the old name stays as it is.' })
  @MinLength(1)
  @MaxLength(200)
  name!: string;
}

@InputType({ description: 'Another colour for a person.' })
export class SetUserColourInput extends MutationInput {
  @Field(() => ID, { description: 'The person: oneself, or for an admin anybody.' })
  userId!: string;
  @Field({ description: 'Of the marks they leave: the name of a colour of the palette, s1 to s10.' })
  @Matches(/^s([1-9]|10)$/, { message: 'colour must be one of s1 to s10' })
  colour!: string;
}

@InputType({ description: 'Whom to sign out.' })
export class SignOutEverywhereInput extends MutationInput {
  @Field(() => ID, { description: 'The person: oneself, or for an admin anybody.' })
  userId!: string;
}

@InputType({ description: 'Whom to let in.' })
export class InviteUserInput extends MutationInput {
  @Field(() => ID, { description: 'The person, who was made before.' })
  userId!: string;
}
