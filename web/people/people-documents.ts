import { TokenLineFragment } from '../account/account-documents.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** People with their tokens, the newest 60; `after` brings those behind. */
export const PeopleDocument = graphql(
  `
    query People($after: String) {
      users(first: 60, after: $after) {
        totalCount
        pageInfo { endCursor hasNextPage }
        nodes { id name colour role createdAt disabledAt lastUsedAt sessionCount invitedUntil tokens { ...TokenLine } }
      }
    }
  `,
  [TokenLineFragment],
);
export type PersonEntry = ResultOf<typeof PeopleDocument>['users']['nodes'][number];

export const CreateUserDocument = graphql(`
  mutation CreateUser($input: CreateUserInput!) { createUser(input: $input) { person { id name role } userErrors { code message field } } }
`);
export const InviteUserDocument = graphql(`
  mutation InviteUser($input: InviteUserInput!) { inviteUser(input: $input) { address expiresAt person { id } userErrors { code message } } }
`);
export const SetUserRoleDocument = graphql(`
  mutation SetUserRole($input: SetUserRoleInput!) { setUserRole(input: $input) { person { id } userErrors { code message } } }
`);
export const DisableUserDocument = graphql(`
  mutation DisableUser($input: DisableUserInput!) { disableUser(input: $input) { person { id } userErrors { code message } } }
`);
export const RenameUserDocument = graphql(`
  mutation RenameUser($input: RenameUserInput!) { renameUser(input: $input) { person { id } userErrors { code message field } } }
`);
