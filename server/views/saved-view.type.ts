import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../access/connection.ts';
import { MutationPayload } from '../access/mutation.type.ts';

@ObjectType({ description: 'A page as somebody arranged it: opening one never changes the own arrangement of whoever opens it.' })
export class SavedView {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field({ description: 'Name for people.' })
  name!: string;
  @Field({ description: 'The page it is of, e.g. "compare".' })
  page!: string;
  @Field(() => GraphQLJSONObject, { description: 'How the page is arranged, as the page keeps it.' })
  state!: Record<string, unknown>;
  @Field({ description: 'Whether everybody sees it; else its owner alone.' })
  isShared!: boolean;
  @Field(() => ID, { nullable: true, description: 'The study it is of; null: of all.' })
  studyId!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of its owner; null for the person at the server itself, and for who may not see names.' })
  ownerName!: string | null;
  @Field({ description: 'Whether the caller may change and delete it.' })
  canEdit!: boolean;
  @Field(() => Int, { description: 'Raised by each change; give it as `expectedVersion` with a change.' })
  version!: number;
  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

export const SavedViewConnection = connectionType('SavedView', SavedView);

@ObjectType({ description: 'A view after a change.' })
export class SavedViewPayload extends MutationPayload {
  @Field(() => SavedView, { nullable: true, description: 'The view as it is now; null where nothing was changed.' })
  view!: SavedView | null;
}

@ObjectType({ description: 'What was deleted.' })
export class DeleteSavedViewPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the view that is gone; null where nothing was deleted.' })
  deletedViewId!: string | null;
}
