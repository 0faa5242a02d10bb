import { ArrayMaxSize, ArrayUnique } from 'class-validator';
import { Args, ArgsType, Authorized, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { CompareArguments } from './compare.input.ts';
import { compare, settingsDifferences } from './compare.ts';
import { RunGroup, SettingRow } from './compare.type.ts';
import { curvesComplexity } from './curves-complexity.ts';

@ArgsType()
class DifferencesArguments {
  @Field(() => [ID], { description: 'The runs, at most 40, each once.' })
  @ArrayMaxSize(40)
  @ArrayUnique()
  runIds!: string[];
  @Field({ defaultValue: false, description: 'Whether settings in which all runs agree are told as well.' })
  includeSame!: boolean;
}

@Resolver(() => RunGroup)
export class CompareResolver {
  @Authorized('LINK')
  @Query(() => [RunGroup], {
    nullable: true,
    description: 'Runs in groups, with the middle and the spread of each metric over the runs of a group. Null with the error NOT_FOUND when one of the runs is not there.',
    complexity: curvesComplexity,
  })
  compare(@Args(() => CompareArguments) question: CompareArguments, @Ctx() context: RequestContext): Promise<RunGroup[]> {
    return compare(context, question);
  }

  @Authorized('LINK')
  @Query(() => [SettingRow], {
    nullable: true,
    description: 'Every setting in which the runs differ. Null with the error NOT_FOUND when one of the runs is not there.',
    complexity: ({ args, childComplexity }) => 1 + (args.runIds?.length ?? 0) + childComplexity,
  })
  settingsDifferences(@Args(() => DifferencesArguments) { runIds, includeSame }: DifferencesArguments, @Ctx() context: RequestContext): Promise<SettingRow[]> {
    return settingsDifferences(context, runIds, includeSame);
  }
}
