import { graphql } from '../graphql/graphql.ts';

/** Whose names can be called in a note. */
export const ColleaguesDocument = graphql(`
  query Colleagues($text: String) { people(text: $text, first: 6) { nodes { id name colour } } }
`);

export const BeginThreadDocument = graphql(`
  mutation BeginThread($input: BeginThreadInput!) { beginThread(input: $input) { thread { id } userErrors { code message field } } }
`);
export const ReplyDocument = graphql(`
  mutation Reply($input: ReplyInput!) { reply(input: $input) { comment { id } userErrors { code message field } } }
`);
export const EditCommentDocument = graphql(`
  mutation EditComment($input: EditCommentInput!) { editComment(input: $input) { comment { id } userErrors { code message field } } }
`);
export const DeleteCommentDocument = graphql(`
  mutation DeleteComment($input: DeleteCommentInput!) { deleteComment(input: $input) { comment { id } userErrors { code message field } } }
`);
export const ResolveThreadDocument = graphql(`
  mutation ResolveThread($input: ThreadInput!) { resolveThread(input: $input) { thread { id } userErrors { code message field } } }
`);
export const ReopenThreadDocument = graphql(`
  mutation ReopenThread($input: ThreadInput!) { reopenThread(input: $input) { thread { id } userErrors { code message field } } }
`);
export const GiveVerdictDocument = graphql(`
  mutation GiveVerdict($input: GiveVerdictInput!) { giveVerdict(input: $input) { verdict { id } userErrors { code message field } } }
`);
export const TakeBackVerdictDocument = graphql(`
  mutation TakeBackVerdict($input: TakeBackVerdictInput!) { takeBackVerdict(input: $input) { verdict { id } userErrors { code message field } } }
`);
