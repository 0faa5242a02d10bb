import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { OrderDirection } from '../access/order-direction.ts';
import { PageArguments } from '../access/page-arguments.ts';

/** What a list of studies can be ordered by. */
export const StudyOrderKey = { CREATED: 'CREATED', NAME: 'NAME' } as const;
export type StudyOrderKey = (typeof StudyOrderKey)[keyof typeof StudyOrderKey];

registerEnumType(StudyOrderKey, {
  name: 'StudyOrderKey',
  description: 'What a list of studies can be ordered by.',
  valuesConfig: {
    CREATED: { description: 'When it was made.' },
    NAME: { description: 'Its name, capitals or not.' },
  },
});

@InputType({ description: 'The order of a list of studies; the id settles what is equal.' })
export class StudyOrder {
  @Field(() => StudyOrderKey, { description: 'What it is ordered by.' })
  key!: StudyOrderKey;
  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

@InputType({ description: 'Which studies are wanted; a field left out does not restrict.' })
export class StudyFilter {
  @Field(() => String, { nullable: true, description: 'Studies with this text in name, slug or description, in capitals or not; no sign in it has a meaning of its own.' })
  text?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only archived studies, or only those that are not; the latter when left out.' })
  isArchived?: boolean | null;
}

@ArgsType()
export class StudyPageArguments extends PageArguments {
  @Field(() => StudyFilter, { nullable: true, description: 'Which studies are wanted; all that are not archived when left out.' })
  filter?: StudyFilter | null;
  @Field(() => StudyOrder, { nullable: true, description: 'Their order; newest first when left out.' })
  orderBy?: StudyOrder | null;
}
