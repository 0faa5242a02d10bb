import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Split } from '../../prisma/client.ts';
import { connectionType } from '../access/connection.ts';
import { Node } from '../access/node.type.ts';

@ObjectType({ implements: Node, description: 'What was recorded of one layer on one split after one epoch; it never changes. Its numbers are not shown here.' })
export class Snapshot extends Node {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
  @Field(() => Int, { description: 'The epoch.' })
  epoch!: number;
  @Field(() => Split, { description: 'Which images were measured.' })
  split!: Split;
  @Field({ description: 'Which layer was measured; "last" is the input of the classifier.' })
  layer!: string;
  @Field({ description: 'sha256 of its bytes, hexadecimal.' })
  digest!: string;
  @Field(() => Int, { description: 'Size of its core, in bytes.' })
  coreBytes!: number;
  @Field(() => Int, { description: 'Classes C.' })
  classCount!: number;
  @Field(() => Int, { description: 'Features p.' })
  featureCount!: number;
  @Field(() => Int, { description: 'Samples N.' })
  sampleCount!: number;
  @Field(() => Date, { description: 'When it was recorded.' })
  createdAt!: Date;
}

export const SnapshotConnection = connectionType('Snapshot', Snapshot);
