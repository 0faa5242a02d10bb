import { type ResultOf, graphql } from '../graphql/graphql.ts';

export const SavedViewsDocument = graphql(`
  query SavedViews($page: String!) {
    savedViews(first: 100, page: $page) { nodes { id name state isShared ownerName canEdit version updatedAt } }
  }
`);
export const CreateSavedViewDocument = graphql(`
  mutation CreateSavedView($input: CreateSavedViewInput!) { createSavedView(input: $input) { view { id } userErrors { code message } } }
`);
export const EditSavedViewDocument = graphql(`
  mutation EditSavedView($input: EditSavedViewInput!) { editSavedView(input: $input) { view { id } userErrors { code message } } }
`);
export const DeleteSavedViewDocument = graphql(`
  mutation DeleteSavedView($input: DeleteSavedViewInput!) { deleteSavedView(input: $input) { deletedViewId userErrors { code message } } }
`);

export type SavedViewEntry = ResultOf<typeof SavedViewsDocument>['savedViews']['nodes'][number];
