import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { RequestContext } from '../access/request-context.ts';
import { RunSettingsInput } from '../runs/run-settings.input.ts';
import { launchPlan, launchSettings } from './launch-plan.ts';
import { LaunchPlan } from './launch-plan.type.ts';
import { LaunchSettings } from './launch-settings.type.ts';

@Resolver()
export class LaunchResolver {
  @Authorized('VIEWER')
  @Query(() => LaunchPlan, {
    description: 'What a run with these settings would be: all settings, what the paper did, and what it will take. Settings that launching would refuse are refused here in the same words, with `field` as the setting.',
    complexity: ({ childComplexity }) => 50 + childComplexity,
  })
  launchPlan(@Arg('settings', () => RunSettingsInput, { description: 'As launching takes them.' }) settings: RunSettingsInput, @Ctx() context: RequestContext): Promise<LaunchPlan> {
    return launchPlan(context, settings);
  }

  @Authorized('VIEWER')
  @Query(() => LaunchSettings, { nullable: true, description: 'The settings that a run was launched with, to be launched again; null for a run from outside, or where there is none of this id.' })
  launchSettings(@Arg('runId', () => ID, { description: 'The run.' }) runId: string, @Ctx() context: RequestContext): Promise<LaunchSettings | null> {
    return launchSettings(context, runId);
  }
}
