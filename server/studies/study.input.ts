import { IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';

/** A name: something to read in it, and no line breaks or other control characters. */
export const NAME = /^(?=.*\S)\P{Cc}*$/u;

@InputType({ description: 'A study to be made.' })
export class CreateStudyInput extends MutationInput {
  @Field({ description: 'Name for people, 1 to 200 characters.' })
  @Length(1, 200)
  @Matches(NAME)
  name!: string;
  @Field(() => String, { nullable: true, description: 'Short name for addresses: small letters, digits, single dashes; made from the name when left out.' })
  @IsOptional()
  @MaxLength(64)
  slug?: string | null;
  @Field({ defaultValue: '', description: 'What the study is about, at most 10,000 characters.' })
  @MaxLength(10_000)
  description!: string;
}

@InputType({ description: 'A change of a study; what is left out stays.' })
export class EditStudyInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field(() => String, { nullable: true, description: 'Another name, 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  @Matches(NAME)
  name?: string | null;
  @Field(() => String, { nullable: true, description: 'Another description, at most 10,000 characters.' })
  @IsOptional()
  @MaxLength(10_000)
  description?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that the change was made from: refused with CONFLICT where it is not the current one.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A study to be put aside or taken back into use.' })
export class ArchiveStudyInput extends MutationInput {
  @Field(() => ID, { description: 'The study.' })
  studyId!: string;
  @Field({ defaultValue: true, description: 'True puts it aside, false takes it back.' })
  isArchived!: boolean;
}

@InputType({ description: 'A study to be deleted with all its runs.' })
export class DeleteStudyInput extends MutationInput {
  @Field(() => ID, { description: 'The study; it must have been put aside before.' })
  studyId!: string;
}
