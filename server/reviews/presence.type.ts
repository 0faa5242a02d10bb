import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Who else is looking at a run now.' })
export class Presence {
  userIds!: readonly string[];
  @Field(() => Int, { description: 'People beside the caller, each counted once however many pages they have open.' })
  peopleCount!: number;
  @Field(() => Int, { description: 'Pages open by share links, beside the caller\'s: nobody knows whose.' })
  visitorCount!: number;
}
