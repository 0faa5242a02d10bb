import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { ACCESS, type Access } from '../access/caller.ts';

/** The levels as an enum of the schema. */
export const AccessLevel = Object.fromEntries(ACCESS.map((access) => [access, access])) as { [A in Access]: A };

registerEnumType(AccessLevel, {
  name: 'Access',
  description: 'What a caller may do; each includes those before it.',
  valuesConfig: {
    LINK: { description: 'Reads one study, by a share link.' },
    VIEWER: { description: 'Reads everything.' },
    REVIEWER: { description: 'Also comments, tags, decides, saves views, shares links.' },
    OPERATOR: { description: 'Also launches, pauses, cancels and imports.' },
    ADMIN: { description: 'Also handles people, tokens and settings, and deletes.' },
  },
});

@ObjectType({ description: 'Who asks, as the server sees it.' })
export class Me {
  @Field(() => AccessLevel, { description: 'What the caller may do.' })
  access!: Access;
  @Field(() => String, { nullable: true, description: 'Their name; null for a share link and where no login is needed.' })
  person!: string | null;
  @Field(() => ID, { nullable: true, description: 'Their id as a person; null for a share link and where no login is needed.' })
  userId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The only study that a share link shows; null: all.' })
  studyId!: string | null;
  @Field({ description: 'Whether nobody signs in here: the server is on this machine alone and no token was made yet.' })
  isLocal!: boolean;
}
