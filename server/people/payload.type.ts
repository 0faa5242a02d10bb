import { Field, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '../access/mutation.type.ts';
import { Person } from './person.type.ts';
import { ShareLink } from './share-link.type.ts';
import { Token } from './token.type.ts';

@ObjectType({ description: 'A person after a change.' })
export class PersonPayload extends MutationPayload {
  @Field(() => Person, { nullable: true, description: 'The person as they are now; null where nothing was changed.' })
  person!: Person | null;
}

@ObjectType({ description: 'A person who was invited.' })
export class InvitePayload extends PersonPayload {
  @Field(() => String, { nullable: true, description: 'The link\'s address on this server, "/invite/...", shown this once: null when the same request came before.' })
  address!: string | null;
  @Field(() => Date, { nullable: true, description: 'When the link ends; null where none was made.' })
  expiresAt!: Date | null;
}

@ObjectType({ description: 'A person who was signed out.' })
export class SignOutPayload extends PersonPayload {
  @Field(() => Int, { nullable: true, description: 'How many sessions were ended; null where nothing was changed.' })
  endedSessionCount!: number | null;
}

@ObjectType({ description: 'A token after a change.' })
export class TokenPayload extends MutationPayload {
  @Field(() => Token, { nullable: true, description: 'The token as it is now; null where nothing was changed.' })
  token!: Token | null;
  @Field(() => String, { nullable: true, description: 'The token itself, shown this once: null when it was revoked, or the same request came before.' })
  secret!: string | null;
}

@ObjectType({ description: 'A share link after a change.' })
export class ShareLinkPayload extends MutationPayload {
  @Field(() => ShareLink, { nullable: true, description: 'The share link as it is now; null where nothing was changed.' })
  shareLink!: ShareLink | null;
  @Field(() => String, { nullable: true, description: 'The link\'s address on this server, "/s/...", shown this once: null when it was revoked, or the same request came before.' })
  address!: string | null;
}
