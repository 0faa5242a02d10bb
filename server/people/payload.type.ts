import { Field, ObjectType } from 'type-graphql';
import { Person } from './person.type.ts';
import { ShareLink } from './share-link.type.ts';
import { Token } from './token.type.ts';

@ObjectType({ description: 'A person as they are after a write.' })
export class PersonPayload {
  @Field(() => Person, { description: 'The person.' })
  person!: Person;
  @Field(() => String, { nullable: true, description: 'As it came.' })
  clientMutationId?: string | null;
}

@ObjectType({ description: 'A token as it is after a write.' })
export class TokenPayload {
  @Field(() => Token, { description: 'The token.' })
  token!: Token;
  @Field(() => String, { nullable: true, description: 'The token itself, shown this once: null when it was revoked, or the same request came before.' })
  secret?: string | null;
  @Field(() => String, { nullable: true, description: 'As it came.' })
  clientMutationId?: string | null;
}

@ObjectType({ description: 'A share link as it is after a write.' })
export class ShareLinkPayload {
  @Field(() => ShareLink, { description: 'The share link.' })
  shareLink!: ShareLink;
  @Field(() => String, { nullable: true, description: 'The link\'s address on this server, "/s/...", shown this once: null when it was revoked, or the same request came before.' })
  address?: string | null;
  @Field(() => String, { nullable: true, description: 'As it came.' })
  clientMutationId?: string | null;
}
