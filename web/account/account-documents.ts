import { graphql, type ResultOf } from '../graphql/graphql.ts';

export const TokenLineFragment = graphql(`
  fragment TokenLine on Token @_unmask { id name role lastFour createdAt expiresAt lastUsedAt }
`);
export type TokenLine = ResultOf<typeof TokenLineFragment>;

export const AccountDocument = graphql(
  `
    query Account { me { access person isLocal studyId user { id name colour role createdAt lastUsedAt sessionCount tokens { ...TokenLine } } } }
  `,
  [TokenLineFragment],
);
export type Account = ResultOf<typeof AccountDocument>['me'];

export const CreateTokenDocument = graphql(`
  mutation CreateToken($input: CreateTokenInput!) { createToken(input: $input) { secret token { id name } userErrors { code message field } } }
`);
export const RevokeTokenDocument = graphql(`
  mutation RevokeToken($input: RevokeTokenInput!) { revokeToken(input: $input) { token { id } userErrors { code message } } }
`);
export const SetUserColourDocument = graphql(`
  mutation SetUserColour($input: SetUserColourInput!) { setUserColour(input: $input) { person { id colour } userErrors { code message } } }
`);
export const SignOutEverywhereDocument = graphql(`
  mutation SignOutEverywhere($input: SignOutEverywhereInput!) { signOutEverywhere(input: $input) { endedSessionCount person { id } userErrors { code message } } }
`);
