import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';

@InputType({ description: 'What every mutation may be given beside its own input.' })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description: 'Makes the mutation safe to repeat: the same key with the same input gives the first answer for 24 hours and does nothing twice.',
  })
  @IsOptional()
  @MaxLength(200)
  idempotencyKey?: string | null;
  @Field(() => String, { nullable: true, description: 'Comes back in the answer as it was given.' })
  @IsOptional()
  @MaxLength(200)
  clientMutationId?: string | null;
}

@ObjectType({ description: 'Why nothing was changed: something that a person can put right.' })
export class UserError {
  @Field({ description: 'BAD_USER_INPUT, NOT_FOUND, CONFLICT or PRECONDITION_FAILED.' })
  code!: string;
  @Field({ description: 'One sentence: what is wrong, and what to do.' })
  message!: string;
  @Field(() => String, { nullable: true, description: 'The field of the input that it is about, where it is about one.' })
  field!: string | null;
  @Field(() => Int, { nullable: true, description: 'After a CONFLICT with another change: the version that is current now.' })
  currentVersion!: number | null;
}

@ObjectType({ description: 'What every mutation answers beside its own result.' })
export abstract class MutationPayload {
  @Field(() => String, { nullable: true, description: 'As it was given.' })
  clientMutationId!: string | null;
  @Field(() => [UserError], { description: 'Empty where the mutation was done; else nothing was changed.' })
  userErrors!: UserError[];
}
