import { Field, ID, ObjectType } from 'type-graphql';
import { Role } from '../../prisma/client.ts';
import { connectionType } from '../access/connection.ts';

@ObjectType({ description: 'What lets a program in, or a person sign in. Its secret was shown once and is kept nowhere.' })
export class Token {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The person it is of.' })
  userId!: string;
  @Field({ description: 'What it is for.' })
  name!: string;
  @Field(() => Role, { description: 'What it may do, as far as its person may.' })
  role!: Role;
  @Field({ description: 'The last four characters of its secret; empty for one that nobody holds: that in COLLAPSAR_ADMIN_TOKEN, or behind an invitation.' })
  lastFour!: string;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it ends; null: not by itself.' })
  expiresAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null: never.' })
  lastUsedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was revoked; null: it was not.' })
  revokedAt!: Date | null;
}

export const TokenConnection = connectionType('Token', Token);
