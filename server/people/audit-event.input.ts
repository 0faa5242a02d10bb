import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArguments } from '../access/page-arguments.ts';

@InputType({ description: 'Which entries of the audit log are wanted; a field left out does not restrict.' })
export class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Of this token or share link, or "local".' })
  caller?: string | null;
  @Field(() => String, { nullable: true, description: 'Of the person who had this name at the time.' })
  @IsOptional()
  @MaxLength(200)
  person?: string | null;
  @Field(() => ID, { nullable: true, description: 'About this object.' })
  subject?: string | null;
  @Field(() => [String], { nullable: true, description: 'One of these actions, e.g. "createToken".' })
  @IsOptional()
  @ArrayMaxSize(50)
  action?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what was refused, or only what was done.' })
  isRefused?: boolean | null;
  @Field(() => Date, { nullable: true, description: 'At this time or later.' })
  since?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Before this time.' })
  before?: Date | null;
}

@ArgsType()
export class AuditPageArguments extends PageArguments {
  @Field(() => AuditFilter, { nullable: true, description: 'Which entries are wanted; all when left out.' })
  filter?: AuditFilter | null;
}
