import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';
import { NAME } from '../studies/study.input.ts';
import { RunSettingsInput } from './run-settings.input.ts';

@InputType({ description: 'A run to be trained.' })
export class NewRunInput {
  @Field(() => String, { nullable: true, description: 'Name for people, unique in its study; network, data set and seed when left out.' })
  @IsOptional()
  @Length(1, 120)
  @Matches(NAME)
  name?: string | null;
  @Field(() => RunSettingsInput, { description: 'How it is trained.' })
  settings!: RunSettingsInput;
}

@InputType({ description: 'Runs to be queued, all or none of them.' })
export class LaunchRunsInput extends MutationInput {
  @Field({ description: 'Slug of the study that they join; made where there is none.' })
  @Length(1, 64)
  studySlug!: string;
  @Field(() => String, { nullable: true, description: 'Name of the study where it is made; its slug when left out.' })
  @IsOptional()
  @Length(1, 200)
  @Matches(NAME)
  studyName?: string | null;
  @Field(() => [NewRunInput], { description: 'The runs, 1 to 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  runs!: NewRunInput[];
  @Field(() => [Int], { nullable: true, description: 'Each run once for each of these seeds.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  seeds?: number[] | null;
  @Field(() => Int, { nullable: true, description: 'Each run once for each of so many learning rates from 1e-4 to 0.25, evenly spaced on the logarithmic axis; the paper has 25.' })
  @IsOptional()
  @Min(2)
  @Max(100)
  learningRateSweep?: number | null;
  @Field({ defaultValue: false, description: 'Whether a run whose name is taken in the study is queued as "name (2)"; else nothing is queued then.' })
  again!: boolean;
}
