import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';

@ObjectType({ description: 'A read-only way into one study, for people who have no token. Its secret was shown once.' })
export class ShareLink {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field(() => ID, { description: 'The study that it shows.' })
  studyId!: string;
  @Field({ description: 'The page that it opens, e.g. "runs/run_0199..."; empty: the study\'s runs.' })
  path!: string;
  @Field({ description: 'Whether names of people and machines are shown.' })
  showsNames!: boolean;
  @Field(() => ID, { nullable: true, description: 'The person who made it; null where nobody had signed in.' })
  createdBy!: string | null;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { description: 'When it ends.' })
  expiresAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was revoked; null: it was not.' })
  revokedAt!: Date | null;
  @Field(() => Int, { description: 'How often it was opened.' })
  useCount!: number;
  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null: never.' })
  lastUsedAt!: Date | null;
}

export const ShareLinkConnection = connectionType('ShareLink', ShareLink);
