import { MaxLength } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import { Split } from '../../prisma/client.ts';

@ArgsType()
export class SplitEpochArguments {
  @Field(() => Split, { defaultValue: Split.TRAIN, description: 'Which images were measured.' })
  split!: Split;
  @Field(() => Int, { nullable: true, description: 'A measured epoch; left out: the last one.' })
  epoch?: number | null;
}

@ArgsType()
export class ClassesArguments extends SplitEpochArguments {
  @Field({ defaultValue: 'last', description: 'Which layer was measured; "last" is the input of the classifier.' })
  @MaxLength(200)
  layer!: string;
}
