import { IsOptional, Length, Matches } from 'class-validator';
import { GraphQLJSONObject } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';
import { NAME } from '../studies/study.input.ts';

const PAGE = /^[a-z]+(-[a-z]+)*$/;

@ArgsType()
export class SavedViewArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Views of this study; of all and of none when left out.' })
  studyId?: string | null;
  @Field(() => String, { nullable: true, description: 'Views of this page.' })
  @IsOptional()
  @Length(1, 60)
  page?: string | null;
}

@InputType({ description: 'A view to be kept.' })
export class CreateSavedViewInput extends MutationInput {
  @Field({ description: 'Name for people, 1 to 200 characters.' })
  @Length(1, 200)
  @Matches(NAME)
  name!: string;
  @Field({ description: 'The page it is of: small letters and dashes, e.g. "compare".' })
  @Length(1, 60)
  @Matches(PAGE)
  page!: string;
  @Field(() => GraphQLJSONObject, { description: 'How the page is arranged: at most 10 kB of JSON.' })
  state!: Record<string, unknown>;
  @Field(() => ID, { nullable: true, description: 'The study it is of; left out: of all.' })
  studyId?: string | null;
  @Field({ defaultValue: false, description: 'Whether everybody sees it, which reviewers may say; else the caller alone.' })
  isShared!: boolean;
}

@InputType({ description: 'A change of a view; what is left out stays.' })
export class EditSavedViewInput extends MutationInput {
  @Field(() => ID, { description: 'The view.' })
  viewId!: string;
  @Field(() => String, { nullable: true, description: 'Another name, 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  @Matches(NAME)
  name?: string | null;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Another arrangement: at most 10 kB of JSON.' })
  state?: Record<string, unknown> | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether everybody sees it.' })
  isShared?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'The version that the change was made from: refused with CONFLICT where it is not the current one.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A view to be deleted.' })
export class DeleteSavedViewInput extends MutationInput {
  @Field(() => ID, { description: 'The view.' })
  viewId!: string;
}
