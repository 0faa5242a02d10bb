import { ArrayMaxSize, IsOptional } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { NoticeKind } from '../../prisma/client.ts';
import { MutationInput } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';

@ArgsType()
export class InboxArguments extends PageArguments {
  @Field({ defaultValue: false, description: 'Whether only what is not read yet is wanted.' })
  unreadOnly!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Only what was read, or only what was not; both when left out. Not together with `unreadOnly`.' })
  isRead?: boolean | null;
  @Field(() => [NoticeKind], { nullable: true, description: 'Why lines are there; all when left out.' })
  @IsOptional()
  @ArrayMaxSize(20)
  kinds?: NoticeKind[] | null;
}

@ArgsType()
export class PeopleArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'People with this text in their name, in capitals or not.' })
  text?: string | null;
  @Field({ defaultValue: false, description: 'Whether only those are wanted whose role lets them give verdicts.' })
  mayReview!: boolean;
}

@InputType({ description: 'Lines of the inbox that were read.' })
export class MarkReadInput extends MutationInput {
  @Field(() => [ID], { nullable: true, description: 'Which: at most 100. What is not of your inbox is passed over.' })
  @IsOptional()
  @ArrayMaxSize(100)
  noticeIds?: string[] | null;
  @Field({ defaultValue: false, description: 'Whether all of them.' })
  all!: boolean;
}
