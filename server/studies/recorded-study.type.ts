import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where the recorded study came from, which a new record begins with. Its runs were trained by the program itself; nothing in it is invented.', simpleResolvers: true })
export class RecordedStudy {
  @Field(() => Date, { description: 'When its last run ended.' })
  madeAt!: Date;
  @Field({ description: 'The command that trained it.' })
  command!: string;
  @Field(() => [String], { description: 'Versions of the program that trained its runs, with their commits.' })
  codeVersions!: string[];
  @Field({ description: 'Version of Node that it was trained with.' })
  node!: string;
  @Field({ description: 'Processor that it was trained on.' })
  processor!: string;
  @Field(() => Int, { description: 'How many runs it brought.' })
  runCount!: number;
  @Field({ description: 'The sha256 of its archive.' })
  sha256!: string;
}
