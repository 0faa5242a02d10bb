import { ArrayMaxSize, IsOptional } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { RunStatus } from '../../prisma/client.ts';
import { PageArguments } from '../access/page-arguments.ts';

@InputType({ description: 'Which runs are wanted; a field left out does not restrict.' })
export class RunFilter {
  @Field(() => [RunStatus], { nullable: true, description: 'Runs that stand in one of these ways.' })
  @IsOptional()
  @ArrayMaxSize(50)
  status?: RunStatus[] | null;
  @Field(() => ID, { nullable: true, description: 'Runs of this study.' })
  studyId?: string | null;
  @Field(() => [String], { nullable: true, description: 'Runs of one of these families of networks.' })
  @IsOptional()
  @ArrayMaxSize(50)
  architecture?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Runs on one of these data sets.' })
  @IsOptional()
  @ArrayMaxSize(50)
  dataset?: string[] | null;
}

@ArgsType()
export class RunPageArguments extends PageArguments {
  @Field(() => RunFilter, { nullable: true, description: 'Which runs are wanted; all when left out.' })
  filter?: RunFilter | null;
}
