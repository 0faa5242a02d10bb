import { Field, ID, ObjectType } from 'type-graphql';
import { MutationPayload } from '../access/mutation.type.ts';
import { Run } from './run.type.ts';

@ObjectType({ description: 'Runs after a change.' })
export class RunsPayload extends MutationPayload {
  @Field(() => [Run], { description: 'The runs as they are now, in the order asked for; empty where nothing was changed.', complexity: ({ childComplexity }) => 20 * childComplexity })
  runs!: Run[];
}

@ObjectType({ description: 'A run after a change.' })
export class RunPayload extends MutationPayload {
  @Field(() => Run, { nullable: true, description: 'The run as it is now; null where nothing was changed.' })
  run!: Run | null;
}

@ObjectType({ description: 'What was deleted.' })
export class DeleteRunsPayload extends MutationPayload {
  @Field(() => [ID], { description: 'Ids of the runs that are gone; empty where nothing was deleted.' })
  deletedRunIds!: string[];
}
