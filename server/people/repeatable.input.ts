import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A write that may be sent again.' })
export class Repeatable {
  @Field(() => String, { nullable: true, description: 'A key of your own: sent again with the same input within 24 hours, nothing is done twice.' })
  idempotencyKey?: string | null;
  @Field(() => String, { nullable: true, description: 'Given back as it came.' })
  clientMutationId?: string | null;
}
