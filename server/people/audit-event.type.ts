import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Role } from '../../prisma/client.ts';
import { connectionType } from '../access/connection.ts';

@ObjectType({ description: 'Who did what, or was not allowed to. Never changed, never deleted.' })
export class AuditEvent {
  @Field(() => ID, { description: 'Its number; later ones are greater.' })
  id!: string;
  @Field(() => Date, { description: 'When.' })
  at!: Date;
  @Field(() => String, { nullable: true, description: 'The token\'s or the share link\'s id, or "local"; null for a stranger.' })
  caller!: string | null;
  @Field(() => String, { nullable: true, description: 'The person\'s name at the time.' })
  person!: string | null;
  @Field(() => Role, { nullable: true, description: 'What the caller might do at the time; null for a share link and a stranger.' })
  role!: Role | null;
  @Field({ description: 'What was done, e.g. "pauseRun", "signIn", "openShareLink".' })
  action!: string;
  @Field(() => String, { nullable: true, description: 'Id of what it was done to.' })
  subject!: string | null;
  @Field(() => String, { nullable: true, description: 'The code it was refused with; null: it was done.' })
  refusal!: string | null;
  @Field(() => GraphQLJSON, { nullable: true, description: 'What was there before, of what was changed.' })
  before!: unknown;
  @Field(() => GraphQLJSON, { nullable: true, description: 'What is there now, of what was changed.' })
  after!: unknown;
}

export const AuditEventConnection = connectionType('AuditEvent', AuditEvent);
