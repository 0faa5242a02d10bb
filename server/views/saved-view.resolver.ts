import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { answerMutation } from '../access/answer-mutation.ts';
import type { Connection } from '../access/connection.ts';
import { listComplexity } from '../access/page-arguments.ts';
import { RequestContext } from '../access/request-context.ts';
import { createSavedView, deleteSavedView, editSavedView } from './change-saved-view.ts';
import { listSavedViews, savedView } from './list-saved-views.ts';
import { CreateSavedViewInput, DeleteSavedViewInput, EditSavedViewInput, SavedViewArguments } from './saved-view.input.ts';
import { DeleteSavedViewPayload, SavedView, SavedViewConnection, SavedViewPayload } from './saved-view.type.ts';

const NO_VIEW = { view: null };
const INPUT = { description: 'What to do.' };

@Resolver(() => SavedView)
export class SavedViewResolver {
  @Authorized('LINK')
  @Query(() => SavedViewConnection, { description: "The caller's own views and the shared ones, last changed first.", complexity: listComplexity })
  savedViews(@Args(() => SavedViewArguments) page: SavedViewArguments, @Ctx() context: RequestContext): Promise<Connection<SavedView>> {
    return listSavedViews(context, page);
  }

  @Authorized('LINK')
  @Query(() => SavedView, { nullable: true, description: 'One view; null when there is none of this id that the caller sees.' })
  savedView(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: RequestContext): Promise<SavedView | null> {
    return savedView(context, id);
  }

  @Authorized('VIEWER')
  @Mutation(() => SavedViewPayload, { description: 'Keeps a view.' })
  createSavedView(@Arg('input', () => CreateSavedViewInput, INPUT) input: CreateSavedViewInput, @Ctx() context: RequestContext): Promise<SavedViewPayload> {
    return answerMutation(input, NO_VIEW, async () => ({ view: await savedView(context, await createSavedView(context, input)) }));
  }

  @Authorized('VIEWER')
  @Mutation(() => SavedViewPayload, { description: 'Changes a view: its owner may, and reviewers may change what is shared.' })
  editSavedView(@Arg('input', () => EditSavedViewInput, INPUT) input: EditSavedViewInput, @Ctx() context: RequestContext): Promise<SavedViewPayload> {
    return answerMutation(input, NO_VIEW, async () => ({ view: await savedView(context, await editSavedView(context, input)) }));
  }

  @Authorized('VIEWER')
  @Mutation(() => DeleteSavedViewPayload, { description: 'Deletes a view: its owner may, and reviewers may delete what is shared.' })
  deleteSavedView(@Arg('input', () => DeleteSavedViewInput, INPUT) input: DeleteSavedViewInput, @Ctx() context: RequestContext): Promise<DeleteSavedViewPayload> {
    return answerMutation(input, { deletedViewId: null as string | null }, async () => ({ deletedViewId: await deleteSavedView(context, input) }));
  }
}
