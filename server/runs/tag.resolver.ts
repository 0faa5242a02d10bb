import { Max, Min } from 'class-validator';
import { Args, ArgsType, Authorized, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { countTags } from './count-tags.ts';
import { TagCount } from './tag.type.ts';

@ArgsType()
class TagArguments {
  @Field(() => ID, { nullable: true, description: 'Of the runs of this study; of all when left out.' })
  studyId?: string | null;
  @Field(() => Int, { defaultValue: 100, description: 'Tags wanted, 1 to 500.' })
  @Min(1)
  @Max(500)
  first!: number;
}

@Resolver()
export class TagResolver {
  @Authorized('LINK')
  @Query(() => [TagCount], { description: 'The tags that runs have, most used first.', complexity: 20 })
  tags(@Args(() => TagArguments) question: TagArguments, @Ctx() context: RequestContext): Promise<TagCount[]> {
    return countTags(context, question);
  }
}
