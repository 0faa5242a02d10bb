import { IsOptional, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Role } from '../../prisma/client.ts';
import { TOKEN_DAYS } from '../../prisma/tokens.ts';
import { MutationInput } from '../access/mutation.type.ts';

@InputType({ description: 'A new token.' })
export class CreateTokenInput extends MutationInput {
  @Field(() => ID, { description: 'The person it is of.' })
  userId!: string;
  @Field({ description: 'What it is for, 1 to 200 characters.' })
  @MinLength(1)
  @MaxLength(200)
  name!: string;
  @Field(() => Role, { description: 'What it may do, as far as its person may.' })
  role!: Role;
  @Field(() => Int, { nullable: true, defaultValue: TOKEN_DAYS, description: 'Days until it ends, 1 to 3650; null: not by itself.' })
  @IsOptional()
  @Min(1)
  @Max(3650)
  expiresInDays?: number | null;
}

@InputType({ description: 'A token to end now.' })
export class RevokeTokenInput extends MutationInput {
  @Field(() => ID, { description: 'The token.' })
  tokenId!: string;
}
