import { Field, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { Node } from '../access/node.type.ts';

@ObjectType({ implements: Node, description: 'A named group of runs.', simpleResolvers: true })
export class Study extends Node {
  @Field({ description: 'Short name for addresses, unique.' })
  slug!: string;
  @Field({ description: 'Name for people.' })
  name!: string;
  @Field({ description: 'What the study is about; may be empty.' })
  description!: string;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was put aside; null while in use.' })
  archivedAt!: Date | null;
  @Field(() => Int, { description: 'Raised by each change that people make of it; give it as `expectedVersion` with a change.' })
  version!: number;
  @Field(() => Int, { description: 'Verdicts of different people that a completed run needs before the study can be final; 0: none.' })
  verdictsNeeded!: number;
  @Field(() => Date, { nullable: true, description: 'When it was made final; null while its runs and verdicts may change.' })
  finalAt!: Date | null;
}

export const StudyConnection = connectionType('Study', Study);
