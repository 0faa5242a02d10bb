import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../access/page-arguments.ts';
import { RunFilter } from './run-filter.input.ts';
import { RunOrder } from './run-order.input.ts';

@ArgsType()
export class RunPageArguments extends PageArguments {
  @Field(() => RunFilter, { nullable: true, description: 'Which runs are wanted; all that are not archived when left out.' })
  filter?: RunFilter | null;
  @Field(() => RunOrder, { nullable: true, description: 'Their order; newest first when left out.' })
  orderBy?: RunOrder | null;
}
