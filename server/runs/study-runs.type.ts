import { Field, Int, ObjectType } from 'type-graphql';
import { RunStatus } from '../../prisma/client.ts';
import { Run } from './run.type.ts';

@ObjectType({ description: 'Runs of a study that have family, data set and status in common.' })
export class RunGroupCount {
  @Field({ description: 'Family of the network.' })
  architecture!: string;
  @Field({ description: 'Data set.' })
  dataset!: string;
  @Field(() => RunStatus, { description: 'How the runs stand.' })
  status!: RunStatus;
  @Field(() => Int, { description: 'How many there are.' })
  runCount!: number;
  @Field(() => Int, { description: 'How many of them reached the terminal phase.' })
  terminalPhaseCount!: number;
}

@ObjectType({ description: 'The run of a study that others of its architecture and data set are held against.' })
export class StudyBaseline {
  @Field(() => Run, { description: 'The run.' })
  run!: Run;
  @Field(() => Date, { description: 'When somebody chose it.' })
  setAt!: Date;
}
