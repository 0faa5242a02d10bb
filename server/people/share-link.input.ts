import { Matches, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';

@InputType({ description: 'A new share link.' })
export class CreateShareLinkInput extends MutationInput {
  @Field(() => ID, { description: 'The study that it shows.' })
  studyId!: string;
  @Field({ defaultValue: '', description: 'The page that it opens, as its address without the first slash, at most 2,000 characters; empty: the study\'s runs.' })
  @MaxLength(2000)
  @Matches(/^$|^[\w-][\w\-./~%]*(\?[\w\-./~%&=,:+]*)?$/, { message: 'path must be the address of a page without its first slash' })
  path!: string;
  @Field({ defaultValue: false, description: 'Whether names of people and machines are shown.' })
  showsNames!: boolean;
  @Field(() => Int, { defaultValue: 30, description: 'Days until it ends, 1 to 365.' })
  @Min(1)
  @Max(365)
  expiresInDays!: number;
}

@InputType({ description: 'A share link to end now.' })
export class RevokeShareLinkInput extends MutationInput {
  @Field(() => ID, { description: 'The share link.' })
  shareLinkId!: string;
}

@ArgsType()
export class ShareLinkPageArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Only links of this study; of all when left out.' })
  studyId?: string | null;
}
