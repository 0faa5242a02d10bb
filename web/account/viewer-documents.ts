import { graphql } from '../graphql/graphql.ts';

export const MeDocument = graphql(`
  query Me { me { access person userId studyId isLocal user { id colour } } }
`);
